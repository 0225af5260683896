"""The page of one label: name and facts, description and example as written, its guideline as
Markdown."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.ui.markdown_text import MarkdownText
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.theme import current_colours

Label = SpanLabel | RelationLabel

NOTHING_WRITTEN = (
    "Nothing is written about this label yet.\n"
    "Description, example and guideline are written under Project > Label set… (Markdown is"
    " understood). Everybody who gets the project reads them here."
)
LONGEST = 60_000
"""Characters of a guideline that are laid out as Markdown; longer ones stand as written."""
_CELLS_AT_MOST = 1_000
"""Bars of tables: laying out a table takes far longer than its text."""
_POINTS, _SMALL, _NAME = 10.5, 9.0, 15.0
_MARGIN = 14.0
_LINE = 136
"""Distance of lines, in per cent."""
_HITS_AT_MOST = 300


class GuidelinePage(MarkdownText):
    """Shows what is written about a label, and lights up what is looked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_POINTS, parent)
        self.setAccessibleName("Guideline")
        self.document().setDocumentMargin(_MARGIN)

    def show_label(self, label: Label, label_set: LabelSet) -> None:
        """Show the page of a label."""
        lines = _lines(label, label_set)
        guideline = label.guideline.strip()
        if is_heavy(guideline):
            lines += [(one, "text") for one in guideline.split("\n")]
            guideline = ""
        # A paragraph holds the place of each line that is not Markdown, and gets its words after.
        self.show_markdown("x\n\n" * len(lines) + guideline)
        _name_pictures(self.document())
        cursor = QTextCursor(self.document())
        ink = chip_colours(label.colour, current_colours()).ink
        for words, kind in lines:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.setBlockFormat(_shape(kind))
            cursor.insertText(one_line(words, LONGEST), _letters(kind, ink))
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def say(self, words: str) -> None:
        """Show nothing but a sentence."""
        self.document().clear()
        self.document().setPlainText(words)

    def light_up(self, words: str) -> None:
        """Light up where words stand on the page, and bring the first into view; "": nowhere."""
        colours = current_colours()
        hits: list[QTextEdit.ExtraSelection] = []
        found = self.document().find(words, 0) if words else QTextCursor()
        while not found.isNull() and len(hits) < _HITS_AT_MOST:
            hit = QTextEdit.ExtraSelection()
            hit.cursor = QTextCursor(found)
            hit.format.setBackground(QColor(colours.accent_soft))
            hit.format.setForeground(QColor(colours.text))
            hit.format.setFontUnderline(True)
            hits.append(hit)
            found = self.document().find(words, found)
        self.setExtraSelections(hits)
        if hits:
            shown = QTextCursor(hits[0].cursor)
            shown.setPosition(shown.selectionStart())
            self.setTextCursor(shown)
            self.ensureCursorVisible()


def is_heavy(markdown: str) -> bool:
    """Tell whether laying this out as Markdown would be felt."""
    return len(markdown) > LONGEST or markdown.count("|") > _CELLS_AT_MOST


def _lines(label: Label, label_set: LabelSet) -> list[tuple[str, str]]:
    """Return what stands before the guideline, as words and kind."""
    lines = [(label.name, "name"), (" · ".join(_facts(label, label_set)), "quiet")]
    if not any(one.strip() for one in (label.description, label.example, label.guideline)):
        return lines + [(one, "quiet") for one in NOTHING_WRITTEN.split("\n")]
    for heading, text in (("", label.description), ("Example", label.example)):
        if text.strip():
            lines += [(heading.upper(), "heading")] if heading else []
            lines += [(one, "text") for one in text.strip().split("\n")]
    return lines + ([("GUIDELINE", "heading")] if label.guideline.strip() else [])


def _facts(label: Label, label_set: LabelSet) -> Iterator[str]:
    if isinstance(label, SpanLabel):
        yield "Label of spans"
    else:
        heads, tails = (_names(ids, label_set) for ids in (label.heads, label.tails))
        yield f"Relation from {heads} to {tails}"
        if label.is_symmetric:
            yield "the same both ways"
        if label.is_transitive:
            yield "carried on from one to the next"
    if label.key:
        yield f"key {label.key.upper()}"


def _names(ids: frozenset[str], label_set: LabelSet) -> str:
    """Return the names of span labels in the order of the label set; none means any."""
    names = [one.name for one in label_set.span_labels if one.id in ids]
    return ", ".join(one_line(one, 60) for one in names) or "any span"


def _shape(kind: str) -> QTextBlockFormat:
    shape = QTextBlockFormat()
    shape.setTopMargin(10.0 if kind == "heading" else 0.0)
    shape.setBottomMargin(2.0 if kind in ("heading", "name") else 8.0)
    shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return shape


def _letters(kind: str, ink: str) -> QTextCharFormat:
    colours = current_colours()
    letters = QTextCharFormat()
    letters.setFontPointSize({"name": _NAME, "text": _POINTS}.get(kind, _SMALL))
    letters.setForeground(QColor({"name": ink, "text": colours.text}.get(kind, colours.muted)))
    if kind in ("name", "heading"):
        letters.setFontWeight(QFont.Weight.DemiBold)
    return letters


def _name_pictures(document: QTextDocument) -> None:
    """Let each picture be its name: none is fetched."""
    block = document.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            letters = part.charFormat()
            if letters.isImageFormat():
                name = str(letters.property(QTextFormat.Property.ImageAltText) or "")
                cursor = QTextCursor(document)
                cursor.setPosition(part.position())
                move = QTextCursor.MoveMode.KeepAnchor
                cursor.setPosition(part.position() + part.length(), move)
                cursor.insertText(f"[Picture: {name}]" if name else "[Picture]", QTextCharFormat())
                parts = block.begin()
                continue
            parts += 1
        block = block.next()
