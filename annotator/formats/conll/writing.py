"""From an article to rows: a token a line, its tag behind it."""

from collections.abc import Iterator, Mapping, Sequence

import regex

from annotator.formats.conll.layout import DOCUMENT_START
from annotator.formats.conll.schemes import TokenSpan, codes_of
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Setting, WriteOptions, all_settings
from annotator.formats.losses import Lost, lose
from annotator.formats.token_text import (
    Aligned,
    aligned_spans,
    side_by_side,
    tokens_of_document,
    without_overlap,
)

_BREAKS = regex.compile(r"[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]")
"""What would end a comment."""
_SPACES = {
    "tab": regex.compile(r"(?V1)[\s\x1c-\x1f--[ ]]|^ +| +$"),
    "space": regex.compile(r"[\s\x1c-\x1f]"),
}
"""What no label may hold between its columns."""


def write_line(line: CorpusLine, options: WriteOptions, settings: Sequence[Setting]) -> bytes:
    """Return the rows of an article, an empty line behind each sentence."""
    chosen = all_settings(options.settings, settings)
    tokens = tokens_of_document(line.document, line.spans, chosen["tokenizer"])
    aligned = aligned_spans(line, tokens, options, chosen["misaligned"])
    labels = _labels(line, options, _SPACES[chosen["separator"]])
    columns = [
        codes_of(
            [TokenSpan(labels[id], one.first, one.behind) for id, one in layer.items()],
            tokens.count,
            chosen["scheme"],
        )
        for layer in _layers(line, aligned, int(chosen["columns"]), options)
    ]
    gap = "\t" if chosen["separator"] == "tab" else " "
    rows = _beginning(line, chosen, tokens.tokenizer, gap)
    for first, behind in tokens.sentences:
        words = tokens.words(first, behind)
        codes = (column[first:behind] for column in columns)
        rows += [gap.join(cells) for cells in zip(words, *codes, strict=True)]
        rows.append("")
    return "".join(f"{row}\n" for row in rows).encode()


def _layers(
    line: CorpusLine, aligned: Mapping[str, Aligned], count: int, options: WriteOptions
) -> Iterator[dict[str, Aligned]]:
    """Yield what goes into each column of tags: the longest first, what overlaps them next."""
    left = dict(aligned)
    for _ in range(count - 1):
        layer = side_by_side(left)
        left = {id: one for id, one in left.items() if id not in layer}
        yield layer
    yield without_overlap(line, left, options)


def _labels(line: CorpusLine, options: WriteOptions, spaces: regex.Pattern[str]) -> dict[str, str]:
    """Return the labels of spans as they can stand in a column."""
    labels = {}
    for span in line.spans:
        labels[span.id] = spaces.sub("_", span.label)
        if labels[span.id] != span.label:
            lost = Lost("other", line.document.id, span.id, is_bent=True, name=span.label)
            lose(lost, options.misfit, options.report_loss)
    return labels


def _beginning(line: CorpusLine, chosen: Mapping[str, str], tokenizer: str, gap: str) -> list[str]:
    """Return the rows before the first token of an article."""
    if chosen["documents"] == "docstart":
        return [gap.join([DOCUMENT_START, *["O"] * int(chosen["columns"])]), ""]
    if chosen["documents"] == "none":
        return []
    said = [("id", line.document.id), ("annotator", line.annotator), ("tokenizer", tokenizer)]
    return [f"# {key} = {_BREAKS.sub(' ', value)}" for key, value in said if value]
