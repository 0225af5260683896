"""An article as a sequence model reads it: sentences of words, what each word is like, and tags."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from annotator.model.span import Span
from annotator.suggest.folding import fold
from annotator.suggest.matching import Matcher
from annotator.suggest.phrases import Shape
from annotator.text.tokens import Range, sentences, words

Sentence: TypeAlias = list[Range]
Features: TypeAlias = list[list[str]]
ShapesOf: TypeAlias = Callable[[str], Counter[Shape] | None]
OUTSIDE = "O"
LONGEST = 200
"""Words of a sentence; what is longer is read in pieces."""
_SHAPES = str.maketrans(
    {
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "X"),
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "x"),
        **dict.fromkeys("0123456789", "9"),
    }
)


def sentences_of(text: str) -> list[Sentence]:
    """Return the sentences of a text as ranges of words."""
    found: list[Sentence] = []
    for start, end in sentences(text):
        every = list(words(text, start, end))
        found += (every[at : at + LONGEST] for at in range(0, len(every), LONGEST))
    return found


def features_of(
    text: str, read: Sequence[Sentence], matcher: Matcher, shapes_of: ShapesOf, *, is_exact: bool
) -> list[Features]:
    """Return what the words of each sentence are like, themselves and beside each other;
    `shapes_of` says how a phrase that `matcher` finds is labelled in other articles."""
    known = _known_words(text, matcher, shapes_of, is_exact=is_exact)
    return [_features_of_sentence(text, one, known) for one in read]


def tags_of(read: Sequence[Sentence], spans: Iterable[Span], labels: Collection[str]) -> list[str]:
    """Return the tag of each word, of all sentences in one list. Spans that a tag cannot say (with
    gaps, within larger ones, over the end of a sentence, amid a word) are left to repetition."""
    starts, ends = dict[int, int](), dict[int, tuple[int, int]]()
    count = 0
    for number, sentence in enumerate(read):
        for start, end in sentence:
            starts[start], ends[end] = count, (count, number)
            count += 1
    sentence_of = [number for number, sentence in enumerate(read) for _ in sentence]
    tags = [OUTSIDE] * count
    for span in sorted(spans, key=lambda one: (one.start - one.end, one.start, one.label)):
        first, last = starts.get(span.start), ends.get(span.end)
        if len(span.fragments) > 1 or span.label not in labels or first is None or last is None:
            continue
        is_free = all(tag == OUTSIDE for tag in tags[first : last[0] + 1])
        if sentence_of[first] == last[1] and is_free:
            tags[first : last[0] + 1] = [f"I {span.label}"] * (last[0] + 1 - first)
            tags[first] = f"B {span.label}"
    return tags


def runs_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first word, last word and label (id) of what tags say of a sentence; an inner tag
    behind none of its label begins one."""
    first, label = 0, ""
    for at, tag in enumerate([*tags, OUTSIDE]):
        kind, _, other = tag.partition(" ")
        if label and (kind != "I" or other != label):
            yield first, at - 1, label
            label = ""
        if tag != OUTSIDE and not label:
            first, label = at, other


def _known_words(
    text: str, matcher: Matcher, shapes_of: ShapesOf, *, is_exact: bool
) -> dict[int, str]:
    """Return offset -> usual label, of all characters at which a known phrase begins or goes on;
    the longest counts."""
    found: list[tuple[int, int, str]] = []
    for start, end, phrase in matcher.find(fold(text, is_case_exact=is_exact), text):
        shapes = shapes_of(phrase)
        if shapes:
            found.append(
                (start, end, max(shapes.items(), key=lambda one: (one[1], one[0]))[0].label)
            )
    known: dict[int, str] = {}
    reach = 0
    for start, end, label in sorted(found, key=lambda one: (one[0], -one[1], one[2])):
        if start >= reach:
            known |= dict.fromkeys(range(start, end), f"i{label}")
            known[start] = f"b{label}"
            reach = end
    return known


def _features_of_sentence(text: str, sentence: Sentence, known: dict[int, str]) -> Features:
    plain = [text[start:end][:64] for start, end in sentence]
    low = ["", "", *map(str.lower, plain), "", ""]
    shapes = ["", *map(_shape, plain), ""]
    listed = ["", *(known.get(start, "") for start, _ in sentence), ""]
    found: Features = []
    for at, word in enumerate(plain):
        small = low[at + 2]
        one = [
            "bias",
            f"w={small}",
            f"s={shapes[at + 1]}",
            f"3={small[-3:]}",
            f"2={small[-2:]}",
            f"p={small[:3]}",
            f"-w={low[at + 1]}",
            f"+w={low[at + 3]}",
            f"--w={low[at]}",
            f"++w={low[at + 4]}",
            f"-s={shapes[at]}",
            f"+s={shapes[at + 2]}",
            f"-s+={shapes[at]}|{shapes[at + 1]}",
            f"g={listed[at + 1]}",
            f"-g={listed[at]}",
            f"+g={listed[at + 2]}",
        ]
        if word[:1].isupper():
            one.append("first" if at == 0 else "upper")
        found.append(one)
    return found


def _shape(word: str) -> str:
    """Return a word with its letters and digits made alike, runs of one kind as two at most."""
    drawn = ""
    for character in word.translate(_SHAPES):
        if drawn[-2:] != character * 2:
            drawn += character
    return drawn
