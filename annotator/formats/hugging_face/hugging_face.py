"""A folder that `datasets.load_dataset` reads: `tokens/train.jsonl` and so on, README.md."""

from collections.abc import Iterable
from contextlib import ExitStack

import orjson
import regex

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import (
    Carries,
    Format,
    OutFolder,
    Setting,
    WriteOptions,
    all_settings,
)
from annotator.formats.hugging_face.card import Described, WrittenTable, card_of
from annotator.formats.hugging_face.croissant import croissant_of
from annotator.formats.hugging_face.tables import TABLES, CutLine, DocumentTable, Table
from annotator.formats.negatives import NEGATIVES, SEED
from annotator.formats.token_text import MISALIGNED, TOKENIZER, aligned_spans, tokens_of_document
from annotator.formats.writing import HashedStream
from annotator.model.format_errors import SettingWrong

_SPLITS = {"": "train", "dev": "validation"}
"""What Hugging Face calls the parts that it calls otherwise."""
_LANGUAGE = regex.compile(r"[a-z]{2,3}")
_DATE = regex.compile(r"\d{4}-\d\d-\d\d")


class HuggingFace(Format):
    """Tables of tokens, articles and relations, with a card."""

    name = "huggingface"
    title = "Hugging Face data set"
    endings = (".jsonl",)
    carries = Carries(
        spans=True,
        overlap=True,
        relations=True,
        far_relations=True,
        document_labels=True,
        annotators=True,
        statuses=True,
    )
    write_settings = (
        Setting(
            "tables",
            "Tables",
            "all",
            ("all", "tokens", "documents", "relations"),
            "tokens: a tag for each word; documents: texts and offsets; relations: pairs",
        ),
        Setting("rows", "A row of tokens is", "sentence", ("sentence", "document")),
        Setting("scheme", "Scheme", "iob2", ("iob2", "bioes"), "the letters before labels"),
        Setting(
            "tags",
            "Tags are",
            "names",
            ("names", "numbers"),
            "names can be read by people, numbers by old scripts; the card has both",
        ),
        NEGATIVES,
        SEED,
        TOKENIZER,
        MISALIGNED,
        Setting("name", "Name of the data set", "", (), "for the card"),
        Setting("license", "Licence", "", (), "as cc-by-4.0, or an address; yours to decide"),
        Setting("description", "Description", "", (), "a sentence or two for the card"),
        Setting("creator", "Made by", "", (), "for croissant.json"),
        Setting("url", "Address", "", (), "where it can be found; for croissant.json"),
        Setting("published", "Date", "", (), "as 2026-11-28; for croissant.json"),
        Setting("version", "Version", "1.0.0", (), "for croissant.json"),
        Setting("cite_as", "Cite as", "", (), "for croissant.json"),
    )

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write all as the split `train`. SettingWrong."""
        self.write_parts([("", lines)], folder, options)

    def write_parts(
        self,
        parts: Iterable[tuple[str, Iterable[CorpusLine]]],
        folder: OutFolder,
        options: WriteOptions,
    ) -> None:
        """Write the tables split by split, then the card, and croissant.json where one can be."""
        chosen = all_settings(options.settings, self.write_settings)
        if chosen["published"] and not _DATE.fullmatch(chosen["published"]):
            raise SettingWrong("published", chosen["published"], ("a date as 2026-11-28",))
        tables = [one(chosen, options) for one in TABLES if chosen["tables"] in ("all", one.name)]
        described = Described(chosen, options.label_set)
        for part, lines in parts:
            split = _SPLITS.get(part, part)
            with ExitStack() as stack:
                files = [_TableFile(table, split, folder, stack) for table in tables]
                for line in lines:
                    _describe(described, line)
                    cut = _cut(line, options, chosen["tokenizer"], chosen["misaligned"], tables)
                    for file in files:
                        file.write(cut)
            described.files += [file.written for file in files if file.written.rows]
        _write(folder, "README.md", card_of(described).encode())
        if chosen["name"] and chosen["license"]:
            _write(folder, "croissant.json", croissant_of(described))


class _TableFile:
    """A file of a table, made when its first row comes: a split without rows has none."""

    def __init__(self, table: Table, split: str, folder: OutFolder, stack: ExitStack) -> None:
        self.written = WrittenTable(table, split, f"{table.name}/{split}.jsonl")
        self._folder = folder
        self._stack = stack
        self._stream: HashedStream | None = None
        table.begin()

    def write(self, cut: CutLine) -> None:
        """Write the rows of an article."""
        for row in self.written.table.rows(cut):
            self._opened().write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
            self.written.rows += 1

    def _opened(self) -> HashedStream:
        if self._stream is None:
            stream = self._stack.enter_context(self._folder.open(self.written.name))
            self._stream = HashedStream(stream)
            self._stack.callback(self._close)
        return self._stream

    def _close(self) -> None:
        if self._stream is not None:
            self.written.size = self._stream.size
            self.written.sha256 = self._stream.sha256


def _cut(
    line: CorpusLine, options: WriteOptions, tokenizer: str, fit: str, tables: Iterable[Table]
) -> CutLine:
    """Return a line with its tokens; a table of articles alone needs none."""
    if all(isinstance(one, DocumentTable) for one in tables):
        return CutLine(line, tokens_of_document(line.document, (), tokenizer), {})
    tokens = tokens_of_document(line.document, line.spans, tokenizer)
    return CutLine(line, tokens, aligned_spans(line, tokens, options, fit))


def _describe(described: Described, line: CorpusLine) -> None:
    described.articles += line.document.id != described.last
    described.last = line.document.id
    if line.annotator is not None:
        described.annotators.add(line.annotator)
    code = (line.document.meta.language or "").partition("-")[0]
    if _LANGUAGE.fullmatch(code):
        described.languages[code] = described.languages.get(code, 0) + 1
    for counts, found in (
        (described.spans, line.spans),
        (described.relations, line.relations),
    ):
        for one in found:
            counts[one.label] = counts.get(one.label, 0) + 1


def _write(folder: OutFolder, name: str, content: bytes) -> None:
    with folder.open(name) as stream:
        stream.write(content)
