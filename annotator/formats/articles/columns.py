"""Which column of a table is what: found by its name, and the text else by being the longest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import regex

from annotator.formats.format import Offer, Offered, Setting, setting

Role: TypeAlias = Literal["text", "title", "date", "source", "url", "authors", "language"]
ROLES: tuple[Role, ...] = ("text", "title", "date", "source", "url", "authors", "language")
# fmt: off
_NAMES: Mapping[Role, tuple[str, ...]] = {
    "text": (
        "text", "fulltext", "maintext", "articletext", "articlebody", "bodytext", "plaintext",
        "rawtext", "body", "content", "contents", "article", "story", "document",
        "texto", "texte", "testo", "tekst", "inhalt", "artikel", "contenu", "contenido",
        "contenuto", "corpo", "cuerpo", "metin", "içerik", "текст", "содержание", "النص",
        "المحتوى", "正文", "本文", "内容", "内文", "全文",
    ),
    "title": (
        "title", "headline", "headlines", "heading", "titel", "überschrift", "schlagzeile",
        "titre", "titulo", "título", "titular", "titolo", "tytuł", "başlık", "заголовок",
        "название", "العنوان", "标题", "標題", "題名", "タイトル", "見出し",
    ),
    "date": (
        "published", "publishedat", "publishdate", "publisheddate", "publicationdate", "pubdate",
        "datepublish", "datepublished", "date", "datum", "veröffentlicht", "fecha", "data",
        "tarih", "дата", "التاريخ", "日期", "日付",
    ),
    "source": (
        "source", "sourcename", "publisher", "publication", "outlet", "newspaper", "medium",
        "media", "sitename", "domain", "quelle", "zeitung", "fuente", "medio", "fonte", "kaynak",
        "источник", "المصدر", "来源", "媒体",
    ),
    "url": ("url", "link", "href", "uri", "permalink", "sourceurl", "articleurl", "weburl"),
    "authors": (
        "authors", "author", "byline", "writer", "journalist", "creator", "autor", "autoren",
        "autorin", "autores", "auteur", "auteurs", "autore", "yazar", "автор", "авторы",
        "الكاتب", "作者", "著者", "記者",
    ),
    "language": (
        "language", "lang", "languagecode", "langue", "sprache", "idioma", "lingua", "dil",
        "язык", "اللغة", "语言", "言語",
    ),
}
# fmt: on
"""Names of columns, the likelier first, without what stands between their words."""
_BETWEEN = regex.compile(r"[\s_\-.:/]+")
_NUMBER = regex.compile(r"[-+]?\d+(?:[.,:/-]\d+)*%?")
_MOST_OFFERED = 80
"""Columns that are offered; others can be written."""
_SHORT = 60
"""A heading is not longer."""
READ_SETTINGS: tuple[Setting, ...] = tuple(
    Setting(
        f"{role}_column",
        f"Column of the {role}",
        "",
        (),
        "Its name or its number from 1; nothing: found by its name"
        + (", else the longest" if role == "text" else ""),
    )
    for role in ROLES
)


def names_of(role: Role) -> tuple[str, ...]:
    """Return what a column or a key of this role is called, the likelier first.

    In small letters, without what stands between words.
    """
    return _NAMES[role]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands in a row, from 0, and what the columns are called."""

    names: tuple[str, ...]
    """Empty where the table has no heading."""
    places: Mapping[Role, int] = field(default_factory=dict)
    is_guessed: bool = False
    """Whether the column of the text was taken because it is the longest."""

    @property
    def is_of_spans(self) -> bool:
        """Whether the rows are spans with offsets, as this program writes them for spreadsheets."""
        return {"label", "start", "end"} <= {_plain(one) for one in self.names}


class ColumnMissing(Exception):
    """A column that was chosen is not there."""

    def __init__(self, chosen: str) -> None:
        super().__init__(chosen)
        self.chosen = chosen


