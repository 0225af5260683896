"""The tally: who says what of each thing, whoever is named first; two are compared as ever."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.compare import compare
from annotator.review.votes import Place, count_votes
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.strategies import annotation_sets

VARGA = make_span(TEXT, "Ilse Varga", "p", "varga")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
THE_LINES = LINES._replace(fragments=((LINES.start - 5, LINES.end),))
WORKS = Relation("works", "w", "varga", "lines")


def own(annotator: str, *annotations: Span | Relation, **parts: object) -> AnnotationSet:
    """A set in which every id is the annotator's own."""
    made: list[Span | Relation] = []
    for one in annotations:
        ends = (
            {"head": f"{one.head}-{annotator}", "tail": f"{one.tail}-{annotator}"}
            if isinstance(one, Relation)
            else {}
        )
        made.append(one._replace(id=f"{one.id}-{annotator}", **ends))
    return replace(make_set(*made, annotator=annotator), id=annotator, **parts)  # type: ignore[arg-type]


def tally(*sets: AnnotationSet) -> list[Place]:
    return count_votes(sets, LABEL_SET)


def voices(place: Place) -> list[tuple[str, str]]:
    """What is said, and by whom."""
    return [
        (vote.annotation.label if vote.annotation else str(vote.value), "".join(vote.annotators))
        for vote in place.votes
    ]


def test_most_voices_come_first_and_the_silent_are_named() -> None:
    (place,) = tally(
        own("a", VARGA._replace(label="o")), own("b", VARGA), own("c"), own("d", VARGA)
    )
    assert voices(place) == [("p", "bd"), ("o", "a")]
    assert (place.silent, place.voices, place.is_agreed) == (("c",), 4, False)
    assert place.ids == {"varga-a", "varga-b", "varga-d"}
    difference = place.difference
    assert (difference.kind, difference.sides[:2]) == ("label", ("varga-b", "varga-a"))
    assert place.pair == ("b", "a")


def test_what_all_say_is_agreed_and_knows_two_of_them() -> None:
    (place,) = tally(own("a", VARGA), own("b", VARGA), own("c", VARGA))
    assert place.is_agreed
    assert place.difference.sides[:2] == ("varga-a", "varga-b")
    assert (place.difference.kind, place.pair) == ("agree", ("a", "b"))


def test_what_only_some_have_is_missing_from_the_silent() -> None:
    (place,) = tally(own("a"), own("b", VARGA))
    assert (place.difference.kind, place.pair) == ("missing", ("b", "a"))
    (alone,) = tally(own("b", VARGA))
    assert (alone.pair, alone.voices) == (("b", None), 1)


def test_boundaries_of_one_thing_are_one_place() -> None:
    (place,) = tally(own("a", LINES), own("b", THE_LINES), own("c", THE_LINES))
    assert place.difference.kind == "boundary"
    assert place.between("a", "b").sides[:2] == ("lines-a", "lines-b")
    (place,) = tally(own("a", LINES), own("b", THE_LINES._replace(label="c")))
    assert place.difference.kind == "label_and_boundary"


def test_nobody_has_two_voices_in_a_place() -> None:
    twice = VARGA._replace(id="twice")
    places = tally(own("a", VARGA, twice), own("b", VARGA), own("c", VARGA))
    assert [voices(one) for one in places] == [[("p", "abc")], [("p", "a")]]


def test_relations_are_of_one_place_where_their_ends_are() -> None:
    """Also where an end has other boundaries; another type and the other way round are votes."""
    led = WORKS._replace(label="l")
    turned = WORKS._replace(head="lines", tail="varga")
    places = tally(
        own("a", VARGA, LINES, WORKS),
        own("b", VARGA, THE_LINES, WORKS),
        own("c", VARGA, LINES, led),
        own("d", VARGA, LINES, turned),
        own("e", VARGA, LINES),
    )
    (ties,) = (one for one in places if isinstance(one.votes[0].annotation, Relation))
    assert voices(ties) == [("w", "ab"), ("l", "c"), ("w", "d")]
    assert ties.silent == ("e",)
    assert [ties.between("a", who).fault for who in "cde"] == ["type", "direction", "missing"]


def test_a_symmetric_relation_has_no_direction() -> None:
    same = Relation("same", "s", "varga", "lines")
    places = tally(
        own("a", VARGA, LINES, same),
        own("b", VARGA, LINES, same._replace(head="lines", tail="varga")),
    )
    assert all(one.is_agreed for one in places)


def test_values_are_counted_too() -> None:
    named, pronoun = (
        VARGA._replace(attributes={"m": "named"}),
        VARGA._replace(attributes={"m": "pronoun"}),
    )
    places = tally(
        own("a", named, labels=frozenset({"d1"})),
        own("b", named, attributes={"q": 1}),
        own("c", pronoun),
        own("d", VARGA, labels=frozenset({"d1"})),
    )
    label, question, span, mention = places
    assert (label.document_label, voices(label)) == ("d1", [("True", "ad"), ("None", "bc")])
    assert label.difference.second_value is None and label.difference.first_value is True
    assert question.attribute == "q" and question.difference.is_of_document
    assert span.is_agreed
    assert mention.attribute == "m"
    assert [vote.value for vote in mention.votes] == ["named", "pronoun", None]
    assert mention.difference.kind == "attribute"


def test_sets_on_several_documents_are_not_counted_together() -> None:
    with pytest.raises(ValueError, match="documents"):
        tally(make_set(), make_set(document="other"))
    assert tally() == []


def _shape(places: list[Place]) -> set[tuple[object, ...]]:
    return {
        (place.said, frozenset(frozenset(vote.annotators) for vote in place.votes), place.attribute)
        for place in places
    }


@given(st.data())
def test_it_does_not_matter_who_is_named_first(data: st.DataObject) -> None:
    sets = [
        replace(data.draw(annotation_sets(annotator=name)), id=name, relations={}) for name in "abc"
    ]
    sets = [
        replace(
            one,
            spans={
                f"{id}-{one.id}": span._replace(id=f"{id}-{one.id}", attributes={})
                for id, span in one.spans.items()
            },
        )
        for one in sets
    ]
    shapes = [_shape(tally(*order)) for order in permutations(sets)]
    assert all(one == shapes[0] for one in shapes)


@given(st.data())
def test_two_are_counted_as_they_are_compared(data: st.DataObject) -> None:
    first, second = (
        replace(data.draw(annotation_sets(annotator=name)), id=name, relations={}) for name in "ab"
    )
    differences = compare(first, second, LABEL_SET).differences
    expected = sorted(
        (
            "missing" if one.kind == "extra" else one.kind,
            *sorted(filter(None, one.sides[:2])),
            one.attribute or "",
            one.document_label or "",
        )
        for one in differences
    )
    found = sorted(
        (
            one.kind,
            *sorted(filter(None, one.sides[:2])),
            one.attribute or "",
            one.document_label or "",
        )
        for one in (place.difference for place in tally(first, second) if not place.is_agreed)
    )
    assert found == expected
