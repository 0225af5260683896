"""The panel of guidelines: one label's page, safely laid out, and the search over all of them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtTest import QTest

from annotator.model.labels import LabelSet
from annotator.ui.guideline.page import LONGEST, GuidelinePage, is_heavy
from annotator.ui.guideline.panel import GuidelinePanel
from annotator.ui.theme import theme
from tests.builders import LABEL_SET

PERSON, COMPANY, *OTHERS = LABEL_SET.span_labels
GUIDELINE = """# When

Mark the *name* alone, never the **title**:

- Ilse Varga
- [the list](https://example.org/names)

![a ferry](https://example.org/ferry.png)

<script>alert(1)</script>
"""
GUIDED = replace(
    LABEL_SET,
    span_labels=(
        replace(
            PERSON,
            description="Somebody with a <b>name</b>.",
            example="Mayor [Ilse Varga] spoke.",
            guideline=GUIDELINE,
        ),
        replace(COMPANY, guideline="- A firm.\n- Its *title* too.\n" + "\n\nmore\n" * 80),
        *OTHERS,
    ),
)


@pytest.fixture
def panel(qtbot):
    panel = GuidelinePanel()
    qtbot.addWidget(panel)
    panel.resize(300, 500)
    panel.show_label_set(GUIDED, "p")
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.focus_page()
    return panel


def words(panel) -> list[str]:
    return panel.page.toPlainText().splitlines()


def listed(panel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_description_and_example_stand_as_written_the_guideline_as_markdown(panel):
    assert words(panel) == [
        "PERSON",
        "Label of spans · key 1",
        "Somebody with a <b>name</b>.",
        "EXAMPLE",
        "Mayor [Ilse Varga] spoke.",
        "GUIDELINE",
        "When",
        "Mark the name alone, never the title:",
        "Ilse Varga",
        "the list",
        "[Picture: a ferry]",
        "<script>alert(1)</script>",
    ]


def test_a_relation_says_what_it_may_tie(panel):
    panel.show_label_set(GUIDED, "w")
    assert words(panel)[1] == "Relation from PERSON to ORGANISATION · key W"
    panel.show_label_set(GUIDED, "s")
    assert "Relation from any span to any span · the same both ways" in words(panel)[1]


def test_a_label_nobody_wrote_about_says_how_to_write(panel):
    panel.show_label_set(GUIDED, "r")
    assert words(panel)[2] == "Nothing is written about this label yet."
    assert "Project > Label set…" in words(panel)[3]


def test_nothing_is_fetched_or_opened(panel, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    kind = QTextDocument.ResourceType
    for name in (secret.as_uri(), str(secret), "https://example.org/ferry.png"):
        assert bytes(panel.page.loadResource(kind.HtmlResource.value, QUrl(name))) == b" "
        picture = panel.page.loadResource(kind.ImageResource.value, QUrl(name))
        assert (picture.width(), picture.height()) == (1, 1)
    panel.page.anchorClicked.emit(QUrl("https://example.org/names"))
    assert words(panel)[0] == "PERSON"
    assert QGuiApplication.clipboard().text() == "https://example.org/names"
    assert panel.said.text() == "Address copied: https://example.org/names"


def test_what_would_be_slow_to_lay_out_stands_as_written(qtbot):
    page = GuidelinePage()
    qtbot.addWidget(page)
    table = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 400
    assert is_heavy(table) and is_heavy("x" * (LONGEST + 1)) and not is_heavy(GUIDELINE)
    page.show_label(replace(PERSON, guideline=table), GUIDED)
    assert "| 1 | 2 |" in page.toPlainText()


def test_the_search_looks_into_all_guidelines_and_lights_up_the_page(panel):
    QTest.keyClick(panel.page, "/")
    assert panel.search.hasFocus()
    assert panel.list.isVisible() and len(listed(panel)) == 8
    QTest.keyClicks(panel.search, "TITLE")
    assert [one.split("  ")[0] for one in listed(panel)] == ["PERSON", "ORGANISATION"]
    assert "never the **title**" in listed(panel)[0]
    assert len(panel.page.extraSelections()) == 1
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.label.id == "o"
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert panel.page.hasFocus() and panel.list.isHidden()


def test_what_is_in_no_guideline_is_said(panel):
    QTest.keyClicks(panel.search, "zebra")
    assert listed(panel) == [] and panel.label.id == "p"
    assert panel.said.text() == "Nothing found in any guideline."


def test_the_place_in_a_page_is_kept(panel, qtbot):
    panel.show_label_set(GUIDED, "o")
    bar = panel.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(77)
    panel.show_label_set(GUIDED, "p")
    assert bar.value() == 0
    panel.show_label_set(GUIDED, "o")
    assert bar.value() == 77


def test_an_unknown_or_retired_label_leaves_the_page(panel):
    panel.show_label_set(GUIDED, "unknown")
    assert panel.label.id == "p"
    gone = replace(GUIDED, span_labels=(replace(PERSON, is_retired=True), COMPANY))
    panel.show_label_set(gone, "p")
    assert panel.label.id == "o"


def test_without_labels_it_says_so(panel):
    panel.show_label_set(LabelSet(), "")
    assert panel.label is None
    assert words(panel) == ["This project has no labels yet."]


def test_other_colours_keep_the_page(panel):
    theme().changed.emit()
    assert words(panel)[0] == "PERSON"


@pytest.mark.parametrize("before", ["", "> Said of it.\n\n", "```\ncode\n```\n\n", "- one\n\n"])
def test_the_cells_of_a_row_are_level(qtbot, before):
    page = GuidelinePage()
    qtbot.addWidget(page)
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    page.show_label(replace(PERSON, guideline=before + table), GUIDED)
    page.show()
    layout = page.document().documentLayout()
    tops = {}
    block = page.document().begin()
    while block.isValid():
        if QTextCursor(block).currentTable() is not None:
            tops[block.text()] = layout.blockBoundingRect(block).top()
        block = block.next()
    assert list(tops) == ["a", "b", "1", "2"]
    assert tops["a"] == tops["b"] < tops["1"] == tops["2"]
