"""The list view of articles: what it costs when a row says something else."""

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from annotator.ui.panels.article_view import ArticleView

ROWS = 5_000


class Rows(QAbstractListModel):
    """Very many rows, and how often a view asked how many there are."""

    def __init__(self):
        super().__init__()
        self.asked = 0
        self.words = "Council opens ferry talks"

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        self.asked += 1
        return 0 if parent.isValid() else ROWS

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self.words if role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture
def rows(qtbot):
    rows, view = Rows(), ArticleView()
    qtbot.addWidget(view)
    view.setModel(rows)
    view.resize(250, 600)
    with qtbot.waitExposed(view):
        view.show()
    QApplication.processEvents()
    rows.view = view
    return rows


def test_a_row_that_changed_lays_out_no_others(rows):
    rows.asked = 0
    there = rows.index(3)
    rows.dataChanged.emit(there, there)
    QApplication.processEvents()
    rows.view.setCurrentIndex(there)
    rows.view.scrollTo(there)
    assert rows.asked < 500


def test_rows_that_came_and_went_are_still_laid_out(rows):
    bottom = rows.view.verticalScrollBar().maximum()
    assert bottom > 0
    rows.beginResetModel()
    rows.endResetModel()
    QApplication.processEvents()
    assert rows.view.verticalScrollBar().maximum() == bottom
    last = rows.index(ROWS - 1)
    rows.view.scrollTo(last)
    assert rows.view.visualRect(last).bottom() <= rows.view.viewport().height()
