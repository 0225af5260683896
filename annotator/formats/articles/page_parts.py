"""What the blocks of an article on a web page are, in reading order: its parts.

trafilatura says which words are the article's; the blocks of the page that hold them are taken,
with the title, standfirst, byline, date and captions that belong to them and that it leaves out.
Decision: the words come from the page itself, since trafilatura rewrites them (NFC, spaces).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.block_kinds import (
    HEAD_LINES,
    block_hint,
    head_line_parts,
    is_bold,
    is_bold_heading,
    is_head_line,
    kind_of,
)
from annotator.formats.articles.captions import caption_part, join_credits
from annotator.formats.articles.lines import is_byline
from annotator.formats.articles.markup_blocks import HEADINGS, Block, Element, Hinted
from annotator.formats.articles.markup_hints import Hint, hint_of
from annotator.formats.articles.page_choice import chosen_blocks, key_of, line_by_line
from annotator.formats.articles.page_meta import PageMeta
from annotator.model.document import Section, SectionKind

_LONGEST_STANDFIRST = 700
_LONGEST_CAPTION = 700
_HEAD_REACH = 14
"""How many blocks there may be between the title and the text."""
_BEFORE_TITLE = 3
_AFTER_TEXT = 4
"""How far behind the text its authors may be named."""
_EARLY = 3
"""How far into the text a line of its head may still come."""


@dataclass(slots=True)
class PageParts:
    """What a page's blocks are: the parts of the article, and what its head shows."""

    parts: list[Part] = field(default_factory=list)
    title: str | None = None
    date_words: list[str] = field(default_factory=list)
    byline_words: str | None = None
    names: tuple[str, ...] = ()
    """Of those who wrote it, where the markup tells them from the words around them."""


def page_parts(
    blocks: Sequence[Block], extracted: Element | None, meta: PageMeta, *, is_vast: bool = False
) -> PageParts | None:
    """Return the parts of the article on a page; None where there is no article.

    `extracted` and `is_vast` as in `page_choice.chosen_blocks`.
    """
    blocks = list(line_by_line(blocks))
    chosen = chosen_blocks(blocks, extracted, is_vast=is_vast)
    return _Page(blocks, chosen, meta).read() if chosen else None


