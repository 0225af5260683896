"""The contract: what is promised of the speed of each act, as a table.

A promise is a ratio to a floor that is measured in the same run, and where memory matters, how much
more than at rest an act may take at its peak. What is over says why, and what was tried.
"""

from dataclasses import dataclass
from typing import Literal

Group = Literal["Starting", "Reading", "Labelling", "Finding", "Files", "People"]


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the contract."""

    id: str
    group: Group
    act: str
    """What is done, in words, beginning with a capital."""
    floor: str
    """What is done instead, as the least that any program would do."""
    times: float
    """How many times as long as the floor it may take."""
    how: str
    """What is in the time."""
    megabytes: int | None = None
    """How much more than at rest the process may hold at most; None: nothing is promised."""
    is_in_window: bool = False
    """Whether it is measured in the real window (without a screen)."""
    why_over: str = ""
    """What is known of why it is over, and what was tried."""


CONTRACT: tuple[Promise, ...] = (
    # ---- starting
    Promise(
        "start-page",
        "Starting",
        "Start, until the start page answers",
        "the same with a bare window of Qt with one line of text",
        1.6,
        "By the clock, from the start of the process until it is painted and the loop turns again.",
        megabytes=60,
        is_in_window=True,
        why_over=(
            "Some 300 modules are read before the first paint, where it was 850; a third is ours, "
            "the rest Qt's, click and regex. Tried: commands, projects, dialogs and sentences of "
            "errors are read afterwards. Not tried: making menus and shortcuts after the first "
            "paint."
        ),
    ),
    Promise(
        "start-project",
        "Starting",
        "Start on a project, until its article is painted",
        "a bare window of Qt with one line of text",
        2.5,
        "By the clock, from the start of the process until it is painted and the loop turns again.",
        megabytes=100,
        is_in_window=True,
        why_over=(
            "Some 840 modules are read before the article is painted, 530 of them ours, and "
            "numpy. Tried: commands, the windows of search, entities, history and oddities are "
            "read when they are opened. Not tried: the project's doors read when first used, "
            "panels after the text."
        ),
    ),
    Promise(
        "open-many",
        "Starting",
        "Open a project of {many} articles",
        "open one of 100",
        1.5,
        "In the window that is open, until list and article are painted.",
        megabytes=150,
        is_in_window=True,
    ),
    # ---- reading
    Promise(
        "list-scroll",
        "Reading",
        "Scroll the list of {many} articles by a page",
        "a bare list of Qt with as many lines of text",
        4.0,
        "Processor time of the window until the rows are painted.",
        is_in_window=True,
    ),
    Promise(
        "open-small",
        "Reading",
        "Open an article of 60 spans",
        "its rows from SQLite, its text in a bare text field of Qt",
        4.0,
        "By the clock, from the wish until it is painted, panels and all.",
        is_in_window=True,
    ),
    Promise(
        "open-large",
        "Reading",
        "Open an article of a million characters and 30,000 spans",
        "its rows from SQLite, its text in a bare text field of Qt",
        2.5,
        "By the clock, from the wish until it is painted, panels and all.",
        megabytes=250,
        is_in_window=True,
    ),
    Promise(
        "scroll",
        "Reading",
        "Scroll that article by a notch of the wheel",
        "a bare text field of Qt with the same text",
        2.0,
        "Processor time of the window until it is painted.",
        is_in_window=True,
    ),
    # ---- labelling
    Promise(
        "key",
        "Labelling",
        "Label a word of that article by a key",
        "type a letter into a bare text field of Qt with the same text",
        10.0,
        "Processor time of the window from the key until the span is painted.",
        is_in_window=True,
    ),
    Promise(
        "key-small",
        "Labelling",
        "Label a word of an article of 60 spans by a key",
        "type a letter into a bare text field of Qt with the same text",
        10.0,
        "Processor time of the window from the key until the span is painted.",
        is_in_window=True,
    ),
    Promise(
        "key-beside",
        "Labelling",
        "Label a word while an import and an agreement run",
        "the same while nothing else runs",
        3.0,
        "By the clock, from the key until the span is painted.",
        is_in_window=True,
    ),
    Promise(
        "undo",
        "Labelling",
        "Take a span back",
        "take a letter back in a bare text field of Qt with the same text",
        12.0,
        "Processor time of the window from the keys until it is painted.",
        is_in_window=True,
    ),
    Promise(
        "save",
        "Labelling",
        "Save a span, until the disk has it",
        "one row into SQLite, committed as safely",
        3.0,
        "By the clock, from the edit until it is acknowledged; history and counts go with it.",
    ),
    Promise(
        "label-all",
        "Labelling",
        "Label a phrase in all of {some} articles",
        "look for it in all texts, and put the spans in as bare rows",
        40.0,
        "Processor time, with history and counts, until the disk has it.",
        megabytes=60,
    ),
    # ---- finding
    Promise(
        "filter",
        "Finding",
        "Narrow the list of {many} articles by a word",
        "look for the word in all texts, inside SQLite",
        1.5,
        "By the clock, until the keys of all that fit are there.",
        why_over="Why has not been looked into yet.",
    ),
    Promise(
        "search",
        "Finding",
        "Search {many} articles while one types",
        "the same words put to a bare index, and the first texts read",
        6.0,
        "By the clock, the first hits for each of the beginnings of a phrase, one after the other.",
        megabytes=60,
        why_over="Why has not been looked into yet.",
    ),
    # ---- files
    Promise(
        "import",
        "Files",
        "Import {some} articles",
        "lines through orjson into bare rows of SQLite",
        2.5,
        "Processor time; every span checked, every article met, the corpus undoable.",
        megabytes=120,
    ),
    Promise(
        "export",
        "Files",
        "Export {some} articles",
        "bare rows of SQLite through orjson",
        2.0,
        "Processor time; every line checked against its text, with a manifest.",
        megabytes=60,
        why_over="Why has not been looked into yet.",
    ),
    Promise(
        "verify",
        "Files",
        "Verify an export of {some} articles",
        "its bytes hashed, its lines through orjson, each span held against its text",
        15.0,
        "Processor time; with manifest and schema.",
        megabytes=60,
    ),
    Promise(
        "merge",
        "Files",
        "Merge a colleague's {some} articles",
        "the rows of both read, the colleague's put in as bare rows",
        6.0,
        "Processor time; articles met, history taken over, one act that can be taken back.",
        megabytes=200,
    ),
    # ---- people
    Promise(
        "agreement",
        "People",
        "Measure the agreement of two people on {some} articles",
        "all rows from SQLite, and the words of all texts",
        6.0,
        "Processor time; all measures, with intervals.",
        megabytes=120,
    ),
    Promise(
        "compare",
        "People",
        "List the differences of two people in {some} articles",
        "all rows from SQLite, and the spans of both by place",
        8.0,
        "Processor time.",
        megabytes=60,
    ),
)

BY_ID = {one.id: one for one in CONTRACT}
