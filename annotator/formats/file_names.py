"""Names of files made from ids of documents: never a path, never two the same, good anywhere."""

import hashlib
import re

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
_STRANGE = re.compile(r"[^a-z0-9]+")
_HASH_DIGITS = 16


def file_name_of(id: str) -> str:
    """Return a file name without ending for a document.

    An id of small letters, digits, - and _ is its own name; of any other the SHA-256 tells it
    from all others, behind what can be read of it. (Two ids that differ in case alone would be
    one file on some systems, and CON is a device on Windows.)
    """
    if _PLAIN.fullmatch(id) and not _RESERVED.fullmatch(id):
        return id
    readable = _STRANGE.sub("-", id.lower()).strip("-")[:40].rstrip("-")
    digest = hashlib.sha256(id.encode()).hexdigest()[:_HASH_DIGITS]
    return f"{readable}-{digest}" if readable else digest
