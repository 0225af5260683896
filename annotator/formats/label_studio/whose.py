"""Whose an annotation of Label Studio is."""

from collections.abc import Mapping
from typing import Any

ANNOTATOR_KEY = "annotator_name"
"""Under it we write whose annotation it is: Label Studio takes no person that it does not know."""


def annotator_of(body: Mapping[str, Any]) -> str | None:
    """Return who made an annotation, or None where that is not said."""
    said = body.get(ANNOTATOR_KEY)
    if isinstance(said, str) and said.strip():
        return said
    for key in ("completed_by", "created_username", "user"):
        if (person := person_of(body.get(key))) is not None:
            return person
    return None


def person_of(said: Any) -> str | None:
    """Return who it is: by e-mail, by name, or "user" and the number that Label Studio knows."""
    if isinstance(said, dict):
        names = " ".join(str(said[key]) for key in ("first_name", "last_name") if said.get(key))
        for name in (said.get("email"), names.strip(), said.get("username")):
            if isinstance(name, str) and name.strip():
                return name
        said = said.get("id")
    if type(said) is int:
        return f"user {said}"
    return said if isinstance(said, str) and said.strip() else None
