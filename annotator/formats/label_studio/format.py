"""Format `label-studio`: tasks in JSON, and the labelling configuration in XML beside them."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import Wrong, an_object
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
from annotator.formats.json_records import json_records
from annotator.formats.label_studio.config import (
    Config,
    config_beside,
    is_config,
    read_config,
)
from annotator.formats.label_studio.reading import NAME, Task, TaskReading
from annotator.formats.label_studio.writing import TaskWriting, encode_config
from annotator.formats.line_reading import LineReading
from annotator.formats.source import Source
from annotator.model.errors import AnnotatorError, CharactersReplaced, FileUnreadable
from annotator.model.format_errors import FileWrong
from annotator.model.labels import LabelSet

_SETS = ("annotations", "completions", "predictions")


class LabelStudio(Format):
    """Tasks of a Label Studio project."""

    name = NAME
    title = "Label Studio"
    endings = (".json", ".jsonl")
    has_proof = False
    carries = Carries(
        spans=True,
        overlap=True,
        relations=True,
        far_relations=True,
        attributes=True,
        notes=True,
        document_labels=True,
        meta=True,
        annotators=True,
    )
    read_settings = (
        Setting(
            "text",
            "Key of the text",
            "",
            description="in the data of a task; empty: what the configuration says, else text",
        ),
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by the keys of its tasks, or as a configuration."""
        seen = json_head(head)
        if is_config(head) or _is_task(seen):
            return Sureness.SURE
        return Sureness.LIKELY if seen.has("data.text", "string") else Sureness.NO

    def companions(self, source: Source) -> tuple[str, ...]:
        """The labelling configuration, where one lies beside."""
        beside = config_beside(source)
        return (beside.path.name,) if beside and _has_tasks(source) else ()

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield what the configuration declares, then a line for each annotation of each task."""
        try:
            beside = source if is_config(source.head(HEAD_SIZE)) else config_beside(source)
        except FileUnreadable as error:
            yield Problem(source.name, None, error, is_whole=True)
            return
        config = Config()
        if beside is not None:
            try:
                config = read_config(beside)
                if config.found.label_set != LabelSet():
                    yield config.found
            except (FileWrong, FileUnreadable) as error:
                yield _wrong(beside, error, is_whole=beside is source)
        if beside is source:
            return
        text_key = setting(options.settings, self.read_settings, "text")
        tasks = TaskReading(source, options, config, text_key)
        yield from tasks.lines(_read(source, options, tasks))
        yield from tasks.remarks()

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write `tasks.json`, one task an article, and `config.xml`."""
        writing = TaskWriting(options)
        with folder.open("tasks.json") as stream:
            before = b"[\n"
            for task in writing.tasks(lines):
                stream.write(before + task)
                before = b",\n"
            stream.write(b"[]\n" if before == b"[\n" else b"\n]\n")
        with folder.open("config.xml") as stream:
            stream.write(encode_config(options.label_set, writing.used))


def _has_tasks(source: Source) -> bool:
    try:
        seen = json_head(source.head(HEAD_SIZE))
    except FileUnreadable:
        return False
    return _is_task(seen) or seen.has("data", "map")


def _is_task(seen: JsonHead) -> bool:
    if any(seen.has_any(f"{name}[].result", f"{name}[][].result") for name in _SETS):
        return True
    if seen.has("data", "map") and seen.has_any(*_SETS):
        return True
    # JSON-MIN: regions stand under the name of their control, beside the data.
    marks = (path for path in seen.kinds if path.endswith("[].labels[]") and path.count("[]") == 2)
    return any(seen.has(path.replace(".labels[]", ".start"), "number") for path in marks)


def _wrong(source: Source, error: AnnotatorError, *, is_whole: bool) -> Problem:
    return Problem(source.name, None, error, is_whole=is_whole)


def _read(source: Source, options: ReadOptions, tasks: TaskReading) -> Iterator[Task | Problem]:
    for record in json_records(source, options.report_bytes):
        if isinstance(record, Problem):
            yield record
            continue
        reading = LineReading(source, record.number)
        try:
            task = tasks.task(an_object(record.value, "record"), reading)
        except Wrong as wrong:
            reading.refuse(wrong, is_whole=True)
            yield from reading.problems
            continue
        if record.replaced:
            reading.remark(CharactersReplaced(record.replaced, 0))
        yield task
