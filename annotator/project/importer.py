"""Corpus lines into a project, one at a time: what is met, what is new, what conflicts."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.model.annotation_set import AnnotationSet
from annotator.model.annotator import fit_name
from annotator.model.attribute import (
    NO_ATTRIBUTES,
    Attributes,
)
from annotator.model.curated import Curated
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.errors import (
    AnnotatorAssumed,
    AnnotatorError,
    ArticleTwice,
    DocumentConflict,
    DocumentRenamed,
    IdsRenewed,
    MetaKept,
    SetConflict,
    TextTwice,
)
from annotator.model.ids import new_id
from annotator.model.purge_errors import ArticlePurged
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.curating import curated_of
from annotator.project.import_choice import ImportChoice, with_labels
from annotator.project.incoming_entities import IncomingEntities
from annotator.project.label_rules import LabelRules
from annotator.project.naming import NamesToIds
from annotator.project.newer_texts import NewerTexts
from annotator.project.rows import ImportReport
from annotator.storage.intake import Intake

_DOCUMENTS_REPORTED = 1000
_NOBODY = "imported"
"""Whose annotations they are where neither file nor user says so."""
_LONGEST_ID = 120
_new = tuple.__new__


class Importer:
    """Takes lines in and keeps the report. One for each import."""

    def __init__(
        self,
        intake: Intake,
        report: ImportReport,
        me: str | None = None,
        choice: ImportChoice | None = None,
    ) -> None:
        """`me` names who is at work, None: nobody."""
        self._intake = intake
        self._report = report
        self._choice = choice or ImportChoice()
        self._me = me
        self._names = NamesToIds(intake.label_set)
        self._newer_texts = NewerTexts(intake, report)
        self._new: set[str] = set()
        self._last: Document | None = None
        """The last document of this import is kept whole, to see what its lines say."""
        self._met: set[str] = set()
        self._records_of = ""
        """The file of which records are taken, and the documents that each annotator's met."""
        self._met_in_file: set[tuple[str, str | None]] = set()
        self._last_record = ("", "")
        """The id that the reader gave the last one, and the document that it is."""
        self._raw_files: dict[str, str] = {}
        """Document id -> the first file of this import that had its text."""
        self._sets: set[tuple[str, str | None]] = set()
        self._entities = IncomingEntities(intake, self._names, self._remark)
        self._purged = set() if self._choice.with_purged else intake.purged_texts()
        """Hashes of texts that were erased here."""
        self._said: set[tuple[Any, ...]] = set()
        self._rules = LabelRules(self._names, self._remark)
        self._file, self._line = "", 0

    def take(self, line: CorpusLine, file: str, *, is_annotated: bool = False) -> None:
        """Take a line in. What stays out, or comes in changed, is in the report.

        `is_annotated` says that the file is read for its annotations: two on one text are usual.
        """
        self._file, self._line = file, line.number or 0
        if self._purged and self._stays_out(line.document):
            return
        line, left = with_labels(line, self._choice.labels)
        if line.is_raw:
            document: str | None = self._raw_document(line, is_annotated=is_annotated)
        else:
            document = self._document(line)
        if document is None:
            return
        self._report.spans_left_out += left.spans
        self._report.relations_left_out += left.relations
        try:
            self._take_set(line, document)
        except AnnotatorError as error:
            self._refuse(error)

    def declare(self, found: LabelsFound) -> None:
        """Make the labels and attributes that a file declares and the project lacks by name."""
        self._names.declare(found.label_set, self._choice.labels)

    def finish(self) -> None:
        """Write what is made still: labels that were declared and that nothing wears, and the
        labels that go along to newer texts."""
        self._put_labels()
        self._newer_texts.carry_labels()

    def _refuse(self, error: AnnotatorError, *, is_whole: bool = False) -> None:
        number = self._line or None
        self._report.note(Problem(self._file, number, error, is_whole=is_whole))

    def _remark(self, error: AnnotatorError) -> None:
        self._report.note(Problem(self._file, self._line or None, error, is_skipped=False))

    def _remark_once(self, error: AnnotatorError, *about: Any) -> None:
        """What holds for many annotations is said of the first."""
        if (type(error), *about) not in self._said:
            self._said.add((type(error), *about))
            self._remark(error)

    # ---- documents ---------------------------------------------------------------------------

    def _stays_out(self, document: Document) -> bool:
        """Tell whether an article was erased here, and is not here again; it is refused once."""
        sha256 = document.sha256
        if sha256 not in self._purged or self._intake.documents_by_sha256(sha256):
            return False
        if ("purged", sha256) not in self._said:
            self._said.add(("purged", sha256))
            self._refuse(ArticlePurged(document.id), is_whole=True)
        return True

    def _raw_document(self, line: CorpusLine, *, is_annotated: bool) -> str:
        """A raw article has no id of its own and is met by its text."""
        document = line.document
        known = self._intake.documents_by_sha256(document.sha256)
        if is_annotated:
            return self._record(line, known)
        if known:
            return self._meet_raw(known[0])
        return self._add_raw(document)

    def _add_raw(self, document: Document) -> str:
        older = self._newer_texts.older_of(document) if self._follows_newer else None
        id = self._free_id(document.id)
        self._raw_files[id] = self._file
        self._add(replace(document, id=id))
        if older is not None:
            self._newer_texts.add(older, id, self._file)
        return id

    def _record(self, line: CorpusLine, known: Sequence[str]) -> str:
        """A record of a file is met by its text, but two records of one file that are one person's
        are two documents: the second meets another of those that are here, or is new."""
        if self._records_of != self._file:
            self._records_of, self._last_record = self._file, ("", "")
            self._met_in_file.clear()
        id, document = self._last_record
        if id != line.document.id:
            here = (one for one in known if (one, line.annotator) not in self._met_in_file)
            document = next(here, None) or self._add_raw(line.document)
            self._meet(document)
            self._last_record = (line.document.id, document)
        self._met_in_file.add((document, line.annotator))
        return document

    def _meet_raw(self, document: str) -> str:
        """Every file counts: two of one text are an article and one that was here already."""
        other = self._raw_files.setdefault(document, self._file)
        if other != self._file:
            self._remark(ArticleTwice(document, Path(other)))
        if document in self._met:
            self._report.documents_known += 1
        return self._meet(document)

    def _document(self, line: CorpusLine) -> str | None:
        """An annotated document is met by its id, and never takes the place of another."""
        document = line.document
        sha256 = document.sha256
        known = self._intake.document_sha256(document.id)
        if known is None:
            twins = self._intake.documents_by_sha256(sha256)
            if twins:
                self._remark(TextTwice(document.id, twins[0]))
            return self._add(document)
        if known != sha256:
            return self._other_text(document)
        if self._last and self._last.id == document.id:
            if (self._last.meta, self._last.sections) != (document.meta, document.sections):
                self._remark(MetaKept(document.id))
            return document.id
        return self._meet(document.id)

    def _other_text(self, document: Document) -> str | None:
        """The id is here with another text: it stays out, or comes in under a free one."""
        if self._choice.other_text == "skip":
            self._refuse(DocumentConflict(document.id), is_whole=True)
            return None
        here = self._intake.documents_by_sha256(document.sha256)
        if here:
            return self._meet(here[0])
        id = self._free_id(document.id)
        self._remark(DocumentRenamed(document.id, id))
        self._add(replace(document, id=id))
        if self._follows_newer:
            self._newer_texts.add(document.id, id, self._file)
        return id

    @property
    def _follows_newer(self) -> bool:
        return self._choice.other_text == "newer"

    def _add(self, document: Document) -> str:
        self._intake.add_document(document)
        self._report.documents_new += 1
        self._met.add(document.id)
        self._new.add(document.id)
        self._last = document
        self._list(document.id)
        return document.id

    def _meet(self, document: str) -> str:
        if document not in self._met:
            self._met.add(document)
            self._report.documents_known += 1
            self._list(document)
        return document

    def _list(self, document: str) -> None:
        if len(self._report.documents) < _DOCUMENTS_REPORTED:
            self._report.documents.append(document)

    def _free_id(self, wanted: str) -> str:
        base = wanted.strip()[:_LONGEST_ID] or "article"
        id, count = base, 1
        while self._intake.document_sha256(id) is not None:
            count += 1
            id = f"{base}-{count}"
        return id

    # ---- sets --------------------------------------------------------------------------------

    def _take_set(self, line: CorpusLine, document: str) -> None:
        has_content = bool(line.spans or line.relations or line.labels or line.attributes)
        if line.annotator is None and line.status == "new" and not has_content:
            return
        annotator = self._annotator_of(line)
        line = self._entities.meet(line)
        made = self._make_set(line, document, annotator)
        if document not in self._new or (document, annotator) in self._sets:
            present, is_final = self._present(document, annotator)
            if present is not None and _said(present) == _said(made):
                return
            if present is not None and is_final:
                self._refuse(
                    SetConflict(document, self._name_of(line) if annotator else None), is_whole=True
                )
                return
        self._add_set(made, line.entities)

    def _add_set(self, made: Curated, entities: Sequence[Entity]) -> None:
        found = self._entities.name(entities)
        self._put_labels()
        self._entities.put(found)
        made = self._with_free_ids(made)
        held = made.annotation_set
        self._rules.check(held)
        self._intake.add_curated(made)
        self._sets.add((held.document, held.annotator))
        self._report.spans += len(held.spans)
        self._report.relations += len(held.relations)

    def _put_labels(self) -> None:
        if self._names.label_set is not self._intake.label_set:
            self._intake.put_label_set(self._names.label_set)
            self._report.new_labels = list(self._names.new_labels)

    def _present(self, document: str, annotator: str | None) -> tuple[Curated | None, bool]:
        """Return what the project has of an annotator on a document, and whether that stands.

        A curated set that has only been made of what all agree on makes room for an imported one.
        """
        if annotator is not None:
            present = self._intake.set_of(document, annotator)
            return (Curated(present) if present else None), True
        imported = self._intake.curated(document)
        verdicts = self._intake.verdicts_on(document)
        sets = self._intake.first_sets_on(document)
        label_set = self._intake.label_set
        made = curated_of(document, sets, verdicts, label_set, imported)
        return made, bool(imported or verdicts)

    def _annotator_of(self, line: CorpusLine) -> str | None:
        """Return the id of whoever's annotations they are; None is the curated set's."""
        if line.status == "curated":
            return None
        name = self._name_of(line)
        if not (line.annotator or self._choice.annotator):
            self._remark_once(AnnotatorAssumed(line.document.id, name), self._file)
        return self._intake.annotator_named(fit_name(name)).id

    def _name_of(self, line: CorpusLine) -> str:
        return line.annotator or self._choice.annotator or self._me or _NOBODY

    def _make_set(self, line: CorpusLine, document: str, annotator: str | None) -> Curated:
        """Return the set of a line; what only curated sets have is empty for all others."""
        names = self._names
        span_label, relation_label = names.span_label, names.relation_label
        spans = {
            id: _new(
                Span,
                (
                    id,
                    span_label(label),
                    fragments,
                    names.attributes("span", attributes) if attributes else NO_ATTRIBUTES,
                    note,
                    origin,
                    doubt,
                    entity,
                    offer,
                ),
            )
            for id, label, fragments, attributes, note, origin, doubt, entity, offer in line.spans
        }
        relations = {
            id: _new(
                Relation,
                (
                    id,
                    relation_label(label),
                    head,
                    tail,
                    names.attributes("relation", attributes) if attributes else NO_ATTRIBUTES,
                    note,
                    origin,
                ),
            )
            for id, label, head, tail, attributes, note, origin in line.relations
        }
        made = AnnotationSet(
            new_id(),
            document,
            annotator,
            line.status,
            frozenset(map(names.document_label, line.labels)),
            names.attributes("document", line.attributes),
            spans,
            relations,
        )
        negatives = [one._replace(label=names.span_label(one.label)) for one in line.negatives]
        return Curated(made, line.provenance or {}, tuple(negatives))

    def _with_free_ids(self, made: Curated) -> Curated:
        """Give annotations whose ids the project has already new ones; relations follow."""
        held = made.annotation_set
        taken = self._intake.taken_ids([*held.spans, *held.relations])
        if not taken:
            return made
        self._remark(IdsRenewed(held.document, len(taken), taken[0]))
        fresh = {id: new_id() for id in taken}
        spans = [one._replace(id=fresh.get(one.id, one.id)) for one in held.spans.values()]
        relations = [_renewed(one, fresh) for one in held.relations.values()]
        renewed = replace(
            held,
            spans={one.id: one for one in spans},
            relations={one.id: one for one in relations},
        )
        provenance = {fresh.get(id, id): said for id, said in made.provenance.items()}
        return Curated(renewed, provenance, made.negatives)


