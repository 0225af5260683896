"""Strict JSON: what the quick parser gives is what the one that knows what is wrong would give."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import strict_json
from annotator.formats.strict_json import JsonWrong, parse_strict

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text('a":\\ é\n😀', max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('a": ', max_size=3), inner),
    max_leaves=8,
)  # fmt: skip


def slowly(raw: bytes) -> Any:
    try:
        return strict_json._DECODER.decode(raw.decode())
    except (JsonWrong, ValueError, RecursionError):
        return JsonWrong


def strictly(raw: bytes) -> Any:
    try:
        return parse_strict(raw)
    except JsonWrong:
        return JsonWrong


@settings(max_examples=300)
@given(VALUES, st.sampled_from([None, 1]), st.sampled_from([(",", ":"), (", ", " : ")]))
def test_a_value_is_the_same_either_way(value: Any, indent: int | None, signs: Any) -> None:
    raw = json.dumps(value, indent=indent, separators=signs, ensure_ascii=False).encode()
    assert repr(strictly(raw)) == repr(slowly(raw))


@settings(max_examples=500)
@given(st.text('{}[]":, \t\\ab0159.eE-ntfu', max_size=24).map(str.encode))
def test_row_23_any_text_is_refused_or_read_alike(raw: bytes) -> None:
    assert repr(strictly(raw)) == repr(slowly(raw))


@given(st.sampled_from(["", " ", "\n", "\t"]), st.text('a":\\', max_size=6))
def test_row_24_a_key_that_is_there_twice_is_refused(space: str, text: str) -> None:
    held = json.dumps(text)
    raw = f'{{"a"{space}: {held}, "b": {held}, "a"{space}: 1}}'.encode()
    with pytest.raises(JsonWrong, match="twice"):
        parse_strict(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": NaN}', b'{"a": Infinity}', b'{"a": 1e999}', b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 100_000, b'{"a": "\xff"}', b"", b'{"a": 1} x', b"'a'",
    ],
)  # fmt: skip
def test_row_23_what_is_not_strict_is_refused(raw: bytes) -> None:
    with pytest.raises(JsonWrong):
        parse_strict(raw)


@pytest.mark.parametrize("number", [2**63, 2**64, 10**19, 10**25, -(10**20)])
def test_large_integers_stay_what_they_are(number: int) -> None:
    assert parse_strict(b'{"a":%d}' % number) == {"a": number}
    assert type(parse_strict(b"[%d]" % number)[0]) is int
