"""Fixtures that several files of this folder share."""

from tests.ui.windows import hands, opened, settings, window

__all__ = ["hands", "opened", "settings", "window"]
