"""The same words otherwise: another label, other ends."""

import pytest

from annotator.model.oddity import Oddity
from annotator.review.consistency.ranking import likelihood
from annotator.review.consistency.variation import (
    BESIDE,
    WITHIN,
    Compared,
    Context,
    Ends,
    find_minorities,
    odd_end,
    usage_of,
)

ORG, PERSON, ROLE = range(3)
NAMES = ("o", "p", "r")


def compared(label: int, annotator: int = 0, **more: object) -> Compared:
    usual = {"before": 1, "after": 2, "relations": 0, "start": 4, "end": 9}
    return Compared(7, annotator, "s1", label, **{**usual, **more})  # type: ignore[arg-type]


def test_what_few_say_is_odd() -> None:
    usage = usage_of({(ORG, 0): 30, (ORG, 1): 11, (PERSON, 0): 2})
    assert (usage.usual, usage.is_varied) == (ORG, True)
    (found,) = find_minorities(usage, [compared(PERSON)], Context(), NAMES)
    assert (found.document, found.annotator, found.likelihood) == (7, 0, likelihood(41, 43))
    assert found.oddity == Oddity(
        "labels", "minority", ((4, 9),), "p", ("s1",), "relabel", "o", counts=(2, 41, 43, 30)
    )
    (other,) = find_minorities(usage, [compared(PERSON, annotator=5)], Context(), NAMES)
    assert other.oddity.counts[3] == 0


def test_what_all_say_is_not() -> None:
    assert not usage_of({(ORG, 0): 3, (ORG, 1): 1}).is_varied
    assert not usage_of({}).is_varied


def test_what_is_stacked_is_meant() -> None:
    usage = usage_of({(ORG, 0): 3, (PERSON, 0): 1})
    assert find_minorities(usage, [compared(PERSON, is_stacked=True)], Context(), NAMES) == []


def test_the_same_context_is_more_suspicious() -> None:
    usage = usage_of({(ORG, 0): 3, (PERSON, 0): 1})
    contexts = Context(), Context({1}), Context({1}, {2}), Context({9}, {9})
    chances = [
        find_minorities(usage, [compared(PERSON)], one, NAMES)[0].likelihood for one in contexts
    ]
    assert chances == [likelihood(3, 4, sides) for sides in (0, 1, 2, 0)]


def test_where_nobody_is_in_the_majority_all_are_named_and_nothing_is_mended() -> None:
    usage = usage_of({(ORG, 0): 2, (PERSON, 1): 2, (ROLE, 1): 1})
    assert usage.usual is None
    found = find_minorities(
        usage, [compared(ORG), compared(PERSON), compared(ROLE)], Context(), NAMES
    )
    assert [(one.oddity.odd, one.oddity.mend) for one in found] == [("tie", "")] * 3
    assert [one.oddity.better_label for one in found] == ["p", "o", "o"]
    assert found[2].oddity.counts[:3] == (1, 2, 5)


def test_relations_weigh() -> None:
    usage = usage_of({(ORG, 0): 3, (PERSON, 0): 1})
    light, heavy = (
        find_minorities(usage, [compared(PERSON, relations=count)], Context(), NAMES)[0].oddity
        for count in (0, 3)
    )
    assert (light.weight, heavy.weight) == (1, 2)


TEXT = "the Norrow's. Then"


@pytest.mark.parametrize(
    ("end", "beside", "within", "covered", "what", "better"),
    [
        ("article", 9, 1, "the Norrow", "article", "Norrow"),
        ("article", 1, 9, "Norrow", "no article", "the Norrow"),
        ("possessive", 9, 1, "Norrow's", "possessive", "Norrow"),
        ("possessive", 9, 1, "Norrow's.", "possessive", "Norrow"),
        ("possessive", 1, 9, "Norrow", "no possessive", "Norrow's"),
        ("stop", 9, 1, "Norrow's. ", "full stop", "Norrow's"),
        ("stop", 1, 9, "Norrow's", "no full stop", "Norrow's."),
    ],
)
def test_other_ends(
    end: str, beside: int, within: int, covered: str, what: str, better: str
) -> None:
    ends = Ends(end, beside, within)  # type: ignore[arg-type]
    assert ends.odd_state == (WITHIN if within < beside else BESIDE)
    start = TEXT.index(covered)
    one = compared(ORG, start=start, end=start + len(covered))
    found = odd_end(ends, one, TEXT, NAMES)
    assert (found.oddity.odd, found.oddity.mend, found.oddity.counts) == (what, "move", (1, 9))
    ((first, last),) = found.oddity.better_place
    assert TEXT[first:last] == better
    assert found.likelihood == likelihood(9, 10)


def test_where_as_many_do_either_nothing_is_odd() -> None:
    assert Ends("article", 4, 4).odd_state is None
