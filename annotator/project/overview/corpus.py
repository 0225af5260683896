"""All spans and relations of a project as columns of numbers, so that a question about them is
answered in a moment, whatever it is narrowed down to.

Decision: 100,000 articles with six million spans take half a minute to read and 24 bytes a span to
keep. They are read once, when something is asked that only spans can answer, page by page and with
progress; what has been read can be looked at meanwhile. Afterwards only what has changed is read,
also the next time the project is opened (`kept`).
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from time import monotonic

import numpy as np
import orjson

from annotator.model.attribute import AttributeTarget
from annotator.project.overview.kept import Column, Loaded, narrow, pack, unpack
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import Mask, Numbers, Sheets, places_of
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.storage.columns import load_attributes
from annotator.storage.outlet import SharedDocument, page_keys
from annotator.storage.overview.corpus import SetParts, read_parts, read_relabelled
from annotator.storage.readers import Reading

TARGETS: tuple[AttributeTarget, ...] = ("span", "relation", "document")


class Names(dict[str, int]):
    """Words, numbered in the order in which they are met."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[str] = []

    def __missing__(self, words: str) -> int:
        self[words] = number = len(self.all)
        self.all.append(words)
        return number

    @staticmethod
    def of(words: list[str]) -> "Names":
        """Return the same names again from `all`."""
        names = Names()
        names.all = words
        names.update(zip(words, range(len(words)), strict=True))
        return names


def _ints(kind: str = "i") -> "array[int]":
    return array(kind)


@dataclass(slots=True)
class Block:
    """Sets with their spans and relations, one behind the other."""

    sets: "array[int]" = field(default_factory=lambda: _ints("q"))
    """Keys."""
    span_counts: "array[int]" = field(default_factory=_ints)
    relation_counts: "array[int]" = field(default_factory=_ints)
    value_counts: "array[int]" = field(default_factory=_ints)
    labels: "array[int]" = field(default_factory=_ints)
    """Of spans, keys. The columns down to `entities` are about spans."""
    starts: "array[int]" = field(default_factory=_ints)
    lengths: "array[int]" = field(default_factory=_ints)
    """Covered characters."""
    texts: "array[int]" = field(default_factory=_ints)
    """Numbers of covered texts, white space as one space."""
    entities: "array[int]" = field(default_factory=_ints)
    """Keys; 0 where a span is not linked."""
    relation_labels: "array[int]" = field(default_factory=_ints)
    heads: "array[int]" = field(default_factory=_ints)
    """Places among the spans of the set."""
    tails: "array[int]" = field(default_factory=_ints)
    targets: "array[int]" = field(default_factory=_ints)
    """Of values of attributes: places in `TARGETS`. The columns that follow are about values."""
    value_labels: "array[int]" = field(default_factory=_ints)
    """Keys of labels of spans or relations; 0 for articles."""
    values: "array[int]" = field(default_factory=_ints)
    """Numbers of (attribute, value) as JSON."""
    owners: "array[int]" = field(default_factory=_ints)
    """Places among the spans or relations of the set; 0 for articles."""


_PER_SPAN = ("labels", "starts", "lengths", "texts", "entities")
_PER_RELATION = ("relation_labels", "heads", "tails")
_PER_VALUE = ("targets", "value_labels", "values", "owners")
_PER_SET = ("sets", "span_counts", "relation_counts", "value_counts")
_ALL = (*_PER_SET, *_PER_SPAN, *_PER_RELATION, *_PER_VALUE)


def _kind(name: str) -> type[np.int64 | np.int32]:
    return np.int64 if name == "sets" else np.int32


