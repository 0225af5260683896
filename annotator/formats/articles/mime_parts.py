"""Messages in MIME, as mail and MHTML are: their headers as text, their parts as bytes.

Nothing of a message is written anywhere, and no part is opened but the one that is read.
"""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

_LONGEST_HEADER = 10_000
"""How much of a header is looked at, in characters."""
_MOST_PARTS = 1000
_MOST_BOUNDARIES = 20_000
"""Lines that may begin a part; parsing takes the longer for each the more there are."""


class MessageWrong(Exception):
    """A message cannot be taken apart; the message says why in short."""


@dataclass(frozen=True, slots=True)
class MessagePart:
    """One part of a message: what it is, and its bytes once its transfer encoding is undone."""

    type: str
    """As in text/html, small letters."""
    message: "Message[str, str]"

    @property
    def raw(self) -> bytes:
        """Its bytes."""
        payload = self.message.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""

    @property
    def charset(self) -> str | None:
        """The encoding that it says it has."""
        try:
            said = self.message.get_content_charset()
        except (LookupError, ValueError):
            return None
        return said

    @property
    def file_name(self) -> str | None:
        """The name of the file that it was, or is to be."""
        return plain_header(self.message.get_filename() or "") or None

    @property
    def is_attachment(self) -> bool:
        """Whether it is a file sent along, and not what one reads."""
        return self.message.get_content_disposition() == "attachment"


def parse_message(raw: bytes) -> "Message[str, str]":
    """Return a message from its bytes. MessageWrong."""
    if raw.count(b"\n--") > _MOST_BOUNDARIES:
        raise MessageWrong("too many parts")
    try:
        return email.message_from_bytes(raw)
    except RecursionError as error:
        raise MessageWrong("nested too deep") from error
    except (ValueError, HeaderParseError) as error:
        raise MessageWrong(str(error) or "not a message") from error


def parts_of(message: "Message[str, str]") -> Iterator[MessagePart]:
    """Yield the parts that hold something, in order; those of a message within it stay in it."""
    waiting = [message]
    count = 0
    while waiting and count < _MOST_PARTS:
        one = waiting.pop()
        count += 1
        payload = one.get_payload() if one.is_multipart() else None
        if one.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(part for part in reversed(payload) if isinstance(part, Message))
        else:
            yield MessagePart(one.get_content_type(), one)


def header_of(message: "Message[str, str]", name: str) -> str | None:
    """Return a header as it is read, unfolded and decoded; None where there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return plain_header(str(value)) or None
    return None


def plain_header(value: str) -> str:
    """Return a header's value decoded; words in encodings that nobody knows stay as they stand."""
    raw = value[:_LONGEST_HEADER].encode("utf-8", "surrogateescape")
    words = " ".join(raw.decode("utf-8", "replace").split())
    if "=?" not in words:
        return words
    try:
        pairs = decode_header(words)
    except (HeaderParseError, ValueError):
        return words
    return " ".join("".join(_decoded(part, charset) for part, charset in pairs).split())


def _decoded(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "ascii", "replace")
    except LookupError:
        return part.decode("utf-8", "replace")


def people_in(value: str | None) -> tuple[str, ...]:
    """Return the names in a header of addresses; the address where there is no name."""
    return tuple(name or address for name, address in _addresses(value) if name or address)


def address_in(value: str | None) -> str | None:
    """Return the first address in a header."""
    return next((address for _, address in _addresses(value) if "@" in address), None)


def _addresses(value: str | None) -> list[tuple[str, str]]:
    return getaddresses([value]) if value else []
