"""What the names in markup say about a part of a page: class, id, itemprop, rel, data-testid.

Names are those that newsrooms' pages use in the languages of the press. A name is only a hint:
`page_parts` believes it where the part's place and length bear it out.
"""

from functools import lru_cache
from typing import Any, Literal, TypeAlias

import regex

Hint: TypeAlias = Literal[
    "title", "standfirst", "byline", "date", "reading_time", "caption", "credit", "aside"
]
"""What a part may be; "aside" is what does not belong to the article."""

_NAMED = (
    "class", "id", "itemprop", "rel", "property", "role", "data-testid", "data-component",
    "data-gu-name", "data-qa", "data-type", "data-block", "data-module",
)  # fmt: skip
_HINTS: tuple[tuple[Hint, str], ...] = (
    (
        "aside",
        r"related|recommend|promo(?!t)|newsletter|advert|\bads?\b|sponsor|social|share|sharing"
        r"|comments?\b|breadcrumb|most-?read|teaser|paywall|cookie|consent|subscribe|toolbar"
        r"|pagination|tag-?list|\btags\b|read-?more|more-?on|outbrain|taboola",
    ),
    ("reading_time", r"read(?:ing)?-?time|time-?to-?read|lesezeit|lesedauer|temps-?de-?lecture"),
    (
        "credit",
        r"credits?\b|copyright|photographer|photo-?(?:by|source)|image-?(?:source|author)"
        r"|bildquelle|bildnachweis|fotograf|agency|rights?-?holder",
    ),
    (
        "caption",
        r"(?:image|photo|img|picture|foto|bild)(?!-box)[\w-]*-(?:title|desc\w*|text|label|legend)|caption|legend(?:e)?\b|bildunterschrift|bildtext|didascalia|pie-?de-?foto",
    ),
    (
        "standfirst",
        r"standfirst|\bdeks?\b|\bdeck\b|sub-?(?:title|head|headline|heading)\b|\bchapo\b|chapeau"
        r"|(?:^|[\s_-])(?:article|story|post|entry|page|news)[\w-]*[_-](?:summary|intro|lead|lede"
        r"|abstract|excerpt)|\b(?:intro|lead|lede|ingress|vorspann|entradilla|bajada|volanta"
        r"|overview|excerpt|sommario|catenaccio|standfirst|abstract|summary|teaser-?text|lead-?text|leadin)\b",
    ),
    (
        "byline",
        r"byline|by-?line|\bauthors?\b|autor(?:en|es)?\b|auteurs?\b|\bwriter|journalist"
        r"|contributor|(?:article|post|entry|story)[_-]+(?:author|autor)",
    ),
    (
        "date",
        r"date(?:line)?\b|publish|\btime(?:stamp)?\b|pubdate|\bdatum\b|fecha|updated|posted-on",
    ),
    ("title", r"headline|\btitle\b|(?:entry|post|article|story|page)[_-]+title|titulo|überschrift"),
)
_PATTERNS = tuple(
    (hint, regex.compile(form.replace("-?", "[-_]?"), regex.IGNORECASE)) for hint, form in _HINTS
)
_CAMEL = regex.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD_END = regex.compile(r"__|--|_")
_LONGEST = 300
"""A list of classes longer than this is not read on: it is made by a machine."""
_FOR_EARS = regex.compile(
    r"\b(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|off-?screen|u-?hidden-visually)\b"
)
"""Names of what is read out and not shown."""
_HIDDEN_STYLE = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)


def hint_of(element: Any) -> Hint | None:
    """Return what an element's tag or names say that it is."""
    if element.tag == "figcaption":
        return "caption"
    attributes = element.attrib
    if not attributes:
        return "date" if element.tag == "time" else None
    names = " ".join([attributes.get(name, "") for name in _NAMED if name in attributes])
    found = _hint_of_names(names[:_LONGEST]) if names else None
    return "date" if found is None and element.tag == "time" else found


@lru_cache(maxsize=4096)
def _hint_of_names(names: str) -> Hint | None:
    words = _WORD_END.sub("-", _CAMEL.sub("-", names))
    for hint, pattern in _PATTERNS:
        if pattern.search(words):
            return hint
    return None


def is_hidden(element: Any) -> bool:
    """Tell whether a browser would not show an element."""
    attributes = element.attrib
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "")[:_LONGEST]))
        or bool(_FOR_EARS.search(attributes.get("class", "")[:_LONGEST]))
    )
