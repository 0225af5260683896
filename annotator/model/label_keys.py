"""Keys for labels: digits for the first nine, then a letter that reminds of the name.

The order in which a name's letters are asked is that of Potato's allocator (its own letters before
any other), with the beginnings of words first, since those are what one remembers.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from annotator.model.labels import RelationLabel, SpanLabel, taken_keys

RESERVED = frozenset("rnglf")
"""Letters that are acts in the article (relation, note, guideline, list, fragment)."""
DIGITS = "123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = frozenset("aeiou")
_WORD = re.compile(r"[a-z]+")


def allot_span_key(name: str, taken: Collection[str]) -> str:
    """Return a free digit, else a free letter, one of the name's where there is one; or nothing."""
    held = {key.lower() for key in taken}
    free = (key for key in (*DIGITS, *remembered_letters(name)) if key not in held | RESERVED)
    return next(free, "")


def allot_relation_key(name: str, taken: Collection[str]) -> str:
    """Return a free letter, one of the name's where there is one, or nothing.

    What the article does with a letter is kept apart from it where another is free.
    """
    held = {key.lower() for key in taken}
    free = [key for key in remembered_letters(name) if key not in held]
    return next((key for key in free if key not in RESERVED), free[0] if free else "")


def allot_anew(
    labels: Iterable[SpanLabel | RelationLabel], taken: Collection[str] = ()
) -> dict[str, str]:
    """Return label id -> key for the labels of a kind that are not retired, in their order, as if
    none had one yet; `taken` are keys that something else has."""
    keys: dict[str, str] = {}
    for label in labels:
        if not label.is_retired:
            held = {*taken, *keys.values()}
            allot = allot_span_key if isinstance(label, SpanLabel) else allot_relation_key
            keys[label.id] = allot(label.name, held)
    return keys


def free_key_for(
    label: SpanLabel | RelationLabel,
    others: Iterable[SpanLabel | RelationLabel],
    taken: Collection[str] = (),
) -> str:
    """Return a key for a label that none of the others of its kind has, nor something else."""
    held = {*taken, *taken_keys(one for one in others if one.id != label.id)}
    allot = allot_span_key if isinstance(label, SpanLabel) else allot_relation_key
    return allot(label.name, held)


def remembered_letters(name: str) -> list[str]:
    """Return all letters, those first that one thinks of at a name: beginnings of its words, then
    consonants, then vowels, then letters that are not in it. Accents do not count."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", _plain(name)).lower()
    words = _WORD.findall(parted)
    letters = "".join(words)
    ordered = [word[0] for word in words]
    ordered += [one for one in letters if one not in _VOWELS]
    ordered += [*letters, *_LETTERS]
    return list(dict.fromkeys(ordered))


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(one for one in parts if not unicodedata.combining(one))
