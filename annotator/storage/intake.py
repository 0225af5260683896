"""What an import writes with: whole documents and whole sets, streamed into one transaction."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from annotator.model.annotation_set import AnnotationSet
from annotator.model.annotator import Annotator
from annotator.model.assignment import Assignment, SecondTime
from annotator.model.curated import Curated
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.labels import LabelSet
from annotator.storage.about import put_about
from annotator.storage.annotation_writing import (
    INSERT_RELATION,
    INSERT_SPAN,
    insert_set,
    relation_rows,
    span_rows,
)
from annotator.storage.annotations import read_set, read_sets_on
from annotator.storage.annotators import add_annotator, annotator_key, annotator_named
from annotator.storage.assignments import (
    put_assignments,
    put_second_times,
    read_second_times,
)
from annotator.storage.columns import dump
from annotator.storage.curated import insert_curated, read_curated
from annotator.storage.documents import document_key, insert_document, next_position
from annotator.storage.entities import (
    entity_keys,
    put_entities,
    read_entities,
    read_entities_named,
)
from annotator.storage.fingerprints import put_newer_text, read_newer_texts
from annotator.storage.imports import import_time
from annotator.storage.label_set_versions import (
    VersionRow,
    add_version,
    read_version_numbers,
)
from annotator.storage.labels import label_keys, put_label_set, read_label_set
from annotator.storage.purging.purges import read_tombstones
from annotator.storage.seen_ids import SeenIds
from annotator.storage.summaries import (
    INSERT_RELATION_COUNT,
    INSERT_SPAN_COUNT,
    count_rows,
)
from annotator.storage.taken import TakenRow, add_taken_rows, add_taken_set
from annotator.storage.verdicts import ReviewRows, read_verdicts, write_review
from annotator.storage.writer import Transaction

_Row: TypeAlias = tuple[Any, ...]

NO_VERSIONS: Mapping[str, str] = MappingProxyType({})
"""Of no annotation it is known under which version of the label set it was made."""
_ROWS_AT_ONCE = 5_000
"""Annotations that are gathered before they are written: a big statement is a fast one."""


class Intake:
    """Handed to the job of `Project.bring_in`; what it adds stays whole or not at all.

    Whatever the job raises takes everything back.
    """

    def __init__(self, writing: Transaction, import_id: str) -> None:
        self.import_id = import_id
        self.documents_added = 0
        self.sets_added = 0
        self._writing = writing
        self._connection = writing.connection
        self._position = next_position(self._connection)
        self._annotators: dict[str, Annotator] = {}
        self._newer_texts: dict[str, str] | None = None
        self._annotator_keys: dict[str, int | None] = {}
        self._last_document: tuple[str, int] = ("", 0)
        """Id and key of the document that a set was last about."""
        self._entity_keys: dict[str, int] = {}
        self._versions: dict[str, int] = {}
        """Of the label set, by hash."""
        self._ids = SeenIds()
        """Of the annotations that this import added."""
        self._is_first = not self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM spans) OR EXISTS (SELECT 1 FROM relations)"
        ).fetchone()[0]
        self._label_set = read_label_set(self._connection)
        self._read_label_keys()
        self._spans: list[_Row] = []
        self._relations: list[_Row] = []
        self._counts: tuple[list[_Row], list[_Row]] = ([], [])
        """Of spans, of relations."""

    # ---- what is there --------------------------------------------------------------------------

    def documents_by_sha256(self, sha256: str) -> list[str]:
        """Return the ids of the documents whose text has this hash, in project order."""
        rows = self._connection.execute(
            "SELECT id FROM documents WHERE sha256 = ? AND is_retired = 0 ORDER BY position, key",
            (sha256,),
        )
        return [row[0] for row in rows]

    def purged_texts(self) -> set[str]:
        """Return the hashes of the texts that were erased here."""
        return {
            one.text_sha256
            for tombstone in read_tombstones(self._connection)
            for one in tombstone.documents
        }

    def document_sha256(self, document: str) -> str | None:
        """Return the hash of the text of the document with this id, None where there is none."""
        row = self._connection.execute(
            "SELECT sha256 FROM documents WHERE id = ? AND is_retired = 0", (document,)
        ).fetchone()
        return row[0] if row else None

    def text_of(self, document: str) -> str | None:
        """Return the text of the document with this id, None where there is none."""
        row = self._connection.execute(
            "SELECT text FROM documents WHERE id = ? AND is_retired = 0", (document,)
        ).fetchone()
        return row[0] if row else None

    def documents_by_url(self) -> dict[str, str]:
        """Return address -> id of the last document that has it."""
        rows = self._connection.execute(
            "SELECT url, id FROM documents WHERE url IS NOT NULL AND is_retired = 0"
            " ORDER BY position, key"
        )
        return dict(rows.fetchall())

    def newer_texts(self) -> dict[str, str]:
        """Return document -> its newest text (ids), of those that have one."""
        if self._newer_texts is None:
            found = read_newer_texts(self._connection)
            self._newer_texts = {older: newer for newer, older in found.items()}
        return self._newer_texts

    def put_newer_text(self, newer: str, older: str) -> None:
        """Say that a document is a newer text of another (ids)."""
        put_newer_text(self._connection, newer, older)

    def set_of(self, document: str, annotator: str | None) -> AnnotationSet | None:
        """Return the set of an annotator (id; None: the curated) on a document, whole."""
        self._write_gathered()
        return read_set(self._connection, document, annotator)

    def curated(self, document: str) -> Curated | None:
        """Return the curated set that has been imported on a document, whole."""
        found = self.set_of(document, None)
        return read_curated(self._connection, [found])[document] if found else None

    def first_sets_on(self, document: str) -> list[AnnotationSet]:
        """Return the sets on a document, annotators by name, the curated set last; not what
        somebody said a second time."""
        self._write_gathered()
        second = {one.annotator for one in read_second_times(self._connection)}
        sets = read_sets_on(self._connection, document)
        return [one for one in sets if one.annotator not in second]

    def verdicts_on(self, document: str) -> list[str]:
        """Return the verdicts on a document as JSON, in the order in which they were given."""
        return read_verdicts(self._connection, document)

    def taken_ids(self, ids: Collection[str]) -> list[str]:
        """Return which of these ids a span or a relation has already, here or in the project."""
        if self._is_first and not (ids := self._ids.perhaps(ids)):
            return []
        self._write_gathered()
        taken = set(self._connection.execute(_IDS_TAKEN, {"ids": dump(list(ids))}).fetchall())
        return [id for id in ids if (id,) in taken]

    @property
    def label_set(self) -> LabelSet:
        """The label set, with what this import put into it."""
        return self._label_set

    # ---- what comes in --------------------------------------------------------------------------

    def annotator_named(self, name: str) -> Annotator:
        """Return the annotator of this name, made where there is none."""
        if name not in self._annotators:
            self._annotators[name] = annotator_named(self._connection, name)
        return self._annotators[name]

    def put_label_set(self, label_set: LabelSet) -> None:
        """Put another label set in place, as one with the labels that this import needs."""
        at = import_time(self._connection, self.import_id)
        put_label_set(self._connection, label_set, at)
        self._label_set = label_set
        self._read_label_keys()

    def add_document(self, document: Document, import_id: str = "") -> None:
        """Add a document behind all others. Its id must be free (`document_sha256`)."""
        key = insert_document(
            self._connection, document, self._position, import_id or self.import_id
        )
        self._last_document = (document.id, key)
        self._position += 1
        self.documents_added += 1

    def add_versions(self, rows: Iterable[VersionRow]) -> None:
        """Add versions of the label set from another file, as `read_version_rows` has them."""
        for sha256, at, body in rows:
            add_version(self._connection, sha256, at, body)
        self._versions = read_version_numbers(self._connection)

    def add_set(
        self,
        annotation_set: AnnotationSet,
        import_id: str = "",
        made_under: Mapping[str, str] = NO_VERSIONS,
    ) -> None:
        """Add a set with all its spans and relations.

        There must be none of this annotator on this document yet (`set_of`), all ids must be free
        (`taken_ids`), and its labels and annotator must be in the project. `made_under` is
        annotation id -> hash of the version of the label set (`add_versions`), where it is known.
        """
        key = insert_set(
            self._connection,
            annotation_set,
            self._document_key(annotation_set.document),
            self._annotator_key(annotation_set.annotator),
            import_id or self.import_id,
        )
        spans, relations = annotation_set.spans.values(), annotation_set.relations.values()
        if unknown := {one.entity for one in spans if one.entity} - self._entity_keys.keys():
            self._entity_keys |= entity_keys(self._connection, unknown)
        versions = {id: self._versions[sha256] for id, sha256 in made_under.items()}
        self._spans += span_rows(key, spans, self._span_labels, self._entity_keys, versions)
        self._relations += relation_rows(key, relations, self._relation_labels, versions)
        self._counts[0].extend(count_rows(key, spans, self._span_labels))
        self._counts[1].extend(count_rows(key, relations, self._relation_labels))
        self._ids.add(annotation_set.spans, annotation_set.relations)
        self.sets_added += 1
        if len(self._spans) + len(self._relations) > _ROWS_AT_ONCE:
            self._write_gathered()

    def add_curated(
        self,
        curated: Curated,
        import_id: str = "",
        made_under: Mapping[str, str] = NO_VERSIONS,
    ) -> None:
        """Add a curated set with what it says beside its annotations: as with `add_set`."""
        self.add_set(curated.annotation_set, import_id, made_under)
        if curated.provenance or curated.negatives:
            insert_curated(self._connection, curated, self._span_labels)

    def entities(self, ids: Collection[str]) -> dict[str, Entity]:
        """Return id -> entity of those of these ids that the project has."""
        return {one.id: one for one in read_entities_named(self._connection, ids)}

    def identified_entities(self) -> list[Entity]:
        """Return the entities of the project that are called something elsewhere, in the order in
        which they were made."""
        return [one for one in read_entities(self._connection) if one.identifier]

    def put_entities(self, entities: Iterable[Entity]) -> None:
        """Make entities so; those that are new count as long as this import does."""
        put_entities(self._connection, entities, import_id=self.import_id)

    # ---- what came with it elsewhere ------------------------------------------------------------

    def put_about(self, name: str, value: str) -> None:
        """Let the file say something of itself."""
        put_about(self._connection, name, value)

    def add_annotator(self, annotator: Annotator) -> None:
        """Add an annotator whose id and name are free."""
        add_annotator(self._connection, annotator)

    def add_taken_rows(self, here: str | None, rows: Iterable[TakenRow]) -> None:
        """Keep rows of another file's history, about the document that has this id here."""
        add_taken_rows(self._connection, self.import_id, here, rows)

    def add_taken_set(self, annotation_set: str, others: Iterable[str]) -> None:
        """Keep under which ids a set (id) goes elsewhere."""
        add_taken_set(self._connection, self.import_id, annotation_set, others)

    def put_assignments(self, assignments: Iterable[Assignment]) -> None:
        """Say who is to label what; documents and annotators must be there."""
        put_assignments(self._connection, assignments)

    def put_second_times(self, times: Iterable[SecondTime]) -> None:
        """Say which annotators stand for somebody's second time; both must be there."""
        put_second_times(self._connection, times)

    def write_review(self, rows: ReviewRows) -> None:
        """Write verdicts, remarks and reasons."""
        write_review(self._connection, rows)

    def finish(self) -> None:
        """Write what is gathered still; called when the job has returned."""
        self._write_gathered()

    def _write_gathered(self) -> None:
        gathered = (
            (INSERT_SPAN, self._spans),
            (INSERT_RELATION, self._relations),
            (INSERT_SPAN_COUNT, self._counts[0]),
            (INSERT_RELATION_COUNT, self._counts[1]),
        )
        for statement, rows in gathered:
            if rows:
                self._connection.executemany(statement, rows)
                rows.clear()
                self._writing.relax()

    def _document_key(self, document: str) -> int:
        if self._last_document[0] != document:
            key = document_key(self._connection, document)
            assert key is not None
            self._last_document = (document, key)
        return self._last_document[1]

    def _annotator_key(self, annotator: str | None) -> int | None:
        if annotator is None:
            return None
        if annotator not in self._annotator_keys:
            self._annotator_keys[annotator] = annotator_key(self._connection, annotator)
        return self._annotator_keys[annotator]

    def _read_label_keys(self) -> None:
        self._span_labels = label_keys(self._connection, "span_labels")
        self._relation_labels = label_keys(self._connection, "relation_labels")


_IDS_TAKEN = """
    SELECT value FROM json_each(:ids) WHERE EXISTS (
        SELECT 1 FROM spans JOIN annotation_sets ON annotation_sets.key = set_key
        WHERE spans.id = value AND is_retired = 0
    ) OR EXISTS (
        SELECT 1 FROM relations JOIN annotation_sets ON annotation_sets.key = set_key
        WHERE relations.id = value AND is_retired = 0
    )
"""
