"""Format `tacred`: TACRED and Re-TACRED, a row for each pair of spans in a sentence.

    [{"id": "…", "docid": "…", "relation": "per:title", "token": ["Ilse", …],
      "subj_start": 0, "subj_end": 1, "obj_start": 3, "obj_end": 3,
      "subj_type": "PERSON", "obj_type": "TITLE", "stanford_pos": […], …}]

Ends are those of the last token. A pair without a relation has a row too, `no_relation`: coming in
it gives its two spans; going out such rows are drawn from the pairs that have no relation.
Source: TACRED, its page on the data format.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.fields import Wrong, a_name, an_object
from annotator.formats.format import (
    Carries,
    Format,
    Item,
    ReadOptions,
    Setting,
    Sureness,
    WriteOptions,
    all_settings,
)
from annotator.formats.json_head import json_head
from annotator.formats.json_reading import document_id, kept
from annotator.formats.json_records import json_records
from annotator.formats.line_reading import LineReading
from annotator.formats.negatives import (
    NO_RELATION,
    SEED,
    Sampling,
    pairs_of,
    pairs_within_sentences,
    sampling_of,
)
from annotator.formats.relation_corpora.entities import WRITE_SETTINGS, TokenLine, token_line
from annotator.formats.relation_corpora.token_records import (
    TokenRecord,
    rules_told,
    tokens_said,
)
from annotator.formats.relation_corpora.writing import write_list
from annotator.formats.source import Source
from annotator.formats.token_text import SPACING, Rule
from annotator.model.errors import CharactersReplaced

NAME = "tacred"
_SAID = {
    "id",
    "docid",
    "relation",
    "token",
    "subj_start",
    "subj_end",
    "obj_start",
    "obj_end",
    "subj_type",
    "obj_type",
    "stanford_pos",
    "stanford_ner",
    "stanford_head",
    "stanford_deprel",
}
NEGATIVES = Setting(
    "negatives",
    "Rows without a relation",
    "all",
    (),
    "all; none; or how many for each pair that has one, as 2.5; of one sentence, either way round",
)


class Tacred(Format):
    """Rows of TACRED; those of one sentence that follow each other are one article."""

    name = NAME
    title = "TACRED"
    endings = (".json", ".jsonl")
    has_proof = False
    read_settings = (SPACING,)
    write_settings = (*WRITE_SETTINGS[:2], NEGATIVES, SEED)
    carries = Carries(text=False, spans=True, overlap=True, relations=True)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by tokens with a subject and an object."""
        seen = json_head(head)
        is_row = seen.has("token[]", "string") and seen.has_all("subj_start", "obj_start")
        return Sureness.SURE if is_row else Sureness.NO

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield a line for each sentence, with the spans and relations of all its rows."""
        rules: dict[Rule, None] = {}
        rows: list[_Row] = []
        for record in json_records(source, options.report_bytes):
            if isinstance(record, Problem):
                yield record
                continue
            reading = LineReading(source, record.number)
            try:
                row = _Row(an_object(record.value, "record"), reading)
            except Wrong as wrong:
                reading.refuse(wrong, is_whole=True)
                yield from reading.problems
                continue
            if record.replaced:
                reading.remark(CharactersReplaced(record.replaced, 0))
            if rows and not row.is_of(rows[0]):
                yield from _together(rows, options, rules)
                rows = []
            rows.append(row)
        if rows:
            yield from _together(rows, options, rules)
        yield from rules_told(source, rules)

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write the list, one row a line."""
        sampling = _sampling(options.settings)
        made = (token_line(line, options, has_entities=False) for line in _told_apart(lines))
        write_list((row for line in made for row in _rows(line, sampling)), stream)


class _Row:
    """A row on its way in. Wrong where it has no tokens."""

    def __init__(self, body: dict[str, Any], reading: LineReading) -> None:
        self.tokens = tokens_said(body.get("token"), "token")
        if not any(self.tokens):
            raise Wrong("token", "no tokens")
        self.body = body
        self.reading = reading

    def is_of(self, other: "_Row") -> bool:
        """Tell whether two rows are of one sentence."""
        same = self.body.get("docid") == other.body.get("docid")
        return same and self.tokens == other.tokens


