"""Label sets as readable TOML files, in names; ids are made when a file is read."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

import tomlkit

from annotator.formats.allotment import free_colour
from annotator.formats.source import reason_of
from annotator.model.attribute import Attribute, AttributeKind, AttributeTarget
from annotator.model.errors import FileUnreadable, LabelSetUnreadable
from annotator.model.ids import new_id
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel
from annotator.text.names import fits_a_line

Table = Mapping[str, Any]
T = TypeVar("T")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINE = re.compile(r"at line (\d+)")
_SHOWN = ("name", "description")
_SPAN_KEYS = {"name", "colour", "key", "description", "example", "guideline", "retired"}
_RELATION_KEYS = _SPAN_KEYS | {"heads", "tails", "symmetric", "transitive"}
_ATTRIBUTE_KEYS = {
    "name", "kind", "values", "applies_to", "labels", "required", "description", "retired",
}  # fmt: skip
_DOCUMENT_LABEL_KEYS = {"name", "group", "description", "retired"}
_TABLES = ("span_labels", "relation_labels", "attributes", "document_labels")


# ---- reading ----------------------------------------------------------------------------------


def read_label_set(path: Path) -> LabelSet:
    """Return the label set in a TOML file. FileUnreadable, LabelSetUnreadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LabelSetUnreadable(path, f"not UTF-8 at byte {error.start}") from error
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    return parse_label_set(text, path)


def parse_label_set(text: str, path: Path) -> LabelSet:
    """Return the label set that a TOML text holds; `path` is for the errors only."""
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _LINE.search(str(error))
        reason = str(error).partition(" (at ")[0]
        line = int(where[1]) if where else text.count("\n") + 1
        raise LabelSetUnreadable(path, reason, line) from error
    except RecursionError as error:
        raise LabelSetUnreadable(path, "nested too deep") from error
    return _Reading(path, text).label_set(body)


@dataclass(slots=True)
class _Reading:
    """Reads the tables of one file; knows where each stands, for the errors."""

    path: Path
    text: str
    table: str = ""
    index: int = 0
    span_ids: dict[str, str] = field(default_factory=dict)
    relation_ids: dict[str, str] = field(default_factory=dict)
    _colours: list[str] = field(default_factory=list)

    def label_set(self, body: Table) -> LabelSet:
        self._check_keys(body, {*_SHOWN, *_TABLES})
        name, description = self._text(body, "name"), self._text(body, "description")
        spans = self._each(body, "span_labels", self._span_label)
        self.span_ids = {one.name: one.id for one in spans}
        relations = self._each(body, "relation_labels", self._relation_label)
        self.relation_ids = {one.name: one.id for one in relations}
        return LabelSet(
            name,
            description.strip(),
            spans,
            relations,
            self._each(body, "attributes", self._attribute),
            self._each(body, "document_labels", self._document_label),
        )

    def _each(self, body: Table, table: str, read: Callable[[Table], T]) -> tuple[T, ...]:
        self.table, self.index = table, 0
        parts = body.get(table, [])
        if not isinstance(parts, list) or not all(isinstance(one, dict) for one in parts):
            raise self._wrong(f"{table} is not a list of tables")
        found: list[T] = []
        names: set[Any] = set()
        keys: dict[str, str] = {}
        for self.index, part in enumerate(parts):
            found.append(read(part))
            self._check_key(part, keys)
            name = (part["name"], part.get("applies_to", "span"))
            if name in names:
                raise self._wrong(f"name {part['name']!r} twice")
            names.add(name)
        self.table = ""
        return tuple(found)

    def _check_key(self, part: Table, keys: dict[str, str]) -> None:
        """Refuse a key that an earlier label of the kind has (`keys`: key -> its name)."""
        key = part.get("key", "").lower()
        if key and not part.get("retired", False):
            if key in keys:
                raise self._wrong(
                    f"the key {part['key']!r} of {part['name']!r} is that of {keys[key]!r} already"
                )
            keys[key] = part["name"]

    def _span_label(self, part: Table) -> SpanLabel:
        self._check_keys(part, _SPAN_KEYS)
        return SpanLabel(**self._common(part))

    def _relation_label(self, part: Table) -> RelationLabel:
        self._check_keys(part, _RELATION_KEYS)
        return RelationLabel(
            **self._common(part),
            heads=self._ids(part, "heads", self.span_ids),
            tails=self._ids(part, "tails", self.span_ids),
            is_symmetric=self._flag(part, "symmetric"),
            is_transitive=self._flag(part, "transitive"),
        )

    def _attribute(self, part: Table) -> Attribute:
        self._check_keys(part, _ATTRIBUTE_KEYS)
        kind = self._one_of(part, "kind", get_args(AttributeKind), "choice")
        applies_to = self._one_of(part, "applies_to", get_args(AttributeTarget), "span")
        values = self._texts(part, "values")
        if kind in ("choice", "several") and not values:
            raise self._wrong("no values to choose from")
        known = {"span": self.span_ids, "relation": self.relation_ids}.get(applies_to, {})
        return Attribute(
            new_id(),
            self._name(part),
            kind,
            applies_to,
            values,
            self._ids(part, "labels", known),
            self._flag(part, "required"),
            self._text(part, "description"),
            self._flag(part, "retired"),
        )

    def _document_label(self, part: Table) -> DocumentLabel:
        self._check_keys(part, _DOCUMENT_LABEL_KEYS)
        texts = {name: self._text(part, name) for name in ("group", "description")}
        return DocumentLabel(
            new_id(), self._name(part), **texts, is_retired=self._flag(part, "retired")
        )

    def _common(self, part: Table) -> dict[str, Any]:
        colour = self._text(part, "colour") or free_colour(self._colours)
        if not _COLOUR.fullmatch(colour):
            raise self._wrong(f"colour {colour!r} is not like #2f6fde")
        self._colours.append(colour)
        key = self._text(part, "key")
        if len(key) > 1 or (key and not key.isprintable()) or key.isspace():
            raise self._wrong(f"key {key!r} is not one character")
        return {
            "id": new_id(),
            "name": self._name(part),
            "colour": colour,
            "key": key,
            "is_retired": self._flag(part, "retired"),
        } | {name: self._text(part, name) for name in ("description", "example", "guideline")}

    # ---- values ------------------------------------------------------------------------------

    def _wrong(self, reason: str) -> LabelSetUnreadable:
        return LabelSetUnreadable(self.path, reason, self._line())

    def _line(self) -> int | None:
        """The line where the table begins that is read now; None where it is not found."""
        if not self.table:
            return None
        begins = rf"^\s*(?:\[\[\s*{self.table}\s*\]\]|{self.table}\s*=)"
        heads = list(re.finditer(begins, self.text, re.MULTILINE))
        if self.index >= len(heads):
            return None
        return self.text.count("\n", 0, heads[self.index].end()) + 1

    def _check_keys(self, part: Table, known: Iterable[str]) -> None:
        unknown = sorted(set(part) - set(known))
        if unknown:
            raise self._wrong(f"unknown key {unknown[0]!r}")

    def _text(self, part: Table, name: str) -> str:
        value = part.get(name, "")
        if not isinstance(value, str):
            raise self._wrong(f"{name} is not a text")
        return value

    def _name(self, part: Table) -> str:
        name = self._text(part, "name")
        if not name.strip():
            raise self._wrong("no name")
        if not fits_a_line(name):
            raise self._wrong(f"name {name!r} has control characters")
        return name

    def _flag(self, part: Table, name: str) -> bool:
        value = part.get(name, False)
        if not isinstance(value, bool):
            raise self._wrong(f"{name} is neither true nor false")
        return value

    def _texts(self, part: Table, name: str) -> tuple[str, ...]:
        value = part.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(f"{name} is not a list of texts")
        return tuple(value)

    def _ids(self, part: Table, name: str, known: Mapping[str, str]) -> frozenset[str]:
        names = self._texts(part, name)
        for one in names:
            if one not in known:
                raise self._wrong(f"{name} names {one!r}, which is no label here")
        return frozenset(known[one] for one in names)

    def _one_of(self, part: Table, name: str, allowed: tuple[Any, ...], usual: str) -> Any:
        value = part.get(name, usual)
        if value not in allowed:
            raise self._wrong(f"{name} {value!r} is not one of {', '.join(allowed)}")
        return value


