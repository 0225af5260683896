"""The curated set: what all say, what verdicts say, and nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.annotation_set import AnnotationSet
from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice, Verdict
from annotator.review.compare import compare
from annotator.review.curation import Curated, curate
from annotator.review.decisions import span_likeness
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.strategies import annotation_sets

ILSE = make_span(TEXT, "Ilse Varga", "p", "ilse")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
THE_LINES = LINES._replace(fragments=((LINES.start - 5, LINES.end),))
WORKS = Relation("works", "w", "ilse", "lines")


def _set(annotator: str, *annotations: Span | Relation, status: str = "finished") -> AnnotationSet:
    """A set in which every id is the annotator's own."""
    own: list[Span | Relation] = []
    for one in annotations:
        ends = (
            {"head": f"{one.head}-{annotator}", "tail": f"{one.tail}-{annotator}"}
            if isinstance(one, Relation)
            else {}
        )
        own.append(one._replace(id=f"{one.id}-{annotator}", **ends))
    return replace(make_set(*own, annotator=annotator), id=annotator, status=status)


def _judge(
    first: AnnotationSet, second: AnnotationSet, choice: Choice, nth: int = 0, **rest: object
) -> Verdict:
    difference = compare(first, second, LABEL_SET).differences[nth]
    made = Verdict(
        f"v{nth}", "talks", "mara", f"2026-01-2{nth}", choice, difference,
        first.annotator, second.annotator,
    )  # fmt: skip
    return replace(made, **rest)  # type: ignore[arg-type]


def _words(curated: Curated) -> list[tuple[str, str, str]]:
    return [
        (span.covered_text(TEXT), span.label, curated.provenance[span.id])
        for span in curated.annotation_set.spans.values()
    ]


def _curate(*sets: AnnotationSet, verdicts: tuple[Verdict, ...] = ()) -> Curated:
    return curate("talks", sets, verdicts, LABEL_SET)


def test_what_all_agree_on_goes_in_by_itself() -> None:
    curated = _curate(_set("a", ILSE, LINES, WORKS), _set("b", ILSE, LINES, WORKS))
    assert _words(curated) == [
        ("Ilse Varga", "p", "unanimous"),
        ("Norrow Lines", "o", "unanimous"),
    ]
    (relation,) = curated.annotation_set.relations.values()
    spans = curated.annotation_set.spans
    assert spans[relation.head].covered_text(TEXT) == "Ilse Varga"
    assert curated.provenance[relation.id] == "unanimous"
    assert curated.annotation_set.status == "curated"


def test_one_alone_or_unfinished_is_not_unanimous() -> None:
    assert _words(_curate(_set("a", ILSE))) == []
    assert _words(_curate(_set("a", ILSE), _set("b", ILSE, status="in_progress"))) == []


def test_two_of_three_are_not_all() -> None:
    assert _words(_curate(_set("a", ILSE), _set("b", ILSE), _set("c"))) == []


def test_each_choice() -> None:
    first, second = _set("a", LINES), _set("b", THE_LINES)
    expected = {
        "first": [("Norrow Lines", "o", "adjudicated")],
        "second": [("that Norrow Lines", "o", "adjudicated")],
        "both": [("that Norrow Lines", "o", "adjudicated"), ("Norrow Lines", "o", "adjudicated")],
        "neither": [],
    }
    for choice, words in expected.items():
        verdict = _judge(first, second, choice)  # type: ignore[arg-type]
        assert _words(_curate(first, second, verdicts=(verdict,))) == words


def test_nothing_should_be_here_is_a_negative() -> None:
    first, second = _set("a", LINES), _set("b", THE_LINES)
    curated = _curate(first, second, verdicts=(_judge(first, second, "neither"),))
    assert [one.covered_text(TEXT) for one in curated.negatives] == [
        "that Norrow Lines",
        "Norrow Lines",
    ]
    kept = _curate(first, second, verdicts=(_judge(first, second, "first"),))
    assert kept.negatives == ()


def test_what_the_reviewer_made() -> None:
    first, second = _set("a", LINES), _set("b", THE_LINES)
    made = make_span(TEXT, "Norrow", "p", "mine")
    edited = _judge(first, second, "edited", outcome=(made,))
    added = Verdict(
        "w", "talks", "mara", "2026-01-24", "added", outcome=(make_span(TEXT, "Monday", "c", "m"),)
    )
    assert _words(_curate(first, second, verdicts=(edited, added))) == [
        ("Monday", "c", "added"),
        ("Norrow", "p", "adjudicated"),
    ]


def test_relations_follow_the_span_that_was_decided_on() -> None:
    first, second = _set("a", ILSE, LINES, WORKS), _set("b", ILSE, THE_LINES, WORKS)
    open_end = _curate(first, second)
    assert open_end.annotation_set.relations == {}
    curated = _curate(first, second, verdicts=(_judge(first, second, "second"),))
    (relation,) = curated.annotation_set.relations.values()
    tail = curated.annotation_set.spans[relation.tail]
    assert tail.covered_text(TEXT) == "that Norrow Lines"
    assert curated.provenance[relation.id] == "unanimous"


