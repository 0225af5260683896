"""Records of JSON files: found in every layout, strict one by one, a broken one alone lost."""

import json
import tracemalloc
from collections.abc import Callable
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.corpus import Problem
from annotator.formats.json_records import json_records
from annotator.formats.source import Source
from annotator.messages.sentences import problem_words
from tests.formats.json_files import DAMAGED
from tests.formats.strategies import json_values, words


def records(raw: bytes, limit: int = 1 << 20) -> list[tuple[int, Any]]:
    """Number and value of each record; of a problem its sentence."""
    found: list[tuple[int, Any]] = []
    for one in json_records(Source(Path("in.json"), "in.json", BytesIO(raw)), limit=limit):
        if isinstance(one, Problem):
            found.append((one.line or 0, problem_words(one.file, one.line, one.error)))
        else:
            found.append((one.number, one.value))
    return found


def test_lines_are_records_by_their_number() -> None:
    assert records(b'{"a": 1}\n\n{"b": [2]}\r\n') == [(1, {"a": 1}), (3, {"b": [2]})]


def test_a_list_has_records_by_their_place() -> None:
    assert records(b' [{"a": "]"},\n{"b": "\\"}"}, 3]') == [
        (1, {"a": "]"}),
        (2, {"b": '"}'}),
        (3, 3),
    ]


def test_objects_may_go_over_lines_and_follow_each_other() -> None:
    one = json.dumps({"a": [{}, {"b": "}"}]}, indent=2)
    tight = json.dumps({"c": [{"d": 1}, {"e": 2}]}, indent=0)
    assert records(f"{one}\n{tight}\n{{}}".encode()) == [
        (1, {"a": [{}, {"b": "}"}]}),
        (1 + one.count("\n") + 1, {"c": [{"d": 1}, {"e": 2}]}),
        (2 + one.count("\n") + tight.count("\n") + 1, {}),
    ]


def test_a_broken_line_takes_no_other_with_it() -> None:
    found = records(b'{"a": "cut\n{"b": 1}\nwords\n{"c": [\n{"d": 2}\n{"e": 3')
    assert found == [
        (1, "in.json:1: not a whole object."),
        (2, {"b": 1}),
        (3, "in.json:3: not JSON at column 1."),
        (4, "in.json:4: not a whole object."),
        (5, {"d": 2}),
        (6, "in.json:6: not a whole object."),
    ]


def test_a_broken_record_of_a_list_is_the_only_one_lost() -> None:
    found = records(b'[{"a": 1},, {"b": 01}, {"c": 2}, {"d"')
    assert found == [
        (1, {"a": 1}),
        (2, "in.json:2: nothing before a comma."),
        (3, "in.json:3: not JSON at column 8."),
        (4, {"c": 2}),
        (5, "in.json:5: not JSON at column 5."),
        (0, "in.json: ends before its list does."),
    ]


def test_what_follows_a_list_is_told() -> None:
    assert records(b"[1]\n[2]") == [
        (1, 1),
        (0, "in.json: goes on behind its list, and that stays out."),
    ]
    assert records(b"[1]\n \n") == [(1, 1)]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b'{"a": 1, "a": 2}', "key 'a' twice"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": 1e999}', "number too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "number too large"),
        (b'{"a": "\xff"}', "not UTF-8 at byte 7"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deep"),
    ],
)
def test_records_are_strict_json_on_lines_and_in_lists(value: bytes, reason: str) -> None:
    [on_line, after] = records(value + b'\n{"b": 1}')
    assert on_line == (1, f"in.json:1: {reason}.")
    assert after == (2, {"b": 1})
    [in_list, next_] = records(b"[" + value + b',{"b": 1}]')
    assert in_list == (1, f"in.json:1: {reason}.")
    assert next_ == (2, {"b": 1})


def test_characters_that_no_text_holds_are_replaced_and_counted() -> None:
    [record] = json_records(
        Source(Path("a"), "a", BytesIO(b'{"a": "\\ud800\\u0000\\ud83d\\ude00"}'))
    )
    assert not isinstance(record, Problem)
    assert (record.value, record.replaced) == ({"a": "\ufffd\ufffd😀"}, 2)


def test_utf_16_and_a_byte_order_mark_are_read() -> None:
    assert records('[{"a": "é😀"}]'.encode("utf-16")) == [(1, {"a": "é😀"})]
    assert records(b'\xef\xbb\xbf[{"a": 1}]') == [(1, {"a": 1})]
    assert records(b'\xef\xbb\xbf{"a": 1}') == [(1, {"a": 1})]


@pytest.mark.parametrize("raw", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(raw: bytes) -> None:
    assert records(raw) == [(0, "in.json has no text in it.")]


def test_one_record_too_long_is_told_and_the_next_one_read() -> None:
    long = b'{"a": "' + b"x" * 300_000 + b'", "b": "]}"}'
    reason = "in.json:1: longer than 0 MB."
    for raw in (long + b'\n{"c": 1}', b"[" + long + b', {"c": 1}]'):
        assert records(raw, limit=100_000) == [(1, reason), (2, {"c": 1})]


def test_memory_does_not_grow_with_a_list() -> None:
    class Long(RawIOBase):
        chunks = iter([b'[{"a": "x"}', *[b',{"a": "' + b"y" * 20_000 + b'"}'] * 2000, b"]"])

        def read(self, size: int = -1) -> bytes:
            return next(self.chunks, b"")

    tracemalloc.start()
    count = sum(1 for _ in json_records(Source(Path("a"), "a", cast(BinaryIO, Long()))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2001
    assert peak < 2_000_000


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    records(raw)


@given(st.binary(max_size=60) | st.text('[]{}",:\\ \na1').map(str.encode))
def test_no_bytes_raise(raw: bytes) -> None:
    assert records(raw)


objects = st.dictionaries(words, json_values, max_size=3)


@given(st.lists(objects, min_size=1, max_size=4), st.integers(1, 30), st.data())
def test_every_layout_gives_the_same_records(
    values: list[dict[str, Any]], chunk: int, data: st.DataObject
) -> None:
    layouts: list[Callable[[], str]] = [
        lambda: json.dumps(values),
        lambda: json.dumps(values, indent=1),
        lambda: json.dumps(values, ensure_ascii=False, separators=(",", ":")),
        lambda: "\n".join(json.dumps(one, ensure_ascii=False) for one in values),
        lambda: "\n".join(json.dumps(one, indent=2) for one in values),
    ]
    raw = data.draw(st.sampled_from(layouts))().encode()

    class Slow(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(chunk, size or chunk))

    found = json_records(Source(Path("a"), "a", Slow(raw)))
    assert [None if isinstance(one, Problem) else one.value for one in found] == values
