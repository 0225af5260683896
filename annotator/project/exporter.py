"""Which lines of a project go out."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format, WriteOptions, check_settings
from annotator.formats.registry import format_named
from annotator.model.annotation_set import AnnotationSet, Status
from annotator.model.curated import Curated
from annotator.model.document import Document
from annotator.model.errors import AnnotatorUnknown, DocumentUnknown, LabelUnknown
from annotator.model.format_errors import OffsetsFixed, TextNeeded
from annotator.project.curating import curated_of
from annotator.project.grouping import group_of_kin
from annotator.project.naming import IdsToNames
from annotator.project.pseudonyms import pseudonym_key, pseudonyms_of
from annotator.project.rows import ExportChoice, IsCancelled, ReportProgress
from annotator.project.splitting import Split, split_of
from annotator.storage.documents import keys_of
from annotator.storage.hidden import count_hidden, read_hidden
from annotator.storage.outlet import Reviewed, stream_reviewed, stream_sets

if TYPE_CHECKING:
    from annotator.project.project import Project


class Selection:
    """The lines that a choice takes out of a project.

    AnnotatorUnknown, LabelUnknown, DocumentUnknown; Cancelled while words are looked for.
    """

    def __init__(
        self, project: "Project", choice: ExportChoice, is_cancelled: IsCancelled | None = None
    ) -> None:
        self._project = project
        self._choice = choice
        people = project.annotators(with_second_times=True)
        ids = {one.name: one.id for one in people}
        for name in choice.annotators:
            if name not in ids:
                raise AnnotatorUnknown(name)
        known = {one.name for one in project.label_set.span_labels}
        for label in choice.labels:
            if label not in known:
                raise LabelUnknown(label)
        self._annotators = [ids[name] for name in choice.annotators]
        self._label_set = project.label_set
        second_time = project.assignments.second_time
        self._second_times = {one.id for one in people if second_time(one.id)}
        names = {one.id: one.name for one in people}
        self.key: dict[str, str] = {}
        """Pseudonym -> name, where annotators go by pseudonyms."""
        if choice.has_pseudonyms:
            names = pseudonyms_of(people, second_time)
            self.key = pseudonym_key(names, people)
        self.called = names
        """Annotator id -> the name in what goes out."""
        self.annotators = tuple(names[id] for id in self._annotators)
        """Those chosen, as they are called there."""
        self._names = IdsToNames(project.label_set, names, project.entities.all())
        self._documents = self._documents_chosen(is_cancelled)
        self.hidden = self._count_hidden()
        """How many of the documents asked for stay out: they were set aside or removed."""

    def _documents_chosen(self, is_cancelled: IsCancelled | None) -> list[str] | None:
        """Return the ids of the documents that go out, None for all."""
        project, choice = self._project, self._choice
        chosen: list[str] | None = None
        if choice.documents:
            chosen = list(dict.fromkeys(choice.documents))
            with project.store.reading() as connection:
                known = keys_of(connection, chosen)
            for id in chosen:
                if id not in known:
                    raise DocumentUnknown(id)
        if choice.words.strip():
            keys = project.document_keys(choice.words, "all", is_cancelled or (lambda: False))
            among = None if chosen is None else set(chosen)
            found = project.document_ids(keys)
            chosen = [id for id in found if among is None or id in among]
        return chosen

    def _count_hidden(self) -> int:
        with self._project.store.reading() as connection:
            if self._documents is None:
                return count_hidden(connection)
            return len(read_hidden(connection, self._documents))

    def lines(self) -> Iterator[CorpusLine]:
        """Yield the lines, in the order of INTERFACES."""
        return with_labels(self._all_lines(), self._choice.labels)

    def _all_lines(self) -> Iterator[CorpusLine]:
        choice, store = self._choice, self._project.store
        if choice.annotators:
            chosen = stream_sets(
                store,
                annotators=self._annotators,
                statuses=choice.statuses,
                documents=self._documents,
                is_checked=True,
            )
            yield from (self._names.line(document, one) for document, one in chosen)
            return
        for reviewed in stream_reviewed(store, self._documents, is_checked=True):
            document, people = reviewed.document, self._people(reviewed)
            if not choice.is_curated_only:
                yield from (
                    self._names.line(document, one) for one in people if self._wants(one.status)
                )
            if self._wants("curated") and (curated := self._curated(reviewed)):
                yield self._curated_line(document, curated)
            elif self._wants("new") and not (people or reviewed.imported or choice.is_curated_only):
                # A document on which nobody has a set is new.
                yield self._names.line(document, None)

    def _wants(self, status: Status) -> bool:
        return not self._choice.statuses or status in self._choice.statuses

    def _people(self, reviewed: Reviewed) -> list[AnnotationSet]:
        """Return the sets of the annotators who are asked for."""
        besides = set() if self._choice.has_second_times else self._second_times
        return [one for one in reviewed.sets if one.annotator and one.annotator not in besides]

    def _curated(self, reviewed: Reviewed) -> Curated | None:
        """Return the curated set that goes out. Second times count for none."""
        document, sets, verdicts, imported = reviewed
        if not self._choice.is_curated_only and not verdicts:
            return imported
        theirs = [one for one in sets if one.annotator not in self._second_times]
        return curated_of(document.id, theirs, verdicts, self._label_set, imported)

    def _curated_line(self, document: Document, curated: Curated) -> CorpusLine:
        line = self._names.curated_line(document, curated)
        return line if self._choice.has_negatives else replace(line, negatives=())


_OTHER_THAN_FILTERS = {
    "format", "split", "seed", "split_at", "is_split_by_source", "misfit", "settings",
}  # fmt: skip


def filters_of(choice: ExportChoice, annotators: tuple[str, ...]) -> dict[str, Any]:
    """Return the choice as the manifest tells it; `annotators`: as they are called there."""
    body = asdict(replace(choice, annotators=annotators, settings={}))
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in body.items()
        if name not in _OTHER_THAN_FILTERS
    }


def with_labels(lines: Iterable[CorpusLine], labels: Iterable[str]) -> Iterator[CorpusLine]:
    """Pass lines on with the spans and negatives that wear these labels (names), and the relations
    between those spans."""
    wanted = frozenset(labels)
    if not wanted:
        yield from lines
        return
    for line in lines:
        spans = tuple(span for span in line.spans if span.label in wanted)
        kept = {span.id for span in spans}
        relations = tuple(one for one in line.relations if one.head in kept and one.tail in kept)
        negatives = tuple(one for one in line.negatives if one.label in wanted)
        yield replace(line, spans=spans, relations=relations, negatives=negatives)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, found to make sense before anything is read or written."""

    choice: ExportChoice
    format: Format
    options: WriteOptions
    selection: Selection
    split: Split | None
    documents: int
    """How many documents are looked at, for progress."""


def asked_of(
    project: "Project",
    choice: ExportChoice,
    is_cancelled: IsCancelled | None = None,
    progress: ReportProgress | None = None,
) -> Asked:
    """Return what a choice asks of a project. What takes its time is looking for near duplicates
    that a split must not part.

    FormatUnknown, ExtraMissing, SettingUnknown, SettingWrong, TextNeeded, OffsetsFixed,
    SplitWrong, and the errors of `Selection`.
    """
    format = format_named(choice.format, to_write=True)
    format.check_installed()
    check_settings(choice.settings, format.write_settings)
    if not choice.has_text and not format.can_omit_text:
        raise TextNeeded(format.title)
    if choice.offsets != "codepoint" and not format.can_count_otherwise:
        raise OffsetsFixed(format.title, choice.offsets)
    split = split_of(choice)
    selection = Selection(project, choice, is_cancelled)
    options = WriteOptions(
        choice.offsets,
        choice.misfit,
        project.label_set,
        choice.settings,
        has_text=choice.has_text,
    )
    if split:
        split = split_of(choice, group_of_kin(project, is_cancelled, progress))
    documents = len(choice.documents) or project.document_counts()["all"]
    return Asked(choice, format, options, selection, split, documents)