def _renewed(relation: Relation, fresh: dict[str, str]) -> Relation:
    return relation._replace(
        id=fresh.get(relation.id, relation.id),
        head=fresh.get(relation.head, relation.head),
        tail=fresh.get(relation.tail, relation.tail),
    )


def _said(curated: Curated) -> tuple[Any, ...]:
    """What a set says, whatever its annotations are called: an id may have been renewed."""
    held, provenance = curated.annotation_set, curated.provenance
    spans = [(_span_content(one), provenance.get(id)) for id, one in held.spans.items()]
    relations = [(one.label, provenance.get(id)) for id, one in held.relations.items()]
    known = [(what, said) for what, said in (*spans, *relations) if said]
    return (_content(held), sorted(known, key=repr), sorted(curated.negatives))


def _content(annotation_set: AnnotationSet) -> tuple[Any, ...]:
    spans = {id: _span_content(one) for id, one in annotation_set.spans.items()}
    relations = [
        (one.label, spans[one.head], spans[one.tail], _plain(one.attributes), one.note or "")
        for one in annotation_set.relations.values()
    ]
    return (
        annotation_set.status,
        annotation_set.labels,
        _plain(annotation_set.attributes),
        _sorted(spans.values()),
        _sorted(relations),
    )


def _span_content(span: Span) -> tuple[Any, ...]:
    said = (_plain(span.attributes), span.note or "", span.entity or "")
    return (span.fragments, span.label, *said)


def _plain(attributes: Attributes) -> tuple[Any, ...]:
    return tuple(sorted((name, repr(value)) for name, value in attributes.items()))


def _sorted(parts: Collection[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(parts)
