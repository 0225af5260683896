"""Writes resources/help/settings.md anew from the table of settings; a test tells when it is due.

.venv/bin/python packaging/settings_page.py
"""

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "resources" / "help" / "settings.md"
sys.path.insert(0, str(ROOT))

from annotator.settings.table import GROUPS, Setting, shown_settings  # noqa: E402

HEAD = """# Settings

**Settings…** (`Ctrl F1`) shows all that you can choose, in groups. Each change counts at once,
behind the window. Type a word above to find a setting by its name or by what it does; “As
delivered” beside a setting takes it back, the one below takes all back. It works from the keyboard:
`Tab` goes from field to field, `Esc` leaves.

![The settings](settings.png)

**Change keys…** records keys. A key that something else has already is told, and is taken from
there only where you say so.

“Export…” writes what you have chosen as a TOML file, “Import…” takes such a file over: to have it
alike on another machine. What a file does not name is as delivered; what is not known or not fit is
passed over and said. Windows, folders and the projects you opened are never in it.
"""
FOOT = """
The value named first is the one delivered; the name in brackets is the one in the file.
"""


def values_of(setting: Setting) -> str:
    """Return what a setting may be, in words, as delivered first."""
    if setting.choices:
        words = dict(setting.choices)
        return "; ".join([words.pop(setting.default), *words.values()])
    if setting.bounds is not None:
        bounds = setting.bounds
        return (
            f"{setting.default:g} ({bounds.low:g} to {bounds.high:g} {bounds.unit}".rstrip() + ")"
        )
    if isinstance(setting.default, bool):
        return "yes; no" if setting.default else "no; yes"
    return ""


def rows(settings: list[Setting]) -> Iterator[str]:
    """Yield a paragraph for each setting."""
    for one in settings:
        values = values_of(one)
        words = f"- {one.title}{f': {values}' if values else ''} (`{one.name}`). {one.description}"
        yield textwrap.fill(words, 98, subsequent_indent="  ")


def page() -> str:
    """Return the whole page."""
    parts = [
        f"\n## {group}\n\n" + "\n".join(rows(shown_settings(group))) + "\n" for group in GROUPS
    ]
    foot = (
        "\nThe first value is the one that is delivered; the word in the grey face is the name in"
    )
    return HEAD + "".join(parts) + foot + "\nthe file.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
