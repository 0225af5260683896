"""All entities: between their window, the project and the article."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from annotator.edits.edit import PutEntities
from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.entity import Entity
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.entities.doing import EntityAct, MergeEntities, SplitEntity
from annotator.project.entities.putting import clean_name
from annotator.project.entities.rows import EntityRow, MentionRow, Touched
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress
from annotator.ui.dialogs.chooser import Chooser, Entry
from annotator.ui.entities.entity_model import Ready, make_ready
from annotator.ui.entities.mention_model import MentionModel, MentionPlace
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.models.reading import read_project
from annotator.ui.session import Session
from annotator.ui.tasks import Task, run_task
from annotator.ui.text_view.text_view import TextView

if TYPE_CHECKING:
    from annotator.ui.entities.list_dialog import EntityListDialog

SHOWN_AT_MOST = 20_000
"""Mentions listed: nobody looks through more."""
_PAUSE = 120
"""Milliseconds on an entity before its mentions are read: one may be on the way to another."""


class Listing(QObject):
    """Lists entities and the mentions of one, changes them, goes where one wants to look; keeps
    where one was, so that one comes back there."""

    def __init__(self, session: Session, view: TextView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._entity, self._row, self._sought = "", -1, ""
        self._is_going_to_mentions = False
        self._rows: Task | None = None
        self._mentions: Task | None = None
        self._change: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._read_mentions)
        self.link_key = ""
        """The key that links what is selected, as it is shown."""
        self.dialog: EntityListDialog | None = None
        session.changed.connect(self._take_changes)

    def open(self, entity: str = "", over: QWidget | None = None) -> None:
        """Open the window at an entity (id), its name looked for, and its mentions; without one,
        where one was."""
        self.stop()
        if entity:
            self._row = self._row if entity == self._entity else -1
            found = self._session.project.entities.get(entity)
            self._entity, self._sought = entity, found.name if found is not None else ""
        self._is_going_to_mentions = bool(entity) or self._row >= 0
        project = self._session.project
        me = project.me.id if project.me is not None else None
        names = {one.id: one.name for one in project.annotators()}
        model = MentionModel(self._session.label_set, names, me)
        from annotator.ui.entities.list_dialog import EntityListDialog

        dialog = self.dialog = EntityListDialog(
            model, over or self._view.window(), can_change=not project.is_read_only
        )
        dialog.link_key = self.link_key
        dialog.search.setText(self._sought)
        dialog.entity_changed.connect(self._take_entity)
        dialog.place_requested.connect(self._go)
        dialog.entities.change_requested.connect(self._change_entity)
        dialog.merge_requested.connect(self._ask_into)
        dialog.split_requested.connect(self._split)
        dialog.remove_requested.connect(self._remove)
        dialog.undo_requested.connect(self._undo)
        dialog.finished.connect(self._close)
        dialog.say("Reading…")
        dialog.open()
        dialog.list.setFocus()
        self._read_rows()

    def stop(self) -> None:
        """Read no further: the project is about to be closed."""
        self._pause.stop()
        for task in (self._rows, self._mentions):
            if task is not None:
                task.cancel()
        self._rows = self._mentions = None

    def _close(self) -> None:
        self.stop()
        if self.dialog is not None:
            self._sought = self.dialog.search.text()
            self.dialog.deleteLater()
            self.dialog = None
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- reading -------------------------------------------------------------------------

    def _read_rows(self) -> None:
        if self._rows is not None:
            self._rows.cancel()
        project = self._session.project
        self._rows = read_project(
            project, _read_rows, project, owner=self, on_done=self._show_rows,
            on_failed=self._take_failure,
        )  # fmt: skip

    def _show_rows(self, rows: list[Ready]) -> None:
        dialog = self.dialog
        self._rows = None
        if dialog is None:
            return
        if dialog.said.text() == "Reading…":
            dialog.say("")
        entity = self._entity
        dialog.show_rows(rows)
        dialog.go_to_entity(entity)
        self._read_soon()

    def _take_entity(self, entity: str) -> None:
        if self.dialog is None or not self.dialog.entities.count:
            return
        if entity != self._entity:
            self._entity, self._row = entity, -1
        self._read_soon()

    def _read_soon(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        if self._mentions is not None:
            self._mentions.cancel()
            self._mentions = None
        dialog.mentions.forget()
        dialog.forget_name()
        self._show_heading(is_all=False)
        if dialog.entity:
            self._pause.start()

    def _read_mentions(self) -> None:
        dialog = self.dialog
        if dialog is None or not dialog.entity:
            return
        project = self._session.project
        self._mentions = read_project(
            project,
            _read_mentions,
            project,
            dialog.entity,
            owner=self,
            on_done=lambda found: self._show_mentions(found, is_all=True),
            on_failed=self._take_failure,
            on_progress=lambda found: self._show_mentions(found, is_all=False),
        )

    def _show_mentions(self, found: list[MentionRow], *, is_all: bool) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        is_first = not dialog.mentions.all_hits
        dialog.mentions.add(list(map(MentionPlace, found[len(dialog.mentions.all_hits) :])))
        if is_all:
            self._mentions = None
        self._show_heading(is_all=is_all)
        if is_first or is_all:
            dialog.go_to_mention(max(0, self._row))
        if is_all and self._is_going_to_mentions and found:
            self._is_going_to_mentions = False
            dialog.mention_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_heading(self, *, is_all: bool) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        row = dialog.entities.entity_at(dialog.entities.row_of(dialog.entity))
        if row is None:
            dialog.show_heading("")
            return
        name = one_line(row.entity.name, 60)
        shown = len(dialog.mentions.all_hits)
        if not row.spans:
            dialog.show_heading(f"Nothing is linked to “{name}”")
            return
        words = f"{count_words(row.spans, 'mention')} of “{name}”"
        more = f", the first {shown:,}" if is_all and shown >= SHOWN_AT_MOST else ""
        dialog.show_heading(f"{words}{more}" if is_all else f"{words} …")

    def _take_changes(self, changes: Changes, origin: object) -> None:
        """Follow what is done here or elsewhere while the window is open."""
        if self.dialog is None:
            return
        for before, after in changes.entities:
            if before is not None and after is not None:
                self.dialog.entities.put(after)
                self._show_heading(is_all=self._mentions is None)
        is_anew = any(before is None or after is None for before, after in changes.entities)
        if is_anew or changes.spans or changes.has_list_changes:
            self._read_rows()

    def _take_failure(self, error: Exception) -> None:
        if isinstance(error, Cancelled | RuntimeError):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        if self.dialog is not None:
            self.dialog.say(sentence(error))

    # ---- changing ------------------------------------------------------------------------

    def _change_entity(self, entity: Entity, part: str, typed: str) -> None:
        assert self.dialog is not None, "it has just asked"
        try:
            if part == "name":
                after = replace(entity, name=clean_name(typed))
                words = f"Renamed “{one_line(entity.name, 40)}” to “{one_line(after.name, 40)}”."
            else:
                after = replace(entity, identifier=typed)
                name, known = one_line(entity.name, 40), one_line(typed, 40) or "none"
                words = f"The outside id of “{name}” is {known} now."
            self._session.project.entities.put(PutEntities((after,)))
        except AnnotatorError as error:
            self.dialog.say(sentence(error))
            return
        self.dialog.say(words, can_undo=True)

    def _ask_into(self, chosen: list[EntityRow]) -> None:
        """Let one of them be chosen that goes on; what would be linked anew is told before."""
        mentions = sum(one.spans for one in chosen)
        entries = [
            Entry(
                one_line(one.entity.name, 60),
                lambda one=one: self._merge(chosen, one),  # type: ignore[misc]
                group=" · ".join(
                    part
                    for part in (
                        one_line(one.entity.identifier, 30),
                        f"{count_words(mentions - one.spans, 'mention')} would be linked to it",
                    )
                    if part
                ),
            )
            for one in sorted(chosen, key=lambda one: -one.spans)
        ]
        Chooser(f"Merge {len(chosen):,} entities into", entries, self.dialog).open()

    def _merge(self, chosen: list[EntityRow], into: EntityRow) -> None:
        others = tuple(one.entity.id for one in chosen if one.entity.id != into.entity.id)
        name = one_line(into.entity.name, 40)
        self._entity = into.entity.id
        merged = count_words(len(chosen), "entity", "entities")
        self._do(MergeEntities(others, into.entity.id), f"Merged {merged} into “{name}”")

    def _remove(self, gone: list[EntityRow]) -> None:
        assert self.dialog is not None, "it has just asked"
        try:
            self._session.project.entities.remove([one.entity.id for one in gone])
        except AnnotatorError as error:
            self.dialog.say(sentence(error))
            return
        first = f"“{one_line(gone[0].entity.name, 40)}”"
        what = first if len(gone) == 1 else count_words(len(gone), "entity", "entities")
        self.dialog.say(f"Removed {what}.", can_undo=True)

    def _split(self, places: list[MentionPlace], name: str) -> None:
        assert self.dialog is not None, "it has just asked"
        act = SplitEntity(self.dialog.entity, tuple(one.mention for one in places), name)
        self._do(act, f"Split off “{one_line(name, 40)}”")

    def _do(self, act: EntityAct, words: str) -> None:
        dialog = self.dialog
        if dialog is None or self._change is not None:
            return
        dialog.be_busy(True)
        dialog.say("Working…")
        self._change = run_task(
            _do,
            self._session.project,
            act,
            owner=self,
            on_done=lambda done: self._end(done, words),
            on_failed=self._fail,
            on_progress=self._show_progress,
        )

    def _show_progress(self, progress: Progress) -> None:
        if self.dialog is not None:
            self.dialog.say(f"{progress.done:,} of {progress.total:,} articles…")

    def _end(self, done: Touched, words: str) -> None:
        self._change = None
        spans, articles = count_words(done.spans, "span"), count_words(done.articles, "article")
        told = f"{words}: {spans} in {articles}."
        self._session.said.emit(told, True)
        if self.dialog is not None:
            self.dialog.be_busy(False)
            self.dialog.say(told, can_undo=True)
            self._read_rows()

    def _fail(self, error: Exception) -> None:
        self._change = None
        if self.dialog is not None:
            self.dialog.be_busy(False)
            self.dialog.say("")
        self._take_failure(error)

    def _undo(self) -> None:
        if self.dialog is not None:
            self.dialog.say("")
        self._session.undo(self._read_rows)

    # ---- going ---------------------------------------------------------------------------

    def _go(self, place: MentionPlace) -> None:
        if self.dialog is None:
            return
        self._row = max(0, self.dialog.row)
        self.dialog.accept()
        self._session.open_then(place.document, lambda: self._show_place(place))

    def _show_place(self, place: MentionPlace) -> None:
        mine = self._session.annotation_set
        if mine is not None and place.mention.span in mine.spans:
            self._view.go_to_span(place.mention.span)
        else:
            start = place.row.start
            self._view.selection.select_text(start, start + len(place.text))
            self._view.reveal(start)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)


def _read_rows(project: Project) -> list[Ready]:
    return make_ready(project.entities.rows(is_for_me=True))


def _read_mentions(
    project: Project,
    entity: str,
    *,
    progress: Callable[[list[MentionRow]], None],
    is_cancelled: IsCancelled,
) -> list[MentionRow]:
    found: list[MentionRow] = []
    for one in project.entities.mentions(entity, is_for_me=True, is_cancelled=is_cancelled):
        found.append(one)
        if len(found) % 200 == 0:
            progress(list(found))
        if len(found) >= SHOWN_AT_MOST:
            break
    return found


def _do(
    project: Project,
    act: EntityAct,
    *,
    progress: Callable[[Progress], None],
    is_cancelled: IsCancelled,
) -> Touched:
    return project.entities.do(act, progress=progress, is_cancelled=is_cancelled)
