"""The tables of a data set: sentences with a tag a token, articles, pairs with a relation."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from annotator.formats.conll.schemes import TokenSpan, codes_of, letters_of
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.hugging_face.columns import Column, Names
from annotator.formats.losses import Lost, lose
from annotator.formats.negatives import (
    NO_RELATION,
    Sampling,
    pairs_of,
    pairs_within_sentences,
    sampling_of,
)
from annotator.formats.token_text import Aligned, Tokens, without_overlap
from annotator.model.labels import LabelSet


class CutLine(NamedTuple):
    """A line with its tokens, and the tokens of its spans by their ids."""

    line: CorpusLine
    tokens: Tokens
    aligned: Mapping[str, Aligned]


_ID = Column("id", "text", "one of a row")
_WHOSE = (
    Column("document", "text", "the article's id"),
    Column("annotator", "text", "whose labels they are; nothing for those agreed on"),
)


class Table(ABC):
    """A table: what columns it has, and the rows of an article."""

    name: ClassVar[str]
    about: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]

    def __init__(self, chosen: Mapping[str, str], options: WriteOptions) -> None:
        self.names = Names()
        """What its column of names may hold."""
        self._chosen = chosen
        self._has_numbers = chosen["tags"] == "numbers"
        self._options = options

    def begin(self) -> None:  # noqa: B027 (most have nothing to begin)
        """Get ready for a part of the corpus."""

    @abstractmethod
    def rows(self, cut: CutLine) -> Iterator[dict[str, Any]]:
        """Yield the rows of an article."""

    def _written(self, name: str) -> str | int:
        """Return a name as it is written: itself, or its number."""
        number = self.names.meet(name)
        return number if self._has_numbers else name

    @property
    def listed_names(self) -> list[str]:
        """The names that the card lists: all there are where rows have numbers, else those met."""
        return self.names.all if self._has_numbers else self.names.met

    def _lose(self, kind: Any, line: CorpusLine, id: str, label: str) -> None:
        lost = Lost(kind, line.document.id, id, name=label)
        lose(lost, self._options.misfit, self._options.report_loss)


def _row_id(line: CorpusLine, number: int) -> str:
    whose = "" if line.annotator is None else f"-{line.annotator}"
    return f"{line.document.id}{whose}-{number}"


def labels_in_use(label_set: LabelSet) -> list[str]:
    """Return the names of a label set's span labels that are not retired."""
    return [one.name for one in label_set.span_labels if not one.is_retired]


class TokenTable(Table):
    """A row a sentence, or an article, with a tag for each token."""

    name = "tokens"
    about = "Token classification: a sentence a row, or an article, with a tag for each token."
    columns = (
        _ID,
        *_WHOSE,
        Column("tokens", "texts", "the words"),
        Column("ner_tags", "names", "of each word, whether a span begins, goes on or ends there"),
    )

    def __init__(self, chosen: Mapping[str, str], options: WriteOptions) -> None:
        super().__init__(chosen, options)
        self._letters = sorted(letters_of(chosen["scheme"]), key="BIES".index)
        self.names.meet("O")
        for label in labels_in_use(options.label_set):
            self.names.expect(self._codes(label))

    def _codes(self, label: str) -> list[str]:
        return [f"{letter}-{label}" for letter in self._letters]

    def rows(self, cut: CutLine) -> Iterator[dict[str, Any]]:
        """Yield a row a sentence, or one."""
        line, tokens, aligned = cut
        kept = without_overlap(line, aligned, self._options)
        labels = {span.id: span.label for span in line.spans}
        for label in dict.fromkeys(labels[id] for id in kept):
            for code in self._codes(label):
                self.names.meet(code)
        spans = [TokenSpan(labels[id], one.first, one.behind) for id, one in kept.items()]
        codes = codes_of(spans, tokens.count, self._chosen["scheme"])
        whole = [(0, tokens.count)] if tokens.count else []
        places = whole if self._chosen["rows"] == "document" else tokens.sentences
        for number, (first, behind) in enumerate(places):
            yield {
                "id": _row_id(line, number),
                "document": line.document.id,
                "annotator": line.annotator,
                "tokens": tokens.words(first, behind),
                "ner_tags": [self._written(code) for code in codes[first:behind]],
            }


