"""Spans as the corpus counts them: which words, what stands beside them, what they leave out."""

from typing import NamedTuple

import regex

from annotator.model.span import Span

LONGEST = 120
"""Characters: what is longer is a sentence, which stands only once."""
_AROUND = 40

_ARTICLES = (
    *("the", "a", "an", "der", "die", "das", "den", "dem", "des"),
    *("ein", "eine", "einen", "einem", "einer", "eines", "le", "la", "les", "un", "une"),
    *("el", "los", "las", "una", "il", "lo", "gli", "uno", "het", "een"),
)
"""Articles of English, German, French, Spanish, Italian, Dutch. Those of one letter are not here:
too much else is written so."""
_ARTICLE = rf"(?:(?:{'|'.join(_ARTICLES)})\s+|l['’])"
_BEGINNINGS = (*_ARTICLES, "l'", "l’")
_ENDINGS = (".", "'s", "’s")
_TAKEN = regex.compile(rf"{_ARTICLE}(?=\w)", regex.I)
_LEFT_OUT = regex.compile(rf"(?<![\w'’-]){_ARTICLE}\Z", regex.I)
_LONGEST_ARTICLE = 12
_POSSESSIVES = ("'s", "’s", "'S", "’S")
_POSSESSIVE_BEHIND = regex.compile(r"['’]s(?!\w)", regex.I)


class Counted(NamedTuple):
    """A span in one piece, as it is counted."""

    span: str
    label: str
    start: int
    end: int
    words: str
    """What it covers, every white space as one space, none around it."""
    before: str
    after: str
    """The neighbouring words, folded; empty at an end of the text."""
    core: str
    """Its words without article, possessive and last full stop, folded: what variants share."""
    article: int
    possessive: int
    stop: int
    """Whether there is one at the end concerned: 0 no, 1 yes, beside the span, 2 yes, in it."""


def as_counted(text: str, span: Span) -> Counted | None:
    """Return a span as it is counted; None of what is in several parts, long or without words."""
    if len(span.fragments) > 1:
        return None
    start, end = span.fragments[0]
    if end - start > LONGEST:
        return None
    covered = text[start:end]
    words = " ".join(covered.split())
    if not (words[:1].isalnum() or any(map(str.isalnum, words))):
        return None
    folded = words.casefold()
    left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    before = _last_word(left)
    core = words
    article = possessive = stop = 0
    # What a regular expression would say is asked only where it may say yes: there are very many.
    if folded.startswith(_BEGINNINGS) and (taken := _TAKEN.match(core)):
        core, article = core[taken.end() :], 2
    elif left[-1:] in ("'", "’") or before.endswith(_ARTICLES):
        article = int(_LEFT_OUT.search(left[-_LONGEST_ARTICLE:]) is not None)
    if core.endswith("."):
        core, stop = core[:-1], 2
    elif right.startswith(".") and not right.startswith(".."):
        stop = 1
    if core[-2:] in _POSSESSIVES:
        core, possessive = core[:-2], 2
    elif right[:1] in ("'", "’"):
        possessive = int(_POSSESSIVE_BEHIND.match(right) is not None)
    return Counted(
        span.id,
        span.label,
        start,
        end,
        words,
        before,
        _first_word(right),
        folded if core is words else core.casefold(),
        article,
        possessive,
        stop,
    )


def counted_words(text: str, span: Span) -> str:
    """Return what a span covers as `Counted.words` has it, whether it is counted or not."""
    start, end = span.fragments[0]
    return " ".join(text[start:end].split())


def may_hold_more(words: str) -> bool:
    """Tell whether words may be more than their core; it is for sure where this tells no."""
    folded = words.casefold()
    return folded.startswith(_BEGINNINGS) or folded.endswith(_ENDINGS)


def with_article(text: str, start: int, end: int, *, is_in: bool) -> tuple[int, int]:
    """Return a range with the article before it, or without the one that it begins with."""
    if is_in:
        reach = max(0, start - _LONGEST_ARTICLE)
        found = _LEFT_OUT.search(text[reach:start])
        return (reach + found.start(), end) if found else (start, end)
    found = _TAKEN.match(text, start, end)
    return (found.end(), end) if found else (start, end)


def _last_word(left: str) -> str:
    found = left.rsplit(None, 1)
    return found[-1].casefold() if found else ""


def _first_word(right: str) -> str:
    found = right.split(None, 1)
    return found[0].casefold() if found else ""
