"""spaCy's DocBin: what `spacy train` reads. Needs the extra `spacy`.

A folder of files, each of so many articles. Spans are in `doc.ents` where they stand side by side
and in `doc.spans["sc"]` all of them; labels of the article in `doc.cats`, what was judged to be
nothing in `doc.spans["incorrect_spans"]`, as spaCy's recogniser and categoriser ask for it. What
spaCy has no room for is in `doc.user_data`: `document`, `annotator`, `status`, `meta`, `relations`
(by characters and by span id), `notes` and, where spans are linked to entities, `entities` and
`links` (entity ids by span id). A linked span's `kb_id_` is what its entity is called elsewhere,
else the entity's id: spaCy's entity linker learns from those in `doc.ents`.

Decision: a file has vocabularies of its own, so that memory does not grow with the corpus. Where
spaCy has no tokenizer for a language, or its own needs more than is installed, the program's words
are the tokens, with white space as spaCy keeps it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, islice
from typing import Any

import regex

from annotator.formats.corpus import CorpusLine
from annotator.formats.docbin_names import ALL_SPANS, NEGATIVES_KEY
from annotator.formats.docbin_reading import read_docbin
from annotator.formats.format import (
    Carries,
    Format,
    Item,
    OutFolder,
    ReadOptions,
    Setting,
    WriteOptions,
    all_settings,
)
from annotator.formats.jsonl_entities import encode_entities
from annotator.formats.linking import knowledge_ids
from annotator.formats.losses import Lost, lose
from annotator.formats.source import Source
from annotator.formats.token_text import (
    MISALIGNED,
    Aligned,
    Tokens,
    align,
    aligned_spans,
    side_by_side,
    without_overlap,
)
from annotator.model.document import Meta
from annotator.model.format_errors import SettingWrong
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.tokens import words

_MOST_IN_FILE = 1_000_000
_PLAIN = "xx"
"""spaCy's language of no language."""
_CODE = regex.compile(r"[a-z]{2,3}")


class DocBinFormat(Format):
    """A folder of `.spacy` files."""

    name = "spacy"
    title = "spaCy DocBin"
    endings = (".spacy",)
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
        statuses=True,
        negatives=True,
        entities=True,
    )
    extra = "spacy"
    modules = ("spacy",)
    write_settings = (
        Setting(
            "language",
            "Language",
            "auto",
            (),
            "whose tokenizer cuts: a code such as en; auto: each article's own, else xx",
        ),
        Setting(
            "tokenizer",
            "Tokens",
            "spacy",
            ("spacy", "words"),
            "spacy: as the pipeline that you train will cut them; words: as this program does",
        ),
        Setting(
            "spans",
            "Spans go to",
            "both",
            ("both", "ents", "sc"),
            'ents: doc.ents, which cannot overlap; sc: doc.spans["sc"]; both: all to sc, '
            "and to ents the longest of those that overlap",
        ),
        Setting("shard", "Articles in a file", "500", (), "fewer take less memory"),
        MISALIGNED,
    )

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        """Yield a line for each article of a file."""
        yield from read_docbin(source, options)

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        """Write `00001.spacy` and on. SettingWrong."""
        chosen = all_settings(options.settings, self.write_settings)
        size = _shard_size(chosen["shard"])
        remaining = iter(lines)
        number = 0
        while (first := next(remaining, None)) is not None or number == 0:
            number += 1
            shard = chain([first] if first else [], islice(remaining, size - 1))
            with folder.open(f"{number:05d}.spacy") as stream:
                stream.write(_bytes_of(shard, chosen, options))


def _shard_size(asked: str) -> int:
    size = int(asked) if regex.fullmatch(r"\d{1,9}", asked) else 0
    if not 1 <= size <= _MOST_IN_FILE:
        raise SettingWrong("shard", asked, (f"a number from 1 to {_MOST_IN_FILE}",))
    return size


def _bytes_of(
    lines: Iterable[CorpusLine], chosen: Mapping[str, str], options: WriteOptions
) -> bytes:
    from spacy.tokens import DocBin

    packed = DocBin(store_user_data=True)
    maker = _DocMaker(chosen, options)
    for line in lines:
        packed.add(maker.doc(line))
    packed_bytes: bytes = packed.to_bytes()
    return packed_bytes


@cache
def _has_language(code: str) -> bool:
    """Tell whether spaCy has a language, and all that its tokenizer needs."""
    import spacy

    try:
        spacy.blank(code)
    except (ImportError, ValueError):
        return False
    return True


