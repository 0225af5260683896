"""Articles become rows that we, and `iobes`, read again as the same spans."""

import re

import iobes
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.conll.schemes import WRITTEN_SCHEMES
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.token_text import aligned_spans, tokens_of, without_overlap
from annotator.model.document import Document
from annotator.model.format_errors import DoesNotFit
from annotator.model.span import Span
from tests.formats.conll.conll_files import covered, read, write
from tests.formats.conll.test_schemes import PEERS
from tests.formats.strategies import corpora

TEXT = "Ilse Varga leads Norrow. She left Ulm."


def line_of(*spans: tuple[str, int, int], text: str = TEXT) -> CorpusLine:
    made = tuple(Span(f"s{at}", label, ((s, e),)) for at, (label, s, e) in enumerate(spans))
    return CorpusLine(Document("talks", text), "Maria", "finished", spans=made)


LINE = line_of(("PER", 0, 10), ("ORG", 17, 23), ("LOC", 34, 37))


def test_a_token_a_line_and_an_empty_line_behind_a_sentence() -> None:
    assert write(LINE) == (
        "# id = talks\n# annotator = Maria\n# tokenizer = words\n"
        "Ilse\tB-PER\nVarga\tI-PER\nleads\tO\nNorrow\tB-ORG\n.\tO\n\n"
        "She\tO\nleft\tO\nUlm\tB-LOC\n.\tO\n\n",
        [],
    )


def test_scheme_columns_and_what_stands_between_articles_are_chosen() -> None:
    written, _ = write(LINE, scheme="bilou", separator="space", documents="docstart")
    assert written.startswith("-DOCSTART- O\n\nIlse B-PER\nVarga L-PER\nleads O\nNorrow U-ORG\n")
    written, _ = write(LINE, scheme="bmes", documents="none")
    assert written.startswith("Ilse\tB-PER\nVarga\tE-PER\n")


@pytest.mark.parametrize("scheme", sorted(PEERS))
def test_iobes_finds_the_spans_in_what_we_wrote(scheme: str) -> None:
    written, _ = write(LINE, scheme=scheme, documents="none")
    sentences = [one.split("\n") for one in written.strip().split("\n\n")]
    found = []
    for rows in sentences:
        tags = [row.split("\t")[1] for row in rows]
        words = [row.split("\t")[0] for row in rows]
        for one in iobes.parse_spans(tags, PEERS[scheme]):
            found.append((one.type, " ".join(words[one.start : one.end])))
    assert found == [("PER", "Ilse Varga"), ("ORG", "Norrow"), ("LOC", "Ulm")]


def test_what_ends_inside_a_token_and_what_meets_in_one_is_told() -> None:
    line = line_of(("A", 4, 10), ("B", 0, 10), ("C", 35, 37))
    written, losses = write(line)
    assert covered(read(written)[0][0]) == [("B", "Ilse Varga"), ("C", "Ulm")]
    assert losses == [
        Lost("misaligned", "talks", "s0", True, "A"),
        Lost("misaligned", "talks", "s2", True, "C"),
        Lost("overlap", "talks", "s0", False, "A"),
    ]
    written, losses = write(line, misaligned="drop")
    assert covered(read(written)[0][0]) == [("B", "Ilse Varga")]
    with pytest.raises(DoesNotFit):
        write(line, misfit="strict")


def test_spans_that_overlap_go_into_further_columns() -> None:
    line = line_of(("A", 0, 10), ("B", 0, 16), ("C", 5, 10), ("D", 5, 10), ("E", 17, 23))
    written, losses = write(line, columns="3", scheme="bioes")
    assert "Ilse\tB-B\tB-A\tO\nVarga\tI-B\tE-A\tS-C\nleads\tE-B\tO\tO\n" in written
    assert losses == [Lost("overlap", "talks", "s3", False, "D")]
    (read_again,), _ = read(written)
    assert sorted(covered(read_again)) == [
        ("A", "Ilse Varga"),
        ("B", "Ilse Varga leads"),
        ("C", "Varga"),
        ("E", "Norrow"),
    ]
    written, _ = write(line_of(("A", 0, 4)), columns="2", documents="docstart")
    assert written.startswith("-DOCSTART-\tO\tO\n\nIlse\tB-A\tO\n")


def test_labels_that_would_break_a_row_are_changed_and_told() -> None:
    line = line_of(("my\tlabel", 0, 10), ("my label", 17, 23))
    written, losses = write(line)
    assert "Ilse\tB-my_label\n" in written
    assert "Norrow\tB-my label\n" in written
    assert losses == [Lost("other", "talks", "s0", True, "my\tlabel")]
    written, losses = write(line, separator="space")
    assert "Norrow B-my_label\n" in written
    assert [one.annotation for one in losses] == ["s0", "s1"]


def test_an_id_cannot_end_its_comment() -> None:
    line = CorpusLine(Document("a\tO\nb\u2028c", TEXT))
    written, _ = write(line)
    assert written.startswith("# id = a O b c\n")
    assert read(written)[0][0].document.id == "a O b c"


def test_what_came_as_tokens_leaves_as_the_same_tokens() -> None:
    content = "# id = a\n# tokenizer = spaces\n#Norrow\tB-LOC\nre-\tO\nelected\tO\n'\tO\n''\tO\n\n"
    (line,), _ = read(content)
    assert write(line)[0] == content
    assert "Norrow\tI-LOC\n" in write(line, tokenizer="words")[0]


@settings(max_examples=40)
@given(corpora(), st.sampled_from(["1", "5"]))
def test_with_columns_enough_only_spans_at_the_same_tokens_are_lost(
    lines: list[CorpusLine], columns: str
) -> None:
    """At most four spans are made for a line: five columns hold them all."""
    written, losses = write(*lines, columns=columns)
    found, _ = read(written)
    lost = [one for one in losses if one.kind in ("overlap", "misaligned") and not one.is_bent]
    places = {
        (line.document.id, line.annotator, span.label, span.fragments)
        for line in lines
        for span in line.spans
    }
    assert sum(len(one.spans) for one in found) <= len(places)
    assert columns == "1" or not [one for one in lost if one.kind == "overlap"]


@settings(max_examples=50)
@given(corpora(), st.sampled_from(WRITTEN_SCHEMES), st.sampled_from(["tab", "space"]))
def test_what_is_written_is_read_again(
    lines: list[CorpusLine], scheme: str, separator: str
) -> None:
    written, _ = write(*lines, scheme=scheme, separator=separator)
    found, problems = read(written, scheme=scheme, spacing="space")
    broken = re.compile(r"\s" if separator == "space" else r"[^\S ]|^ +| +$")
    expected = []
    for line in lines:
        tokens = tokens_of(line.document.text, line.spans)
        kept = without_overlap(line, aligned_spans(line, tokens, WriteOptions()), WriteOptions())
        labels = {one.id: one.label for one in line.spans}
        if tokens.count:
            expected.append(
                (
                    line.annotator,
                    [" ".join(tokens.words(*one)) for one in tokens.sentences],
                    [
                        (
                            broken.sub("_", labels[id]),
                            " ".join(tokens.words(one.first, one.behind)),
                        )
                        for id, one in kept.items()
                    ],
                )
            )
    assert [
        (one.annotator, one.document.text.split("\n"), covered(one)) for one in found
    ] == expected, problems
