"""The judge of the main story is judged: right figures pass, every small fault does not."""

from typing import Any

import pytest

from tests.e2e.conftest import ROOT
from tests.e2e.golden import Golden, check_line, read_article, read_golden, shifted

GOLDEN = read_golden("shipyard.json")
TEXT = read_article(ROOT / "tests" / "data" / "articles" / "shipyard.txt")


def line_of(golden: Golden) -> dict[str, Any]:
    """A line of JSONL that holds exactly these figures."""
    spans = []
    for number, one in enumerate(golden.spans):
        covered = " ".join(TEXT[start:end] for start, end in one.fragments)
        start, end = one.fragments[0][0], one.fragments[-1][1]
        span = {"id": f"s{number}", "label": one.label, "start": start, "end": end, "text": covered}
        if len(one.fragments) > 1:
            span["fragments"] = [list(part) for part in one.fragments]
        spans.append(span)
    relations = [
        {"id": f"r{number}", "label": one.label, "head": f"s{one.head}", "tail": f"s{one.tail}"}
        for number, one in enumerate(golden.relations)
    ]
    return {"text": TEXT, "spans": spans, "relations": relations}


def test_the_right_figures_pass() -> None:
    check_line(line_of(GOLDEN), GOLDEN)


@pytest.mark.parametrize("place", range(len(GOLDEN.spans)))
@pytest.mark.parametrize("by", [1, -1])
def test_a_shifted_offset_does_not(place: int, by: int) -> None:
    with pytest.raises(AssertionError):
        check_line(line_of(GOLDEN), shifted(GOLDEN, place, by))
    with pytest.raises(AssertionError):
        check_line(line_of(shifted(GOLDEN, place, by)), GOLDEN)


def test_other_faults_do_not() -> None:
    faults = [line_of(GOLDEN) for _ in range(7)]
    faults[0]["spans"].append(faults[0]["spans"][0] | {"id": "again"})
    faults[1]["relations"].pop()
    faults[2]["spans"][0]["label"] = "PLACE"
    faults[3]["relations"][0] |= {"head": faults[3]["relations"][0]["tail"], "tail": "s0"}
    faults[4]["spans"][0]["text"] = "Tessaly Yerd"
    faults[5]["text"] += " "
    faults[6]["relations"][0]["label"] = "denies"
    for fault in faults:
        with pytest.raises(AssertionError):
            check_line(fault, GOLDEN)
