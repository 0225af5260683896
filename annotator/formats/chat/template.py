"""Who says what in an example: messages with places in them, from a file that a person may write.

A TOML file has `[[messages]]` with `role` and `content`; any other text file is what the system
says, and the rest is as in the built-in template. Nothing in a template is run; what stands in
double braces is filled in once, so that braces in an article stay what they are.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import regex

from annotator.formats.source import reason_of
from annotator.model.errors import FileUnreadable
from annotator.model.format_errors import FileWrong
from annotator.resources import resource_path

PLACES = ("text", "title", "document", "span_labels", "relation_labels", "answer")
_ROLES = ("system", "developer", "user", "assistant")
_LIMIT = 1 << 20
_PLACE = regex.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class Message(NamedTuple):
    """What one side says, with places in it."""

    role: str
    content: str

    def filled(self, said: Mapping[str, str]) -> dict[str, str]:
        """Return the message with everything filled in."""
        return {
            "role": self.role,
            "content": _PLACE.sub(lambda found: said[found[1]], self.content),
        }


def built_in_template() -> tuple[Message, ...]:
    """Return the template that comes with the program."""
    return read_template(resource_path("templates", "chat.toml"))


def read_template(path: Path) -> tuple[Message, ...]:
    """Return the messages of a template. FileUnreadable, FileWrong."""
    text = _text_of(path)
    if path.suffix.lower() == ".toml":
        return _messages(text, path)
    spoken = Message("system", text.strip())
    _check(spoken, path)
    return (spoken, *(one for one in built_in_template() if one.role != "system"))


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LIMIT + 1)
        if len(raw) > _LIMIT:
            raise FileWrong(path, "a template is no larger than 1 MB")
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise FileWrong(path, "it is not UTF-8") from error


def _messages(text: str, path: Path) -> tuple[Message, ...]:
    try:
        body = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileWrong(path, f"it is not TOML: {error}") from error
    found = body.get("messages")
    if not isinstance(found, list) or not found:
        raise FileWrong(path, "it has no [[messages]]")
    messages = tuple(_message(one, path) for one in found)
    if not any("answer" in _PLACE.findall(one.content) for one in messages):
        raise FileWrong(path, "no message has {{answer}} in it")
    return messages


def _message(body: Any, path: Path) -> Message:
    role = body.get("role") if isinstance(body, dict) else None
    content = body.get("content") if isinstance(body, dict) else None
    if role not in _ROLES or not isinstance(content, str):
        raise FileWrong(path, f"a message has a role ({', '.join(_ROLES)}) and a content")
    message = Message(str(role), content.strip())
    _check(message, path)
    return message


def _check(message: Message, path: Path) -> None:
    for name in _PLACE.findall(message.content):
        if name not in PLACES:
            known = ", ".join(f"{{{{{one}}}}}" for one in PLACES)
            raise FileWrong(path, f"nothing is called {{{{{name}}}}}; there are {known}")
