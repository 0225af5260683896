"""Hint letters: a short string of letters for each span that a relation may lead to."""

from collections.abc import Sequence

LETTERS = "asdfghjklweruiotyqpzxcvbnm"
"""Under the fingers first."""


def assign_hints(targets: Sequence[str], letters: str = LETTERS) -> dict[str, str]:
    """Return a hint for each target, the first targets the shortest; no hint begins another.

    One letter where there are enough, else one or two (or more for thousands).
    """
    hints = _hint_strings(len(targets), letters)
    return dict(zip(targets, hints, strict=True))


def narrow(hints: dict[str, str], typed: str) -> dict[str, str]:
    """Return the hints that begin with what was typed."""
    return {target: hint for target, hint in hints.items() if hint.startswith(typed)}


def _hint_strings(count: int, letters: str) -> list[str]:
    found = list(letters)
    turned = len(found)
    while len(found) < count:
        # The last unturned hint gives way to all that begin with it.
        turned -= 1
        if turned < 0:
            turned = len(found) - 1
        opening = found.pop(turned)
        found += [opening + letter for letter in letters]
    return sorted(found, key=len)[:count]
