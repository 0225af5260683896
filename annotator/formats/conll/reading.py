"""From rows to articles: sentences gathered, the text put together, tags made spans.

An article begins at -DOCSTART-, at a comment that names one, and with the file; what is between
two of these is held in memory, and cut where it grows too long to be an article.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.formats.characters import replace_unfit
from annotator.formats.conll.comments import Heading, read_comment
from annotator.formats.conll.layout import Layout
from annotator.formats.conll.multihead import relations_of
from annotator.formats.conll.rows import (
    Comment,
    DocumentStart,
    Report,
    Row,
    Rows,
    SentenceEnd,
    TokenRow,
)
from annotator.formats.conll.schemes import SchemeTally, TokenSpan, spans_of
from annotator.formats.corpus import CorpusLine
from annotator.formats.fields import NAME_LIMIT
from annotator.formats.token_text import REBUILT, Rule, text_of_tokens
from annotator.model.document import Document
from annotator.model.errors import LineWrong
from annotator.model.format_errors import LineNoted
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.text.tokens import Range

PART_LIMIT = 2 << 20
"""Where an article without an end is cut, in characters of its tokens."""
BARE_LABEL = "SPAN"
"""The label of tags that are nothing but a letter, in a column without a name."""


@dataclass(slots=True)
class Gathered:
    """An article on its way in."""

    heading: Heading = field(default_factory=Heading)
    sentences: list[list[TokenRow]] = field(default_factory=list)
    size: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether no token has come yet."""
        return not self.sentences


