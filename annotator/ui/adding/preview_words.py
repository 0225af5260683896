"""What a preview of an import says, in words for the dialog; no Qt."""

from pathlib import Path

from annotator.messages import name_path, problem_words, show_text
from annotator.project.import_preview import ImportPreview, LabelPreview
from annotator.ui.models.article_words import count_words, one_line

_NAMES_SHOWN = 12
_LONGEST_NAME = 40
_WEARERS = {"span": "span", "relation": "relation", "document": "article"}


def summary_words(preview: ImportPreview) -> str:
    """Return what would come in: "12 articles, 340 spans, 20 relations"."""
    parts = [count_words(preview.articles, "article")]
    if preview.spans:
        parts.append(count_words(preview.spans, "span"))
    if preview.relations:
        parts.append(count_words(preview.relations, "relation"))
    at_least = "At least " if preview.is_sample else ""
    return at_least + ", ".join(parts)


def fact_lines(preview: ImportPreview) -> list[str]:
    """Return what is to be known beside the counts, one fact a line."""
    lines = []
    if preview.is_sample:
        lines.append("There is too much for a quick look: only a part was looked at.")
    if preview.articles_known:
        lines.append(f"{_verb(preview.articles_known, 'article', 'is', 'are')} here already.")
    if preview.annotators:
        lines.append(f"Labels of {names_words([name for name, _ in preview.annotators])}.")
    known = [one.label.name for one in preview.labels if not one.is_new and one.uses]
    if known:
        lines.append(f"Labels that the project has: {names_words(known)}.")
    if preview.problem_count:
        lines.append(f"{count_words(preview.problem_count, 'remark')}, listed at the end.")
    return lines


def source_words(preview: ImportPreview) -> str:
    """Return where it comes from and what it is taken for."""
    formats = ", ".join(preview.formats)
    if preview.file_count == 1 and preview.files:
        name = preview.files[0].name
        shown = name_path(Path(name))
        return f"{shown} · {formats}" if formats else shown
    files = count_words(preview.file_count, "file")
    return f"{files} · {formats}" if formats else files


def names_words(names: list[str]) -> str:
    """Return names in a row, the first dozen."""
    shown = [one_line(name, _LONGEST_NAME) for name in names[:_NAMES_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def label_words(label: LabelPreview) -> str:
    """Return how often a label is worn, and by what."""
    if not label.uses:
        return "declared only"
    return count_words(label.uses, _WEARERS[label.label.kind])


def other_text_words(preview: ImportPreview) -> str:
    """Return that ids, or names of files, are here with another text."""
    if not preview.articles_other:
        may = count_words(preview.articles_newer, "article")
        return f"{may} may be a newer text of one here"
    has = _verb(preview.articles_other + preview.articles_newer, "article", "has", "have")
    return f"{has} an id that is here with another text"


def unnamed_words(preview: ImportPreview) -> str:
    """Return how many sets name nobody."""
    return f"Whose labels are these? ({count_words(preview.unnamed, 'article')} name nobody)"


def problem_lines(preview: ImportPreview) -> list[str]:
    """Return the first problems, one a line."""
    lines = [problem_words(one.file, one.line, one.error) for one in preview.problems]
    more = preview.problem_count - len(lines)
    return [*lines, f"… and {more:,} more"] if more > 0 else lines


def example_title(title: str, id: str) -> str:
    """Return what an example is called."""
    return show_text(title or id, 80)


def _verb(count: int, noun: str, one: str, many: str) -> str:
    return f"{count_words(count, noun)} {one if count == 1 else many}"
