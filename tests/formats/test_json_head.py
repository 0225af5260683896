"""What the beginning of a JSON file shows, also where it is cut or broken."""

import time

import pytest

from annotator.formats.json_head import json_head
from tests.formats.json_files import DAMAGED


@pytest.mark.parametrize(
    "raw",
    [
        b'{"text": "a", "spans": [{"start": 1, "ok": null}], "l": [[0, "x"]]}',
        b'\xef\xbb\xbf\n[{"text": "a", "spans": [{"start": 1, "ok": null}]}, {"l": [[0, "x"]]}]',
        b'{"text": "a"}\n{"spans": [{"start": 1, "ok": null}], "l": [[0, "x"], "cut he',
    ],
)
def test_paths_and_kinds_are_seen_in_lists_lines_and_cut_files(raw: bytes) -> None:
    seen = json_head(raw)
    assert seen.has("", "map")
    assert seen.has("text", "string")
    assert seen.has("spans[].start", "number")
    assert seen.has("spans[].ok", "null")
    assert seen.has("l[][]", "number")
    assert not seen.has("text", "number", "map")
    assert seen.has_all("text", "l")
    assert not seen.has_all("text", "start")
    assert seen.has_any("start", "l[]")
    assert not seen.has_any("start", "spans.start")


def test_what_comes_before_a_fault_is_seen() -> None:
    seen = json_head(b'{"text": "' + b"a" * 3000 + b'", "b": 1}\n{"c": NaN, "d": 2}')
    assert seen.has_all("text", "b")
    assert not seen.has("d")


def test_what_is_no_json_shows_nothing() -> None:
    for raw in (b"", b"Ferry talks fail", b"<View/>", b"\x89PNG"):
        assert json_head(raw).kinds == {}


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises_or_takes_long(raw: bytes) -> None:
    begun = time.perf_counter()
    json_head(raw[: 1 << 16])
    assert time.perf_counter() - begun < 1
