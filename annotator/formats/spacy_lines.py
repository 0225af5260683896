"""spaCy's examples as JSON lines, for those who make their own DocBin from them.

`{"text": …, "entities": [[start, end, label], …], "cats": {label: 1.0}, "meta": {"id": …}}`: what
spaCy's own documentation calls training data in the simple style. Offsets are code points. `links`
are `[start, end, {identifier: 1.0}]`; spaCy wants them by place, which JSON has no keys for:
`{(start, end): ids for start, end, ids in line["links"]}`.
"""

from collections.abc import Iterable
from typing import BinaryIO

import orjson

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Carries, Format, WriteOptions
from annotator.formats.linking import knowledge_ids


class SpacyLines(Format):
    """An article a line."""

    name = "spacy-jsonl"
    title = "spaCy examples (JSON lines)"
    endings = (".jsonl",)
    carries = Carries(spans=True, document_labels=True, annotators=True, entities=True)
    is_piecewise = True

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write one line after another."""
        for line in lines:
            stream.write(_encoded(line))


def _encoded(line: CorpusLine) -> bytes:
    called = knowledge_ids(line)
    body = {
        "text": line.document.text,
        "entities": sorted([span.start, span.end, span.label] for span in line.spans),
        "links": sorted(
            (
                [span.start, span.end, {called[span.entity]: 1.0}]
                for span in line.spans
                if span.entity in called
            ),
            key=lambda one: one[:2],
        ),
        "cats": dict.fromkeys(sorted(line.labels), 1.0),
        "meta": {"id": line.document.id, "annotator": line.annotator},
    }
    return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)
