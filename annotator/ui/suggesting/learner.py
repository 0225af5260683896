"""Learning from what was finished, beside the work: when it is due, and what is said of it."""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.rows import IsCancelled
from annotator.project.suggesting.suggesting import Suggesting
from annotator.settings.store import Settings
from annotator.suggest.card import Card
from annotator.suggest.tagger import CRF
from annotator.ui.models.article_words import count_words
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task

_PAUSE = 2000
"""Milliseconds after an article is done before it is asked whether to learn: it is saved by then,
and the next article is on the screen."""


class Learner(QObject):
    """Trains the model in the background; nothing waits for it."""

    learned = Signal()
    """Others may be suggested now."""

    def __init__(self, session: Session, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._task: Task | None = None
        self._is_stopped = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._learn_if_due)
        session.changed.connect(self._note)
        session.annotator_changed.connect(lambda *_: self._pause.start())
        self._pause.start()

    @property
    def is_learning(self) -> bool:
        """Whether it is being learned, or asked whether to."""
        return self._task is not None

    def learn(self, *, is_asked: bool = True) -> None:
        """Learn now, in the background; where nobody asked, only when it is due."""
        session = self._session
        if self._is_stopped or self._task is not None or session.project.is_read_only:
            return

        def end(card: Card | None) -> None:
            self._task = None
            if card is not None:
                session.said.emit(learned_words(card), False)
            elif is_asked:
                session.said.emit("It learns from ten finished articles with labels on.", False)
            self.learned.emit()

        def fail(error: Exception) -> None:
            self._task = None
            if isinstance(error, Cancelled) or self._is_stopped:
                return
            if not isinstance(error, AnnotatorError):
                raise error
            session.said.emit(sentence(error), False)
            self.learned.emit()

        self._task = run_task(
            _learn,
            session.project.suggesting,
            bool(self._settings.get("is_suggestion_case_exact")),
            is_asked,
            owner=self,
            on_done=end,
            on_failed=fail,
            on_progress=_ignore,
        )

    def cancel(self) -> None:
        """Stop learning; what was known stays."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.learned.emit()

    def stop(self) -> None:
        """Learn no more: the project is about to be closed."""
        self._is_stopped = True
        self._pause.stop()
        self.cancel()

    def _note(self, changes: Changes, _origin: object) -> None:
        if changes.state and changes.state[1].status == "finished":
            self._pause.start()

    def _learn_if_due(self) -> None:
        if self._settings.get("are_suggestions_shown") and CRF not in self._settings.get(
            "suggestions_off"
        ):
            self.learn(is_asked=False)


def learned_words(card: Card) -> str:
    """Say what it has learned, and of how many labels it is good enough."""
    good = len(card.gates())
    articles = count_words(len(card.documents), "article")
    return f"Learned from {articles}: {good} of {count_words(len(card.labels), 'label')} suggested."


def _learn(
    suggesting: Suggesting,
    is_case_exact: bool,
    is_asked: bool,
    *,
    progress: object,
    is_cancelled: IsCancelled,
) -> Card | None:
    if not is_asked and not suggesting.is_training_due():
        return None
    return suggesting.train(is_case_exact=is_case_exact, is_cancelled=is_cancelled)


def _ignore(_progress: object) -> None:
    """The status bar says when it is done."""
