"""The table of settings: every name, what values it takes, and what it is by default."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `accepts` tells whether a value (as JSON has it) can be used."""

    name: str
    default: Any
    accepts: Callable[[Any], bool]
    description: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_counts(value: Any) -> bool:
    whole = isinstance(value, list) and all(type(one) is int and one >= 0 for one in value)
    return whole and len(value) in (0, 3)


def _is_point_size(value: Any) -> bool:
    return type(value) in (int, float) and 8 <= value <= 40


SETTINGS = (
    Setting("annotator", "", _is_text, "The name to annotate under."),
    Setting(
        "theme",
        "system",
        lambda value: value in ("system", "light", "dark"),
        "Light, dark, or as the system has it.",
    ),
    Setting("text_size", 13.5, _is_point_size, "Size of the article's text in points."),
    Setting("recent_projects", [], _is_texts, "Paths of projects opened, newest first."),
    Setting("folder", "", _is_text, "Where files were chosen last."),
    Setting("export_folder", "", _is_text, "Where a corpus was written last."),
    Setting("window_geometry", "", _is_text, "Place and size of the window, as Qt encodes it."),
    Setting("column_widths", [], _is_counts, "Widths of list, article and inspector in pixels."),
    Setting("is_list_shown", True, _is_flag, "Whether the article list is shown."),
    Setting("is_inspector_shown", True, _is_flag, "Whether the inspector is shown."),
)
"""Sizes are in logical pixels or points; paths are absolute."""

BY_NAME = {setting.name: setting for setting in SETTINGS}
