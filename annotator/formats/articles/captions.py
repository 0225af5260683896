"""Captions of pictures, and the credit in them: by the markup, by brackets, by its own words."""

import regex

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.lines import Line, credit_of
from annotator.formats.articles.markup_blocks import Hinted
from annotator.model.document import Section

_WORD = (
    r"(?:(?:file\s+)?photo(?:graph)?s?|foto(?:graf(?:ía|ia)?)?s?|images?|imagen|immagine|picture|"
    r"credits?|crédits?(?:\s+photo)?|crédito|bild(?:nachweis|quelle)?|quelle|source|fuente|fonte|"
    r"illustration|handout|courtesy(?:\s+of)?|фото|снимок|zdjęcie|fot\.|写真|撮影|صورة)"
)
_CREDIT = regex.compile(
    rf"(?:^|(?<=[.!?…:;,)\]\"”»’|/–—-]\s*)|(?<=[\n|]))\s*(?P<credit>"
    rf"(?i:{_WORD})(?i:\s+(?:by|von|par|de|di|credit))?\s*[:：©/]\s*[^\n]{{2,70}}"
    rf"|(?i:photograph|photo|foto|picture|image)\s+(?:by|von|par|de|di)\s+[^\n]{{2,60}}"
    rf"|©\s*[^\n]{{2,70}}"
    rf"|(?:AFP|AP|Reuters|REUTERS|EPA|dpa|DPA|ANSA|EFE|TASS|PA|AAP|APA|Xinhua|Getty Images|AA"
    rf"|Kyodo)"
    rf"(?:\s?(?:/|\s(?:photo|Photo|via)\b)[^\n]{{0,50}})?)[.\s]*$",
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


def credit_only(text: str) -> bool:
    """Tell whether a text is a credit and nothing else ("Photo: NCP")."""
    return _worded(text) == (0, len(text))


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
