"""From bytes to text: which encoding, and what had to change on the way. Newlines stay."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from annotator.formats.articles.alphabets import alphabet_share
from annotator.formats.characters import replace_unfit
from annotator.model.errors import (
    AnnotatorError,
    ByteOrderMarkDropped,
    CharactersReplaced,
    EncodingGuessed,
    FileEmpty,
    FileNotText,
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_BEGINNINGS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format 3",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ",
    b"{\\rtf",
    b"\xd0\xcf\x11\xe0",
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_CONTROLS_ALLOWED = 3
"""A stray NUL is a slip; when every twentieth character is a control it is no text."""
_GUESS_SIZE = 1 << 18
"""How much of a file the encoding is guessed from; the whole must decode then."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file, and remarks on what is not as it stood in the bytes."""

    text: str
    encoding: str
    remarks: tuple[AnnotatorError, ...] = ()


def decode_article(raw: bytes, path: Path) -> DecodedText:
    """Return the text of a file's bytes, verbatim. FileEmpty, FileNotText.

    UTF-8 first, then what a byte order mark says, then the encoding that fits best. The mark is
    dropped; NULs and lone surrogates become U+FFFD one for one; both are remarked.
    """
    remarks: list[AnnotatorError] = []
    encoding = _encoding(raw, path)
    mark = next((mark for mark, of in _MARKS if of == encoding and raw.startswith(mark)), b"")
    if mark:
        remarks.append(ByteOrderMarkDropped(encoding))
    elif encoding != "utf-8":
        remarks.append(EncodingGuessed(encoding))
    text, count, first = replace_unfit(_decode(raw[len(mark) :], encoding, path))
    if count:
        remarks.append(CharactersReplaced(count, first))
    if not text.strip():
        raise FileEmpty(path)
    return DecodedText(text, encoding, tuple(remarks))


def _decode(raw: bytes, encoding: str, path: Path) -> str:
    # Windows lets lone surrogates into its UTF-16; they are told apart from broken files.
    errors = "surrogatepass" if encoding.startswith("utf-16") else "strict"
    try:
        return raw.decode(encoding, errors)
    except UnicodeDecodeError as error:
        raise FileNotText(path, error.start) from error


def _encoding(raw: bytes, path: Path) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    if raw.startswith(_BINARY_BEGINNINGS):
        raise FileNotText(path, 0)
    if wide := _utf16_without_mark(raw):
        return wide
    _refuse_binary(raw, path)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return _guess(raw, path, error.start)
    return "utf-8"


def _utf16_without_mark(raw: bytes) -> str | None:
    """ASCII in UTF-16 has a NUL in every other byte, and in no byte between."""
    head = raw[:4096]
    if len(head) < 8 or len(raw) % 2:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.6 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _refuse_binary(raw: bytes, path: Path) -> None:
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if controls > max(_CONTROLS_ALLOWED, len(raw) // 20):
        first = next(at for at, code in enumerate(raw) if code in _CONTROLS)
        raise FileNotText(path, first)


def _guess(raw: bytes, path: Path, first_wrong: int) -> str:
    # What is odd begins at the first byte that is not UTF-8: guess from there on.
    window = raw[max(0, first_wrong - _GUESS_SIZE // 2) : first_wrong + _GUESS_SIZE // 2]
    for match in _by_likelihood(window):
        try:
            raw.decode(match)
        except (UnicodeDecodeError, LookupError):
            continue
        return match
    raise FileNotText(path, first_wrong)


def _by_likelihood(window: bytes) -> list[str]:
    """Encodings that may be it, likely ones first.

    Between code pages of the Latin script a general guess often errs ("Cafť"): what they make of
    the bytes is held against the alphabets of languages instead.
    """
    names = [match.encoding for match in from_bytes(window)]
    latin = _latin_page(window) if _is_mostly_ascii(window) else None
    return [latin, *names] if latin else names


_LATIN_PAGES = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman", "mac_latin2")
"""Code pages of languages written in Latin letters, the most common first."""
_FITS = 0.9
"""A page fits where so many of its letters are of one language: names of others come along."""


def _is_mostly_ascii(window: bytes) -> bool:
    high = len(window) - len(window.translate(None, bytes(range(128, 256))))
    return 4 * high < len(window)


def _latin_page(window: bytes) -> str | None:
    """Return the code page by which the text fits an alphabet best; None where none fits."""
    best, found = _FITS, None
    for page in _LATIN_PAGES:
        try:
            text = window.decode(page)
        except UnicodeDecodeError:
            continue
        share = alphabet_share(text)
        if share > best:
            best, found = share, page
    return found
