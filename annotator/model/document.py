"""An article: its text kept verbatim, what is known about it, and the parts recognised in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

SectionKind = Literal[
    "title",
    "standfirst",
    "reading_time",
    "date",
    "byline",
    "caption",
    "credit",
    "heading",
    "paragraph",
    "quotation",
]
SECTION_KINDS: tuple[SectionKind, ...] = get_args(SectionKind)


class Section(NamedTuple):
    """A recognised part of an article: `text[start:end]`, without its line break."""

    kind: SectionKind
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int, str]:
        """The order of sections: by start, end descending, kind."""
        return (self.start, -self.end, self.kind)


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known about an article. `published` is an ISO date; `extra` holds all other keys."""

    title: str | None = None
    source: str | None = None
    published: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """An article. `id` is its key in the project; `text` never changes after it came in."""

    id: str
    text: str
    meta: Meta = Meta()
    sections: tuple[Section, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the text as UTF-8, in hex: by it the same article is met again."""
        return text_sha256(self.text)


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a text encoded as UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
