"""The guideline window: the page of the label that is meant, all others beside it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.labels import LabelSet
from annotator.ui.dialogs.label_guide import LabelGuide, show_guide
from annotator.ui.theme import theme
from tests.builders import LABEL_SET

PERSON, *OTHERS = LABEL_SET.span_labels
GUIDED = replace(
    LABEL_SET,
    span_labels=(
        replace(
            PERSON,
            description="Somebody with a <b>name</b>.",
            example="Mayor [Ilse Varga] spoke.",
            guideline="Mark the name alone.\n\n*Titles* are roles.",
        ),
        *OTHERS,
    ),
)


@pytest.fixture
def guide(qtbot):
    guide = LabelGuide()
    guide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(guide)
    guide.show_label_set(GUIDED, "p")
    guide.show()
    return guide


def words(guide):
    return guide.text.toPlainText()


def test_description_example_and_guideline_stand_as_they_were_written(guide):
    assert words(guide).splitlines() == [
        "PERSON",
        "Label of spans · key 1",
        "Somebody with a <b>name</b>.",
        "EXAMPLE",
        "Mayor [Ilse Varga] spoke.",
        "GUIDELINE",
        "Mark the name alone.",
        "",
        "*Titles* are roles.",
    ]


def test_a_relation_says_what_it_may_tie(guide):
    guide.show_label_set(GUIDED, "w")
    assert "Relation from PERSON to ORGANISATION · key W" in words(guide)
    guide.show_label_set(GUIDED, "s")
    assert "Relation from any span to any span · the same both ways" in words(guide)


def test_a_label_nobody_wrote_about_says_so(guide):
    guide.show_label_set(GUIDED, "o")
    assert "Nothing is written" in words(guide)


def test_the_list_has_every_label_in_use_and_turns_pages(guide):
    listed = [guide.contents.item(row).text() for row in range(guide.contents.count())]
    assert listed[0] == "PERSON  1"
    assert len(listed) == len(GUIDED.span_labels) + len(GUIDED.relation_labels)
    guide.contents.setFocus()
    QTest.keyClick(guide.contents, Qt.Key.Key_Down)
    assert guide.label == GUIDED.span_labels[1]
    assert words(guide).startswith("ORGANISATION")


def test_retired_labels_are_left_out(guide):
    gone = replace(GUIDED, span_labels=(PERSON, replace(OTHERS[0], is_retired=True)))
    guide.show_label_set(gone, "o")
    assert guide.label.id == "p"
    assert "ORGANISATION" not in [
        guide.contents.item(row).text() for row in range(guide.contents.count())
    ]


def test_without_labels_it_says_so(guide):
    guide.show_label_set(LabelSet(), "")
    assert guide.label is None
    assert "no labels" in words(guide)


def test_other_colours_keep_the_page(guide):
    guide.show_label_set(GUIDED, "h")
    theme().changed.emit()
    assert words(guide).startswith("holds role")


def test_one_window_shows_it_and_escape_leaves(qtbot, window):
    first = show_guide(GUIDED, "p", window)
    again = show_guide(GUIDED, "o", window)
    assert first is again
    assert words(first).startswith("ORGANISATION")
    show_guide(GUIDED, "unknown", window)
    assert first.label.id == "o"
    QTest.keyClick(first.text, Qt.Key.Key_Escape)
    assert first.isHidden()
