"""Reads a page as a browser would, for tests: what is on it, and whether it is sound."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

_ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "nav", "a", "section",
    "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "div", "b", "span", "bdi", "mark", "dl",
    "dt", "dd", "svg", "text", "line", "rect", "polygon", "circle",
}  # fmt: skip
_EMPTY = {"meta"}


class Page(HTMLParser):
    """A page taken apart. Fails where it is not sound: unknown or unclosed elements, scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.marked: list[str] = []
        self.rows: list[tuple[str, ...]] = []
        self.pictures = [
            ElementTree.fromstring(one) for one in re.findall(r"<svg.*?</svg>", html, re.DOTALL)
        ]
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "href" or (value or "").startswith("#"), value
            assert name not in {"src", "action", "srcset"}
        if tag not in _EMPTY:
            self._open.append(tag)
        if tag == "tr":
            self.rows.append(())

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.words.append(data)
        if "mark" in self._open:
            self.marked.append(data)
        if self._open and self._open[-1] in {"td", "th"}:
            self.rows[-1] = (*self.rows[-1], data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def row(self, name: str) -> tuple[str, ...]:
        """The first row of that name."""
        return next(row for row in self.rows if row and row[0] == name)