@dataclass(slots=True)
class Reader:
    """Makes articles of rows, and keeps count of what a file was like."""

    rows: Rows
    name: str
    """What articles without an id are called after."""
    borders: str
    """"auto", "file", or "sentence": where articles end."""
    spacing: str
    """The setting: "auto", "space" or "none"."""
    tallies: dict[int, SchemeTally] = field(default_factory=dict)
    """By column."""
    rules: set[Rule] = field(default_factory=set)
    spans: int = 0
    comments: int = 0
    """Comments that said nothing that an article keeps."""
    has_borders: bool = False
    is_cut: bool = False
    """Whether an article was so long that it was cut."""
    _made: int = 0
    _now: Gathered = field(default_factory=Gathered)
    _sentence: list[TokenRow] = field(default_factory=list)
    _next: Heading = field(default_factory=Heading)

    @property
    def layout(self) -> Layout:
        """What the columns are."""
        return self.rows.layout

    @property
    def report(self) -> Report:
        """Whom to tell of what is wrong."""
        return self.rows.report

    def lines(self) -> Iterator[CorpusLine]:
        """Yield the articles in order."""
        self.tallies = {column: SchemeTally() for column in self.layout.codes}
        for row in self.rows:
            yield from self._take(row)
        self._end_sentence()
        yield from self._finished()
        if self._next.id:
            self._note_empty(self._next)

    def _take(self, row: Row) -> Iterator[CorpusLine]:
        match row:
            case TokenRow():
                if self._next.line:
                    yield from self._begin_as_named()
                self._sentence.append(row)
                self._now.size += len(row.text) + 1
            case Comment(line, text):
                self._take_comment(line, text)
            case SentenceEnd():
                self._end_sentence()
                self.is_cut = self.is_cut or self._now.size > PART_LIMIT
                if self.borders == "sentence" or self._now.size > PART_LIMIT:
                    yield from self._finished()
            case DocumentStart():
                self._end_sentence()
                if self.borders != "file":
                    self.has_borders = True
                    yield from self._finished()
                    self._now = Gathered()

    def _take_comment(self, line: int, text: str) -> None:
        said = read_comment(text)
        if said.key == "id" and self._next.id and self._next.id != said.value:
            self._note_empty(self._next)
            self._next = Heading()
        if said.key:
            self._next.add(said, line)
        else:
            self.comments += 1

    def _note_empty(self, heading: Heading) -> None:
        what = f"the article {heading.id} has no tokens and did not come in"
        self.report(heading.line, LineNoted(self.rows.path, heading.line, what), True)

    def _begin_as_named(self) -> Iterator[CorpusLine]:
        """Take the comments before a token in; where they name another article, it begins."""
        heading = self._next
        self._next = Heading()
        is_named = bool(heading.id) and heading.names != self._now.heading.names
        if is_named and self.borders != "file":
            self._end_sentence()
            self.has_borders = True
            yield from self._finished()
            self._now = Gathered(heading)
        elif self._now.is_empty and not self._sentence:
            self._now.heading.said.update(heading.said)
        else:
            self.comments += len(heading.said)

    def _end_sentence(self) -> None:
        if self._sentence:
            self._now.sentences.append(self._sentence)
            self._sentence = []

    # ---- an article --------------------------------------------------------------------------

    def _finished(self) -> Iterator[CorpusLine]:
        """Yield the article gathered so far; what comes next is another, or its next part."""
        if self._now.is_empty:
            return
        gathered, self._now = self._now, Gathered(self._now.heading)
        self._made += 1
        yield self._line(gathered)

    def _line(self, gathered: Gathered) -> CorpusLine:
        sentences = gathered.sentences
        has_flags = self.layout.spacing is not None and self.spacing == "auto"
        rebuilt = text_of_tokens(
            ([row.text for row in one] for one in sentences),
            self.spacing,
            [[row.is_joined for row in one] for one in sentences] if has_flags else None,
        )
        self.rules.add(rebuilt.rule)
        first = sentences[0][0].line
        if rebuilt.replaced:
            what = f"{rebuilt.replaced} characters that no text may hold were replaced"
            self.report(first, LineNoted(self.rows.path, first, what), False)
        heading = gathered.heading
        id = self._id(heading)
        spans: list[Span] = []
        relations: list[Relation] = []
        for rows, places in zip(sentences, rebuilt.tokens, strict=True):
            self._read_sentence(rows, places, spans, relations)
        self.spans += len(spans)
        return CorpusLine(
            Document(id, rebuilt.text, heading.meta(rebuilt.rule, REBUILT)),
            heading.annotator,
            "finished",
            spans=tuple(spans),
            relations=tuple(relations),
            is_raw=not heading.id,
            number=first,
        )

    def _id(self, heading: Heading) -> str:
        """Return the id of an article; parts of one that was cut are numbered."""
        if heading.id:
            id = replace_unfit(heading.id)[0][:NAME_LIMIT]
            is_part = self.borders == "sentence" or (self.is_cut and not self.has_borders)
            return f"{id}.{self._made}" if is_part else id
        is_alone = self._made == 1 and not self.has_borders and self.borders != "sentence"
        return self.name if is_alone else f"{self.name}-{self._made}"

    def _read_sentence(
        self,
        rows: Sequence[TokenRow],
        places: Sequence[Range],
        spans: list[Span],
        relations: list[Relation],
    ) -> None:
        lines = [row.line for row in rows]
        made: dict[tuple[int, int, str], Span] = {}
        by_token: dict[int, Span] = {}
        for at, column in enumerate(self.layout.codes):
            codes = [row.codes[at] for row in rows]
            for found in spans_of(codes, lines, self.tallies[column]):
                label = self._label(found, column, rows)
                key = (found.first, found.behind, label)
                if label and key not in made:
                    made[key] = self._span(label, found, places)
                    tokens = range(found.first, found.behind)
                    by_token.update(dict.fromkeys(tokens, made[key]))
        spans += made.values()
        if self.layout.relations is not None:
            relations += self._relations(rows, by_token)

    @staticmethod
    def _span(label: str, found: TokenSpan, places: Sequence[Range]) -> Span:
        start, end = places[found.first][0], places[found.behind - 1][1]
        return Span(new_id(), label, ((start, end),), origin="imported")

    def _label(self, found: TokenSpan, column: int, rows: Sequence[TokenRow]) -> str:
        header = self.layout.header
        bare = header[column] if column < len(header) else BARE_LABEL
        label = replace_unfit(found.label or bare)[0]
        if len(label) > NAME_LIMIT or label.isspace():
            line = rows[found.first].line
            self.report(line, LineWrong(self.rows.path, line, "a label too long, or empty"), True)
            return ""
        return label

    def _relations(
        self, rows: Sequence[TokenRow], by_token: Mapping[int, Span]
    ) -> Iterator[Relation]:
        seen: set[tuple[str, str, str]] = set()
        for label, head, tail in relations_of(rows):
            ends = (by_token.get(head), by_token.get(-1 if tail is None else tail))
            if ends[0] is None or ends[1] is None or ends[0] is ends[1] or not label.strip():
                line = rows[head].line
                wrong = LineWrong(self.rows.path, line, f"no two spans for the relation {label!r}")
                self.report(line, wrong, True)
                continue
            key = (label, ends[0].id, ends[1].id)
            if key not in seen:
                seen.add(key)
                yield Relation(new_id(), *key, origin="imported")
