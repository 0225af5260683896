"""The text of markup in reading order, block by block, with what its names say a block is.

White space is treated as a browser does: runs of it are one space, none at the ends of a block,
`<br>` is a line feed; a no-break space stays. Nothing that the markup names is ever loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import regex

from annotator.formats.articles.markup_hints import Hint, hint_of, is_hidden

Element: TypeAlias = Any
"""An element of lxml, which has no types."""

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "canvas",
     "map", "select", "datalist", "button", "input", "textarea", "dialog", "audio", "video", "nav")
)  # fmt: skip
_BLOCKS = frozenset(
    ("html", "body", "main", "article", "section", "header", "footer", "aside", "div", "p", "ul",
     "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "table", "caption",
     "thead", "tbody", "tfoot", "tr", "td", "th", "pre", "address", "form", "fieldset", "details",
     "summary", "center", "hr", "hgroup", "menu", "search", "h1", "h2", "h3", "h4", "h5", "h6")
)  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_APART = frozenset(("span", "cite", "small", "em", "i"))
_SPACE = regex.compile(r"[ \t\n\r\f]+")
_AROUND_BREAKS = regex.compile(r"[ \t\r\f]*\n[ \t\r\f]*")


class Hinted(NamedTuple):
    """What an element inside a block says that `text[start:end]` is."""

    hint: Hint
    start: int
    end: int


class Block(NamedTuple):
    """A paragraph, heading, caption or other block; `path` are its elements, outermost first."""

    text: str
    path: tuple[Element, ...]
    hinted: tuple[Hinted, ...]
    link_size: int
    """How many of its characters are links."""
    bold_size: int

    @property
    def element(self) -> Element:
        """The innermost block that it is in."""
        return self.path[-1]

    def within(self, tag: str) -> Element | None:
        """Return the nearest element of this name that it is in."""
        return next((one for one in reversed(self.path) if one.tag == tag), None)


def blocks_of(root: Element) -> list[Block]:
    """Return the blocks of a tree of lxml that have words, in order."""
    return list(_Walk(root).blocks())


def markup_tree(text: str) -> tuple[Element | None, bool]:
    """Return the tree of a page or a piece of markup, and whether it is cut off.

    None where there is no markup at all. libxml2's limits hold (depth 256): what is nested deeper,
    and all behind it, is cut off.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None, False
    return tree, any(one.type in _limits_of(etree) for one in parser.error_log)


def _limits_of(etree: Any) -> frozenset[int]:
    return frozenset(
        (etree.ErrorTypes.ERR_INTERNAL_ERROR, etree.ErrorTypes.ERR_RESOURCE_LIMIT)
        if hasattr(etree.ErrorTypes, "ERR_RESOURCE_LIMIT")
        else (etree.ErrorTypes.ERR_INTERNAL_ERROR,)
    )


@dataclass(slots=True)
class _Walk:
    """Walks a tree once; `pieces` are the words of the block that is open."""

    root: Element
    pieces: list[str] = field(default_factory=list)
    size: int = 0
    is_after_space: bool = True
    hinted: list[Hinted] = field(default_factory=list)
    open_hints: list[tuple[Element, Hint, int]] = field(default_factory=list)
    path: list[Element] = field(default_factory=list)
    links: int = 0
    link_size: int = 0
    bolds: int = 0
    bold_size: int = 0

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks that have words."""
        from lxml import etree

        walker = etree.iterwalk(self.root, events=("start", "end"))
        skipped: Element | None = None
        for event, element in walker:
            tag = element.tag
            if event == "start":
                if tag in _SKIPPED or is_hidden(element):
                    skipped = element
                    walker.skip_subtree()
                elif tag in _BLOCKS:
                    yield from self._finish()
                    self.path.append(element)
                    self._add(element.text)
                else:
                    self._open(element, tag)
                continue
            if element is skipped:
                skipped = None
            elif tag in _BLOCKS:
                yield from self._finish()
                self.path.pop()
            else:
                self._close(element, tag)
            if element is not self.root:
                self._add(element.tail)
        yield from self._finish()

    def _open(self, element: Element, tag: str) -> None:
        if tag == "br":
            self._break()
            return
        if self._is_set_apart(element, tag):
            self._add(" ")
        hint = hint_of(element)
        if hint is not None:
            self.open_hints.append((element, hint, self.size))
        if tag == "a":
            self.links += 1
        elif tag in ("b", "strong"):
            self.bolds += 1
        self._add(element.text)

    def _is_set_apart(self, element: Element, tag: str) -> bool:
        """Whether the style of the page keeps two parts of a caption apart, and no space does."""
        if tag not in _APART or not self.pieces or self.is_after_space:
            return False
        before = element.getprevious()
        is_beside = before is not None and before.tag in _APART and not before.tail
        return is_beside and any(one.tag == "figure" for one in self.path)

    def _close(self, element: Element, tag: str) -> None:
        if self.open_hints and self.open_hints[-1][0] is element:
            _, hint, start = self.open_hints.pop()
            if self.size > start:
                self.hinted.append(Hinted(hint, start, self.size))
        if tag == "a":
            self.links -= 1
        elif tag in ("b", "strong"):
            self.bolds -= 1

    def _add(self, text: str | None) -> None:
        if not text:
            return
        words = _SPACE.sub(" ", text)
        if self.is_after_space and words[0] == " ":
            words = words[1:]
        if not words:
            return
        self.is_after_space = words[-1] == " "
        self.pieces.append(words)
        self.size += len(words)
        if self.links:
            self.link_size += len(words)
        if self.bolds:
            self.bold_size += len(words)

    def _break(self) -> None:
        self.pieces.append("\n")
        self.size += 1
        self.is_after_space = True

    def _finish(self) -> Iterator[Block]:
        """Yield the block that is open, and begin a new one."""
        if self.pieces:
            text = "".join(self.pieces)
            if not text.isspace():
                yield from self._split(text)
        self.pieces.clear()
        self.hinted.clear()
        self.open_hints = [(element, hint, 0) for element, hint, _ in self.open_hints]
        self.size = self.link_size = self.bold_size = 0
        self.is_after_space = True

    def _split(self, text: str) -> Iterator[Block]:
        """Two line feeds end a paragraph, as old pages write them."""
        path = tuple(self.path)
        at = 0
        pieces = text.split("\n\n") if "\n" in text else [text]
        for piece in pieces:
            words = piece.strip(" \n")
            if words and not words.isspace():
                start = at + piece.index(words)
                hinted = tuple(_shifted(self.hinted, start, words))
                is_whole = len(pieces) == 1
                links = self.link_size if is_whole else 0
                bolds = self.bold_size if is_whole else 0
                yield Block(_tidy(words, hinted), path, hinted, links, bolds)
            at += len(piece) + 2


def _tidy(words: str, hinted: tuple[Hinted, ...]) -> str:
    """Drop the spaces at line breaks, but where they would move a hinted range."""
    return words if hinted or "\n" not in words else _AROUND_BREAKS.sub("\n", words)


def _shifted(hinted: list[Hinted], start: int, words: str) -> Iterator[Hinted]:
    """Yield the hinted ranges that lie in these words, without white space at their ends."""
    for one in sorted(hinted, key=lambda one: (one.start, -one.end)):
        first, last = max(0, one.start - start), min(len(words), one.end - start)
        covered = words[first:last] if first < last else ""
        if covered.strip():
            first += len(covered) - len(covered.lstrip())
            yield Hinted(one.hint, first, first + len(covered.strip()))
