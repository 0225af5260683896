"""A template for every class of error: what is wrong, where, and what to do about it.

Templates are whole sentences, so that the window can translate them. Their fields are those of the
error; the word after a colon says how `annotator.messages.sentences` shows them.
"""

import sys
from collections.abc import Callable
from typing import Any, TypeAlias

from annotator.model import errors as e
from annotator.model import label_errors as labels
from annotator.model import people_errors as people

Choose: TypeAlias = Callable[[Any], str]
"""Chooses among templates by what is known of an error."""

# ---- templates that depend on what is known --------------------------------------------------


def _extra_missing(_error: e.ExtraMissing) -> str:
    if getattr(sys, "frozen", False):  # a bundle, to which pip can add nothing
        return (
            "{what} needs {library}, which is left out of this package of the program for its"
            " size; install the wheel with pip and its extra “{extra}” instead, as the help tells"
            " under “Installing”."
        )
    return (
        "{what} needs {library}, which is not installed; install the program with its extra"
        " “{extra}”: pip install 'annotator[{extra}]'."
    )


def _attribute_value_wrong(error: e.AttributeValueWrong) -> str:
    if error.allowed:
        return "The attribute “{attribute}” does not take “{value}”; it takes {allowed}."
    return "The attribute “{attribute}” does not take “{value}”."


def _label_set_unreadable(error: e.LabelSetUnreadable) -> str:
    where = "{path}:{line}" if error.line else "{path}"
    return where + ": the label set cannot be used{reason:colon}."


def _label_in_use(error: e.LabelInUse) -> str:
    if error.count == 1:
        return "The label {label:quoted} is in use once, so it cannot go; retire it instead."
    return "The label {label:quoted} is in use {count} times, so it cannot go; retire it instead."


def _not_a_project(error: e.NotAProject) -> str:
    if not error.reason:
        return "{path} is not an annotator project, or it is damaged; it was left as it is."
    if error.reason == "empty":
        return "{path} is empty, so it is no annotator project; it was left as it is."
    if error.reason == "not a database":
        return "{path} is no annotator project, whatever its name says; it was left as it is."
    if "malformed" in error.reason:
        return "{path} is damaged; it was left as it is. Ask for it again, or take an older copy."
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


def _foreign_shape(error: e.ForeignShape) -> str:
    if error.is_missing:
        return "{path} was not taken in: it lacks the {kind} {name:quoted} that every project has."
    return "{path} was not taken in: it has the {kind} {name:quoted}, which no project has."


def _nothing_to_undo(error: e.NothingToUndo) -> str:
    return "There is nothing to redo." if error.is_redo else "There is nothing to undo."


def _undo_blocked(error: e.UndoBlocked) -> str:
    if error.count == 1:
        return "This cannot be undone: one later edit stands on it. Undo that one first."
    return "This cannot be undone: {count} later edits stand on it. Undo those first."


def _join_refused(error: people.JoinRefused) -> str:
    if error.reason == "same":
        return "{name:quoted} and {into:quoted} are one annotator already."
    if error.reason == "me":
        return "{name:quoted} is signed in; sign in as {into:quoted} first, then join the two."
    if error.reason == "second times":
        return (
            "{name:quoted} cannot become {into:quoted}: one of them labels articles a second time, "
            "and what is compared there would be lost."
        )
    where = "{documents}" if error.count == len(error.documents) else "{documents} and others"
    return (
        "{name:quoted} cannot become {into:quoted}: both have labelled {count} of the articles ("
        + where
        + "); settle these in the review, or remove what one of them has there."
    )


def _span_has_relations(error: e.SpanHasRelations) -> str:
    if len(error.relations) == 1:
        return "The span cannot go while a relation stands on it; delete the relation with it."
    return "The span cannot go while relations stand on it; delete the relations with it."


def _file_not_text(error: e.FileNotText) -> str:
    if error.position is None:
        return "{path} is not text in any encoding that can be told; if it is, save it as UTF-8."
    return "{path} is not text (see byte {position}); if it is, save it as UTF-8."


def _format_unknown(error: e.FormatUnknown) -> str:
    if not error.name:
        return "The format cannot be told; name one of {known}."
    if error.name.startswith("."):
        return "No format reads files that end in “{name}”; see “annotator formats”."
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


def _characters_replaced(error: e.CharactersReplaced) -> str:
    if error.count == 1:
        return "One character that no text can hold (at {first}) was replaced by U+FFFD."
    return "{count} characters that no text can hold (the first at {first}) became U+FFFD."


def _set_conflict(error: e.SetConflict) -> str:
    if error.annotator is None:
        return "The project has another curated set on {document:quoted}; that one was left alone."
    return (
        "{annotator:quoted} has other annotations on {document:quoted} in the project; "
        "those were left alone."
    )


def _ids_renewed(error: e.IdsRenewed) -> str:
    if error.count == 1:
        return "The id {first:quoted} in {document:quoted} was taken; the annotation got a new one."
    return (
        "{count} ids in {document:quoted} were taken (the first is {first:quoted}); "
        "the annotations got new ones."
    )


