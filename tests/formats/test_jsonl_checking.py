"""Lines of ours are looked at once more before they are written."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import jsonl
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.jsonl import Jsonl, encode_line
from annotator.formats.jsonl_checking import check_written
from annotator.model.curated import Negative
from annotator.model.document import Document
from annotator.model.format_errors import AnnotationDamaged
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.offsets import Unit
from tests.formats.strategies import corpora

TEXT = "Ilse 👩‍👧 Varga leads Norrow Lines."
UNITS: list[Unit] = ["codepoint", "utf16", "utf8"]


def span(id: str, *words: str) -> Span:
    return Span(id, "A", tuple((TEXT.index(one), TEXT.index(one) + len(one)) for one in words))


LINE = CorpusLine(
    Document("talks", TEXT),
    None,
    "curated",
    spans=(span("s1", "Ilse"), span("s2", "Ilse", "Varga"), span("s3", "Norrow Lines")),
    relations=(Relation("r1", "leads", "s1", "s3"),),
    negatives=(Negative("B", span("", "leads").fragments),),
)


@settings(max_examples=100)
@given(corpora(), st.sampled_from(UNITS), st.booleans())
def test_what_is_right_passes(lines: list[CorpusLine], unit: Unit, has_text: bool) -> None:
    for line in lines:
        check_written(encode_line(line, unit, has_text=has_text), line)


CHANGES: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda body: body["spans"][1].update(start=1), "s1"),
    (lambda body: body["spans"][0]["fragments"][1].__setitem__(1, body["spans"][0]["end"] + 1), "s2"),
    (lambda body: body["spans"][2].update(text="norrow Lines"), "s3"),
    (lambda body: body["spans"].pop(1), ""),
    (lambda body: body["relations"].clear(), ""),
    (lambda body: body["relations"][0].update(tail="s9"), "r1"),
    (lambda body: body["negatives"][0].update(start=0), "B"),
    (lambda body: body.update(text=body["text"].lower()), ""),
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(("change", "annotation"), CHANGES)
def test_what_was_made_otherwise_is_named(
    change: Callable[[dict[str, Any]], object], annotation: str, unit: Unit
) -> None:
    body = orjson.loads(encode_line(LINE, unit))
    change(body)
    with pytest.raises(AnnotationDamaged) as refused:
        check_written(orjson.dumps(body), LINE)
    assert (refused.value.document, refused.value.annotation) == ("talks", annotation)


def test_a_fault_of_the_encoder_is_met_when_it_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_off(text: str, unit: Unit) -> list[int]:
        return [place + 1 for place in range(len(text) + 1)]

    monkeypatch.setattr(jsonl, "unit_positions", one_off)
    stream = BytesIO()
    with pytest.raises(AnnotationDamaged):
        Jsonl().write([LINE], stream, WriteOptions("utf16"))
    assert stream.getvalue() == b""
