"""The text of a web page or a message: in the encoding that it says it has, or else a guess.

What a page says is believed as browsers do (WHATWG Encoding: "iso-8859-1" means Windows-1252),
but for a page that says something else and is UTF-8 all the same: no other encoding comes out as
UTF-8 by accident.
"""

import codecs
from pathlib import Path

import regex

from annotator.formats.articles.decoding import DecodedText, decode_article
from annotator.formats.characters import REPLACEMENT, replace_unfit
from annotator.model.errors import AnnotatorError, CharactersReplaced, FileEmpty

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_META = regex.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    regex.IGNORECASE,
)
_FEW = 10
"""One wrong byte among so many letters that are right is a slip."""
_META_REACH = 4096
"""How far into a page its own word on the encoding is looked for; browsers stop at 1024."""
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Python's name of what is said -> the larger encoding that is meant by it."""
_NO_TEXT = (
    "base64",
    "bz2",
    "hex",
    "quopri",
    "rot",
    "uu",
    "zlib",
    "idna",
    "punycode",
    "undefined",
)
"""Python's codecs that are no encodings of text, with some that nobody can mean."""
_WIDE = ("utf-16", "utf-32", "utf-7", "unicode", "raw-unicode")
"""Of a page whose beginning can be read as ASCII none of these can be true."""


def decode_declared(raw: bytes, path: Path, declared: str | None = None) -> DecodedText:
    """Return the text of a page's bytes. FileEmpty, FileNotText.

    `declared` is what came with it, as in a header; else what the page says at its beginning.
    A byte order mark goes before both. Where neither fits it is read as any article is.
    """
    if raw.startswith(_MARKS):
        return decode_article(raw, path)
    for name in (declared, _declared_within(raw)):
        encoding = known_encoding(name)
        if encoding is None or (encoding != "utf-8" and _is_utf8(raw)):
            continue
        try:
            text = raw.decode(encoding)
        except (LookupError, ValueError):
            if encoding != "utf-8" or not (text := _nearly_utf8(raw)):
                continue
        return _decoded(text, encoding, path)
    return decode_article(raw, path)


def known_encoding(name: str | None) -> str | None:
    """Return Python's name of the encoding that is meant; None where there is none of that name."""
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip(" \"'")).name
    except (LookupError, ValueError):
        return None
    if found.replace("_", "-").startswith((*_NO_TEXT, *_WIDE)):
        return None
    return _MEANT.get(found, found)


def _declared_within(raw: bytes) -> str | None:
    found = _META.search(raw[:_META_REACH])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _nearly_utf8(raw: bytes) -> str:
    """Return the text of what is UTF-8 but for a few bytes, made NULs to be replaced; else nothing.

    So browsers read it; a guess would spoil all the rest.
    """
    text = raw.decode("utf-8", "replace")
    wrong = text.count(REPLACEMENT)
    right = sum(not one.isascii() for one in text) - wrong
    return text.replace(REPLACEMENT, "\0") if wrong * _FEW <= right else ""


def _is_utf8(raw: bytes) -> bool:
    if raw.isascii():
        return False
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decoded(text: str, encoding: str, path: Path) -> DecodedText:
    text, count, first = replace_unfit(text)
    remarks: tuple[AnnotatorError, ...] = (CharactersReplaced(count, first),) if count else ()
    if not text.strip():
        raise FileEmpty(path)
    return DecodedText(text, encoding, remarks)
