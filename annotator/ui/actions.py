"""The one table of actions: menus, palette, key sheet and key bindings are all drawn from it."""

from dataclasses import dataclass
from typing import Literal

Context = Literal["article", "window"]
"""`article`: only while the text has the focus. `window`: anywhere in the window."""
Group = Literal["Article text", "Label", "Relation", "Articles", "Project", "Edit", "View", "Help"]
Need = Literal["", "project", "article"]

RESERVED_LETTERS = frozenset("RNGLF")
"""Letters that are actions in the article, now or soon, and so never label keys."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something the user can do. `keys` are Qt's portable strings, the first one is shown."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    context: Context = "window"
    group: Group = "Article text"
    icon: str = ""
    needs: Need = "article"
    """What must be open for it to make sense."""
    in_palette: bool = True
    in_menu: bool = False


def _text(id: str, text: str, *keys: str, group: Group = "Article text") -> Action:
    """Return an action of the article, by its own key."""
    return Action(id, text, keys, "article", group)


ACTIONS: tuple[Action, ...] = (
    # ---- in the text
    _text("label_by_name", "Label by typing its name", "Space", group="Label"),
    _text("add_fragment", "Add the selected text as a part of the span", "F", group="Label"),
    _text("remove_fragment", "Take away the part at the caret", "Shift+F", group="Label"),
    _text("move_end_on", "Move the span's end on by a word", "Alt+Right", group="Label"),
    _text("move_end_back", "Move the span's end back by a word", "Alt+Left", group="Label"),
    _text("move_start_on", "Move the span's start on by a word", "Alt+Shift+Right", group="Label"),
    _text(
        "move_start_back", "Move the span's start back by a word", "Alt+Shift+Left", group="Label"
    ),
    _text("nudge_end_on", "Move the end on by a character", "Ctrl+Alt+Right", group="Label"),
    _text("nudge_end_back", "Move the end back by a character", "Ctrl+Alt+Left", group="Label"),
    _text(
        "nudge_start_on",
        "Move the start on by a character",
        "Ctrl+Alt+Shift+Right",
        group="Label",
    ),
    _text(
        "nudge_start_back",
        "Move the start back by a character",
        "Ctrl+Alt+Shift+Left",
        group="Label",
    ),
    _text("delete", "Delete what is selected", "Delete", "Backspace", group="Label"),
    _text("start_relation", "Relation from the selected span, or turn it", "R", group="Relation"),
    _text("edit_note", "Note on what is selected", "N", group="Label"),
    _text("next_span", "Next span", "Tab"),
    _text("previous_span", "Previous span", "Shift+Tab"),
    _text("select_here", "Select the span here, then the one around it", "Return", "Enter"),
    _text("come_back", "Come back from a jump", "Shift+Return", "Shift+Enter"),
    _text("list_spans", "List all spans here", "L"),
    _text("select_sentence", "Select the sentence", "Ctrl+Shift+S"),
    _text("cycle_granularity", "Select by word, character or sentence", "F4"),
    # ---- articles
    Action("next_article", "Next article", ("Ctrl+PgDown",), group="Articles", in_menu=True),
    Action("previous_article", "Previous article", ("Ctrl+PgUp",), group="Articles", in_menu=True),
    Action(
        "done_and_next",
        "Done, and the next article",
        ("Ctrl+Return", "Ctrl+Enter"),
        group="Articles",
        icon="check",
        in_menu=True,
    ),
    Action("reopen_article", "Not done after all", group="Articles", in_menu=True),
    Action("article_details", "Correct title, date, source…", group="Articles", in_menu=True),
    Action(
        "filter_articles",
        "Search the article list",
        ("Ctrl+L",),
        group="Articles",
        icon="search",
        needs="project",
        in_menu=True,
    ),
    # ---- project
    Action(
        "new_project",
        "New project…",
        ("Ctrl+N",),
        group="Project",
        icon="file-plus",
        needs="",
        in_menu=True,
    ),
    Action(
        "open_project",
        "Open a project…",
        ("Ctrl+O",),
        group="Project",
        icon="folder-open",
        needs="",
        in_menu=True,
    ),
    Action(
        "open_sample",
        "Open the sample",
        group="Project",
        icon="book-open",
        needs="",
        in_menu=True,
    ),
    Action(
        "import_files",
        "Add articles…",
        ("Ctrl+I",),
        group="Project",
        icon="download",
        needs="project",
        in_menu=True,
    ),
    Action(
        "import_folder",
        "Add a folder of articles…",
        group="Project",
        needs="project",
        in_menu=True,
    ),
    Action(
        "paste_article",
        "Paste an article…",
        ("Ctrl+Shift+V",),
        group="Project",
        icon="clipboard-paste",
        needs="project",
        in_menu=True,
    ),
    Action(
        "export",
        "Export a corpus…",
        ("Ctrl+Shift+X",),
        group="Project",
        icon="upload",
        needs="project",
        in_menu=True,
    ),
    Action("sign_in", "Annotate as…", group="Project", icon="user", needs="project", in_menu=True),
    Action(
        "close_project",
        "Close the project",
        ("Ctrl+W",),
        group="Project",
        needs="project",
        in_menu=True,
    ),
    Action("retry_saving", "Try to save again", group="Project", needs="project"),
    Action("quit", "Quit", ("Ctrl+Q",), group="Project", needs="", in_menu=True),
    # ---- edit
    Action("undo", "Undo", ("Ctrl+Z",), group="Edit", icon="undo-2", needs="project", in_menu=True),
    Action(
        "redo",
        "Redo",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        group="Edit",
        icon="redo-2",
        needs="project",
        in_menu=True,
    ),
    Action("find", "Find in the article", ("Ctrl+F",), group="Edit", icon="search", in_menu=True),
    Action("find_next", "Next hit", ("F3",), group="Edit"),
    Action("find_previous", "Previous hit", ("Shift+F3",), group="Edit"),
    Action("same_text", "Same text elsewhere in the article…", ("Ctrl+E",), group="Label"),
    Action("cancel", "Out of anything, back to the text", ("Esc",), "article", "Edit"),
    # ---- view
    Action("zoom_in", "Larger text", ("Ctrl++", "Ctrl+="), group="View", in_menu=True),
    Action("zoom_out", "Smaller text", ("Ctrl+-",), group="View", in_menu=True),
    Action("zoom_normal", "Normal text size", ("Ctrl+0",), group="View", in_menu=True),
    Action("reading", "Reading: size, lines, face…", group="View", in_menu=True),
    Action("wider_column", "Wider column", group="View"),
    Action("narrower_column", "Narrower column", group="View"),
    Action("looser_lines", "Lines further apart", group="View"),
    Action("tighter_lines", "Lines closer together", group="View"),
    Action("choose_face", "Choose the reading face…", group="View"),
    Action("choose_labels_shown", "Labels shown…", ("Ctrl+F7",), group="View", in_menu=True),
    Action("show_all_labels", "Show all labels", group="View"),
    Action("cycle_names", "Names: always, on hover, never", ("F7",), group="View"),
    Action("names_always", "Names always", group="View"),
    Action("names_on_hover", "Names on hover", group="View"),
    Action("names_never", "No names", group="View"),
    Action("cycle_arcs", "Relations: all, of the selection, none", ("Shift+F7",), group="View"),
    Action("arcs_all", "All relations as arcs", group="View"),
    Action("arcs_of_selection", "Arcs of the selection", group="View"),
    Action("arcs_none", "No arcs", group="View"),
    Action("show_second", "Show another annotator's labels…", group="View", in_menu=True),
    Action("hide_second", "Hide the other annotator's labels", group="View"),
    Action("text_only", "Text only", ("F11",), group="View", in_menu=True),
    Action("toggle_list", "Article list", ("F9",), group="View", needs="project", in_menu=True),
    Action(
        "toggle_inspector", "Inspector", ("Shift+F9",), group="View", needs="project", in_menu=True
    ),
    Action(
        "toggle_tables", "Spans and relations as tables", ("Ctrl+T",), group="View", in_menu=True
    ),
    Action("next_panel", "Next panel", ("F6",), group="View", needs="project"),
    Action("previous_panel", "Previous panel", ("Shift+F6",), group="View", needs="project"),
    Action("theme_system", "Colours as the system has them", group="View", needs="", in_menu=True),
    Action("theme_light", "Light colours", group="View", needs="", in_menu=True),
    Action("theme_dark", "Dark colours", group="View", needs="", in_menu=True),
    Action("contrast_system", "Contrast as the system has it", group="View", needs=""),
    Action("contrast_normal", "Normal contrast", group="View", needs=""),
    Action("contrast_high", "High contrast", group="View", needs="", in_menu=True),
    Action("toggle_motion", "Nothing blinks or glides", group="View", needs=""),
    # ---- help
    Action(
        "palette", "Commands", ("Ctrl+K",), group="Help", needs="", in_palette=False, in_menu=True
    ),
    Action("help", "Help", ("F1",), group="Help", icon="circle-help", needs="", in_menu=True),
    Action("change_keys", "Change keys…", group="Help", needs="", in_menu=True),
    Action("key_sheet", "Keys", ("?",), group="Help", icon="keyboard", needs="", in_menu=True),
    Action("show_menu", "Menu", ("F10",), group="Help", needs="", in_palette=False),
)

BY_ID = {action.id: action for action in ACTIONS}
GROUPS: tuple[Group, ...] = (
    "Label",
    "Relation",
    "Article text",
    "Articles",
    "Edit",
    "Project",
    "View",
    "Help",
)
"""In the order of the key sheet."""
