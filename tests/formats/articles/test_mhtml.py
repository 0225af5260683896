"""MHTML: the article of the page that was saved, its pictures and styles left alone."""

from email.message import EmailMessage
from pathlib import Path, PurePath

import pytest

from annotator.formats.articles.mhtml import Mhtml
from annotator.formats.format import ReadOptions, Sureness
from annotator.formats.registry import recognise_format
from annotator.formats.source import file_source
from annotator.model.article_errors import PageWithoutArticle
from annotator.model.errors import FileUnreadable
from annotator.model.format_errors import FileWrong
from tests.formats.articles.article_reading import kinds, read, read_one
from tests.formats.articles.pages import BLOG, GERMAN, NO_ARTICLE, OLD, SEMANTIC


def saved(*pages: tuple[str, str], start: str = "", url: str = "https://post.example/a") -> bytes:
    """A page as browsers save it; each part is its HTML and its encoding."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = url
    message["Subject"] = "Ferry talks"
    message["Date"] = "Tue, 24 Jan 2017 09:30:00 -0000"
    message.make_related()
    for at, (page, charset) in enumerate(pages):
        part = EmailMessage()
        part.set_content(page, subtype="html", charset=charset, cte="quoted-printable")
        part["Content-ID"] = f"<frame-{at}@mhtml.blink>"
        part["Content-Location"] = f"https://post.example/frame{at}"
        message.attach(part)
    style = EmailMessage()
    style.set_content("p {}", subtype="css")
    message.attach(style)
    if start:
        message.set_param("start", start)
    return message.as_bytes()


def test_a_saved_page_is_read_as_the_page_itself() -> None:
    article = read_one(Mhtml(), saved((SEMANTIC, "utf-8")), "ferry.mhtml")
    assert article.id == "ferry"
    assert kinds(article)[:5] == ["title", "standfirst", "byline", "date", "reading_time"]
    assert article.meta.url == "https://norrowpost.example/2017/ferry-talks"
    assert article.meta.extra["mhtml"]["saved"] == "Tue, 24 Jan 2017 09:30:00 -0000"
    assert article.meta.published == "2017-01-24"


def test_the_address_it_was_saved_from_is_its_address() -> None:
    article = read_one(Mhtml(), saved((BLOG, "utf-8")))
    assert (article.meta.url, article.meta.source) == ("https://post.example/a", "Quayside")
    evil = read_one(Mhtml(), saved((BLOG, "utf-8"), url="file:///etc/passwd"))
    assert evil.meta.url is None


def test_the_encoding_of_the_part_is_obeyed() -> None:
    article = read_one(Mhtml(), saved((OLD.replace("iso-8859-1", "utf-8"), "cp1252")))
    assert "Cafés are shut" in article.text


def test_the_frame_with_the_article_is_read() -> None:
    frames = saved((NO_ARTICLE, "utf-8"), (BLOG, "utf-8"))
    assert read_one(Mhtml(), frames).meta.title == "Nine hours at the table"
    root = saved((SEMANTIC, "utf-8"), (BLOG, "utf-8"), start="<frame-1@mhtml.blink>")
    assert read_one(Mhtml(), root).meta.title == "Nine hours at the table"


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (saved((NO_ARTICLE, "utf-8")), PageWithoutArticle),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--", FileWrong),
        (b"", FileWrong),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 2_000, FileWrong),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 50_000, FileWrong),
    ],
    ids=["no article", "no page", "empty", "nested", "many"],
)
def test_what_has_no_article_is_told(raw: bytes, error: type[BaseException]) -> None:
    lines, [problem] = read(Mhtml(), raw)
    assert lines == []
    assert isinstance(problem.error, error)


def test_a_file_that_is_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    raw = saved((GERMAN, "utf-8"))
    lines, _ = read(Mhtml(), raw[: raw.index(b"Der") if b"Der" in raw else len(raw) * 3 // 4])
    assert lines[0].document.meta.title == "Fähre bleibt im Hafen"
    [problem] = list(Mhtml().read(file_source(tmp_path / "gone.mht"), ReadOptions()))
    assert isinstance(getattr(problem, "error", None), FileUnreadable)


@pytest.mark.parametrize(
    ("path", "head", "name"),
    [
        ("a.mhtml", b"", "mhtml"),
        ("a.txt", saved((BLOG, "utf-8")), "mhtml"),
        ("a.eml", b"From: a\nTo: b\nSubject: c\nMessage-ID: <d>\n\nText", "eml"),
        ("a.eml", b"From: a\nTo: b\nSubject: c\n\nContent-Location: d", "eml"),
    ],
)
def test_saved_pages_and_messages_are_told_apart(path: str, head: bytes, name: str) -> None:
    found = recognise_format(PurePath(path), head)
    assert found is not None
    assert found.name == name
    assert Mhtml().recognises(PurePath(path), head) in (Sureness.NO, Sureness.LIKELY, Sureness.SURE)
