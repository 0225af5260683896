"""The invented articles: the same everywhere, with everything in them that makes labels hard."""

from itertools import combinations

from annotator.benchmark.corpus import PEOPLE, USUAL, Shape, make_lines
from annotator.formats.corpus import CorpusLine

LINES = list(make_lines(20, people=PEOPLE))
MARIA, OTTO = LINES[::2], LINES[1::2]


def fragments(line: CorpusLine) -> list[tuple[int, int]]:
    return [span.fragments[0] for span in line.spans if not span.is_discontinuous]


def test_the_same_seed_gives_the_same_articles_and_another_gives_others() -> None:
    assert list(make_lines(20, people=PEOPLE)) == LINES
    assert list(make_lines(20, people=PEOPLE, seed=2)) != LINES


def test_articles_are_as_large_as_asked_for() -> None:
    assert {len(line.spans) for line in MARIA} == {USUAL.spans}
    (long,) = make_lines(1, Shape(2_000))
    assert len(long.spans) == 2_000
    assert len({line.document.id for line in LINES}) == 20


def test_every_span_lies_in_its_text_and_covers_something() -> None:
    for line in LINES:
        for span in line.spans:
            assert span.covered_text(line.document.text).strip()
            assert 0 <= span.start < span.end <= len(line.document.text)
        ids = {span.id for span in line.spans}
        assert {end for one in line.relations for end in (one.head, one.tail)} <= ids


def test_spans_nest_and_cross_and_come_in_parts() -> None:
    pairs = [pair for line in MARIA for pair in combinations(sorted(set(fragments(line))), 2)]
    assert any(a[0] <= b[0] and b[1] <= a[1] for a, b in pairs)
    assert any(a[0] < b[0] < a[1] < b[1] for a, b in pairs)
    assert any(span.is_discontinuous for line in MARIA for span in line.spans)
    assert all(line.relations for line in MARIA)


def test_texts_are_in_three_scripts_and_have_emoji() -> None:
    languages = {line.document.meta.language for line in MARIA}
    text = "".join(line.document.text for line in MARIA)
    assert languages == {"en", "ar", "zh"}
    assert any(ord(sign) > 0xFFFF for sign in text)
    assert any("\u0600" <= sign < "\u0700" for sign in text)
    assert any("\u4e00" <= sign < "\u9fff" for sign in text)


def test_the_second_slips_by_label_by_end_and_by_leaving_out() -> None:
    said = [{(one.label, one.fragments) for one in line.spans} for line in (MARIA[0], OTTO[0])]
    assert len(OTTO[0].spans) < len(MARIA[0].spans)
    assert said[1] - said[0]
    assert len(said[0] & said[1]) > 0.8 * len(said[0])
