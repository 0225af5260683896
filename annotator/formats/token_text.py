"""Tokens of a text, and a text of tokens: what every format that counts tokens needs.

Reading: `text_of_tokens` rebuilds a text by one rule and says where each token stands; the
reader tells of it with `rebuilt_noted` and keeps the rule under `REBUILT` with the article.
Writing: `tokens_of` cuts a text by the program's own words and sentences, `align` and
`aligned_spans` find the tokens of spans and say what became of those that end inside one.

Decision: a text that was rebuilt from tokens is cut at its spaces and line ends again
(`tokens_of_document`), so that a corpus leaves with the tokens it came with.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import regex

from annotator.formats.characters import replace_unfit
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Setting, WriteOptions
from annotator.formats.losses import Lost, lose
from annotator.model.document import Document
from annotator.model.format_errors import FileNoted
from annotator.model.span import Span
from annotator.text.sentence_ends import goes_on
from annotator.text.tokens import UNSPACED, Range, sentences, words

Tokenizer: TypeAlias = Literal["words", "spaces"]
"""How a text is cut that is written: into the program's words, or at its white space."""
Fit: TypeAlias = Literal["expand", "contract", "drop"]
"""What becomes of a span that ends inside a token: it takes the whole token, leaves it, goes."""

REBUILT = "rebuilt_from_tokens"
"""The key of `Meta.extra` whose value is the rule by which a text was put together from tokens."""
Rule: TypeAlias = Literal["spaces", "no spaces", "as the file says"]

TOKENIZER = Setting(
    "tokenizer",
    "Tokens",
    "auto",
    ("auto", "words", "spaces"),
    "words: as the program cuts them; spaces: at white space alone; "
    "auto: words, and spaces where the text was put together from tokens",
)
SPACING = Setting(
    "spacing",
    "Between tokens",
    "auto",
    ("auto", "space", "none"),
    "auto: a space, but as the file says where it does, and none where most is of a script without",
)
MISALIGNED = Setting(
    "misaligned",
    "Spans that end inside a token",
    "expand",
    ("expand", "contract", "drop"),
    "expand to the whole token, contract to the tokens inside, or drop the span",
)

# ---- a text of tokens -------------------------------------------------------------------------


class RebuiltText(NamedTuple):
    """A text put together from tokens."""

    text: str
    tokens: list[list[Range]]
    """Of each sentence, where its tokens stand: code points, half open; empty for an empty one."""
    rule: Rule
    replaced: int
    """How many characters no text may hold (NUL, lone surrogates) became U+FFFD, one for one."""


def text_of_tokens(
    token_sentences: Iterable[Sequence[str]],
    spacing: str = "auto",
    joined: Sequence[Sequence[bool]] | None = None,
) -> RebuiltText:
    """Return the text that tokens make, each sentence on a line of its own.

    `spacing` is what was chosen of the setting `SPACING`. `joined` says of each token whether
    nothing stands between it and the next, where a file knows; then `spacing` is not asked.
    Empty tokens take no room and no space.
    """
    cut = [list(one) for one in token_sentences]
    rule: Rule = "as the file says"
    if joined is None:
        has_spaces = spacing == "space" or (spacing == "auto" and not _is_unspaced(cut))
        rule = "spaces" if has_spaces else "no spaces"
    lines: list[str] = []
    places: list[list[Range]] = []
    at = 0
    for number, sentence in enumerate(cut):
        flags = joined[number] if joined else [spacing == "none"] * len(sentence)
        line, ranges = _line_of(sentence, rule, flags, at)
        lines.append(line)
        places.append(ranges)
        at += len(line) + 1
    text, replaced, _ = replace_unfit("\n".join(lines))
    return RebuiltText(text, places, rule, replaced)


def _line_of(
    sentence: Sequence[str], rule: Rule, joined: Sequence[bool], at: int
) -> tuple[str, list[Range]]:
    """Return a sentence as text, and where its tokens stand if it begins at `at`."""
    if rule == "spaces" and all(sentence):
        return _spaced(sentence, at)
    pieces: list[str] = []
    ranges: list[Range] = []
    before, is_close = "", True
    for index, token in enumerate(sentence):
        if token and before and not is_close and (rule != "no spaces" or _is_apart(before, token)):
            pieces.append(" ")
            at += 1
        ranges.append((at, at + len(token)))
        if token:
            pieces.append(token)
            at += len(token)
            before, is_close = token, joined[index]
    return "".join(pieces), ranges


