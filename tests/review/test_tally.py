"""The numbers of many documents: worked by hand, against plain counting, and where there are none."""

import math
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.agreement import CASES_BEHIND, F1, Agreement, Coefficient, PairAgreement
from annotator.review.compare import compare
from annotator.review.tally import Tally, measure_pair
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.strategies import LENGTH, annotation_sets

LABELS = LabelSet(
    "Worked",
    span_labels=tuple(SpanLabel(name, name, "#c2571a") for name in ("PER", "ORG", "LOC")),
    relation_labels=(
        RelationLabel("WORKS_FOR", "works for", "#c2571a"),
        RelationLabel("IN", "in", "#c2571a"),
        RelationLabel("MARRIED", "married", "#c2571a", is_symmetric=True),
    ),
)
few = settings(max_examples=30, deadline=None)
Place = tuple[int, int, str]
Tie = tuple[str, int, int]


def a_set(annotator: str, spans: list[Place], ties: list[Tie] = [], document: str = "d") -> AnnotationSet:  # noqa: B006  # fmt: skip
    ids = [f"{annotator}{at}" for at in range(len(spans))]
    return AnnotationSet(
        annotator,
        document,
        annotator,
        "finished",
        spans={
            id: Span(id, label, ((start, end),))
            for id, (start, end, label) in zip(ids, spans, strict=True)
        },
        relations={
            f"{annotator}r{at}": Relation(f"{annotator}r{at}", label, ids[head], ids[tail])
            for at, (label, head, tail) in enumerate(ties)
        },
    )


def meet(first: list[Place], second: list[Place], *ties: list[Tie]) -> PairAgreement:
    here, there = ties or ([], [])
    return measure_pair("字" * 40, a_set("a", first, here), a_set("b", second, there), LABELS)


# ---- worked by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "exact", "boundary", "overlap", "breakdown"),
    [
        ([(0, 5, "PER"), (10, 15, "LOC")],) * 2 + (1, 1, 1, (2, 0, 0, 0, 0, 0)),
        ([(0, 5, "PER")], [(0, 7, "PER")], 0, 0, 1, (0, 0, 1, 0, 0, 0)),
        ([(0, 5, "PER")], [(0, 5, "ORG")], 0, 1, 0, (0, 1, 0, 0, 0, 0)),
        ([(0, 5, "PER")], [(0, 7, "ORG")], 0, 0, 0, (0, 0, 0, 1, 0, 0)),
        ([(0, 10, "PER")], [(0, 4, "PER"), (5, 10, "PER")], 0, 0, 2 / 3, (0, 0, 1, 0, 0, 1)),
        ([(0, 10, "ORG"), (0, 4, "LOC")],) * 2 + (1, 1, 1, (2, 0, 0, 0, 0, 0)),
        ([(0, 5, "PER")], [], 0, 0, 0, (0, 0, 0, 0, 1, 0)),
        # Stacked: one of two labels on the same words is shared.
        ([(0, 5, "PER"), (0, 5, "ORG")], [(0, 5, "ORG")], 2 / 3, 2 / 3, 2 / 3, (1, 0, 0, 0, 1, 0)),
        # The same span twice answers once.
        ([(0, 5, "PER"), (0, 5, "PER")], [(0, 5, "PER")], 2 / 3, 2 / 3, 2 / 3, (1, 0, 0, 0, 1, 0)),
    ],
)  # fmt: skip
def test_spans(first, second, exact, boundary, overlap, breakdown) -> None:
    scores = meet(first, second).scores
    found = (scores.span_f1.value, scores.boundary_f1.value, scores.overlap_f1.value)
    assert found == pytest.approx((exact, boundary, overlap))
    assert scores.breakdown == breakdown


def test_spans_with_gaps_are_the_same_where_all_their_parts_are() -> None:
    parts = Span("x", "PER", ((0, 2), (4, 6)))
    sets = [replace(a_set(name, []), spans={"x": parts}) for name in "ab"]
    assert measure_pair("字" * 40, *sets, LABELS).scores.span_f1.value == 1
    whole = replace(sets[1], spans={"x": parts._replace(fragments=((0, 6),))})
    scores = measure_pair("字" * 40, sets[0], whole, LABELS).scores
    assert (scores.span_f1.value, scores.overlap_f1.value) == (0, 1)


SPANS: list[Place] = [(0, 4, "PER"), (10, 14, "ORG"), (20, 24, "LOC")]
MOVED: list[Place] = [(0, 4, "PER"), (10, 16, "ORG"), (20, 24, "LOC")]


