"""Words that nobody writes without intent, one for each noun of a project, and names of all kinds."""

from collections.abc import Iterator
from typing import NamedTuple

NOUNS = (
    "title", "source", "author", "person", "colleague", "label", "relation", "attribute", "value",
    "topic", "group", "note", "comment", "reason", "remark", "entity", "identifier", "guideline",
    "example", "description", "text", "set", "project", "folder",
)  # fmt: skip


class Traps(NamedTuple):
    """What markup would fetch if anybody read it: a file, and a server on this machine."""

    file: str
    """The file's URL."""
    server: str
    """A URL of http."""


def bad(noun: str, traps: Traps) -> str:
    """Return the words of a noun: bold if they were read as markup, with pictures and a link."""
    return (
        f'<b>{noun}!</b> R&D &lt;i&gt; [*] %1 <img src="{traps.file}"><img src="{traps.server}">'
        f'<a href="{traps.server}">go</a>'
    )


def bad_name(noun: str) -> str:
    """Return the words of a noun that must be short: names of people."""
    return f"<b>{noun}!</b> R&D &lt; [*] <img src=x>"


def literal(noun: str) -> str:
    """Return how the words of a noun begin wherever they are shown."""
    return f"<b>{noun}!"


def guideline(traps: Traps) -> str:
    """Return Markdown that would fetch, run and link."""
    return (
        f"# Guideline\n\n{bad('guideline', traps)}\n\n"
        f"![a picture]({traps.file}) ![another]({traps.server})\n\n"
        f"[a link]({traps.server}) <script>alert(1)</script> <{traps.server}>\n\n"
        f"| R&D | <b>cell</b> |\n|---|---|\n| ![]({traps.file}) | x |\n"
    )


NAMES = {
    "mnemonic": "R&D &File",
    "long": "L" * 10_000,
    "many words": "ferry " * 1_700,
    "emoji": "👩‍👩‍👧 news 😀",
    "right to left": "مجلس المدينة R&D",
    "device": "CON",
    "slash": "a/b",
    "up": "../../x",
    "entities": "&lt;b&gt; &amp;",
    "placeholder": "[*] %p %1 %n",
}
"""Names that come in as they are."""

ODD_TITLES = {
    **NAMES,
    "only spaces": " \t\u00a0\u2003 ",
    "override": "talks \u202eyrref\u202c go on",
    "newlines": "one\r\ntwo\u2028three\u2029four\x0bfive",
    "marks": "a" + "\u0301" * 300,
}
"""Titles and sources: words of any kind."""


def numbered(words: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Yield a number from 1 on and the words."""
    return enumerate(words.values(), start=1)
