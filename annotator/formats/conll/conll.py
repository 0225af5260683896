"""CoNLL: a token a line, its tag behind it, an empty line between sentences."""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.formats.characters import replace_unfit
from annotator.formats.conll.layout import Layout, NoSuchColumn, find_layout
from annotator.formats.conll.reading import Reader
from annotator.formats.conll.report import remarks_of
from annotator.formats.conll.rows import open_rows
from annotator.formats.conll.schemes import (
    SCHEMES,
    WRITTEN_SCHEMES,
    letters_of,
    read_code,
)
from annotator.formats.conll.writing import write_line
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import (
    HEAD_SIZE,
    Carries,
    Format,
    Item,
    ReadOptions,
    Setting,
    Sureness,
    WriteOptions,
    all_settings,
)
from annotator.formats.lines import bounded_lines
from annotator.formats.source import Source
from annotator.formats.token_text import MISALIGNED, SPACING, TOKENIZER
from annotator.model.errors import AnnotatorError, FileEmpty, FileNotText, FileUnreadable
from annotator.model.format_errors import FileWrong

_OTHERS = (b"#FORMAT=WebAnno", b"{", b"<")
"""How WebAnno's TSV, JSON and markup begin."""
_BEGUN = re.compile(rb"(?m)(?:^|[ \t|])[BIESLUMW][-_]\S")
"""A tag: files without one, most of those there are, are told apart at once."""
_BEGINNING = 1 << 14
"""How many characters are looked at to recognise a file."""
_FEWEST_ROWS = 2


class Conll(Format):
    """Tokens with tags; the text is put together from tokens, and lost when written."""

    name = "conll"
    title = "CoNLL (IOB1, IOB2, BIOES, BILOU, BMES)"
    endings = (".conll", ".iob", ".iob2", ".bio", ".bioes", ".conllu", ".conll2003")
    carries = Carries(text=False, spans=True, overlap=True)
    is_piecewise = True
    read_settings = (
        Setting(
            "token_column",
            "Column of tokens",
            "auto",
            (),
            "its number from 1, or its name in the header; auto: found",
        ),
        Setting(
            "tag_column",
            "Column of tags",
            "auto",
            (),
            "its number from 1 (-1: the last) or its name, several with commas; auto: found",
        ),
        Setting(
            "scheme",
            "Scheme",
            "auto",
            ("auto", *SCHEMES),
            "what the letters before labels are; auto: all of them, and the report says which",
        ),
        Setting(
            "documents",
            "Articles",
            "auto",
            ("auto", "file", "sentence"),
            "auto: where -DOCSTART- or a comment with an id begins one; file: all is one article; "
            "sentence: each is one",
        ),
        SPACING,
    )
    write_settings = (
        Setting("scheme", "Scheme", "iob2", WRITTEN_SCHEMES, "the letters before labels"),
        Setting(
            "documents",
            "Between articles",
            "id",
            ("id", "docstart", "none"),
            "id: a comment `# id = ` before each; docstart: a row -DOCSTART-; none: an empty line",
        ),
        Setting("separator", "Between columns", "tab", ("tab", "space"), ""),
        Setting(
            "columns",
            "Columns of tags",
            "1",
            ("1", "2", "3", "4", "5"),
            "of spans that overlap the longest goes to the first, the others to the next; "
            "what has no room stays out",
        ),
        TOKENIZER,
        MISALIGNED,
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by rows of one width with tags in a column."""
        if head.removeprefix(codecs.BOM_UTF8).startswith(_OTHERS):
            return Sureness.NO
        by_ending = super().recognises(path, head)
        if not _BEGUN.search(head, 0, _BEGINNING):
            return by_ending
        text = head.decode("utf-8", "replace").removeprefix("\ufeff")
        rows = _first_rows(text, is_whole=len(head) < HEAD_SIZE)
        try:
            layout = find_layout(rows)
        except NoSuchColumn:
            return by_ending
        return Sureness.SURE if _is_surely(layout, rows) else by_ending

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the articles; at the end remarks say how the file was read."""
        problems: list[Problem] = []

        def report(line: int | None, error: AnnotatorError, is_skipped: bool) -> None:
            problems.append(Problem(source.name, line, error, is_skipped))

        chosen = all_settings(options.settings, self.read_settings)
        try:
            with source.open() as stream:
                rows = open_rows(
                    source.path,
                    bounded_lines(stream, report_bytes=options.report_bytes),
                    report,
                    token=chosen["token_column"],
                    tags=chosen["tag_column"],
                    letters=letters_of(chosen["scheme"]),
                )
                name = replace_unfit(source.plain_path.stem)[0]
                reader = Reader(rows, name, chosen["documents"], chosen["spacing"])
                for line in reader.lines():
                    yield from problems
                    problems.clear()
                    yield line
                yield from problems
                for remark in remarks_of(reader, chosen["scheme"]):
                    yield Problem(source.name, None, remark, is_skipped=False)
        except NoSuchColumn as wrong:
            error = FileWrong(source.path, str(wrong))
            yield Problem(source.name, None, error, is_whole=True)
        except (FileUnreadable, FileEmpty, FileNotText, FileWrong) as error:
            yield Problem(source.name, None, error, is_whole=True)

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write one article after another."""
        for line in lines:
            stream.write(write_line(line, options, self.write_settings))


def _first_rows(text: str, *, is_whole: bool) -> list[str]:
    """Return some rows of the beginning, none of them cut off."""
    lines = text[:_BEGINNING].replace("\r", "").split("\n")
    if len(lines) > 1 and not (is_whole and len(text) <= _BEGINNING):
        lines.pop()
    return [line for line in lines if line.strip()]


def _is_surely(layout: Layout, rows: list[str]) -> bool:
    """Whether nearly all rows have their tags, and one a span."""
    table = [row for line in rows if not line.startswith("#") for row in layout.rows(line)]
    fitting = [row for row in table if layout.has_row(row)]
    if not layout.letters or len(fitting) < max(_FEWEST_ROWS, 0.9 * len(table)):
        return False
    codes = [read_code(row[at], layout.letters) for row in fitting for at in layout.codes]
    return any(one and one.letter != "O" and one.label for one in codes)