def relation_values(pair: PairAgreement) -> tuple[float | None, ...]:
    scores = pair.scores
    return (
        scores.relation_f1.value,
        scores.relation_f1_given_spans.value,
        scores.relation_overlap_f1.value,
        scores.relation_f1_given_overlap.value,
    )


def test_relations_that_agree() -> None:
    ties: list[Tie] = [("WORKS_FOR", 0, 1)]
    pair = meet(SPANS[:2], SPANS[:2], ties, ties)
    assert relation_values(pair) == (1, 1, 1, 1)
    assert pair.scores.relation_breakdown == (1, 0, 0, 0, 0, 0)
    assert pair.scores.relation_labels["WORKS_FOR"].value == 1


def test_a_symmetric_relation_has_no_direction() -> None:
    assert relation_values(meet(SPANS, SPANS, [("MARRIED", 0, 1)], [("MARRIED", 1, 0)])) == (
        1, 1, 1, 1,
    )  # fmt: skip
    turned = meet(SPANS, SPANS, [("WORKS_FOR", 0, 1)], [("WORKS_FOR", 1, 0)])
    assert relation_values(turned) == (0, 0, 0, 0)
    assert turned.scores.relation_breakdown == (0, 0, 1, 0, 0, 0)


def test_relations_whose_ends_do_not_agree() -> None:
    ties: list[Tie] = [("WORKS_FOR", 0, 1), ("IN", 1, 2)]
    pair = meet(SPANS, MOVED, ties, ties)
    assert relation_values(pair) == (0, None, 1, 1)
    assert pair.scores.relation_f1_given_spans.why == "ends"
    # The breakdown follows the spans that answer each other, as the review does.
    assert pair.scores.relation_breakdown == (2, 0, 0, 0, 0, 0)


def test_relations_of_which_some_ends_agree() -> None:
    pair = meet(SPANS, MOVED, [("IN", 0, 1), ("IN", 0, 2)], [("IN", 0, 2), ("IN", 2, 0)])
    assert pair.scores.relation_f1[:6] == (0.5, None, None, 1, 2, 2)
    assert pair.scores.relation_f1_given_spans[:6] == (2 / 3, None, None, 1, 1, 2)


# ---- against plain counting -------------------------------------------------------------------

documents = st.lists(
    st.tuples(annotation_sets(annotator="a"), annotation_sets(annotator="b")), max_size=4
)


def measure(
    documents: list[tuple[AnnotationSet, ...]], names: str = "ab", labels: LabelSet = LABEL_SET
) -> Agreement:
    tally = Tally(tuple(names), labels)
    for at, sets in enumerate(documents):
        by_name = {
            name: replace(one, id=f"{name}{at}", document=f"d{at}", annotator=name)
            for name, one in zip(names, sets, strict=True)
        }
        tally.add(f"d{at}", "字" * LENGTH, by_name)
    return tally.finish()


@few
@given(documents)
def test_f1_is_what_plain_counting_gives(documents) -> None:
    scores = measure(documents).pairs[0].scores
    matched: Counter[str] = Counter()
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for one, other in documents:
        left = [(span.fragments, span.label) for span in one.spans.values()]
        right = [(span.fragments, span.label) for span in other.spans.values()]
        first.update(label for _, label in left)
        second.update(label for _, label in right)
        for key in left:
            if key in right:
                right.remove(key)
                matched[key[1]] += 1
    assert scores.span_f1[3:6] == (matched.total(), first.total(), second.total())
    assert set(scores.labels) == set(first) | set(second)
    for label, one in scores.labels.items():
        assert one.span_f1[3:6] == (matched[label], first[label], second[label])
        together = 2 * matched[label] / (first[label] + second[label])
        assert one.span_f1.value == pytest.approx(together)


@few
@given(documents)
def test_every_span_is_in_the_breakdown_once(documents) -> None:
    pair = measure(documents).pairs[0]
    agree, label, boundary, both, only_first, only_second = pair.scores.breakdown
    spans = [sum(len(sets[side].spans) for sets in documents) for side in (0, 1)]
    pairs = agree + label + boundary + both
    assert (pairs + only_first, pairs + only_second) == tuple(spans)
    assert agree == pair.scores.span_f1.matched
    assert agree + label <= pair.scores.boundary_f1.matched
    assert agree + boundary <= pair.scores.overlap_f1.matched
    ties = pair.scores.relation_breakdown
    assert sum(ties[:5]) == sum(len(sets[0].relations) for sets in documents)
    assert sum((*ties[:4], ties[5])) == sum(len(sets[1].relations) for sets in documents)
    assert sum(pair.confusions.values()) == pairs


