"""What is asked and what is answered: articles, or their sentences, and what is labelled in them.

An answer is one JSON object without spaces, in the order of the text:
`{"entities":[{"text":…,"label":…}],"relations":[{"head":…,"label":…,"tail":…}]}`. Two mentions of
the same words cannot be told apart by words alone: then each has `occurrence` (which of the places
where these words stand, from 1) or `start` and `end` (characters of what is asked, the end not
covered), and so have the ends of relations.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from annotator.formats.corpus import CorpusLine
from annotator.formats.token_text import tokens_of_document
from annotator.model.relation import Relation
from annotator.model.span import Span


class Example(NamedTuple):
    """A piece of an article, and what is labelled in it."""

    start: int
    """Where it begins in the article, in characters."""
    text: str
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is labelled in it."""
        return not self.spans


def examples_of(
    line: CorpusLine, rows: str, lose_relation: Callable[[Relation], None]
) -> Iterator[Example]:
    """Yield an article whole (`rows` "document"), or its sentences ("sentence").

    `lose_relation` is told of those between two sentences.
    """
    spans = sorted(line.spans, key=lambda one: (one.start, -one.end, one.label, one.id))
    if rows == "document" or not line.document.text.strip():
        yield Example(0, line.document.text, tuple(spans), _in_order(line.relations, spans))
        return
    pieces = list(_pieces(line, spans))
    homes = {span.id: number for number, one in enumerate(pieces) for span in one.spans}
    by_piece: dict[int, list[Relation]] = {}
    for relation in line.relations:
        head, tail = homes.get(relation.head), homes.get(relation.tail)
        if head is None or head != tail:
            lose_relation(relation)
        else:
            by_piece.setdefault(head, []).append(relation)
    for number, one in enumerate(pieces):
        found = by_piece.get(number, ())
        yield one._replace(relations=_in_order(found, one.spans))


def _pieces(line: CorpusLine, spans: Sequence[Span]) -> Iterator[Example]:
    """Yield the sentences with their spans; white space at a span's end widens its sentence."""
    tokens = tokens_of_document(line.document, spans, "auto")
    at = 0
    for number, (first, behind) in enumerate(tokens.sentences):
        is_last = number + 1 == len(tokens.sentences)
        until = len(line.document.text) if is_last else tokens.starts[behind]
        mine: list[Span] = []
        while at < len(spans) and (is_last or _begins_in(spans[at], until, line.document.text)):
            mine.append(spans[at])
            at += 1
        start = min([tokens.starts[first], *(one.start for one in mine)])
        end = max([tokens.ends[behind - 1], *(one.end for one in mine)])
        yield Example(start, line.document.text[start:end], tuple(mine), ())


def _begins_in(span: Span, until: int, text: str) -> bool:
    """Whether the first character of a span that is no white space stands before an offset."""
    covered = text[span.start : span.end]
    return span.start + len(covered) - len(covered.lstrip()) < until


def _in_order(relations: Sequence[Relation], spans: Sequence[Span]) -> tuple[Relation, ...]:
    places = {span.id: at for at, span in enumerate(spans)}
    return tuple(
        sorted(relations, key=lambda one: (places[one.head], places[one.tail], one.label, one.id))
    )


def answer_of(example: Example, mentions: str) -> str:
    """Return the answer; `mentions` is "text", "occurrence" or "offsets"."""
    named = {span.id: _mention(span, example, mentions) for span in example.spans}
    body = {
        "entities": [{**named[span.id], "label": span.label} for span in example.spans],
        "relations": [
            {
                "head": _end(named[one.head]),
                "label": one.label,
                "tail": _end(named[one.tail]),
            }
            for one in example.relations
        ],
    }
    return orjson.dumps(body).decode()


def _mention(span: Span, example: Example, mentions: str) -> dict[str, Any]:
    start, end = span.start - example.start, span.end - example.start
    text = example.text[start:end]
    if mentions == "offsets":
        return {"text": text, "start": start, "end": end}
    if mentions == "occurrence":
        return {"text": text, "occurrence": _occurrence(example.text, text, start)}
    return {"text": text}


def _end(mention: dict[str, Any]) -> Any:
    """Return a mention as the end of a relation: its words, where that is all."""
    return mention["text"] if len(mention) == 1 else mention


def _occurrence(text: str, words: str, start: int) -> int:
    """Return which of the places where words stand begins here, from 1; they may overlap."""
    count, at = 1, text.find(words)
    while 0 <= at < start:
        count, at = count + 1, text.find(words, at + 1)
    return count
