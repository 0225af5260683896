"""Spans and relations on their way out into corpora that count tokens and know entities.

Spans of one entity go out as one, whether they are linked to it or tied by relations. These corpora
have no names for entities, and know them in one document alone: that is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Setting, WriteOptions, setting
from annotator.formats.linking import joined_mentions
from annotator.formats.losses import LossKind, Lost, lose
from annotator.formats.relation_corpora.token_records import SAME_AS
from annotator.formats.token_text import (
    MISALIGNED,
    TOKENIZER,
    Aligned,
    Tokens,
    aligned_spans,
    tokens_of_document,
)
from annotator.model.relation import Relation
from annotator.model.span import Span

_TIES = Setting(
    "same",
    "Relation between mentions of one entity",
    SAME_AS,
    description="the label of relations that make mentions one, as links to an entity do",
)
WRITE_SETTINGS: tuple[Setting, ...] = (TOKENIZER, MISALIGNED, _TIES)


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A line on its way out: its tokens, and the spans and relations that go out."""

    line: CorpusLine
    tokens: Tokens
    aligned: Mapping[str, Aligned]
    """Span id -> its tokens, in the order of the spans' places."""
    spans: Mapping[str, Span]
    relations: tuple[Relation, ...]
    """Those whose spans both go out, without those that tie mentions, in order."""
    ties: tuple[Relation, ...]
    """Those that tie mentions of one entity, in order."""
    linked: tuple[tuple[str, ...], ...]
    """The spans that are linked to one entity, where there are several."""
    options: WriteOptions

    @property
    def sentences(self) -> list[list[str]]:
        """The tokens of each sentence."""
        return [self.tokens.words(first, behind) for first, behind in self.tokens.sentences]

    def sentence_of(self, span: str) -> int:
        """Return the number of the sentence in which a span begins."""
        return self.tokens.sentence_of(self.aligned[span].first)

    def inside(self, span: str) -> tuple[int, int, int]:
        """Return a span's sentence, first token there, and token behind it there."""
        sentence = self.sentence_of(span)
        begin = self.tokens.sentences[sentence][0]
        aligned = self.aligned[span]
        return sentence, aligned.first - begin, aligned.behind - begin

    def near(self) -> list[Relation]:
        """Return the relations within a sentence; the others are told as lost."""
        kept = []
        for one in self.relations:
            if self.sentence_of(one.head) == self.sentence_of(one.tail):
                kept.append(one)
            else:
                self.lose("far_relation", one.id, one.label)
        return kept

    def lose(self, kind: LossKind, id: str, name: str = "") -> None:
        """Tell of a loss, or refuse it."""
        lost = Lost(kind, self.line.document.id, id, False, name)
        lose(lost, self.options.misfit, self.options.report_loss)

    def clusters(self) -> list[list[str]]:
        """Return the spans of each entity that has several mentions, in their order."""
        return [one for one in self.entities() if len(one) > 1]

    def entities(self) -> list[list[str]]:
        """Return the spans of each entity, in the order of its first span: those that are linked to
        one, and those that relations tie. All others are entities of their own."""
        links = (pair for group in self.linked for pair in pairwise(group))
        ties = ((one.head, one.tail) for one in self.ties)
        return _united(self.aligned, chain(links, ties))


def tie_label(settings: Mapping[str, str]) -> str:
    """Return the label of relations that make mentions one."""
    return setting(settings, WRITE_SETTINGS, "same") or SAME_AS


def token_line(line: CorpusLine, options: WriteOptions, *, has_entities: bool = True) -> TokenLine:
    """Return a line cut into tokens; what does not fit is told.

    has_entities: whether the format says which spans are of one entity; where it does not, the
    relations that tie mentions are relations as others are.
    """
    chosen = {
        one.name: setting(options.settings, WRITE_SETTINGS, one.name) for one in WRITE_SETTINGS
    }
    tokens = tokens_of_document(line.document, line.spans, chosen["tokenizer"])
    aligned = aligned_spans(line, tokens, options, chosen["misaligned"])
    rank = {id: at for at, id in enumerate(aligned)}
    kept = [one for one in line.relations if one.head in rank and one.tail in rank]
    kept.sort(key=lambda one: (rank[one.head], rank[one.tail], one.label, one.id))
    spans = tuple(one for one in line.spans if one.id in rank)
    joined = joined_mentions(replace(line, spans=spans), options, has_ids=False)
    same = tie_label(options.settings) if has_entities else None
    made = TokenLine(
        line,
        tokens,
        aligned,
        {one.id: one for one in line.spans},
        tuple(one for one in kept if one.label != same),
        tuple(one for one in kept if one.label == same),
        tuple(tuple(one.id for one in mentions) for _, mentions in joined),
        options,
    )
    gone = {one.id for one in line.relations} - {one.id for one in kept}
    for relation in line.relations:
        if relation.id in gone:
            made.lose("relation", relation.id, relation.label)
    return made


def _united(spans: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    ordered = list(spans)
    entity = {id: [id] for id in ordered}
    for head, tail in pairs:
        one, other = entity[head], entity[tail]
        if one is not other:
            one += other
            entity |= dict.fromkeys(other, one)
    rank = {id: at for at, id in enumerate(ordered)}
    distinct = {id(one): one for one in entity.values()}
    return sorted(
        (sorted(one, key=rank.__getitem__) for one in distinct.values()),
        key=lambda one: rank[one[0]],
    )
