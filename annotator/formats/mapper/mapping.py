"""Which keys of a record are what: chosen by a person, or proposed from the first records.

Decision: keys are known by their names in many languages, and the text else by being the longest;
spans by a list in which each part has a start, an end and a label. A proposal is shown or told
before it is believed; what is proposed can be turned off with `-`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import regex

from annotator.formats.articles.columns import ROLES, names_of
from annotator.formats.format import Setting
from annotator.formats.mapper.paths import paths_in, value_at

IN_SPANS = ("start", "end", "label", "covered", "attributes", "entity")
"""Settings that name keys in each span."""
NOTHING = "-"
"""What is chosen for a key that is not there."""
_BETWEEN = regex.compile(r"[\s_\-:/]+")
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "docid", "documentid", "articleid", "uid", "uuid", "key", "dockey", "guid"),
    "annotator": (
        "annotator",
        "annotatorid",
        "annotatedby",
        "coder",
        "worker",
        "workerid",
        "labeler",
    ),
    "labels": ("labels", "label", "categories", "category", "classes", "topics"),
}
_ENDS: tuple[tuple[str, str, str], ...] = (
    ("start", "end", "behind"),
    ("start_offset", "end_offset", "behind"),
    ("startOffset", "endOffset", "behind"),
    ("start_char", "end_char", "behind"),
    ("char_start", "char_end", "behind"),
    ("begin", "end", "behind"),
    ("from", "to", "behind"),
    ("beginOffset", "endOffset", "behind"),
    ("BeginOffset", "EndOffset", "behind"),
    ("offset", "length", "length"),
    ("start", "length", "length"),
    ("0", "1", "behind"),
)
"""Keys of a span's start and end, and what the second means."""
_SPAN_LABELS = (
    "label", "type", "labels", "entity", "entity_type", "entity_group", "tag", "category", "class",
    "Type", "name", "2",
)  # fmt: skip
_COVERED = ("text", "surface", "surface_form", "mention", "word", "value", "quote", "Text")
_OUTSIDE_IDS = ("kb_id", "kbid", "wikidata_id", "wikidataId", "wikidata", "qid", "QID")
_SHORTEST_TEXT = 20
"""A text that is only the longest value has at least so many characters."""


@dataclass(frozen=True, slots=True)
class KeyMapping:
    """Paths to what a record holds; empty: it is not there."""

    records: str = ""
    """The list of records, where a file is one object that holds it."""
    text: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    url: str = ""
    authors: str = ""
    language: str = ""
    id: str = ""
    annotator: str = ""
    labels: str = ""
    """Labels of the article."""
    spans: str = ""
    """The list of spans; the next six are keys in each of them."""
    start: str = ""
    end: str = ""
    label: str = ""
    covered: str = ""
    """The covered text."""
    attributes: str = ""
    """Keys in each span, with commas between them, whose values are its attributes."""
    entity: str = ""
    """What each span's entity is called elsewhere."""
    end_is: str = "behind"
    """What the end counts: "behind" the last character, the "last" one, or the "length"."""

    @property
    def settings(self) -> dict[str, str]:
        """The mapping as settings of the format, to be changed and given back."""
        return {one.name: getattr(self, one.name) or NOTHING for one in fields(self)}

    @property
    def words(self) -> str:
        """The mapping in short, as "text from body, spans from marks"."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return ", ".join(
            f"{name} from {path}"
            for name, path in said.items()
            if path and name not in ("end_is", *IN_SPANS)
        )


def _described(name: str, title: str, description: str = "") -> Setting:
    return Setting(name, title, "", (), description or "empty: found; -: none")


SETTINGS: tuple[Setting, ...] = (
    _described("records", "Key of the records", "where one object holds them all in a list"),
    _described("text", "Key of the text", "empty: found; keys in keys with dots, as data.body"),
    _described("title", "Key of the title"),
    _described("date", "Key of the date"),
    _described("source", "Key of the source"),
    _described("url", "Key of the address"),
    _described("authors", "Key of the authors"),
    _described("language", "Key of the language"),
    _described("id", "Key of the id"),
    _described("annotator", "Key of the annotator"),
    _described("labels", "Key of the article's labels"),
    _described("spans", "Key of the spans"),
    _described("start", "Key of a span's start", "in each span; 0 for the first of a list"),
    _described("end", "Key of a span's end", "in each span"),
    _described("label", "Key of a span's label", "in each span"),
    _described("covered", "Key of a span's text", "in each span; the offsets are checked by it"),
    Setting(
        "attributes",
        "Keys of a span's attributes",
        "",
        (),
        "in each span, with commas between them; called by their keys; empty: none",
    ),
    _described("entity", "Key of a span's outside id", "in each span; it is linked to that entity"),
    Setting(
        "end_is",
        "What a span's end counts",
        "",
        ("", "behind", "last", "length"),
        "behind the last character, the last one itself, or how many there are; empty: found",
    ),
)


def chosen_mapping(settings: Mapping[str, str], proposed: KeyMapping) -> KeyMapping:
    """Return what was chosen, and what was proposed where nothing was."""
    chosen = {
        one.name: "" if settings[one.name] == NOTHING else settings[one.name]
        for one in SETTINGS
        if settings.get(one.name)
    }
    if "spans" in chosen and chosen["spans"] != proposed.spans:
        # Keys that were found in other spans say nothing about these.
        proposed = replace(
            proposed, start="", end="", label="", covered="", entity="", end_is="behind"
        )
    return replace(proposed, **chosen)


def propose_mapping(records: Sequence[Mapping[str, Any]], *, spans: str = "") -> KeyMapping:
    """Return which keys of some records seem to be what; `spans` names their list where known."""
    paths = _paths(records)
    found = {role: _named(role, paths) for role in _names()}
    text = found["text"] or _longest(paths)
    mapping = KeyMapping(**{**found, "text": text})
    for path in (spans,) if spans else paths:
        if (keys := _span_keys(path, records)) is not None:
            return replace(mapping, spans=path, **keys)
    return mapping


def is_text_key(path: str) -> bool:
    """Tell whether a path ends with a key that is called like a text, outside of lists."""
    return "[]" not in path and _plain(path.rpartition(".")[2]) in names_of("text")


def _names() -> dict[str, tuple[str, ...]]:
    return {role: names_of(role) for role in ROLES} | dict(_OTHER_NAMES)


def _paths(records: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return the paths of the records with what stands there, those of outer keys first."""
    found: dict[str, list[Any]] = {}
    for record in records:
        for path, value in paths_in(record):
            found.setdefault(path, []).append(value)
    return dict(sorted(found.items(), key=lambda item: item[0].count(".")))