def _manifest_unreadable(error: e.ManifestUnreadable) -> str:
    if error.reason == "missing":
        return "There is no manifest {path} beside the export; export again to have one."
    return "The manifest {path} cannot be understood{reason:aside}; export again."


def _manifest_differs(error: e.ManifestDiffers) -> str:
    if error.what == "sha256":
        return "{path} is not the file that its manifest describes: it was changed since."
    return "{path} does not agree with its manifest: {what} is {found}, the manifest says {said}."


def _pattern_wrong(error: e.PatternWrong) -> str:
    if error.position is None:
        return "The pattern is wrong{reason:colon}; correct it, or turn patterns off."
    return "The pattern is wrong at position {position}{reason:colon}; correct it there."


def _pattern_too_heavy(error: e.PatternTooHeavy) -> str:
    if error.length:
        return "{length} characters are too many to look for; {limit} are possible."
    return "The pattern is too complex to be searched for; make it simpler."


TEMPLATES: dict[type[BaseException], str | Choose] = {
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
    e.LabelInUse: _label_in_use,
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
    e.MadeWhileOpen: (
        "{path} was copied while it was open: what stands in {beside} is not in it. Ask for a copy "
        "made after closing, or take in what the file itself has."
    ),
    e.ForeignShape: _foreign_shape,
    e.HistoryBroken: (
        "{path} was not taken in: its history was changed after it was written (at row {row}), so "
        "nothing in it can be trusted. Ask for another copy."
    ),
    e.CorpusToImport: (
        "{path} is no annotator project; if it is a corpus, bring it in with “annotator import "
        "{project} {path} --annotator NAME”, which says whose labels they are."
    ),
    e.NothingChosen: "No article is what was asked for; ask for others.",
    e.RowUnfit: "A row of {table} ({row}) stays out: {reason}.",
    e.SavingFailed: _saving_failed,
    e.DocumentUnknown: "The project has no article {document:quoted}.",
    e.AnnotatorUnknown: (
        "The project has no annotator {name:quoted}; “annotator stats” names those it has."
    ),
    e.VerdictUnknown: "That verdict or remark is no longer there; look at the article again.",
    e.LabelsHidden: (
        "This is about labels that are not to be seen yet: finish the article {document:quoted} "
        "first, and let the others finish it."
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
    # formats: what came in changed, or stayed out
    e.LabelSetUnwritable: "The label set {name:quoted} cannot be written{reason:colon}.",
    e.LinkNotFollowed: "{path} is a link that leads out of its folder; it was not followed.",
    e.ByteOrderMarkDropped: (
        "The byte order mark ({encoding}) at the beginning was left out; it is not text."
    ),
    e.EncodingGuessed: "The file is not UTF-8 and was read as {encoding}; look at its text.",
    e.CharactersReplaced: _characters_replaced,
    e.KeysUnknown: "The keys {keys} are not known; they were kept with the article.",
    e.OffsetUnitFound: (
        "The offsets do not count {said:unit} but {unit:unit}; they were converted, look at the "
        "spans."
    ),
    e.SpanDoubtful: (
        "The span {span:quoted} says {text:quoted} but its offsets cover {covered:quoted}; "
        "it came in as it stands, marked as doubtful."
    ),
    # transfer: what an import met
    e.DocumentConflict: (
        "The project has another text under the id {document:quoted}; that one was left alone."
    ),
    e.DocumentRenamed: (
        "The project has another text under the id {document:quoted}; this one came in as "
        "{id:quoted}."
    ),
    e.SetConflict: _set_conflict,
    e.MetaKept: (
        "The article {document:quoted} came with other details; those of the project were kept."
    ),
    e.TextTwice: (
        "The article {document:quoted} has the same text as {other:quoted}; both are kept."
    ),
    e.ArticleTwice: (
        "This has the same text as {other}; the project has it once, as {document:quoted}."
    ),
    e.IdsRenewed: _ids_renewed,
    e.AnnotatorAssumed: (
        "The annotations of {document:quoted} name no annotator; they were put down to "
        "{annotator:quoted}."
    ),
    e.ManifestUnreadable: _manifest_unreadable,
    e.ManifestDiffers: _manifest_differs,
    # searching
    e.PatternWrong: _pattern_wrong,
    e.PatternTooHeavy: _pattern_too_heavy,
    e.ExtraMissing: _extra_missing,
    people.AnnotatorNameTaken: (
        "There is an annotator {other:quoted} already; choose another name, or join the two."
    ),
    people.JoinRefused: _join_refused,
    labels.NameTaken: "There is a {name:quoted} already; choose another name.",
    labels.NameEmpty: "A label needs a name of one line; {name:quoted} is none.",
    labels.LabelKindsDiffer: (
        "{label:quoted} and {into:quoted} cannot become one label; choose two of the same kind."
    ),
    labels.VersionUnknown: (
        "The label set has no version {number}. `annotator labels PROJECT versions` lists"
        " the {count} that it has."
    ),
    labels.ValueUnknown: "{attribute:quoted} has no value {value:quoted}.",
    labels.NothingToChoose: (
        "There would be nothing to choose for {attribute:quoted}; name at least one value."
    ),
}
