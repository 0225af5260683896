"""Row 45 in the window: where there is nothing to measure there is a dash, and it says why."""

import re

import pytest
from PySide6.QtCore import Qt

from annotator.messages.agreement_words import WHY_WORDS
from annotator.ui.review.agreement_rows import VALUE
from tests.project.unmeasurable import UNMEASURABLE, make_unmeasurable
from tests.ui.windows import CTRL, SHIFT

NO_NUMBER = re.compile(r"\b(nan|inf|none|null)\b", re.IGNORECASE)


@pytest.mark.parametrize("what", UNMEASURABLE)
def test_row_45_a_dash_says_why(window, hands, tmp_path, what, tally):
    assert window.show_project(make_unmeasurable(tmp_path, what))
    hands.settle()
    hands.press(Qt.Key.Key_A, CTRL | SHIFT)
    hands.settle()
    dialog = window.review_page.agreement
    assert dialog.isVisible() and not dialog.is_measuring
    dialog.grab()
    dashes = 0
    for number in range(len(dialog._views)):
        dialog.show_view(number)
        rows = dialog.table.numbers
        for row in range(rows.rowCount()):
            cells = [rows.index(row, column).data() or "" for column in range(rows.columnCount())]
            assert not any(NO_NUMBER.search(one) for one in cells[1:]), cells
            if cells[VALUE] == "–":
                dashes += 1
                why = rows.row_at(rows.index(row, VALUE)).why
                assert why in WHY_WORDS.values()
                spoken = rows.index(row, VALUE).data(Qt.ItemDataRole.AccessibleTextRole)
                assert why in spoken
    if what in ("nobody", "one person"):
        assert not dialog._views
        assert "two" in dialog.counted.text()
    else:
        assert dashes
    tally(dashes=dashes)
