"""Records of tokens on their way in: the text put together, spans by their tokens.

Decision: spans of one entity (a cluster, a vertex) are linked to one entity of the project, named
after its longest mention; who wants relations instead names their label, and each mention is tied
to the next one. On the way out whatever is linked or tied so is one entity. A place that a
relation, a cluster or an event names and that has no label of its own becomes a span labelled
`mention`.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar, cast

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import Wrong, a_list, an_integer
from annotator.formats.format import Format, Item, ReadOptions, Setting, setting
from annotator.formats.found_spans import (
    FoundRelation,
    FoundSpan,
    finish_found,
    finish_relations,
)
from annotator.formats.json_reading import read_records
from annotator.formats.line_reading import LineReading
from annotator.formats.linking import link
from annotator.formats.source import Source
from annotator.formats.token_text import (
    REBUILT,
    SPACING,
    RebuiltText,
    Rule,
    rebuilt_noted,
    text_of_tokens,
)
from annotator.formats.units import Claim, Placed
from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.document import Document, Meta
from annotator.model.errors import CharactersReplaced
from annotator.model.span import Fragment

SAME_AS = "same as"
MENTION = "mention"
COREFERENCE = Setting(
    "ties",
    "Relation between mentions of one entity",
    "",
    description="a label, to tie each to the next by relations; empty: link them to an entity",
)


class TokenJson(Format):
    """A format whose records are lists of tokens with what is marked in them."""

    has_proof = False
    read_settings: ClassVar[tuple[Setting, ...]] = (SPACING, COREFERENCE)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield a line for each record, and at the end by which rule texts were put together."""
        rules: dict[Rule, None] = {}

        def take(body: dict[str, Any], reading: LineReading) -> Iterator[CorpusLine]:
            yield self._line(body, reading, options, rules)

        yield from read_records(source, options, take)
        yield from rules_told(source, rules)

    @abstractmethod
    def _line(
        self,
        body: dict[str, Any],
        reading: LineReading,
        options: ReadOptions,
        rules: dict[Rule, None],
    ) -> CorpusLine:
        """Return the line of a record, and note the rule of its text. Wrong."""


def rules_told(source: Source, rules: Mapping[Rule, None]) -> Iterator[Problem]:
    """Yield the remark that texts were put together from tokens, for each rule."""
    for rule in rules:
        error = rebuilt_noted(source.path, rule)
        yield Problem(source.name, None, error, is_skipped=False)


def sentences_said(value: Any, path: str) -> list[list[str]]:
    """Return sentences of tokens. Wrong where they are none, or there is nothing in them."""
    sentences = [tokens_said(one, f"{path}[{at}]") for at, one in enumerate(a_list(value, path))]
    if not any(token for sentence in sentences for token in sentence):
        raise Wrong(path, "no tokens")
    return sentences


def tokens_said(value: Any, path: str) -> list[str]:
    """Return tokens. Wrong."""
    tokens = a_list(value, path)
    if not all(isinstance(one, str) for one in tokens):
        raise Wrong(path, "not a list of tokens")
    return tokens


class TokenRecord:
    """A record whose text is put together, and what was found in it so far."""

    def __init__(
        self,
        sentences: Sequence[Sequence[str]],
        reading: LineReading,
        options: ReadOptions,
        rules: dict[Rule, None],
    ) -> None:
        spacing = setting(options.settings, (SPACING,), "spacing")
        self.reading = reading
        self.same_as = setting(options.settings, (COREFERENCE,), "ties")
        """The label of relations that tie mentions; empty: they are linked."""
        self.rebuilt: RebuiltText = text_of_tokens(sentences, cast(Any, spacing))
        if self.rebuilt.replaced:
            reading.remark(CharactersReplaced(self.rebuilt.replaced, 0))
        rules.setdefault(self.rebuilt.rule)
        self.tokens = [one for sentence in self.rebuilt.tokens for one in sentence]
        """Where each token of the record stands in the text."""
        self._spans: list[FoundSpan] = []
        self._relations: list[FoundRelation] = []
        self._chains: list[list[int]] = []
        self._by_place: dict[tuple[int, int], int] = {}
        self._keys: dict[tuple[int, int, str, str], int] = {}

    def first_of(self, sentence: int) -> int:
        """Return the number of a sentence's first token in the record. Wrong."""
        if not 0 <= sentence < len(self.rebuilt.tokens):
            raise Wrong("", "no such sentence")
        return sum(len(one) for one in self.rebuilt.tokens[:sentence])

    def add(self, first: Any, last: Any, label: str, path: str, kind: str = "") -> int:
        """Add a span from one token to another (that too) and return its key. Wrong.

        One that is there already, with the same label and of the same `kind`, is not added again:
        a kind of its own keeps one that a file has twice.
        """
        fragment = self._fragment(first, last, path)
        known = self._keys.get((first, last, label, kind))
        if known is not None:
            return known
        key = len(self._spans)
        self._spans.append(FoundSpan(path, label, Claim((fragment,)), key))
        self._keys[first, last, label, kind] = key
        self._by_place.setdefault((first, last), key)
        return key

    def at(self, first: Any, last: Any, path: str) -> int:
        """Return the key of a span with these tokens, made a mention where there is none. Wrong."""
        an_integer(first, path)
        an_integer(last, path)
        known = self._by_place.get((first, last))
        return self.add(first, last, MENTION, path) if known is None else known

    def tie(
        self,
        label: str,
        head: int,
        tail: int,
        path: str,
        said: Attributes = NO_ATTRIBUTES,
    ) -> None:
        """Add a relation between two spans by their keys."""
        self._relations.append(FoundRelation(path, label, head, tail, said))

    def chain(self, keys: Sequence[int], path: str) -> None:
        """Take spans for mentions of one entity: link them, or tie each to the next."""
        ordered = list(dict.fromkeys(keys))
        if not self.same_as:
            self._chains += [ordered] if len(ordered) > 1 else []
            return
        for head, tail in pairwise(ordered):
            self.tie(self.same_as, head, tail, path)

    def say(self, key: int, attributes: Attributes) -> None:
        """Give a span attributes."""
        self._spans[key] = self._spans[key]._replace(attributes=attributes)

    def line(
        self, id: str, meta: Mapping[str, Any], name: str, beside: Mapping[str, Any]
    ) -> CorpusLine:
        """Return the line; `meta` as `Meta` has it, `beside` what is kept for the format."""
        extra: dict[str, Any] = {REBUILT: self.rebuilt.rule}
        if beside:
            extra[name] = dict(beside)
        placed = [Placed(one.claim.fragments) for one in self._spans]
        text = self.rebuilt.text
        spans, ids = finish_found(text, self._spans, placed, self.reading)
        relations = finish_relations(self._relations, ids, self.reading)
        chains = [[ids[key] for key in keys if key in ids] for keys in self._chains]
        linked, entities = link(text, spans, {}, (one for one in chains if len(one) > 1))
        return CorpusLine(
            Document(id, text, Meta(**meta, extra=extra)),
            status="in_progress" if spans else "new",
            spans=linked,
            relations=tuple(relations),
            entities=entities,
            is_raw=True,
            has_raw_entities=True,
            number=self.reading.number,
        )

    def _fragment(self, first: Any, last: Any, path: str) -> Fragment:
        start, end = an_integer(first, path), an_integer(last, path)
        if not 0 <= start <= end < len(self.tokens):
            raise Wrong(path, "no such tokens")
        return (self.tokens[start][0], self.tokens[end][1])
