"""Lines that do not agree with their own text are refused, and named."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from annotator.formats.checking import check_line, checked
from annotator.formats.corpus import CorpusLine
from annotator.model.curated import Negative
from annotator.model.document import Document, Section
from annotator.model.format_errors import AnnotationDamaged
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.strategies import corpora

TEXT = "Ilse Varga leads Norrow Lines."
LINE = CorpusLine(
    Document("talks", TEXT, sections=(Section("paragraph", 0, 30),)),
    "maria",
    "finished",
    spans=(Span("s1", "PERSON", ((0, 10),)), Span("s2", "C", ((0, 4), (17, 30)))),
    relations=(Relation("r1", "leads", "s1", "s2"),),
)


@given(corpora())
def test_what_is_right_passes_unchanged(lines: list[CorpusLine]) -> None:
    assert list(checked(lines)) == lines


def spans(*fragments: tuple[int, int], id: str = "s1") -> dict[str, Any]:
    return {"spans": (Span(id, "A", fragments), LINE.spans[1])}


@pytest.mark.parametrize(
    ("change", "annotation", "reason"),
    [
        (spans((0, 31)), "s1", "0 to 31 of 30"),
        (spans((-1, 3)), "s1", "-1 to 3"),
        (spans((5, 5)), "s1", "5 to 5"),
        (spans((6, 2)), "s1", "6 to 2"),
        (spans(), "s1", "nothing"),
        (spans((4, 8), (8, 9)), "s1", "4 to 8, 8 to 9"),
        (spans((4, 8), (2, 3)), "s1", "4 to 8, 2 to 3"),
        (spans((0, 3), id="s2"), "s2", "twice"),
        ({"relations": (Relation("r1", "leads", "s1", "s9"),)}, "r1", "s9"),
        ({"relations": (Relation("r1", "leads", "s8", "s2"),)}, "r1", "s8"),
        ({"relations": (Relation("s1", "leads", "s1", "s2"),)}, "s1", "twice"),
        ({"negatives": (Negative("ROLE", ((29, 31),)),)}, "ROLE", "29 to 31"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], annotation: str, reason: str) -> None:
    check_line(LINE)
    with pytest.raises(AnnotationDamaged, match=reason) as refused:
        check_line(replace(LINE, **change))
    assert (refused.value.document, refused.value.annotation) == ("talks", annotation)


def with_sections(*sections: tuple[Any, int, int]) -> CorpusLine:
    made = tuple(Section(*one) for one in sections)
    return replace(LINE, document=replace(LINE.document, sections=made))


def test_sections_outside_the_text_are_damage() -> None:
    with pytest.raises(AnnotationDamaged, match="its title covers 3 to 31"):
        list(checked([with_sections(("title", 3, 31))]))


def test_sections_over_each_other_refuse_nothing() -> None:
    odd = with_sections(("paragraph", 10, 30), ("title", 0, 12), ("quotation", 2, 5))
    [passed] = checked([odd])
    assert passed.document.sections == (Section("title", 0, 12),)
    assert replace(passed, document=odd.document) == odd
