"""Format `prodigy`: tasks with answers, in JSON lines."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Carries, Format, Item, ReadOptions, Sureness, WriteOptions
from annotator.formats.json_head import json_head
from annotator.formats.json_reading import read_records
from annotator.formats.prodigy.grouping import put_together, repeated_answers
from annotator.formats.prodigy.reading import NAME, TaskReading
from annotator.formats.prodigy.writing import encode_task
from annotator.formats.source import Source


class Prodigy(Format):
    """One task per line. It is sold, and not to be had for our tests: unproved."""

    name = NAME
    title = "Prodigy tasks"
    endings = (".jsonl", ".json")
    is_piecewise = True
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

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by keys that only it has, or by spans and tokens as it tells them."""
        seen = json_head(head)
        is_task = seen.has("text", "string") and (
            seen.has_any("_input_hash", "_task_hash", "_view_id")
            or seen.has("answer", "string")
            or seen.has_all("spans[].start", "spans[].end", "spans[].label")
            or seen.has_all("tokens[].start", "tokens[].end", "tokens[].id")
        )
        is_shown = seen.has_any("_input_hash", "_view_id") and seen.has_any(
            "html", "image", "audio", "video"
        )
        is_pattern = seen.has_all("pattern", "label") and not seen.has("text")
        if is_task or is_shown or is_pattern:
            return Sureness.SURE
        return Sureness.NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield the sets that were accepted; what was not, and shows no text, is counted."""
        tasks = TaskReading(source, options)
        items = read_records(source, options, tasks.lines)
        repeated = repeated_answers(source, options.report_bytes)
        yield from put_together(items, repeated, source)
        yield from tasks.remarks()

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write one task after another."""
        for line in lines:
            stream.write(encode_task(line, options))
