"""Comparing two sets: agreement, and every kind of difference."""

from dataclasses import replace

import pytest
from hypothesis import given

from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.compare import Comparison, compare, compare_alone
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.strategies import annotation_sets

ILSE = make_span(TEXT, "Ilse Varga", "p", "ilse")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
MASTER = make_span(TEXT, "harbour master", "r", "master")


def _theirs(annotation: Span | Relation) -> Span | Relation:
    """The same in the other set, where ids are others."""
    if isinstance(annotation, Span):
        return annotation._replace(id=f"{annotation.id}*")
    return annotation._replace(
        id=f"{annotation.id}*", head=f"{annotation.head}*", tail=f"{annotation.tail}*"
    )


def _compare(first: tuple[Span | Relation, ...], second: tuple[Span | Relation, ...]) -> Comparison:
    theirs = make_set(*(_theirs(one) for one in second), annotator="other")
    return compare(make_set(*first), theirs, LABEL_SET)


def _only(comparison: Comparison) -> Difference:
    (difference,) = comparison.differences
    return difference


def test_what_agrees_is_no_difference():
    works = Relation("works", "w", "ilse", "lines")
    same = (ILSE, LINES, works)
    comparison = _compare(same, same)
    assert comparison.differences == ()
    assert [(one.id, other.id) for one, other in comparison.matches] == [
        ("ilse", "ilse*"),
        ("lines", "lines*"),
    ]
    assert [one.id for one, _ in comparison.relation_matches] == ["works"]
    assert comparison.breakdown == (2, 0, 0, 0, 0, 0)


def test_missing_and_extra():
    comparison = _compare((ILSE,), (LINES,))
    assert [one.kind for one in comparison.differences] == ["missing", "extra"]
    assert comparison.differences[0].first == ILSE
    assert comparison.differences[1].second == _theirs(LINES)
    assert comparison.breakdown == (0, 0, 0, 0, 1, 1)


def test_another_label():
    difference = _only(_compare((ILSE,), (ILSE._replace(label="o"),)))
    assert difference.kind == "label"
    assert difference.place == (ILSE.start, ILSE.end)


def test_another_boundary():
    the_master = make_span(TEXT, "the harbour master", "r", "master")
    difference = _only(_compare((MASTER,), (the_master,)))
    assert difference.kind == "boundary"
    assert difference.place == (the_master.start, the_master.end)


def test_an_attribute_of_spans_that_agree():
    named = ILSE._replace(attributes={"m": "named"})
    difference = _only(_compare((named,), (ILSE,)))
    assert (difference.kind, difference.attribute) == ("attribute", "m")
    assert (difference.first_value, difference.second_value) == ("named", None)


def test_an_attribute_that_the_other_label_does_not_have_is_not_asked():
    named = ILSE._replace(attributes={"m": "named"})
    assert _only(_compare((named,), (ILSE._replace(label="o"),))).kind == "label"


def test_labels_and_attributes_of_the_document():
    first = replace(make_set(), labels=frozenset({"d1"}), attributes={"a": 1})
    second = replace(make_set(annotator="other"), labels=frozenset({"d2"}))
    found = compare(first, second, LABEL_SET).differences
    assert [(one.kind, one.document_label, one.attribute) for one in found] == [
        ("attribute", None, "a"),
        ("document_label", "d1", None),
        ("document_label", "d2", None),
    ]
    assert (found[1].first_value, found[1].second_value) == (True, None)
    assert all(one.is_of_document and one.place == (0, 0) for one in found)


# ---- relations ----------------------------------------------------------------------------------

WORKS = Relation("rel", "w", "ilse", "lines")
SPANS = (ILSE, LINES, MASTER)


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        (WORKS._replace(label="l"), "type"),
        (WORKS._replace(head="lines", tail="ilse"), "direction"),
        (WORKS._replace(tail="master"), "ends"),
        (WORKS._replace(head="master"), "ends"),
    ],
)
def test_faults_of_relations(other: Relation, fault: str):
    difference = _only(_compare((*SPANS, WORKS), (*SPANS, other)))
    assert (difference.kind, difference.fault) == ("relation", fault)
    assert difference.first_ends == (ILSE, LINES)
    assert difference.place == (ILSE.start, ILSE.end) or fault != "type"


def test_a_relation_that_only_one_has():
    assert _only(_compare((*SPANS, WORKS), SPANS)).fault == "missing"
    assert _only(_compare(SPANS, (*SPANS, WORKS))).fault == "extra"


def test_a_symmetric_relation_has_no_direction():
    same = WORKS._replace(label="s")
    turned = same._replace(head="lines", tail="ilse")
    assert _compare((*SPANS, same), (*SPANS, turned)).differences == ()


def test_a_relation_agrees_though_the_end_has_another_boundary():
    the_lines = LINES._replace(fragments=((LINES.start - 5, LINES.end),))
    comparison = _compare((ILSE, LINES, WORKS), (ILSE, the_lines, WORKS))
    assert [one.kind for one in comparison.differences] == ["boundary"]


def test_what_is_said_of_a_relation():
    sure = WORKS._replace(attributes={"f": True})
    difference = _only(_compare((*SPANS, sure), (*SPANS, WORKS)))
    assert (difference.kind, difference.attribute) == ("attribute", "f")
    assert difference.first_ends == (ILSE, LINES)


# ---- whole sets ---------------------------------------------------------------------------------


def test_sets_on_two_documents_are_not_compared():
    with pytest.raises(ValueError, match="talks"):
        compare(make_set(), make_set(document="another"), LABEL_SET)


def test_a_set_alone_is_all_cases():
    comparison = compare_alone(make_set(*SPANS, WORKS), LABEL_SET)
    assert [one.kind for one in comparison.differences].count("missing") == 3
    assert [one.fault for one in comparison.differences].count("missing") == 1
    assert comparison.breakdown == (0, 0, 0, 0, 3, 0)


@given(annotation_sets(), annotation_sets(annotator="other"))
def test_turned_round_the_same_is_found(first: AnnotationSet, second: AnnotationSet):
    turns = {"missing": "extra", "extra": "missing"}
    here, there = compare(first, second, LABEL_SET), compare(second, first, LABEL_SET)
    seen = sorted(turns.get(one.kind, one.kind) for one in there.differences if _is_of_span(one))
    assert sorted(one.kind for one in here.differences if _is_of_span(one)) == seen
    assert here.breakdown[:4] == there.breakdown[:4]
    assert here.breakdown[4:] == there.breakdown[:3:-1]


def _is_of_span(one: Difference) -> bool:
    return one.kind in {"missing", "extra"}


@given(annotation_sets(), annotation_sets(annotator="other"))
def test_every_span_and_relation_is_accounted_for_once(first: AnnotationSet, second: AnnotationSet):
    comparison = compare(first, second, LABEL_SET)
    told = [one for one in comparison.differences if one.kind != "attribute"]
    here = [one.first.id for one in told if one.first]
    here += [one.id for one, _ in (*comparison.matches, *comparison.relation_matches)]
    there = [one.second.id for one in told if one.second]
    there += [one.id for _, one in (*comparison.matches, *comparison.relation_matches)]
    assert sorted(here) == sorted([*first.spans, *first.relations])
    assert sorted(there) == sorted([*second.spans, *second.relations])
    sides = [one.sides for one in told]
    assert len(set(sides)) == len(sides)
    assert list(comparison.differences) == sorted(comparison.differences, key=lambda one: one.place)


@given(annotation_sets())
def test_a_set_has_no_difference_from_itself(first: AnnotationSet):
    assert compare(first, replace(first, annotator="other"), LABEL_SET).differences == ()
