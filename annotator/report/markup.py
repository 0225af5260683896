"""HTML made of values: whatever comes from a project goes in as text, never as markup."""

from collections.abc import Iterable, Sequence
from html import escape

from annotator.messages.quoting import show_hidden


class Html(str):
    """Markup of ours. A string that is not of this class is text, and is escaped."""

    __slots__ = ()


def markup(inside: object) -> Html:
    """Return a value as markup: text with nothing hidden in it, escaped."""
    return inside if isinstance(inside, Html) else Html(escape(show_hidden(str(inside))))


def joined(parts: Iterable[object]) -> Html:
    """Return parts one after the other."""
    return Html("".join(map(markup, parts)))


def element(name: str, *inside: object, **attributes: object) -> Html:
    """Return an element; an attribute that ends in `_` is written without it, one of None is not
    written."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{said}>{joined(inside)}</{name}>")


def table(head: Sequence[object], rows: Iterable[Sequence[object]], *, note: object = "") -> Html:
    """Return a table whose first column names the rows and whose others hold figures, with a note
    below it; "" where it has no row."""
    body = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, class_=_kind(cell)) for cell in row[1:]),
        )
        for row in rows
    ]
    if not body:
        return Html("")
    heads = [
        element("th", cell, scope="col", class_="n" if at else None) for at, cell in enumerate(head)
    ]
    made = element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *body),
        cellspacing="0",
    )
    return joined([made, element("p", note, class_="quiet")]) if note else made


def _kind(cell: object) -> str | None:
    """Figures stand to the right, words to the left."""
    return "w" if isinstance(cell, str) and any(map(str.isalpha, cell[:1])) else "n"
