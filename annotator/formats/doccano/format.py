"""Format `doccano`: examples in JSON lines, a file for each annotator, and its label types."""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import PurePath
from typing import BinaryIO, cast

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.doccano.label_config import (
    NAMES,
    LabelTypes,
    encode_label_types,
    is_label_config,
    read_label_config,
)
from annotator.formats.doccano.reading import NAME, TEXT_KEYS, Example, ExampleReading
from annotator.formats.doccano.whose import annotator_of, is_somebody
from annotator.formats.doccano.writing import ExampleWriting
from annotator.formats.fields import Wrong, an_object
from annotator.formats.file_names import file_name_of
from annotator.formats.format import (
    HEAD_SIZE,
    Carries,
    Format,
    Item,
    OutFolder,
    ReadOptions,
    Setting,
    Sureness,
    WriteOptions,
    setting,
)
from annotator.formats.json_head import JsonHead, json_head
from annotator.formats.json_reading import file_noted
from annotator.formats.json_records import json_records
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.model.errors import CharactersReplaced, FileUnreadable
from annotator.text.offsets import Unit

_MEMBER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_@+. -]{0,60}[A-Za-z0-9])?")
"""What members can be called that a file can be called too, on every system."""
_CURATED = "all"
"""What doccano calls the one file of a project whose members work together."""
_NOBODY = "unknown"


