"""Narrowing the list: how many fit is said before, what cannot be is said in one sentence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model.document import Document, Meta
from annotator.project.rows import Bounds, ListQuery
from annotator.ui.dialogs.narrow_list import NarrowListDialog
from tests.ui.projects import HOSTILE, make_many, make_project


@pytest.fixture
def make_dialog(qtbot, tmp_path):
    """Return a maker of dialogs on a project; what it is told is in `chosen`."""
    projects = []

    def make(documents, query=ListQuery()):  # noqa: B008
        project = make_project(tmp_path, documents)
        projects.append(project)
        dialog = NarrowListDialog(project, query)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.told = []
        dialog.query_chosen.connect(dialog.told.append)
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        return dialog

    yield make
    for project in projects:
        project.close()


def tick(dialog, row):
    """Tick a source as a hand does, by its box."""
    item = dialog.sources.item(row)
    dialog.sources.setCurrentItem(item)
    dialog.sources.setFocus()
    from PySide6.QtTest import QTest

    QTest.keyClick(dialog.sources, Qt.Key.Key_Space)


def test_what_fits_is_counted_while_one_chooses(qtbot, make_dialog):
    dialog = make_dialog(make_many(10), ListQuery("article", order="spans"))
    qtbot.waitUntil(
        lambda: dialog.message.text() == "10 articles fit, the words searched counted in."
    )
    assert not dialog.clear_button.isEnabled()
    assert [dialog.sources.item(row).text() for row in range(3)] == [
        "source 0   3",
        "source 1   4",
        "source 2   3",
    ]
    tick(dialog, 1)
    qtbot.waitUntil(
        lambda: dialog.message.text() == "4 articles fit, the words searched counted in."
    )
    qtbot.keyClicks(dialog.fewest, "1")
    qtbot.waitUntil(lambda: dialog.message.text().startswith("No article fits"))
    dialog.fewest.clear()
    qtbot.keyClicks(dialog.longest, "300")
    qtbot.keyClick(dialog.longest, Qt.Key.Key_Return)
    assert dialog.told == [
        ListQuery("article", sources=("source 1",), characters=Bounds(None, 300), order="spans")
    ]


def test_it_begins_as_the_list_is_and_clears(qtbot, make_dialog):
    query = ListQuery(
        sources=("source 2", "gone"), since="2017", spans=Bounds(0, 3), edited_until="2020-02"
    )
    dialog = make_dialog(make_many(3), query)
    assert dialog.chosen() == query
    qtbot.mouseClick(dialog.clear_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.message.text() == "3 articles fit.")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.told == [ListQuery()]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (
            "since",
            "2017-13",
            "“2017-13” is no date: write a year, 2017, a month, 2017-03, or a day, 2017-03-24.",
        ),
        (
            "edited_until",
            "2017-02-30",
            "“2017-02-30” is no date: write a year, 2017, a month, 2017-03, or a day, 2017-03-24.",
        ),
        ("most", "-1", "“-1” is no number: write a whole one, 0 or more."),
        ("shortest", "ten", "“ten” is no number: write a whole one, 0 or more."),
        ("shortest", "9" * 30, f"“{'9' * 30}” is no number: write a whole one, 0 or more."),
        ("most", "3", "My spans from 5 to 3: nothing lies between."),
        ("until", "2016", "Published from 2016-05 to 2016: nothing lies between."),
    ],
)
def test_what_cannot_be_is_said(qtbot, make_dialog, field, typed, said):
    begun = ListQuery(since="2016-05", spans=Bounds(5)) if field in ("most", "until") else None
    dialog = make_dialog(make_many(1), begun or ListQuery())
    if field == "until":
        typed, said = "2015", "Published from 2016-05 to 2015: nothing lies between."
    qtbot.keyClicks(getattr(dialog, field), typed)
    assert dialog.message.text() == said
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClick(getattr(dialog, field), Qt.Key.Key_Return)
    assert dialog.told == []
    assert dialog.isVisible()


def test_hostile_sources_are_plain_words_and_found(qtbot, make_dialog):
    documents = [
        Document(f"d{number}", "text", Meta(source=words))
        for number, words in enumerate([*HOSTILE.values(), "Norrow Post", "Wire", "Courier"])
    ]
    dialog = make_dialog(documents)
    texts = [dialog.sources.item(row).text() for row in range(dialog.sources.count())]
    assert any("<b>bold</b>" in one for one in texts)
    assert all("\n" not in one and len(one) < 120 for one in texts)
    assert dialog.find_source.isVisible()
    qtbot.keyClicks(dialog.find_source, "norrow")
    shown = [one for row, one in enumerate(texts) if not dialog.sources.item(row).isHidden()]
    assert shown == ["Norrow Post   1"]


def test_without_sources_it_does_without_them(make_dialog):
    dialog = make_dialog([Document("d", "text", Meta("Bare"))])
    assert not dialog.sources.isVisible()
    assert not dialog.find_source.isVisible()
    assert dialog.focusWidget() is dialog.since