def find_columns(rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> Columns:
    """Return the columns of a table by its first rows and what a person chose. ColumnMissing."""
    if not rows:
        return Columns(())
    wanted = {role: setting(chosen, READ_SETTINGS, f"{role}_column").strip() for role in ROLES}
    named = {_plain(one) for one in wanted.values() if one}
    names = tuple(rows[0]) if _has_heading(rows, named) else ()
    places: dict[Role, int] = {}
    width = max(map(len, rows))
    for role, want in wanted.items():
        place = _place(want, names, width) if want else _known(role, names, places)
        if place is not None:
            places[role] = place
    is_guessed = "text" not in places
    if is_guessed:
        places["text"] = _longest(rows[1:] if names and len(rows) > 1 else rows, places)
    return Columns(names, places, is_guessed)


def offered_columns(rows: Sequence[Sequence[str]], chosen: Mapping[str, str]) -> dict[str, Offer]:
    """Return by the name of a setting which columns a table has, with what stands there first,
    and which of them is taken."""
    if not rows:
        return {}
    try:
        columns = find_columns(rows, chosen)
    except ColumnMissing:
        columns = find_columns(rows, {})
    body = rows[1:] if columns.names else rows
    values = []
    for at in range(min(max(map(len, rows)), _MOST_OFFERED)):
        cells = (row[at].strip() for row in body if at < len(row))
        example = next((cell for cell in cells if cell), "")
        values.append(Offered(_called(columns, at), example[:_SHORT]))
    taken = {role: _called(columns, at) for role, at in columns.places.items()}
    return {f"{role}_column": Offer(taken.get(role, ""), tuple(values)) for role in ROLES}


def _called(columns: Columns, at: int) -> str:
    """The name of a column, or its number from 1 where it has none."""
    name = columns.names[at].strip() if at < len(columns.names) else ""
    return name or str(at + 1)


def _plain(name: str) -> str:
    return _BETWEEN.sub("", name.strip().lower())


def _has_heading(rows: Sequence[Sequence[str]], named: set[str]) -> bool:
    """A first row of names that are known or chosen, or of short words over longer cells."""
    plain = [_plain(one) for one in rows[0]]
    if any(one in known for known in _NAMES.values() for one in plain):
        return True
    if any(one in named for one in plain if one):
        return True
    if (
        any(not one or _NUMBER.fullmatch(one) or len(one) > _SHORT for one in plain)
        or len(rows) < 2
    ):
        return False
    if len(set(plain)) == len(plain) and any(map(_is_number_column, zip(*rows[1:], strict=False))):
        return True
    longest = max(len(cell) for row in rows[1:] for cell in (*row, ""))
    return len(set(plain)) == len(plain) and longest > 3 * max(map(len, plain))


def _is_number_column(cells: Sequence[str]) -> bool:
    said = [cell.strip() for cell in cells if cell.strip()]
    return bool(said) and all(_NUMBER.fullmatch(cell) for cell in said)


def _place(want: str, names: Sequence[str], width: int) -> int:
    plain = [_plain(one) for one in names]
    if _plain(want) in plain:
        return plain.index(_plain(want))
    if want.isdecimal() and len(want) < 6 and 1 <= int(want) <= width:
        return int(want) - 1
    raise ColumnMissing(want)


def _known(role: Role, names: Sequence[str], taken: Mapping[Role, int]) -> int | None:
    """The column whose name is the likeliest of those that are known."""
    plain = [_plain(one) for one in names]
    for name in _NAMES[role]:
        if name in plain and plain.index(name) not in taken.values():
            return plain.index(name)
    return None


def _longest(rows: Sequence[Sequence[str]], taken: Mapping[Role, int]) -> int:
    sizes: dict[int, int] = {}
    for row in rows:
        for at, cell in enumerate(row):
            sizes[at] = sizes.get(at, 0) + len(cell)
    free = {at: size for at, size in sizes.items() if at not in taken.values()} or sizes or {0: 0}
    return max(free, key=lambda at: (free[at], -at))
