"""Reading a project off the GUI thread, where the project may be closed before the answer comes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from annotator.ui.tasks import Task, run_task

if TYPE_CHECKING:
    from annotator.project.project import Project


def read_project(
    project: "Project",
    function: Callable[..., Any],
    *args: Any,
    owner: QObject,
    on_done: Callable[[Any], None],
    on_failed: Callable[[Exception], None] | None = None,
    on_progress: Callable[[Any], None] | None = None,
) -> Task:
    """Run a reading function on another thread; nobody hears of it once the project is closed.

    With `on_progress` it can tell how far it is, and be stopped, as with `run_task`.
    """

    def fail(error: Exception) -> None:
        if not _is_open(project):
            return
        if on_failed is None:
            raise error
        on_failed(error)

    return run_task(
        function, *args, owner=owner, on_done=on_done, on_failed=fail, on_progress=on_progress
    )


def _is_open(project: "Project") -> bool:
    try:
        project.annotators()
    except RuntimeError:  # the door says so of a project that is closed
        return False
    return True