@few
@given(documents)
def test_articles_add_up(documents) -> None:
    measured = measure(documents)
    (pair,) = measured.pairs
    assert measured.documents == len(pair.articles) == len(documents)
    for name in ("span_f1", "boundary_f1", "overlap_f1", "relation_f1"):
        whole = getattr(pair.scores, name)
        each = [getattr(article, name) for article in pair.articles]
        assert whole[3:6] == tuple(sum(one[at] for one in each) for at in (3, 4, 5))
    assert measured.whole == pair.scores
    assert measured.u_alpha == pair.u_alpha


@few
@given(documents)
def test_behind_each_number_are_the_cases_of_the_review(documents) -> None:
    (pair,) = measure(documents).pairs
    expected = Counter(
        (f"d{at}", difference.kind)
        for at, (one, other) in enumerate(documents)
        for difference in compare(one, other, LABEL_SET).differences
    )
    for kind in {kind for kinds in CASES_BEHIND.values() for kind in kinds}:
        found = pair.behind([kind])
        assert dict(found) == {document: n for (document, of), n in expected.items() if of == kind}
        assert [n for _, n in found] == sorted((n for _, n in found), reverse=True)
    has_cases = bool(pair.behind(CASES_BEHIND["span_f1"]))
    assert has_cases is (pair.scores.span_f1.value not in (None, 1))
    assert bool(pair.behind(["agree"])) is bool(pair.scores.span_f1.matched)


def numbers(of: Any, path: str = "") -> dict[str, F1 | Coefficient]:
    """Every number there is, by where it stands."""
    if isinstance(of, F1 | Coefficient):
        return {path: of}
    found: dict[str, F1 | Coefficient] = {}
    if is_dataclass(of):
        for one in fields(of):
            found |= numbers(getattr(of, one.name), f"{path}.{one.name}")
    elif isinstance(of, dict):
        for key, value in of.items():
            found |= numbers(value, f"{path}.{key}")
    elif isinstance(of, tuple):
        for at, value in enumerate(of):
            found |= numbers(value, f"{path}.{at}")
    return found


@few
@given(documents)
def test_every_number_is_within_bounds_or_says_why_it_has_no_value(documents) -> None:
    for path, one in numbers(measure(documents)).items():
        assert (one.value is None) is (one.why is not None), path
        if one.value is None:
            assert one.low is one.high is None
            continue
        assert math.isfinite(one.value) and one.value <= 1 + 1e-9
        assert not isinstance(one, F1) or one.value >= 0
        assert type(one.value) is float, path


@few
@given(documents)
def test_turned_round_it_is_the_same(documents) -> None:
    here, there = measure(documents), measure([sets[::-1] for sets in documents])
    turned = numbers(there)
    for path, one in numbers(here).items():
        assert one.value == pytest.approx(turned[path].value, abs=1e-12), path
        if isinstance(one, F1):
            other = turned[path]
            assert (one.matched, one.first, one.second) == (other.matched, other.second, other.first)  # type: ignore[union-attr]  # fmt: skip


@few
@given(documents)
def test_whoever_says_the_same_agrees_on_everything(documents) -> None:
    for path, one in numbers(measure([(first, first) for first, _ in documents])).items():
        assert one.value is None or one.value == pytest.approx(1), path


three = st.lists(st.tuples(*(annotation_sets(annotator=name) for name in "abc")), max_size=3)


@few
@given(three, st.permutations([0, 1, 2]))
def test_the_order_of_three_does_not_matter(documents, order: list[int]) -> None:
    here = measure(documents, "abc")
    there = measure([tuple(sets[at] for at in order) for sets in documents], "abc")
    for part in ("u_alpha", "alpha", "alpha_u"):
        turned = numbers(getattr(there, part))
        for path, one in numbers(getattr(here, part)).items():
            assert one.value == pytest.approx(turned[path].value, abs=1e-9), path
    assert here.whole.span_f1.value == there.whole.span_f1.value
    pairs = [one.scores.span_f1.matched for one in here.pairs]
    assert here.whole.span_f1.matched == sum(pairs)


# ---- intervals --------------------------------------------------------------------------------


def test_ten_documents_have_an_interval_and_nine_have_none() -> None:
    documents = [(a_set("a", SPANS), a_set("b", SPANS if at % 2 else MOVED)) for at in range(10)]
    ten, nine = measure(documents, labels=LABELS), measure(documents[:9], labels=LABELS)
    score = ten.pairs[0].scores.span_f1
    assert score.low is not None and score.high is not None and score.value is not None
    assert score.low < score.value < score.high
    assert nine.pairs[0].scores.span_f1[1:3] == (None, None)
    coefficients = (ten.pairs[0].token_kappa, ten.u_alpha.u, ten.alpha.words)
    for one in coefficients:
        assert one.low is not None and one.high is not None and one.value is not None
        assert one.low < one.value < one.high
    assert measure(documents, labels=LABELS) == ten


