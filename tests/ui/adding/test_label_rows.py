"""Each new label has a menu of what becomes of it."""

import pytest

from annotator.project.import_choice import LabelNamed
from annotator.project.import_preview import LabelPreview
from annotator.ui.adding.label_rows import LabelRows, choices_for

HERE = {"span": ["PERSON", "ORGANISATION"], "relation": ["leads"], "document": []}
ORG = LabelPreview(LabelNamed("span", "ORG"), 3, True, "ORGANISATION")
SAME = LabelPreview(LabelNamed("span", "person"), 3, True, "PERSON", True)
RUNS = LabelPreview(LabelNamed("relation", "runs"), 0, True)


@pytest.fixture
def rows(qtbot):
    rows = LabelRows()
    qtbot.addWidget(rows)
    rows.show_labels([ORG, SAME, RUNS], HERE)
    rows.show()
    return rows


def test_a_like_label_is_offered_first_and_marked(rows):
    words = [one.words for one in choices_for(ORG, HERE["span"])]
    assert words == ["→ ORGANISATION (perhaps)", "made new", "left out", "→ PERSON"]


def test_only_the_same_name_is_taken_unasked(rows):
    assert rows.labels() == {SAME.label: "PERSON"}
    assert [one.words for one in rows.menus.values()] == ["made new", "→ PERSON", "made new"]


def test_what_is_chosen_stays_when_the_preview_is_made_anew(rows):
    rows.menus[ORG.label].choice_requested.emit("here:ORGANISATION")
    rows.menus[RUNS.label].choice_requested.emit("out")
    rows.show_labels([ORG, SAME, RUNS], HERE)
    assert rows.labels() == {ORG.label: "ORGANISATION", SAME.label: "PERSON", RUNS.label: ""}
    rows.show_labels([ORG], HERE)
    assert rows.labels() == {ORG.label: "ORGANISATION"}, "others are not in the files any more"


def test_a_choice_that_is_no_more_gives_way(rows):
    rows.menus[ORG.label].choice_requested.emit("here:ORGANISATION")
    rows.show_labels([ORG._replace(suggestion="")], {**HERE, "span": ["PERSON"]})
    assert rows.labels() == {}


def test_very_many_labels_are_not_all_asked_about(qtbot):
    rows = LabelRows()
    qtbot.addWidget(rows)
    rows.show_labels(
        [LabelPreview(LabelNamed("span", f"L{n}"), 1, True) for n in range(1000)], HERE
    )
    assert len(rows.menus) == 300
