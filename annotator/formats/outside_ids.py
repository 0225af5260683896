"""What an entity is called elsewhere: one thing's names in the ways of several formats.

A Wikidata id is `Q90` in a project, however a file has it: as an address, or with a prefix. All
other identifiers are the text that they are, an address or `GND:118540238`.
"""

import regex

_WIKIDATA = regex.compile(
    r"(?i:(?:https?://)?(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/|wikidata:|wd:)?"
    r"(Q[1-9][0-9]{0,14})"
)
_ADDRESS = regex.compile(r"(?:https?://|urn:)[^\s<>\"{}|\\^`\x00-\x20]+")
_WIKIDATA_ADDRESS = "http://www.wikidata.org/entity/"


def plain_id(said: str) -> str:
    """Return an identifier as a project has it; two that say the same are the same then."""
    said = " ".join(said.split())
    match = _WIKIDATA.fullmatch(said)
    return match[1] if match else said


def address_of(identifier: str) -> str | None:
    """Return the IRI of an identifier, None where it is no IRI and nothing is known to make one."""
    plain = plain_id(identifier)
    if _WIKIDATA.fullmatch(plain):
        return _WIKIDATA_ADDRESS + plain
    return plain if _ADDRESS.fullmatch(plain) else None


def prefixed(identifier: str) -> str:
    """Return an identifier with the prefix of where it is from, as far as that is known."""
    plain = plain_id(identifier)
    return f"Wikidata:{plain}" if _WIKIDATA.fullmatch(plain) else plain
