"""Out, in and out again gives the same bytes, for every span shape and every script."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.jsonl import encode_line
from annotator.formats.verify import verify
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.text.offsets import Unit
from tests.builders import LABEL_SET
from tests.formats.strategies import corpora
from tests.project.talks import make_talks

UNITS: tuple[Unit, ...] = ("codepoint", "utf16", "utf8")


def export(source: Path, name: str, unit: Unit, folder: Path) -> bytes:
    """What a fresh project exports that has taken `source` in."""
    with Project.create(folder / f"{name}.annotator", label_set=LABEL_SET) as project:
        report = project.import_sources([source])
        assert [one for one in report.problems if one.is_skipped] == []
        project.export(folder / f"{name}.jsonl", ExportChoice(offsets=unit))
        assert project.check() == []
    assert verify(folder / f"{name}.jsonl").faults == []
    return (folder / f"{name}.jsonl").read_bytes()


@settings(max_examples=25)
@given(corpora(), st.sampled_from(UNITS))
def test_out_in_and_out_again_gives_the_same_bytes(corpus: list[CorpusLine], unit: Unit) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = folder / "source.jsonl"
        first.write_bytes(b"".join(encode_line(line, unit) for line in corpus))
        once = export(first, "once", unit, folder)
        assert once == first.read_bytes()
        assert export(folder / "once.jsonl", "twice", unit, folder) == once


@pytest.mark.parametrize("ending", [".gz", ".zst", ""])
def test_compressed_exports_come_back_too(tmp_path: Path, ending: str) -> None:
    talks = make_talks(tmp_path / "talks.annotator")
    target = tmp_path / f"out.jsonl{ending}"
    talks.export(target)
    again = tmp_path / f"again.jsonl{ending}"
    talks.export(again)
    assert again.read_bytes() == target.read_bytes()
    plain = BytesIO()
    talks.export(plain)
    talks.close()
    with Project.create(tmp_path / "new.annotator") as project:
        project.import_sources([target])
        back = BytesIO()
        project.export(back)
    assert back.getvalue() == plain.getvalue()
