"""Sections that may stand together, and those that may not."""

import pytest

from annotator.formats.sections import sort_sections
from annotator.model.document import Section


@pytest.mark.parametrize(
    ("sections", "misplaced"),
    [
        ([("paragraph", 0, 9), ("quotation", 0, 5), ("quotation", 6, 9)], []),
        ([("caption", 0, 9), ("credit", 5, 9), ("paragraph", 9, 12)], []),
        ([("paragraph", 0, 9), ("paragraph", 8, 12)], [8]),
        ([("title", 0, 9), ("credit", 5, 9)], [5]),
        ([("paragraph", 0, 9), ("quotation", 5, 12)], [5]),
        ([("paragraph", 0, 9), ("quotation", 0, 5), ("quotation", 4, 9)], [4]),
        ([("paragraph", 0, 9), ("title", 5, 7), ("quotation", 7, 8)], [5]),
    ],
)
def test_what_overlaps_or_lies_elsewhere_is_sorted_out(
    sections: list[tuple[str, int, int]], misplaced: list[int]
) -> None:
    made = [Section(*one) for one in sections]  # type: ignore[arg-type]
    placed, found = sort_sections(reversed(made))
    assert [one.start for one in found] == misplaced
    assert sorted([*placed, *found]) == sorted(made)
    assert list(placed) == sorted(placed, key=lambda one: one.place)
