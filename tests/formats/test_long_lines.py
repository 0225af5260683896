"""Row 22: a line of half a gigabyte is not read to its end, nor kept."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.trust.measuring import measure

IMPORTING = """
from annotator.formats.corpus import Problem
from annotator.formats.format import ReadOptions
from annotator.formats.registry import format_named
from annotator.formats.source import file_source
"""
IMPORT = (
    "found = list(format_named('jsonl').read(file_source(Path(sys.argv[1])), ReadOptions()));"
    " assert len(found) == 1 and isinstance(found[0], Problem), found"
)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured otherwise elsewhere")
def test_row_22_a_line_of_500_mb_needs_no_memory(
    tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    path, megabytes = tmp_path / "in.jsonl", trials(everyday=60, full=500)
    with path.open("wb") as stream:
        stream.write(b'{"text": "')
        for _ in range(megabytes):
            stream.write(b"a" * 1_000_000)
    found = measure(IMPORTING, IMPORT, path)
    tally(megabytes=megabytes)
    assert found.outcome == "done"
    assert found.megabytes < 200, found
