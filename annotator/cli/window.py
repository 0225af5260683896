"""Opening the window: the command open, and the bare command."""

from pathlib import Path

import click

from annotator.cli.arguments import existing_annotator_option
from annotator.cli.display import why_no_window
from annotator.model.errors import ProjectMissing


@click.command("open", epilog="Example: annotator open news.annotator --annotator Maria")
@click.argument("project", required=False, metavar="[PROJECT]", type=click.Path(path_type=Path))
@existing_annotator_option
@click.pass_context
def open_project(context: click.Context, project: Path | None, annotator: str | None) -> None:
    """Open a project in the window; without PROJECT the window opens with its start page."""
    if project is not None and not project.exists():
        raise ProjectMissing(project)
    context.exit(open_window(project, annotator))


def open_window(project: Path | None, annotator: str | None) -> int:
    """Open the window on a project, or with its start page; return its exit status when closed."""
    if why := why_no_window():
        raise click.ClickException(why)
    try:
        from annotator.ui import application
    except ImportError as error:
        raise _why_no_window(error) from error
    return application.open_window(project, annotator)


def _why_no_window(error: ImportError) -> Exception:
    """Return what to tell where Qt cannot be imported; any other failing import is our fault."""
    if not (error.name or "").startswith(("PySide6", "shiboken6")) and "lib" not in str(error):
        return error
    return click.ClickException(
        f"The window needs Qt, which cannot be loaded here ({error}); "
        "install PySide6-Essentials and the system libraries it asks for"
    )
