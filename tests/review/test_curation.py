"""The curated set: what all say, what verdicts say, and nothing else."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.jsonl import encode_line
from annotator.model.annotation_set import AnnotationSet
from annotator.model.curated import Curated, Negative
from annotator.model.difference import Difference
from annotator.model.document import Document
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import CHOICES, Choice, Verdict
from annotator.review.compare import compare
from annotator.review.curation import curate
from annotator.review.decisions import span_likeness
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.strategies import LENGTH, annotation_sets
from tests.strategies import spans as any_spans

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
    curated = _curate(_set("a", ILSE), _set("b", ILSE), _set("c"))
    assert _words(curated) == []
    assert curated.open == 1


def test_what_nobody_has_decided_on_is_counted() -> None:
    first, second = _set("a", ILSE, LINES), _set("b", ILSE, THE_LINES)
    begun = _set("c", make_span(TEXT, "Monday", "c", "m"), status="in_progress")
    assert _curate(first, second, begun).open == 2
    for choice in ("first", "neither", "both"):
        verdict = _judge(first, second, choice)
        assert _curate(first, second, verdicts=(verdict,)).open == 0
    assert _curate(first).open == 0
    assert _on_ground(first, second).open == 0


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


def test_attributes_of_what_the_reviewer_made_win() -> None:
    first, second = _set("a", ILSE._replace(attributes={"m": "named"})), _set("b")
    mine = ILSE._replace(id="mine", attributes={"m": "pronoun"})
    edited = _judge(first, second, "edited", outcome=(mine,))
    (span,) = _curate(first, second, verdicts=(edited,)).annotation_set.spans.values()
    assert span.attributes == {"m": "pronoun"}


def test_no_relation_from_a_span_to_itself() -> None:
    first = _set("a", ILSE, LINES, WORKS._replace(label="s"))
    second = _set("b", THE_LINES)
    third = _set("c", make_span(TEXT, "Varga", "p", "short"))
    lines = _judge(first, second, "edited", outcome=(THE_LINES._replace(id="x"),), nth=2)
    ilse = _judge(first, third, "edited", outcome=(THE_LINES._replace(id="y"),), nth=0)
    curated = _curate(first, second, third, verdicts=(lines, ilse))
    assert _words(curated) == [("that Norrow Lines", "o", "adjudicated")]
    assert curated.annotation_set.relations == {}


def test_document_labels() -> None:
    first = replace(_set("a"), labels=frozenset({"d1", "d2"}))
    second = replace(_set("b"), labels=frozenset({"d1"}))
    assert _curate(first, second).annotation_set.labels == {"d1"}
    verdict = _judge(first, second, "first")
    assert _curate(first, second, verdicts=(verdict,)).annotation_set.labels == {"d1", "d2"}


GROUND = Curated(
    replace(
        make_set(ILSE._replace(note="hers", is_doubtful=True), LINES, WORKS, annotator=None),
        status="curated",
        labels=frozenset({"d1"}),
    ),
    {"ilse": "added", "works": "unanimous"},
    (Negative("c", ((0, 7),)),),
)


def _on_ground(*sets: AnnotationSet, verdicts: tuple[Verdict, ...] = ()) -> Curated:
    return curate("talks", sets, verdicts, LABEL_SET, GROUND)


def test_what_was_imported_stays_as_it_came() -> None:
    curated = _on_ground()
    assert curated.annotation_set == GROUND.annotation_set
    assert curated.provenance == {"ilse": "added", "lines": "imported", "works": "unanimous"}
    assert curated.negatives == GROUND.negatives


def test_agreement_adds_nothing_to_what_was_imported() -> None:
    monday = make_span(TEXT, "Monday", "c", "monday")
    sets = [replace(_set(who, ILSE, monday), labels=frozenset({"d2"})) for who in "ab"]
    assert _on_ground(*sets) == _on_ground()


def test_only_a_verdict_changes_what_was_imported() -> None:
    jon = replace(_set("a", ILSE, THE_LINES, WORKS), labels=frozenset({"d1"}))
    verdict = _judge(GROUND.annotation_set, jon, "second")
    curated = _on_ground(jon, verdicts=(verdict,))
    assert _words(curated) == [
        ("Ilse Varga", "p", "added"),
        ("that Norrow Lines", "o", "adjudicated"),
    ]
    spans, (works,) = curated.annotation_set.spans, curated.annotation_set.relations.values()
    assert (works.id, works.head, curated.provenance[works.id]) == ("works", "ilse", "unanimous")
    assert spans[works.tail].covered_text(TEXT) == "that Norrow Lines"
    kept = _on_ground(jon, verdicts=(_judge(GROUND.annotation_set, jon, "first"),))
    assert kept.annotation_set == GROUND.annotation_set
    assert kept.provenance["lines"] == "adjudicated"


def test_a_verdict_on_an_attribute_of_what_was_imported() -> None:
    jon = _set("a", ILSE._replace(attributes={"m": "named"}), LINES)
    jon = replace(jon, labels=frozenset({"d1"}))
    verdict = _judge(GROUND.annotation_set, jon, "second", nth=1)
    curated = _on_ground(jon, verdicts=(verdict,))
    assert curated.annotation_set.spans["ilse"].attributes == {"m": "named"}
    assert curated.annotation_set.spans["ilse"].note == "hers"


def test_nothing_becomes_something_where_a_verdict_says_so() -> None:
    council = Span("council", "c", ((0, 7),))
    added = Verdict("v", "talks", "mara", "2026-01-24", "added", outcome=(council,))
    curated = _on_ground(verdicts=(added,))
    assert curated.negatives == ()
    assert ("Council", "c", "added") in _words(curated)


def test_what_was_imported_is_the_ground() -> None:
    imported = replace(make_set(ILSE, LINES, WORKS, annotator=None), status="curated")
    curated = curate("talks", [], [], LABEL_SET, Curated(imported))
    assert {one for _, _, one in _words(curated)} == {"imported"}
    assert len(curated.annotation_set.relations) == 1
    against = Verdict(
        "v", "talks", "mara", "2026-01-24", "neither", Difference("missing", ILSE), None, None
    )
    curated = curate("talks", [], [against], LABEL_SET, Curated(imported))
    assert _words(curated) == [("Norrow Lines", "o", "imported")]
    assert curated.annotation_set.relations == {}


@st.composite
def reviewed_by_three(draw: st.DrawFn) -> tuple[list[AnnotationSet], list[Verdict]]:
    """Sets of three, finished or not, and verdicts of every kind, some at the same moment."""
    sets = []
    for who in "abc":
        made = draw(annotation_sets(annotator=who))
        named = {id: f"{id}-{who}" for id in (*made.spans, *made.relations)}
        spans = [one._replace(id=named[one.id]) for one in made.spans.values()]
        relations = [
            one._replace(id=named[one.id], head=named[one.head], tail=named[one.tail])
            for one in made.relations.values()
        ]
        sets.append(
            replace(
                made,
                id=who,
                spans={one.id: one for one in spans},
                relations={one.id: one for one in relations},
            )
        )
    verdicts: list[Verdict] = []
    for first, second in ((0, 1), (1, 2), (0, 2)):
        for difference in compare(sets[first], sets[second], LABEL_SET).differences:
            choice = draw(st.none() | st.sampled_from(CHOICES))
            if choice is None:
                continue
            number = len(verdicts)
            outcome = ()
            if choice in ("edited", "added"):
                outcome = (draw(any_spans(f"mine{number}")),)
            verdicts.append(
                Verdict(
                    f"v{number}",
                    "talks",
                    "m",
                    draw(st.sampled_from(["2026-01-24", "2026-01-25"])),
                    choice,
                    None if choice == "added" else difference,
                    "abc"[first],
                    "abc"[second],
                    outcome,
                )
            )
    return sets, verdicts


def _line(curated: Curated) -> bytes:
    """The curated set as an export writes it, but for names."""
    made = curated.annotation_set
    return encode_line(
        CorpusLine(
            Document("talks", "x" * LENGTH),
            None,
            "curated",
            tuple(made.labels),
            made.attributes,
            tuple(made.spans.values()),
            tuple(made.relations.values()),
            provenance=curated.provenance,
            negatives=curated.negatives,
        )
    )


_TURNED = {"a": "z", "b": "y", "c": "x"}
"""Other ids of the annotators, in another order: ids are drawn by lot."""


def _with_others(sets: list[AnnotationSet], verdicts: list[Verdict]) -> Curated:
    return _curate(
        *(replace(one, annotator=_TURNED[one.annotator or ""]) for one in sets),
        verdicts=tuple(
            replace(one, first=_TURNED[one.first or ""], second=_TURNED[one.second or ""])
            for one in verdicts
        ),
    )


@given(reviewed_by_three(), st.randoms())
def test_the_same_sets_and_verdicts_in_any_order_give_the_same_bytes(
    case: tuple[list[AnnotationSet], list[Verdict]], random: Random
) -> None:
    sets, verdicts = case
    bytes_made = _line(_curate(*sets, verdicts=tuple(verdicts)))
    assert _line(_with_others(sets, verdicts)) == bytes_made
    random.shuffle(sets)
    random.shuffle(verdicts)
    assert _line(_curate(*sets, verdicts=tuple(verdicts))) == bytes_made


@given(reviewed_by_three())
def test_made_once_it_can_be_the_ground_and_stays_as_it_is(
    case: tuple[list[AnnotationSet], list[Verdict]],
) -> None:
    sets, verdicts = case
    made = _curate(*sets, verdicts=tuple(verdicts))
    again = curate("talks", sets, [], LABEL_SET, made)
    assert _line(again) == _line(made)


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
