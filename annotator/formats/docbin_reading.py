"""spaCy's DocBin read: articles of tokens, with what is marked in them, as lines of our own.

The file is unpacked here and not by spaCy, which would have to be trusted with whatever is in it;
only its hash of strings is asked. Source of the format: spaCy's pages on `DocBin` and `SpanGroup`,
and their code.

Decisions: spans are those of all groups of `doc.spans` and of `doc.ents`, each once. Groups called
`coref_clusters_1` and on, as spaCy's coreference makes them, are mentions of one entity; a mention
without a label is called by its group, these ones `mention`. A `kb_id` says what a span is a
mention of. Labels of the article are those of `doc.cats` from 0.5 on. What we wrote ourselves
(`doc.user_data`) is read as our own lines are.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import orjson
import regex

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.docbin_names import ALL_SPANS, NEGATIVES_KEY
from annotator.formats.format import ReadOptions
from annotator.formats.json_reading import document_id
from annotator.formats.jsonl_reading import read_line
from annotator.formats.linking import identified, link
from annotator.formats.source import Source
from annotator.formats.token_text import REBUILT, rebuilt_noted
from annotator.model.errors import FileTooLarge, FileUnreadable, LineWrong
from annotator.model.format_errors import FileWrong
from annotator.model.ids import new_id

FILE_LIMIT = 64 << 20
"""The largest file, in bytes: it is held in memory as a whole."""
UNPACKED_LIMIT = 256 << 20
_BEGIN, _INSIDE = 3, 1
"""What stands under ENT_IOB where a span begins, or goes on."""
_SPAN = struct.Struct(">QQQllll")
_CLUSTER = regex.compile(r"coref_clusters_\d{1,9}")
_HEADS = "coref_head_clusters"
_NOBODY = "NIL"
"""What spaCy's entity linker says where it finds nothing."""


class DocBinWrong(Exception):
    """Bytes that are no DocBin; the message says in short why."""


class _Found(NamedTuple):
    first: int
    behind: int
    label: str
    id: str = ""
    kb_id: str = ""


class _Packed(NamedTuple):
    """One article as it stands in a file."""

    words: list[str]
    spaces: list[bool]
    has_spaces: bool
    """Whether the file knows what stands between tokens."""
    ents: list[_Found]
    groups: dict[str, list[_Found]]
    cats: Mapping[Any, Any]
    said: Mapping[Any, Any]
    """Its `user_data`."""


def read_docbin(source: Source, options: ReadOptions) -> Iterator[CorpusLine | Problem]:
    """Yield a line for each article, and what does not come in."""
    try:
        with source.open() as stream:
            raw = stream.read(FILE_LIMIT + 1)
        if len(raw) > FILE_LIMIT:
            raise FileTooLarge(source.path, max(source.size, len(raw)), FILE_LIMIT)
        if options.report_bytes:
            options.report_bytes(len(raw))
        file = _File(_unpacked(raw))
    except (FileUnreadable, FileTooLarge) as error:
        yield Problem(source.name, None, error, is_whole=True)
        return
    except DocBinWrong as error:
        yield Problem(source.name, None, FileWrong(source.path, str(error)), is_whole=True)
        return
    is_rebuilt = False
    for number in range(file.count):
        try:
            packed = file.doc(number)
            yield from _Line(packed, source, number + 1).read(options)
            is_rebuilt = is_rebuilt or not packed.has_spaces
        except DocBinWrong as error:
            wrong = LineWrong(source.path, number + 1, str(error))
            yield Problem(source.name, number + 1, wrong, is_whole=True)
    if is_rebuilt:
        yield Problem(source.name, None, rebuilt_noted(source.path, "spaces"), is_skipped=False)


def _unpacked(raw: bytes) -> Mapping[Any, Any]:
    inflate = zlib.decompressobj()
    try:
        data = inflate.decompress(raw, UNPACKED_LIMIT)
    except zlib.error as error:
        raise DocBinWrong("is no DocBin of spaCy's") from error
    if inflate.unconsumed_tail:
        raise DocBinWrong(f"unpacks to more than {UNPACKED_LIMIT >> 20} MB")
    if not inflate.eof:
        raise DocBinWrong("is cut off, or no DocBin of spaCy's")
    return _mapping(_message(data), "is no DocBin of spaCy's")


def _message(data: Any) -> Any:
    """Return what msgpack holds; nothing of it becomes anything but plain values."""
    from srsly import msgpack

    try:
        return msgpack.unpackb(data, raw=False, use_list=False, object_pairs_hook=dict)
    except Exception as error:
        raise DocBinWrong("holds bytes that are no msgpack") from error


def _mapping(value: Any, reason: str) -> Mapping[Any, Any]:
    if not isinstance(value, dict):
        raise DocBinWrong(reason)
    return value


