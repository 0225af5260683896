"""A reviewer looks where the project stands, finds what two people mix up, and settles a case."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project.project import Project
from annotator.project.sample import make_sample
from annotator.ui.overview.confusion_card import ConfusionCard
from annotator.ui.overview.progress_card import ProgressCard
from annotator.ui.tasks import running_tasks

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(key, modifiers=NONE):
    QApplication.processEvents()
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    QTest.keyClick(widget, key, modifiers)


def test_from_the_overview_to_a_verdict_and_back(qtbot, window, tmp_path):
    def settle():
        qtbot.waitUntil(lambda: not running_tasks())
        QApplication.processEvents()

    def read():
        page = window.overview_page
        qtbot.waitUntil(
            lambda: page.is_made and not page.reading.is_reading and not page.reading.is_waiting
        )
        settle()
        return page

    path = tmp_path / "sample.annotator"
    make_sample(path)
    assert window.show_project(Project.open(path, annotator="Nora"))
    settle()
    # She looks: how far are they, and who confuses what?
    press(Qt.Key.Key_3, CTRL)
    page = read()
    assert window.place == "overview"
    assert page.card(ProgressCard).headline.number.text() == "13"
    matrix = page.card(ConfusionCard).matrix
    page._go_to(matrix)
    mixed = next(
        at
        for at, one in enumerate(matrix.items)
        if one.behind is not None and one.behind.where.kind == "label"
    )
    x, y = matrix.items[mixed].box.middle
    count = int(matrix.items[mixed].value)
    # A click on what they mix up lists the cases; Enter goes into the review of these two.
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    settle()
    assert page.places.model.rowCount() == count
    press(Qt.Key.Key_Return)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle()
    review = window.review_page.reviewing
    assert window.place == "review" and review.case.difference.kind == "label"
    # She decides for the first, and comes back: the article counts as reviewed.
    document = window.session.document.id
    press(Qt.Key.Key_A)
    settle()
    press(Qt.Key.Key_3, CTRL)
    assert read() is page and matrix.hasFocus()
    reviewed = {one.name: one.value for one in page.card(ProgressCard).states.items}["reviewed"]
    assert reviewed == "1"
    # The numbers narrow to that article; in the table the same is read.
    page.card(ProgressCard).states.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Return)
    settle()
    rows = window.session.project.document_rows(page.articles.model.keys)
    assert [one.id for one in rows] == [document]
    qtbot.mouseClick(page.narrowing.listed, Qt.MouseButton.LeftButton)
    settle()
    read()
    assert "of 1 article" in page.card(ProgressCard).headline.words.text()
    page.focus_text()
    press(Qt.Key.Key_T)
    assert page.card(ProgressCard).all.table.isVisible()
