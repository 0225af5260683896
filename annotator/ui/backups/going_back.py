"""From the window to its backups and back: the list shown, the project closed, restored, opened."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.messages import name_path, sentence
from annotator.messages.salvage_words import salvage_lines
from annotator.model.backup import Backup, Salvaged, Until
from annotator.model.errors import AnnotatorError, Cancelled, ProjectMissing
from annotator.project.backups import Restored, backups_of, restore
from annotator.project.salvaging import can_be_salvaged, salvage, salvaged_name
from annotator.ui.models.article_words import count_words

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


def show_backups(window: "MainWindow") -> None:
    """Show the backups of the open project."""
    from annotator.ui.backups.dialog import BackupsDialog

    session = window.session
    assert session is not None, "the window runs this only with a project"
    path, keeper = session.project.path, window.backups
    make = None if session.project.is_read_only else keeper.make
    dialog = BackupsDialog(path, keeper.root, window, make=make, gigabytes=keeper.gigabytes)
    dialog.limit_chosen.connect(keeper.limit)
    keeper.backup_made.connect(dialog.refresh)
    keeper.failed.connect(dialog.show_failure)
    dialog.restore_requested.connect(partial(_go_back, window, path))
    dialog.open()


def offer_backups(window: "MainWindow", path: Path, error: AnnotatorError) -> bool:
    """Where a project that cannot be opened has backups, or something of it may be read still, show
    that; tell whether it is so."""
    from annotator.ui.backups.dialog import BackupsDialog

    is_damaged = not isinstance(error, ProjectMissing) and can_be_salvaged(path)
    if not is_damaged and not backups_of(path, window.backups.root):
        return False
    salvage = partial(_salvage, window, path) if is_damaged else None
    dialog = BackupsDialog(path, window.backups.root, window, salvage=salvage, why=sentence(error))
    dialog.restore_requested.connect(partial(_go_back, window, path))
    dialog.open()
    return True


def _go_back(window: "MainWindow", path: Path, backup: Backup, until: Until) -> None:
    """Close the project if it is the one that is open, put the backup in its place and what the
    journal has since then, and open it."""
    from annotator.ui.dialogs.progress import ProgressDialog

    session = window.session
    if session is not None and session.project.path == path and not window.close_project():
        return
    ProgressDialog(
        "Going back to the backup",
        _restore,
        path,
        backup,
        until,
        on_done=partial(_open, window, path),
        on_failed=partial(_tell, window),
        parent=window,
    ).open()


def _salvage(window: "MainWindow", path: Path) -> None:
    """Save what can be read of a damaged project beside it, say how much it is, and open it."""
    from annotator.ui.dialogs.progress import ProgressDialog

    target = salvaged_name(path)
    ProgressDialog(
        "Saving what can be read",
        _read_out,
        path,
        target,
        on_done=partial(_show_salvaged, window, target),
        on_failed=partial(_tell, window),
        parent=window,
    ).open()


def _read_out(path: Path, target: Path, **how: Any) -> Salvaged:
    return salvage(path, target, is_cancelled=how.get("is_cancelled", lambda: False))


def _show_salvaged(window: "MainWindow", target: Path, done: Salvaged) -> None:
    from annotator.ui.dialogs.salvaged import SalvagedDialog

    dialog = SalvagedDialog(target, salvage_lines(done), window)
    dialog.accepted.connect(partial(window.opening.open_path, target))
    dialog.open()


def _restore(path: Path, backup: Backup, until: Until, **_: object) -> Restored:
    return restore(path, backup, until)


def _open(window: "MainWindow", path: Path, done: Restored) -> None:
    window.opening.open_path(path)
    if window.session is None:
        return
    acts = f" and {count_words(done.reach.acts, 'act')} of the journal" * bool(done.reach.acts)
    kept = f"; what was there is kept as {name_path(done.kept)}" if done.kept else ""
    if acts or kept:
        window.session.said.emit(f"This is the backup{acts}{kept}.", False)


def _tell(window: "MainWindow", error: Exception) -> None:
    if isinstance(error, Cancelled):
        return
    if not isinstance(error, AnnotatorError):
        raise error
    window.tell(sentence(error))
