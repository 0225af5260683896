"""E-mail: subject and plain text as they were sent, headers kept, attachments told and left."""

from pathlib import Path, PurePath

import pytest

from annotator.formats.articles.mail import Mail
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.source import file_source
from annotator.model.article_errors import AttachmentsLeft
from annotator.model.errors import (
    EncodingGuessed,
    ExtraMissing,
    FileEmpty,
    FileTooLarge,
    FileUnreadable,
)
from annotator.model.format_errors import FileWrong
from tests.formats.articles.article_reading import parts, read, read_one

PLAIN = """From: Ilse Varga <ilse@norrow.example>\r
To: desk@post.example, =?utf-8?q?J=C3=B8n_Roe?= <jon@post.example>\r
Subject: =?utf-8?b?RsOkaHJlOiB0YWxrcyBmYWlsLg==?=\r
Date: Tue, 24 Jan 2017 09:30:00 +0100\r
Message-ID: <1@norrow.example>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
The ministry said on Monday that talks would be held =\r
soon.\r
\r
=E2=80=9CWe have talked for nine hours,=E2=80=9D said Varga. =F0=9F=91=A9=\r
=E2=80=8D=F0=9F=91=A7\r
"""

MANY = """From: "Varga, Ilse" <ilse@norrow.example>
Organization: Norrow Wire
Subject: Talks fail
Date: 24 Jan 2017 09:30 UT
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

Caf\u00e9s are shut.
--a
Content-Type: text/html; charset=iso-8859-1

<p>Caf\u00e9s are <b>shut</b>.</p>
--a--
--m
Content-Type: application/pdf; name="x.pdf"
Content-Disposition: attachment; filename="../../../tmp/plan.pdf"
Content-Transfer-Encoding: base64

JVBERi0=
--m
Content-Type: text/plain
Content-Disposition: attachment; filename*=utf-8''notes%20%C3%A9.txt

secret notes
--m--
"""

HTML = """From: desk@post.example
Subject: The morning letter
Content-Type: text/html; charset=utf-8

<html><head><title>x</title><style>p {}</style></head><body><h2>Ferry</h2>
<p>The yard at Wend<br>has been closed.</p><img src="file:///etc/passwd">
<table><tr><td>Three hundred people will lose their work.</td></tr></table></body></html>
"""


def test_plain_text_is_kept_as_it_was_sent() -> None:
    article = read_one(Mail(), PLAIN, "ferry.eml")
    assert article.text == (
        "Fähre: talks fail.\n\n"
        "The ministry said on Monday that talks would be held soon.\r\n\r\n"
        "“We have talked for nine hours,” said Varga. 👩\u200d👧\r\n"
    )
    assert parts(article) == [
        ("title", "Fähre: talks fail."),
        ("paragraph", "The ministry said on Monday that talks would be held soon."),
        ("paragraph", "“We have talked for nine hours,” said Varga. 👩\u200d👧"),
        ("quotation", "“We have talked for nine hours,”"),
    ]


def test_headers_are_kept() -> None:
    article = read_one(Mail(), PLAIN, "ferry.eml")
    meta = article.meta
    assert (article.id, meta.title, meta.source) == (
        "ferry",
        "Fähre: talks fail.",
        "norrow.example",
    )
    assert (meta.published, meta.authors, meta.language) == ("2017-01-24", ("Ilse Varga",), "en")
    assert meta.extra == {
        "published_as_written": "Tue, 24 Jan 2017 09:30:00 +0100",
        "eml": {
            "from": "Ilse Varga <ilse@norrow.example>",
            "to": "desk@post.example, Jøn Roe <jon@post.example>",
            "message-id": "<1@norrow.example>",
        },
    }


def test_the_plain_part_goes_before_html_and_attachments_are_told(tmp_path: Path) -> None:
    lines, problems = read(Mail(), MANY.encode("latin-1"))
    [line] = lines
    assert line.document.text == "Talks fail\n\nCafés are shut."
    assert (line.document.meta.source, line.document.meta.authors) == (
        "Norrow Wire",
        ("Varga, Ilse",),
    )
    assert line.document.meta.published == "2017-01-24"
    [remark] = problems
    assert isinstance(remark.error, AttachmentsLeft)
    assert not remark.is_skipped
    assert remark.error.names == ("../../../tmp/plan.pdf", "notes é.txt")
    assert line.document.meta.extra["eml"]["attachments"] == list(remark.error.names)
    assert list(tmp_path.iterdir()) == []


