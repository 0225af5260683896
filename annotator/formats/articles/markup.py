"""Markup turned into the parts of an article: HTML as it comes, and trees of XML.

White space is what a browser makes of it; nothing is run, fetched or looked up. Script, style and
what is not shown stay out; cells of a table stand in a line with tabs between them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias
from xml.etree.ElementTree import Element

import regex

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.html_pieces import attributes_of, pieces_of
from annotator.model.document import Section, SectionKind

_KINDS: Mapping[str, SectionKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"), "heading"),
    **dict.fromkeys(("figcaption", "caption", "media-caption"), "caption"),
    **dict.fromkeys(("media-producer", "credit"), "credit"),
    # Ours, for what other files say by styles.
    "article-title": "title",
    "article-standfirst": "standfirst",
}
# fmt: off
_BLOCKS = frozenset((
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "table", "thead", "tbody",
    "tfoot", "tr", "td", "th", "section", "article", "header", "footer", "main", "aside", "nav",
    "figure", "address", "details", "summary", "form", "fieldset", "hr", "body", "html", "center",
    # NITF
    "bq", "block", "lq", "note", "fn", "media", "abstract", "dateline", "body.content", "body.end",
))
_UNSHOWN = frozenset((
    "script", "style", "head", "title", "template", "noscript", "svg", "math", "object", "iframe",
    "rt", "rp", "select", "textarea", "button", "audio", "video", "canvas",
    # NITF
    "media-reference", "media-metadata", "media-object",
))
# fmt: on
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base"))
_CELLS = frozenset(("td", "th", "entry"))
_SPACE = regex.compile(r"[ \t\n\r\f]+")
BREAK, TAB, SPACE = "\x01", "\x02", "\x03"
"""Signs for white space that is meant, until `tidy` makes it what it is."""
_AROUND_BREAK = regex.compile(f" *{BREAK} *")
_AROUND_TAB = regex.compile(f" *{TAB} *")
_OWN_SIGNS = str.maketrans({BREAK: " ", TAB: " ", SPACE: " "})


class Blocks:
    """Gathers the parts of an article from the starts, ends and words of markup."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.title = ""
        """What the head of the page calls it."""
        self._pieces: list[str] = []
        self._kinds: list[tuple[str, SectionKind]] = []
        self._unshown: list[str] = []
        self._pre = 0
        self._rows: list[list[int] | None] = []
        """Of the tables that are open (None) the rows that are, each with where its cells begin."""

    def start(self, name: str) -> None:
        """Take the start of an element by its local name, in lower case."""
        if self._unshown or name in _UNSHOWN:
            self.leave_out(name)
            return
        if name == "br":
            self._pieces.append(BREAK)
            return
        kind = _KINDS.get(name)
        if kind or name in _BLOCKS:
            self._flush()
        self._start_of_table(name)
        if kind:
            self._kinds.append((name, kind))
        self._pre += name == "pre"

    def leave_out(self, name: str) -> None:
        """Take the start of an element that is not shown, with all that is in it."""
        self._unshown.append(name)

    def end(self, name: str) -> None:
        """Take the end of an element; one that was never begun is passed over."""
        if self._unshown:
            if name in self._unshown:
                while self._unshown.pop() != name:
                    pass
            return
        kind = _KINDS.get(name)
        if kind or name in _BLOCKS:
            self._flush()
        self._end_of_table(name)
        if kind and any(one == name for one, _ in self._kinds):
            while self._kinds.pop()[0] != name:
                pass
        self._pre = max(0, self._pre - (name == "pre"))

    def words(self, text: str) -> None:
        """Take text between elements."""
        if self._unshown:
            if self._unshown[-1] == "title" and len(self._unshown) <= 2:
                self.title += text
            return
        text = text.translate(_OWN_SIGNS)
        if self._pre:
            text = text.replace("\r\n", "\n").replace("\n", BREAK).replace("\t", TAB)
        self._pieces.append(text)

    def finish(self) -> list[Part]:
        """Return the parts."""
        self._flush()
        self._end_row()
        self.title = tidy(self.title)
        return self.parts

    def _start_of_table(self, name: str) -> None:
        if name == "table":
            self._rows.append(None)
        elif name == "tr":
            self._end_row()
            self._rows.append([])
        elif name in _CELLS and self._rows and (row := self._rows[-1]) is not None:
            row.append(len(self.parts))

    def _end_of_table(self, name: str) -> None:
        if name == "tr":
            self._end_row()
        elif name == "table" and None in self._rows:
            self._end_row()
            while self._rows.pop() is not None:
                pass

    def _end_row(self) -> None:
        """Put short cells of a row into one line, with tabs between; what is longer stays apart."""
        if not self._rows or (starts := self._rows[-1]) is None:
            return
        self._rows.pop()
        ends = [*starts[1:], len(self.parts)]
        cells = [self.parts[start:end] for start, end in zip(starts, ends, strict=bool(starts))]
        if len(cells) < 2 or any(len(one) > 1 for one in cells):
            return
        if any(part.inner or part.kind != "paragraph" for one in cells for part in one):
            return
        line = "\t".join(one[0].text if one else "" for one in cells)
        if line.strip():
            self.parts[starts[0] :] = [Part("paragraph", line.strip("\t"))]

    def _flush(self) -> None:
        text = tidy("".join(self._pieces))
        self._pieces.clear()
        if not text:
            return
        kind = self._kinds[-1][1] if self._kinds else "paragraph"
        if kind == "credit":
            self._add_credit(text)
        else:
            self.parts.append(Part(kind, text))

    def _add_credit(self, text: str) -> None:
        """A credit stands in its caption; one without a caption is its own."""
        before = self.parts[-1] if self.parts else None
        if before is None or before.kind != "caption":
            self.parts.append(Part("caption", text, (Section("credit", 0, len(text)),)))
            return
        start = len(before.text) + 1
        whole = f"{before.text} {text}"
        inner = (*before.inner, Section("credit", start, len(whole)))
        self.parts[-1] = Part("caption", whole, inner)


