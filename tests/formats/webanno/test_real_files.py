"""Real tables of INCEpTION's own tests, held against their counts and their XMI."""

import re
from pathlib import Path

import pytest

from annotator.formats.registry import format_of
from annotator.formats.source import file_source
from tests.formats.uima.casses import Found as FoundCas
from tests.formats.webanno.tables import Found

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"
NOT_HERE = "the real files of other tools are not beside this checkout"
ROW = re.compile(r"\| (webanno-tsv/\S+\.tsv) \|.*\| ([^|]*) \|$")


def counts() -> dict[str, dict[str, int]]:
    readme = FOLDER / "README.md"
    if not readme.exists():
        pytest.skip(NOT_HERE)
    found = {}
    for row in readme.read_text().split("\n"):
        if match := ROW.match(row):
            pairs = (one.rsplit(" ", 1) for one in match[2].split(", "))
            found[match[1]] = {name: int(count) for name, count in pairs}
    return found


def test_counts_of_real_tables() -> None:
    expected = counts()
    assert len(expected) >= 10
    for name, said in expected.items():
        path = FOLDER / name
        assert format_of(file_source(path)).name == "webanno-tsv"
        found = Found(path)
        assert found.skipped == [], name
        raw = path.read_text()
        assert raw.count("#Text=") == said["sentences"], name
        if "text_chars" in said:
            # The XMI has the white space at the very end too, of which a table knows nothing.
            assert len(found.text) <= said["text_chars"]
            assert said["text_chars"] - len(found.text) == len(found.text) - len(
                found.text.rstrip()
            )
        layers = {key.split(":")[1]: count for key, count in said.items() if ":" in key}
        spans = {one: count for one, count in layers.items() if f"spans:{one}" in said}
        for layer, count in spans.items():
            assert len(Found(path, layers=layer).line.spans) == count, (name, layer)
        assert len(found.line.spans) == sum(spans.values()), name
        links = sum(len(re.findall(r"\d+-\d+\[", row.split("\t")[6])) for row in slot_rows(raw))
        relations = sum(count for one, count in layers.items() if one not in spans)
        assert len(found.line.relations) == relations + links, name


def slot_rows(raw: str) -> list[str]:
    """Rows of the one real table with slots, whose links stand in the last column."""
    return [one for one in raw.split("\n") if "ROLE_" in raw and one.count("\t") > 6]


def test_real_tables_say_what_their_xmi_says() -> None:
    counts()
    pairs = [
        (path, path.with_suffix(".xmi"))
        for path in sorted((FOLDER / "webanno-tsv").rglob("reference.tsv"))
        if path.with_suffix(".xmi").exists()
    ]
    assert len(pairs) >= 3
    for table, xmi in pairs:
        found, cas = Found(table), FoundCas(xmi)
        assert found.text == cas.line.document.text
        # A table cannot say that a span begins or ends in white space.
        assert found.spans == [(label, covered.strip()) for label, covered in cas.spans]
