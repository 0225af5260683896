"""HTML cut into starts, ends and words, however broken it is, in time that grows with its length.

Decision: a cutter of our own instead of `html.parser`. That one takes the cube of the length of
`<a <a <a`, fails an assertion at `<![`, and what an agency or a book sends is anybody's. As in a
browser, a tag or a comment that is never closed takes the rest of the file with it.
"""

import html
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

import regex

PieceKind: TypeAlias = Literal["start", "end", "words"]


class Piece(NamedTuple):
    """A piece of HTML: a start or an end by its name in small letters, or words, unescaped."""

    kind: PieceKind
    text: str
    inside: str = ""
    """Of a start: what stands behind the name, as it is written."""


_NAME = regex.compile(r"[a-zA-Z][^\s/>]*+")
_STOP = regex.compile(r"""[>"']""")
_ATTRIBUTE = regex.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?+""")
_HUGE_NUMBER = regex.compile(r"&#(?:x[0-9a-f]{8,}+|[0-9]{8,}+);?", regex.IGNORECASE)
"""A character of so many digits is none."""
_RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes")
"""In these < begins nothing but their own end."""
_CDATA = "<![CDATA["


def pieces_of(markup: str) -> Iterator[Piece]:
    """Yield the pieces of HTML in order."""
    at = 0
    while at < len(markup):
        found = markup.find("<", at)
        if found < 0:
            found = len(markup)
        if found > at:
            yield Piece("words", unescaped(markup[at:found]))
        if found == len(markup):
            return
        at = found
        following = markup[at + 1 : at + 2]
        if markup.startswith(_CDATA, at):
            end = _after(markup, "]]>", at)
            yield Piece("words", markup[at + len(_CDATA) : end - 3 if end else len(markup)])
            at = end or len(markup)
        elif markup.startswith("<!--", at):
            at = _after(markup, "-->", at + 2) or len(markup)
        elif following in ("!", "?"):
            at = _after(markup, ">", at) or len(markup)
        elif following == "/" or _NAME.match(markup, at + 1):
            end = _end_of(markup, at)
            if not end:
                return
            yield from _named(markup[at:end])
            at = _behind_raw(markup, at, end)
        else:
            yield Piece("words", "<")
            at += 1


def unescaped(words: str) -> str:
    """Return words with the characters that &amp; and its kin are."""
    return html.unescape(_HUGE_NUMBER.sub("\ufffd", words)) if "&" in words else words


def attributes_of(inside: str) -> dict[str, str]:
    """Return the attributes of a start, by their names in small letters."""
    return {
        match[1].lower(): unescaped((match[2] or "").strip("\"'"))
        for match in _ATTRIBUTE.finditer(inside)
    }


def _named(tag: str) -> Iterator[Piece]:
    is_end = tag.startswith("</")
    name = _NAME.match(tag, 2 if is_end else 1)
    if name is None:  # </> and </3 are nothing
        return
    inside = tag[name.end() : -1]
    if is_end:
        yield Piece("end", name[0].lower())
        return
    yield Piece("start", name[0].lower(), inside)
    if inside.endswith("/"):
        yield Piece("end", name[0].lower())


def _after(markup: str, sign: str, at: int) -> int:
    """Return where the next sign ends; 0 where there is none."""
    found = markup.find(sign, at)
    return 0 if found < 0 else found + len(sign)


def _end_of(markup: str, at: int) -> int:
    """Return where a tag ends, which is not inside a quoted value; 0 where it never does."""
    while stop := _STOP.search(markup, at):
        at = stop.end()
        if stop[0] == ">":
            return at
        closing = markup.find(stop[0], at)
        if closing < 0:
            # A quote that is never closed is a slip of the pen.
            return _after(markup, ">", at)
        at = closing + 1
    return 0


def _behind_raw(markup: str, start: int, end: int) -> int:
    """Return where reading goes on behind a start: of a script, at its own end."""
    name = _NAME.match(markup, start + 1)
    if name is None or name[0].lower() not in _RAW or markup[end - 2] == "/":
        return end
    close = regex.compile(rf"</{name[0]}(?=[\s/>])", regex.IGNORECASE).search(markup, end)
    return close.start() if close else len(markup)
