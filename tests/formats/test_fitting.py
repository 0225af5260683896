"""What a format cannot carry is bent or left out, counted, and refused where one is strict."""

from dataclasses import fields, replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.fitting import Fitting, carries_all, without_overlap
from annotator.formats.format import Carries, Format, Misfit
from annotator.formats.jsonl import Jsonl
from annotator.formats.losses import LossCount, Losses, Lost
from annotator.model.curated import Negative
from annotator.model.document import Document, Meta, Section
from annotator.model.format_errors import DoesNotFit
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.strategies import corpora

TEXT = "Ilse Varga leads Norrow Lines, she said."


def format_that(**carried: bool) -> Format:
    """A format that carries spans and what is named."""
    made = type(
        "Narrow",
        (Format,),
        {"name": "narrow", "title": "Narrow", "endings": (), "carries": Carries(**carried)},
    )
    return made()  # type: ignore[no-any-return]


def fit(
    *lines: CorpusLine, misfit: Misfit = "flatten", **carried: bool
) -> tuple[list[CorpusLine], list[Lost]]:
    told: list[Lost] = []
    made = list(Fitting(format_that(**carried), misfit, told.append).lines(lines))
    return made, told


def line(*spans: Span, **more: Any) -> CorpusLine:
    document = more.pop("document", Document("talks", TEXT))
    return CorpusLine(document, "maria", "finished", spans=spans, **more)


def kinds(told: list[Lost]) -> list[tuple[str, str, str, bool]]:
    return [(one.kind, one.annotation, one.name, one.is_bent) for one in told]


ILSE = Span("s1", "PERSON", ((0, 4),))
ILSE_VARGA = Span("s2", "PERSON", ((0, 10),))
LEADS = Span("s3", "ROLE", ((11, 16),))
LINES = Span("s4", "ORGANISATION", ((17, 29),))
SAID = Span("s5", "QUOTE", ((0, 10), (31, 39)))
STATUS = ("status", "", "finished", False)


# ---- spans ------------------------------------------------------------------------------------


def test_of_overlapping_spans_the_longest_stays_with_the_relations_between_those_left() -> None:
    given_line = line(
        ILSE,
        ILSE_VARGA,
        LEADS,
        LINES,
        relations=(Relation("r1", "leads", "s1", "s4"), Relation("r2", "leads", "s2", "s4")),
    )
    for misfit in ("flatten", "drop"):
        [fitted], told = fit(given_line, misfit=misfit, spans=True, relations=True, statuses=True)
        assert [one.id for one in fitted.spans] == ["s2", "s3", "s4"]
        assert [one.id for one in fitted.relations] == ["r2"]
        assert kinds(told) == [
            ("overlap", "s1", "PERSON", False),
            ("relation", "r1", "leads", False),
        ]


def test_of_equals_the_first_stays_then_the_first_by_label() -> None:
    first, second, third = (
        Span("b", "PERSON", ((0, 4),)),
        Span("a", "PERSON", ((3, 7),)),
        Span("c", "ORGANISATION", ((0, 4),)),
    )
    assert without_overlap((second, first)) == (first,)
    assert without_overlap((first, third)) == (third,)


def test_spans_that_only_touch_do_not_overlap() -> None:
    touching = (Span("a", "A", ((0, 4),)), Span("b", "B", ((4, 8),)), Span("c", "C", ((8, 9),)))
    assert without_overlap(touching) == touching


def test_a_span_inside_the_gap_of_another_does_not_overlap_until_the_gap_is_closed() -> None:
    inside = replace_fragments(LEADS, (12, 15))
    gapped = replace_fragments(SAID, (0, 10), (31, 39))
    assert without_overlap((gapped, inside)) == (gapped, inside)
    [fitted], told = fit(line(gapped, inside), spans=True, statuses=True)
    assert fitted.spans == (gapped._replace(fragments=((0, 39),)),)
    assert kinds(told) == [
        ("discontinuous", "s5", "QUOTE", True),
        ("overlap", "s3", "ROLE", False),
    ]


def replace_fragments(span: Span, *fragments: tuple[int, int]) -> Span:
    return span._replace(fragments=fragments)


def test_a_span_in_pieces_is_left_out_where_one_drops() -> None:
    relation = Relation("r1", "says", "s5", "s4")
    [fitted], told = fit(
        line(SAID, LINES, relations=(relation,)), misfit="drop", spans=True, relations=True,
        statuses=True,
    )  # fmt: skip
    assert (fitted.spans, fitted.relations) == ((LINES,), ())
    assert kinds(told) == [
        ("discontinuous", "s5", "QUOTE", False),
        ("relation", "r1", "says", False),
    ]


