"""Captions of pictures, and the credit in them: by the markup, by brackets, by its own words."""

from collections.abc import Iterable, Iterator

import regex

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.lines import Line, credit_of
from annotator.formats.articles.markup_blocks import Hinted
from annotator.model.document import Section

_WORD = (
    r"(?:fotocredits?|photographer|fotograf|(?:file\s+)?photo(?:graph)?s?|foto(?:graf(?:ía|ia)?)?s?|images?|imagen|immagine|picture|"
    r"credits?(?:\s*(?:\.\.\.|…))?|crédits?(?:\s+photo)?|crédito|bild(?:nachweis|quelle)?|quelle|"
    r"source|fuente|fonte|illustration|handout|courtesy(?:\s+of)?|фото|снимок|zdjęcie|fot\.|写真|"
    r"撮影|图片来源|图片|图源|图|来源|摄影|صورة)"
)
_AGENCY = (
    r"(?:AFP|AP|Reuters|REUTERS|EPA|dpa|DPA|ANSA|EFE|TASS|PA|AAP|APA|Xinhua|Getty(?: Images)?|AA"
    r"|Kyodo|ТАСС|РИА|新华社|رويترز|الفرنسية|الأناضول)"
)
_BEGINS = r"(?:^|(?<=[.!?…:;,)\]\"”»’|/–—。！？-]\s*)|(?<=[\n|]))\s*"
_NAME = r"\p{Lu}[\p{L}\p{M}'’.-]*(?:\s+\p{Lu}[\p{L}\p{M}'’.-]*){0,3}"
_CREDIT = regex.compile(
    rf"{_BEGINS}(?P<credit>"
    rf"(?i:{_WORD})(?i:\s+(?:by|von|par|de|di|credit))?\s*[:：©/]\s*[^\n]{{2,70}}"
    rf"|[(\[](?i:{_WORD})\s*[:：©/]\s*[^\n()\[\]]{{2,70}}[)\]]"
    rf"|(?i:credits?)\s*(?:\.\.\.|…)\s*[^\n]{{2,70}}"
    rf"|(?i:photograph|photo|foto|picture|image)\s+(?:by|von|par|de|di)\s+[^\n]{{2,60}}"
    rf"|©\s*[^\n]{{2,70}}"
    rf"|{_NAME}\s?(?:/\s?[\p{{L}}][\p{{L}} .-]{{1,40}}|\([\p{{L}} .-]{{2,30}}\))"
    rf"|{_AGENCY}(?:\s?(?:/|\s(?:photo|Photo|via)\b)[^\n]{{0,50}})?)[.\s]*$",
)
_WITHIN = frozenset({"credit", "byline"})
"""What names who took the picture, where it stands in a caption."""
_LONGEST = 90


def caption_part(text: str, hinted: tuple[Hinted, ...] = ()) -> Part:
    """Return a caption with its credit told apart."""
    found = _by_markup(text, hinted) or credit_of(text, Line(0, len(text), text.strip(), True))
    if found is None:
        found = _worded(text)
    inner = (Section("credit", *found),) if found else ()
    return Part("caption", text, inner)


def _by_markup(text: str, hinted: tuple[Hinted, ...]) -> tuple[int, int] | None:
    """The markup's own: from the first such element on, if it is not too much for a credit."""
    starts = [one.start for one in hinted if one.hint in _WITHIN]
    ends = [one.end for one in hinted if one.hint in _WITHIN]
    if not starts or max(ends) - min(starts) > _LONGEST:
        return None
    return (min(starts), max(ends))


def _worded(text: str) -> tuple[int, int] | None:
    match = _CREDIT.search(text)
    return match.span("credit") if match else None


def join_credits(parts: Iterable[Part]) -> Iterator[Part]:
    """Put a credit that stands by itself behind the caption before it: it lies inside one."""
    before: Part | None = None
    for part in parts:
        if before is not None and _lacks_credit(before) and _is_credit(part):
            at = len(before.text) + 1
            credit = Section("credit", at, at + len(part.text))
            before = Part("caption", f"{before.text} {part.text}", (credit,))
            continue
        if before is not None:
            yield before
        before = part
    if before is not None:
        yield before


def _lacks_credit(part: Part) -> bool:
    return part.kind == "caption" and not part.inner


def _is_credit(part: Part) -> bool:
    whole = (0, len(part.text))
    return part.kind == "caption" and (
        _worded(part.text) == whole or any(one[1:] == whole for one in part.inner)
    )