def _spaced(sentence: Sequence[str], at: int) -> tuple[str, list[Range]]:
    """The usual case."""
    ranges: list[Range] = []
    for token in sentence:
        end = at + len(token)
        ranges.append((at, end))
        at = end + 1
    return " ".join(sentence), ranges


_UNSPACED_LETTER = regex.compile(rf"(?V1)[{UNSPACED}]")
_ALPHABETIC = regex.compile(rf"(?V1)[[\p{{L}}\p{{N}}]--[{UNSPACED}]]")
_SAMPLE = 5000
"""How many tokens are looked at to know the script of a text."""


def _is_unspaced(cut: Sequence[Sequence[str]]) -> bool:
    """Whether most worded tokens of the beginning are of a script without spaces between words."""
    sample = list(islice((token for sentence in cut for token in sentence), _SAMPLE))
    if not _UNSPACED_LETTER.search(" ".join(sample)):
        return False
    unspaced = sum(1 for token in sample if _UNSPACED_LETTER.search(token))
    return unspaced > sum(1 for token in sample if _ALPHABETIC.match(token))


def _is_apart(left: str, right: str) -> bool:
    """Whether two tokens amid a script without spaces would become one word: two of Latin."""
    return bool(_ALPHABETIC.match(left[-1]) and _ALPHABETIC.match(right[0]))


_BETWEEN: Mapping[Rule, str] = {
    "spaces": "with a space between them",
    "no spaces": "with nothing between them",
    "as the file says": "with spaces where the file says so",
}


def rebuilt_noted(path: Path, rule: Rule) -> FileNoted:
    """Return the remark that articles of a file have a text put together from tokens."""
    return FileNoted(
        path,
        f"the text is put together from tokens, {_BETWEEN[rule]} and each sentence on its own line",
    )


# ---- tokens of a text -------------------------------------------------------------------------

_SOLID = regex.compile(r"[^\s\x1c-\x1f]+")
_SEPARATOR = regex.compile(r"[\x1c-\x1f]")
"""White space to Python's `split`, and so to most readers of token files, but no `\\s`."""
_LINE = regex.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens and sentences. Ranges of tokens are half open too."""

    text: str
    starts: list[int]
    """Where each token of the text starts, in code points."""
    ends: list[int]
    sentences: list[Range]
    """Of each sentence, its tokens: first, behind the last; none is empty."""
    tokenizer: Tokenizer

    @property
    def count(self) -> int:
        """How many tokens the text has."""
        return len(self.starts)

    def words(self, first: int, behind: int) -> list[str]:
        """Return the tokens from one to before another."""
        text, starts, ends = self.text, self.starts, self.ends
        return [text[starts[at] : ends[at]] for at in range(first, behind)]

    def is_joined(self, token: int) -> bool:
        """Tell whether nothing stands between a token and the next."""
        return token + 1 < len(self.starts) and self.ends[token] == self.starts[token + 1]

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that has this token."""
        return bisect_right(self.sentences, (token, len(self.starts))) - 1


def tokens_of(text: str, spans: Iterable[Span] = (), tokenizer: Tokenizer = "words") -> Tokens:
    """Return the tokens of a text, none of them white space, in sentences.

    Sentences end where they do for selecting, but not behind "Dr." (`text.sentence_ends`), and none
    ends inside one of `spans` ("Ft. Anselm"), where it would cut it in two.
    """
    lines: Iterable[Range]
    if tokenizer == "spaces":
        ranges = [match.span() for match in _SOLID.finditer(text)]
        lines = (match.span() for match in _LINE.finditer(text))
    else:
        ranges = list(words(text))
        if _SEPARATOR.search(text):
            ranges = [one for one in ranges if not text[one[0] : one[1]].isspace()]
        lines = _whole_sentences(text)
    starts = [start for start, _ in ranges]
    ends = [end for _, end in ranges]
    begins = _beginnings(starts, ends, lines, spans)
    cut = [one for one in zip(begins, [*begins[1:], len(starts)], strict=True) if one[0] < one[1]]
    return Tokens(text, starts, ends, cut, tokenizer)


def _whole_sentences(text: str) -> Iterator[Range]:
    """Yield the sentences, joined where one goes on though it seems to end."""
    begin, last = -1, -1
    for start, end in sentences(text):
        if begin < 0:
            begin = start
        elif not goes_on(text, last, start):
            yield (begin, last)
            begin = start
        last = end
    if begin >= 0:
        yield (begin, last)


