"""Text that every file can hold: no NUL, no half of a surrogate pair."""

_REPLACEMENT = "\ufffd"


def storable(text: str) -> str:
    """Return the text with NUL and lone surrogates as U+FFFD, one for one.

    The two halves of a pair, as a window may hand them over, become their one character.
    """
    if text.isascii() and "\0" not in text:
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", _REPLACEMENT)
