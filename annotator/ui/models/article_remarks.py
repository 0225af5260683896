"""What is said about annotations of the open article, as the project has it in memory."""

from PySide6.QtCore import QObject, Signal

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.model.verdict import Remark
from annotator.review.discussions import subjects_of_annotation, thread_of
from annotator.ui.session import Session


class ArticleRemarks(QObject):
    """Threads of the session's open article."""

    changed = Signal()
    """Something was said, or taken back, or a verdict ties other remarks together."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: dict[str, str] = {}
        session.changed.connect(self._take_changes)
        session.annotator_changed.connect(self._names.clear)

    def thread_of(self, annotation: str) -> tuple[Remark, ...]:
        """Return what is said about a span or relation (id) and about verdicts on it; nothing where
        I am not to see others' labels yet, of which it may speak."""
        document, project = self._session.document, self._session.project
        if document is None or project.assignments.why_closed(document.id) is not None:
            return ()
        review = project.review
        try:
            remarks = review.remarks(document.id)
        except AnnotatorError:
            return ()
        if not remarks:
            return ()
        subjects = subjects_of_annotation(annotation, review.verdicts(document.id))
        return thread_of(remarks, subjects)

    def name_of(self, annotator: str) -> str:
        """Return the name of an annotator (id)."""
        if annotator not in self._names:
            self._names |= {
                one.id: one.name for one in self._session.project.annotators(with_second_times=True)
            }
        return self._names.get(annotator, annotator)

    def say(self, annotation: str, text: str, *, is_closing: bool) -> None:
        """Say something in the thread of a span or relation (id), or begin it."""
        document, thread = self._session.document, self.thread_of(annotation)
        if document is None:
            return
        about = thread[-1].about if thread else annotation
        try:
            self._session.project.review.say(
                document.id, about, text, is_closing=is_closing, origin=self
            )
        except AnnotatorError as error:
            self._session.refused.emit(sentence(error))

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if changes.remarks or changes.verdicts or changes.has_sight_changes:
            self.changed.emit()
