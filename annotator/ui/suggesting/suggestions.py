"""Between the text and what the project suggests: asking beside, accepting, rejecting."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from annotator.edits.edit import AddSpan
from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.suggesting.accepting import accept, accept_all
from annotator.project.suggesting.suggesting import Suggesting, Wanted
from annotator.settings.store import Settings
from annotator.suggest.card import Card
from annotator.suggest.suggestion import Suggestion
from annotator.text.finding import Range
from annotator.ui.dialogs.same_text_dialog import SameTextDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.plain_text import title_text
from annotator.ui.session import Session
from annotator.ui.suggesting.learned_dialog import LearnedDialog
from annotator.ui.suggesting.learner import Learner
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.offers import Suggested
from annotator.ui.text_view.text_view import TextView

_PAUSE = 150
"""Milliseconds after an act before it is asked again: several acts are asked about once."""
_PAUSE_IN_LARGE = 1500
_LARGE = 100_000
"""Code points from which asking takes long enough to be felt beside the work."""
Known: TypeAlias = tuple[Card | None, int | None]
FORGOTTEN = "Forgotten. It learns again when you ask, or when you have finished ten more articles."
MISSING = (
    "Nothing can be suggested here: the part of the program that suggests is not installed"
    " (pip install 'annotator[suggest]')."
)


class Suggestions(QObject):
    """What is suggested in the open article, and what the hand does with it."""

    changed = Signal()
    """Others are shown now, or the hand is at another."""

    def __init__(
        self, session: Session, view: TextView, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._settings = session, view, settings
        self._asking: Task | None = None
        self._is_stopped = False
        self._rejected: dict[str, set[tuple[object, str]]] = {}
        """Document -> what is being rejected and may not be in the file yet."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.learner = Learner(session, settings, self)
        self.learner.learned.connect(self.ask_again)
        view.offers.take = _take
        session.document_opened.connect(self._ask_at_once)
        session.leaving.connect(self._drop)
        session.changed.connect(self._note)
        session.annotator_changed.connect(self._ask_at_once)

    # ---- looking ----

    @property
    def are_shown(self) -> bool:
        """Whether anything is suggested at all, as one has chosen."""
        return bool(self._settings.get("are_suggestions_shown"))

    @property
    def is_asking(self) -> bool:
        """Whether it is being found out, or about to be, what can be suggested."""
        return self._asking is not None or self._pause.isActive()

    def words_here(self) -> str:
        """Return the name of the label that is suggested where the hand is; or ""."""
        current = self._view.offers.current
        return self._view.offers.name_of(current) if current is not None else ""

    # ---- doing ----

    def toggle(self) -> None:
        """Suggest from now on, or no more."""
        self._settings.choose("are_suggestions_shown", not self.are_shown)
        self._ask_at_once()
        words = "What may be labelled next is suggested." if self.are_shown else "No suggestions."
        if self.are_shown and not self._session.project.suggesting.is_available:
            words = MISSING
        self._session.said.emit(words, False)

    def ask_again(self) -> None:
        """Suggest anew, a moment from now: what is suggested or wanted has changed."""
        self._pause.start()

    def show_learned(self) -> None:
        """Open the page of what it has learned."""
        if not self._session.project.suggesting.is_available:
            self._session.said.emit(MISSING, False)
            return
        run_task(_known, self._session.project.suggesting, owner=self, on_done=self._open_learned)

    def go_on(self, step: int) -> None:
        """Go to the next (1) or previous (-1) suggestion."""
        found = self._view.offers.neighbour(step)
        if found is not None:
            self._view.offers.go_to(found)
        else:
            self._session.said.emit(self._why_none(step), False)
        self.changed.emit()

    def accept(self) -> None:
        """Make a span of the suggestion one is at, or that the caret is on, and go to the next;
        where there is none here, go to the next."""
        here = self._here()
        if here is not None and self._session.apply(accept(here), self._view) is None:
            return
        self.go_on(1)

    def reject(self) -> None:
        """Say that the suggestion here is wrong, and go to the next."""
        here = self._here()
        if here is not None:
            self._reject(here)
        self.go_on(1)

    def accept_alike(self) -> None:
        """List all suggestions of the words that are suggested here, to accept those ticked."""
        here = self._here()
        if here is None or len(here.place) > 1:
            self._session.said.emit("Go to a suggestion first.", False)
            return
        alike = self._alike(here)
        words = self._view.text[here.start : here.end]
        dialog = SameTextDialog(
            self._view.text,
            words,
            [_Occurrence(one.place[0]) for one in alike],
            self._session.label_set,
            here.label,
            len(alike),
            self._view.window(),
        )
        dialog.setWindowTitle(title_text(f"Suggestions of “{words}”"))
        dialog.place_shown.connect(self._view.reveal)
        dialog.label_requested.connect(lambda label, ranges: self._accept(alike, label, ranges))
        dialog.finished.connect(lambda _: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        dialog.open()

    def stop(self) -> None:
        """Ask no more: the project is about to be closed."""
        self._is_stopped = True
        self.learner.stop()
        self._drop()

    # ---- inside: doing ----

    def _open_learned(self, known: Known) -> None:
        off = self._settings.get("suggestions_off")
        dialog = LearnedDialog(self._session.label_set, off, self._view.window())
        suggesting, learner = self._session.project.suggesting, self.learner

        def show(known: Known) -> None:
            dialog.show_card(*known, is_learning=learner.is_learning)

        def show_anew() -> None:
            run_task(_known, suggesting, owner=dialog, on_done=show)

        def learn() -> None:
            learner.learn()
            show_anew()

        def forget() -> None:
            suggesting.forget_model()
            self._session.said.emit(FORGOTTEN, False)
            show_anew()
            self.ask_again()

        def switch(off: list[str]) -> None:
            self._settings.choose("suggestions_off", off)
            self.ask_again()

        show(known)
        learner.learned.connect(show_anew)
        dialog.finished.connect(lambda _: learner.learned.disconnect(show_anew))
        dialog.learn_requested.connect(learn)
        dialog.stop_requested.connect(learner.cancel)
        dialog.forget_requested.connect(forget)
        dialog.off_changed.connect(switch)
        dialog.finished.connect(lambda _: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        dialog.open()

    def _here(self) -> Suggestion | None:
        offers, selection = self._view.offers, self._session.selection
        found: Suggested | None = offers.current
        if found is None and selection.text is None and not selection.spans:
            found = offers.at(selection.caret)
        return found if isinstance(found, Suggestion) else None

    def _alike(self, here: Suggestion) -> list[Suggestion]:
        words = self._view.text[here.start : here.end]
        return [
            one
            for one in self._view.offers.all()
            if isinstance(one, Suggestion)
            and len(one.place) == 1
            and (one.label, self._view.text[one.start : one.end]) == (here.label, words)
        ]

    def _accept(self, alike: list[Suggestion], label: str, ranges: Sequence[Range]) -> None:
        chosen = [one for one in alike if one.place[0] in set(ranges)]
        self._session.apply(accept_all(chosen, label), self._view)

    def _reject(self, one: Suggestion) -> None:
        """Let it go at once; the file is written beside."""
        document = self._session.document
        if document is None:
            return
        project, waiting = self._session.project, self._rejected.setdefault(document.id, set())
        waiting.add(one.key)
        self._view.offers.drop([one])

        def end(_: object) -> None:
            waiting.discard(one.key)

        def fail(error: Exception) -> None:
            waiting.discard(one.key)
            if not isinstance(error, AnnotatorError):
                raise error
            self._session.refused.emit(sentence(error))
            self._ask_at_once()

        run_task(
            project.suggesting.reject,
            document.id,
            [one],
            owner=self,
            on_done=end,
            on_failed=fail,
        )

    def _why_none(self, step: int) -> str:
        if not self._session.project.suggesting.is_available:
            return MISSING
        if not self.are_shown:
            return "Suggestions are switched off."
        count = len(self._view.offers.all())
        where = "further on" if step > 0 else "before"
        left = f" {count_words(count, 'suggestion')} in the article." if count else ""
        return f"No suggestion {where}.{left}"

    # ---- inside: asking ----

    def _note(self, changes: Changes, origin: object) -> None:
        self._session.project.suggesting.note(changes)
        document = self._session.document
        if document is None:
            return
        is_here = changes.document == document.id and (changes.spans or changes.state)
        if is_here or changes.dismissed or changes.label_set is not None:
            large = len(document.text) > _LARGE
            self._pause.start(_PAUSE_IN_LARGE if large else _PAUSE)

    def _drop(self) -> None:
        self._pause.stop()
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        self._view.offers.show(())

    def _ask_at_once(self, *_: object) -> None:
        self._drop()
        self._ask()

    def _ask(self) -> None:
        session = self._session
        document, mine = session.document, session.annotation_set
        if self._is_stopped or document is None or mine is None or not self.are_shown:
            return
        if session.project.is_read_only or not session.project.suggesting.is_available:
            return
        if self._asking is not None:
            self._asking.cancel()

        def end(found: list[Suggestion]) -> None:
            self._asking = None
            rejected = self._rejected.get(document.id, set())
            self._view.offers.show(one for one in found if one.key not in rejected)
            self.changed.emit()

        def fail(error: Exception) -> None:
            if self._asking is task:
                self._asking = None
            if not isinstance(error, Cancelled) and not self._is_stopped:
                raise error

        task = self._asking = run_task(
            session.project.suggesting.suggest,
            document,
            mine,
            self._wanted(),
            owner=self,
            on_done=end,
            on_failed=fail,
            on_progress=_ignore,
        )

    def _wanted(self) -> Wanted:
        return Wanted(
            frozenset(self._settings.get("suggestions_off")),
            is_case_exact=bool(self._settings.get("is_suggestion_case_exact")),
        )


def _known(suggesting: Suggesting) -> Known:
    """Return what is known of the model, and after how many articles more it learns again."""
    return suggesting.card(), suggesting.articles_to_go()


class _Occurrence:
    """A place in the list of those that are alike."""

    def __init__(self, covered: Range) -> None:
        self.covered = covered
        self.labels: tuple[str, ...] = ()
        self.is_same = True


def _take(suggestion: Suggested, label: str | None = None) -> AddSpan:
    assert isinstance(suggestion, Suggestion)
    return accept(suggestion, label)


def _ignore(_progress: object) -> None:
    """It is quick enough not to be told how far it is."""
