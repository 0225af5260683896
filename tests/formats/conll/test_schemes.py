"""Tags to spans and back: ours against `iobes`, and what is irregular counted."""

import logging
from collections.abc import Iterator

import iobes
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.conll.schemes import (
    SCHEMES,
    WRITTEN_SCHEMES,
    Code,
    SchemeTally,
    TokenSpan,
    codes_of,
    letters_of,
    read_code,
    spans_of,
)

PEERS = {
    "iob1": iobes.SpanEncoding.IOB,
    "iob2": iobes.SpanEncoding.BIO,
    "bioes": iobes.SpanEncoding.IOBES,
    "bilou": iobes.SpanEncoding.BILOU,
}


@pytest.fixture(autouse=True, scope="module")
def quiet() -> Iterator[None]:
    """iobes tells its log of what is irregular."""
    log = logging.getLogger("iobes")
    before = log.level
    log.setLevel(logging.CRITICAL)
    yield
    log.setLevel(before)


def decode(*tags: str, letters: str = "BIESLUMW") -> tuple[list[TokenSpan], SchemeTally]:
    codes = [read_code(one, letters) for one in tags]
    assert None not in codes
    tally = SchemeTally()
    found = spans_of(codes, range(1, len(tags) + 1), tally)  # type: ignore[arg-type]
    return found, tally


@st.composite
def token_spans(draw: st.DrawFn) -> tuple[list[TokenSpan], int]:
    """Spans side by side with gaps or none, and how many tokens there are."""
    at, found = 0, []
    for gap, length, label in draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(["PER", "B-x", "O"])),
            max_size=6,
        )
    ):
        found.append(TokenSpan(label, at + gap, at + gap + length))
        at += gap + length
    return found, at + draw(st.integers(0, 2))


@given(token_spans(), st.sampled_from(WRITTEN_SCHEMES))
def test_what_is_written_is_read_again(case: tuple[list[TokenSpan], int], scheme: str) -> None:
    spans, count = case
    tags = codes_of(spans, count, scheme)
    assert len(tags) == count
    for letters in ("BIESLUMW", letters_of(scheme)):
        found, tally = decode(*tags, letters=letters)
        assert found == spans
        assert scheme in ("iob1", "iob2") or not tally.unclosed
        assert scheme == "iob1" or not tally.bare_starts
        assert scheme != "iob1" or not tally.free_b


@given(token_spans(), st.sampled_from(sorted(PEERS)))
def test_iobes_reads_what_we_write(case: tuple[list[TokenSpan], int], scheme: str) -> None:
    spans, count = case
    spans = [one for one in spans if one.label == "PER"]
    tags = codes_of(spans, count, scheme)
    peer = PEERS[scheme]
    found, errors = iobes.parse_spans_with_errors(tags, peer)
    assert [(one.type, one.start, one.end) for one in found] == spans
    assert errors == []
    if scheme != "iob1":  # which iobes cannot write
        assert iobes.write_tags(iobes.parse_spans(tags, peer), peer, length=count) == tags


@given(
    st.lists(st.sampled_from(["O", "B-A", "I-A", "B-B", "I-B"]), max_size=8),
)
def test_any_iob_is_read_as_iobes_reads_it(tags: list[str]) -> None:
    found, _ = decode(*tags)
    peers, _ = iobes.parse_spans_with_errors(tags, iobes.SpanEncoding.BIO)
    assert found == [(one.type, one.start, one.end) for one in peers]


@pytest.mark.parametrize(
    ("tags", "scheme"),
    [
        ("I-A I-A B-A O I-B", "iob1"),
        ("B-A I-A O B-B", "iob2"),
        ("B-A O S-A B-A E-A", "bioes"),
        ("B-A I-A E-A O", "bioes"),
        ("B-A L-A U-A", "bilou"),
        ("B-A M-A E-A S-A", "bmes"),
        ("B-A E-A W-A", "bmes"),
        ("I-A E-A O E-A", "ioe"),
        ("O O", None),
        ("", None),
        ("B-A O I-A", "iob2"),
    ],
)
def test_the_scheme_is_named_by_what_was_met(tags: str, scheme: str | None) -> None:
    assert decode(*tags.split())[1].scheme == scheme


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O I-A I-A", [("A", 1, 3)]),
        ("B-A I-B I-B", [("A", 0, 1), ("B", 1, 3)]),
        ("B-A O E-A", [("A", 0, 1), ("A", 2, 3)]),
        ("I-A E-A I-A E-A", [("A", 0, 2), ("A", 2, 4)]),
        ("B-A I-A", [("A", 0, 2)]),
        ("S-A I-A", [("A", 0, 1), ("A", 1, 2)]),
        ("B-GPE-LOC I-GPE-LOC", [("GPE-LOC", 0, 2)]),
        ("B_A I_A _ -", [("A", 0, 2)]),
        ("B I O", [("", 0, 2)]),
    ],
)
def test_irregular_tags_still_make_spans(tags: str, spans: list[tuple[str, int, int]]) -> None:
    assert decode(*tags.split())[0] == spans


def test_the_irregular_is_counted_with_its_first_line() -> None:
    _, tally = decode("B-A", "O", "I-A", "O", "I-B", "S-A")
    assert (tally.bare_starts, tally.bare_line) == (2, 3)
    assert (tally.free_b, tally.unclosed, tally.unclosed_line) == (1, 3, 1)


def test_a_scheme_has_its_letters_and_no_others() -> None:
    assert read_code("S-Bahn", letters_of("iob2")) is None
    assert read_code("S-Bahn", letters_of("io")) == Code("I", "S-Bahn")
    assert read_code("S-Bahn", letters_of("auto")) == Code("S", "Bahn")
    assert read_code("PERSON", letters_of("auto")) is None
    assert {letters_of(one) for one in SCHEMES} == {"BI", "BIES", "BILU", "BMESW", "IE", ""}
