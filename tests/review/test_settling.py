"""What is decided of a place becomes verdicts between two, which settle it and make the curated set."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation_set import AnnotationSet
from annotator.model.verdict import Choice, Verdict
from annotator.review.cases import Case, find_place_cases, verdicts_on
from annotator.review.curation import curate
from annotator.review.settling import (
    Ruled,
    rule_for,
    rule_for_silence,
    rule_on,
    rule_otherwise,
)
from annotator.review.votes import Place, count_votes
from tests.builders import LABEL_SET, TEXT, make_span
from tests.review.test_votes import LINES, VARGA, WORKS, own

ROLE = VARGA._replace(label="r")
CLAIM = VARGA._replace(label="c")


def verdicts_of(rulings: list[Ruled], at: str = "2026-01-01") -> list[Verdict]:
    return [
        Verdict(
            f"{at}-{number}", "talks", "mara", at, one.choice, one.difference,
            one.first, one.second, one.outcome, one.value,
        )
        for number, one in enumerate(rulings)
    ]  # fmt: skip


def places_of(*sets: AnnotationSet) -> list[Place]:
    return count_votes(sets, LABEL_SET)


def cases_of(sets: list[AnnotationSet], verdicts: list[Verdict]) -> list[Case]:
    places = [one for one in places_of(*sets) if not one.is_agreed]
    return find_place_cases(places, verdicts)


def curated(sets: list[AnnotationSet], verdicts: list[Verdict]) -> list[tuple[str, str]]:
    spans = curate("talks", sets, verdicts, LABEL_SET).annotation_set.spans.values()
    return [(one.label, one.covered_text(TEXT)) for one in spans]


FOUR = [
    own(name, one, status="finished") if one else own(name, status="finished")
    for name, one in (("a", ROLE), ("b", VARGA), ("c", VARGA), ("d", CLAIM), ("e", None))
]


@pytest.mark.parametrize(
    ("choice", "right", "told"),
    [("first", ["p"], 3), ("second", ["r"], 4), ("both", ["p", "r"], 3), ("neither", [], 3)],
)
def test_each_choice_settles_all_votes(choice: Choice, right: list[str], told: int) -> None:
    """Everybody who said something else is told, also those who said the same."""
    (place,) = places_of(*FOUR)
    assert [vote.annotations[0].label for vote in place.votes] == ["p", "r", "c"]
    verdicts = verdicts_of(rule_on(place, choice))
    assert len(verdicts) == told
    assert sorted(label for label, _ in curated(FOUR, verdicts)) == sorted(right)
    (case,) = cases_of(FOUR, verdicts)
    assert case.state == "settled"
    assert verdicts_on(place, verdicts) == verdicts


def test_the_third_vote_can_be_right_and_later_the_first() -> None:
    (place,) = places_of(*FOUR)
    verdicts = verdicts_of(rule_for(place, 2))
    assert curated(FOUR, verdicts) == [("c", "Ilse Varga")]
    verdicts += verdicts_of(rule_for(place, 0), "2026-01-02")
    assert curated(FOUR, verdicts) == [("p", "Ilse Varga")]


def test_what_the_reviewer_made_goes_before_all_votes() -> None:
    (place,) = places_of(*FOUR)
    made = make_span(TEXT, "Varga", "o", "made")
    verdicts = verdicts_of(rule_otherwise(place, (made,)))
    assert curated(FOUR, verdicts) == [("o", "Varga")]
    assert cases_of(FOUR, verdicts)[0].state == "settled"


def test_two_who_were_both_wrong_in_the_same_way_agree() -> None:
    sets = [own(name, VARGA, status="finished") for name in "ab"] + [own("c")]
    (place,) = places_of(*sets)
    (ruled,) = rule_on(place, "neither")
    assert ruled.difference is not None and ruled.difference.kind == "agree"
    assert curated(sets, verdicts_of([ruled])) == []


def test_one_vote_against_silence() -> None:
    sets = [own("a", VARGA, status="finished"), own("b", status="finished")]
    (place,) = places_of(*sets)
    (ruled,) = rule_on(place, "first")
    assert (ruled.difference.kind, ruled.first, ruled.second) == ("missing", "a", "b")
    assert curated(sets, verdicts_of(rule_on(place, "second"))) == []
    assert rule_on(place, "second") == rule_on(place, "neither") == rule_for_silence(place)


def test_what_all_agree_on_can_be_overturned_or_confirmed() -> None:
    sets = [own(name, VARGA, status="finished") for name in "abc"]
    (place,) = places_of(*sets)
    for choice in ("first", "second", "both"):
        confirmed = verdicts_of(rule_on(place, choice))
        made = curate("talks", sets, confirmed, LABEL_SET)
        assert list(made.provenance.values()) == ["unanimous"]
    assert curated(sets, verdicts_of(rule_on(place, "neither"))) == []
    made = make_span(TEXT, "Varga", "p", "made")
    assert curated(sets, verdicts_of(rule_otherwise(place, (made,)))) == [("p", "Varga")]


def test_relations_of_which_all_say_the_same_likewise() -> None:
    sets = [own(name, VARGA, LINES, WORKS, status="finished") for name in "ab"]
    (tie,) = (one for one in places_of(*sets) if one.votes[0].all_ends)
    for choice, count in (("first", 1), ("neither", 0)):
        made = curate("talks", sets, verdicts_of(rule_on(tie, choice)), LABEL_SET)  # type: ignore[arg-type]
        assert len(made.annotation_set.relations) == count
        assert set(made.provenance.values()) == {"unanimous"}


def test_a_confirmed_one_that_is_no_longer_unanimous_is_adjudicated() -> None:
    sets = [own(name, VARGA, status="finished") for name in "ab"]
    confirmed = verdicts_of(rule_on(places_of(*sets)[0], "first"))
    more = [*sets, own("c", status="finished")]
    made = curate("talks", more, confirmed, LABEL_SET)
    assert list(made.provenance.values()) == ["adjudicated"]


def test_somebody_who_says_something_new_opens_it_again() -> None:
    (place,) = places_of(*FOUR)
    verdicts = verdicts_of(rule_on(place, "first"))
    moved = [*FOUR[:4], own("e", VARGA._replace(label="o"), status="finished")]
    (case,) = cases_of(moved, verdicts)
    assert case.state == "stale"
    gone_along = [*FOUR[:4], own("e", VARGA, status="finished")]
    assert cases_of(gone_along, verdicts)[0].state == "settled"


def test_values_are_settled_alike() -> None:
    sets = [
        own("a", VARGA._replace(attributes={"m": "named"}), labels=frozenset({"d1"})),
        own("b", VARGA._replace(attributes={"m": "pronoun"})),
        own("c", VARGA),
    ]
    sets = [replace(one, status="finished") for one in sets]
    label, mention = (one for one in places_of(*sets) if not one.is_agreed)
    verdicts = verdicts_of(rule_for(mention, 1)) + verdicts_of(
        rule_on(label, "second"), "2026-02-02"
    )
    made = curate("talks", sets, verdicts, LABEL_SET).annotation_set
    assert next(iter(made.spans.values())).attributes == {"m": "pronoun"}
    assert made.labels == {"d1"}
    assert [one.state for one in cases_of(sets, verdicts)] == ["settled", "settled"]


@given(st.lists(st.sampled_from([*"porc", ""]), min_size=2, max_size=5), st.integers(0, 4))
def test_whatever_is_decided_is_what_comes_out(said: list[str], vote: int) -> None:
    sets = [
        own(f"a{at}", *([VARGA._replace(label=label)] if label else []), status="finished")
        for at, label in enumerate(said)
    ]
    for place in places_of(*sets):
        vote = min(vote, len(place.votes) - 1)
        verdicts = verdicts_of(rule_for(place, vote))
        assert curated(sets, verdicts) == [(place.votes[vote].annotations[0].label, "Ilse Varga")]
        assert all(not one.is_open for one in cases_of(sets, verdicts))
