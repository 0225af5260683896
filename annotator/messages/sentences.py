"""Errors as sentences: what is wrong, where, and what to do about it.

Each class of `annotator.model.errors` has one template here, or a small function that chooses
among templates. Templates are whole sentences, so that the window can translate them; their
fields are those of the error, quoted safely.
"""

import string
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from annotator.messages.quoting import name_path, show_size, show_text
from annotator.model import errors as e

Translate: TypeAlias = Callable[[str], str]
Choose: TypeAlias = Callable[[Any], str]


def sentence(error: BaseException, translate: Translate = str) -> str:
    """Return one sentence of plain text for an error; `translate` is given the template.

    An error that is not of the user's world is named as ours, with what a report needs.
    """
    template = _SENTENCES.get(type(error))
    if template is None:
        return _fault_of_ours(error, translate)
    if not isinstance(template, str):
        template = template(error)
    return _FORMATTER.vformat(translate(template), (), vars(error))


def has_sentence(kind: type[BaseException]) -> bool:
    """Tell whether errors of exactly this class have a sentence of their own."""
    return kind in _SENTENCES


def problem_words(file: str, line: int | None, error: BaseException) -> str:
    """Return a problem of an import as a line that starts with where: file:line."""
    where = show_text(file, 80) + (f":{line}" if line else "")
    said = sentence(error)
    return said if isinstance(getattr(error, "path", None), Path) else f"{where}: {said}"


def _fault_of_ours(error: BaseException, translate: Translate) -> str:
    if isinstance(error, KeyboardInterrupt):
        return translate("Stopped.")
    if isinstance(error, OSError) and error.strerror:
        parts: Mapping[str, Any] = {
            "reason": error.strerror,
            "path": Path(str(error.filename)) if error.filename else "",
        }
        template = "{path}: {reason}." if error.filename else "{reason}."
        return _FORMATTER.vformat(translate(template), (), parts)
    parts = {"kind": type(error).__name__, "why": str(error)}
    template = (
        "This is a fault of annotator, not of your work: {kind}{why:colon}. Please report it."
    )
    return _FORMATTER.vformat(translate(template), (), parts)


