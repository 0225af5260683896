"""Whatever is in a file, no reader of articles raises: it gives articles, and says what is wrong."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.articles.article_files import ArticleReader
from annotator.formats.articles.docx import Docx
from annotator.formats.articles.epub import Epub
from annotator.formats.articles.markdown import Markdown
from annotator.formats.articles.newsml_1 import NewsMl1
from annotator.formats.articles.newsml_g2 import NewsMlG2
from annotator.formats.articles.ninjs import Ninjs
from annotator.formats.articles.nitf import Nitf
from annotator.formats.articles.odt import Odt
from annotator.formats.articles.pdf import Pdf
from annotator.formats.articles.rtf import Rtf
from annotator.formats.articles.tables import ArticleTable
from annotator.formats.articles.xlsx import Xlsx
from annotator.formats.format import HEAD_SIZE
from annotator.formats.registry import all_formats, recognise_format
from tests.formats.articles import (
    test_agencies,
    test_docx,
    test_epub,
    test_markdown,
    test_odt,
    test_pdf,
    test_rtf,
    test_tables,
)
from tests.formats.articles.document_reading import read_raw
from tests.formats.articles.office_files import docx, odt, packed
from tests.formats.articles.pdf_files import pdf

FILES: list[tuple[ArticleReader, bytes]] = [
    (Nitf(), test_agencies.NITF.encode()),
    (NewsMlG2(), test_agencies.G2.encode()),
    (NewsMl1(), test_agencies.NEWSML.replace("{}", "<p>It sailed.</p>").encode()),
    (Ninjs(), json.dumps([test_agencies.ITEM, test_agencies.ITEM_2]).encode()),
    (Markdown(), (test_markdown.YAML + test_markdown.BODY).encode()),
    (ArticleTable(), test_tables.CSV.encode()),
    (Rtf(), (test_rtf.HEAD + test_rtf.INFO + test_rtf.BODY + "}").encode()),
    (Pdf(), pdf(test_pdf.with_place(test_pdf.BODY, 3), info="/Title (Ferry)")),
    (Docx(), docx(test_docx.BODY, test_docx.CORE)),
    (Odt(), odt(test_odt.BODY, test_odt.META, test_odt.STYLES)),
    (Epub(), packed(test_epub.PARTS)),
    (Xlsx(), test_tables.workbook(test_tables.ROWS)),
]
PACKED = FILES[8:]
WHOLE = pytest.mark.parametrize(("format", "raw"), FILES, ids=[one.name for one, _ in FILES])
IN_PARTS = pytest.mark.parametrize(("format", "raw"), PACKED, ids=[one.name for one, _ in PACKED])

Change = tuple[str, int, bytes]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "over", "cut", "end", "twice"]),
        st.integers(0, 1 << 16),
        st.one_of(
            st.binary(min_size=1, max_size=4),
            st.sampled_from([b"<", b">", b"{", b"}", b"\\", b'"', b"\0", b"\n", b"9" * 12, b"-1"]),
        ),
    ),
    min_size=1,
    max_size=4,
)


def changed(raw: bytes, changes: list[Change]) -> bytes:
    """The bytes with something put in, written over, cut out, cut off or there twice."""
    for what, at, part in changes:
        place = at % (len(raw) + 1)
        if what == "put":
            raw = raw[:place] + part + raw[place:]
        elif what == "over":
            raw = raw[:place] + part + raw[place + len(part) :]
        elif what == "cut":
            raw = raw[:place] + raw[place + 20 :]
        elif what == "end":
            raw = raw[:place]
        else:
            raw = raw[:place] + raw[max(0, place - 40) :]
    return raw


def parts_of(raw: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def test_every_reader_of_files_is_tried() -> None:
    tried = {format.name for format, _ in FILES}
    assert {one.name for one in all_formats() if isinstance(one, ArticleReader)} == tried


@WHOLE
def test_each_file_is_read_as_it_is(format: ArticleReader, raw: bytes) -> None:
    documents, _ = read_raw(format, raw)
    assert documents


@WHOLE
def test_each_file_is_known_by_its_ending_and_most_by_what_is_in_them(
    format: ArticleReader, raw: bytes
) -> None:
    for ending in format.endings:
        found = recognise_format(PurePath(f"a{ending}"), raw[:HEAD_SIZE])
        assert found is not None and found.name == format.name
    by_content = recognise_format(PurePath("a"), raw[:HEAD_SIZE])
    is_plain = format.name in ("markdown", "table")
    assert by_content is not None and (by_content.name == format.name) is not is_plain


@WHOLE
@settings(max_examples=30)
@given(noise=st.binary(max_size=200))
def test_noise_is_told(format: ArticleReader, raw: bytes, noise: bytes) -> None:
    for one in (noise, raw[:8] + noise, raw[:200] + noise):
        documents, problems = read_raw(format, one)
        assert documents or problems or not one.strip()


@WHOLE
@settings(max_examples=40)
@given(changes=CHANGES)
def test_a_changed_file_is_read_or_told(
    format: ArticleReader, raw: bytes, changes: list[Change]
) -> None:
    documents, problems = read_raw(format, changed(raw, changes))
    assert documents or problems


@IN_PARTS
@settings(max_examples=40)
@given(changes=CHANGES, which=st.integers(0, 100))
def test_a_changed_part_of_a_file_is_read_or_told(
    format: ArticleReader, raw: bytes, changes: list[Change], which: int
) -> None:
    parts = dict(parts_of(raw))
    name = sorted(parts)[which % len(parts)]
    documents, problems = read_raw(format, packed({**parts, name: changed(parts[name], changes)}))
    assert documents or problems


@IN_PARTS
def test_a_part_that_is_missing_is_told_or_not_needed(format: ArticleReader, raw: bytes) -> None:
    parts = dict(parts_of(raw))
    for name in parts:
        documents, problems = read_raw(
            format, packed({other: content for other, content in parts.items() if other != name})
        )
        assert documents or problems


@IN_PARTS
@pytest.mark.parametrize("place", [8, 10, 41], ids=["encrypted", "packed otherwise", "a link"])
def test_a_part_that_stays_out_is_told_or_not_needed(
    format: ArticleReader, raw: bytes, place: int
) -> None:
    """Flags, compression and mode in the directory at the end, of each part in turn."""
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        kind = {8: b"\x01", 10: b"\x0e", 41: b"\xa1"}[place]
        documents, problems = read_raw(format, raw[: at + place] + kind + raw[at + place + 1 :])
        assert documents or problems
        at = raw.find(b"PK\x01\x02", at + 1)


@WHOLE
def test_a_file_that_is_not_there_is_told(
    format: ArticleReader, raw: bytes, tmp_path: Path
) -> None:
    from tests.formats.articles.document_reading import read_file

    documents, [problem] = read_file(format, tmp_path / "gone")
    assert documents == []
    assert problem.is_whole
    folder, [problem] = read_file(format, tmp_path)
    assert folder == []
