"""What can be a name: one line of characters that are seen, in any script."""

_JOINERS = str.maketrans("", "", "\u200c\u200d")
"""Not seen themselves, and needed: Persian and Hindi words are spelt with them, and families of
emoji are one picture by them."""


def fits_a_line(words: str) -> bool:
    """Tell whether nothing in it breaks a line, steers or hides: the empty text does."""
    return words.translate(_JOINERS).isprintable()


def is_name(words: str) -> bool:
    """Tell whether it has letters and fits one line."""
    return bool(words.translate(_JOINERS).strip()) and fits_a_line(words)
