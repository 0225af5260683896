"""Linking what is selected: between the window that asks, the project and the article."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt

from annotator.edits.edit import PutEntities
from annotator.messages import sentence
from annotator.model.entity import Entity
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.entities.doing import LinkEverywhere, Mention
from annotator.project.entities.entities import link_spans
from annotator.project.entities.matching import Matching
from annotator.project.entities.planning import is_alike
from annotator.project.entities.rows import Touched
from annotator.project.entities.suggesting import Suggestion
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress
from annotator.ui.entities.link_rows import LinkRow, chosen_words, rows_of
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

if TYPE_CHECKING:
    from annotator.ui.entities.link_dialog import LinkDialog


class _Asked(NamedTuple):
    """What is to be linked: spans of mine on an article (id)."""

    document: str
    spans: tuple[Span, ...]
    words: str
    """Those of the span that was selected last."""
    is_one: bool
    """Whether all of them are these words, and wear one label."""


class _Known(NamedTuple):
    """What was read about it."""

    suggested: list[Suggestion]
    matching: Matching


class _Others(NamedTuple):
    spans: int
    articles: int


class Linking(QObject):
    """Asks for the entity of the selected spans, and links them, and all others of the same words
    where one wants that, in one act."""

    def __init__(self, session: Session, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._asked: _Asked | None = None
        self._known: _Known | None = None
        self._current: Entity | None = None
        self._reading: list[Task] = []
        self._change: Task | None = None
        self.dialog: LinkDialog | None = None

    def open(self) -> None:
        """Ask who or what is selected."""
        self.stop()
        session = self._session
        if (why := self._why_not()) is not None:
            session.said.emit(why, False)
            return
        asked = self._asked = self._what_is_asked()
        self._known = None
        self._current = self._linked_now(asked)
        text = self._view.text
        covered = [one.covered_text(text) for one in asked.spans]
        from annotator.ui.entities.link_dialog import LinkDialog

        dialog = self.dialog = LinkDialog(chosen_words(covered), self._view.window())
        dialog.typed.connect(self._show_rows)
        dialog.row_chosen.connect(self._choose)
        dialog.finished.connect(self._close)
        self._show_rows()
        dialog.say("Looking for entities like that…")
        dialog.open()
        dialog.query.setFocus()
        self._read(asked)

    def stop(self) -> None:
        """Read no further: the project is about to be closed, or something else is asked."""
        for task in self._reading:
            task.cancel()
        self._reading = []

    # ---- what is asked -------------------------------------------------------------------

    def _why_not(self) -> str | None:
        if self._session.project.is_read_only:
            return "This project can only be read."
        if self._session.project.me is None:
            return "Say who you are before you link spans."
        if not self._selected():
            return "Select a span to say who or what it is."
        return None

    def _selected(self) -> list[Span]:
        mine = self._session.annotation_set
        chosen = self._session.selection.spans
        return [mine.spans[id] for id in chosen if id in mine.spans] if mine is not None else []

    def _what_is_asked(self) -> _Asked:
        document = self._session.document
        assert document is not None, "there is a selected span"
        spans = tuple(self._selected())
        words = spans[-1].covered_text(document.text)
        is_one = all(
            one.label == spans[-1].label and is_alike(words, one.covered_text(document.text))
            for one in spans
        )
        return _Asked(document.id, spans, words, is_one)

    def _linked_now(self, asked: _Asked) -> Entity | None:
        """What all of them are linked to, as it can be told at once."""
        ids = {one.entity for one in asked.spans}
        id = ids.pop() if len(ids) == 1 else None
        return self._session.project.entities.get(id) if id is not None else None

    # ---- reading -------------------------------------------------------------------------

    def _read(self, asked: _Asked) -> None:
        project = self._session.project
        self._reading = [
            read_project(
                project,
                _read_known,
                project,
                asked.document,
                asked.spans[-1].id,
                owner=self,
                on_done=self._take_known,
                on_failed=self._take_failure,
            )
        ]
        if asked.is_one:
            self._reading.append(
                read_project(
                    project,
                    _count_others,
                    project,
                    asked,
                    owner=self,
                    on_done=self._take_others,
                    on_failed=self._take_failure,
                    on_progress=lambda _: None,
                )
            )

    def _take_known(self, known: _Known) -> None:
        self._known = known
        if self.dialog is not None:
            self.dialog.say("")
            self._show_rows()

    def _take_others(self, others: _Others) -> None:
        asked = self._asked
        if self.dialog is not None and asked is not None:
            found = self._session.label_set.span_label(asked.spans[-1].label)
            name = one_line(found.name, 30) if found is not None else asked.spans[-1].label
            self.dialog.show_others(others.spans, others.articles, name)

    def _show_rows(self, *_: object) -> None:
        dialog, asked, known = self.dialog, self._asked, self._known
        if dialog is None or asked is None:
            return
        typed = dialog.query.text()
        suggested = known.suggested if known is not None else []
        found = known.matching.find(typed) if known is not None else []
        is_linked = any(one.entity for one in asked.spans)
        dialog.show_rows(
            rows_of(asked.words, typed, self._current, suggested, found, is_linked=is_linked)
        )

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        if self.dialog is not None:
            self.dialog.be_busy(False)
            self.dialog.say(sentence(error))

    # ---- doing ---------------------------------------------------------------------------

    def _choose(self, row: LinkRow, is_all: bool) -> None:
        asked = self._asked
        if asked is None or self._change is not None:
            return
        entity = row.entity
        if row.kind == "new":
            entity = Entity(new_id(), row.name, asked.spans[-1].label)
        if is_all:
            self._link_everywhere(asked, entity, row.kind == "new")
            return
        assert self.dialog is not None, "it has just asked"
        self.dialog.accept()
        if row.kind == "new" and entity is not None:
            self._link_to_new(asked, entity)
        elif any(one.entity != (entity.id if entity else None) for one in asked.spans):
            self._session.apply(link_spans([one.id for one in asked.spans], entity))

    def _link_to_new(self, asked: _Asked, entity: Entity) -> None:
        spans = [one.id for one in asked.spans]
        edit = PutEntities((entity,), linked=link_spans(spans, entity))
        entities = self._session.project.entities
        if self._session.attempt(lambda: entities.put(edit, asked.document)) is not None:
            name = one_line(entity.name, 40)
            self._session.said.emit(f"Made the entity “{name}” and linked it.", True)

    def _link_everywhere(self, asked: _Asked, entity: Entity | None, is_new: bool) -> None:
        assert self.dialog is not None, "it has just asked"
        self.dialog.be_busy(True)
        self.dialog.say("Linking…")
        act = LinkEverywhere(
            asked.words,
            entity.id if entity else None,
            label=asked.spans[-1].label,
            made=entity if is_new else None,
        )
        name = one_line(entity.name, 40) if entity is not None else ""
        self._change = run_task(
            _do,
            self._session.project,
            act,
            owner=self,
            on_done=lambda done: self._end(done, name),
            on_failed=self._fail,
            on_progress=self._show_progress,
        )

    def _show_progress(self, progress: Progress) -> None:
        if self.dialog is not None:
            self.dialog.say(f"Linking: {progress.done:,} of {progress.total:,} articles…")

    def _end(self, done: Touched, name: str) -> None:
        self._change = None
        self._session.said.emit(done_words(done, name), bool(done.spans))
        if self.dialog is not None:
            self.dialog.accept()

    def _fail(self, error: Exception) -> None:
        self._change = None
        self._take_failure(error)

    def _close(self) -> None:
        self.stop()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._known = self._asked = None
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)


def done_words(done: Touched, name: str) -> str:
    """Return in one line what an act did to how many spans."""
    if not done.spans:
        return "All of it is so already."
    spans, articles = count_words(done.spans, "span"), count_words(done.articles, "article")
    if not name:
        return f"Took the links of {spans} in {articles} away."
    return f"Linked {spans} in {articles} to “{name}”."


def _read_known(project: Project, document: str, span: str) -> _Known:
    return _Known(project.entities.suggestions(document, span), project.entities.matching())


def _count_others(
    project: Project,
    asked: _Asked,
    *,
    progress: Callable[[Progress], None],
    is_cancelled: IsCancelled,
) -> _Others:
    """Count the other spans of mine that are these words and wear this label, linked or not."""
    mine = project.annotation_set(asked.document).annotator
    these = frozenset(Mention(asked.document, mine, one.id) for one in asked.spans)
    act = LinkEverywhere(asked.words, None, besides=these, label=asked.spans[-1].label)
    return _Others(*project.entities.count_alike(act, progress=progress, is_cancelled=is_cancelled))


def _do(
    project: Project,
    act: LinkEverywhere,
    *,
    progress: Callable[[Progress], None],
    is_cancelled: IsCancelled,
) -> Touched:
    return project.entities.do(act, progress=progress, is_cancelled=is_cancelled)