@dataclass(slots=True)
class _Page:
    """A page whose article is known; says what each block of it is."""

    blocks: Sequence[Block]
    chosen: set[int]
    meta: PageMeta
    found: PageParts = field(default_factory=PageParts)
    title_at: int | None = None
    has_standfirst: bool = False
    has_byline: bool = False
    captions: set[str] = field(default_factory=set)
    head_lines: set[str] = field(default_factory=set)

    def read(self) -> PageParts:
        """Return the parts in order."""
        self.title_at = self._find_title()
        parts = self.found.parts
        if self.title_at is None:
            self.found.title = self.meta.likely_title
            parts.extend(Part("title", one) for one in [self.found.title] if one)
        else:
            self.found.title = self.blocks[self.title_at].text
        body = self._body_start()
        begin = self.title_at - _BEFORE_TITLE if self.title_at is not None else body - _HEAD_REACH
        for at in range(max(0, begin), body):
            parts.extend(self._head_part(at, body))
        end = max(self.chosen) + 1
        for at in range(body, end):
            parts.extend(self._body_part(at, is_early=at < body + _EARLY))
        if end < len(self.blocks) and self._is_caption_beside(end):
            parts.extend(self._caption(end))
        if not self.has_byline:
            self._find_names(end)
        self.found.parts = list(join_credits(parts))
        return self.found

    # ---- the head -----------------------------------------------------------------------------

    def _find_title(self) -> int | None:
        """The block that says what the head of the page says, or the heading of the first rank."""
        body, last = min(self.chosen), max(self.chosen)
        wanted = {key_of(one) for one in (self.meta.likely_title, self.meta.page_title) if one}
        ranked = []
        for at, block in enumerate(self.blocks[: last + 1]):
            if len(block.text) > _LONGEST_STANDFIRST:
                continue
            is_first = block.element.tag == "h1"
            is_named = is_first or block.element.tag in HEADINGS or block_hint(block) == "title"
            key = key_of(block.text)
            is_like = len(key) > 15 and any(key in one or one in key for one in wanted)
            is_said = key in wanted or (is_named and is_like)
            if is_said or (is_first and at <= body + 1):
                ranked.append((is_said, is_first, is_named, -abs(body - at), at))
        return max(ranked)[-1] if ranked else None

    def _body_start(self) -> int:
        """The first block of the article that is neither title nor a line of its head."""
        after = -1 if self.title_at is None else self.title_at
        for at in sorted(self.chosen):
            kind = self._kind(at)
            is_text = kind in (None, "title", "aside")
            if at > after and is_text and not self._is_standfirst(at, kind, at):
                return at
        return max(self.chosen) + 1

    def _kind(self, at: int) -> Hint | None:
        """What a block is; a line that is a name the page's head gives is a byline."""
        block = self.blocks[at]
        kind = kind_of(block)
        if kind is None and block.text in self.meta.authors:
            return "byline"
        return kind

    def _head_part(self, at: int, body: int) -> Iterator[Part]:
        block = self.blocks[at]
        if at == self.title_at:
            yield Part("title", block.text)
            return
        kind = self._kind(at)
        if self.title_at is not None and at < self.title_at and not self._is_above(at, kind):
            return
        if kind == "caption":
            yield from self._caption(at)
        elif kind in HEAD_LINES:
            yield from self._head_line(block, kind)
        elif self._is_standfirst(at, kind, body):
            self.has_standfirst = True
            yield Part("standfirst", block.text)
        elif at in self.chosen and kind != "aside":
            yield from self._body_part(at, is_early=True)

    def _is_above(self, at: int, kind: Hint | None) -> bool:
        """Whether a block above the title belongs to it: a date, or a picture of its article."""
        block, title = self.blocks[at], self.blocks[self.title_at or 0]
        if kind in HEAD_LINES:
            return at in self.chosen or is_head_line(block.text)
        home = title.within("article")
        return kind == "caption" and home is not None and block.within("article") is home

    def _is_standfirst(self, at: int, kind: Hint | None, body: int) -> bool:
        block = self.blocks[at]
        if self.has_standfirst or len(block.text) > _LONGEST_STANDFIRST or not self.found.title:
            return False
        if kind == "standfirst":
            return True
        said = self.meta.description
        is_said = said is not None and key_of(block.text) == key_of(said)
        is_below = block.element.tag in HEADINGS and at == (self.title_at or 0) + 1
        if at >= body:
            return (is_said and is_bold(block)) or ((is_said or is_below) and self._is_apart(at))
        return is_said or is_below

    def _is_apart(self, at: int) -> bool:
        """Whether a line of the head or a picture comes between this block and the next text."""
        following = self._kind(at + 1) if at + 1 < len(self.blocks) else None
        return following in HEAD_LINES or following == "caption"

    def _head_line(self, block: Block, hint: Hint) -> Iterator[Part]:
        if block.text in self.head_lines:
            return
        self.head_lines.add(block.text)
        if hint == "byline":
            if self.has_byline and not is_byline(block.text):
                return
            self.has_byline = True
            self.found.names = self.found.names or _names_in(block)
        for part in head_line_parts(block, hint):
            yield part
            whole = Section(part.kind or "date", 0, len(part.text))
            for kind, start, end in part.inner or (whole,):
                self._take_note(kind, part.text[start:end])

    def _take_note(self, kind: SectionKind, words: str) -> None:
        if kind == "date":
            self.found.date_words.append(words)
        elif kind == "byline" and self.found.byline_words is None:
            self.found.byline_words = words

    def _find_names(self, end: int) -> None:
        """Look for authors who are named behind the text; the line itself is no part of it."""
        for block in self.blocks[end : end + _AFTER_TEXT]:
            if block_hint(block) == "byline" and not self.found.names:
                self.found.names = _names_in(block)

    # ---- the text -----------------------------------------------------------------------------

    def _body_part(self, at: int, *, is_early: bool) -> Iterator[Part]:
        block = self.blocks[at]
        kind = self._kind(at)
        if kind == "caption":
            yield from self._caption(at)
            return
        is_line = is_early and kind in HEAD_LINES and kind is not None
        if at not in self.chosen:
            if is_line and (is_head_line(block.text) or block.within("time") is not None):
                yield from self._head_line(block, kind or "date")
            return
        if is_line:
            yield from self._head_line(block, kind or "date")
        elif is_early and self._is_standfirst(at, kind, at):
            self.has_standfirst = True
            yield Part("standfirst", block.text)
        elif block.element.tag in HEADINGS or is_bold_heading(block):
            yield Part("heading", block.text)
        elif block.within("blockquote") is not None:
            yield Part("paragraph", block.text, (Section("quotation", 0, len(block.text)),))
        else:
            yield Part("paragraph", block.text)

    def _caption(self, at: int) -> Iterator[Part]:
        block = self.blocks[at]
        if len(block.text) > _LONGEST_CAPTION or block.text in self.captions:
            return
        if any(hint_of(one) == "aside" or one.tag == "aside" for one in block.path[-6:]):
            return
        self.captions.add(block.text)
        hinted = block.hinted
        if hint_of(block.element) == "credit":
            hinted = (Hinted("credit", 0, len(block.text)),)
        part = caption_part(block.text, hinted)
        # A picture that is a link and has no credit leads to another article.
        if part.inner or block.link_size < 0.9 * len(block.text):
            yield part

    def _is_caption_beside(self, at: int) -> bool:
        """Whether a picture stands right behind the text, in the same place."""
        figure, last = self.blocks[at].within("figure"), self.blocks[max(self.chosen)]
        if figure is None or self._kind(at) != "caption":
            return False
        return figure.getparent() is last.element.getparent()


def _names_in(block: Block) -> tuple[str, ...]:
    """The people that the markup names in a line, where it does not call the whole line so."""
    named = (
        block.text[one.start : one.end].strip(" ,;|·")
        for one in block.hinted
        if one.hint == "byline"
    )
    names = (one for one in named if one != block.text and " " in one and not is_byline(one))
    return tuple(dict.fromkeys(names))
