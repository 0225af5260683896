"""Labels from a file, ours or another tool's, what taking them over makes of a label set, and a
label set written out for either."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from annotator.formats.brat.configuration import read_declared
from annotator.formats.brat.declaring import annotation_conf, visual_conf
from annotator.formats.brat.writing import Seen
from annotator.formats.corpus import Problem
from annotator.formats.doccano.label_config import (
    LabelTypes,
    encode_label_types,
    is_label_config,
    read_label_config,
)
from annotator.formats.json_head import json_head
from annotator.formats.label_sets import read_label_set, write_label_set
from annotator.formats.source import Source, reason_of
from annotator.formats.writing import StagedFiles
from annotator.model.attribute import Attribute
from annotator.model.errors import FileUnreadable, LabelSetUnreadable, LineWrong, TargetUnwritable
from annotator.model.label_keys import free_key_for
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel, taken_keys
from annotator.project.declaring import declare
from annotator.project.label_changes.taking_up import taken_up

_HEAD = 1 << 16
_LIMIT = 4_000_000
"""Bytes of a configuration of brat that are read: real ones have a few thousand."""
L = TypeVar("L", SpanLabel, RelationLabel)
KINDS = ("span_labels", "relation_labels", "attributes", "document_labels")


class LabelFile(NamedTuple):
    """What a file says of labels."""

    label_set: LabelSet
    is_ours: bool
    """Whether it is a label set of ours; what has a name that is here becomes as it says. What
    other tools' files name stays as it is here."""
    problems: tuple[Problem, ...] = ()
    """Lines that say nothing which can be used."""


class Taken(NamedTuple):
    """What taking a file over makes of the labels: (kind, name), kinds as in `LabelSet`."""

    label_set: LabelSet
    new: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    same: tuple[tuple[str, str], ...]
    """Named by the file, and as they were."""


def read_label_file(path: Path) -> LabelFile:
    """Return what a TOML of ours, brat's annotation.conf (with the visual.conf beside it) or
    doccano's file of label types says. FileUnreadable, LabelSetUnreadable."""
    source = Source(path, path.name)
    if path.suffix.lower() == ".conf":
        found = _brats(path)
    elif is_label_config(json_head(source.head(_HEAD))):
        found = _doccanos(source)
    else:
        return LabelFile(read_label_set(path), True)
    if not any(getattr(found.label_set, kind) for kind in KINDS):
        raise LabelSetUnreadable(path, "it declares no labels")
    return found


def take_over(here: LabelSet, file: LabelFile) -> Taken:
    """Return a label set with what a file says. KeyTaken: labels that are here already would get
    one key; a new one gives way to them, and gets a free key."""
    if file.is_ours:
        after = taken_up(here, _giving_way(here, file.label_set))
    else:
        after, _ = declare(here, file.label_set, {})
    return _compared(here, after, file.label_set)


def write_label_file(label_set: LabelSet, path: Path) -> tuple[Path, ...]:
    """Write a label set for brat where the ending is `.conf`, for doccano where it is `.json`, else
    as a TOML of ours, which alone holds all of it; return the files written, `path` first.

    What brat and doccano want in files of their own goes beside it, in place of nothing that is
    there. TargetUnwritable: nothing is written.
    """
    contents = _contents(label_set, path)
    for beside in list(contents)[1:]:
        if beside.exists():
            raise TargetUnwritable(beside, "is there already")
    with StagedFiles() as staged:
        for target, raw in contents.items():
            with staged.open(target) as stream:
                stream.write(raw)
    return tuple(contents)


def _contents(label_set: LabelSet, path: Path) -> dict[Path, bytes]:
    ending = path.suffix.lower()
    if ending == ".conf":
        beside = path.with_name("visual.conf" if path.name != "visual.conf" else "annotation.conf")
        lines = (
            annotation_conf(label_set, Seen(), None, is_curated=False),
            visual_conf(label_set, Seen()),
        )
        targets = (path, beside) if path.name != "visual.conf" else (beside, path)
        texts = ("".join(f"{line}\n" for line in one) for one in lines)
        written = dict(zip(targets, (one.encode() for one in texts), strict=True))
        return {path: written[path]} | written
    if ending == ".json":
        files = encode_label_types(label_set)
        if not files:
            raise TargetUnwritable(path, "there is no label to write")
        names = [path, *(path.with_name(name) for name in list(files)[1:])]
        return dict(zip(names, files.values(), strict=True))
    return {path: write_label_set(label_set).encode()}


def _brats(path: Path) -> LabelFile:
    beside = path.with_name("visual.conf")
    visual = _text(beside) if beside.is_file() and beside != path else ""
    declared = read_declared(_text(path), visual)
    problems = (
        Problem(name, line, LineWrong(path.with_name(name) if name == "visual.conf" else path,
                                      line, reason))
        for name, line, reason in declared.wrong
    )  # fmt: skip
    return LabelFile(declared.label_set, False, tuple(problems))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_LIMIT)
    except OSError as error:
        raise FileUnreadable(path, reason_of(error)) from error
    return raw.decode("utf-8-sig", errors="replace").replace("\0", "\ufffd")


def _doccanos(source: Source) -> LabelFile:
    problems: list[Problem] = []
    label_set = LabelSet()
    for one in read_label_config(source):
        if isinstance(one, LabelTypes):
            label_set = one.found.label_set
        else:
            problems.append(one)
    return LabelFile(label_set, False, tuple(problems))


def _giving_way(here: LabelSet, other: LabelSet) -> LabelSet:
    """Return a file's label set whose new labels want no key of a label that stays as it is."""
    return replace(
        other,
        span_labels=_with_free_keys(here.span_labels, other.span_labels),
        relation_labels=_with_free_keys(here.relation_labels, other.relation_labels),
    )


def _with_free_keys(here: tuple[L, ...], other: tuple[L, ...]) -> tuple[L, ...]:
    known = {one.name for one in here}
    named = {one.name for one in other}
    held = set(taken_keys(one for one in here if one.name not in named))
    kept: list[L] = list(other)
    for place, one in enumerate(other):
        if one.name not in known and one.key in held:
            kept[place] = replace(one, key=free_key_for(one, kept, held))
    return tuple(kept)


def _compared(before: LabelSet, after: LabelSet, file: LabelSet) -> Taken:
    new: list[tuple[str, str]] = []
    changed: list[tuple[str, str]] = []
    same: list[tuple[str, str]] = []
    for kind in KINDS:
        known = {one.id: one for one in getattr(before, kind)}
        named = {_told(one) for one in getattr(file, kind)}
        for one in getattr(after, kind):
            if one.id not in known:
                new.append((kind, one.name))
            elif one != known[one.id]:
                changed.append((kind, one.name))
            elif _told(one) in named:
                same.append((kind, one.name))
    return Taken(after, tuple(new), tuple(changed), tuple(same))


def _told(one: SpanLabel | RelationLabel | DocumentLabel | Attribute) -> tuple[str, str]:
    return one.name, one.applies_to if isinstance(one, Attribute) else ""
