"""Opening the window: the command open, and the bare command."""

import os
from pathlib import Path

import click

from annotator.cli.arguments import existing_annotator_option, project_argument
from annotator.cli.display import has_display
from annotator.model.errors import ProjectMissing


@click.command("open", epilog="Example: annotator open news.annotator --annotator Maria")
@project_argument
@existing_annotator_option
@click.pass_context
def open_project(context: click.Context, project: Path, annotator: str | None) -> None:
    """Open a project in the window."""
    if not project.exists():
        raise ProjectMissing(project)
    context.exit(open_window(project, annotator))


def open_window(project: Path | None, annotator: str | None) -> int:
    """Open the window on a project, or with its start page; return its exit status when closed."""
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        raise click.ClickException(
            "There is no display to open a window on; “annotator demo” works without one, "
            "and so do all commands but open"
        )
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
