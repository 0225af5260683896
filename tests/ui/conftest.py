"""Fixtures that several files of this folder share."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from annotator.ui.theme import current_colours, theme
from tests.ui.windows import hands, opened, settings, window

__all__ = ["hands", "opened", "settings", "window"]


@pytest.fixture(autouse=True)
def as_it_was_dressed() -> Iterator[None]:
    """Dress the program for the next test as it was before this one: the theme is one for all."""
    before = current_colours() if QApplication.instance() is not None else None
    yield
    if before is not None and current_colours() != before:
        theme().choose("dark" if before.is_dark else "light")
        theme().choose_contrast("normal")
