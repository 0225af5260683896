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


def _is_counts(count: int) -> Callable[[Any], bool]:
    def accepts(value: Any) -> bool:
        whole = isinstance(value, list) and all(type(one) is int and one >= 0 for one in value)
        return whole and len(value) in (0, count)

    return accepts


def _is_point_size(value: Any) -> bool:
    return type(value) in (int, float) and 8 <= value <= 40


def _is_column(value: Any) -> bool:
    return type(value) is int and 40 <= value <= 120


def _is_percent(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 100


def _is_spacing(value: Any) -> bool:
    return type(value) in (int, float) and 0.8 <= value <= 2.0


def _is_gigabytes(value: Any) -> bool:
    return type(value) is int and 1 <= value <= 10_000


def _is_days(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 3650


def _is_share(value: Any) -> bool:
    return type(value) is int and 1 <= value <= 100


def _is_key_choice(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(action, str) and _is_texts(keys) for action, keys in value.items()
    )


def _are_lists(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())


def _is_one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


SETTINGS = (
    Setting("annotator", "", _is_text, "The name to annotate under."),
    Setting(
        "theme",
        "system",
        _is_one_of("system", "light", "dark"),
        "Light, dark, or as the system has it.",
    ),
    Setting(
        "contrast",
        "system",
        lambda value: value in ("system", "normal", "high"),
        "Colours of normal or high contrast, or as the system has it.",
    ),
    Setting("is_motion_reduced", False, _is_flag, "Whether nothing blinks or glides."),
    Setting("text_size", 13.5, _is_point_size, "Size of the article's text in points."),
    Setting("text_family", "", _is_text, "Face of the article's text; empty: the one delivered."),
    Setting("column_characters", 76, _is_column, "How many characters a line holds, about."),
    Setting("line_spacing", 1.0, _is_spacing, "Distance of lines, 1 as delivered."),
    Setting(
        "names_shown",
        "always",
        _is_one_of("always", "hover", "never"),
        "When the names of labels stand above their spans.",
    ),
    Setting(
        "arcs_shown",
        "all",
        _is_one_of("all", "selection", "none"),
        "Which relations are drawn as arcs.",
    ),
    Setting("hidden_labels", [], _is_texts, "Ids of labels that are switched off."),
    Setting(
        "queue_scope",
        "article",
        _is_one_of("article", "project"),
        "Whether the queue of a review is that of the open article or of the project.",
    ),
    Setting(
        "queue_order",
        "reading",
        _is_one_of("reading", "worst"),
        "Articles of a queue as the project has them, or those with least agreement first.",
    ),
    Setting(
        "audit_percent",
        5,
        _is_percent,
        "How much of what all agree on a reviewer is asked about, in a hundred.",
    ),
    Setting(
        "are_backups_made", True, _is_flag, "Whether open projects are backed up by themselves."
    ),
    Setting(
        "backup_gigabytes", 4, _is_gigabytes, "How much the backups of one project take at most."
    ),
    Setting("backup_folder", "", _is_text, "Where backups are; empty: in the user's data folder."),
    Setting(
        "known_places",
        [],
        _is_texts,
        "Paths of projects of which it was said that other machines may write to them.",
    ),
    Setting(
        "are_suggestions_shown",
        True,
        _is_flag,
        "Whether it is suggested what may be labelled next.",
    ),
    Setting(
        "suggestions_off",
        [],
        _is_texts,
        "Parts of the suggestions that are switched off, and ids of labels that none have.",
    ),
    Setting(
        "is_suggestion_case_exact",
        True,
        _is_flag,
        "Whether words must be written alike, upper and lower case too, to be suggested.",
    ),
    Setting("is_seen_kept", True, _is_flag, "Whether it is kept what was on screen of articles."),
    Setting(
        "are_arrows_by_word",
        False,
        _is_flag,
        "Whether the arrow keys go by words, and by characters with Ctrl.",
    ),
    Setting("keys", {}, _is_key_choice, "Action -> its keys, where they are not the delivered."),
    Setting(
        "lists",
        {},
        _are_lists,
        "Path of a project -> what its article list was narrowed to and sorted by.",
    ),
    Setting("recent_projects", [], _is_texts, "Paths of projects opened, newest first."),
    Setting("folder", "", _is_text, "Where files were chosen last."),
    Setting("export_folder", "", _is_text, "Where a corpus was written last."),
    Setting("again_days", 14, _is_days, "After how many days an article may come back."),
    Setting("again_share", 10, _is_share, "How many finished articles in a hundred come back."),
    Setting("window_geometry", "", _is_text, "Place and size of the window, as Qt encodes it."),
    Setting("column_widths", [], _is_counts(3), "Widths of list, article and inspector in pixels."),
    Setting("row_heights", [], _is_counts(2), "Heights of article and tables in pixels."),
    Setting("is_list_shown", True, _is_flag, "Whether the article list is shown."),
    Setting("is_inspector_shown", True, _is_flag, "Whether the inspector is shown."),
    Setting("are_tables_shown", False, _is_flag, "Whether spans and relations stand as tables."),
)
"""Sizes are in logical pixels or points; paths are absolute."""

BY_NAME = {setting.name: setting for setting in SETTINGS}
