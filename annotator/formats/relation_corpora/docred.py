"""Format `docred`: DocRED and Re-DocRED, one list of documents whose relations tie entities.

    [{"title": "…", "sents": [["Ilse", "Varga"], …],
      "vertexSet": [[{"name": "Ilse Varga", "sent_id": 0, "pos": [0, 2], "type": "PER"}], …],
      "labels": [{"h": 0, "t": 1, "r": "P488", "evidence": [0]}]}]

An entity is all its mentions; `pos` counts tokens of the sentence, the second behind the last.
Spans of one vertex are linked to one entity, where there are several. A relation is put between two
mentions: those in a sentence of its evidence that has both, else the first ones. Source: DocRED,
its page on the data.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.fields import Wrong, a_list, a_name, an_integer, an_object
from annotator.formats.format import Carries, ReadOptions, Sureness, WriteOptions
from annotator.formats.json_head import json_head
from annotator.formats.json_reading import document_id, extra_of, kept
from annotator.formats.line_reading import LineReading
from annotator.formats.relation_corpora.entities import (
    WRITE_SETTINGS,
    TokenLine,
    tie_label,
    token_line,
)
from annotator.formats.relation_corpora.token_records import (
    TokenJson,
    TokenRecord,
    sentences_said,
)
from annotator.formats.relation_corpora.writing import write_list
from annotator.formats.token_text import Rule

NAME = "docred"
_SAID = {"title", "sents", "vertexSet", "labels"}


class DocRed(TokenJson):
    """Documents of DocRED."""

    name = NAME
    title = "DocRED"
    endings = (".json", ".jsonl")
    write_settings = WRITE_SETTINGS
    carries = Carries(
        text=False,
        spans=True,
        overlap=True,
        relations=True,
        far_relations=True,
        entities=True,
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by sentences and the set of its entities."""
        seen = json_head(head)
        is_cut = seen.has("sents[][]", "string")
        return Sureness.SURE if is_cut and seen.has("vertexSet", "array") else Sureness.NO

    def relations_told_otherwise(self, settings: Mapping[str, str]) -> Collection[str]:
        """Those that tie mentions."""
        return (tie_label(settings),)

    def _line(
        self,
        body: dict[str, Any],
        reading: LineReading,
        options: ReadOptions,
        rules: dict[Rule, None],
    ) -> CorpusLine:
        record = TokenRecord(sentences_said(body.get("sents"), "sents"), reading, options, rules)
        vertices = _read_vertices(record, body.get("vertexSet") or [], reading)
        for path, label in _objects(body.get("labels") or [], "labels", reading):
            try:
                _add_relation(record, label, vertices, path)
            except Wrong as wrong:
                reading.refuse(wrong)
        title = body.get("title")
        made_up, _ = document_id(None, reading.source, reading.number)
        known = {"title": title} if isinstance(title, str) and title else {}
        return record.line(known.get("title", made_up), known, NAME, kept(body, _SAID))

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write the list, one document after another."""
        write_list((_body(token_line(line, options)) for line in lines), stream)


_Mention = tuple[int, int]
"""Sentence, and the key of the span."""


def _objects(value: Any, name: str, reading: LineReading) -> Iterable[tuple[str, dict[str, Any]]]:
    try:
        listed = a_list(value, name)
    except Wrong as wrong:
        reading.refuse(wrong)
        return
    for at, one in enumerate(listed):
        if isinstance(one, dict):
            yield f"{name}[{at}]", one
        else:
            reading.refuse(Wrong(f"{name}[{at}]", "not an object"))


def _read_vertices(record: TokenRecord, value: Any, reading: LineReading) -> list[list[_Mention]]:
    """Return the mentions of each entity, in their order; they are linked, or tied."""
    vertices = []
    for at, vertex in enumerate(a_list(value, "vertexSet")):
        path = f"vertexSet[{at}]"
        mentions: list[_Mention] = []
        try:
            mentions += reading.each(vertex, path, lambda one, where: _mention(record, one, where))
        except Wrong as wrong:
            reading.refuse(wrong)
        record.chain([key for _, key in mentions], path)
        vertices.append(mentions)
    return vertices


def _mention(record: TokenRecord, part: Any, path: str) -> _Mention:
    body = an_object(part, path)
    sentence = an_integer(body.get("sent_id"), f"{path}.sent_id")
    pos = a_list(body.get("pos"), f"{path}.pos")
    if len(pos) != 2:
        raise Wrong(f"{path}.pos", "not a first token and one behind the last")
    start, end = (an_integer(one, f"{path}.pos") for one in pos)
    if not 0 <= sentence < len(record.rebuilt.tokens):
        raise Wrong(f"{path}.sent_id", "no such sentence")
    if not 0 <= start < end <= len(record.rebuilt.tokens[sentence]):
        raise Wrong(f"{path}.pos", "no such tokens")
    first = record.first_of(sentence)
    label = a_name(body.get("type"), f"{path}.type")
    return sentence, record.add(first + start, first + end - 1, label, path, kind=path)


def _add_relation(
    record: TokenRecord, label: dict[str, Any], vertices: list[list[_Mention]], path: str
) -> None:
    sides: list[list[_Mention]] = []
    for name in ("h", "t"):
        at = an_integer(label.get(name), f"{path}.{name}")
        if not 0 <= at < len(vertices) or not vertices[at]:
            raise Wrong(f"{path}.{name}", "no such entity")
        sides.append(vertices[at])
    evidence = label.get("evidence")
    head, tail = _nearest(sides[0], sides[1], evidence if isinstance(evidence, list) else [])
    record.tie(a_name(label.get("r"), f"{path}.r"), head, tail, path)


def _nearest(heads: list[_Mention], tails: list[_Mention], evidence: list[Any]) -> tuple[int, int]:
    for sentence in evidence:
        head = next((key for at, key in heads if at == sentence), None)
        tail = next((key for at, key in tails if at == sentence), None)
        if head is not None and tail is not None:
            return head, tail
    return heads[0][1], tails[0][1]


def _body(made: TokenLine) -> dict[str, Any]:
    document = made.line.document
    groups = made.entities()
    number = {id: at for at, group in enumerate(groups) for id in group}
    labels: dict[tuple[int, int, str], set[int]] = {}
    for one in made.relations:
        head, tail = number[one.head], number[one.tail]
        if head == tail:
            made.lose("relation", one.id, one.label)
            continue
        if (head, tail, one.label) in labels:
            # Two mentions of one and of the other say the same twice; here it is said once.
            made.lose("relation", one.id, one.label)
        evidence = labels.setdefault((head, tail, one.label), set())
        evidence |= {made.sentence_of(one.head), made.sentence_of(one.tail)}
    body = {
        "title": document.meta.title or document.id,
        "sents": made.sentences,
        "vertexSet": [[_vertex(made, id) for id in group] for group in groups],
        "labels": [
            {"h": head, "t": tail, "r": label, "evidence": sorted(evidence)}
            for (head, tail, label), evidence in sorted(labels.items())
        ],
    }
    beside = extra_of(document.meta, NAME)
    return body | {key: value for key, value in sorted(beside.items()) if key not in body}


def _vertex(made: TokenLine, span: str) -> dict[str, Any]:
    sentence, first, behind = made.inside(span)
    aligned = made.aligned[span]
    return {
        "name": " ".join(made.tokens.words(aligned.first, aligned.behind)),
        "sent_id": sentence,
        "pos": [first, behind],
        "type": made.spans[span].label,
    }
