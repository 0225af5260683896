"""Format `gliner`: GLiNER's training data, one list of short passages with spans and relations.

    [{"tokenized_text": ["Ilse", "Varga", …], "ner": [[0, 1, "person"]],
      "relations": [[0, 1, "leads"]]}]

Ends are those of the last token; a relation names two places in the list `ner`. What a file says of
labels that are not there (`ner_negatives` and the like) is kept with the article. Going out, an
article is cut at the ends of sentences into passages that the model can see at once.
Source: GLiNER's page on training data and its reader.
"""

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.fields import Wrong, a_list, a_name, an_integer
from annotator.formats.format import (
    Carries,
    ReadOptions,
    Setting,
    Sureness,
    WriteOptions,
    setting,
)
from annotator.formats.json_head import json_head
from annotator.formats.json_reading import document_id, kept
from annotator.formats.line_reading import LineReading
from annotator.formats.relation_corpora.entities import WRITE_SETTINGS, TokenLine, token_line
from annotator.formats.relation_corpora.token_records import (
    TokenJson,
    TokenRecord,
    tokens_said,
)
from annotator.formats.relation_corpora.writing import write_list
from annotator.formats.token_text import SPACING, Rule

NAME = "gliner"
_SAID = {"tokenized_text", "ner", "relations"}
_LONGEST = 384
LONGEST = Setting(
    "longest",
    "Longest passage",
    str(_LONGEST),
    (),
    "in tokens; 0: the whole article is one passage",
)
NAMES = Setting(
    "names",
    "Names of labels",
    "as they are",
    ("as they are", "in words"),
    "in words: small letters, spaces for _ and -; GLiNER understands such names best",
)


class Gliner(TokenJson):
    """Passages with spans, for GLiNER."""

    name = NAME
    title = "GLiNER"
    endings = (".json", ".jsonl")
    read_settings = (SPACING,)
    write_settings = (*WRITE_SETTINGS[:2], LONGEST, NAMES)
    carries = Carries(text=False, spans=True, overlap=True, relations=True)

    def recognises(self, path: PurePath, head: bytes) -> Sureness:
        """Sure by its tokens."""
        is_passage = json_head(head).has("tokenized_text[]", "string")
        return Sureness.SURE if is_passage else Sureness.NO

    def _line(
        self,
        body: dict[str, Any],
        reading: LineReading,
        options: ReadOptions,
        rules: dict[Rule, None],
    ) -> CorpusLine:
        tokens = tokens_said(body.get("tokenized_text"), "tokenized_text")
        if not any(tokens):
            raise Wrong("tokenized_text", "no tokens")
        record = TokenRecord([tokens], reading, options, rules)
        keys: list[int | None] = []
        for at, part in enumerate(a_list(body.get("ner") or [], "ner")):
            try:
                keys.append(_add_span(record, part, f"ner[{at}]"))
            except Wrong as wrong:
                reading.refuse(wrong)
                keys.append(None)
        for at, part in enumerate(a_list(body.get("relations") or [], "relations")):
            try:
                _add_relation(record, part, keys, f"relations[{at}]")
            except Wrong as wrong:
                reading.refuse(wrong)
        id, _ = document_id(None, reading.source, reading.number)
        return record.line(id, {}, NAME, kept(body, _SAID))

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write the list, one passage a line."""
        chosen = setting(options.settings, self.write_settings, "longest")
        longest = int(chosen) if chosen.isdecimal() else _LONGEST
        in_words = setting(options.settings, self.write_settings, "names") == "in words"
        write_list(
            (
                body
                for line in lines
                for body in _passages(
                    token_line(line, options, has_entities=False), longest, in_words
                )
            ),
            stream,
        )


def _add_span(record: TokenRecord, part: Any, path: str) -> int:
    body = a_list(part, path)
    if len(body) < 3:
        raise Wrong(path, "not a first token, a last token and a label")
    return record.add(body[0], body[1], a_name(body[2], path), path, kind=path)


def _add_relation(record: TokenRecord, part: Any, keys: list[int | None], path: str) -> None:
    body = a_list(part, path)
    if len(body) < 3:
        raise Wrong(path, "not two spans and a label")
    ends = []
    for one in body[:2]:
        at = an_integer(one, path)
        key = keys[at] if 0 <= at < len(keys) else None
        if key is None:
            raise Wrong(path, "no such span")
        ends.append(key)
    record.tie(a_name(body[2], path), ends[0], ends[1], path)


# ---- writing ----------------------------------------------------------------------------------


def _passages(made: TokenLine, longest: int, in_words: bool) -> Iterator[dict[str, Any]]:
    borders = _borders(made, longest)
    passage_of = {
        id: max(at for at, (first, _) in enumerate(borders) if first <= one.first)
        for id, one in made.aligned.items()
    }
    relations: list[list[Any]] = [[] for _ in borders]
    for one in made.relations:
        if passage_of[one.head] == passage_of[one.tail]:
            relations[passage_of[one.head]].append(one)
        else:
            made.lose("far_relation", one.id, one.label)
    for at, (first, behind) in enumerate(borders):
        ids = [id for id in made.aligned if passage_of[id] == at]
        place = {id: index for index, id in enumerate(ids)}
        body: dict[str, Any] = {
            "tokenized_text": made.tokens.words(first, behind),
            "ner": [_span(made, id, first, in_words) for id in ids],
        }
        if relations[at]:
            body["relations"] = [
                [place[one.head], place[one.tail], _name(one.label, in_words)]
                for one in relations[at]
            ]
        yield body


def _borders(made: TokenLine, longest: int) -> list[tuple[int, int]]:
    """Return the first token of each passage and the one behind it; sentences stay whole."""
    borders: list[tuple[int, int]] = []
    for first, behind in made.tokens.sentences:
        if borders and (not longest or behind - borders[-1][0] <= longest):
            borders[-1] = (borders[-1][0], behind)
        else:
            borders.append((first, behind))
    return borders


def _span(made: TokenLine, id: str, first: int, in_words: bool) -> list[Any]:
    aligned = made.aligned[id]
    label = _name(made.spans[id].label, in_words)
    return [aligned.first - first, aligned.behind - 1 - first, label]


def _name(label: str, in_words: bool) -> str:
    if not in_words:
        return label
    return " ".join(label.replace("_", " ").replace("-", " ").lower().split()) or label