def test_html_alone_is_read_as_a_browser_shows_it() -> None:
    article = read_one(Mail(), HTML)
    assert article.text == (
        "The morning letter\n\nFerry\n\nThe yard at Wend\nhas been closed.\n\n"
        "Three hundred people will lose their work."
    )
    assert [kind for kind, _ in parts(article)] == ["title", "heading", "paragraph", "paragraph"]
    assert article.meta.authors == ("desk@post.example",)


def test_html_without_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.formats.articles.mail.find_spec", lambda _: None)
    [problem] = read(Mail(), HTML)[1]
    assert isinstance(problem.error, ExtraMissing)
    assert len(read(Mail(), PLAIN)[0]) == 1


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        ("Subject: x\n\n", FileWrong),
        ("Subject: x\nContent-Type: image/png\n\nabc", FileWrong),
        ("Content-Type: application/pkcs7-mime\n\nabc", FileWrong),
        ('Content-Type: multipart/encrypted; boundary="a"\n\n--a\nContent-Type: application/pgp-encrypted\n\nx\n--a--', FileWrong),
        ("Content-Type: text/html\n\n<script>x</script>", FileWrong),
        ("Content-Type: text/plain; charset=utf-8\n\n\u00a0", FileEmpty),
        ("".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(100_000)), FileWrong),
    ],
    ids=["empty", "image", "smime", "pgp", "script", "space", "nested"],
)  # fmt: skip
def test_what_has_no_text_is_told(raw: str, error: type[BaseException]) -> None:
    lines, [problem] = read(Mail(), raw)
    assert lines == []
    assert isinstance(problem.error, error)
    assert problem.is_whole


@pytest.mark.parametrize("charset", ["nonsense", "utf-8", "base64", "idna"])
def test_a_wrong_encoding_is_guessed_and_remarked(charset: str) -> None:
    raw = f"Subject: x\nContent-Type: text/plain; charset={charset}\n\nLe maire de Cén a été élu hier à Où."
    lines, problems = read(Mail(), raw.encode("cp1252"))
    assert lines[0].document.text.endswith("Le maire de Cén a été élu hier à Où.")
    assert [type(one.error) for one in problems] == [EncodingGuessed]


@pytest.mark.parametrize(
    "header",
    [
        "=?utf-8?b?***?=",
        "=?klingon?q?ab?=",
        "=?utf-8?q?=FF?=",
        "a\0b",
        "x" * 100_000,
        "\udce9t\udce9",
    ],
)
def test_broken_headers_do_no_harm(header: str) -> None:
    raw = f"Subject: {header}\nFrom: {header}\nDate: {header}\n\nSome words.\n"
    lines, _ = read(Mail(), raw.encode("utf-8", "surrogateescape"))
    assert "Some words." in lines[0].document.text
    assert "\0" not in lines[0].document.text
    lines[0].document.text.encode()


def test_files_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [problem] = list(Mail().read(file_source(tmp_path / "gone.eml"), ReadOptions()))
    assert isinstance(getattr(problem, "error", None), FileUnreadable)
    monkeypatch.setattr("annotator.formats.articles.article_records.ARTICLE_LIMIT", 50)
    [large] = read(Mail(), PLAIN)[1]
    assert isinstance(large.error, FileTooLarge)


@pytest.mark.parametrize(
    ("path", "head", "sure"),
    [
        ("a.eml", b"", Sureness.LIKELY),
        ("a", PLAIN.encode(), Sureness.SURE),
        ("a.txt", b"From x@y Tue\nReceived: a\nSubject: b\nFrom: c\n\n", Sureness.SURE),
        ("a.txt", b"From: the harbour master\n\nDate: none", Sureness.NO),
        ("a.txt", b"Title\n\nfrom: a\nto: b\nsubject: c", Sureness.NO),
    ],
)
def test_messages_are_recognised(path: str, head: bytes, sure: Sureness) -> None:
    assert Mail().recognises(PurePath(path), head) is sure
