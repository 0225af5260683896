"""What annotators were asked of whole things, and what they answered."""

from dataclasses import replace

from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.labels import DocumentLabel
from annotator.model.relation import Relation
from annotator.review.questions import Asker, Question
from tests.builders import LABEL_SET, TEXT, make_set, make_span

ILSE = make_span(TEXT, "Ilse Varga", "p", "ilse")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
WORKS = Relation("works", "w", "ilse", "lines")


def ask(*sets: AnnotationSet, asker: Asker | None = None) -> dict[Question, list[list[object]]]:
    return (asker or Asker(LABEL_SET)).ask(sets)


def test_labels_of_the_article_are_one_answer() -> None:
    first = replace(make_set(), labels=frozenset({"d1"}))
    second = replace(make_set(), labels=frozenset({"d1", "d2"}))
    asked = ask(first, second, make_set())
    answers = [frozenset({"d1"}), frozenset({"d1", "d2"}), frozenset()]
    assert asked[Question("document_labels")] == [answers]
    assert not [one for one in asked if one.what == "label_group"]


def test_groups_of_labels_are_asked_each_where_there_are_several() -> None:
    several = replace(
        LABEL_SET, document_labels=(*LABEL_SET.document_labels, DocumentLabel("g", "opinion", "genre"))
    )  # fmt: skip
    first = replace(make_set(), labels=frozenset({"d1", "g"}))
    asked = ask(first, make_set(), asker=Asker(several))
    assert asked[Question("label_group", "genre")] == [[frozenset({"g"}), frozenset()]]
    assert asked[Question("label_group", "topic")] == [[frozenset({"d1"}), frozenset()]]


def test_an_attribute_is_asked_of_spans_that_two_have() -> None:
    named = ILSE._replace(attributes={"m": "named"})
    pronoun = ILSE._replace(id="other", attributes={"m": "pronoun"})
    elsewhere = ILSE._replace(id="far", fragments=((0, 3),), attributes={"m": "named"})
    question = Question("attribute", "m")
    assert ask(make_set(named), make_set(pronoun))[question] == [["named", "pronoun"]]
    assert ask(make_set(named), make_set(ILSE))[question] == [["named", None]]
    assert ask(make_set(ILSE), make_set(ILSE))[question] == []
    assert ask(make_set(named, elsewhere), make_set())[question] == []
    assert ask(make_set(named), make_set(), make_set(pronoun))[question] == [["named", "pronoun"]]


def test_a_label_that_does_not_carry_the_attribute_is_not_asked() -> None:
    odd = LINES._replace(attributes={"m": "named"})
    assert ask(make_set(odd), make_set(odd))[Question("attribute", "m")] == []


def test_a_flag_that_is_not_set_says_no() -> None:
    sure = WORKS._replace(attributes={"f": True})
    sets = make_set(ILSE, LINES, sure), make_set(ILSE, LINES, WORKS)
    assert ask(*sets)[Question("attribute", "f")] == [[True, False]]
    both = make_set(ILSE, LINES, WORKS), make_set(ILSE, LINES, WORKS)
    assert ask(*both)[Question("attribute", "f")] == [[False, False]]


def test_an_attribute_of_the_article() -> None:
    tone = Attribute("t", "tone", "choice", "document", ("calm", "loud"))
    asker = Asker(replace(LABEL_SET, attributes=(tone,)))
    first = replace(make_set(), attributes={"t": "calm"})
    assert ask(first, make_set(), asker=asker)[Question("attribute", "t")] == [["calm", None]]
    assert ask(make_set(), make_set(), asker=asker)[Question("attribute", "t")] == []


def types(*ties: Relation) -> list[list[object]]:
    found = ask(*(make_set(ILSE, LINES, tie) for tie in ties))
    return [item for item in found[Question("relation_types")] if len(item) > 1]


def test_types_are_asked_of_spans_that_two_have_tied() -> None:
    assert types(WORKS, WORKS._replace(label="l")) == [[frozenset({"w"}), frozenset({"l"})]]
    assert types(WORKS, WORKS._replace(head="lines", tail="ilse")) == []
    same = WORKS._replace(label="s")
    assert types(same, same._replace(head="lines", tail="ilse")) == [[frozenset("s")] * 2]


def test_whoever_ties_two_spans_twice_gives_one_answer() -> None:
    twice = make_set(ILSE, LINES, WORKS, WORKS._replace(id="leads", label="l"))
    found = ask(twice, make_set(ILSE, LINES, WORKS))[Question("relation_types")]
    assert found == [[frozenset({"w", "l"}), frozenset({"w"})]]