def test_what_would_be_there_twice_once_it_is_bent_is_left_out() -> None:
    same = Span("s6", "QUOTE", ((0, 39),))
    again = SAID._replace(id="s7", fragments=((0, 5), (33, 39)))
    [fitted], told = fit(line(SAID, again, ILSE), spans=True, overlap=True, statuses=True)
    assert [one.id for one in fitted.spans] == ["s5", "s1"]
    assert [(one.annotation, one.is_bent) for one in told] == [("s5", True), ("s7", False)]
    [fitted], told = fit(line(SAID, same), spans=True, overlap=True, statuses=True)
    assert [one.id for one in fitted.spans] == ["s6"]


def test_where_there_are_no_spans_there_are_no_relations() -> None:
    given_line = line(ILSE, LINES, relations=(Relation("r1", "leads", "s1", "s4"),))
    [fitted], told = fit(given_line, relations=True, statuses=True)
    assert (fitted.spans, fitted.relations) == ((), ())
    assert [one.kind for one in told] == ["span", "span", "relation"]


# ---- what hangs on them, and the article --------------------------------------------------------


def test_attributes_notes_labels_and_negatives_stay_out_each_told() -> None:
    rich = replace(
        line(
            ILSE._replace(attributes={"mention": "named"}, note="who?"),
            LINES,
            relations=(Relation("r1", "leads", "s1", "s4", {"since": "2017"}, "sure"),),
        ),
        status="curated",
        labels=("politics",),
        attributes={"tone": "calm"},
        negatives=(Negative("ROLE", ((11, 16),)),),
    )
    [fitted], told = fit(rich, spans=True, relations=True, statuses=True)
    assert fitted == replace(
        rich,
        spans=(ILSE, LINES),
        relations=(Relation("r1", "leads", "s1", "s4"),),
        labels=(),
        attributes=None,
        negatives=(),
    )
    assert kinds(told) == [
        ("attribute", "s1", "mention", False),
        ("note", "s1", "PERSON", False),
        ("attribute", "r1", "since", False),
        ("note", "r1", "leads", False),
        ("document_label", "", "politics", False),
        ("attribute", "", "tone", False),
        ("negative", "", "ROLE", False),
    ]


def test_a_negative_in_pieces_is_bent_as_a_span_is() -> None:
    negative = Negative("QUOTE", SAID.fragments)
    said = replace(line(), status="curated", negatives=(negative,))
    carried = {"spans": True, "negatives": True, "statuses": True}
    [fitted], told = fit(said, **carried)
    assert fitted.negatives == (Negative("QUOTE", ((0, 39),)),)
    assert kinds(told) == [("negative", "", "QUOTE", True)]
    [fitted], _ = fit(said, misfit="drop", **carried)
    assert fitted.negatives == ()


def test_what_is_known_of_an_article_is_told_once_and_stays_for_the_writer() -> None:
    meta = Meta(title="Talks", extra={"narrow": {"kept": 1}, "other": 2})
    article = Document("talks", TEXT, meta, (Section("title", 0, 4), Section("paragraph", 5, 9)))
    whole = [line(document=article), replace(line(document=article), annotator="zoe")]
    fitted, told = fit(*whole, misfit="strict", spans=True, annotators=True)
    assert fitted == whole
    assert kinds(told) == [
        ("section", "", "title", False),
        ("section", "", "paragraph", False),
        ("meta", "", "title", False),
        ("meta", "", "other", False),
        STATUS,
        STATUS,
    ]


@pytest.mark.parametrize(
    ("misfit", "kept", "lost"),
    [
        ("flatten", ["maria", "zoe", None, "zoe"], [("zoe", True), ("curated", True)]),
        ("drop", [None, "zoe"], [("zoe", False), ("maria", False)]),
    ],
)
def test_several_annotators_on_one_article(
    misfit: Misfit, kept: list[str | None], lost: list[tuple[str, bool]]
) -> None:
    lines = [
        line(),
        replace(line(), annotator="zoe"),
        replace(line(), annotator=None, status="curated"),
        replace(line(document=Document("other", "x")), annotator="zoe"),
    ]
    fitted, told = fit(*lines, misfit=misfit, spans=True, statuses=True)
    assert [one.annotator for one in fitted] == kept
    assert [(one.name, one.is_bent) for one in told] == lost
    assert {one.kind for one in told} == {"annotator"}


# ---- strict -----------------------------------------------------------------------------------


