"""A line without its text, and the text put back: the same bytes, and nothing of the text between."""

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.jsonl import encode_body, encode_line
from annotator.formats.jsonl_verify import line_schema
from annotator.formats.verify import verify
from annotator.formats.without_text import TextWrong, hide_text, show_text
from annotator.model.document import text_sha256
from annotator.resources import resource_path
from annotator.text.offsets import Unit
from tests.formats.reading import TEXT, read
from tests.formats.reading import line as body_of_a_line
from tests.formats.strategies import corpora
from tests.formats.test_verify import CURATED, LINES, put

UNITS: list[Unit] = ["codepoint", "utf16", "utf8"]


@settings(max_examples=150)
@given(corpora(), st.sampled_from(UNITS))
def test_hiding_and_showing_are_exact_inverses(lines: list[CorpusLine], unit: Unit) -> None:
    for line in lines:
        whole, hidden = encode_line(line, unit), encode_line(line, unit, has_text=False)
        body = orjson.loads(hidden)
        line_schema(has_text=False)(body)
        assert encode_body(show_text(body, line.document.text)) == whole
        assert encode_body(hide_text(orjson.loads(whole))) == hidden


@given(corpora())
def test_nothing_of_the_text_is_in_it(lines: list[CorpusLine]) -> None:
    for line in lines:
        body = orjson.loads(encode_line(line, has_text=False))
        assert body["text"] is None
        assert (body["sha256"], body["length"]) == (line.document.sha256, len(line.document.text))
        for part in (*body["spans"], *body.get("negatives", ())):
            assert "text" not in part
        whole = orjson.loads(encode_line(line))
        for left in (body, whole):
            for key in ("text", "sha256", "length", "spans", "negatives"):
                left.pop(key, None)
        assert body == whole


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sha256": "0" * 64}, "another text"),
        ({"length": 3}, "the length"),
        ({"spans": [{"id": "s", "label": "A", "start": 0, "end": 99}]}, "no such place"),
        ({"spans": [{"id": "s", "label": "A", "start": -4, "end": 3}]}, "no such place"),
        ({"offsets": "utf16", "length": 6, "spans": [{"id": "s", "label": "A", "start": 0, "end": 2}]}, "no such place"),
    ],
)  # fmt: skip
def test_a_text_that_is_not_the_lines_is_refused(change: dict[str, Any], why: str) -> None:
    text = "a👩bcd"
    body = {"version": 1, "text": None, "sha256": text_sha256(text), "length": 5, "spans": []}
    assert show_text(body, text)["text"] == text
    with pytest.raises(TextWrong, match=why):
        show_text(body | change, text)


def test_an_import_says_what_to_do() -> None:
    body = body_of_a_line(None, sha256=text_sha256(TEXT), length=len(TEXT))
    lines, [problem] = read(body)
    assert lines == []
    assert "fill-in" in problem.error.reason  # type: ignore[attr-defined]


# ---- verified ------------------------------------------------------------------------------------


def hidden(*lines: CorpusLine, unit: Unit = "codepoint") -> bytes:
    return b"".join(encode_line(line, unit, has_text=False) for line in lines)


@pytest.mark.parametrize("unit", UNITS)
def test_a_right_export_is_right(tmp_path: Path, unit: Unit) -> None:
    lines = [*LINES, CURATED]
    lines[2] = CorpusLine(CURATED.document, None, "curated", negatives=CURATED.negatives)
    verdict = verify(put(tmp_path / "out.jsonl", hidden(*lines, unit=unit), lines))
    assert verdict.faults == []
    assert (verdict.lines, verdict.spans) == (3, 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.update(text="Ilse Varga"),
        lambda body: body.pop("sha256"),
        lambda body: body.update(sha256="short"),
        lambda body: body.update(length=20),
        lambda body: body.update(length=10**12),
        lambda body: body["spans"][0].update(text="Ilse Varga"),
        lambda body: body["spans"][1].update(end=99),
        lambda body: body["spans"].reverse(),
        lambda body: body["relations"][0].update(tail="s9"),
        lambda body: body.update(length=body.pop("length")),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, change: Any) -> None:
    body = orjson.loads(hidden(LINES[0]))
    change(body)
    raw = orjson.dumps(body) + b"\n"
    assert not verify(put(tmp_path / "out.jsonl", raw, LINES[:1])).is_right


def test_two_texts_under_one_id_are_found_by_their_hashes(tmp_path: Path) -> None:
    body = orjson.loads(hidden(LINES[0])) | {"annotator": "zoe", "spans": [], "relations": []}
    body["sha256"] = "1" * 64
    raw = hidden(LINES[0]) + orjson.dumps(body) + b"\n"
    found = verify(put(tmp_path / "out.jsonl", raw, LINES)).faults
    assert "another text under the same id" in {getattr(one.error, "reason", "") for one in found}


def test_its_schema_differs_in_the_text_alone() -> None:
    whole = json.loads(resource_path("jsonl.schema.json").read_bytes())
    without = json.loads(resource_path("jsonl-without-text.schema.json").read_bytes())
    for schema in (whole, without):
        for key in ("title", "description"):
            schema.pop(key)
        for key in ("text", "sha256", "length"):
            schema["properties"].pop(key, None)
        schema["required"] = set(schema["required"]) - {"text", "sha256", "length"}
        for name in ("span", "negative"):
            part = schema["definitions"][name]
            part["properties"].pop("text")
            part["required"] = set(part["required"]) - {"text"}
    assert whole == without