def test_a_verdict_on_a_relation() -> None:
    first, second = _set("a", ILSE, LINES, WORKS), _set("b", ILSE, LINES)
    yes = _curate(first, second, verdicts=(_judge(first, second, "first"),))
    assert [yes.provenance[one] for one in yes.annotation_set.relations] == ["adjudicated"]
    no = _curate(first, second, verdicts=(_judge(first, second, "second"),))
    assert no.annotation_set.relations == {}


def test_a_verdict_that_the_set_has_left_behind_does_not_count() -> None:
    first, second = _set("a", LINES), _set("b", THE_LINES)
    verdict = _judge(first, second, "first")
    moved = _set("a", LINES._replace(label="p"))
    assert _words(_curate(moved, second, verdicts=(verdict,))) == []


def test_the_later_verdict_counts() -> None:
    first, second = _set("a", LINES), _set("b", THE_LINES)
    early = _judge(first, second, "first")
    late = replace(_judge(first, second, "second"), id="w", at="2026-03-01")
    for verdicts in ((early, late), (late, early)):
        assert _words(_curate(first, second, verdicts=verdicts)) == [
            ("that Norrow Lines", "o", "adjudicated")
        ]


def test_attributes_that_all_give_or_a_verdict_gives() -> None:
    named, said = (
        ILSE._replace(attributes={"m": "named"}),
        ILSE._replace(attributes={"m": "pronoun"}),
    )
    first, second = _set("a", named), _set("b", said)
    (span,) = _curate(first, second).annotation_set.spans.values()
    assert span.attributes == {}
    verdict = _judge(first, second, "second")
    (span,) = _curate(first, second, verdicts=(verdict,)).annotation_set.spans.values()
    assert span.attributes == {"m": "pronoun"}


def test_document_labels() -> None:
    first = replace(_set("a"), labels=frozenset({"d1", "d2"}))
    second = replace(_set("b"), labels=frozenset({"d1"}))
    assert _curate(first, second).annotation_set.labels == {"d1"}
    verdict = _judge(first, second, "first")
    assert _curate(first, second, verdicts=(verdict,)).annotation_set.labels == {"d1", "d2"}


def test_what_was_imported_is_the_ground() -> None:
    imported = replace(make_set(ILSE, LINES, WORKS, annotator=None), status="curated")
    curated = curate("talks", [], [], LABEL_SET, imported)
    assert {one for _, _, one in _words(curated)} == {"imported"}
    assert len(curated.annotation_set.relations) == 1
    against = Verdict(
        "v", "talks", "mara", "2026-01-24", "neither", Difference("missing", ILSE), None, None
    )
    curated = curate("talks", [], [against], LABEL_SET, imported)
    assert _words(curated) == [("Norrow Lines", "o", "imported")]
    assert curated.annotation_set.relations == {}


@st.composite
def reviewed(draw: st.DrawFn) -> tuple[list[AnnotationSet], list[Verdict]]:
    """Two finished sets, and verdicts on some of what differs."""
    first = replace(draw(annotation_sets(annotator="a")), id="a", status="finished")
    second = replace(draw(annotation_sets(annotator="b")), id="b", status="finished")
    verdicts = []
    for number, difference in enumerate(compare(first, second, LABEL_SET).differences):
        choice = draw(st.none() | st.sampled_from(["first", "second", "both", "neither"]))
        if choice:
            verdicts.append(
                Verdict(f"v{number}", "talks", "m", str(number), choice, difference, "a", "b")
            )
    return [first, second], verdicts


@given(reviewed(), st.randoms())
def test_it_can_always_be_made_again(
    case: tuple[list[AnnotationSet], list[Verdict]], random: object
) -> None:
    sets, verdicts = case
    made = _curate(*sets, verdicts=tuple(verdicts))
    random.shuffle(sets)  # type: ignore[attr-defined]
    random.shuffle(verdicts)  # type: ignore[attr-defined]
    assert _curate(*sets, verdicts=tuple(verdicts)) == made


@given(reviewed())
def test_nothing_in_it_that_nobody_said(case: tuple[list[AnnotationSet], list[Verdict]]) -> None:
    sets, verdicts = case
    curated = _curate(*sets, verdicts=tuple(verdicts))
    said = [{span_likeness(span) for span in one.spans.values()} for one in sets]
    made = curated.annotation_set
    for span in made.spans.values():
        assert span_likeness(span) in said[0] | said[1]
        if curated.provenance[span.id] == "unanimous":
            assert span_likeness(span) in said[0] & said[1]
    assert all(one.head in made.spans and one.tail in made.spans for one in made.relations.values())
    assert curated.provenance.keys() == made.spans.keys() | made.relations.keys()
