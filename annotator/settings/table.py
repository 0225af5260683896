"""The table of settings: every name, what values it takes, and what it is by default."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Group = Literal["Appearance", "Text", "Keys", "Behaviour", "Backup", "Privacy"]
GROUPS: tuple[Group, ...] = ("Appearance", "Text", "Keys", "Behaviour", "Backup", "Privacy")
"""In the order of the settings window."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be, by which steps one goes, and what it counts."""

    low: float
    high: float
    step: float = 1
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `accepts` tells whether a value (as JSON has it) can be used.

    Those with a group are shown in the settings window and go into a file of settings; the others
    are what the program remembers by itself.
    """

    name: str
    default: Any
    accepts: Callable[[Any], bool]
    description: str
    group: Group | None = None
    title: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """Values, and the words for them."""
    bounds: Bounds | None = None


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


def _is_within(low: float, high: float, *kinds: type) -> Callable[[Any], bool]:
    return lambda value: type(value) in kinds and low <= value <= high


def _is_key_choice(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(action, str) and _is_texts(keys) for action, keys in value.items()
    )


def _are_lists(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())


def _are_places(value: Any) -> bool:
    places = ("annotate", "review", "overview")
    return isinstance(value, dict) and all(one in places for one in value.values())


def _remembered(
    name: str, default: Any, accepts: Callable[[Any], bool], description: str
) -> Setting:
    return Setting(name, default, accepts, description)


def _choice(
    name: str,
    default: str,
    choices: tuple[tuple[str, str], ...],
    group: Group,
    title: str,
    description: str,
) -> Setting:
    values = {value for value, _ in choices}
    return Setting(
        name,
        default,
        lambda value: isinstance(value, str) and value in values,
        description,
        group,
        title,
        choices,
    )


def _number(
    name: str, default: float, bounds: Bounds, group: Group, title: str, description: str
) -> Setting:
    kinds = (int, float) if bounds.step % 1 else (int,)
    accepts = _is_within(bounds.low, bounds.high, *kinds)
    return Setting(name, default, accepts, description, group, title, (), bounds)


def _flag(name: str, default: bool, group: Group, title: str, description: str) -> Setting:
    return Setting(name, default, _is_flag, description, group, title)


def _text(name: str, group: Group, title: str, description: str) -> Setting:
    return Setting(name, "", _is_text, description, group, title)


SETTINGS = (
    # ---- appearance
    _choice(
        "theme",
        "system",
        (("system", "as the system has it"), ("light", "light"), ("dark", "dark")),
        "Appearance",
        "Colours",
        "Light, dark, or as the system has it.",
    ),
    _choice(
        "contrast",
        "system",
        (("system", "as the system has it"), ("normal", "normal"), ("high", "high")),
        "Appearance",
        "Contrast",
        "Colours of normal or high contrast, or as the system has it.",
    ),
    _flag(
        "is_motion_reduced",
        False,
        "Appearance",
        "Nothing blinks or glides",
        "Whether carets hold still, and menus open without gliding.",
    ),
    # ---- text
    _number(
        "text_size",
        13.5,
        Bounds(8, 40, 0.5, "points"),
        "Text",
        "Text size",
        "Size of the article's text in points.",
    ),
    _text("text_family", "Text", "Face", "Face of the article's text; empty: the one delivered."),
    _number(
        "column_characters",
        76,
        Bounds(40, 120, 1, "characters"),
        "Text",
        "Line width",
        "How many characters a line holds, about.",
    ),
    _number(
        "line_spacing",
        1.0,
        Bounds(0.8, 2.0, 0.1),
        "Text",
        "Line distance",
        "Distance of lines, 1 as delivered.",
    ),
    _choice(
        "names_shown",
        "always",
        (("always", "always"), ("hover", "under the pointer"), ("never", "never")),
        "Text",
        "Names of labels",
        "When the names of labels stand above their spans.",
    ),
    _choice(
        "arcs_shown",
        "all",
        (("all", "all"), ("selection", "of what is selected"), ("none", "none")),
        "Text",
        "Relations",
        "Which relations are drawn as arcs.",
    ),
    # ---- keys
    Setting(
        "keys",
        {},
        _is_key_choice,
        "Which keys the actions have, where they are not the delivered ones.",
        "Keys",
        "Keys of the actions",
    ),
    _flag(
        "are_arrows_by_word",
        False,
        "Keys",
        "Arrow keys go by words",
        "Whether the arrow keys go by words, and by characters with Ctrl.",
    ),
    # ---- behaviour
    _flag(
        "is_session_restored",
        True,
        "Behaviour",
        "Go on where one was",
        "Whether the projects that were open at the end are opened at the next start.",
    ),
    _flag(
        "are_suggestions_shown",
        True,
        "Behaviour",
        "Suggest what to label next",
        "Whether it is suggested what may be labelled next.",
    ),
    _flag(
        "is_suggestion_case_exact",
        True,
        "Behaviour",
        "Suggest only what is written alike",
        "Whether words must be written alike, upper and lower case too, to be suggested.",
    ),
    _choice(
        "queue_scope",
        "article",
        (("article", "of the open article"), ("project", "of the project")),
        "Behaviour",
        "Queue of a review",
        "Whether the queue of a review is that of the open article or of the project.",
    ),
    _choice(
        "queue_order",
        "reading",
        (("reading", "as the project has them"), ("worst", "least agreement first")),
        "Behaviour",
        "Articles of the queue",
        "Articles of a queue as the project has them, or those with least agreement first.",
    ),
    _number(
        "audit_percent",
        5,
        Bounds(0, 100, 1, "in a hundred"),
        "Behaviour",
        "Audit of what all agree on",
        "How much of what all agree on a reviewer is asked about, in a hundred.",
    ),
    _number(
        "again_days",
        14,
        Bounds(0, 3650, 1, "days"),
        "Behaviour",
        "An article may come back after",
        "After how many days an article may come back.",
    ),
    _number(
        "again_share",
        10,
        Bounds(1, 100, 1, "in a hundred"),
        "Behaviour",
        "Articles that come back",
        "How many finished articles in a hundred come back.",
    ),
    # ---- backup
    _flag(
        "are_backups_made",
        True,
        "Backup",
        "Back open projects up",
        "Whether open projects are backed up by themselves.",
    ),
    _number(
        "backup_gigabytes",
        4,
        Bounds(1, 10_000, 1, "GB"),
        "Backup",
        "Room for the backups of a project",
        "How much the backups of one project take at most.",
    ),
    _text(
        "backup_folder",
        "Backup",
        "Folder of the backups",
        "Where backups are; empty: in the user's data folder.",
    ),
    # ---- privacy
    _text(
        "annotator", "Privacy", "Your name", "The name to annotate under, from the next project on."
    ),
    _flag(
        "is_seen_kept",
        True,
        "Privacy",
        "Keep what was on screen",
        "Whether it is kept what was on screen of articles.",
    ),
    _flag(
        "are_recent_kept",
        True,
        "Privacy",
        "Remember which projects were open",
        "Whether the projects opened last are listed on the start page.",
    ),
    # ---- what the program remembers
    _remembered("hidden_labels", [], _is_texts, "Ids of labels that are switched off."),
    _remembered(
        "known_places",
        [],
        _is_texts,
        "Paths of projects of which it was said that other machines may write to them.",
    ),
    _remembered(
        "suggestions_off",
        [],
        _is_texts,
        "Parts of the suggestions that are switched off, and ids of labels that none have.",
    ),
    _remembered(
        "lists",
        {},
        _are_lists,
        "Path of a project -> what its article list was narrowed to and sorted by.",
    ),
    _remembered("recent_projects", [], _is_texts, "Paths of projects opened, newest first."),
    _remembered(
        "tour_step", 0, _is_within(0, 100, int), "How many steps of the tour were done or skipped."
    ),
    _remembered(
        "open_projects",
        {},
        _are_places,
        "Paths of the projects open at the end -> where in them one was.",
    ),
    _remembered("folder", "", _is_text, "Where files were chosen last."),
    _remembered("export_folder", "", _is_text, "Where a corpus was written last."),
    _remembered("window_geometry", "", _is_text, "Place and size of the window, as Qt encodes it."),
    _remembered(
        "column_widths", [], _is_counts(3), "Widths of list, article and inspector in pixels."
    ),
    _remembered("row_heights", [], _is_counts(2), "Heights of article and tables in pixels."),
    _remembered("is_list_shown", True, _is_flag, "Whether the article list is shown."),
    _remembered("is_inspector_shown", True, _is_flag, "Whether the inspector is shown."),
    _remembered(
        "are_tables_shown", False, _is_flag, "Whether spans and relations stand as tables."
    ),
)
"""Sizes are in logical pixels or points; paths are absolute."""

BY_NAME = {setting.name: setting for setting in SETTINGS}


def shown_settings(group: Group | None = None) -> list[Setting]:
    """Return the settings that people choose, of one group or of all, in the table's order."""
    return [one for one in SETTINGS if one.group is not None and group in (None, one.group)]
