"""The format `webanno-tsv`."""

from collections.abc import Iterator
from pathlib import PurePath

from annotator.formats.articles.plain_text import ARTICLE_LIMIT, article_from_text
from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import (
    HEAD_SIZE,
    Carries,
    Format,
    Item,
    ReadOptions,
    Setting,
    Sureness,
    setting,
)
from annotator.formats.lines import bounded_lines
from annotator.formats.source import Source
from annotator.formats.webanno.header import Layer, is_version_two
from annotator.formats.webanno.reading import read_marks
from annotator.formats.webanno.rows import (
    Body,
    TooLong,
    join_text,
    misplaced_rows,
    place_rows,
    read_body,
)
from annotator.model.errors import (
    AnnotatorError,
    FileTooLarge,
    FileUnreadable,
    OffsetUnitFound,
)
from annotator.model.format_errors import FileNoted, FileWrong

_FORMAT = b"#FORMAT=WebAnno TSV"


class WebAnnoTsv(Format):
    """A row for each token, a column for each feature."""

    name = "webanno-tsv"
    title = "WebAnno TSV 3 (INCEpTION)"
    endings = (".tsv",)
    carries = Carries(
        spans=True,
        overlap=True,
        relations=True,
        far_relations=True,
        attributes=True,
    )
    read_settings = (
        Setting(
            "layers",
            "Layers",
            "",
            description="names of the layers to take, with commas between them; else all",
        ),
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its first line; others have the ending too."""
        bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        is_ours = bare.startswith(_FORMAT) or is_version_two(bare)
        return Sureness.SURE if is_ours else Sureness.NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the article with its annotations, raw: the file does not say what it is called."""
        try:
            body = self._body(source, options)
        except (FileUnreadable, FileTooLarge, FileWrong) as error:
            yield Problem(source.name, None, error, is_whole=True)
            return
        yield from _line(source, body, options, _layers_of(options, self.read_settings))

    def _body(self, source: Source, options: ReadOptions) -> Body:
        if source.stream is None and is_version_two(source.head(HEAD_SIZE)):
            old = "is WebAnno TSV 2; export it from INCEpTION as UIMA CAS JSON or as WebAnno TSV 3"
            raise FileWrong(source.path, old)
        try:
            with source.open() as stream:
                lines = bounded_lines(stream, report_bytes=options.report_bytes)
                body = read_body(lines, source.path)
        except TooLong as error:
            raise FileTooLarge(source.path, source.size, ARTICLE_LIMIT) from error
        version = body.header.version
        if version is None or version[0] != 3:
            raise FileWrong(source.path, "is no WebAnno TSV 3")
        if not any(one.text.strip() for one in body.sentences):
            raise FileWrong(source.path, "has no sentence with a text")
        return body


def _layers_of(options: ReadOptions, settings: tuple[Setting, ...]) -> frozenset[str]:
    chosen = setting(options.settings, settings, "layers").split(",")
    return frozenset(one.strip() for one in chosen if one.strip())


def _line(
    source: Source, body: Body, options: ReadOptions, layers: frozenset[str]
) -> Iterator[Item]:
    def remark(error: AnnotatorError) -> Problem:
        return Problem(source.name, None, error, is_skipped=False)

    said = options.offset_unit or "utf16"
    unit = place_rows(body, said, is_certain=options.offset_unit is not None)
    join_text(body, unit)
    place_rows(body, unit, is_certain=True)
    if unit != said:
        yield remark(OffsetUnitFound(unit, said))
    rows = [row for sentence in body.sentences for row in sentence.rows]
    doubts = [row for row in rows if row.place and row.is_doubtful]
    if doubts:
        what = f"has {len(doubts)} tokens that are not what stands there, first in line"
        yield remark(FileNoted(source.path, f"{what} {doubts[0].line}"))
    if body.gaps:
        what = "has no text between sentences; white space stands there"
        yield remark(FileNoted(source.path, what))

    def wants(layer: Layer) -> bool:
        return not layers or bool({layer.type, layer.short_name} & layers)

    read = read_marks(body, source.path, wants)
    wrong = [*body.wrong, *misplaced_rows(body, source.path), *read.wrong]
    for error in sorted(wrong, key=lambda one: one.line):
        yield Problem(source.name, error.line, error)
    text = replace_unfit(body.text)[0]
    document = article_from_text(text, replace_unfit(source.plain_path.stem)[0])
    yield CorpusLine(
        document,
        status="in_progress" if read.spans else "new",
        spans=read.spans,
        relations=read.relations,
        entities=read.entities,
        is_raw=True,
        has_raw_entities=True,
    )
