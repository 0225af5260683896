"""The bytes of a line of ours, read once more before they are written: do they say what is meant?

This does not ask how the line was made: offsets in UTF-16 and UTF-8 are taken at their word, in the
text as it is encoded so. It is quick, so that it is done to every line; `verify` asks for more.
"""

from collections.abc import Callable
from typing import Any

import orjson

from annotator.formats.corpus import CorpusLine
from annotator.model.format_errors import AnnotationDamaged
from annotator.text.offsets import Unit


def check_written(raw: bytes, line: CorpusLine) -> None:
    """Check that bytes hold a line: its text, as many annotations, each covering the words that it
    says, relations with their ends. AnnotationDamaged."""
    body = orjson.loads(raw)
    document = line.document
    spans, relations = body["spans"], body["relations"]
    if len(spans) != len(line.spans) or len(relations) != len(line.relations):
        raise AnnotationDamaged(document.id, "", "the line that was made of it has not all of it")
    ids = {span["id"] for span in spans}
    for relation in relations:
        if relation["head"] not in ids or relation["tail"] not in ids:
            raise AnnotationDamaged(document.id, relation["id"], "it was written without its ends")
    text = body["text"]
    if text is None:
        return
    if text != document.text:
        raise AnnotationDamaged(document.id, "", "its text was written otherwise")
    unit = body.get("offsets", "codepoint")
    if unit == "codepoint":
        for span in spans:
            if span["text"] != text[span["start"] : span["end"]] and "fragments" not in span:
                raise AnnotationDamaged(document.id, span["id"], _NOT_COVERED)
    covered = _covering(text, unit)
    for part in (*spans, *body.get("negatives", ())):
        is_read = unit == "codepoint" and "fragments" not in part and "id" in part
        if not is_read and part["text"] != covered(part):
            raise AnnotationDamaged(document.id, part.get("id", part["label"]), _NOT_COVERED)


_NOT_COVERED = "its offsets were written so that they do not cover its words"


def _covering(text: str, unit: Unit) -> Callable[[dict[str, Any]], str]:
    """Return what tells the text that offsets in a unit cover, fragments joined by one space."""
    size = 2 if unit == "utf16" else 1
    encoding = {"utf16": "utf-16-le", "utf8": "utf-8"}.get(unit)
    whole = text.encode(encoding) if encoding else b""

    def cut(start: int, end: int) -> str:
        if not encoding:
            return text[start:end]
        return whole[size * start : size * end].decode(encoding, "replace")

    def covered(part: dict[str, Any]) -> str:
        fragments = part.get("fragments") or ((part["start"], part["end"]),)
        return " ".join(cut(start, end) for start, end in fragments)

    return covered
