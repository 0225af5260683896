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
    """Return a table whose first column names the rows and whose others hold figures or words, with
    a note below it; "" where it has no row."""
    held = list(rows)
    if not held:
        return Html("")
    body = [
        element(
            "tr",
            element("th", row[0], scope="row"),
            *(element("td", cell, class_=_kind(cell)) for cell in row[1:]),
        )
        for row in held
    ]
    heads = [
        element("th", cell, scope="col", class_=_head_kind(held, at))
        for at, cell in enumerate(head)
    ]
    made = element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *body),
        cellspacing="0",
    )
    return joined([made, element("p", note, class_="quiet")]) if note else made


def _head_kind(rows: Sequence[Sequence[object]], at: int) -> str | None:
    """The name of a column of figures stands over them, to the right."""
    has_figures = any(at < len(row) and _kind(row[at]) == "n" for row in rows)
    return "n" if at and has_figures else None


def _kind(cell: object) -> str | None:
    """Figures stand to the right, words and what is made of elements to the left."""
    is_words = isinstance(cell, str) and (cell[:1].isalpha() or cell.startswith("<"))
    return "w" if is_words else "n"
