"""Revisions put together to a project file, as a colleague would have sent it as a packet."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from annotator import __version__
from annotator.hub.article import ArticleKey
from annotator.hub.revision import Kind
from annotator.model.annotator import Annotator, fit_name
from annotator.model.document import Document
from annotator.model.errors import SavingFailed
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.model.verdict import Verdict
from annotator.project.listeners import Listeners, Relay
from annotator.project.merging.labels import meet_labels
from annotator.project.merging.sides import FileSide, is_sound
from annotator.project.on_screen import OnScreen
from annotator.project.people import annotator_typed
from annotator.project.reviews import verdict_row
from annotator.project.road import Road
from annotator.project.sharing.packing import SAID_OF_ARTICLES, judged_sha256
from annotator.project.sharing.unpacking import ReadAnswer, Unpacked, answered
from annotator.storage.imports import begin_import
from annotator.storage.intake import Intake
from annotator.storage.store import Store, create_file
from annotator.storage.taken import TakenRow
from annotator.storage.verdicts import ReviewRows
from annotator.storage.writer import Transaction


@dataclass(slots=True)
class Round:
    """Revisions that fit into one file: of one person one set on an article, and of what is said of
    an article one."""

    parts: list[Unpacked] = field(default_factory=list)
    articles: dict[ArticleKey, Document] = field(default_factory=dict)
    """The texts, of those that the parts are about and of those that are new."""


def rounds_of(parts: Iterable[Unpacked]) -> list[list[Unpacked]]:
    """Return the fewest rounds that take these in, each in its order. Answers come in a round after
    the verdicts that they answer."""
    rounds: list[list[Unpacked]] = []
    taken: list[set[tuple[Kind, object, str]]] = []
    texts: list[dict[str, str]] = []
    for one in sorted(parts, key=lambda one: bool(one.answers)):
        sha256 = one.article.sha256 if one.article else ""
        document = one.revision.document or ""
        person = one.revision.person if one.revision.kind == "set" else ""
        place = (one.revision.kind, document or one.revision.stream, person)
        number = next(
            number
            for number in count()
            if number == len(rounds)
            or (place not in taken[number] and texts[number].get(document, sha256) == sha256)
        )
        if number == len(rounds):
            rounds.append([])
            taken.append(set())
            texts.append({})
        rounds[number].append(one)
        taken[number].add(place)
        if document:
            texts[number][document] = sha256
    return rounds


def put_together(path: Path, round: Round, ours: FileSide) -> None:
    """Make a project file of a round. ValueError, KeyError, TypeError, AttributeError or `DAMAGE`:
    some part of it cannot be.

    `ours` is the project that it is made for: answers stand on the verdicts that it has.
    """
    label_set = LabelSet()
    for one in sorted(round.parts, key=lambda one: one.revision.kind != "project"):
        label_set = meet_labels(label_set, one.label_set).label_set
    versions = [row for one in round.parts for row in one.versions] + ours.versions
    unfinished = path.with_name(f".{secrets.token_hex(4)}.partial")
    create_file(unfinished, label_set, made_by=__version__, at="", versions=versions)
    on_screen, listeners = OnScreen(), Listeners()
    store = Store(unfinished, Relay(on_screen, listeners))
    try:
        filling = _Filling(round, ours, [row[0] for row in versions])
        Road(store, on_screen, listeners).writer.run(filling.work)
    except SavingFailed as error:
        if error.is_disk_full:
            raise
        raise ValueError(error.reason) from error
    finally:
        store.close()
    unfinished.rename(path)


class _Filling:
    def __init__(self, round: Round, ours: FileSide, versions: Sequence[str]) -> None:
        self._round = round
        self._ours = ours
        self._versions = frozenset(versions)
        self._added: dict[str, Annotator] = {}
        self._documents: dict[str, Document] = {}
        self._entities: set[str] = set()

    def work(self, writing: Transaction) -> None:
        """Fill the file."""
        import_id = new_id()
        begin_import(writing.connection, import_id, "", [])
        intake = Intake(writing, import_id)
        self._fill(intake)
        intake.finish()

    def _fill(self, intake: Intake) -> None:
        intake.add_versions(())
        self._add_people(intake)
        times = {time for part in self._round.parts for time in part.second_times}
        intake.put_second_times(
            one for one in times if {one.annotator, one.of} <= self._added.keys()
        )
        metas = {part.article: part.meta for part in self._round.parts if part.meta}
        for key, document in self._round.articles.items():
            if key.document not in self._documents:
                meta = metas.get(key)
                self._documents[key.document] = replace(document, meta=meta or document.meta)
                intake.add_document(self._documents[key.document])
        for part in self._round.parts:
            if part.revision.kind == "set":
                self._add_sets(intake, part)
            elif part.revision.kind == "article":
                self._add_review(intake, part)
            else:
                self._add_project(intake, part)
        if reasons := tuple(
            dict.fromkeys(one for part in self._round.parts for one in part.reasons)
        ):
            intake.write_review(ReviewRows(reasons=reasons))

    def _add_people(self, intake: Intake) -> None:
        for part in self._round.parts:
            for person in part.people:
                if person.id not in self._added:
                    name = self._free_name(fit_name(person.name))
                    self._added[person.id] = Annotator(person.id, name)
                    intake.add_annotator(self._added[person.id])

    def _free_name(self, name: str) -> str:
        """Two who have one name are two."""
        names = (name if number == 1 else f"{name[:90]} ({number})" for number in count(1))
        return next(one for one in names if annotator_typed(self._added.values(), one) is None)

    def _add_sets(self, intake: Intake, part: Unpacked) -> None:
        self._add_entities(intake, part)
        for one in part.sets:
            known = {
                id: sha256 for id, sha256 in one.made_under.items() if sha256 in self._versions
            }
            intake.add_set(one.annotation_set, made_under=known)
            intake.add_taken_set(one.annotation_set.id, one.origins)
        intake.add_taken_rows(part.revision.document, part.rows)

    def _add_entities(self, intake: Intake, part: Unpacked) -> None:
        new = [one for one in part.entities if one.id not in self._entities]
        self._entities.update(one.id for one in new)
        kinds = {one.id for one in intake.label_set.span_labels}
        intake.put_entities(
            one if one.kind is None or one.kind in kinds else replace(one, kind=None) for one in new
        )

    # ---- reviews --------------------------------------------------------------------------------

    def _add_review(self, intake: Intake, part: Unpacked) -> None:
        self._add_entities(intake, part)
        id = part.revision.document or ""
        document = self._documents[id]
        if not all(is_sound(one, document) for one in part.verdicts):
            raise ValueError("a verdict is not sound")
        known, rows = self._known(id)
        others = list(self._answered(known, part))
        for one in others:
            self._need(intake, one)
        intake.write_review(
            ReviewRows(
                tuple(verdict_row(one) for one in (*part.verdicts, *others)),
                remarks=tuple(part.remarks),
            )
        )
        intake.add_taken_rows(id, [one for one in part.rows if one.row.document is not None])
        intake.add_taken_rows(None, [one for one in part.rows if one.row.document is None])
        # What others did that is known here is known to both: it makes no difference.
        intake.add_taken_rows(id, rows)

    def _known(self, document: str) -> tuple[Mapping[str, Verdict], list[TakenRow]]:
        if document not in self._ours.texts:
            return {}, []
        about = self._ours.about(document)
        rows = [
            row.row
            for row in about.rows
            if row.known.act.annotation_set is None
            and isinstance(row.known.act.edit, SAID_OF_ARTICLES)
        ]
        return about.verdicts, rows

    @staticmethod
    def _answered(known: Mapping[str, Verdict], part: Unpacked) -> Iterator[Verdict]:
        """Yield the verdicts of others that somebody answers, as they are here. An answer to what
        the reviewer has changed since is none any more."""
        for one in part.answers:
            if is_answer_to(one, verdict := known.get(one.verdict)) and verdict:
                yield answered(verdict, part.revision.person, one.answer)

    def _need(self, intake: Intake, verdict: Verdict) -> None:
        """See to it that whoever a verdict of ours names is there."""
        names = {one.id: one.name for one in self._ours.people}
        for id in (verdict.reviewer, verdict.first, verdict.second):
            if id is not None and id not in self._added and id in names:
                self._added[id] = Annotator(id, self._free_name(names[id]))
                intake.add_annotator(self._added[id])

    # ---- the project ----------------------------------------------------------------------------

    def _add_project(self, intake: Intake, part: Unpacked) -> None:
        intake.put_assignments(
            one
            for sha256, one in part.assignments
            if ArticleKey(one.document, sha256) in self._round.articles
            and {one.annotator, one.by} - {None} <= self._added.keys()
        )
        intake.add_taken_rows(None, part.rows)


def is_answer_to(answer: ReadAnswer, verdict: Verdict | None) -> bool:
    """Tell whether an answer is one to a verdict as it is here."""
    return verdict is not None and judged_sha256(verdict) == answer.judged_sha256
