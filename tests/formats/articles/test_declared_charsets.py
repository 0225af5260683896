"""The text of a page: in the encoding it says, unless it is UTF-8, or else by a guess."""

from pathlib import Path

import pytest

from annotator.formats.articles.declared_charsets import decode_declared, known_encoding
from annotator.model.errors import (
    AnnotatorError,
    ByteOrderMarkDropped,
    CharactersReplaced,
    EncodingGuessed,
    FileEmpty,
)

PATH = Path("page.html")
GERMAN = "Der Bürgermeister von Köln sagte: „Wir müssen reden“, so Müller."


def decoded(raw: bytes, declared: str | None = None) -> tuple[str, str, list[type[AnnotatorError]]]:
    found = decode_declared(raw, PATH, declared)
    return found.text, found.encoding, [type(one) for one in found.remarks]


@pytest.mark.parametrize(
    ("head", "encoding", "found"),
    [
        ('<meta charset="windows-1252">', "cp1252", "cp1252"),
        ('<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">', "cp1252", "cp1252"),
        ("<meta charset=iso-8859-15>", "iso8859-15", "iso8859-15"),
        ('<?xml version="1.0" encoding="iso-8859-2"?>', "iso8859-2", "iso8859-2"),
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
        ('<meta charset="windows-1252">', "utf-8", "utf-8"),
    ],
)  # fmt: skip
def test_what_a_page_says_is_believed_unless_it_is_utf8(
    head: str, encoding: str, found: str
) -> None:
    text = f"{head}{GERMAN}" if encoding in ("cp1252", "utf-8") else f"{head}Bürger"
    assert decoded(text.encode(encoding)) == (text, found, [])


def test_what_came_with_it_goes_before_what_it_says() -> None:
    text = '<meta charset="utf-8">Le maire était élu'
    assert decoded(text.encode("cp1252"), "windows-1252") == (text, "cp1252", [])
    polish = '<meta charset="iso-8859-1">zażółć'
    assert decoded(polish.encode("cp1250"), "windows-1250") == (polish, "cp1250", [])


@pytest.mark.parametrize("declared", ["nonsense", "utf-8", "base64", "rot13", "utf-7", "utf-16"])
def test_where_neither_fits_it_is_guessed_and_remarked(declared: str) -> None:
    text = f'<meta charset="{declared}">{GERMAN}'
    assert decoded(text.encode("cp1252"), declared) == (text, "cp1252", [EncodingGuessed])


def test_a_few_wrong_bytes_spoil_no_utf8() -> None:
    text = '<meta charset="utf-8">' + GERMAN * 5
    raw = text.encode().replace(b"reden", b"rede\x96", 1)
    assert decoded(raw) == (text.replace("reden", "rede\ufffd", 1), "utf-8", [CharactersReplaced])
    assert decoded(raw.replace(b'<meta charset="utf-8">', b""), "utf-8")[2] == [CharactersReplaced]


def test_marks_empty_files_and_what_is_unfit() -> None:
    assert decoded(b"\xef\xbb\xbf<p>x", "cp1252") == ("<p>x", "utf-8", [ByteOrderMarkDropped])
    assert decoded(b"<meta charset=cp1252>a\0b")[2] == [CharactersReplaced]
    with pytest.raises(FileEmpty):
        decoded(b" \n", "cp1252")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("ISO-8859-1", "cp1252"), ("latin1", "cp1252"), ("us-ascii", "cp1252"), ("gb2312", "gb18030"),
        ("GBK", "gb18030"), ("Shift_JIS", "cp932"), ("euc-kr", "cp949"), ("Big5", "big5hkscs"),
        (" 'utf8' ", "utf-8"), ("koi8-r", "koi8-r"), ("unicode_escape", None), ("hex", None),
        ("", None), (None, None), ("x" * 5000, None), ("a\0b", None),
    ],
)  # fmt: skip
def test_names_of_encodings(name: str | None, encoding: str | None) -> None:
    assert known_encoding(name) == encoding
