"""Ids of annotations, sets, labels and annotators: short random strings, unique in the world."""

import hashlib
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 13
"""13 characters of 5 bits: 65 random bits, a collision in a billion ids is one in 70."""


def new_id() -> str:
    """Return a new id of 13 characters (Crockford's base 32 alphabet, lower case)."""
    return _written(secrets.randbits(5 * _LENGTH))


def derived_id(*parts: str) -> str:
    """Return the id that is made of these, the same in every copy of a project."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return _written(int.from_bytes(digest[:9]))


def _written(number: int) -> str:
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(0, 5 * _LENGTH, 5))
