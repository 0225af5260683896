"""Errors and remarks about articles from the web and from mail: data, as in `model.errors`."""

from dataclasses import dataclass
from pathlib import Path

from annotator.model.errors import AnnotatorError


@dataclass(eq=False)
class PageWithoutArticle(AnnotatorError):
    """No article is found on a web page; `record` is its number where a file holds several."""

    path: Path
    record: int | None = None


@dataclass(eq=False)
class ArticleDamaged(AnnotatorError):
    """The text of an article (id, title) is not what its hash says: it can be read, and nothing be
    labelled in it."""

    document: str
    title: str = ""


@dataclass(eq=False)
class DateAmbiguous(AnnotatorError):
    """A remark: a date can mean two days; it is kept as written, and none is set."""

    written: str


@dataclass(eq=False)
class DateWrong(AnnotatorError):
    """A condition on dates that is neither a year, nor a month, nor a day."""

    written: str


@dataclass(eq=False)
class EncodedTwice(AnnotatorError):
    """A remark: a text seems to have been encoded twice; it came in as it stands."""

    found: str
    meant: str


@dataclass(eq=False)
class OnlyTeaser(AnnotatorError):
    """A remark: an entry of a feed, or a crawled record, is only the beginning of an article."""


@dataclass(eq=False)
class PageCutOff(AnnotatorError):
    """A remark: a page is nested too deep, or has a part too large; what is behind was not read."""


@dataclass(eq=False)
class AttachmentsLeft(AnnotatorError):
    """A remark: a message has attachments; they were neither opened nor written anywhere."""

    names: tuple[str, ...]


@dataclass(eq=False)
class RecordsPassedOver(AnnotatorError):
    """A remark: so many records of a web archive are no pages (requests, pictures, redirects)."""

    path: Path
    count: int
    total: int