def _beginnings(
    starts: list[int], ends: list[int], lines: Iterable[Range], spans: Iterable[Span]
) -> list[int]:
    """Return the tokens that begin a sentence, in order; the first always does."""
    begins = sorted({0, *(bisect_left(starts, start) for start, _ in lines)})
    amid: set[int] = set()
    for span in spans:
        first = bisect_right(ends, span.start)
        behind = bisect_left(starts, span.end)
        amid.update(begins[bisect_right(begins, first) : bisect_left(begins, behind)])
    return [one for one in begins if one not in amid] if amid else begins


def tokens_of_document(document: Document, spans: Iterable[Span], tokenizer: str) -> Tokens:
    """Return the tokens of an article by a setting `TOKENIZER`.

    "auto" cuts at white space what was put together with a space between all tokens, so that
    these come out as they came in, and all else into words.
    """
    if tokenizer == "auto":
        is_rebuilt = document.meta.extra.get(REBUILT) == "spaces"
        return tokens_of(document.text, spans, "spaces" if is_rebuilt else "words")
    return tokens_of(document.text, spans, "spaces" if tokenizer == "spaces" else "words")


# ---- spans on tokens --------------------------------------------------------------------------


class Aligned(NamedTuple):
    """The tokens of a span."""

    first: int
    behind: int
    """Behind the last one."""
    is_exact: bool
    """Whether they cover the same characters as the span; else they are more, or fewer."""


def align(tokens: Tokens, start: int, end: int, fit: Fit = "expand") -> Aligned | None:
    """Return the tokens of a range of characters; None where there are none, or `fit` says drop.

    White space at the ends of a range is in no token: such a range is not met exactly either.
    """
    first = bisect_right(tokens.ends, start)
    behind = bisect_left(tokens.starts, end)
    if first >= behind:
        return None
    starts_so = tokens.starts[first] == start
    ends_so = tokens.ends[behind - 1] == end
    if starts_so and ends_so:
        return Aligned(first, behind, True)
    if fit == "drop":
        return None
    if fit == "contract":
        first += tokens.starts[first] < start
        behind -= tokens.ends[behind - 1] > end
        if first >= behind:
            return None
    return Aligned(first, behind, False)


def aligned_spans(
    line: CorpusLine, tokens: Tokens, options: WriteOptions, fit: str = "expand"
) -> dict[str, Aligned]:
    """Return the tokens of a line's spans by their ids, in the order of their places.

    `fit` is what was chosen of the setting `MISALIGNED`.

    What does not fit is told as a loss, or refuses the export (DoesNotFit); with the misfit
    "drop" it stays out whatever `fit` says. A span in several pieces is taken from its first
    character to its last.
    """
    found: dict[str, Aligned] = {}
    chosen: Fit = "contract" if fit == "contract" else "expand"
    if fit == "drop" or options.misfit == "drop":
        chosen = "drop"
    for span in sorted(line.spans, key=_place):
        id = line.document.id
        if span.is_discontinuous:
            is_bent = options.misfit != "drop"
            lost = Lost("discontinuous", id, span.id, is_bent, span.label)
            lose(lost, options.misfit, options.report_loss)
            if not is_bent:
                continue
        aligned = align(tokens, span.start, span.end, chosen)
        if aligned is None or not aligned.is_exact:
            lost = Lost("misaligned", id, span.id, aligned is not None, span.label)
            lose(lost, options.misfit, options.report_loss)
        if aligned is not None:
            found[span.id] = aligned
    return found


def side_by_side(aligned: Mapping[str, Aligned]) -> dict[str, Aligned]:
    """Return those that share no token, in order; the longest stay, of equals the first."""
    taken: list[Range] = []
    kept: dict[str, Aligned] = {}
    for id, one in sorted(aligned.items(), key=lambda item: item[1].first - item[1].behind):
        at = bisect_left(taken, (one.first, one.behind))
        is_free = (at == 0 or taken[at - 1][1] <= one.first) and (
            at == len(taken) or one.behind <= taken[at][0]
        )
        if is_free:
            taken.insert(at, (one.first, one.behind))
            kept[id] = one
    return dict(sorted(kept.items(), key=lambda item: item[1].first))


def without_overlap(
    line: CorpusLine, aligned: Mapping[str, Aligned], options: WriteOptions
) -> dict[str, Aligned]:
    """Return those of a line's spans that go `side_by_side`; what stays out is told as a loss.

    Spans that share no character may meet in one token.
    """
    kept = side_by_side(aligned)
    if len(kept) < len(aligned):
        for span in line.spans:
            if span.id in aligned and span.id not in kept:
                lost = Lost("overlap", line.document.id, span.id, name=span.label)
                lose(lost, options.misfit, options.report_loss)
    return kept


def _place(span: Span) -> tuple[int, int, str, str]:
    return (span.start, -span.end, span.label, span.id)
