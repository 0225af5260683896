"""Format `dygie`: DyGIE++ and SciERC, one document a line, with events and clusters.

    {"doc_key": "…", "dataset": "…", "sentences": [["Ilse", "Varga"], …],
     "ner": [[[0, 1, "PERSON"]], …], "relations": [[[0, 1, 4, 5, "leads"]], …],
     "events": [[[[2, "Meet"], [0, 1, "Chair"]]], …], "clusters": [[[0, 1], [9, 9]]]}

Tokens are numbered from the start of the document, and the last one is named. An event is, as in
brat, its trigger as a span and a relation to each argument, called by its role; which event it is
stands in the attribute that brat's events have here. A cluster is an entity with several mentions.
Source: DyGIE++, `doc/data.md`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath
from typing import Any, BinaryIO

import orjson

from annotator.formats.brat.events import (
    EVENT,
    event_name,
    read_argument,
    read_trigger,
    said_of_argument,
    said_of_trigger,
)
from annotator.formats.corpus import CorpusLine
from annotator.formats.fields import Wrong, a_list, a_name
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
from annotator.formats.token_text import Rule

NAME = "dygie"
_SAID = {"doc_key", "sentences", "ner", "relations", "events", "clusters"}
_DATASET = "annotator"
"""What the data set is called in files that we write; models are told apart by it."""


class Dygie(TokenJson):
    """Documents of DyGIE++, SciERC and what reads them."""

    name = NAME
    title = "DyGIE++ and SciERC"
    endings = (".jsonl", ".json")
    is_piecewise = True
    write_settings = WRITE_SETTINGS
    carries = Carries(
        text=False, spans=True, overlap=True, relations=True, attributes=True, entities=True
    )

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by sentences of tokens with what is marked in them."""
        seen = json_head(head)
        is_cut = seen.has("sentences[][]", "string")
        marked = seen.has_any("ner", "relations", "events", "clusters", "doc_key")
        return Sureness.SURE if is_cut and marked else Sureness.NO

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
        sentences = sentences_said(body.get("sentences"), "sentences")
        record = TokenRecord(sentences, reading, options, rules)
        for path, part in _parts(body, "ner", reading):
            _taking(reading, _add_span, record, part, path)
        _add_events(record, body, reading)
        for path, part in _parts(body, "relations", reading):
            _taking(reading, _add_relation, record, part, path)
        clusters = body.get("clusters") or []
        for at, cluster in enumerate(a_list(clusters, "clusters")):
            _taking(reading, _add_cluster, record, cluster, f"clusters[{at}]")
        key = body.get("doc_key")
        id = (
            key
            if isinstance(key, str) and key
            else document_id(None, reading.source, reading.number)[0]
        )
        return record.line(id, {}, NAME, kept(body, _SAID))

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write one document after another."""
        for line in lines:
            stream.write(
                orjson.dumps(_body(token_line(line, options)), option=orjson.OPT_APPEND_NEWLINE)
            )


# ---- reading ----------------------------------------------------------------------------------


def _parts(
    body: dict[str, Any], name: str, reading: LineReading
) -> Iterable[tuple[str, list[Any]]]:
    """Yield what is marked in each sentence, with where it stands."""
    listed = body.get(name) or []
    if not isinstance(listed, list):
        reading.refuse(Wrong(name, "not a list"))
        return
    for at, sentence in enumerate(listed):
        path = f"{name}[{at}]"
        if not isinstance(sentence, list):
            reading.refuse(Wrong(path, "not a list"))
            continue
        for index, part in enumerate(sentence):
            if isinstance(part, list):
                yield f"{path}[{index}]", part
            else:
                reading.refuse(Wrong(f"{path}[{index}]", "not a list"))


def _taking(reading: LineReading, take: Any, record: TokenRecord, part: Any, path: str) -> None:
    try:
        take(record, part, path)
    except Wrong as wrong:
        reading.refuse(wrong)


def _add_span(record: TokenRecord, part: list[Any], path: str) -> None:
    if len(part) < 3:
        raise Wrong(path, "not a first token, a last token and a label")
    record.add(part[0], part[1], a_name(part[2], path), path, kind=path)


def _add_relation(record: TokenRecord, part: list[Any], path: str) -> None:
    if len(part) < 5:
        raise Wrong(path, "not two pairs of tokens and a label")
    label = a_name(part[4], path)
    head, tail = record.at(part[0], part[1], path), record.at(part[2], part[3], path)
    record.tie(label, head, tail, path)


def _add_cluster(record: TokenRecord, cluster: Any, path: str) -> None:
    keys = []
    for mention in a_list(cluster, path):
        pair = a_list(mention, path)
        if len(pair) < 2:
            raise Wrong(path, "not pairs of tokens")
        keys.append(record.at(pair[0], pair[1], path))
    record.chain(keys, path)


def _add_events(record: TokenRecord, body: dict[str, Any], reading: LineReading) -> None:
    names: dict[int, list[tuple[str, str]]] = defaultdict(list)
    number = 0
    for path, part in _parts(body, "events", reading):
        number += 1
        try:
            trigger, *arguments = part or [None]
            key = _add_trigger(record, trigger, path)
        except Wrong as wrong:
            reading.refuse(wrong)
            continue
        name = event_name("", number)
        said = 0
        for index, argument in enumerate(arguments):
            try:
                _add_argument(record, key, argument, name, f"{path}[{index + 1}]")
                said += 1
            except Wrong as wrong:
                reading.refuse(wrong)
        if not said:
            names[key].append((name, ""))
    for key, events in names.items():
        record.say(key, {EVENT: said_of_trigger(events)})


def _add_trigger(record: TokenRecord, trigger: Any, path: str) -> int:
    """Add the span of a trigger: a token and a type, or two tokens and a type."""
    part = a_list(trigger, path)
    if len(part) < 2:
        raise Wrong(path, "not a trigger and its type")
    has_last = len(part) > 2 and type(part[1]) is int
    last, label = (part[1], part[2]) if has_last else (part[0], part[1])
    return record.add(part[0], last, a_name(label, path), path, "trigger")


def _add_argument(record: TokenRecord, trigger: int, argument: Any, event: str, path: str) -> None:
    part = a_list(argument, path)
    if len(part) < 3:
        raise Wrong(path, "not a first token, a last token and a role")
    role = a_name(part[2], path)
    key = record.at(part[0], part[1], path)
    if key == trigger:
        raise Wrong(path, "a trigger that is its own argument")
    record.tie(role, trigger, key, path, {EVENT: said_of_argument(event)})


# ---- writing ----------------------------------------------------------------------------------


def _body(made: TokenLine) -> dict[str, Any]:
    beside = extra_of(made.line.document.meta, NAME)
    count = len(made.tokens.sentences)
    events, triggers = _events(made)
    ner: list[list[Any]] = [[] for _ in range(count)]
    for id, (first, behind, _) in made.aligned.items():
        if id not in triggers:
            ner[made.sentence_of(id)].append([first, behind - 1, made.spans[id].label])
    relations: list[list[Any]] = [[] for _ in range(count)]
    meant = _meant(made)
    for one in made.near():
        if _event_of(one.attributes) is not None:
            continue
        if not meant.issuperset((one.head, one.tail)):
            made.lose("relation", one.id, one.label)
        else:
            ends = [*_ends(made, one.head), *_ends(made, one.tail)]
            relations[made.sentence_of(one.head)].append([*ends, one.label])
    _tell(made)
    body: dict[str, Any] = {
        "doc_key": made.line.document.id,
        "dataset": beside.get("dataset", _DATASET),
        "sentences": made.sentences,
        "ner": ner,
        "relations": relations,
    }
    if events:
        body["events"] = [events.get(at, []) for at in range(count)]
    if clusters := made.clusters():
        body["clusters"] = [[_ends(made, id) for id in cluster] for cluster in clusters]
    known = {*body, *_SAID, "_sentence_start"}
    return body | {key: value for key, value in sorted(beside.items()) if key not in known}


def _meant(made: TokenLine) -> set[str]:
    """Return the spans that relations can name: by their tokens, so of several on the same tokens
    the first."""
    first: dict[tuple[int, int], str] = {}
    for id, (begin, behind, _) in made.aligned.items():
        first.setdefault((begin, behind), id)
    return set(first.values())


def _ends(made: TokenLine, span: str) -> list[int]:
    aligned = made.aligned[span]
    return [aligned.first, aligned.behind - 1]


def _event_of(attributes: Any) -> str | None:
    argument = read_argument(attributes.get(EVENT))
    return argument[0] if argument else None


def _events(made: TokenLine) -> tuple[dict[int, list[Any]], set[str]]:
    """Return the events of each sentence, and the spans that are nothing but triggers."""
    events: dict[tuple[str, str], list[Any]] = {}
    for one in made.relations:
        name = _event_of(one.attributes)
        if name is not None and made.sentence_of(one.head) == made.sentence_of(one.tail):
            argument = [*_ends(made, one.tail), one.label]
            events.setdefault((one.head, name), []).append(argument)
    for id in made.aligned:
        for name, _ in read_trigger(made.spans[id].attributes.get(EVENT)):
            events.setdefault((id, name), [])
    placed: dict[int, list[Any]] = defaultdict(list)
    for (trigger, _), arguments in sorted(
        events.items(), key=lambda one: made.aligned[one[0][0]].first
    ):
        aligned, label = made.aligned[trigger], made.spans[trigger].label
        place = [aligned.first] if aligned.behind == aligned.first + 1 else _ends(made, trigger)
        placed[made.sentence_of(trigger)].append([[*place, label], *arguments])
    return placed, {trigger for trigger, _ in events}


def _tell(made: TokenLine) -> None:
    """Tell of attributes, of which the format has none but an event's."""
    said = [(id, name) for id, one in made.spans.items() for name in one.attributes]
    said += [(one.id, name) for one in made.line.relations for name in one.attributes]
    said += [("", name) for name in made.line.attributes or ()]
    for id, name in said:
        if name != EVENT:
            made.lose("attribute", id, name)
