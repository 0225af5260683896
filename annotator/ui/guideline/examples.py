"""Examples from the corpus for guidelines: a place as a line of Markdown, among others. No Qt."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from annotator.model.document import Document
from annotator.model.span import Span
from annotator.project.listing import shown_title
from annotator.text.tokens import sentence_at

Range = tuple[int, int]

_HEADING = "## Examples"
_IS_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_ACTS_ANYWHERE = re.compile(r"([\\`*_\[\]<>&|~$^#!])")
_ACTS_FIRST = re.compile(r"^([-+=]|\d{1,9}[.)])")
_LONGEST_SENTENCE = 240
_AROUND = 80
"""Characters shown on either side where a sentence is long."""
_TITLE_LIMIT = 80


def span_example(document: Document, span: Span) -> str:
    """Return a line of Markdown: the sentence, or what of it stands near, with what the span covers
    in bold, and the article's title."""
    return _as_item(_line(document, span.fragments))


def relation_example(document: Document, head: Span, tail: Span) -> str:
    """Return a line of Markdown: what head and tail cover with an arrow between, then where they
    stand, both in bold, and the article's title."""
    fragments = sorted({*head.fragments, *tail.fragments})
    names = (_escaped(_shortened(one.covered_text(document.text))) for one in (head, tail))
    return _as_item(f"{' → '.join(names)}: {_line(document, fragments)}")


def with_example(guideline: str, example: str) -> str:
    """Return a guideline with an example more, at the end of its part of examples, which is made
    where it has none; the same where it has this one already."""
    item = f"- {example}"
    lines = guideline.rstrip().split("\n") if guideline.strip() else []
    if item in lines:
        return guideline
    place = _end_of_examples(lines)
    if place is None:
        lines += [*([""] if lines else []), _HEADING, "", item]
    else:
        follows_item = lines[place - 1].startswith("- ")
        made = [item] if follows_item else ["", item]
        after = lines[place:]
        lines[place:] = made + ([""] if after and after[0].strip() else []) + after
    return "\n".join(lines) + "\n"


# ---- inside -------------------------------------------------------------------------------------


def _end_of_examples(lines: Sequence[str]) -> int | None:
    """Return behind which line the examples end; None where there is no such heading."""
    begin: int | None = None
    is_code = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        heading = None if is_code else _IS_HEADING.fullmatch(line)
        if heading is None:
            continue
        if begin is not None:
            return _without_blanks(lines, number)
        if heading[1].rstrip(":").casefold() in ("example", "examples"):
            begin = number
    return None if begin is None else _without_blanks(lines, len(lines))


def _without_blanks(lines: Sequence[str], end: int) -> int:
    while not lines[end - 1].strip():
        end -= 1
    return end


def _line(document: Document, fragments: Sequence[Range]) -> str:
    text = document.text
    covered = _joined(fragments)
    shown = (_dressed(text, one, covered) for one in _joined(_excerpt(text, c) for c in covered))
    title = shown_title(document.meta.title, text, document.id)
    return f"{' … '.join(shown)} — *{_escaped(_one_line(title)[:_TITLE_LIMIT])}*"


def _as_item(line: str) -> str:
    """Let what would begin a list within the list stand as it is."""
    return _ACTS_FIRST.sub(lambda match: f"{match[1][:-1]}\\{match[1][-1]}", line)


def _excerpt(text: str, covered: Range) -> Range:
    """Return the sentences that some words stand in, or where they are long what is near."""
    begin = min(covered[0], sentence_at(text, covered[0])[0])
    end = max(covered[1], sentence_at(text, max(covered[0], covered[1] - 1))[1])
    if covered[0] - begin > _LONGEST_SENTENCE // 2:
        begin = _word_start(text, covered[0] - _AROUND, covered[0])
    if end - covered[1] > _LONGEST_SENTENCE // 2:
        end = _word_end(text, covered[1] + _AROUND, covered[1])
    return begin, end


def _word_start(text: str, begin: int, end: int) -> int:
    space = text.find(" ", begin, end)
    return begin if space < 0 else space + 1


def _word_end(text: str, end: int, begin: int) -> int:
    space = text.rfind(" ", begin, end)
    return end if space < 0 else space


def _joined(ranges: Iterable[Range]) -> list[Range]:
    found: list[Range] = []
    for begin, end in ranges:
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def _dressed(text: str, around: Range, covered: Sequence[Range]) -> str:
    """Return an excerpt with what is covered of it in bold."""
    parts: list[str] = []
    at = around[0]
    if at > sentence_at(text, at)[0]:
        parts.append("… ")
    for begin, end in covered:
        if around[0] <= begin and end <= around[1]:
            parts += [_escaped(text[at:begin]), _emphasised(text[begin:end])]
            at = end
    parts.append(_escaped(text[at : around[1]]))
    if around[1] < sentence_at(text, max(around[0], around[1] - 1))[1]:
        parts.append(" …")
    return _one_line("".join(parts))


def _emphasised(words: str) -> str:
    """Return words in bold. Stars beside a blank or a sign might mean nothing: brackets then."""
    inner = _escaped(_shortened(words))
    is_safe = words == words.strip() and _is_letter(words[:1]) and _is_letter(words[-1:])
    return f"**{inner}**" if is_safe else f"\\[{inner}\\]"


def _shortened(words: str) -> str:
    """Return words on one line, of very many those at the beginning and at the end."""
    line = _one_line(words)
    if len(line) <= _LONGEST_SENTENCE:
        return line
    begin, end = _word_end(line, 2 * _AROUND, 0), _word_start(line, len(line) - _AROUND, len(line))
    return f"{line[:begin]} … {line[end:]}"


def _is_letter(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "LNM"


def _escaped(words: str) -> str:
    return _ACTS_ANYWHERE.sub(r"\\\1", words)


def _one_line(words: str) -> str:
    return " ".join(words.split())
