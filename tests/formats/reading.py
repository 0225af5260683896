"""Reads our lines from memory, for tests."""

from io import BytesIO
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions
from annotator.formats.jsonl import Jsonl
from annotator.formats.source import Source
from annotator.text.offsets import Unit

TEXT = "Ilse Varga leads 👩‍👧 Norrow Lines. She agreed."


def span(
    id: str = "s1", start: Any = 0, end: Any = 10, label: Any = "PERSON", **more: Any
) -> dict[str, Any]:
    return {"id": id, "label": label, "start": start, "end": end, **more}


def relation(
    id: str = "r1", head: Any = "s1", tail: Any = "s2", label: Any = "leads", **more: Any
) -> dict[str, Any]:
    return {"id": id, "label": label, "head": head, "tail": tail, **more}


def line(text: Any = TEXT, **parts: Any) -> dict[str, Any]:
    return {
        "version": 1,
        "id": "talks",
        "text": text,
        "annotator": "Maria",
        "status": "finished",
    } | parts


def read(
    *bodies: dict[str, Any] | bytes, unit: Unit | None = None
) -> tuple[list[CorpusLine], list[Problem]]:
    raw = b"\n".join(one if isinstance(one, bytes) else orjson.dumps(one) for one in bodies)
    items = list(
        Jsonl().read(Source(Path("in.jsonl"), "in.jsonl", BytesIO(raw)), ReadOptions(unit))
    )
    lines = [one for one in items if isinstance(one, CorpusLine)]
    return lines, [one for one in items if isinstance(one, Problem)]


def reasons(problems: list[Problem]) -> list[tuple[str, str]]:
    """Field and reason of each, in order."""
    return [(getattr(one.error, "field", ""), getattr(one.error, "reason", "")) for one in problems]
