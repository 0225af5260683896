"""Our line without the article's text, and the text put back: exact inverses, byte for byte.

For articles that may not be passed on. `text` is null, which is what tells such a line from others;
behind it stand `sha256`, the hash of the text as UTF-8, and `length`, in the unit that the offsets
are in. Spans and negatives keep their offsets and lose their `text`. Everything else stays, also
what is known about the article and what annotators noted.
"""

from collections.abc import Iterable
from typing import Any

from annotator.model.document import text_sha256
from annotator.text.offsets import Unit, from_unit, unit_positions

LENGTH_LIMIT = 20 << 20
"""The longest article, in any unit: as long as one that is read."""


class TextWrong(Exception):
    """A text does not belong to a line; the message says why in short."""


def hide_text(body: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a line without its text."""
    text: str = body["text"]
    return _rebuilt(body, None, text_sha256(text), _length(text, unit_of(body)), _hidden)


def show_text(body: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the body of a line that has no text, with it. TextWrong: it is another text, or one in
    which the offsets lie otherwise."""
    if text_sha256(text) != body["sha256"]:
        raise TextWrong("another text")
    unit = unit_of(body)
    if body["length"] != _length(text, unit):
        raise TextWrong("the length does not agree with the text")

    def shown(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
        positions = [place for part in parts for pair in _fragments(part) for place in pair]
        offsets = positions if unit == "codepoint" else from_unit(text, positions, unit)
        found = iter(offsets)
        made = []
        for part in parts:
            pairs = [(next(found), next(found)) for _ in _fragments(part)]
            if not all(
                s is not None and e is not None and 0 <= s < e <= len(text) for s, e in pairs
            ):
                raise TextWrong("an offset lies in no such place of the text")
            made.append(_with_text(part, " ".join(text[s:e] for s, e in pairs)))
        return made

    return _rebuilt(body, text, None, None, shown)


def stand_in(body: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a line that has no text, with as many letters as it had units: what is
    not about words can be checked by it as in any other line."""
    text = "x" * body["length"]
    return _rebuilt(
        body, text, None, None,
        lambda parts: [
            _with_text(part, " ".join(text[s:e] for s, e in _fragments(part))) for part in parts
        ],
    )  # fmt: skip


def hidden_again(body: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a line with a stand-in without it, with hash and length of another."""
    return _rebuilt(body, None, like["sha256"], like["length"], _hidden)


def unit_of(body: dict[str, Any]) -> Unit:
    """Return the unit of the offsets in a line."""
    unit: Unit = body.get("offsets", "codepoint")
    return unit


def _length(text: str, unit: Unit) -> int:
    return len(text) if unit == "codepoint" else unit_positions(text, unit)[-1]


def _fragments(part: dict[str, Any]) -> Iterable[tuple[int, int]]:
    return part.get("fragments") or ((part["start"], part["end"]),)


def _rebuilt(
    body: dict[str, Any], text: str | None, sha256: str | None, length: int | None, change: Any
) -> dict[str, Any]:
    """Return the keys in their order, with the text and its stead exchanged."""
    made: dict[str, Any] = {}
    for key, value in body.items():
        if key in ("sha256", "length"):
            continue
        if key == "text":
            made["text"] = text
            if sha256 is not None:
                made |= {"sha256": sha256, "length": length}
        else:
            made[key] = change(value) if key in ("spans", "negatives") else value
    return made


def _hidden(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in part.items() if key != "text"} for part in parts]


def _with_text(part: dict[str, Any], covered: str) -> dict[str, Any]:
    """The covered text stands behind the offsets."""
    made: dict[str, Any] = {}
    last = "fragments" if "fragments" in part else "end"
    for key, value in part.items():
        made[key] = value
        if key == last:
            made["text"] = covered
    return made
