"""Saving what can be saved of a damaged project file."""

from pathlib import Path

from annotator.model.backup import Salvaged
from annotator.project.rows import IsCancelled, stop_if
from annotator.storage.beside import free_name
from annotator.storage.salvage.salvaging import is_one_of_ours, salvage_file


def salvage(path: Path, target: Path, *, is_cancelled: IsCancelled = lambda: False) -> Salvaged:
    """Read what can be read of a damaged project file into a new project at `target`, row by row;
    the file itself is not touched. It belongs off the GUI thread.

    Texts that are not what their hash says are kept and named; the history is kept up to where it
    cannot be proved any more. ProjectMissing; NotAProject: nothing of a project is found in it;
    ProjectExists, TargetUnwritable; Cancelled.
    """
    return salvage_file(path, target, lambda: stop_if(is_cancelled))


def can_be_salvaged(path: Path) -> bool:
    """Tell whether a file that cannot be opened is, or was, a project as far as its header says."""
    return is_one_of_ours(path)


def salvaged_name(path: Path) -> Path:
    """Return a name beside a damaged file for what is saved of it."""
    return free_name(path, f"{path.stem} (salvaged)")
