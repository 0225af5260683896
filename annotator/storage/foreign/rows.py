"""What the rows of each table must be, and the columns in which they come, the key first."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeAlias

from annotator.model.verdict import CHOICES
from annotator.storage.columns import dump
from annotator.storage.foreign.cells import (
    Unfit,
    attributes,
    colour_text,
    id_text,
    json_object,
    key_text,
    maybe,
    number,
    one_of,
    text,
    texts,
)
from annotator.storage.foreign.guarding import Text
from annotator.storage.label_set_versions import version_sha256

Cells: TypeAlias = tuple[Any, ...]
_ORIGINS = ("manual", "propagated", "suggested", "imported")
_ORIGIN_BYTES = {one.encode(): one for one in _ORIGINS}
_STEPS = ("do", "undo", "redo")

HISTORY = (
    "seq", "at", "annotator", "document", "annotation_set", "step", "of", "edit", "inverse",
    "previous_sha256", "sha256",
)  # fmt: skip


def history_row(row: Sequence[Any]) -> Cells:
    """Return a row of the history with both hashes; it is not hashed here. Unfit."""
    seq, at, annotator, document, annotation_set, step, of, edit, inverse, previous, sha256 = row
    json_object(edit)
    json_object(inverse)
    return (
        number(seq),
        text(at),
        maybe(text, annotator),
        maybe(text, document),
        maybe(text, annotation_set),
        one_of(step, _STEPS),
        maybe(number, of),
        text(edit),
        text(inverse),
        text(previous),
        text(sha256),
    )


DOCUMENT = (
    "key", "id", "position", "title", "source", "published", "url", "authors", "language", "extra",
    "sections", "sha256", "characters", "text",
)  # fmt: skip
SET = ("key", "id", "document_key", "annotator_key", "status", "labels", "attributes")


ANNOTATION = ("set_key", "id", "label_key", "attributes", "note", "origin")


def annotation(row: Cells) -> Cells:
    """Return the columns that spans and relations share. Unfit."""
    set_key, id, label, said, note, origin, *_ = row
    held = None if said is None else attributes(said)
    return (
        set_key,
        id_text(id),
        number(label),
        dump(held) if held else None,
        None if note is None else text(note),
        # Looked up as it is: it is one of four, and there are millions of them.
        (_ORIGIN_BYTES.get(origin) if type(origin) is Text else None) or one_of(origin, _ORIGINS),
    )


VERDICT = (
    "key", "id", "document_key", "reviewer", "at", "choice", "kind", "first", "second", "reason",
    "comment", "needs_guideline", "verdict",
)  # fmt: skip


def verdict(row: Cells) -> Cells:
    """Return the row of a verdict. Unfit."""
    key, id, document, reviewer, at, choice, kind, first, second, reason, comment, flag, body = row
    json_object(body)
    return (
        key,
        id_text(id),
        number(document),
        text(reviewer),
        text(at),
        one_of(choice, CHOICES),
        *(maybe(text, one) for one in (kind, first, second, reason)),
        text(comment),
        number(flag, 0, 1),
        text(body),
    )


REMARK = ("key", "id", "document_key", "about", "annotator", "at", "text", "is_closing")


def remark(row: Cells) -> Cells:
    """Return the row of a remark. Unfit."""
    key, id, document, about, annotator, at, words, is_closing = row
    return (
        key,
        id_text(id),
        number(document),
        *(text(one) for one in (about, annotator, at, words)),
        number(is_closing, 0, 1),
    )


ASSIGNMENT = ("key", "document_key", "annotator", "at", "by", "is_blind")
SECOND_TIME = ("rowid", "annotator", "of", "round")
HIDDEN = ("document_key", "at", "by", "is_removed")


def assignment(row: Cells) -> Cells:
    """Return the row of an assignment. Unfit."""
    key, document, annotator, at, by, is_blind = row
    return (
        key,
        number(document),
        id_text(annotator),
        text(at),
        maybe(id_text, by),
        number(is_blind, 0, 1),
    )


def hidden(row: Cells) -> Cells:
    """Return the row of an article that lists leave out. Unfit."""
    document, at, by, is_removed = row
    return (document, text(at), maybe(id_text, by), number(is_removed, 0, 1))


def second_time(row: Cells) -> Cells:
    """Return the row of a second time. Unfit."""
    key, annotator, of, round = row
    if id_text(annotator) == id_text(of):
        raise Unfit("it is a second time of itself")
    return (key, id_text(annotator), id_text(of), number(round, 2))


ENTITY = ("key", "id", "name", "kind", "identifier", "note", "is_retired")


def entity(row: Cells, labels: Collection[str]) -> Cells:
    """Return the row of an entity; a kind that is none of these labels (ids) is none. Unfit."""
    key, id, name, kind, identifier, note, is_retired = row
    said = maybe(id_text, kind)
    return (
        key,
        id_text(id),
        id_text(name),
        said if said in labels else None,
        text(identifier),
        text(note),
        number(is_retired, 0, 1),
    )


def _label(row: Cells, *more: Any) -> Cells:
    key, id, position, name, colour, shortcut, description, example, guideline, retired, *_ = row
    return (
        key,
        id_text(id),
        number(position),
        id_text(name),
        colour_text(colour),
        key_text(shortcut),
        *(text(one) for one in (description, example, guideline)),
        number(retired, 0, 1),
        *more,
    )


def _relation_label(row: Cells) -> Cells:
    *_, heads, tails, is_symmetric, is_transitive = row
    ends = (dump(texts(heads)), dump(texts(tails)))
    return _label(row, *ends, number(is_symmetric, 0, 1), number(is_transitive, 0, 1))


def _attribute(row: Cells) -> Cells:
    key, id, position, name, kind, target, choices, labels, is_required, description, *more = row
    return (
        key,
        id_text(id),
        number(position),
        id_text(name),
        text(kind),
        text(target),
        dump(texts(choices)),
        dump(texts(labels)),
        number(is_required, 0, 1),
        text(description),
        *(number(retired, 0, 1) for retired in more),
    )


def _document_label(row: Cells) -> Cells:
    key, id, position, name, group, description, retired = row
    return (
        key,
        id_text(id),
        number(position),
        id_text(name),
        text(group),
        text(description),
        number(retired, 0, 1),
    )


_LABEL = (
    "key", "id", "position", "name", "colour", "shortcut", "description", "example", "guideline",
    "is_retired",
)  # fmt: skip
LABEL_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Cells], Cells]]] = {
    "span_labels": (_LABEL, _label),
    "relation_labels": (
        (*_LABEL, "heads", "tails", "is_symmetric", "is_transitive"),
        _relation_label,
    ),
    "attributes": (
        (
            "key", "id", "position", "name", "kind", "applies_to", "choices", "labels",
            "is_required", "description", "is_retired",
        ),
        _attribute,
    ),
    "document_labels": (
        ("key", "id", "position", "name", "group_name", "description", "is_retired"),
        _document_label,
    ),
}  # fmt: skip


LABEL_SET_VERSION = ("number", "sha256", "at", "label_set")


def label_set_version(row: Cells) -> Cells:
    """Return the row of a version of the label set. Unfit."""
    key, sha256, at, body = row
    said = json_object(body)
    if said.keys() != {"name", "description", *LABEL_TABLES}:
        raise Unfit("it is not a label set")
    for words in (said["name"], said["description"]):
        if not isinstance(words, str):
            raise Unfit("it is not a label set")
    for table, (columns, make) in LABEL_TABLES.items():
        if not isinstance(said[table], list):
            raise Unfit("it is not a label set")
        for place, one in enumerate(said[table]):
            if not isinstance(one, dict) or one.keys() != {*columns} - {"key", "position"}:
                raise Unfit("it is not a label set")
            cells = {"key": 1, "position": place, **one}
            make(tuple(_as_asked(cells[name]) for name in columns))
    if version_sha256(said) != text(sha256):
        raise Unfit("it is not what its hash says")
    return (number(key), text(sha256), text(at), text(body))


def _as_asked(value: object) -> object:
    """Return a value as a guarded connection hands it over."""
    return Text(value.encode()) if isinstance(value, str) else value
