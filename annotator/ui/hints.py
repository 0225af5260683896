"""Words for the status bar: what the hand can do now, what is in the article and the project."""

from collections.abc import Callable, Mapping

from annotator.messages import show_text
from annotator.model.annotation_set import AnnotationSet
from annotator.ui.actions import BY_ID
from annotator.ui.bindings import shown_keys
from annotator.ui.selection import Selection

_NOTE_AND_DELETE = (("edit_note", "note"), ("delete", ""))


def _delivered_key(action: str) -> str:
    keys = BY_ID[action].keys
    return shown_keys(keys[0]) if keys else ""


def hint_for(
    selection: Selection,
    *,
    has_article: bool,
    is_in_article: bool,
    suggested: str = "",
    shown_key: Callable[[str], str] = _delivered_key,
) -> str:
    """Return a short line of keys that fit what is selected and where the focus is.

    `suggested`: the name of the label that is suggested where the hand is, if any is. `shown_key`
    tells the key of an action (id) as it is shown; what has no key is left out.
    """
    if not has_article:
        return ""
    if not is_in_article:
        return _line(shown_key, ("cancel", "back to the text"), ("next_panel", "next panel"))
    if selection.relation is not None:
        return _line(shown_key, ("start_relation", "turns it round"), *_NOTE_AND_DELETE)
    if selection.spans and selection.text is not None:
        return _line(shown_key, ("add_fragment", "adds the text as a part"), "1–9 label it")
    if len(selection.spans) > 1:
        return _line(shown_key, "1–9 relabel all", ("delete", "deletes all"))
    if selection.spans:
        ends = ("move_end_on", "moves the end")
        return _line(
            shown_key, ("start_relation", "relation"), "1–9 relabel", ends, *_NOTE_AND_DELETE
        )
    if selection.text is not None:
        return _line(shown_key, "1–9 label it", ("label_by_name", "label by name"))
    return _hint_at_rest(suggested, shown_key)


def _hint_at_rest(suggested: str, shown_key: Callable[[str], str]) -> str:
    """Return the keys where nothing is selected."""
    if suggested:
        keys = (("accept_suggestion", f"accepts {suggested}"), ("reject_suggestion", "rejects it"))
        return _line(shown_key, *keys, "1–9 another label", ("next_suggestion", "next"))
    here = (("next_span", "next span"), ("select_here", "select the span here"))
    return _line(shown_key, "1–9 label the word", *here)


def review_hint(
    *,
    has_case: bool,
    has_article: bool = True,
    is_settled: bool = False,
    is_editing: bool,
    is_in_text: bool,
    shown_key: Callable[[str], str] = _delivered_key,
) -> str:
    """Return a short line of keys that fit where one is in the review."""
    if not has_article:
        return ""
    if not is_in_text:
        return _line(shown_key, ("leave_edit", "back to the text"), ("next_panel", "next panel"))
    if is_editing:
        ends = ("move_end_on", "moves the end")
        return _line(shown_key, "1–9 relabel", ends, ("leave_edit", "ends editing"))
    if not has_case:
        return _line(shown_key, ("next_disputed", "next article with open differences"))
    if is_settled:
        onward = ("next_disputed", "next article with open differences")
        return _line(shown_key, onward, ("reopen_case", "takes the decision back"))
    return _line(
        shown_key,
        ("next_case", "next"),
        ("reason_case", "reason"),
        ("comment_case", "comment"),
        ("flag_guideline", "guideline needs work"),
    )


def inbox_hint(*, has_row: bool, shown_key: Callable[[str], str] = _delivered_key) -> str:
    """Return a short line of keys that fit the inbox."""
    if not has_row:
        return _line(shown_key, ("leave_inbox", "back to the text"))
    return _line(
        shown_key,
        ("next_change", "next"),
        ("go_to_change", "into the text"),
        ("accept_article", "accept all of this article"),
        ("inbox", "closes the inbox"),
    )


def overview_hint(shown_key: Callable[[str], str] = _delivered_key) -> str:
    """Return a short line of keys that fit the overview."""
    return _line(
        shown_key,
        "Arrows walk a picture, Enter or a click opens what is behind a number",
        ("picture_as_table", "as a table"),
        ("next_picture", "next"),
    )


def _line(shown_key: Callable[[str], str], *parts: str | tuple[str, str]) -> str:
    """Return parts in a row: words, or an action (id) whose key comes before its words."""
    told = []
    for part in parts:
        if isinstance(part, str):
            told.append(part)
        elif key := shown_key(part[0]):
            told.append(f"{key} {part[1]}".rstrip())
    return " · ".join(told)


def article_counts(annotation_set: AnnotationSet | None, hidden_labels: int = 0) -> str:
    """Return how many spans and relations there are in words; empty without an article.

    Where labels are switched off, it says so: else one might think that work was lost.
    """
    if annotation_set is None:
        return ""
    spans, relations = len(annotation_set.spans), len(annotation_set.relations)
    counts = f"{counted(spans, 'span')} · {counted(relations, 'relation')}"
    return f"{counts} · {counted(hidden_labels, 'label')} hidden" if hidden_labels else counts


def project_progress(counts: Mapping[str, int]) -> str:
    """Return how many articles are done, from the project's counts by status."""
    total = counts.get("all", 0)
    if not total:
        return ""
    return f"{counts.get('finished', 0):,} of {counted(total, 'article')} done"


def read_only_words(reason: str, holder: str = "") -> str:
    """Return why a project can only be read, from the reason that `Project` names."""
    by = f" by {show_text(holder)}" if holder else ""
    return {
        "file": "the file may not be written",
        "folder": "its folder may not be written",
        "newer version": "a newer annotator made it",
        "in use": f"it is open elsewhere{by}",
    }.get(reason, "")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 span", "1,240 spans"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
