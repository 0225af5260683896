"""Plain text: one article a file, kept verbatim, its structure recognised."""

from collections.abc import Iterator
from pathlib import PurePath

from annotator.formats.articles.decoding import decode_article
from annotator.formats.articles.structure import recognise_article
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness
from annotator.formats.source import Source
from annotator.model.document import Document, Meta
from annotator.model.errors import (
    AnnotatorError,
    FileEmpty,
    FileNotText,
    FileTooLarge,
    FileUnreadable,
)

ARTICLE_LIMIT = 20 << 20
"""The largest article, in bytes, decompressed."""
_MARKUP_BEGINNINGS = (b"<", b"{", b"[", b"%!")


class PlainText(Format):
    """A text file with one article in it."""

    name = "text"
    title = "Plain text article"
    endings = (".txt", ".text")
    carries = Carries()
    is_annotated = False

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Any file may be one, unless it begins like markup and is not named a text."""
        if path.suffix.lower() in self.endings:
            return Sureness.LIKELY
        is_markup = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_MARKUP_BEGINNINGS)
        return Sureness.NO if is_markup else Sureness.PERHAPS

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article, raw: its id is the file's name without endings."""
        try:
            with source.open() as stream:
                raw = stream.read(ARTICLE_LIMIT + 1)
            if len(raw) > ARTICLE_LIMIT:
                raise FileTooLarge(source.path, max(source.size, len(raw)), ARTICLE_LIMIT)
            decoded = decode_article(raw, source.path)
        except (FileUnreadable, FileEmpty, FileNotText, FileTooLarge) as error:
            yield Problem(source.name, None, error, is_whole=True)
            return
        for remark in decoded.remarks:
            yield _remark(source, remark)
        name = replace_unfit(source.plain_path.stem)[0]
        yield CorpusLine(article_from_text(decoded.text, name), is_raw=True)


def article_from_text(text: str, id: str) -> Document:
    """Return the article that a text is, with its structure, date, authors and language found."""
    found = recognise_article(text)
    meta = Meta(
        title=found.title,
        published=found.published,
        authors=found.authors,
        language=found.language,
    )
    return Document(id, text, meta, found.sections)


def _remark(source: Source, error: AnnotatorError) -> Problem:
    return Problem(source.name, None, error, is_skipped=False)