_FITTING: Mapping[str, Any] = {
    "text": lambda value: isinstance(value, str) and bool(value.strip()),
    "authors": lambda value: isinstance(value, str | list),
    "id": lambda value: isinstance(value, str) or type(value) is int,
    "annotator": lambda value: isinstance(value, str) or type(value) is int,
    "labels": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
}


def _named(role: str, paths: Mapping[str, list[Any]]) -> str:
    """Return the path of a role by its last key, the likelier name first, outer keys before inner.

    What stands in the parts of a list is no part of the article itself, but for its authors.
    """
    fits = _FITTING.get(role, lambda value: isinstance(value, str))
    lists = [f"{path}." for path, values in paths.items() if _has_list(values)]
    by_name: dict[str, str] = {}
    for path, values in paths.items():
        known = [one for one in values if one is not None]
        is_outside = role == "authors" or not path.startswith(tuple(lists))
        if is_outside and known and 2 * sum(map(fits, known)) >= len(known):
            by_name.setdefault(_plain(path.rpartition(".")[2]), path)
    return next((by_name[name] for name in _names()[role] if name in by_name), "")


def _has_list(values: Iterable[Any]) -> bool:
    return any(isinstance(one, list) for one in values)


def _plain(key: str) -> str:
    return _BETWEEN.sub("", key).lower()


def _longest(paths: Mapping[str, list[Any]]) -> str:
    """Return the path whose texts are longest and have words."""
    sizes = {
        path: sum(len(one) for one in values if isinstance(one, str)) / len(values)
        for path, values in paths.items()
        if any(isinstance(one, str) and " " in one for one in values)
    }
    best = max(sizes, key=lambda path: sizes[path], default="")
    return best if best and sizes[best] >= _SHORTEST_TEXT else ""


def _span_keys(path: str, records: Iterable[Mapping[str, Any]]) -> dict[str, str] | None:
    """Return the keys of start, end, label and text in the parts of a list; None: no spans."""
    parts: list[Any] = []
    for record in records:
        value = value_at(record, path)
        if value is not None and not isinstance(value, list):
            return None
        parts += value or []
    parts = [one for one in parts if one]
    if not parts or not all(isinstance(one, dict | list) for one in parts):
        return None
    for start, end, meaning in _ENDS:
        if all(_has_number(one, start) and _has_number(one, end) for one in parts):
            label = _first(parts, _SPAN_LABELS)
            covered = _first(parts, _COVERED) if isinstance(parts[0], dict) else ""
            return {
                "start": start,
                "end": end,
                "label": label,
                "covered": "" if covered == label else covered,
                "entity": _outside_id(parts),
                "end_is": meaning,
            }
    return None


def _has_number(part: Any, key: str) -> bool:
    return type(value_at(part, key)) is int


def _first(parts: Sequence[Any], keys: Iterable[str]) -> str:
    for key in keys:
        values = [value_at(one, key) for one in parts]
        if all(isinstance(one, str) or _is_names(one) for one in values):
            return key
    return ""


def _outside_id(parts: Sequence[Any]) -> str:
    """Return a key under which some parts have a text, and no part anything else."""
    for key in _OUTSIDE_IDS:
        values = [one for one in (value_at(part, key) for part in parts) if one is not None]
        if values and all(isinstance(one, str) for one in values):
            return key
    return ""


def _is_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