def test_strict_names_the_first_span_that_does_not_fit() -> None:
    with pytest.raises(DoesNotFit) as refused:
        fit(line(LINES, SAID, ILSE), misfit="strict", spans=True)
    error = refused.value
    assert (error.kind, error.document, error.annotation) == ("discontinuous", "talks", "s5")


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"labels": ("politics",)}, "document_label"),
        ({"attributes": {"tone": "calm"}}, "attribute"),
        ({"negatives": (Negative("ROLE", ((0, 4),)),)}, "negative"),
        ({"spans": (ILSE, ILSE_VARGA)}, "overlap"),
        ({"spans": (ILSE._replace(note="n"),)}, "note"),
        ({"spans": (ILSE, LINES), "relations": (Relation("r", "x", "s1", "s4"),)}, "relation"),
    ],
)
def test_strict_refuses_each_kind(change: dict[str, Any], kind: str) -> None:
    with pytest.raises(DoesNotFit) as refused:
        fit(replace(line(), **change), misfit="strict", spans=True)
    assert refused.value.kind == kind


def test_strict_refuses_a_second_annotator() -> None:
    with pytest.raises(DoesNotFit, match="annotator"):
        fit(line(), replace(line(), annotator="zoe"), misfit="strict", spans=True)


# ---- counts -----------------------------------------------------------------------------------


def test_losses_are_counted_by_kind_and_name() -> None:
    losses = Losses()
    assert not losses
    for lost in (
        Lost("note", "d", "s1", name="ROLE"),
        Lost("overlap", "d", "s1", name="ROLE"),
        Lost("overlap", "d", "s2", name="PERSON"),
        Lost("overlap", "e", "s3", is_bent=True, name="PERSON"),
        Lost("other", "e"),
    ):
        losses.add(lost)
    assert losses
    assert losses.counts() == [
        LossCount("overlap", "PERSON", 1, 1),
        LossCount("overlap", "ROLE", 0, 1),
        LossCount("note", "ROLE", 0, 1),
        LossCount("other", "", 0, 1),
    ]
    assert losses.plain() == {
        "overlap": {"bent": 1, "left_out": 2, "names": {"PERSON": 2, "ROLE": 1}},
        "note": {"bent": 0, "left_out": 1, "names": {"ROLE": 1}},
        "other": {"bent": 0, "left_out": 1, "names": {}},
    }


# ---- whatever the lines -------------------------------------------------------------------------

CARRIED = st.fixed_dictionaries({one.name: st.booleans() for one in fields(Carries)})


@settings(max_examples=150)
@given(corpora(), CARRIED, st.sampled_from(["flatten", "drop"]))
def test_lines_fit_and_whatever_is_gone_was_told(
    lines: list[CorpusLine], carried: dict[str, bool], misfit: Misfit
) -> None:
    fitted, told = fit(*lines, misfit=misfit, **carried)
    for one in fitted:
        assert_fits(one, carried)
    left = {(one.kind, one.annotation) for one in told if not one.is_bent}
    gone_spans = {kind for kind, _ in left} & {"span", "overlap", "discontinuous"}
    if len(fitted) == len(lines):
        before = {one.id for each in lines for one in each.spans}
        after = {one.id for each in fitted for one in each.spans}
        assert before - after == {id for kind, id in left if kind in gone_spans}
        before = {one.id for each in lines for one in each.relations}
        after = {one.id for each in fitted for one in each.relations}
        assert before - after == {id for kind, id in left if kind == "relation"}
    if not told:
        assert fitted == lines
    again, told_again = fit(*fitted, misfit=misfit, **carried)
    assert again == fitted
    assert {one.kind for one in told_again} <= {"section", "meta", "status", "annotator"}


def assert_fits(line: CorpusLine, carried: dict[str, bool]) -> None:
    assert carried["spans"] or not line.spans
    assert carried["relations"] or not line.relations
    assert carried["document_labels"] or not line.labels
    assert carried["negatives"] or not line.negatives
    ids = {span.id for span in line.spans}
    for one in (*line.spans, *line.relations):
        assert carried["attributes"] or not one.attributes
        assert carried["notes"] or not one.note
    assert all(one.head in ids and one.tail in ids for one in line.relations)
    assert carried["discontinuous"] or not any(one.is_discontinuous for one in line.spans)
    if not carried["overlap"]:
        covered = [set(_characters(span)) for span in line.spans]
        assert not any(one & other for one, other in combinations(covered, 2))


def _characters(span: Span) -> list[int]:
    return [at for start, end in span.fragments for at in range(start, end)]


@given(corpora())
def test_no_span_stays_out_without_a_longer_one_in_its_place(lines: list[CorpusLine]) -> None:
    for line in lines:
        kept = without_overlap(line.spans)
        for span in line.spans:
            if span in kept:
                continue
            mine = set(_characters(span))
            assert any(
                mine & set(_characters(other)) and len(_characters(other)) >= len(mine)
                for other in kept
            )


@settings(max_examples=30)
@given(corpora())
def test_our_own_line_carries_everything(lines: list[CorpusLine]) -> None:
    told: list[Lost] = []
    assert list(Fitting(Jsonl(), "strict", told.append).lines(lines)) == lines
    assert carries_all(Jsonl.carries) and not told
