"""Fixtures of the text view: a view on a screen that is not there, with someone who applies edits."""

import pytest

from annotator.ui.fonts import register_fonts
from tests.ui.text_view.desk import Desk


@pytest.fixture
def desk(qtbot):
    """A desk with the sample article of `tests.builders` on it, focused."""
    register_fonts()
    desk = Desk(qtbot)
    desk.show()
    yield desk
    desk.close()
