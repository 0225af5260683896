"""Format `mapper`: any JSON, JSONL or CSV, whose keys a person chooses or lets be found."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from annotator.formats.format import Carries, Format, Item, Offer, ReadOptions, Sureness
from annotator.formats.json_head import json_head
from annotator.formats.mapper.mapping import SETTINGS, is_text_key
from annotator.formats.mapper.offering import offered_keys
from annotator.formats.mapper.reading import CSV_ENDINGS, NAME, MappedReading, sample_records
from annotator.formats.source import Source


class Mapper(Format):
    """Records with keys of their own."""

    name = NAME
    title = "JSON or CSV with keys of its own"
    endings = (".json", ".jsonl", ".ndjson", *CSV_ENDINGS)
    has_proof = False
    carries = Carries(spans=True, overlap=True, document_labels=True, meta=True, annotators=True)
    read_settings = SETTINGS

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Likely for JSON with a key that is called like a text; all else must be named so."""
        texts = (path for path, kinds in json_head(head).kinds.items() if "string" in kinds)
        return Sureness.LIKELY if any(map(is_text_key, texts)) else Sureness.NO

    def offers(self, source: Source, settings: Mapping[str, str]) -> Mapping[str, Offer]:
        """Return the keys of the first records, and which of them are read as what."""
        records = sample_records(source, settings.get("records", ""))
        return offered_keys(records, settings)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield a line for each record."""
        yield from MappedReading(source, options).items()