# ---- writing ----------------------------------------------------------------------------------


def write_label_set(label_set: LabelSet) -> str:
    """Return the label set as TOML, which `parse_label_set` reads back, with other ids."""
    document = tomlkit.document()
    for name, value in plain_label_set(label_set).items():
        if name not in _TABLES:
            document.add(name, value)
            continue
        tables = tomlkit.aot()
        for part in value:
            table = tomlkit.table()
            table.update(part)
            tables.append(table)
        if value:
            document.add(name, tables)
    return tomlkit.dumps(document)


def plain_label_set(label_set: LabelSet) -> dict[str, Any]:
    """Return the label set as plain values in names, shaped as the file is."""
    span_names = {one.id: one.name for one in label_set.span_labels}
    relation_names = {one.id: one.name for one in label_set.relation_labels}
    return {
        "name": label_set.name,
        "description": label_set.description,
        "span_labels": [_plain_label(one) for one in label_set.span_labels],
        "relation_labels": [
            _plain_relation_label(one, span_names) for one in label_set.relation_labels
        ],
        "attributes": [
            _plain_attribute(one, span_names | relation_names) for one in label_set.attributes
        ],
        "document_labels": [
            _without_empty(
                {"name": one.name, "group": one.group, "description": one.description},
                retired=one.is_retired,
            )
            for one in label_set.document_labels
        ],
    }


def _plain_label(label: SpanLabel | RelationLabel) -> dict[str, Any]:
    names = ("name", "colour", "key", "description", "example", "guideline")
    return _without_empty({one: getattr(label, one) for one in names}, retired=label.is_retired)


def _plain_relation_label(label: RelationLabel, names: Mapping[str, str]) -> dict[str, Any]:
    return _plain_label(label) | _without_empty(
        {"heads": _names(label.heads, names), "tails": _names(label.tails, names)},
        symmetric=label.is_symmetric,
        transitive=label.is_transitive,
    )


def _plain_attribute(attribute: Attribute, names: Mapping[str, str]) -> dict[str, Any]:
    return _without_empty(
        {
            "name": attribute.name,
            "kind": attribute.kind,
            "values": list(attribute.values),
            "applies_to": attribute.applies_to,
            "labels": _names(attribute.labels, names),
            "description": attribute.description,
        },
        required=attribute.is_required,
        retired=attribute.is_retired,
    )


def _names(ids: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Names in the order of the label set, so that the same set is always written the same."""
    order = {id: place for place, id in enumerate(names)}
    return [names[id] for id in sorted(set(ids) & order.keys(), key=lambda one: order[one])]


def _without_empty(parts: dict[str, Any], **flags: bool) -> dict[str, Any]:
    kept = {name: value for name, value in parts.items() if value not in ("", [])}
    return kept | {name: True for name, is_so in flags.items() if is_so}
