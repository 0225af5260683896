"""Text that was encoded twice on its way ("cafÃ©"): told, never repaired, since that changes it."""

import regex

_RUN = regex.compile(
    r"[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    r"\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{2,}"
)
"""Characters that Windows-1252 makes of bytes over 127, at least two together."""
_RARE = range(0x700, 0x900)
"""Scripts that no such slip has written: "ß" before a soft hyphen would be a letter of N'Ko."""
_SAMPLE = 200_000
_ENOUGH = 2
"""How often it must show: once may be a name that looks so."""


def double_encoded_example(text: str) -> tuple[str, str] | None:
    """Return what stands in a text that was encoded twice and what was meant; None: it was not."""
    found: list[tuple[str, str]] = []
    for match in _RUN.finditer(text[:_SAMPLE]):
        meant = _meant_by(match.group())
        if meant is not None:
            found.append((match.group(), meant))
            if len(found) >= _ENOUGH:
                return found[0]
    return None


def _meant_by(run: str) -> str | None:
    try:
        meant = b"".join(_byte_of(one) for one in run).decode()
    except UnicodeError:
        return None
    return None if any(one in _RARE for one in map(ord, meant)) else meant


def _byte_of(character: str) -> bytes:
    """Windows-1252 leaves five bytes without a character; they pass as they are."""
    return character.encode("latin-1" if character <= "\u00ff" else "cp1252")
