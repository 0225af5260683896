"""Writes resources/help/keys.md anew from the table of actions; a test tells when that is due.

.venv/bin/python packaging/key_page.py
"""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "resources" / "help" / "keys.md"
sys.path.insert(0, str(ROOT))

from annotator.formats.label_sets import read_label_set  # noqa: E402
from annotator.ui.actions import ACTIONS, GROUPS  # noqa: E402
from annotator.ui.dialogs.key_sheet import sections_of  # noqa: E402

HEAD = """# Keys

`?` shows these keys in the program, with the labels of your own project. `Ctrl K` finds any
command by its name. On a Mac, `Ctrl` is the Command key.

Keys of a single letter or digit act only while the article has the focus; `Esc` brings you back
to it. Upper and lower case are alike, and where your keyboard writes another script the place of
the key counts. More about what they do: [marking](marking.md).
"""
SHOWN = {
    "Return": "Enter",
    "PgDown": "PgDn",
    "Right": "→",
    "Left": "←",
    "Up": "↑",
    "Down": "↓",
}


def shown(keys: str) -> str:
    """Return a portable key string as pages write it, on every platform alike: "Ctrl K"."""
    return " ".join(SHOWN.get(part, part) for part in re.split(r"\+(?=.)", keys))


def table_of(rows: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return rows of (what it does, keys) as a Markdown table."""
    lines = ["| what it does | keys |", "|---|---|"]
    for text, keys in rows:
        lines.append(f"| {text} | {' or '.join(f'`{one}`' for one in keys)} |")
    return "\n".join(lines)


def sections() -> Iterator[tuple[str, str]]:
    """Yield headings and tables: labels and caret first, then the actions by their groups."""
    news = read_label_set(ROOT / "resources" / "label_sets" / "news.toml")
    for heading, rows in sections_of([], news):
        yield f"{heading} of the news set" if heading == "Labels" else heading, table_of(rows)
    for group in GROUPS:
        found = [
            (action.text, dict.fromkeys(shown(keys) for keys in action.keys))
            for action in ACTIONS
            if action.group == group and action.keys and action.id != "cancel"
        ]
        yield group, table_of(found)


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(f"\n## {heading}\n\n{table}\n" for heading, table in sections())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
