"""Lines read one at a time, and never more of one than the limit."""

import tracemalloc
from io import BytesIO, RawIOBase
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.lines import bounded_lines

LIMIT = 100


def lines_of(raw: bytes, limit: int = LIMIT) -> list[tuple[int, bytes | None]]:
    return list(bounded_lines(BytesIO(raw), limit=limit))


def test_lines_are_numbered_and_blank_ones_left_out() -> None:
    assert lines_of(b"a\n\n  \nb\r\nc") == [(1, b"a"), (4, b"b\r"), (5, b"c")]


@pytest.mark.parametrize("size", [99, 100, 101, 300_000])
def test_a_line_over_the_limit_is_told_and_the_next_one_read(size: int) -> None:
    found = lines_of(b"x" * size + b"\nnext")
    assert found == [(1, b"x" * size if size <= LIMIT else None), (2, b"next")]


def test_only_line_feeds_end_a_line() -> None:
    raw = "a\u2028b\u0085c\x0bd".encode()
    assert lines_of(raw) == [(1, raw)]


def test_a_byte_order_mark_is_dropped_and_utf16_is_turned() -> None:
    assert lines_of(b"\xef\xbb\xbfa\nb") == [(1, b"a"), (2, b"b")]
    assert lines_of("é\n東".encode("utf-16")) == [(1, "é".encode()), (2, "東".encode())]
    assert lines_of(b"\xfe\xff" + "é\n東".encode("utf-16-be")) == [
        (1, "é".encode()),
        (2, "東".encode()),
    ]


class Endless(RawIOBase):
    """Five hundred megabytes without a line feed."""

    left = 500 << 20

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return b"x" * size


def test_half_a_gigabyte_without_a_line_feed_takes_little_memory() -> None:
    tracemalloc.start()
    found = list(bounded_lines(cast(BinaryIO, Endless())))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(1, None)]
    assert peak < 100 << 20


def test_progress_is_told_in_bytes() -> None:
    told: list[int] = []
    list(bounded_lines(BytesIO(b"a\n" * 300_000), report_bytes=told.append))
    assert told == sorted(told)
    assert told[-1] == 600_000


@given(st.lists(st.binary(max_size=12).filter(lambda one: b"\n" not in one), max_size=8))
def test_lines_are_what_splitting_gives(parts: list[bytes]) -> None:
    raw = b"\n".join(parts)
    if raw[:3] == b"\xef\xbb\xbf" or raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    wanted = [(at, one) for at, one in enumerate(parts, 1) if one.strip()]
    assert lines_of(raw) == wanted
