"""The one table of actions: menus, palette, key sheet and key bindings are all drawn from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from annotator.model.label_keys import RESERVED

Context = Literal["article", "review", "inbox", "overview", "window"]
"""`article`: only while the text has the focus, where one annotates; `review`: likewise where one
reviews. `inbox`: only while the inbox has the focus. `overview`: only while one of its pictures has
it. `window`: anywhere in the window."""
Group = Literal[
    "Article text",
    "Label",
    "Relation",
    "Review",
    "Inbox",
    "Overview",
    "Articles",
    "Project",
    "Edit",
    "View",
    "Help",
]
Need = Literal["", "project", "article"]
Place = Literal["annotate", "review", "overview"]

RESERVED_LETTERS = frozenset(one.upper() for one in RESERVED)
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
    place: Place | None = None
    """The one place of the window where it can be done; None: in all."""
    in_palette: bool = True
    in_menu: bool = False


def _text(id: str, text: str, *keys: str, group: Group = "Article text") -> Action:
    """Return an action of the article, by its own key."""
    return Action(id, text, keys, "article", group, place="annotate")


def _review(id: str, text: str, *keys: str) -> Action:
    """Return an action of the review, by its own key."""
    return Action(id, text, keys, "review", "Review", place="review")


def _inbox(id: str, text: str, *keys: str) -> Action:
    """Return an action of the inbox, by its own key."""
    return Action(id, text, keys, "inbox", "Inbox", needs="project", place="annotate")


def _overview(id: str, text: str, *keys: str) -> Action:
    """Return an action of the overview, by its own key."""
    return Action(id, text, keys, "overview", "Overview", needs="project", place="overview")


ACTIONS: tuple[Action, ...] = (
    # ---- in the text
    _text("label_by_name", "Label by typing its name", "Space", group="Label"),
    _text(
        "add_fragment",
        "Add the selected text, or this word, as a part of the span",
        "F",
        group="Label",
    ),
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
    _text("stretch_end_on", "Move the end on by a clause", "Alt+End", group="Label"),
    _text("stretch_end_back", "Move the end back by a clause", "Alt+Home", group="Label"),
    _text("stretch_start_on", "Move the start on by a clause", "Alt+Shift+End", group="Label"),
    _text(
        "stretch_start_back",
        "Move the start back by a clause",
        "Alt+Shift+Home",
        group="Label",
    ),
    _text("copy_with_labels", "Copy the span with its label", group="Label"),
    _text("delete", "Delete what is selected", "Delete", "Backspace", group="Label"),
    _text(
        "accept_suggestion", "Accept the suggestion, and on to the next", "+", "=", group="Label"
    ),
    _text(
        "reject_suggestion",
        "Reject the suggestion, and on to the next",
        "Shift+Delete",
        "Shift+Backspace",
        group="Label",
    ),
    _text("accept_all_alike", "Accept all suggestions of this text…", "Shift+F2", group="Label"),
    _text("next_suggestion", "Next suggestion", "F5"),
    _text("previous_suggestion", "Previous suggestion", "Ctrl+F5"),
    _text("start_relation", "Relation from the selected span, or turn it", "R", group="Relation"),
    _text("edit_note", "Note on what is selected", "N", group="Label"),
    _text("guideline", "Guideline of the label here", "G", group="Label"),
    _text("use_as_example", "Use as an example in the label's guideline", "Shift+G", group="Label"),
    _text("discuss", "Discuss what is selected", "Ctrl+D", group="Label"),
    _text("next_span", "Next span", "Tab"),
    _text("previous_span", "Previous span", "Shift+Tab"),
    _text("gather_next", "Select the next span too", "Alt+Down"),
    _text("gather_previous", "Select the previous span too", "Alt+Up"),
    _text("next_doubtful", "Next span to check", "F8"),
    _text("previous_doubtful", "Previous span to check", "Shift+F8"),
    _text("confirm", "It is right: nothing to check here", "F2", group="Label"),
    _text("select_here", "Select the span here, then the one around it", "Return", "Enter"),
    _text("come_back", "Come back from a jump", "Shift+Return", "Shift+Enter"),
    _text("list_spans", "List all spans here", "L"),
    _text("select_sentence", "Select the sentence", "Ctrl+Shift+S"),
    _text("cycle_granularity", "Select by word, character or sentence", "F4"),
    # ---- in the review
    _review("choose_first", "The first is right (above)", "A"),
    _review("choose_second", "The second is right (below)", "S"),
    _review("choose_both", "Both are right", "D"),
    _review("choose_neither", "Nothing should be here", "X"),
    _review("edit_case", "Put it right: edit, then Esc", "E"),
    _review("comment_case", "Comment on the decision", "C"),
    _review("reason_case", "Reason of the decision", "W"),
    Action(
        "edit_reasons",
        "Reasons for decisions…",
        group="Review",
        needs="project",
    ),
    _review("flag_guideline", "Guideline needs work", "G"),
    _review("reopen_case", "Take the decision back", "Backspace", "Delete"),
    _review("discuss_case", "Discuss", "R"),
    _review("next_case", "Next difference", "J", "F8"),
    _review("previous_case", "Previous difference", "K", "Shift+F8"),
    _review("next_open_case", "Next open difference", "U"),
    _review("leave_edit", "End editing, or let go of the selection", "Esc"),
    _review("next_disputed", "Next article with open differences", "N"),
    _review("turn_scope", "Queue of this article, or of the project", "Q"),
    _review("turn_order", "Worst articles first, or reading order", "O"),
    _review("filter_queue", "Which differences to show…", "F"),
    _review("show_everything", "Show all differences again", "Shift+F"),
    _review("show_flagged", "Verdicts that say the guideline needs work"),
    _review("choose_audit", "How much of what all agree on to audit…"),
    _review("by_phrase", "By phrase: all occurrences in the project…", "B"),
    _review("list_phrases", "Phrases that are not labelled alike…", "Shift+B"),
    _review("choose_people", "Whose labels to compare…", "P"),
    _review("look_anyway", "Look at labels given blind"),
    # ---- in the inbox
    _inbox("accept_change", "Accept what was decided", "A"),
    _inbox("accept_article", "Accept all of this article", "Shift+A"),
    _inbox("contest_change", "Contest it", "C"),
    _inbox("take_back_answer", "Contest it no longer", "Backspace", "Delete"),
    _inbox("discuss_change", "Discuss it", "D", "R"),
    _inbox("next_change", "Next change", "J", "F8"),
    _inbox("previous_change", "Previous change", "K", "Shift+F8"),
    _inbox("next_waiting", "Next change that waits", "U"),
    _inbox("go_to_change", "To its place in the text", "Return", "Enter"),
    _inbox("leave_inbox", "Back to the text", "Esc"),
    # ---- in the overview
    _overview("picture_as_table", "The picture as a table, or as a picture again", "T"),
    _overview("copy_picture", "Copy the picture", "C"),
    _overview("copy_numbers", "Copy the picture's numbers", "N"),
    _overview("save_picture", "Save the picture, or its numbers…", "S"),
    _overview("show_all_numbers", "Everything again, narrowed to nothing", "Shift+F"),
    _overview("next_picture", "Next picture", "J"),
    _overview("previous_picture", "Previous picture", "K"),
    _overview("nearer_graph", "Come nearer to the graph of the news", "+", "="),
    _overview("farther_graph", "Go farther off the graph of the news", "-"),
    _overview("whole_graph", "The whole graph of the news", "0"),
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
        place="annotate",
    ),
    Action(
        "go_to_unseen",
        "Go to the first paragraph never shown",
        ("Shift+F5",),
        group="Articles",
        place="annotate",
    ),
    Action(
        "toggle_seen",
        "Keep what was on screen of articles, or do not",
        group="Articles",
        place="annotate",
    ),
    Action(
        "reopen_article", "Not done after all", group="Articles", in_menu=True, place="annotate"
    ),
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
    Action(
        "narrow_list",
        "Narrow the article list…",
        ("Ctrl+Shift+L",),
        group="Articles",
        needs="project",
        in_menu=True,
    ),
    Action("sort_list", "Sort the article list…", group="Articles", needs="project", in_menu=True),
    Action("list_everything", "List all articles again", group="Articles", needs="project"),
    Action("set_aside", "Set articles aside…", group="Articles", needs="project", in_menu=True),
    Action(
        "remove_articles",
        "Remove articles from the list…",
        group="Articles",
        needs="project",
        in_menu=True,
    ),
    Action(
        "bring_back",
        "Bring articles back into the list",
        group="Articles",
        needs="project",
        in_menu=True,
    ),
    Action("show_hidden", "Show what was set aside", group="Articles", needs="project"),
    Action("purge_articles", "Purge articles…", group="Articles", needs="project", in_menu=True),
    Action("assign", "Assign articles…", group="Articles", needs="project", in_menu=True),
    Action(
        "assign_again",
        "Assign again, to compare with oneself…",
        group="Articles",
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
        "new_window", "Another window", ("Ctrl+Alt+N",), group="Project", needs="", in_menu=True
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
    Action(
        "print_article",
        "Print the article, or save it as PDF…",
        ("Ctrl+P",),
        group="Project",
        place="annotate",
        in_menu=True,
    ),
    Action(
        "near_duplicates",
        "Near duplicates…",
        group="Articles",
        needs="project",
        in_menu=True,
    ),
    Action(
        "take_in",
        "Take in a colleague's project…",
        group="Project",
        needs="project",
        in_menu=True,
    ),
    Action("send", "Send for review…", group="Project", needs="project", in_menu=True),
    Action("team", "Team…", group="Project", needs="project", in_menu=True),
    Action("edit_label_set", "Label set…", group="Project", needs="project", in_menu=True),
    Action(
        "change_label",
        "Change a label…",
        group="Project",
        needs="project",
        in_menu=True,
    ),
    Action(
        "not_allowed",
        "What is not allowed…",
        ("Ctrl+Shift+N",),
        group="Project",
        needs="project",
        in_menu=True,
    ),
    Action("backups", "Backups…", group="Project", needs="project", in_menu=True),
    Action("place", "Where this project lies…", group="Project", needs="project"),
    Action("report", "Report…", group="Project", needs="project", in_menu=True),
    Action("people", "Annotators…", group="Project", needs="project", in_menu=True),
    Action("forget_person", "Forget a person…", group="Project", needs="project"),
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
    Action(
        "article_history",
        "History of the article…",
        ("Ctrl+H", "F12"),
        group="Edit",
        in_menu=True,
        place="annotate",
    ),
    Action(
        "span_history",
        "What made this span or relation…",
        group="Label",
        place="annotate",
    ),
    Action(
        "project_history",
        "History of the project…",
        ("Ctrl+Shift+H", "Shift+F12"),
        group="Edit",
        needs="project",
        in_menu=True,
        place="annotate",
    ),
    Action(
        "find",
        "Find in the article",
        ("Ctrl+F",),
        group="Edit",
        icon="search",
        in_menu=True,
        place="annotate",
    ),
    Action(
        "find_in_project",
        "Find in the project…",
        ("Ctrl+Shift+F",),
        group="Edit",
        needs="project",
        in_menu=True,
        place="annotate",
    ),
    Action(
        "list_entities",
        "Entities…",
        ("Ctrl+Shift+J",),
        group="Edit",
        needs="project",
        in_menu=True,
        place="annotate",
    ),
    Action("find_next", "Next hit", ("F3",), group="Edit", place="annotate"),
    Action("find_previous", "Previous hit", ("Shift+F3",), group="Edit", place="annotate"),
    Action(
        "same_text",
        "Same text elsewhere in the article…",
        ("Ctrl+E",),
        group="Label",
        place="annotate",
    ),
    Action(
        "same_elsewhere",
        "The same elsewhere in the project…",
        ("Ctrl+Shift+E",),
        group="Label",
        place="annotate",
    ),
    Action(
        "link_entity",
        "Entity of what is selected…",
        ("Ctrl+J",),
        group="Label",
        place="annotate",
    ),
    Action(
        "cancel", "Out of anything, back to the text", ("Esc",), "article", "Edit", place="annotate"
    ),
    # ---- view
    Action("annotate", "Annotate", ("Ctrl+1",), group="View", needs="project", in_menu=True),
    Action("review", "Review", ("Ctrl+2",), group="View", needs="project", in_menu=True),
    Action("overview", "Overview", ("Ctrl+3",), group="View", needs="project", in_menu=True),
    Action(
        "agreement",
        "Agreement…",
        ("Ctrl+Shift+A",),
        group="View",
        needs="project",
        in_menu=True,
    ),
    Action(
        "lens",
        "Where labels contradict themselves…",
        ("Ctrl+Shift+C",),
        group="View",
        needs="project",
        place="annotate",
        in_menu=True,
    ),
    Action(
        "learned",
        "What it has learned from my labels…",
        ("Ctrl+Shift+U",),
        group="View",
        needs="project",
        place="annotate",
        in_menu=True,
    ),
    Action(
        "inbox",
        "Inbox: what was decided about my labels",
        ("Ctrl+Shift+I",),
        group="View",
        needs="project",
        in_menu=True,
    ),
    Action("zoom_in", "Larger text", ("Ctrl++", "Ctrl+="), group="View", in_menu=True),
    Action("zoom_out", "Smaller text", ("Ctrl+-",), group="View", in_menu=True),
    Action("zoom_normal", "Normal text size", ("Ctrl+0",), group="View", in_menu=True),
    Action("reading", "Reading: size, lines, face…", group="View", in_menu=True, place="annotate"),
    Action("wider_column", "Wider column", group="View", place="annotate"),
    Action("narrower_column", "Narrower column", group="View", place="annotate"),
    Action("looser_lines", "Lines further apart", group="View", place="annotate"),
    Action("tighter_lines", "Lines closer together", group="View", place="annotate"),
    Action("choose_face", "Choose the reading face…", group="View", place="annotate"),
    Action(
        "choose_labels_shown",
        "Labels shown…",
        ("Ctrl+F7",),
        group="View",
        in_menu=True,
        place="annotate",
    ),
    Action("show_all_labels", "Show all labels", group="View", place="annotate"),
    Action(
        "cycle_names", "Names: always, on hover, never", ("F7",), group="View", place="annotate"
    ),
    Action("names_always", "Names always", group="View", place="annotate"),
    Action("names_on_hover", "Names on hover", group="View", place="annotate"),
    Action("names_never", "No names", group="View", place="annotate"),
    Action(
        "cycle_arcs",
        "Relations: all, of the selection, none",
        ("Shift+F7",),
        group="View",
        place="annotate",
    ),
    Action("arcs_all", "All relations as arcs", group="View", place="annotate"),
    Action("arcs_of_selection", "Arcs of the selection", group="View", place="annotate"),
    Action("arcs_none", "No arcs", group="View", place="annotate"),
    Action(
        "show_second",
        "Show another annotator's labels…",
        group="View",
        in_menu=True,
        place="annotate",
    ),
    Action("hide_second", "Hide the other annotator's labels", group="View", place="annotate"),
    Action(
        "toggle_suggestions",
        "Suggest what to label, or do not",
        group="View",
        in_menu=True,
        place="annotate",
    ),
    Action("toggle_arrows", "Arrow keys by word, or by character", group="View", place="annotate"),
    Action("text_only", "Text only", ("F11",), group="View", in_menu=True),
    Action("toggle_list", "Article list", ("F9",), group="View", needs="project", in_menu=True),
    Action(
        "toggle_inspector",
        "Inspector",
        ("Shift+F9",),
        group="View",
        needs="project",
        in_menu=True,
        place="annotate",
    ),
    Action(
        "toggle_tables",
        "Spans and relations as tables",
        ("Ctrl+T",),
        group="View",
        in_menu=True,
        place="annotate",
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
    Action("tour", "Tour of the sample", ("Shift+F1",), group="Help", needs="", in_menu=True),
    Action("settings", "Settings…", ("Ctrl+F1",), group="Help", needs="", in_menu=True),
    Action("change_keys", "Change keys…", group="Help", needs="", in_menu=True),
    Action("key_sheet", "Keys", ("?",), group="Help", icon="keyboard", needs="", in_menu=True),
    Action("report_fault", "Report a fault…", group="Help", needs="", in_menu=True),
    Action("show_menu", "Menu", ("F10",), group="Help", needs="", in_palette=False),
)

BY_ID = {action.id: action for action in ACTIONS}
GROUPS: tuple[Group, ...] = (
    "Label",
    "Relation",
    "Review",
    "Inbox",
    "Overview",
    "Article text",
    "Articles",
    "Edit",
    "Project",
    "View",
    "Help",
)
"""In the order of the key sheet."""


def actions_in(
    place: Place, actions: Iterable[Action] = ACTIONS, *, has_inbox: bool = False
) -> tuple[Action, ...]:
    """Return the actions that make sense in a place of the window; those of the inbox only while
    it is open."""
    return tuple(
        one
        for one in actions
        if one.place in (None, place) and (has_inbox or one.context != "inbox")
    )