class _File:
    """A file's columns; `count` articles are in it. DocBinWrong."""

    def __init__(self, body: Mapping[Any, Any]) -> None:
        from spacy.attrs import IDS
        from spacy.strings import get_string_id

        try:
            self._attributes = [int(one) for one in body["attrs"]]
            self._lengths = list(memoryview(body["lengths"]).cast("i"))
            self._tokens = memoryview(body["tokens"]).cast("Q")
            self._spaces = bytes(body["spaces"])
            self._strings: dict[int, str] = {
                get_string_id(one): one for one in body["strings"] if one
            }
        except (KeyError, TypeError, ValueError, UnicodeError) as error:
            raise DocBinWrong("is no DocBin of spaCy's") from error
        self._body = body
        self._ids: Mapping[str, int] = IDS
        total = sum(self._lengths)
        is_whole = len(self._tokens) == total * len(self._attributes)
        if min(self._lengths, default=0) < 0 or not is_whole or len(self._spaces) != total:
            raise DocBinWrong("has not as many tokens as it says")
        self._starts = [0]
        for length in self._lengths:
            self._starts.append(self._starts[-1] + length)
        self.count = len(self._lengths)

    def doc(self, number: int) -> _Packed:
        """Return an article by its number, from 0. DocBinWrong."""
        length = self._lengths[number]
        first = self._starts[number]
        words = [self._string(hash) for hash in self._column(number, "ORTH")]
        if len(words) < length or not all(words):
            raise DocBinWrong("has a word that is not among its strings")
        flags = self._of(number, "flags")
        has_spaces = not (isinstance(flags, dict) and flags.get("has_unknown_spaces"))
        spaces = [bool(one) for one in self._spaces[first : first + length]]
        said = self._of(number, "user_data")
        known = _message(said) if isinstance(said, bytes) else {}
        cats = self._of(number, "cats")
        return _Packed(
            words,
            spaces if has_spaces else [True] * (length - 1) + [False],
            has_spaces,
            list(self._ents(number)),
            self._groups(number, length),
            cats if isinstance(cats, dict) else {},
            known if isinstance(known, dict) else {},
        )

    def _of(self, number: int, name: str) -> Any:
        held = self._body.get(name)
        return held[number] if isinstance(held, tuple) and number < len(held) else None

    def _column(self, number: int, name: str) -> list[int]:
        id, width = self._ids[name], len(self._attributes)
        if id not in self._attributes:
            return []
        begin, end = self._starts[number] * width, self._starts[number + 1] * width
        return list(self._tokens[begin + self._attributes.index(id) : end : width])

    def _string(self, hash: int) -> str:
        return self._strings.get(hash, "")

    def _ents(self, number: int) -> Iterator[_Found]:
        names = ("ENT_TYPE", "ENT_ID", "ENT_KB_ID")
        columns = [self._column(number, name) for name in names]
        begin = -1
        tags = [*self._column(number, "ENT_IOB"), 0]
        for at, tag in enumerate(tags):
            if begin >= 0 and tag != _INSIDE:
                label, id, kb_id = (self._string(one[begin]) if one else "" for one in columns)
                yield _Found(begin, at, label, id, kb_id)
                begin = -1
            if tag == _BEGIN:
                begin = at

    def _groups(self, number: int, length: int) -> dict[str, list[_Found]]:
        packed = self._of(number, "span_groups")
        found = _message(packed) if isinstance(packed, bytes) and packed else {}
        # Older files have a list of groups, which know their names themselves.
        pairs = found.items() if isinstance(found, dict) else [(one, ()) for one in _list(found)]
        groups: dict[str, list[_Found]] = {}
        for raw, keys in pairs:
            group = _mapping(_message(raw), "has a group of spans that is none")
            spans = [self._found(one, length) for one in _list(group.get("spans"))]
            for key in _list(keys) or (group.get("name"),):
                groups[str(key)] = spans
        return groups

    def _found(self, raw: Any, length: int) -> _Found:
        try:
            id, kb_id, label, first, behind, _, _ = _SPAN.unpack(raw)
        except (struct.error, TypeError) as error:
            raise DocBinWrong("has a span that is none") from error
        if not 0 <= first < behind <= length:
            raise DocBinWrong("has a span at tokens that are not there")
        return _Found(first, behind, *(self._string(one) for one in (label, id, kb_id)))


