"""A packet: a project file with only the chosen articles and sets, to go out and come back.

It carries the rows of history of what is in it, so that what was done in it is told from what was
there before, whatever has been done here meanwhile.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from annotator import __version__
from annotator.edits.edit import CorrectMeta
from annotator.model.assignment import Assignment
from annotator.model.curated import Curated
from annotator.model.entity import Entity
from annotator.model.errors import (
    AnnotatorUnknown,
    DocumentUnknown,
    NothingChosen,
    ProjectExists,
    TargetUnwritable,
)
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.project.importing import bring_in
from annotator.project.listeners import Listeners, Relay
from annotator.project.merging.report import PacketReport
from annotator.project.merging.sides import FileSide, KnownRow, OnDocument
from annotator.project.merging.taking_in import Follow
from annotator.project.on_screen import OnScreen
from annotator.project.people import annotator_typed
from annotator.project.reviews import verdict_row
from annotator.project.road import Road
from annotator.project.rows import PacketChoice
from annotator.project.suggesting.unaided import UNAIDED, is_drawn
from annotator.storage.intake import Intake
from annotator.storage.label_set_versions import read_version_rows
from annotator.storage.store import Store, create_file
from annotator.storage.verdicts import ReviewRows


def write_packet(road: Road, path: Path, choice: PacketChoice, follow: Follow) -> PacketReport:
    """Write a packet beside and rename it. See `Project.write_packet`."""
    if path.exists():
        raise ProjectExists(path)
    unfinished = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.partial")
    with road.store.reading() as connection:
        versions = read_version_rows(connection)
    create_file(unfinished, road.label_set, made_by=__version__, at="", versions=versions)
    try:
        report = _fill(road, unfinished, choice, follow)
        if path.exists():
            raise ProjectExists(path)
        os.replace(unfinished, path)
    except OSError as error:
        raise TargetUnwritable(path, error.strerror or "") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return report


def _fill(road: Road, path: Path, choice: PacketChoice, follow: Follow) -> PacketReport:
    side = FileSide(road.store.path, road.store.reading)
    packing = _Packing(side, choice, follow)
    on_screen, listeners = OnScreen(), Listeners()
    store = Store(path, Relay(on_screen, listeners))
    try:
        packet = Road(store, on_screen, listeners)
        bring_in(packet, packing.pack, new_id(), [road.store.path.name])
    finally:
        store.close()
    return packing.report


class _Packing:
    """Takes out of a project what was chosen, and puts it into the packet."""

    def __init__(self, side: FileSide, choice: PacketChoice, follow: Follow) -> None:
        self._side = side
        self._choice = choice
        self._follow = follow
        self._people = {one.id: one for one in side.people}
        self._chosen = self._annotators()
        self._packed: set[str] = set()
        self._entities: set[str] = set()
        self._unaided: list[str] = []
        self.report = PacketReport()

    def pack(self, intake: Intake) -> None:
        """Fill the packet."""
        intake.put_about("packet_note", self._choice.note)
        intake.add_versions(self._side.versions)
        for one in self._chosen or ():
            self._add_person(intake, one)
        wanted = self._documents()
        for done, id in enumerate(wanted):
            self._follow(done, len(wanted))
            about = self._side.about(id)
            if self._is_wanted(id, about):
                self._add(intake, about)
        if self._unaided:
            intake.put_about(UNAIDED, orjson.dumps(self._unaided).decode())
        if not self.report.documents:
            raise NothingChosen
        if self._choice.with_review:
            intake.add_taken_rows(None, [row.row for row in self._side.project_rows])
            intake.write_review(ReviewRows(reasons=self._side.reasons or None))

    # ---- what was chosen --------------------------------------------------------------------

    def _annotators(self) -> list[str | None] | None:
        """Return the annotators (ids) whose sets are in it; None is everybody."""
        if self._choice.annotators is None:
            return None
        found: list[str | None] = []
        for name in self._choice.annotators:
            person = annotator_typed(self._people.values(), name)
            if person is None:
                raise AnnotatorUnknown(name)
            found.append(person.id)
        return found

    def _documents(self) -> list[str]:
        chosen = self._choice.documents
        if chosen is None:
            return [id for id in self._side.texts if id not in self._side.hidden]
        for id in chosen:
            if id not in self._side.texts:
                raise DocumentUnknown(id)
        wanted = set(chosen)
        return [id for id in self._side.texts if id in wanted]

    def _has_chosen(self, annotator: str | None) -> bool:
        """Whether somebody goes along; their second times go with them."""
        time = self._side.second_times.get(annotator or "")
        return self._chosen is None or (time.of if time else annotator) in self._chosen

    def _assigned(self, document: str) -> list[Assignment]:
        assigned = self._side.assignments.get(document, [])
        return [one for one in assigned if self._has_chosen(one.annotator)]

    def _is_wanted(self, id: str, about: OnDocument) -> bool:
        statuses = self._choice.statuses
        if self._choice.is_assigned_only and not self._assigned(id):
            return False
        if not statuses:
            return True
        held = [one.status for whose, one in about.sets.items() if self._has_chosen(whose)]
        everybody = 1 if self._chosen is None else len(self._chosen)
        if len(held) < everybody:
            held.append("new")  # Whoever has no set on it has it before them.
        return bool({*held} & {*statuses})

    # ---- into the packet --------------------------------------------------------------------

    def _add(self, intake: Intake, about: OnDocument) -> None:
        assert about.document is not None
        intake.add_document(about.document)
        self.report.documents += 1
        for whose, one in about.sets.items():
            if self._has_chosen(whose):
                self._add_person(intake, whose)
                intake.put_entities(self._linked(one.spans.values()))
                curated = about.curated if whose is None else None
                made_under = {
                    id: about.made_under[id]
                    for id in (*one.spans, *one.relations)
                    if id in about.made_under
                }
                intake.add_curated(curated or Curated(one), made_under=made_under)
                intake.add_taken_set(one.id, self._side.origins.get(one.id, set()))
                self.report.sets += 1
                self.report.spans += len(one.spans)
                self.report.relations += len(one.relations)
        if self._choice.with_review:
            self._add_review(intake, about)
        if self._is_unaided(about.document.id):
            self._unaided.append(about.document.id)
        for assignment in self._assigned(about.document.id):
            self._add_person(intake, assignment.annotator)
            by = assignment.by if self._has_chosen(assignment.by) else None
            self._add_person(intake, by)
            intake.put_assignments([assignment._replace(by=by)])
        rows = [row.row for row in about.rows if self._goes_along(row)]
        intake.add_taken_rows(about.document.id, rows)

    def _is_unaided(self, document: str) -> bool:
        assigned = self._side.assignments.get(document, [])
        people = {one.annotator for one in assigned} - self._side.second_times.keys()
        return len(people) > 1 and is_drawn(document)

    def _linked(self, annotations: Iterable[Span | Relation]) -> list[Entity]:
        """Return the entities that spans are linked to and that are not in the packet yet."""
        linked = {one.entity for one in annotations if isinstance(one, Span) and one.entity}
        new = sorted(linked - self._entities)
        self._entities.update(new)
        return [self._side.entities[id] for id in new]

    def _goes_along(self, row: KnownRow) -> bool:
        """Whether a row of history is about anything in the packet."""
        if row.known.act.annotation_set is not None:
            return self._has_chosen(row.owner)
        return self._choice.with_review or isinstance(row.known.act.edit, CorrectMeta)

    def _add_review(self, intake: Intake, about: OnDocument) -> None:
        for verdict in about.verdicts.values():
            intake.put_entities(self._linked(verdict.outcome))
            for whose in _people_of(verdict):
                self._add_person(intake, whose)
        for remark in about.remarks.values():
            self._add_person(intake, remark.annotator)
        intake.write_review(
            ReviewRows(
                tuple(map(verdict_row, about.verdicts.values())),
                remarks=tuple(about.remarks.values()),
            )
        )

    def _add_person(self, intake: Intake, annotator: str | None) -> None:
        if annotator is not None and annotator not in self._packed:
            self._packed.add(annotator)
            intake.add_annotator(self._people[annotator])
            if time := self._side.second_times.get(annotator):
                self._add_person(intake, time.of)
                intake.put_second_times([time])


def _people_of(verdict: Verdict) -> Iterator[str]:
    yield verdict.reviewer
    yield from (one for one in (verdict.first, verdict.second) if one is not None)
