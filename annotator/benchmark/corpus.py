"""Invented articles with spans and relations: the same ones on every machine, as many as wanted.

Spans nest, cross and come in two parts; texts are English, Arabic and Chinese, some with emoji.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotator.benchmark.sentences import NAME, PHRASE, Sentence, filler, sentences_of, shift
from annotator.formats.corpus import CorpusLine
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.model.span import Span

__all__ = ["NAME", "PEOPLE", "PHRASE", "USUAL", "Shape", "make_lines"]

PEOPLE = ("Maria", "Otto")
"""Who label the articles; the second slips in every tenth span."""
_EVERY_TENTH = 10
_CROSSING = 30
"""After so many spans come one that crosses two others and one in two parts."""
_A_PARAGRAPH = 5
"""Sentences of one."""


class Shape(NamedTuple):
    """How large articles are."""

    spans: int = 60
    filler: float = 1.0
    """Sentences without spans to each with them: with 1, some fifty characters come to a span."""


USUAL = Shape()


def make_lines(
    count: int, shape: Shape = USUAL, people: Sequence[str] = PEOPLE[:1], seed: int = 1
) -> Iterator[CorpusLine]:
    """Yield the lines of so many articles as each of these people has finished them."""
    chance = random.Random(seed)
    pools = {script: sentences_of(script, chance) for script in ("latin", "arabic", "chinese")}
    plain = filler(chance)
    for number in range(count):
        script = {7: "arabic", 13: "chinese"}.get(number % 20, "latin")
        article = _Article(number, chance)
        article.fill(pools[script], plain if script == "latin" else [], shape)
        document = article.document(script)
        for name in people:
            yield _as_said_by(name, document, article)


class _Article:
    """An article while it is written."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.spans: list[tuple[tuple[tuple[int, int], ...], str]] = []
        self.relations: list[tuple[str, int, int]] = []
        self._chance = chance
        self._written: list[str] = []
        self._length = 0
        self._sentences = 0

    def fill(self, pool: Sequence[Sentence], plain: Sequence[str], shape: Shape) -> None:
        """Write until there are enough spans."""
        chance, owed = self._chance, 0.0
        self._write(f"Report {self.number:06}\n\n")
        self._write_landmarks()
        while len(self.spans) < shape.spans:
            self._take(chance.choice(pool))
            owed += shape.filler if plain else 0
            while owed >= 1:
                self._write(chance.choice(plain))
                owed -= 1
        del self.spans[shape.spans :]
        self.relations = [one for one in self.relations if max(one[1:]) < shape.spans]

    def document(self, script: str) -> Document:
        """Return it with what is known about it."""
        number = self.number
        language = {"arabic": "ar", "chinese": "zh"}.get(script, "en")
        day = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        meta = Meta(f"Report {number:06}", f"Agency {number % 40}", day, language=language)
        return Document(f"report-{number:06}", "".join(self._written).rstrip(), meta)

    def _write_landmarks(self) -> None:
        """What is searched for: a phrase in one article of fifty, a name in one of a hundred."""
        if self.number % 50 == 10:
            self._write(f"The {PHRASE} spoke. ")
        if self.number % 100 == 1:
            self._write(f"{NAME} was there. ")

    def _take(self, sentence: Sentence) -> None:
        first, spans = len(self.spans), self.spans
        spans += ((shift(parts, self._length), label) for parts, label in sentence.spans)
        self.relations += (
            (label, head + first, tail + first) for label, head, tail in sentence.relations
        )
        self._write(sentence.text)
        self._write_crossing(first)

    def _write_crossing(self, first: int) -> None:
        """Let a span lie across two of the last sentence now and then, or take both in parts."""
        spans = self.spans
        if len(spans) // _CROSSING == first // _CROSSING:
            return
        ends = [parts[0] for parts, _ in spans[first:]]
        for (start, end), (next_start, next_end) in pairwise(ends):
            if end < next_start:
                half, next_half = (start + end) // 2, (next_start + next_end) // 2
                spans.append((((half, next_half + 1),), "CLAIM"))
                spans.append((((start, end), (next_start, next_end)), "EVENT"))
                return

    def _write(self, text: str) -> None:
        self._sentences += 1
        if self._sentences % _A_PARAGRAPH == 0:
            text = text.rstrip() + "\n\n"
        self._written.append(text)
        self._length += len(text)


def _as_said_by(name: str, document: Document, article: _Article) -> CorpusLine:
    """Return a line; whoever is second in `PEOPLE` slips in every tenth span, in turn by label, by
    end and by leaving it out."""
    does_slip = name == PEOPLE[1]
    length, number, spans, kept = len(document.text), article.number, [], set()
    tied = {end for _, *ends in article.relations for end in ends}
    for at, (written, said) in enumerate(article.spans):
        label, parts = said, tuple((start, min(end, length)) for start, end in written)
        if does_slip and at % _EVERY_TENTH == 0:
            slip = at // _EVERY_TENTH % 3
            if slip == 0 or (slip == 1 and at in tied):
                continue
            label = "GROUP" if slip == 1 else label
            start, end = parts[-1]
            if slip == 2 and end - start > 1:
                parts = (*parts[:-1], (start, end - 1))
        kept.add(at)
        spans.append(Span(f"{name}{number}s{at}", label, parts))
    relations = tuple(
        Relation(f"{name}{number}r{at}", label, f"{name}{number}s{head}", f"{name}{number}s{tail}")
        for at, (label, head, tail) in enumerate(article.relations)
        if head in kept and tail in kept
    )
    return CorpusLine(document, name, "finished", spans=tuple(spans), relations=relations)
