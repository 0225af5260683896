"""Losses in words: counted, the most frequent first, safe to show."""

from typing import Any

import pytest

from annotator.formats.losses import LOSS_KINDS, Losses, Lost
from annotator.messages.loss_words import loss_lines


def counted(bent: int = 0, left_out: int = 0, **names: int) -> dict[str, Any]:
    return {"bent": bent, "left_out": left_out, "names": names}


@pytest.mark.parametrize(
    ("losses", "lines"),
    [
        ({}, []),
        (
            {"relation": counted(left_out=3, leads=2, owns=1)},
            ["3 relations (leads 2, owns 1) stay out"],
        ),
        (
            {"discontinuous": counted(1, 1200, CLAIM=1201)},
            [
                "1 span in several pieces (CLAIM) goes out changed",
                "1,200 spans in several pieces (CLAIM) stay out",
            ],
        ),
        (
            {"note": counted(left_out=9, a=1, b=2, c=1, d=3, e=2), "span": counted(left_out=1)},
            ["1 span stays out", "9 notes (d 3, b 2, e 2, a 1 …) stay out"],
        ),
        (
            {"attribute": counted(left_out=2, **{"x\u202ey\n": 2})},
            ["2 attributes (x‹U+202E›y) stay out"],
        ),
    ],
)
def test_lines(losses: dict[str, Any], lines: list[str]) -> None:
    assert loss_lines(losses) == lines


def test_every_kind_has_words() -> None:
    losses = Losses()
    for kind in LOSS_KINDS:
        losses.add(Lost(kind, "d"))
    lines = loss_lines(losses.plain())
    assert len(lines) == len(LOSS_KINDS) == len(set(lines))
    assert all(line.startswith("1 ") and line.endswith(" stays out") for line in lines)