class Doccano(Format):
    """Examples of a doccano project."""

    name = NAME
    title = "doccano"
    endings = (".jsonl", ".json")
    has_proof = False
    carries = Carries(
        spans=True,
        overlap=True,
        relations=True,
        far_relations=True,
        document_labels=True,
        meta=True,
        annotators=True,
    )
    read_settings = (
        Setting("text", "Key of the text", "", description="empty: text, data or column_data"),
        Setting(
            "label",
            "Key of the labels",
            "",
            description="empty: label, labels, column_label, annotations or entities",
        ),
        Setting(
            "whose",
            "Whose labels",
            "auto",
            ("auto", "file", "ask"),
            "file: the annotator is called like the file; ask: the file's name says nothing; "
            "auto: like the file where doccano has exported one for each member",
        ),
    )
    write_settings = (
        Setting(
            "shape",
            "Kind of project",
            "relations",
            ("relations", "spans", "intents", "classes"),
            "relations: spans with relations; spans: sequence labelling; intents: spans and labels "
            "of the text; classes: labels of the text alone",
        ),
        Setting(
            "unit",
            "What offsets count",
            "utf16",
            ("utf16", "codepoint", "grapheme"),
            "utf16: as releases of doccano since 2020 do; codepoint: older ones; grapheme: where "
            "the project counts grapheme clusters",
        ),
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its keys and what stands there."""
        seen = json_head(head)
        if is_label_config(seen) or (seen.has("", "map") and _is_example(seen)):
            return Sureness.SURE
        return Sureness.NO

    def companions(self, source: Source) -> tuple[str, ...]:
        """Files of label types beside the examples."""
        names = tuple(name for name in NAMES if _types_beside(source, name))
        return names if names and _is_examples(source) else ()

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield what files of label types declare, then a line for each example and annotator."""
        try:
            head = source.head(HEAD_SIZE)
        except FileUnreadable as error:
            yield Problem(source.name, None, error, is_whole=True)
            return
        if is_label_config(json_head(head)):
            for one in read_label_config(source):
                yield one.found if isinstance(one, LabelTypes) else one
            return
        names: dict[int, str] = {}
        for beside in filter(None, (_types_beside(source, name) for name in NAMES)):
            for one in read_label_config(beside):
                if isinstance(one, LabelTypes):
                    names |= one.names
                    yield one.found
                else:
                    yield one
        is_spacys = json_head(head).has("cats", "map")
        likely: Unit = "codepoint" if is_spacys else "utf16"
        yield from self._examples(source, options, names, likely)

    def _examples(
        self, source: Source, options: ReadOptions, names: dict[int, str], likely: Unit
    ) -> Iterator[Item]:
        chosen = {
            name: setting(options.settings, self.read_settings, name)
            for name in ("text", "label", "whose")
        }
        annotator = None
        if chosen["whose"] == "file":
            annotator = source.plain_path.stem
        elif chosen["whose"] == "auto":
            annotator = annotator_of(source, (chosen["text"],) if chosen["text"] else TEXT_KEYS)
        if annotator:
            yield file_noted(
                source, f"its labels are taken for those of {annotator}, as it is called"
            )
        reading = ExampleReading(source, options, chosen, names, annotator, likely)
        yield from reading.lines(_read(source, options, reading))
        if reading.unnamed:
            numbers = ", ".join(map(str, sorted(reading.unnamed)[:10]))
            what = f"its labels are numbers ({numbers}); put {NAMES[0]} beside it to name them"
            yield file_noted(source, what)

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write a file for each annotator, and those of the label types."""
        shape = setting(options.settings, self.write_settings, "shape")
        unit = cast(Unit, setting(options.settings, self.write_settings, "unit"))
        with ExitStack() as stack:
            files: dict[str | None, tuple[BinaryIO, ExampleWriting]] = {}
            names: set[str] = set()
            for line in lines:
                whose = line.annotator or (_CURATED if line.status == "curated" else None)
                if whose not in files:
                    name, said = _free_name(line, names)
                    stream = stack.enter_context(folder.open(f"{name}.jsonl"))
                    files[whose] = (stream, ExampleWriting(shape, unit, options, said))
                stream, writing = files[whose]
                stream.write(writing.encode(line))
        for name, raw in encode_label_types(options.label_set).items():
            with folder.open(name) as stream:
                stream.write(raw)


def _is_example(seen: JsonHead) -> bool:
    if not seen.has_any(*TEXT_KEYS):
        return False
    is_tuples = any(
        seen.has(f"{key}[][]", "number") and seen.has(f"{key}[][]", "string")
        for key in ("label", "labels", "entities", "column_label", "annotations")
    )
    is_objects = seen.has_any("entities[].start_offset", "annotations[].start_offset")
    is_classes = seen.has("label[]", "string") or seen.has("column_label[]", "string")
    is_old = seen.has_all("annotations[].label", "annotations[].user")
    # Nobody may have marked anything in the beginning of a file.
    is_bare = seen.has("label", "array") or seen.has_all("entities", "relations")
    is_other = seen.has("label[]", "map") or seen.has("entities[]", "map")
    return is_tuples or is_objects or is_classes or is_old or (is_bare and not is_other)


def _is_examples(source: Source) -> bool:
    """Whether a file holds examples, and neither label types nor something else."""
    try:
        seen = json_head(source.head(HEAD_SIZE))
    except FileUnreadable:
        return False
    return _is_example(seen) and not is_label_config(seen)


def _types_beside(source: Source, name: str) -> Source | None:
    beside = source.beside(name) if source.path.name != name else None
    if beside is None:
        return None
    try:
        return beside if is_label_config(json_head(beside.head(HEAD_SIZE))) else None
    except FileUnreadable:
        return None


def _read(
    source: Source, options: ReadOptions, reading_of: ExampleReading
) -> Iterator[Example | Problem]:
    for record in json_records(source, options.report_bytes):
        if isinstance(record, Problem):
            yield record
            continue
        reading = LineReading(source, record.number)
        try:
            example = reading_of.example(an_object(record.value, "record"), reading)
        except Wrong as wrong:
            reading.refuse(wrong, is_whole=True)
            yield from reading.problems
            continue
        if record.replaced:
            reading.remark(CharactersReplaced(record.replaced, 0))
        yield example


def _free_name(line: CorpusLine, taken: set[str]) -> tuple[str, str | None]:
    """Return what the file of a line's annotator is called, and the name where that is another."""
    name = line.annotator
    if name is None:
        made, said = (_CURATED if line.status == "curated" else _NOBODY), None
    elif _MEMBER.fullmatch(name) and is_somebody(name) and name.lower() not in taken:
        made, said = name, None
    else:
        made, said = file_name_of(f"{name} "), name
    taken.add(made.lower())
    return made, said