class DocumentTable(Table):
    """A row an article and annotator, with its text and offsets into it."""

    name = "documents"
    about = (
        "Whole articles: text, spans by characters (code points, the end is not covered), and"
        " relations between spans by their places in the list."
    )
    columns = (
        _ID,
        _WHOSE[1],
        Column("status", "text", "new, in_progress, finished, or curated"),
        Column("title", "text", "the article's title"),
        Column("text", "text", "the article"),
        Column("labels", "texts", "labels of the whole article"),
        Column(
            "spans",
            "records",
            "what is labelled",
            (
                Column("start", "number", "its first character"),
                Column("end", "number", "the first behind it"),
                Column("label", "text", "its label"),
            ),
        ),
        Column(
            "relations",
            "records",
            "what ties spans together",
            (
                Column("label", "text", "its label"),
                Column("head", "number", "the span it begins at: its place in `spans`, from 0"),
                Column("tail", "number", "the span it leads to"),
            ),
        ),
    )

    def rows(self, cut: CutLine) -> Iterator[dict[str, Any]]:
        """Yield the row of an article."""
        line = cut.line
        spans = sorted(line.spans, key=lambda one: (one.start, -one.end, one.label, one.id))
        places = {span.id: at for at, span in enumerate(spans)}
        yield {
            "id": line.document.id,
            "annotator": line.annotator,
            "status": line.status,
            "title": line.document.meta.title,
            "text": line.document.text,
            "labels": sorted(line.labels),
            "spans": [{"start": one.start, "end": one.end, "label": one.label} for one in spans],
            "relations": [
                {"label": label, "head": head, "tail": tail}
                for head, tail, label in sorted(
                    (places[one.head], places[one.tail], one.label) for one in line.relations
                )
            ],
        }


class RelationTable(Table):
    """A row a pair of spans, with the sentences they stand in."""

    name = "relations"
    about = (
        "Relation classification: a pair of spans a row, in the sentence they stand in (or all from"
        f" the first to the last), with its relation or {NO_RELATION}."
    )
    columns = (
        _ID,
        *_WHOSE,
        Column("tokens", "texts", "the words"),
        Column("head_start", "number", "the first word of the head"),
        Column("head_end", "number", "the first word behind it"),
        Column("head_label", "text", "the head's label"),
        Column("tail_start", "number", "the first word of the tail"),
        Column("tail_end", "number", "the first word behind it"),
        Column("tail_label", "text", "the tail's label"),
        Column("relation", "name", f"from head to tail, or {NO_RELATION}"),
    )

    def __init__(self, chosen: Mapping[str, str], options: WriteOptions) -> None:
        super().__init__(chosen, options)
        self.names.expect([NO_RELATION])
        relations = options.label_set.relation_labels
        self.names.expect(one.name for one in relations if not one.is_retired)
        self._sampling: Sampling = sampling_of(chosen)

    def begin(self) -> None:
        """Begin to count pairs without a relation anew."""
        self._sampling = sampling_of(self._chosen)

    def rows(self, cut: CutLine) -> Iterator[dict[str, Any]]:
        """Yield the relations, and the pairs without one that are taken, by their places."""
        line, tokens, aligned = cut
        found: list[tuple[str, str, str]] = []
        for one in line.relations:
            if one.head in aligned and one.tail in aligned:
                found.append((one.head, one.tail, one.label))
            else:
                self._lose("relation", line, one.id, one.label)
        related = pairs_of(line.relations)
        free = pairs_within_sentences(aligned, tokens)
        taken = self._sampling.sampled(line.document.id, related, free)
        found += [(head, tail, NO_RELATION) for head, tail in taken]
        labels = {span.id: span.label for span in line.spans}
        found.sort(key=lambda one: (aligned[one[0]], aligned[one[1]], one))
        for number, (head, tail, label) in enumerate(found):
            yield {
                "id": _row_id(line, number),
                "document": line.document.id,
                "annotator": line.annotator,
                **_pair(tokens, aligned[head], aligned[tail], labels[head], labels[tail]),
                "relation": self._written(label),
            }


def _pair(
    tokens: Tokens, head: Aligned, tail: Aligned, head_label: str, tail_label: str
) -> dict[str, Any]:
    """Return what a row says of a pair, in the sentences from the first of it to the last."""
    begin = tokens.sentences[tokens.sentence_of(min(head.first, tail.first))][0]
    end = tokens.sentences[tokens.sentence_of(max(head.behind, tail.behind) - 1)][1]
    return {
        "tokens": tokens.words(begin, end),
        "head_start": head.first - begin,
        "head_end": head.behind - begin,
        "head_label": head_label,
        "tail_start": tail.first - begin,
        "tail_end": tail.behind - begin,
        "tail_label": tail_label,
    }


TABLES: tuple[type[Table], ...] = (TokenTable, DocumentTable, RelationTable)
