"""How lists speak of an article: its title in one line, its date, its status, its counts."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from annotator.model.annotation_set import Status
from annotator.model.document import Document

if TYPE_CHECKING:
    from annotator.project.rows import DocumentRow

STATUS_WORDS: dict[Status, str] = {
    "new": "To do",
    "in_progress": "In progress",
    "finished": "Done",
    "curated": "Curated",
}
_LONGEST_TITLE = 400
_DATE_FORMATS = {4: ("yyyy", "yyyy"), 7: ("yyyy-MM", "MMM yyyy"), 10: ("yyyy-MM-dd", "d MMM yyyy")}
_ODD_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029]+")


def locale() -> QLocale:
    """Return the locale to write numbers and dates in; where the system has none, English."""
    system = QLocale()
    is_none = system.language() == QLocale.Language.C
    return QLocale(QLocale.Language.English) if is_none else system


def one_line(text: str, longest: int = _LONGEST_TITLE) -> str:
    """Return the beginning of a text with every run of white space as one space."""
    return _ODD_SPACE.sub(" ", text[: longest * 2]).strip()[:longest].rstrip()


def title_words(row: "DocumentRow") -> str:
    """Return the title in one line; the id where it has nothing to see."""
    return _title_line(row.title, row.id)


def title_words_of(document: Document) -> str:
    """Return the title of a document as the list has it (`title_words`)."""
    from annotator.project.listing import shown_title

    return _title_line(shown_title(document.meta.title, document.text, document.id), document.id)


def _title_line(title: str, id: str) -> str:
    return one_line(title) or one_line(id) or "Untitled"


def date_words(published: str) -> str:
    """Return an ISO date (a year, month or day) as people write it; anything else as it is."""
    read, written = _DATE_FORMATS.get(len(published), ("", ""))
    day = QDate.fromString(published, read) if read else QDate()
    return locale().toString(day, written) if day.isValid() else one_line(published, 40)


def count_words(count: int, singular: str, plural: str = "") -> str:
    """Return "1 span", "41 spans", "1,240 articles"."""
    word = singular if count == 1 else plural or f"{singular}s"
    return f"{locale().toString(count)} {word}"


def short_count(count: int) -> str:
    """Return "864", "1.2k", "84k", "3M": rounded down, for places where room is short."""
    for unit, sign in ((1_000_000, "M"), (1_000, "k")):
        if count >= unit:
            tenths = count * 10 // unit
            has_tenth = tenths < 100 and tenths % 10
            number = locale().toString(tenths / 10, "f", 1) if has_tenth else str(tenths // 10)
            return number + sign
    return str(count)


def tail_words(row: "DocumentRow", *, has_length: bool = False) -> str:
    """Return date and number of spans, as far as there are any, the length where that is asked for,
    and whether it was set aside: the part never elided."""
    counted = count_words(row.spans, "span") if row.spans else ""
    length = f"{short_count(row.characters)} chars" if has_length else ""
    parts = (date_words(row.published), length, counted, row.hidden)
    return " · ".join(part for part in parts if part)


def spoken_words(row: "DocumentRow") -> str:
    """Return what a screen reader says of a row."""
    parts = (title_words(row), STATUS_WORDS[row.status], one_line(row.source), tail_words(row))
    return ", ".join(part for part in parts if part)