class _Formatter(string.Formatter):
    """Fields shown safely; the word after the colon says how."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "bytes":
            return show_size(value)
        if format_spec == "aside":
            return f" ({_show(value)})" if value else ""
        if format_spec == "colon":
            return f": {_show(value)}" if value else ""
        if format_spec == "quoted":
            return f"“{_show(value)}”"
        return _show(value)


def _show(value: Any) -> str:
    if isinstance(value, Path):
        return name_path(value)
    if isinstance(value, str):
        return show_text(value)
    if isinstance(value, Sequence):
        shown = [_show(one) for one in value[:12]]
        return ", ".join(shown) + (" …" if len(value) > len(shown) else "")
    return show_text(str(value))


_FORMATTER = _Formatter()


# ---- templates that depend on what is known --------------------------------------------------


def _attribute_value_wrong(error: e.AttributeValueWrong) -> str:
    if error.allowed:
        return "The attribute “{attribute}” does not take “{value}”; it takes {allowed}."
    return "The attribute “{attribute}” does not take “{value}”."


def _label_set_unreadable(error: e.LabelSetUnreadable) -> str:
    where = "{path}:{line}" if error.line else "{path}"
    return where + ": the label set cannot be used{reason:colon}."


def _not_a_project(error: e.NotAProject) -> str:
    if not error.reason:
        return "{path} is not an annotator project, or it is damaged; it was left as it is."
    return "{path} cannot be opened as an annotator project: {reason}; it was left as it is."


def _project_locked(error: e.ProjectLocked) -> str:
    if error.holder:
        return "{path} is in use by {holder}; close it there and try again."
    return "{path} is in use by another program; close it there and try again."


def _project_read_only(error: e.ProjectReadOnly) -> str:
    ways = {
        "file": "{path} can only be read, the file is write-protected; nothing was changed.",
        "folder": "{path} can only be read, its folder is write-protected; nothing was changed.",
        "newer version": (
            "{path} was made by a newer version of annotator and can only be read here; "
            "nothing was changed."
        ),
    }
    return ways.get(error.reason, "{path} can only be read{reason:aside}; nothing was changed.")


def _saving_failed(error: e.SavingFailed) -> str:
    if error.is_disk_full:
        return (
            "{path} could not be saved, the disk is full: make room; "
            "your edits are kept and will be tried again."
        )
    return "{path} could not be saved{reason:aside}; your edits are kept and will be tried again."


def _nothing_to_undo(error: e.NothingToUndo) -> str:
    return "There is nothing to redo." if error.is_redo else "There is nothing to undo."


def _undo_blocked(error: e.UndoBlocked) -> str:
    if error.count == 1:
        return "This cannot be undone: one later edit stands on it. Undo that one first."
    return "This cannot be undone: {count} later edits stand on it. Undo those first."


def _span_has_relations(error: e.SpanHasRelations) -> str:
    if len(error.relations) == 1:
        return "The span cannot go while a relation stands on it; delete the relation with it."
    return "The span cannot go while relations stand on it; delete the relations with it."


def _file_not_text(error: e.FileNotText) -> str:
    if error.position is None:
        return "{path} is not text in any encoding that can be told; save it as UTF-8."
    return "{path} is not text (see byte {position}); save it as UTF-8."


def _format_unknown(error: e.FormatUnknown) -> str:
    if not error.name:
        return "The format cannot be told; name one of {known}."
    if not error.known:
        return "There is no format “{name}” that can do this; see “annotator formats”."
    return "There is no format “{name}” that can do this; there is {known}."


def _line_wrong(error: e.LineWrong) -> str:
    if error.field:
        return "{path}:{line}: “{field}”: {reason}."
    return "{path}:{line}: {reason}."


def _nothing_came_in(error: e.NothingCameIn) -> str:
    if error.first_reason:
        return "Nothing came in; the first reason of {count}: {first_reason}."
    return "Nothing came in: no article was found in what was named."


_SENTENCES: dict[type[BaseException], str | Choose] = {
    # edits
    e.SpanUnknown: "The span {span:quoted} is not here any more; look again and repeat the act.",
    e.RelationUnknown: (
        "The relation {relation:quoted} is not here any more; look again and repeat the act."
    ),
    e.IdTaken: "There is an annotation with the id {id:quoted} already; give the new one another.",
    e.LabelUnknown: (
        "The label set has no label {label:quoted} in use; choose another or add it first."
    ),
    e.OffsetsOutside: (
        "A span from {start} to {end} does not lie in the text, which has {length} characters."
    ),
    e.SpanHasRelations: _span_has_relations,
    e.RelationForbidden: (
        "The label set does not allow {relation:quoted} from {head_label} to {tail_label}; "
        "choose another relation or other ends."
    ),
    e.RelationToItself: "A relation needs two spans; choose another one for its tail.",
    e.RelationExists: "This relation is there already{relation:aside}.",
    e.AttributeUnknown: "There is no attribute {attribute:quoted} on this label.",
    e.AttributeValueWrong: _attribute_value_wrong,
    # label sets
    e.LabelSetUnreadable: _label_set_unreadable,
    e.KeyTaken: "The key {key:quoted} of {label:quoted} belongs to {other:quoted}; choose another.",
    # project files
    e.ProjectMissing: (
        "There is no project {path}; look at the name, or make one with “annotator new”."
    ),
    e.ProjectExists: "{path} is there already and was left as it is; choose another name.",
    e.NotAProject: _not_a_project,
    e.ProjectLocked: _project_locked,
    e.ProjectReadOnly: _project_read_only,
    e.ProjectTooNew: (
        "{path} was made by a newer version of annotator (file version {version}, this program "
        "knows {known}); update annotator. The file was left as it is."
    ),
    e.SavingFailed: _saving_failed,
    e.DocumentUnknown: "The project has no article {document:quoted}.",
    e.AnnotatorUnknown: (
        "The project has no annotator {name:quoted}; “annotator stats” names those it has."
    ),
    e.NameUnfit: "The name {name:quoted} cannot be used{reason:colon}.",
    e.NothingToUndo: _nothing_to_undo,
    e.UndoBlocked: _undo_blocked,
    # formats and files
    e.SourceMissing: "There is no file or folder {path}; look at the name.",
    e.FileUnreadable: "{path} cannot be read{reason:aside}.",
    e.FileEmpty: "{path} has no text in it.",
    e.FileTooLarge: "{path} is too large: {size:bytes}, an article may have {limit:bytes}.",
    e.FileNotText: _file_not_text,
    e.FormatUnknown: _format_unknown,
    e.LineWrong: _line_wrong,
    e.NothingCameIn: _nothing_came_in,
    e.TargetUnwritable: "{path} cannot be written{reason:aside}; choose another place.",
    e.SplitWrong: (
        "The split {split:quoted} does not fit; give two or three shares that sum to 100, "
        "as in 80/10/10."
    ),
    e.Cancelled: "Stopped; nothing was changed.",
}
