"""Invented articles of any size, densely marked: the same ones on every machine."""

import random

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.builders import make_set

_WORDS = [
    "the",
    "of",
    "and",
    "in",
    "to",
    "a",
    "was",
    "is",
    "for",
    "on",
    "with",
    "by",
    "from",
    "at",
    "as",
    "it",
    "that",
    "were",
    "which",
    "have",
    "this",
    "also",
    "ferry",
    "harbour",
    "council",
    "minister",
    "Norrow",
    "Lines",
    "Tarsby",
    "strait",
    "collision",
    "patrol",
    "Ilse",
    "Varga",
    "spokesman",
    "coastguard",
    "agreement",
    "market",
    "village",
    "election",
    "government",
    "radio",
    "channel",
    "morning",
    "however",
    "although",
]
_ARABIC = [
    "أعلن",
    "الوزير",
    "في",
    "الميناء",
    "أن",
    "الشركة",
    "وقعت",
    "اتفاقا",
    "مع",
    "خفر",
    "السواحل",
    "حول",
    "دورية",
    "جديدة",
]
_CHINESE = "港务部周一表示对联合巡逻持开放态度舰队司令部否认曾派出任何船员"
_EMOJI = ("😀", "👩‍🔬", "𝒜")
_LABELS = "poc"


def make_text(size: int, *, is_one_paragraph: bool = False) -> str:
    """Return `size` characters: 86 % Latin paragraphs, the rest Arabic and Chinese."""
    chance = random.Random(7)
    paragraphs, length = [], 0
    while length < size:
        kind = chance.random()
        wanted = chance.randint(60, 900) if chance.random() < 0.9 else chance.randint(900, 3000)
        words: list[str] = []
        while sum(map(len, words)) + len(words) < wanted:
            if kind < 0.86:
                source = _EMOJI if chance.random() < 0.02 else _WORDS
                words.append(chance.choice(source))
            elif kind < 0.92:
                words.append(chance.choice(_ARABIC))
            else:
                start = chance.randrange(len(_CHINESE) - 6)
                words.append(_CHINESE[start : start + chance.randint(4, 20)])
        paragraphs.append(" ".join(words) + ".")
        length += len(paragraphs[-1]) + 1
    return (" " if is_one_paragraph else "\n").join(paragraphs)[:size]


def make_annotations(text: str, spans: int, relations: int) -> AnnotationSet:
    """Return a set with spans all over the text, a fifth of them nested, crossing or in parts."""
    chance = random.Random(8)
    made: list[Span] = []
    while len(made) < spans:
        start = chance.randrange(len(text) - 60)
        end = start + chance.choice((4, 6, 9, 14, 22))
        if "\n" in text[start:end]:
            continue
        fragments = [(start, end)]
        if chance.random() < 0.03:
            fragments.append((end + 5, end + 11))
        made.append(Span(f"s{len(made)}", chance.choice(_LABELS), tuple(fragments)))
    by_place = sorted(made, key=lambda span: span.start)
    tied: list[Relation] = []
    while len(tied) < relations:
        at = chance.randrange(len(by_place))
        other = min(len(by_place) - 1, max(0, at + chance.choice((-40, -3, -2, -1, 1, 2, 3, 200))))
        if other != at:
            ends = (by_place[at].id, by_place[other].id)
            tied.append(Relation(f"r{len(tied)}", "s", *ends))
    return make_set(*made, *tied)


def make_article(
    size: int, spans: int, relations: int, *, is_one_paragraph: bool = False
) -> tuple[Document, AnnotationSet]:
    """Return an article with its set."""
    text = make_text(size, is_one_paragraph=is_one_paragraph)
    return Document("talks", text), make_annotations(text, spans, relations)
