"""What stands above an article in Markdown between two lines: YAML (---) or TOML (+++).

Of YAML only what people write there is understood: a key, and a word, a quoted text or a list.
Anything else is kept as the words it is.
"""

import tomllib
from typing import Any

import regex

from annotator.formats.articles.markup import tidy

_FENCED = regex.compile(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<inside>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)",
    regex.DOTALL | regex.MULTILINE,
)
_KEY = regex.compile(r"([\w.-]+)[ \t]*:(?:[ \t]+(.*))?$")
_ITEM = regex.compile(r"[ \t]*-[ \t]+(.*)$")
_LONGEST = 1 << 16
_LONGEST_VALUE = 1000


def split_front_matter(text: str) -> tuple[dict[str, Any], int]:
    """Return what stands above an article by key, in small letters, and where the article begins.

    Values are texts or lists of texts. Nothing, and 0, where there is no such thing.
    """
    match = _FENCED.match(text, 0, min(len(text), _LONGEST))
    if match is None:
        return {}, 0
    inside = match["inside"]
    found = _toml(inside) if match["fence"] == "+++" else _yaml(inside)
    # Two rules with words between them are no front matter.
    return (found, match.end()) if found else ({}, 0)


def _toml(text: str) -> dict[str, Any]:
    try:
        said = tomllib.loads(text.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {key.lower(): _shown(value) for key, value in said.items()}


def _shown(value: Any) -> Any:
    return [_word(str(one)) for one in value] if isinstance(value, list) else _word(str(value))


def _yaml(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    key = ""
    for line in text.splitlines():
        said, item = _KEY.match(line), _ITEM.match(line)
        if said:
            key = said[1].lower()
            found[key] = _value(said[2] or "")
        elif item and key and (not found[key] or isinstance(found[key], list)):
            found[key] = [*(found[key] or []), _word(item[1])]
    return found


def _value(words: str) -> Any:
    words = words.strip()
    if words.startswith("[") and words.endswith("]"):
        return [_word(one) for one in words[1:-1].split(",") if one.strip()]
    return _word(words)


def _word(words: str) -> str:
    words = tidy(words[:_LONGEST_VALUE])
    if len(words) > 1 and words[0] == words[-1] and words[0] in "\"'":
        return words[1:-1]
    return words
