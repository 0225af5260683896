"""One article of a file on its way in: where it stands, what is wrong with it, what is remarked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.formats.articles.double_encoding import double_encoded_example
from annotator.formats.articles.written_dates import KEY, WrittenDate
from annotator.formats.characters import replace_unfit, replace_unfit_within
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.source import Source
from annotator.model.article_errors import DateAmbiguous, EncodedTwice
from annotator.model.document import Document, Meta, Section
from annotator.model.errors import (
    AnnotatorError,
    CharactersReplaced,
    FileTooLarge,
    LineWrong,
)
from annotator.model.format_errors import FileNoted, FileWrong, LineNoted

ARTICLE_LIMIT = 20 << 20
"""The largest article, in bytes, decompressed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands: in a file, or in the record of a file with this number (from 1)."""

    source: Source
    number: int | None = None

    def wrong(self, reason: str) -> Problem:
        """Return the problem of an article that stays out."""
        path = self.source.path
        if self.number is None:
            return Problem(self.source.name, None, FileWrong(path, reason), is_whole=True)
        error = LineWrong(path, self.number, reason)
        return Problem(self.source.name, self.number, error, is_whole=True)

    def failed(self, error: AnnotatorError) -> Problem:
        """Return the problem of an article that stays out because of an error."""
        return Problem(self.source.name, self.number, error, is_whole=True)

    def noted(self, what: str) -> Problem:
        """Return a remark: it came in, but not as it stood."""
        path = self.source.path
        if self.number is None:
            return self.remark(FileNoted(path, what))
        return self.remark(LineNoted(path, self.number, what))

    def remark(self, error: AnnotatorError) -> Problem:
        """Return a remark."""
        return Problem(self.source.name, self.number, error, is_skipped=False)

    @property
    def id(self) -> str:
        """The id that an article is given: the file's name, with its number if it has one."""
        stem = replace_unfit(self.source.plain_path.stem)[0]
        return stem if self.number is None else f"{stem}-{self.number}"

    def article(
        self, text: str, meta: Meta, sections: Iterable[Section], date: WrittenDate
    ) -> Iterator[CorpusLine | Problem]:
        """Yield the remarks on an article, then the article itself."""
        text, count, first = replace_unfit(text)
        if count:
            yield self.remark(CharactersReplaced(count, first))
        if date.is_ambiguous:
            yield self.remark(DateAmbiguous(date.as_written or ""))
        if twice := double_encoded_example(text):
            yield self.remark(EncodedTwice(*twice))
        extra = {**meta.extra, **({KEY: date.as_written} if date.as_written else {})}
        whole = Meta(
            title=_clean(meta.title),
            source=_clean(meta.source),
            published=date.published,
            url=_clean(meta.url),
            authors=tuple(replace_unfit(one)[0] for one in meta.authors),
            language=meta.language,
            extra=replace_unfit_within(extra)[0],
        )
        document = Document(self.id, text, whole, tuple(sections))
        yield CorpusLine(document, is_raw=True, number=self.number)


def read_whole(source: Source) -> bytes:
    """Return the bytes of a file that holds one article. FileTooLarge, FileUnreadable."""
    with source.open() as stream:
        raw = stream.read(ARTICLE_LIMIT + 1)
    if len(raw) > ARTICLE_LIMIT:
        raise FileTooLarge(source.path, max(source.size, len(raw)), ARTICLE_LIMIT)
    return raw


def kept(**values: object) -> dict[str, object]:
    """Return what a format says beside, without what it does not say."""
    return {name: value for name, value in values.items() if value not in (None, "", (), [], {})}


def _clean(value: str | None) -> str | None:
    return replace_unfit(value)[0] if value else None
