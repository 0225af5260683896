"""Phrases: what is said of an occurrence, what makes it right, which are labelled unlike."""

from dataclasses import replace

import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.curation import curate
from annotator.review.phrases import (
    Occurrence,
    Phrase,
    PhraseCounts,
    fold,
    rule_on_occurrence,
    see_occurrences,
)
from tests.builders import LABEL_SET, TEXT, make_span
from tests.review.test_settling import verdicts_of
from tests.review.test_votes import LINES, VARGA, own

COVERED = VARGA.fragments[0]
FINISHED = {"status": "finished"}


def see(*sets: AnnotationSet, verdicts: list[Verdict] | None = None) -> Occurrence:
    (found,) = see_occurrences("talks", [COVERED], sets, verdicts or [], LABEL_SET)
    return found


def settle(sets: list[AnnotationSet], label: str | None, verdicts: list[Verdict]) -> list[Verdict]:
    made = Span("made", label, (COVERED,)) if label else None
    rulings = rule_on_occurrence(see(*sets, verdicts=verdicts), made)
    return [*verdicts, *verdicts_of(rulings, f"2026-0{len(verdicts) + 1}-01")]


def test_who_says_what() -> None:
    sets = [own("a", VARGA), own("b", VARGA._replace(label="o")), own("c", VARGA)]
    found = see(*sets)
    assert found.labels == ("p", "o")
    assert found.place is not None and found.place.votes[0].annotators == ("a", "c")
    assert found.is_open and found.decided is None and not found.around


def test_what_nobody_has_labelled_and_what_is_labelled_around_it() -> None:
    wider = VARGA._replace(fragments=((COVERED[0] - 4, COVERED[1]),))
    found = see(own("a", wider), own("b"))
    assert (found.place, found.labels, found.is_open) == (None, (), False)
    assert [one.id for one in found.around] == ["varga-a"]
    assert see(own("a", LINES)).around == ()


@pytest.mark.parametrize("label", ["p", "o", "r", None])
@pytest.mark.parametrize("said", ["", "p", "pp", "po", "pop", "p-"])
def test_whatever_is_settled_is_what_comes_out(said: str, label: str | None) -> None:
    """Whatever people say, and also where it is decided otherwise later."""
    sets = [
        own(f"a{at}", *([VARGA._replace(label=one)] if one != "-" else []), **FINISHED)
        for at, one in enumerate(said)
    ] or [own("a", **FINISHED), own("b", **FINISHED)]
    if said == "" and label is None:
        return
    verdicts = settle(sets, label, [])
    spans = curate("talks", sets, verdicts, LABEL_SET).annotation_set.spans.values()
    assert [one.label for one in spans] == ([label] if label else [])
    found = see(*sets, verdicts=verdicts)
    assert found.is_settled_as(label) and not found.is_open
    assert found.labels == ((label,) if label else ())


def test_what_is_so_already() -> None:
    alike = [own("a", VARGA, **FINISHED), own("b", VARGA, **FINISHED)]
    assert see(*alike).is_settled_as("p") and not see(*alike).is_settled_as("o")
    assert see(own("a"), own("b")).is_settled_as(None)
    assert not see(own("a", VARGA)).is_settled_as("p")
    assert not see(own("a", VARGA), own("b")).is_settled_as(None)


def test_a_verdict_that_the_sets_have_left_is_stale() -> None:
    sets = [own("a", VARGA), own("b", VARGA._replace(label="o"))]
    verdicts = settle(sets, "p", [])
    moved = [sets[0], own("b", VARGA._replace(label="r"))]
    found = see(*moved, verdicts=verdicts)
    assert found.is_stale and found.is_open and found.decided is None


def test_what_was_added_names_its_verdicts() -> None:
    verdicts = settle([own("a")], "p", [])
    found = see(own("a"), verdicts=verdicts)
    assert found.added == (verdicts[0].id,) and found.labels == ("p",)
    assert found.decided == verdicts[0].outcome


# ---- which phrases ------------------------------------------------------------------------------

TEXTS = {
    "one": "Velland won. The port of Velland shut.",
    "two": "In VELLAND  nobody saw Velland Lines.",
}


def counted(
    sets: dict[str, list[AnnotationSet]], verdicts: dict[str, list[Verdict]] | None = None
) -> list[Phrase]:
    counts = PhraseCounts()
    given = verdicts or {}
    for id, text in TEXTS.items():
        counts.count(text, sets[id], given.get(id, []), LABEL_SET)
    for id, text in TEXTS.items():
        counts.count_unlabelled(text, sets[id], given.get(id, []))
    return counts.phrases()


def _set(annotator: str, document: str, *spans: Span) -> AnnotationSet:
    return replace(own(annotator, *spans), document=document)


def test_every_voice_counts_and_what_nobody_labelled() -> None:
    text = TEXTS["one"]
    first, second = (make_span(text, "Velland", "o", f"v{nth}", nth) for nth in (1, 2))
    lines = make_span(TEXTS["two"], "Velland Lines", "o", "lines")
    sets = {
        "one": [
            _set("a", "one", first, second),
            _set("b", "one", first._replace(label="p")),
        ],
        "two": [_set("a", "two", lines), _set("b", "two", lines)],
    }
    (velland,) = counted(sets)
    assert velland == Phrase("Velland", (("o", 2), ("p", 1)), 3, 2)
    assert velland.odd == 3


def test_what_is_decided_counts_for_all() -> None:
    text = TEXTS["one"]
    first, second = (make_span(text, "Velland", "o", f"v{nth}", nth) for nth in (1, 2))
    both = [_set("a", "one", first, second), _set("b", "one", first._replace(label="p"), second)]
    seen = see_occurrences("one", [first.fragments[0]], both, [], LABEL_SET)
    ruled = rule_on_occurrence(seen[0], first._replace(id="made"))
    verdicts = [replace(one, document="one") for one in verdicts_of(ruled)]
    nobody = [_set("a", "two")]
    (velland,) = counted({"one": both, "two": nobody}, {"one": verdicts})
    assert velland.labels == (("o", 4),) and velland.unlabelled == 2


def test_alike_everywhere_is_not_told() -> None:
    lines = make_span(TEXTS["two"], "Velland Lines", "o", "lines")
    sets = {"one": [_set("a", "one")], "two": [_set("a", "two", lines), _set("b", "two", lines)]}
    assert counted(sets) == []


def test_folding() -> None:
    assert fold("  Straße\n der  ") == "strasse der"
    assert fold(TEXT[:7]) == "council"