@dataclass(slots=True)
class Corpus:
    """All that has been read."""

    last: int = -1
    """The row of the history up to which it is so."""
    columns: dict[str, Numbers] = field(default_factory=dict)
    """By the names of `Block`."""
    texts: Names = field(default_factory=Names)
    values: Names = field(default_factory=Names)

    def read_on(
        self,
        reading: Reading,
        sheets: Sheets,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled | None = None,
        seconds: float = inf,
    ) -> bool:
        """Read what is new or has changed, for about so long; tell whether all has been read.
        Cancelled: what has been read stays."""
        articles, sets = sheets.articles, sheets.sets
        if self.last == sheets.state.last and len(self._column("sets")) == len(sets.keys):
            return True
        self._drop_changed(reading, sheets)
        self.last = sheets.state.last
        is_known = np.isin(sets.keys, self._column("sets"))
        spans = np.bincount(sets.articles, sets.spans, len(articles.keys)).astype(np.int64)
        wanted = np.unique(sets.articles[~is_known])
        documents = [
            SharedDocument(int(articles.keys[row]), int(spans[row])) for row in wanted.tolist()
        ]
        known = set(sets.keys[is_known].tolist())
        before = len(articles.keys) - len(documents)
        blocks: list[Block] = []
        done, begun = 0, monotonic()
        try:
            for page in page_keys(documents):
                stop_if(is_cancelled)
                progress(Progress(before + done, len(articles.keys)))
                if monotonic() - begun > seconds:
                    return False
                with reading() as connection:
                    texts, parts = read_parts(connection, page)
                blocks.append(self._block(texts, [one for one in parts if one.key not in known]))
                done += len(page)
        finally:
            self._join(blocks)
        progress(Progress(len(articles.keys), len(articles.keys)))
        return True

    # ---- for the next time

    def as_columns(self) -> dict[str, Column]:
        """Return all of it, to be kept."""
        columns = {name: narrow(column) for name, column in self.columns.items()}
        return {**columns, "words": pack(self.texts.all), "said": pack(self.values.all)}

    @staticmethod
    def of(kept: Loaded, sheets: Sheets) -> "Corpus":
        """Return what was kept, without sets that do not have as many spans and relations as the
        summaries say now."""
        found = Corpus(
            kept.last,
            {name: kept.columns[name].astype(_kind(name)) for name in _ALL},
            Names.of(unpack(kept.columns["words"])),
            Names.of(unpack(kept.columns["said"])),
        )
        rows, stays = places_of(sheets.sets.keys, found.columns["sets"])
        if len(rows):
            stays = stays & (found.columns["span_counts"] == sheets.sets.spans[rows])
            stays &= found.columns["relation_counts"] == sheets.sets.relations[rows]
        found._keep(stays)
        return found

    # ---- inside

    def _column(self, name: str) -> Numbers:
        return self.columns.get(name, np.empty(0, _kind(name)))

    def _drop_changed(self, reading: Reading, sheets: Sheets) -> None:
        """Let go of sets that are no more, or are not as they were."""
        held = self._column("sets")
        if not len(held):
            return
        stays = np.isin(held, sheets.sets.keys)
        if self.last != sheets.state.last:
            with reading() as connection:
                changed = read_relabelled(connection, self.last)
            if changed is None:
                # Texts that were purged are not to be kept here either.
                self.columns, self.texts, self.values = {}, Names(), Names()
                return
            if changed:
                ids = sheets.articles.ids
                rows = [row for row, id in enumerate(ids) if id in changed]
                gone = sheets.sets.keys[np.isin(sheets.sets.articles, rows)]
                stays &= ~np.isin(held, gone)
        self._keep(stays)

    def _keep(self, stays: Mask) -> None:
        """Let go of some sets."""
        if stays.all():
            return
        kept = {name: self._column(name)[stays] for name in _PER_SET}
        for counts, names in (
            ("span_counts", _PER_SPAN),
            ("relation_counts", _PER_RELATION),
            ("value_counts", _PER_VALUE),
        ):
            each = np.repeat(stays, self._column(counts))
            kept |= {name: self._column(name)[each] for name in names}
        self.columns = kept

    def _join(self, blocks: list[Block]) -> None:
        # Another dict each time: whoever looks at the old one goes on with it.
        self.columns = {
            name: np.concatenate((self._column(name), *_arrays(blocks, name))) for name in _ALL
        }

    def _block(self, texts: dict[int, str], parts: Sequence[SetParts]) -> Block:
        block = Block()
        for one in parts:
            self._add(block, texts[one.document], one)
        return block

    def _add(self, block: Block, text: str, one: SetParts) -> None:
        """Put a set behind the others."""
        before = len(block.values)
        block.sets.append(one.key)
        block.span_counts.append(len(one.spans))
        block.relation_counts.append(len(one.relations))
        places: dict[str, int] = {}
        for place, (id, label, start, end, fragments, attributes, entity) in enumerate(one.spans):
            places[id] = place
            covered = text[start:end]
            length = end - start
            if fragments is not None:
                parts = orjson.loads(fragments)
                covered = " ".join(text[here:there] for here, there in parts)
                length = sum(there - here for here, there in parts)
            block.labels.append(label)
            block.starts.append(start)
            block.lengths.append(length)
            block.texts.append(self.texts[" ".join(covered.split())])
            block.entities.append(entity)
            if attributes is not None:
                self._add_values(block, 0, place, label, attributes)
        for place, (label, head, tail, attributes, _) in enumerate(one.relations):
            block.relation_labels.append(label)
            block.heads.append(places[head])
            block.tails.append(places[tail])
            if attributes is not None:
                self._add_values(block, 1, place, label, attributes)
        if one.attributes is not None:
            self._add_values(block, 2, 0, 0, one.attributes)
        block.value_counts.append(len(block.values) - before)

    def _add_values(
        self, block: Block, target: int, owner: int, label: int, attributes: str
    ) -> None:
        for attribute, given in load_attributes(attributes).items():
            for value in given if isinstance(given, tuple) else (given,):
                block.targets.append(target)
                block.value_labels.append(label)
                block.owners.append(owner)
                block.values.append(self.values[orjson.dumps([attribute, value]).decode()])


