"""What is odd in one set by itself: sentences, duplicates, relations, parts."""

from dataclasses import replace

import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.oddity import Oddity
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.consistency.alone import find_alone
from tests.builders import LABEL_SET, TEXT, make_set, make_span

VARGA = make_span(TEXT, "Ilse Varga", id="varga")
LINES = make_span(TEXT, "Norrow Lines", "o", id="lines")
MASTER = make_span(TEXT, "harbour master", "r", id="master")


def alone(annotation_set: AnnotationSet, text: str = TEXT) -> list[Oddity]:
    return list(find_alone(text, annotation_set, LABEL_SET))


def words(found: list[Oddity]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.odd, one.mend) for one in found]


def test_a_set_in_order_has_nothing_odd() -> None:
    works = Relation("r1", "w", "varga", "lines")
    assert alone(make_set(VARGA, LINES, MASTER, works)) == []


def covering(text: str, *covered: str) -> list[Oddity]:
    parts = tuple(make_span(text, one).fragments[0] for one in covered)
    return alone(make_set(Span("s", "c", parts)), text)


@pytest.mark.parametrize(
    ("text", "covered", "what"),
    [
        ("He left. She stayed on.", "left. She", "over sentence"),
        ("He left.\nShe stayed on.", "left.\nShe", "over paragraph"),
        ("Title\n\nShe stayed", "Title\n\nShe", "over paragraph"),
        ("走了。他说", "走了。他", "over sentence"),
    ],
)
def test_over_the_end_of_a_sentence(text: str, covered: str, what: str) -> None:
    assert words(covering(text, covered)) == [("sentences", what, "")]


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Then Mr. Varga left.", "Mr. Varga"),
        ("The U.S. Senate agreed", "U.S. Senate"),
        ("“Why?” she asked.", "“Why?” she asked"),
        ("It cost 3.14 or so", "3.14"),
        ("am 24. Februar 2017", "24. Februar 2017"),
        ("She stayed on. Then", "She stayed on."),
    ],
)
def test_within_a_sentence(text: str, covered: str) -> None:
    assert covering(text, covered) == []


def test_the_same_span_twice() -> None:
    again = VARGA._replace(id="again")
    noted = VARGA._replace(id="noted", note="sure")
    other = VARGA._replace(id="other", label="o")
    (found,) = alone(make_set(VARGA, again, other))
    assert (found.odd, found.annotations, found.mend) == ("same span", ("varga", "again"), "delete")
    # What says more stays.
    (found,) = alone(make_set(noted, again))
    assert found.annotations == ("again", "noted")
    # What has relations stays.
    works = Relation("r1", "w", "varga", "lines")
    (found,) = alone(make_set(VARGA, again, LINES, works))
    assert found.annotations == ("again", "varga")
    # Which of two notes is right is for a person to say.
    (found,) = alone(make_set(noted, again._replace(note="unsure")))
    assert found.mend == ""
    assert len(alone(make_set(VARGA, again, VARGA._replace(id="third")))) == 2


def test_the_same_relation_twice() -> None:
    works = Relation("r1", "w", "varga", "lines")
    same = Relation("s1", "s", "varga", "lines")
    (found,) = alone(make_set(VARGA, LINES, works, works._replace(id="r2")))
    assert (found.odd, found.annotations, found.mend) == ("same relation", ("r2", "r1"), "delete")
    # Where a label is symmetric, turned round it says the same.
    (found,) = alone(make_set(VARGA, LINES, same, Relation("s2", "s", "lines", "varga")))
    assert found.annotations == ("s2", "s1")
    leads = Relation("r2", "l", "varga", "lines")
    assert alone(make_set(VARGA, LINES, works, leads)) == []


def test_relations_that_are_not_allowed() -> None:
    turned = Relation("r1", "w", "lines", "varga")
    (found,) = alone(make_set(VARGA, LINES, turned))
    assert (found.kind, found.odd, found.mend) == ("relations", "turned", "turn")
    assert (found.place, found.other_place) == (LINES.fragments, VARGA.fragments)
    # Of person and role two labels are left: "holds role", and "same as", which ties anything.
    role = Relation("r1", "w", "varga", "master")
    (found,) = alone(make_set(VARGA, MASTER, role))
    assert (found.odd, found.mend) == ("not allowed", "delete")
    few = replace(LABEL_SET, relation_labels=LABEL_SET.relation_labels[:3])
    (found,) = find_alone(TEXT, make_set(VARGA, MASTER, role), few)
    assert (found.odd, found.mend, found.better_label) == ("other label", "relabel", "h")
    (found,) = alone(make_set(VARGA, Relation("r1", "s", "varga", "varga")))
    assert (found.odd, found.mend) == ("not allowed", "delete")


def test_lone_parts() -> None:
    assert words(covering(TEXT, "Ilse Varga", "Norrow Lines")) == []
    assert words(covering(TEXT, "Ilse", "Varga")) == [("parts", "parts touch", "move")]
    (found,) = covering(TEXT, "Ilse Varga", ",", "Norrow")
    assert found.odd == "empty part"
    assert Span("s", "c", found.better_place).covered_text(TEXT) == "Ilse Varga Norrow"
    assert words(covering(TEXT, "ferry talks", "Ilse Varga")) == [("parts", "far part", "")]


def test_what_relations_stand_on_weighs_more() -> None:
    text = "Varga, of Norrow"
    spans = Span("a", "p", ((0, 6),)), Span("b", "o", ((10, 16),))
    (light,) = alone(make_set(*spans), text)
    (heavy,) = alone(make_set(*spans, Relation("r", "w", "a", "b")), text)
    assert heavy.weight > light.weight == 1


def test_names_tell_places_and_labels_apart() -> None:
    moved = VARGA._replace(fragments=((0, 3),))
    sets = (
        make_set(one, one._replace(id="z")) for one in (VARGA, moved, VARGA._replace(label="o"))
    )
    assert len({alone(one)[0].name for one in sets}) == 3