def tidy(text: str) -> str:
    """Return text with white space as a browser shows it, none at its ends."""
    text = _SPACE.sub(" ", text)
    text = _AROUND_BREAK.sub("\n", text)
    return _AROUND_TAB.sub("\t", text).replace(SPACE, " ").strip(" \n\t")


# ---- HTML -----------------------------------------------------------------------------------


Attributes: TypeAlias = dict[str, str]


def parts_of_html(
    html: str, is_left_out: Callable[[Attributes], bool] | None = None
) -> tuple[list[Part], str]:
    """Return the parts of a page or a piece of one, and the title its head names, or nothing.

    `is_left_out` tells by its attributes whether an element stays out with what is in it.
    """
    blocks = Blocks()
    for kind, text, inside in pieces_of(html):
        if kind == "words":
            blocks.words(text)
        elif kind == "end":
            blocks.end(_local(text))
        elif is_left_out and is_left_out(attributes_of(inside)):
            blocks.leave_out(_local(text))
        else:
            blocks.start(_local(text))
            if text in _VOID:
                blocks.end(_local(text))
    return blocks.finish(), blocks.title


def has_elements(text: str) -> bool:
    """Tell whether a text is HTML and not plain words."""
    return bool(_ELEMENT.search(text))


_ELEMENT = regex.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|b|i|em|strong|a|span|table)\b[^<>]*>", regex.I
)


# ---- XML ------------------------------------------------------------------------------------


def parts_of_tree(root: Element, left_out: Iterable[str] = ()) -> tuple[list[Part], str]:
    """Return the parts of an element and all within it, and the title its head names.

    `left_out` are local names of elements that stay out with what is in them.
    """
    blocks = Blocks()
    passed = frozenset(left_out)
    # A stack and no recursion: elements may lie in each other as deep as a file likes.
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        element, is_over = waiting.pop()
        name = local_name(element)
        if is_over:
            blocks.end(name)
        elif name not in passed:
            blocks.start(name)
            blocks.words(element.text or "")
            waiting.append((element, True))
            waiting.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            blocks.words(element.tail or "")
    return blocks.finish(), blocks.title


def local_name(element: Element) -> str:
    """Return the name of an element in lower case, without its namespace; comments have none."""
    name: object = element.tag  # of comments and instructions: a function
    return _local(name) if isinstance(name, str) else ""


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def words_of(element: Element | None) -> str:
    """Return all words in an element on one line."""
    return "" if element is None else tidy("".join(element.itertext()))


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, or nothing."""
    found: Mapping[str, str] = {_local(key): value for key, value in element.attrib.items()}
    return found.get(name.lower(), "").strip()
