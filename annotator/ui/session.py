"""One open project in a window: what is open, the road that edits take, and what is heard of it."""

from collections import ChainMap
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.edits.edit import (
    Assign,
    BringIn,
    CorrectMeta,
    Edit,
    GiveBack,
    Hide,
    ReplaceLabelSet,
    Retire,
    SetEdit,
    TakeIn,
)
from annotator.edits.history import Act, Step
from annotator.messages import act_words, sentence, step_words
from annotator.messages.assigning import ASSIGNED, ASSIGNED_BLIND, SECOND_TIME, UNAIDED
from annotator.messages.standing import REMOVED, SET_ASIDE
from annotator.model.annotation_set import AnnotationSet
from annotator.model.article_errors import ArticleDamaged
from annotator.model.changes import Changes, changes_between
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, DocumentUnknown, NothingToUndo
from annotator.model.hidden import Hidden
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.ui.selection import Selection
from annotator.ui.tasks import Task, run_task

_MANY_SETS, _MANY_DOCUMENTS = 50, 500
"""An act on more of them is taken back beside: it takes longer than a window may hold still."""


def _takes_long(edit: Edit) -> bool:
    """Whether to take an act back, or to do it again, takes longer than a blink."""
    if isinstance(edit, TakeIn | GiveBack):
        return edit.changed > _MANY_SETS or edit.documents > _MANY_DOCUMENTS
    if isinstance(edit, BringIn | Retire):
        return edit.documents + edit.sets > _MANY_DOCUMENTS
    if isinstance(edit, Hide):
        return len(edit.hidden) + len(edit.shown) > _MANY_DOCUMENTS
    return isinstance(edit, Assign) and len(edit.assignments) > _MANY_DOCUMENTS


class _Ears(QObject):
    """Listens to a project on whatever thread it speaks, and passes on by signals."""

    heard_changed = Signal(object, object)
    heard_saved = Signal(int)
    heard_failure = Signal(object, int)

    def changed(self, changes: Changes, origin: object) -> None:
        self.heard_changed.emit(changes, origin)

    def saved(self, unsaved: int) -> None:
        self.heard_saved.emit(unsaved)

    def saving_failed(self, error: AnnotatorError, unsaved: int) -> None:
        self.heard_failure.emit(error, unsaved)