def _together(
    rows: Sequence[_Row], options: ReadOptions, rules: dict[Rule, None]
) -> Iterator[CorpusLine | Problem]:
    """Yield the line of rows of one sentence, after the problems of each."""
    first = rows[0]
    record = TokenRecord([first.tokens], first.reading, options, rules)
    for row in rows:
        try:
            _add(record, row.body)
        except Wrong as wrong:
            row.reading.refuse(wrong)
    id, _ = document_id(None, first.reading.source, first.reading.number)
    beside: dict[str, Any] = {}
    try:
        beside = kept({"docid": first.body["docid"]} if "docid" in first.body else {})
        beside |= kept(first.body, _SAID)
    except Wrong as wrong:
        first.reading.refuse(wrong)
    line = record.line(id, {}, NAME, beside)
    for row in rows:
        yield from row.reading.problems
    yield line


def _add(record: TokenRecord, body: dict[str, Any]) -> None:
    keys = []
    for side in ("subj", "obj"):
        label = a_name(body.get(f"{side}_type"), f"{side}_type")
        place = body.get(f"{side}_start"), body.get(f"{side}_end")
        keys.append(record.add(*place, label, f"{side}_start"))
    relation = a_name(body.get("relation"), "relation")
    if relation != NO_RELATION:
        record.tie(relation, keys[0], keys[1], "relation")


# ---- writing ----------------------------------------------------------------------------------


def _sampling(settings: Mapping[str, str]) -> Sampling | None:
    """Return what draws pairs without a relation; None where all have a row. SettingWrong."""
    chosen = all_settings(settings, (NEGATIVES, SEED))
    if chosen["negatives"] == "all":
        return None
    return sampling_of(chosen | ({"negatives": "0"} if chosen["negatives"] == "none" else {}))


def _told_apart(lines: Iterable[CorpusLine]) -> Iterator[CorpusLine]:
    """Pass lines on with ids of their own: rows on one sentence of one article are read as one
    set, and a second annotator's would be mixed with the first's."""
    last, number = "", 1
    for line in lines:
        document = line.document
        number = number + 1 if document.id == last else 1
        last = document.id
        id = document.id if number == 1 else f"{document.id}#{number}"
        yield replace(line, document=replace(document, id=id))


def _rows(made: TokenLine, sampling: Sampling | None) -> Iterator[dict[str, Any]]:
    relations = made.near()
    related = pairs_of(relations)
    pairs = [one for one in pairs_within_sentences(made.aligned, made.tokens) if one not in related]
    if sampling is not None:
        pairs = sampling.sampled(made.line.document.id, related, pairs)
    wanted = [(one.head, one.tail, one.label) for one in relations]
    wanted += [(*pair, NO_RELATION) for pair in pairs]
    rank = {id: at for at, id in enumerate(made.aligned)}
    wanted.sort(key=lambda one: (made.sentence_of(one[0]), rank[one[0]], rank[one[1]], one[2]))
    for number, (head, tail, label) in enumerate(wanted, start=1):
        yield _row(made, head, tail, label, number)
    _tell_alone(made, {id for head, tail, _ in wanted for id in (head, tail)})


def _row(made: TokenLine, head: str, tail: str, label: str, number: int) -> dict[str, Any]:
    sentence, head_first, head_behind = made.inside(head)
    _, tail_first, tail_behind = made.inside(tail)
    id = made.line.document.id
    return {
        "id": f"{id}:{number}",
        "docid": id,
        "relation": label,
        "token": made.tokens.words(*made.tokens.sentences[sentence]),
        "subj_start": head_first,
        "subj_end": head_behind - 1,
        "obj_start": tail_first,
        "obj_end": tail_behind - 1,
        "subj_type": made.spans[head].label,
        "obj_type": made.spans[tail].label,
    }


def _tell_alone(made: TokenLine, written: set[str]) -> None:
    """Tell of spans that are in no row: there is no pair for them, or it was not drawn."""
    for id in made.aligned:
        if id not in written:
            made.lose("span", id, made.spans[id].label)
