"""How the whole corpus labels, counted."""

from annotator.model.span import Span
from annotator.review.consistency.census import Census, state_of
from annotator.review.consistency.counting import Counted, as_counted
from annotator.review.consistency.repeats import Regular
from annotator.review.consistency.variation import BESIDE, WITHIN, Ends

TEXT = "The Senate met. Norrow Inc. paid the Senate; Norrow Inc. and the Senate's board agreed."


def spans(*covered: tuple[str, str, int]) -> list[Counted]:
    found = []
    for number, (words, label, nth) in enumerate(covered):
        start = -1
        for _ in range(nth):
            start = TEXT.index(words, start + 1)
        counted = as_counted(TEXT, Span(f"s{number}", label, ((start, start + len(words)),)))
        assert counted is not None
        found.append(counted)
    return found


def test_words_that_wear_several_labels() -> None:
    census = Census()
    census.add("ilse", spans(("Senate", "o", 1), ("Senate", "o", 2), ("Norrow", "o", 1)))
    census.add("jon", spans(("Senate", "p", 1), ("Norrow", "o", 2)))
    assert (census.labels, census.annotators) == ({"o": 0, "p": 1}, {"ilse": 0, "jon": 1})
    varied = census.varied()
    assert list(varied) == ["Senate"]
    assert (varied["Senate"].counts, varied["Senate"].usual) == ({0: 2, 1: 1}, 0)
    assert varied["Senate"].own == {0: 2}


def test_what_is_labelled_and_how_mostly() -> None:
    census = Census()
    census.add("ilse", spans(("Senate", "o", 1), ("Norrow", "x", 1)))
    census.add("jon", spans(("Senate", "o", 2), ("Senate", "p", 1)))
    assert list(census.regular({"o", "p"})) == [Regular("Senate", "o", 3)]
    assert list(census.regular({"p"})) == []


def test_ends_that_some_leave_out() -> None:
    census = Census()
    census.add("ilse", spans(("the Senate", "o", 1), ("Senate", "o", 1), ("Senate", "o", 3)))
    census.add("ilse", spans(("Norrow Inc", "o", 1), ("Norrow Inc.", "o", 2), ("Senate", "p", 1)))
    assert census.varied_ends() == {("senate", "o"): {"article": Ends("article", 2, 1)}}
    (beside, within) = spans(("Senate", "o", 1), ("The Senate", "o", 1))
    assert (state_of(beside, "article"), state_of(within, "article")) == (BESIDE, WITHIN)


def test_an_empty_corpus_says_nothing() -> None:
    census = Census()
    census.add("ilse", [])
    assert (census.varied(), list(census.regular({"o"})), census.varied_ends()) == ({}, [], {})
