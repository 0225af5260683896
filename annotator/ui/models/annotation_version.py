"""Which version of the label set an annotation was made under, read off the GUI thread."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.label_changes.versions import MadeUnder, Told
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task

_PAUSE_MS = 120
"""Whoever steps through spans asks once, where they stop."""
_WORDS: dict[Told, str] = {
    "name": "its name",
    "meaning": "what it means",
    "guideline": "its guideline",
    "ends": "its ends",
    "attributes": "its attributes",
    "retired": "whether it is in use",
}


class AnnotationVersion(QObject):
    """Asks for one annotation at a time; an answer that nobody waits for any more is dropped."""

    version_found = Signal(str, str)
    """The id of an annotation, and what is to be said of its version; "" where that is nothing."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: Span | Relation | None = None
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)

    def ask(self, annotation: Span | Relation | None) -> None:
        """Ask for the version of an annotation; None: of none."""
        self._asked = annotation
        if annotation is None:
            self._pause.stop()
        else:
            self._pause.start()

    def _read(self) -> None:
        annotation = self._asked
        if self._task is not None:
            self._task.cancel()
        if annotation is not None and self._session.document is not None:
            project = self._session.project
            self._task = read_project(
                project,
                project.labels.made_under,
                annotation,
                owner=self,
                on_done=lambda found: self._take(annotation, found),
            )

    def _take(self, annotation: Span | Relation, found: MadeUnder | None) -> None:
        if annotation is self._asked:
            self.version_found.emit(annotation.id, version_words(found))


def version_words(found: MadeUnder | None) -> str:
    """Return what is to be said of a version: nothing where it is in force, or not known."""
    if found is None or found.is_in_force:
        return ""
    made = f"Made under version {found.version.number} of the label set"
    if not found.changed:
        return f"{made}; what that says of the label still holds."
    changed = ", ".join(_WORDS[one] for one in found.changed)
    return f"{made}. Changed of its label since: {changed}."
