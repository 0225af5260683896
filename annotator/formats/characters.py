"""Characters that no text here may hold, NUL and lone surrogates, made U+FFFD one for one."""

from typing import Any

import regex

_UNFIT = regex.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def replace_unfit(text: str) -> tuple[str, int, int]:
    """Return the text, equally long in code points, how many were replaced, where the first."""
    first = _UNFIT.search(text)
    if first is None:
        return text, 0, 0
    clean, count = _UNFIT.subn(REPLACEMENT, text)
    return clean, count, first.start()


def replace_unfit_within(value: Any) -> tuple[Any, int]:
    """Return a JSON value in whose strings, keys included, they are replaced, and how many."""
    if isinstance(value, str):
        clean, count, _ = replace_unfit(value)
        return clean, count
    if isinstance(value, list):
        parts = [replace_unfit_within(one) for one in value]
        return [part for part, _ in parts], sum(count for _, count in parts)
    if isinstance(value, dict):
        pairs = [(replace_unfit_within(k), replace_unfit_within(v)) for k, v in value.items()]
        return {k: v for (k, _), (v, _) in pairs}, sum(n + m for (_, n), (_, m) in pairs)
    return value, 0