def test_a_number_lies_within_its_interval_though_draws_lie_lower() -> None:
    """Nobody ever says what another says: a document drawn twice says the same twice."""
    many = replace(
        LABEL_SET, document_labels=tuple(DocumentLabel(f"l{at}", f"l{at}") for at in range(20))
    )
    documents = [
        tuple(replace(make_set(), labels=frozenset({f"l{2 * at + side}"})) for side in (0, 1))
        for at in range(10)
    ]
    found = measure(documents, labels=many).alpha.document_labels
    assert found.value == 0
    assert found.low is not None and found.low < 0
    assert found.high == 0


# ---- where there is nothing to say ------------------------------------------------------------


def whys(measured: Agreement) -> dict[str, str | None]:
    return {path: one.why for path, one in numbers(measured).items() if one.value is None}


def test_nobody_and_one_alone() -> None:
    for names in ("", "a"):
        tally = Tally(tuple(names), LABEL_SET)
        tally.add("d", TEXT, {"a": make_set()})
        measured = tally.finish()
        assert (measured.documents, measured.pairs) == (0, ())
        assert set(whys(measured).values()) == {"annotators"}
        assert all(one.value is None for one in numbers(measured).values())


def test_no_document_in_common() -> None:
    tally = Tally(("a", "b"), LABEL_SET)
    tally.add("d1", TEXT, {"a": make_set()})
    tally.add("d2", TEXT, {"b": make_set()})
    measured = tally.finish()
    assert measured.documents == 0
    assert set(whys(measured).values()) == {"documents"}
    assert all(one.value is None for one in numbers(measured).values())


def test_sets_that_say_nothing() -> None:
    found = whys(measure([(make_set(), make_set())]))
    assert found[".pairs.0.scores.span_f1"] == "spans"
    assert found[".pairs.0.scores.relation_f1"] == "relations"
    assert found[".pairs.0.scores.relation_f1_given_spans"] == "relations"
    assert found[".pairs.0.token_kappa"] == found[".alpha.words"] == "labelled words"
    assert found[".u_alpha.u"] == found[".u_alpha.cu"] == found[".alpha_u.all_labels"] == "spans"
    assert found[".alpha.document_labels"] == "labels"
    assert found[".alpha.attributes.m"] == "attribute"
    assert found[".alpha.relation_types"] == "ties"
    assert found[".pairs.0.articles.0.u"] == "spans"


def test_one_label_for_everything() -> None:
    whole: list[Place] = [(0, 40, "PER")]
    found = whys(measure([(a_set("a", whole), a_set("b", whole))], labels=LABELS))
    assert found[".pairs.0.token_kappa"] == found[".alpha.words"] == "one value"
    assert found[".u_alpha.u"] == found[".u_alpha.cu"] == found[".u_alpha.ku.PER"] == "one value"


def test_spans_that_never_meet() -> None:
    pair = meet([(0, 5, "PER")], [(10, 15, "PER")])
    assert pair.u_alpha.cu.why == pair.u_alpha.ku["PER"].why == "meetings"
    assert pair.u_alpha.u.value is not None and pair.u_alpha.u.value < 0


def test_texts_without_a_word() -> None:
    for text in ("", " \n "):
        pair = measure_pair(text, make_set(), make_set(), LABEL_SET)
        assert pair.token_kappa.why == "words"
        assert pair.u_alpha.u.why == "spans"


def test_one_document_and_one_label_are_enough_for_f1() -> None:
    ilse = make_span(TEXT, "Ilse Varga")
    scores = measure([(make_set(ilse), make_set(ilse))]).pairs[0].scores
    assert scores.span_f1 == F1(1.0, None, None, 1, 1, 1)
    assert scores.labels["p"].span_f1.value == 1


def test_one_article_is_measured_as_the_pair_it_is() -> None:
    first, second = a_set("a", SPANS), a_set("b", MOVED)
    pair = measure_pair("字" * 40, first, second, LABELS)
    assert (pair.first, pair.second) == ("a", "b")
    measured = measure([(first, second)], labels=LABELS).pairs[0]
    assert (pair.scores, pair.u_alpha) == (measured.scores, measured.u_alpha)
    with pytest.raises(ValueError, match="other"):
        measure_pair("字", first, replace(second, document="other"), LABELS)