def _arrays(blocks: Sequence[Block], name: str) -> list[Numbers]:
    columns = (getattr(block, name) for block in blocks)
    return [np.frombuffer(one, one.typecode) for one in columns if len(one)]


class CorpusView:
    """The spans, relations and values of some sets: columns are cut out when they are asked for."""

    def __init__(self, corpus: Corpus, scope: Scope) -> None:
        self.scope = scope
        self.texts, self.values = corpus.texts, corpus.values
        self._columns = corpus.columns
        keys, known = corpus.columns["sets"], scope.sheets.sets.keys
        self.rows, is_there = places_of(known, keys)
        """Row of the sheets for each set of the corpus."""
        self.is_chosen: Mask = is_there
        if len(known):
            self.is_chosen = is_there & scope.sets[self.rows]
        self._masks: dict[str, Mask] = {}

    def is_current(self, corpus: Corpus) -> bool:
        """Tell whether nothing has been read since."""
        return self._columns is corpus.columns

    def whole(self, name: str) -> Numbers:
        """Return a column as it is, with what does not count."""
        return self._columns[name]

    def column(self, name: str) -> Numbers:
        """Return a column, only of what is chosen."""
        return self._columns[name][self.mask(name)]

    def mask(self, name: str) -> Mask:
        """Return which rows of a column are chosen."""
        counts = _counts_of(name)
        if counts not in self._masks:
            self._masks[counts] = self._chosen(counts)
        return self._masks[counts]

    def set_rows(self, name: str) -> Numbers:
        """Return for each row of a column, only of what is chosen, the row of its set."""
        each = np.repeat(self.rows, self._columns[_counts_of(name)])
        return each[self.mask(name)]

    def article_rows(self, name: str) -> Numbers:
        """Return the same of the article."""
        return self.scope.sheets.sets.articles[self.set_rows(name)]

    def begins(self, name: str, among: str = "labels") -> Numbers:
        """Return for each row of a column, only of what is chosen, where the spans of its set
        begin in the whole columns of spans; or in whatever columns `among` is one of."""
        counts = self._columns[_counts_of(among)].astype(np.int64)
        each = np.repeat(np.cumsum(counts) - counts, self._columns[_counts_of(name)])
        return each[self.mask(name)]

    def places(self, name: str) -> Numbers:
        """Return for each row of a column, only of what is chosen, its place in its set."""
        counts = self._columns[_counts_of(name)].astype(np.int64)
        begins = np.repeat(np.cumsum(counts) - counts, counts)[self.mask(name)]
        return np.flatnonzero(self.mask(name)) - begins

    def _chosen(self, counts: str) -> Mask:
        columns = self._columns
        chosen = np.repeat(self.is_chosen, columns[counts])
        if counts == "value_counts":
            wanted = [self.scope.label_keys(kind) for kind in ("span", "relation")]
            for target, labels in enumerate(wanted):
                if labels is not None:
                    is_other = columns["targets"] != target
                    chosen &= is_other | np.isin(columns["value_labels"], labels)
            return chosen
        kind, name = _LABELS_OF[counts]
        labels = self.scope.label_keys(kind)
        return chosen if labels is None else chosen & np.isin(columns[name], labels)


_LABELS_OF = {
    "span_counts": ("span", "labels"),
    "relation_counts": ("relation", "relation_labels"),
}


def _counts_of(name: str) -> str:
    """Return the column that says how many rows of this one each set has."""
    if name in _PER_RELATION:
        return "relation_counts"
    return "value_counts" if name in _PER_VALUE else "span_counts"
