"""The sentences that invented articles are made of, with the spans and relations in them."""

import random
import re
from itertools import accumulate
from typing import Literal, NamedTuple, TypeAlias

Script = Literal["latin", "arabic", "chinese"]
Parts: TypeAlias = tuple[tuple[int, int], ...]

PHRASE, NAME = "harbour master of Quillbrae", "Ilse Varga"
"""What searches look for."""
_VARIANTS = 400
"""Sentences of each script, and sentences without spans."""
_RARE_WORDS = 20_000

_WORDS = {
    "latin": {
        "person": ("Ilse Varga", "Tomas Reyl", "Odile Marne", "Jonas Wend", "Ada Tarsby"),
        "place": ("Lomera", "Saint Orrin", "Norrow", "the Strait of Tarsby", "Quillbrae"),
        "body": ("Norrow Lines", "the Lock and Weir Authority", "the Dockers’ League"),
        "role": ("harbour master", "mayor", "minister of transport", "spokeswoman"),
        "day": ("Monday", "4 March 2019", "next Thursday", "the spring of 1998"),
        "sign": ("⚓", "🚢", "👩‍🔬", "😀", "🇮🇸"),
    },
    "arabic": {
        "person": ("سلمى الحداد", "ياسر منصور", "نور الدين"),
        "place": ("ميناء لوميرا", "نورو", "المضيق"),
        "body": ("شركة نورو", "هيئة الموانئ", "خفر السواحل"),
        "role": ("الوزير", "مديرة الميناء"),
        "day": ("يوم الاثنين", "٤ آذار ٢٠١٩"),
    },
    "chinese": {
        "person": ("林海生", "周若雪", "何明"),
        "place": ("洛梅拉港", "北礁", "塔斯比海峡"),
        "body": ("港務局", "北礁航運公司", "舰队司令部"),
        "role": ("港务局长", "发言人"),
        "day": ("周一", "2019年3月4日"),
    },
}
_SENTENCES: dict[Script, tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...]] = {
    "latin": (
        (
            "[PERSON|{person}], [ROLE|{role} of [ORGANISATION|{body}]], said on [DATE|{day}] that"
            " [CLAIM|[PLACE|{place}] would pay for the ferry]. ",
            (("holds role", 0, 1), ("works for or member of", 0, 2), ("says", 0, 4)),
        ),
        (
            "“[QUOTE|We met [PERSON|{person}] in [PLACE|{place}]],”"
            " said [PERSON|{person}] {sign}. ",
            (("says", 3, 0), ("located in", 1, 2)),
        ),
        (
            "[ORGANISATION|The Port of [PLACE|{place}]] called off [EVENT|the strike in"
            " [PLACE|{place}]] after [DATE|{day}]. ",
            (("located in", 0, 1), ("acts on", 0, 2), ("located in", 2, 3)),
        ),
        (
            "[GROUP|Lowland farmers] and [ORGANISATION|{body}] opposed [EVENT|the vote of"
            " [DATE|{day}]]. ",
            (("opposes", 0, 2), ("opposes", 1, 2)),
        ),
    ),
    "arabic": (
        (
            "قال [ROLE|{role}] [PERSON|{person}] [DATE|{day}] إن [CLAIM|[ORGANISATION|{body}] وقعت"
            " اتفاقا في [PLACE|{place}]]. ",
            (("holds role", 1, 0), ("says", 1, 3), ("located in", 4, 5)),
        ),
        (
            "نفت [ORGANISATION|{body}] [EVENT|الحادث في [PLACE|{place}]]. ",
            (("denies", 0, 1), ("located in", 1, 2)),
        ),
    ),
    "chinese": (
        (
            "[DATE|{day}]，[ORGANISATION|[PLACE|{place}]管理处][ROLE|{role}][PERSON|{person}]表示"
            "[CLAIM|对联合巡逻持开放态度]。",
            (("located in", 1, 2), ("holds role", 4, 3), ("says", 4, 5)),
        ),
        (
            "[ORGANISATION|{body}]否认[EVENT|曾在[PLACE|{place}]派出船员]。",
            (("denies", 0, 1), ("located in", 1, 2)),
        ),
    ),
}
_PLAIN = "the {} of the {} was {} for the {} and {} said it had {}"
_SYLLABLES = [a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in ("", "n", "r", "s")]
_COMMON = ("ferry", "council", "channel", "market", "village", "radio", "patrol", "morning")
_MARKUP = re.compile(r"\[([A-Z]+)\||\]")


class Sentence(NamedTuple):
    """A sentence with its spans, (fragments, label name), and relations (label name, head, tail)
    between their places in the list."""

    text: str
    spans: tuple[tuple[Parts, str], ...]
    relations: tuple[tuple[str, int, int], ...]


def shift(parts: Parts, by: int) -> Parts:
    """Return fragments so many characters further on."""
    return tuple((start + by, end + by) for start, end in parts)


def sentences_of(script: Script, chance: random.Random) -> list[Sentence]:
    """Return sentences of one script, drawn."""
    made, words = [], _WORDS[script]
    for _ in range(_VARIANTS):
        written, relations = chance.choice(_SENTENCES[script])
        filled = re.sub(r"\{(\w+)\}", lambda found: chance.choice(words[found[1]]), written)
        text, spans = _read_markup(filled)
        made.append(Sentence(text, spans, relations))
    return made


def filler(chance: random.Random) -> list[str]:
    """Return English sentences without spans, with a long tail of rare words."""
    rare = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(_RARE_WORDS)]
    words = [*_COMMON, *rare]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    return [
        _PLAIN.format(*chance.choices(words, cum_weights=weights, k=6)).capitalize() + ". "
        for _ in range(10 * _VARIANTS)
    ]


def _read_markup(written: str) -> tuple[str, tuple[tuple[Parts, str], ...]]:
    """Return the text without brackets, and the spans in the order in which they open."""
    text: list[str] = []
    spans: list[tuple[Parts, str]] = []
    open_at: list[tuple[int, int, str]] = []
    length = last = 0
    for found in _MARKUP.finditer(written):
        text.append(written[last : found.start()])
        length += found.start() - last
        last = found.end()
        if found[1]:
            open_at.append((len(spans), length, found[1]))
            spans.append(((), found[1]))
        else:
            at, start, label = open_at.pop()
            spans[at] = (((start, length),), label)
    text.append(written[last:])
    return "".join(text), tuple(spans)
