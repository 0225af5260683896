"""An article put together from parts that its file tells apart: one text, and where each part is.

Decision: the parts stand as in the plain text of the press, an empty line between paragraphs and
none within the head, so that the text alone is recognised again by `structure`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.formats.articles.quotations import find_quotations
from annotator.formats.sections import sort_sections
from annotator.model.document import Section, SectionKind

_HEAD_LINES = frozenset({"byline", "date", "reading_time", None})
"""What stands line by line under the standfirst; None: a line that holds several of them."""


class Part(NamedTuple):
    """A part of an article; `kind` None is a line of the head of which only `inner` says more."""

    kind: SectionKind | None
    text: str
    inner: tuple[Section, ...] = ()
    """Sections inside it, as a credit in a caption; offsets count from the part's start."""


def assemble(parts: Iterable[Part]) -> tuple[str, tuple[Section, ...]]:
    """Return the text of the parts in order, and its sections (offsets in code points)."""
    pieces: list[str] = []
    sections: list[Section] = []
    size = 0
    before: Part | None = None
    for part in parts:
        if before is not None:
            gap = "\n" if _belong_together(before, part) else "\n\n"
            pieces.append(gap)
            size += len(gap)
        pieces.append(part.text)
        sections.extend(_sections_of(part, size))
        size += len(part.text)
        before = part
    return "".join(pieces), sort_sections(sections)[0]


def _belong_together(before: Part, after: Part) -> bool:
    if before.kind in _HEAD_LINES:
        return after.kind in _HEAD_LINES or after.kind == "caption"
    return before.kind == "standfirst" and after.kind in _HEAD_LINES


def _sections_of(part: Part, at: int) -> Iterator[Section]:
    if part.kind is not None:
        yield Section(part.kind, at, at + len(part.text))
    for kind, start, end in part.inner:
        yield Section(kind, at + start, at + end)
    if part.kind == "paragraph" and not part.inner:
        for start, end in find_quotations(part.text, 0, len(part.text)):
            yield Section("quotation", at + start, at + end)
