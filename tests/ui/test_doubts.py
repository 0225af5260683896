"""Spans that are to be checked: walked through with F8, confirmed with F2, listed by a pill."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan
from annotator.model.document import Document, Meta
from annotator.project.import_choice import ImportChoice
from annotator.project.project import Project
from tests.builders import make_span
from tests.project.building import make_project
from tests.project.test_newer_texts import OLD
from tests.text.test_fingerprints import text_of
from tests.ui.windows import Hands

COMMON = "\n" + " ".join(text_of(7, 60)) + "\n"
OLDER = OLD + COMMON
NEWER = (
    "Ferry talks end after a week\n\n"
    "A spokesman of Lomera said that all is well.\n\n"
    "She spoke of a good day for the port and all who work there.\n\n"
    "Nobody of the union came. Hale could not be asked for a word.\n" + COMMON
)


@pytest.fixture
def path(tmp_path):
    """Two spans of a newer text, Lomera and Hale, are to be checked, one is not."""
    with make_project(tmp_path, [Document("ferry", OLDER, Meta("Ferry"))]) as project:
        for words in ("Lomera", "Hale", "good day"):
            project.apply(AddSpan(make_span(OLDER, words, id=words)), "ferry")
        (tmp_path / "ferry.txt").write_text(NEWER, encoding="utf-8")
        project.import_sources([tmp_path / "ferry.txt"], ImportChoice(other_text="newer"))
    return project.path


@pytest.fixture
def opened(window, qtbot, path):
    """The window on the newer text."""
    assert window.show_project(Project.open(path, annotator="ilse"))
    Hands(qtbot, window).settle()
    window.session.open_document("ferry-2")
    Hands(qtbot, window).settle()
    window.page.focus_text()
    return window


def selected(window):
    view = window.page.view
    return [view.index.spans[id].covered_text(view.text) for id in window.session.selection.spans]


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    Hands(qtbot, window).press(key, modifier)


def test_f8_walks_round_and_back(qtbot, opened):
    press(qtbot, opened, Qt.Key.Key_F8)
    assert selected(opened) == ["Lomera"]
    press(qtbot, opened, Qt.Key.Key_F8)
    assert selected(opened) == ["Hale"]
    press(qtbot, opened, Qt.Key.Key_F8)
    assert selected(opened) == ["Lomera"]
    press(qtbot, opened, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert selected(opened) == ["Hale"]


def test_f2_says_that_it_is_right_and_goes_on(qtbot, opened):
    chips = opened.page.articles.chips
    qtbot.waitUntil(lambda: chips.chip("doubtful").isVisible())
    assert chips.chip("doubtful").words == "To check 1"
    press(qtbot, opened, Qt.Key.Key_F8)
    press(qtbot, opened, Qt.Key.Key_F2)
    assert selected(opened) == ["Hale"]
    press(qtbot, opened, Qt.Key.Key_F2)
    mine = opened.session.annotation_set
    assert not any(one.is_doubtful for one in mine.spans.values())
    qtbot.waitUntil(lambda: not chips.chip("doubtful").isVisible())
    opened.run("undo")
    assert selected(opened) == ["Hale"]
    qtbot.waitUntil(lambda: chips.chip("doubtful").isVisible())


def test_the_inspector_says_why_and_has_the_button(qtbot, opened):
    press(qtbot, opened, Qt.Key.Key_F8)
    section = opened.page.inspector.selection
    qtbot.waitUntil(lambda: "Carried over from an older text" in section.warning.text())
    qtbot.mouseClick(section.confirm_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: section.warning.text() == "")
    assert not section.confirm_button.isVisible()


def test_where_nothing_is_to_be_checked_it_says_so(qtbot, opened):
    opened.session.open_document("ferry")
    said = []
    opened.session.said.connect(lambda words, *_: said.append(words))
    press(qtbot, opened, Qt.Key.Key_F8)
    assert said == ["No span of this article is to be checked."]