class Session(QObject):
    """An open project. All signals come on the GUI thread."""

    changed = Signal(object, object)
    """Changes, origin: applied, not yet saved; the attributes here are up to date already."""
    leaving = Signal()
    """The open article, or this annotator's set on it, is about to be left."""
    document_opened = Signal(object)
    """The Document, or None where none is open any more."""
    saved = Signal(int)
    saving_failed = Signal(object, int)
    refused = Signal(str)
    """A sentence that says why an act was not done."""
    said = Signal(str, bool)
    """What happened, and whether undo can be offered beside it."""
    said_of_labels = Signal(str, int)
    """What a change of the label set did, which can be undone, and how many places it left that are
    not allowed any more."""
    offered = Signal(str, str, str)
    """What there is to know, the words of a button beside it, and the action (id) that it runs."""
    annotator_changed = Signal()
    """Another one annotates, or somebody is called otherwise."""
    reveal_requested = Signal(int)
    """An offset in the open article: what was taken back or done again is there."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.document: Document | None = None
        self.annotation_set: AnnotationSet | None = None
        self._hidden: Hidden | None = None
        """How the open article is out of the lists."""
        self.label_set: LabelSet = project.label_set
        self.selection = Selection(self)
        self.opener: Callable[[str, Callable[[], object]], None] | None = None
        """What reads large articles before they are opened, where there is such a thing."""
        self._walking: Task | None = None
        """An act on very many sets that is being taken back or done again."""
        self._ears = _Ears(self)
        self._ears.heard_changed.connect(self._take_in)
        self._ears.heard_saved.connect(self.saved)
        self._ears.heard_failure.connect(self.saving_failed)
        project.subscribe(self._ears)

    # ---- looking ----

    def open_document(self, document: str) -> bool:
        """Open an article (id) with my annotation set; tell whether it is open then."""
        if self.document is not None and self.document.id == document:
            return True
        try:
            opened = self.project.document(document)
            mine = self.project.annotation_set(document)
        except AnnotatorError as error:
            self.refused.emit(sentence(error))
            return False
        self._say_leaving()
        self.document, self.annotation_set = opened, mine
        self._hidden = self.project.work_list.is_hidden(document)
        self.selection.set_caret(0)
        self.document_opened.emit(opened)
        if not self.project.is_sound(document):
            damaged = ArticleDamaged(document, opened.meta.title or "")
            self.offered.emit(sentence(damaged), "Backups…", "backups")
        return True

    def open_then(self, document: str, act: Callable[[], object]) -> None:
        """Open an article (id) and do something there: at once where it is small.

        A large one is read beside before; where another one is opened meanwhile, nothing is done.
        """
        if self.opener is not None:
            self.opener(document, act)
        elif self.open_document(document):
            act()

    def duty(self) -> str:
        """Return why the open article is mine to label, in words: it was assigned to me, or came
        back; or that it is in no list any more; empty where nothing of this is so."""
        if self._hidden is not None:
            return REMOVED if self._hidden.is_removed else SET_ASIDE
        document, me, mine = self.document, self.project.me, self.annotation_set
        if document is None or me is None or mine is None:
            return ""
        if mine.annotator != me.id:
            return SECOND_TIME
        assignments = self.project.assignments
        if not any(one.annotator == me.id for one in assignments.on(document.id)):
            return ""
        words = ASSIGNED_BLIND if assignments.is_blind(document.id) else ASSIGNED
        suggesting = self.project.suggesting
        if suggesting.is_available and suggesting.is_unaided(document.id):
            return f"{words} {UNAIDED}"
        return words

    def close_document(self) -> None:
        """Leave the open article."""
        if self.document is not None:
            self._say_leaving()
            self.document = self.annotation_set = None
            self.selection.set_caret(0)
            self.document_opened.emit(None)

    def sign_in(self, name: str) -> bool:
        """Become the annotator of that name; the open article shows that one's set then."""
        self._say_leaving()  # what is under way is still the one's who has been here
        try:
            self.project.sign_in(name)
        except AnnotatorError as error:
            self._open_again()  # nobody has gone
            self.refused.emit(sentence(error))
            return False
        self.annotator_changed.emit()
        self._open_again()
        return True

    def _open_again(self) -> None:
        """Open the open article with the set of mine that counts there now."""
        if self.document is not None:
            document, self.document = self.document.id, None
            self.open_document(document)

    def _say_leaving(self) -> None:
        if self.document is not None:
            self.leaving.emit()

    # ---- doing ----

    def apply(self, edit: SetEdit, origin: object = None) -> Changes | None:
        """Apply an edit to my set on the open article; None where it was refused."""
        document = self.document
        if document is None:
            return None
        before = self.annotation_set
        changes = self.attempt(lambda: self.project.apply(edit, document.id, origin))
        if changes is not None and len(changes.spans) + len(changes.relations) > 1:
            self.said.emit(f"{self._words(edit, None, before)}.", True)
        return changes

    def apply_to_project(
        self, edit: CorrectMeta | ReplaceLabelSet, origin: object = None
    ) -> Changes | None:
        """Apply an edit to an article's meta or the label set; None where it was refused."""
        return self.attempt(lambda: self.project.apply_to_project(edit, origin))

    def tell_of_assignments(self, changes: Changes) -> None:
        """Say what was assigned or withdrawn, with a way back."""
        made = tuple(after for _, after in changes.assignments if after is not None)
        gone = tuple(
            (before.document, before.annotator)
            for before, after in changes.assignments
            if before is not None and after is None
        )
        if made or gone:
            self.said.emit(f"{self._words(Assign(made, gone), None, None)}.", True)

    def tell_of_hidden(self, changes: Changes) -> None:
        """Say what was set aside, removed or brought back, with a way back."""
        hidden = tuple(after for _, after in changes.hidden if after is not None)
        shown = tuple(one.document for one, after in changes.hidden if one and after is None)
        if hidden or shown:
            self.said.emit(f"{self._words(Hide(hidden, shown), None, None)}.", True)

    def attempt(self, act: Callable[[], Changes]) -> Changes | None:
        """Do something to the project; say why and return None where it was refused."""
        try:
            return act()
        except AnnotatorError as error:
            self.refused.emit(sentence(error))
            return None

    def undo(self, then: Callable[[], object] = lambda: None) -> None:
        """Take back my last act; the article where it was is opened first, so that I see it.

        An act on very many sets is taken back beside: `then` is called when that has ended, as
        with any other.
        """
        self._go_back("undo", self.project.next_undo, self.project.undo, then)

    def redo(self) -> None:
        """Do again what I took back last, in view likewise."""
        self._go_back("redo", self.project.next_redo, self.project.redo, lambda: None)

    def close(self) -> None:
        """Wait until all is saved and close the project. SavingFailed: it is still open.

        No signal comes any more: what listened to this session goes with it.
        """
        self.project.close()
        self.leave()

    def leave(self) -> None:
        """Hear and tell nothing more of the project, closed or not."""
        self.project.unsubscribe(self._ears)
        self.blockSignals(True)
        self.document = self.annotation_set = None

    # ---- inside ----

    def _go_back(
        self,
        step: Step,
        next_act: Callable[[], Act | None],
        walk: Callable[[object], Changes],
        then: Callable[[], object],
    ) -> None:
        if self._walking is not None:
            self.refused.emit("Wait: the last act is still being taken back or done again.")
            return
        act = next_act()
        if act is None:
            self.refused.emit(sentence(NothingToUndo(step == "redo")))
        elif _takes_long(act.edit):
            self._walk_beside(step, act, walk, then)
            return
        elif act.document is None:
            self._walk(step, act, walk)
        else:
            self.open_then(act.document, lambda: self._walk_if_next(step, act, next_act, walk))
        then()

    def _walk_beside(
        self,
        step: Step,
        act: Act,
        walk: Callable[[object], Changes],
        then: Callable[[], object],
    ) -> None:
        """Walk on another thread: it may be a thousand articles."""
        self.said.emit("Taking back…" if step == "undo" else "Doing it again…", False)

        def end(changes: Changes | None) -> None:
            self._walking = None
            if self.signalsBlocked():
                return  # the project was left meanwhile
            if changes is not None:
                self._tell_walked(step, act, changes, self.annotation_set)
            then()

        def fail(error: Exception) -> None:
            self._walking = None
            if not isinstance(error, AnnotatorError):
                raise error
            self.refused.emit(sentence(error))
            then()

        self._walking = run_task(walk, None, owner=self, on_done=end, on_failed=fail)

    def _walk_if_next(
        self,
        step: Step,
        act: Act,
        next_act: Callable[[], Act | None],
        walk: Callable[[object], Changes],
    ) -> None:
        """Something else may have been done while a large article was being read."""
        if next_act() == act:
            self._walk(step, act, walk)

    def _walk(self, step: Step, act: Act, walk: Callable[[object], Changes]) -> None:
        before = self.annotation_set
        changes = self.attempt(lambda: walk(None))
        if changes is not None:
            self._tell_walked(step, act, changes, before)

    def _tell_walked(
        self, step: Step, act: Act, changes: Changes, before: AnnotationSet | None
    ) -> None:
        self._go_to_what_changed(changes)
        words = step_words(step, self._words(act.edit, act.inverse, before))
        self.said.emit(f"{words[:1].upper()}{words[1:]}.", False)

    def _words(self, edit: Edit, inverse: Edit | None, before: AnnotationSet | None) -> str:
        """Return what an edit did, in words; annotations are known from before and after."""
        known: ChainMap[str, Span | Relation] = ChainMap()  # no copy: there may be very many
        for one in (before, self.annotation_set):
            if one is not None:
                known.maps[:0] = [one.relations, one.spans]  # type: ignore[list-item]
        text = self.document.text if self.document is not None else ""
        words = act_words(edit, self.label_set, text, known, inverse)
        return f"{words[:1].upper()}{words[1:]}" if inverse is None else words

    def _go_to_what_changed(self, changes: Changes) -> None:
        """Put the caret where an act was, select what came back, and ask for both to be seen."""
        place = self._place_of(changes)
        if place is not None:
            self.selection.set_caret(place)
        spans = [after.id for _, after in changes.spans if after is not None]
        relations = [after.id for _, after in changes.relations if after is not None]
        if spans:
            self.selection.select_spans(spans)
        elif relations:
            self.selection.select_relation(relations[-1])
        if place is not None:
            self.reveal_requested.emit(place)

    def _place_of(self, changes: Changes) -> int | None:
        """Return where the first span that changed begins, or the head of a relation that did."""
        spans = [one for pair in changes.spans for one in pair[::-1] if one is not None]
        mine = self.annotation_set
        if not spans and mine is not None:
            ends = [one.head for pair in changes.relations for one in pair if one is not None]
            spans = [mine.spans[head] for head in ends if head in mine.spans]
        return spans[0].start if spans else None

    def _take_in(self, changes: Changes, origin: object) -> None:
        if self.signalsBlocked():
            return  # was on its way from another thread when the project was left
        if changes.label_set is not None:
            self.label_set = changes.label_set[1]
        document = self.document
        if document is not None and changes.document == document.id:
            if changes.meta is not None:
                self.document = replace(document, meta=changes.meta[1])
            if self._is_mine(changes.annotation_set):
                self.annotation_set = changes.annotation_set
                self.selection.forget(_gone(changes))
        if document is not None and changes.hidden:
            self._hidden = self.project.work_list.is_hidden(document.id)
        if document is not None and changes.has_list_changes:
            self._catch_up(document)
        self.changed.emit(changes, origin)
        if changes.people:
            self.annotator_changed.emit()
        if changes.has_sight_changes:
            self._change_sets()

    def _change_sets(self) -> None:
        """Where the article has come back to me, or I have done with that, another set counts."""
        document, shown = self.document, self.annotation_set
        if document is None or shown is None or self.project.me is None:
            return
        if self.project.annotation_set(document.id).annotator != shown.annotator:
            self._say_leaving()
            self._open_again()

    def _catch_up(self, document: Document) -> None:
        """Show the open article as it is after something came in or went; where it went, leave."""
        before = self.annotation_set
        try:
            self.document = self.project.document(document.id)
            self.annotation_set = self.project.annotation_set(document.id)
        except DocumentUnknown:
            self.close_document()
            return
        if self.document.meta != document.meta:
            meta = (document.meta, self.document.meta)
            self.changed.emit(Changes(document.id, meta=meta), None)
        if before is None or (before.is_untouched and self.annotation_set.is_untouched):
            return
        changes = changes_between(before, self.annotation_set)
        if not changes.is_empty:
            self.selection.forget(_gone(changes))
            self.changed.emit(changes, None)

    def _is_mine(self, annotation_set: AnnotationSet | None) -> bool:
        mine = self.annotation_set
        if annotation_set is None or mine is None or mine.annotator is None:
            return False
        return annotation_set.annotator == mine.annotator


def _gone(changes: Changes) -> list[str]:
    pairs = (*changes.spans, *changes.relations)
    return [before.id for before, after in pairs if before is not None and after is None]
