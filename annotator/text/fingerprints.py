"""Fingerprints of texts: how much two articles have in common, told without comparing them.

A text is the set of its runs of three words (w-shingling: Broder, "On the resemblance and
containment of documents", 1997), and its fingerprint is the MinHash of that set, made by `rensa`.
The share of places in which two fingerprints agree estimates the Jaccard similarity of the sets.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

import rensa

if TYPE_CHECKING:
    import numpy as np

WORDS_TOGETHER = 3
PLACES = 100
"""Numbers of 32 bits in a fingerprint; the estimate is right within about 5 in 100."""
SIZE = 4 * PLACES
"""Bytes of a fingerprint."""
_SEED = 1997
_FACTOR = 0x9E3779B97F4A7C15
"""Odd, with bits everywhere: what a word's hash is multiplied by for each place in its run."""

# Thai, Lao, Myanmar, Khmer, kana and Han: without spaces between words each character is one.
_ALONE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_HAS_ALONE = re.compile(f"[{_ALONE}]")
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_ALONE = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")


def words_of(text: str) -> list[str]:
    """Return the words by which texts are compared: in small letters, without punctuation.

    They are pieces that are the same whenever the text is, not words that a reader would count.
    """
    if text.isascii():
        return _WORD.findall(text.lower())
    text = unicodedata.normalize("NFKC", text).casefold()
    return (_WORD_OR_ALONE if _HAS_ALONE.search(text) else _WORD).findall(text)


def fingerprints_of(texts: Sequence[str]) -> list[bytes | None]:
    """Return the fingerprint of each text, SIZE bytes; None for one without any word.

    The same text gives the same bytes on every machine. Many texts at once are quicker.
    """
    import numpy as np

    words = [words_of(text) for text in texts]
    told = [place for place, one in enumerate(words) if one]
    if not told:
        return [None] * len(texts)
    hashed = [_runs(np.asarray(one, np.uint64)) for one in _hashes(words, told)]
    bounds = np.cumsum([0, *(len(one) for one in hashed)]).tolist()
    flat = np.concatenate(hashed)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, bounds, PLACES, _SEED)
    found: list[bytes | None] = [None] * len(texts)
    for row, place in zip(matrix.to_rows(), told, strict=True):
        found[place] = np.asarray(row, "<u4").tobytes()
    return found


def _hashes(words: Sequence[list[str]], told: Sequence[int]) -> list[list[int]]:
    hashes: list[list[int]] = rensa.RMinHash.hash_token_sets([words[place] for place in told])
    return hashes


def _runs(hashes: "np.ndarray") -> "np.ndarray":
    """Return a hash for each run of words; a text with fewer words is one run."""
    import numpy as np

    together = min(WORDS_TOGETHER, len(hashes))
    count = len(hashes) - together + 1
    mixed = np.zeros(count, np.uint64)
    for place in range(together):
        mixed = mixed * np.uint64(_FACTOR) + hashes[place : place + count]
        mixed ^= mixed >> np.uint64(29)
    return mixed


def similarity(one: bytes, other: bytes) -> float:
    """Return the estimated share of word runs that two texts have in common, 0 to 1."""
    import numpy as np

    equal = np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")
    return float(equal.mean())
