"""Plain words made parts of an article: paragraphs are what empty lines or line breaks part."""

import regex

from annotator.formats.articles.assembling import Part

_BREAKS = regex.compile(r"\r\n?|[\n\u0085\u2028\u2029\v\f]")
_EMPTY_LINE = regex.compile(r"\n[^\S\n]*\n\s*")


def parts_of_text(text: str) -> list[Part]:
    """Return a part for each paragraph; where no line is empty, each line is one."""
    plain = _BREAKS.sub("\n", text).strip("\n")
    by = _EMPTY_LINE if _EMPTY_LINE.search(plain) else "\n"
    pieces = regex.split(by, plain)
    return [Part("paragraph", piece.strip()) for piece in pieces if piece.strip()]