class _DocMaker:
    """Makes the docs of a file, with a vocabulary for each language."""

    def __init__(self, chosen: Mapping[str, str], options: WriteOptions) -> None:
        self._chosen = chosen
        self._options = options
        self._tokenizers: dict[str, Any] = {}
        asked = chosen["language"]
        if asked != "auto" and not (_CODE.fullmatch(asked) and _has_language(asked)):
            raise SettingWrong("language", asked, ("auto", "a code that spaCy has, as en or xx"))

    def doc(self, line: CorpusLine) -> Any:
        """Return a line as a Doc."""
        doc = self._cut(line)
        solid = [token for token in doc if not token.is_space]
        starts = [token.idx for token in solid]
        ends = [token.idx + len(token) for token in solid]
        tokens = Tokens(doc.text, starts, ends, [], "words")
        places = [token.i for token in solid]
        kept = self._put_spans(doc, line, tokens, places)
        known = [one.name for one in self._options.label_set.document_labels]
        doc.cats = {name: float(name in line.labels) for name in (*known, *line.labels)}
        doc.user_data.update(_data_beside(line, self._relations(line, kept)))
        return doc

    def _cut(self, line: CorpusLine) -> Any:
        asked = self._chosen["language"]
        code = (line.document.meta.language or "").partition("-")[0] if asked == "auto" else asked
        text = line.document.text
        has_own = bool(_CODE.fullmatch(code)) and _has_language(code)
        if self._chosen["tokenizer"] == "words" or (not has_own and code not in ("", _PLAIN)):
            return _words_doc(self._tokenizer(_PLAIN).vocab, text)
        return self._tokenizer(code if has_own else _PLAIN)(text)

    def _tokenizer(self, code: str) -> Any:
        import spacy

        if code not in self._tokenizers:
            self._tokenizers[code] = spacy.blank(code).tokenizer
        return self._tokenizers[code]

    def _put_spans(
        self, doc: Any, line: CorpusLine, tokens: Tokens, places: list[int]
    ) -> Collection[str]:
        """Put the spans into a doc; return the ids of those that are in it."""
        where, options = self._chosen["spans"], self._options
        spans = {span.id: span for span in line.spans}
        called = knowledge_ids(line)
        aligned = aligned_spans(line, tokens, options, self._chosen["misaligned"])
        if where == "ents":
            aligned = without_overlap(line, aligned, options)
        made = {
            id: _span(doc, one, places, spans[id].label, id, called.get(spans[id].entity or "", ""))
            for id, one in aligned.items()
        }
        if where != "sc":
            doc.set_ents([made[id] for id in side_by_side(aligned)])
        if where != "ents":
            doc.spans[ALL_SPANS] = list(made.values())
        nothing = list(self._negatives(doc, line, tokens, places))
        if nothing:
            doc.spans[NEGATIVES_KEY] = nothing
        return made.keys()

    def _relations(self, line: CorpusLine, kept: Collection[str]) -> Iterator[Relation]:
        """Yield the relations between spans that are in the doc."""
        for relation in line.relations:
            if relation.head in kept and relation.tail in kept:
                yield relation
            else:
                lost = Lost("relation", line.document.id, relation.id, name=relation.label)
                lose(lost, self._options.misfit, self._options.report_loss)

    def _negatives(
        self, doc: Any, line: CorpusLine, tokens: Tokens, places: list[int]
    ) -> Iterator[Any]:
        """Only what is met exactly: a nothing that was moved would be another thing."""
        for negative in line.negatives:
            found = align(tokens, negative.start, negative.end, "drop")
            if found is None or len(negative.fragments) > 1:
                lost = Lost("negative", line.document.id, name=negative.label)
                lose(lost, self._options.misfit, self._options.report_loss)
            else:
                yield _span(doc, found, places, negative.label, "")


def _span(
    doc: Any, aligned: Aligned, places: list[int], label: str, id: str, called: str = ""
) -> Any:
    from spacy.tokens import Span as SpacySpan

    first, behind = places[aligned.first], places[aligned.behind - 1] + 1
    return SpacySpan(doc, first, behind, label=label, span_id=id, kb_id=called)


def _words_doc(vocab: Any, text: str) -> Any:
    """Return a Doc of the program's words; one space belongs to the token before it."""
    from spacy.tokens import Doc

    pieces: list[str] = []
    spaces: list[bool] = []
    at = 0
    for start, end in chain(words(text), [(len(text), len(text))]):
        gap = text[at:start]
        if gap.startswith(" ") and pieces:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            pieces.append(gap)
            spaces.append(False)
        if end > start:
            pieces.append(text[start:end])
            spaces.append(False)
        at = end
    return Doc(vocab, words=pieces, spaces=spaces)


def _data_beside(line: CorpusLine, relations: Iterable[Relation]) -> dict[str, Any]:
    spans = {span.id: span for span in line.spans}
    annotations: list[Span | Relation] = [*line.spans, *line.relations]
    body: dict[str, Any] = {
        "document": line.document.id,
        "annotator": line.annotator,
        "status": line.status,
        "meta": _plain_meta(line.document.meta),
        "relations": [
            {
                "id": one.id,
                "label": one.label,
                "head": [spans[one.head].start, spans[one.head].end],
                "tail": [spans[one.tail].start, spans[one.tail].end],
                "head_id": one.head,
                "tail_id": one.tail,
            }
            for one in relations
        ],
        "notes": {
            one.id: {"attributes": _plain(one.attributes), "note": one.note}
            for one in annotations
            if one.attributes or one.note
        },
    }
    if line.attributes:
        body["attributes"] = _plain(line.attributes)
    if line.entities:
        body["entities"] = encode_entities(line.entities)
        body["links"] = {one.id: one.entity for one in line.spans if one.entity}
    return body


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in sorted(attributes.items())
    }


def _plain_meta(meta: Meta) -> dict[str, Any]:
    known = {
        "title": meta.title,
        "source": meta.source,
        "published": meta.published,
        "url": meta.url,
        "authors": list(meta.authors) or None,
        "language": meta.language,
    }
    return {name: value for name, value in known.items() if value is not None} | dict(meta.extra)
