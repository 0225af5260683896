"""Words for the status bar: what the hand can do now, what is in the article and the project."""

from collections.abc import Mapping

from annotator.messages import show_text
from annotator.model.annotation_set import AnnotationSet
from annotator.ui.selection import Selection


def hint_for(selection: Selection, *, has_article: bool, is_in_article: bool) -> str:
    """Return a short line of keys that fit what is selected and where the focus is."""
    if not has_article:
        return ""
    if not is_in_article:
        return "Esc back to the text · F6 next panel"
    if selection.relation is not None:
        return "R turns it round · N note · Delete"
    if selection.spans and selection.text is not None:
        return "F adds the text as a part · 1–9 label it"
    if selection.spans:
        return "R relation · 1–9 relabel · Alt ← → move the end · N note · Delete"
    if selection.text is not None:
        return "1–9 label it · Space label by name"
    return "1–9 label the word · Tab next span · Enter select the span here"


def article_counts(annotation_set: AnnotationSet | None) -> str:
    """Return how many spans and relations there are in words; empty without an article."""
    if annotation_set is None:
        return ""
    spans, relations = len(annotation_set.spans), len(annotation_set.relations)
    return f"{counted(spans, 'span')} · {counted(relations, 'relation')}"


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