class _Line:
    """An article on its way to a line of ours."""

    def __init__(self, packed: _Packed, source: Source, number: int) -> None:
        self._packed = packed
        self._source = source
        self._number = number
        self._starts: list[int] = []
        pieces: list[str] = []
        at = 0
        for word, space in zip(packed.words, packed.spaces, strict=True):
            self._starts.append(at)
            pieces += [word, " "] if space else [word]
            at += len(word) + space
        self._text = "".join(pieces)
        self._spans: dict[str, dict[str, Any]] = {}
        self._taken: dict[tuple[int, int, str], str] = {}
        self._chains: list[list[str]] = []
        self._kb_ids: dict[str, str] = {}

    def read(self, options: ReadOptions) -> Iterator[CorpusLine | Problem]:
        """Yield the line, and what is wrong with it. DocBinWrong."""
        said = self._packed.said
        id, is_raw = document_id(said.get("document"), self._source, self._number)
        self._take_spans()
        body = self._body(id, said, is_ours=not is_raw)
        try:
            raw = orjson.dumps(_plain(body))
        except (TypeError, RecursionError) as error:
            raise DocBinWrong("holds what no line can hold") from error
        for item in read_line(raw, self._source, self._number, options):
            if isinstance(item, Problem) or not is_raw:
                yield item
                continue
            yield self._linked(item)

    def _linked(self, line: CorpusLine) -> CorpusLine:
        named = {id: identified(kb_id) for id, kb_id in self._kb_ids.items()}
        spans, entities = link(line.document.text, line.spans, named, self._chains)
        linked = replace(line, spans=spans, entities=entities)
        return replace(linked, is_raw=True, has_raw_entities=True)

    def _body(self, id: str, said: Mapping[Any, Any], *, is_ours: bool) -> dict[str, Any]:
        body: dict[str, Any] = {
            "version": 1,
            "id": id,
            "text": self._text,
            "spans": list(self._spans.values()),
            "labels": [name for name, value in self._packed.cats.items() if _holds(value)],
            "meta": {} if self._packed.has_spaces else {REBUILT: "spaces"},
        }
        if not is_ours:
            return body
        body["meta"] |= _dict(said.get("meta"))
        body |= {key: said[key] for key in _OURS if said.get(key) is not None}
        if said.get("status") == "curated":
            spans = self._packed.groups.get(NEGATIVES_KEY, ())
            body["negatives"] = [{"label": one.label, **self._place(one)} for one in spans]
        notes = _dict(said.get("notes"))
        links = _dict(said.get("links"))
        relations = [_dict(one) for one in _list(said.get("relations"))]
        body["relations"] = [
            _relation(one, _dict(notes.get(str(one.get("id"))))) for one in relations
        ]
        for name, span in self._spans.items():
            span.update(_said(_dict(notes.get(name))))
            if name in links:
                span["entity"] = links[name]
        return body

    # ---- spans --------------------------------------------------------------------------------

    def _take_spans(self) -> None:
        groups = self._packed.groups
        # Ours come first: those of doc.ents are among them.
        for name in sorted(groups, key=lambda one: (one != ALL_SPANS, one)):
            if name == NEGATIVES_KEY or name.startswith(_HEADS):
                continue
            is_cluster = _CLUSTER.fullmatch(name) is not None
            ids = [self._take(one, "mention" if is_cluster else name) for one in groups[name]]
            self._chains += [ids] if is_cluster and len(set(ids)) > 1 else []
        for one in self._packed.ents:
            self._take(one, "entity")

    def _take(self, found: _Found, unlabelled: str) -> str:
        """Return the id of a span; one that is there already is not added again."""
        is_bare = not found.label or _CLUSTER.fullmatch(found.label) is not None
        label = unlabelled if is_bare else found.label
        place = (found.first, found.behind, label)
        # Two spans of ours may be alike in all but their ids.
        known = found.id if found.id in self._spans else None
        if not found.id:
            known = self._taken.get(place)
        if is_bare and known is None:
            same = (one for one in self._taken if one[:2] == place[:2])
            known = next((self._taken[one] for one in same), None)
        id = known or found.id or new_id()
        if known is None:
            self._spans[id] = {"id": id, "label": label, "origin": "imported", **self._place(found)}
        self._taken.setdefault(place, id)
        if found.kb_id and found.kb_id != _NOBODY:
            self._kb_ids.setdefault(id, found.kb_id)
        return id

    def _place(self, found: _Found) -> dict[str, int]:
        last = found.behind - 1
        end = self._starts[last] + len(self._packed.words[last])
        return {"start": self._starts[found.first], "end": end}


_OURS = ("annotator", "status", "attributes", "entities")


def _holds(value: Any) -> bool:
    return isinstance(value, int | float) and value >= 0.5


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _relation(said: Mapping[Any, Any], noted: Mapping[Any, Any]) -> dict[str, Any]:
    ends = {"head": said.get("head_id"), "tail": said.get("tail_id")}
    known = {"id": said.get("id"), "label": said.get("label"), "origin": "imported"}
    return {**known, **ends, **_said(noted)}


def _said(noted: Mapping[Any, Any]) -> dict[str, Any]:
    return {key: noted[key] for key in ("attributes", "note") if noted.get(key)}


def _plain(value: Any) -> Any:
    """Return tuples as lists, and of a mapping what JSON has names for."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if isinstance(key, str)}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value
