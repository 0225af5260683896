"""A line says what it says, or nothing."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.storage.journal.line import Line, MadeBackup

LINE = Line(
    "a" * 64,
    "2026-01-24T14:02:00.000+00:00",
    6,
    12,
    1,
    {"spans": [["é\u2028😀", 1, None]]},
    {},
    {"relations": [[1, "r"]]},
)


def test_there_and_back() -> None:
    written, sha256 = LINE.dump()
    assert written.endswith(b"\n")
    assert written.count(b"\n") == 1
    assert Line.load(written) == LINE._replace(sha256=sha256)
    assert MadeBackup.load(written) is None
    made = MadeBackup(3, sha256, 12)
    assert MadeBackup.load(made.dump()) == made
    assert Line.load(made.dump()) is None


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_no_bit_of_it_can_be_another(place: int, bit: int) -> None:
    written = bytearray(LINE.dump()[0][:-1])
    written[place % len(written)] ^= 1 << bit
    assert Line.load(bytes(written)) is None


@given(st.integers(1, 10_000))
def test_torn_it_says_nothing(end: int) -> None:
    written = LINE.dump()[0][:-1]
    assert Line.load(written[: end % len(written)]) is None


@given(st.binary(max_size=200))
def test_anything_else_says_nothing(content: bytes) -> None:
    assert Line.load(content) is None
    assert MadeBackup.load(b'{"backup":' + content) is None
