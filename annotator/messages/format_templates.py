"""Templates for errors and remarks about files of other tools, as in `messages.templates`."""

from collections.abc import Callable
from typing import Any, TypeAlias

from annotator.model import format_errors as e

Choose: TypeAlias = Callable[[Any], str]

_DOES_NOT_FIT = {
    "span": "spans",
    "overlap": "spans that overlap",
    "discontinuous": "spans in several pieces",
    "relation": "relations",
    "far_relation": "relations between sentences",
    "misaligned": "spans that end inside a token",
    "attribute": "attributes",
    "note": "notes",
    "document_label": "labels of whole articles",
    "section": "sections",
    "meta": "what is known about an article",
    "annotator": "several annotators on one article",
    "status": "the status of labels",
    "negative": "spans judged to be nothing",
    "other": "all there is",
}


def _does_not_fit(error: e.DoesNotFit) -> str:
    what = _DOES_NOT_FIT.get(error.kind, _DOES_NOT_FIT["other"])
    where = " ({annotation:quoted} in {document:quoted})" if error.annotation else " in {document}"
    return f"The format cannot carry {what}{where}; choose to bend or drop it, or another format."


def _setting_unknown(error: e.SettingUnknown) -> str:
    if error.known:
        return "There is no setting {name:quoted}; there are: {known}."
    return "There is no setting {name:quoted}: nothing can be set here."


def _annotation_damaged(error: e.AnnotationDamaged) -> str:
    what = "{annotation:quoted} in the article {document:quoted}"
    if not error.annotation:
        what = "the article {document:quoted}"
    return f"Nothing was written: {what} is damaged{{reason:colon}}. Run annotator check on it."


def _labels_followed(error: e.LabelsFollowed) -> str:
    said = "{spans} labels of {older:quoted} went along to {document:quoted}"
    if error.spans == 1:
        said = "One label of {older:quoted} went along to {document:quoted}"
    rest = []
    if error.doubtful:
        rest.append("{doubtful} to be looked at")
    if error.lost:
        rest.append("{lost} stayed behind")
    return said + (f" ({', '.join(rest)})." if rest else ".")


def _texts_missing(error: e.TextsMissing) -> str:
    what = "The text of 1 line is" if error.count == 1 else "The texts of {count} lines are"
    return (
        what + " not there, the first is that of {document:quoted}; nothing was written. Name "
        "where it is too, or let --partial leave such lines as they are."
    )


FORMAT_TEMPLATES: dict[type[BaseException], str | Choose] = {
    e.FormatBroken: "The format {name:quoted} of another package cannot be used{reason:colon}.",
    e.SettingUnknown: _setting_unknown,
    e.SettingWrong: "The setting {name:quoted} cannot be {value:quoted}; it can be: {values}.",
    e.ReaderFailed: (
        "{path} was not read to its end; that is a fault of how “{format}” is read ({what}), "
        "please report it."
    ),
    e.DoesNotFit: _does_not_fit,
    e.AnnotationDamaged: _annotation_damaged,
    e.FolderNotOurs: (
        "{path} holds {other:quoted}, which is not as an export of ours left it; nothing was "
        "written. Name another folder, or clear this one away."
    ),
    e.FolderNeeded: ("{format} is a folder of files; name a folder, or a file that ends in .zip."),
    e.TextsMissing: _texts_missing,
    e.TextNeeded: "{format} cannot go out without the articles' texts; JSON lines can.",
    e.FileWrong: "{path}: {reason:clause}.",
    e.EntryLeftOut: "{path}: {entry:quoted} stays out, {reason}.",
    e.FileNoted: "{path}: {what:clause}.",
    e.LineNoted: "{path}:{line}: {what:clause}.",
    e.OffsetsFixed: (
        "{format} counts offsets in its own way and cannot count them in {unit}; JSON lines can."
    ),
    e.TextNewer: "{document:quoted} is a newer text of {older:quoted}; both are here.",
    e.LabelsFollowed: _labels_followed,
}
