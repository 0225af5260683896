"""The golden figures of an article: which spans and relations a person makes in it, reviewed.

Figures only (offsets, labels, ends); the texts they belong to are known by their hash.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.e2e.conftest import ROOT

Fragments = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class GoldenSpan:
    """`is_exact` tells that an end parts a word, so that words do not snap."""

    label: str
    fragments: Fragments
    is_exact: bool = False

    @property
    def place(self) -> tuple[int, int]:
        return self.fragments[0][0], -self.fragments[-1][1]


@dataclass(frozen=True)
class GoldenRelation:
    """Head and tail are places in the list of spans."""

    label: str
    head: int
    tail: int


@dataclass(frozen=True)
class Golden:
    """Everything that is to be made in one article."""

    sha256: str
    spans: tuple[GoldenSpan, ...]
    relations: tuple[GoldenRelation, ...]

    def belongs_to(self, text: str) -> bool:
        return hashlib.sha256(text.encode()).hexdigest() == self.sha256


def read_golden(name: str) -> Golden:
    body = json.loads((ROOT / "tests" / "golden" / name).read_text(encoding="utf-8"))
    places = {span["ref"]: place for place, span in enumerate(body["spans"]) if "ref" in span}
    spans = tuple(
        GoldenSpan(
            one["label"],
            tuple((start, end) for start, end in one["fragments"]),
            one.get("exact", False),
        )
        for one in body["spans"]
    )
    relations = tuple(
        GoldenRelation(
            one["label"], places.get(one["head"], one["head"]), places.get(one["tail"], one["tail"])
        )
        for one in body["relations"]
    )
    return Golden(body["sha256"], spans, relations)


def read_article(path: Path) -> str:
    """The text as it stands in the file."""
    return path.read_bytes().decode("utf-8")


def check_line(line: dict[str, Any], golden: Golden) -> None:
    """Raise AssertionError where an exported line is not exactly what the golden figures say."""
    assert golden.belongs_to(line["text"]), "another text"
    spans = {one["id"]: _key_of(one, line["text"]) for one in line["spans"]}
    wanted = [(one.label, one.fragments) for one in golden.spans]
    _check_same("spans", Counter(spans.values()), Counter(wanted))
    made = Counter(
        (one["label"], spans[one["head"]], spans[one["tail"]]) for one in line["relations"]
    )
    ties = Counter((one.label, wanted[one.head], wanted[one.tail]) for one in golden.relations)
    _check_same("relations", made, ties)


def _key_of(span: dict[str, Any], text: str) -> tuple[str, Fragments]:
    """A span of a line as the golden figures have it; its own text must agree."""
    ranges = span.get("fragments", [[span["start"], span["end"]]])
    assert span["text"] == " ".join(text[start:end] for start, end in ranges), span["id"]
    assert (ranges[0][0], ranges[-1][1]) == (span["start"], span["end"]), span["id"]
    return span["label"], tuple((start, end) for start, end in ranges)


def _check_same(what: str, made: Counter[Any], wanted: Counter[Any]) -> None:
    extra, missing = made - wanted, wanted - made
    assert not extra and not missing, f"{what}: extra {list(extra)}, missing {list(missing)}"


def shifted(golden: Golden, place: int, by: int = 1) -> Golden:
    """The same figures with one offset of one span moved: what no export may equal."""
    span = golden.spans[place]
    (start, end), *others = span.fragments
    moved = replace(span, fragments=((start, end + by), *others))
    return replace(golden, spans=(*golden.spans[:place], moved, *golden.spans[place + 1 :]))
