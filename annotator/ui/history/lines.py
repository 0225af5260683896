"""Acts of the timeline as lines of a list, told in words; knows nothing of Qt."""

from collections import ChainMap
from collections.abc import Iterator
from typing import NamedTuple

from annotator.edits.about import annotations_of
from annotator.edits.edit import AddRelation, AddSpan, Edit, MoveSpan, PutBack
from annotator.edits.history import Act
from annotator.messages import act_words, show_text, step_words
from annotator.model.errors import DocumentUnknown
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import IsCancelled
from annotator.project.timeline.query import TimelineQuery
from annotator.ui.models.article_words import title_words_of

_MOST_TOUCHED = 200
"""Annotations of one act that are remembered: more are not shown apart."""


class Line(NamedTuple):
    """One act, as the list shows it."""

    seq: int | None
    """Its number; None: it was done in another file, which was taken in."""
    at: str
    """ISO, in UTC."""
    who: str
    """Empty where nobody had said who they are."""
    words: str
    document: str | None
    title: str
    """Of the article; empty where there is none, or where all are about one."""
    annotation_set: str | None
    annotations: frozenset[str]
    """What it was about, as far as it is not very much."""
    place: int | None
    """Where in the text it was, as far as the act itself tells."""
    is_back: bool
    """Whether it took something back."""


class Lines(NamedTuple):
    """A page of lines, newest first, and where the next one begins; None: there is none."""

    lines: list[Line]
    before: int | None


def read_lines(
    project: Project,
    query: TimelineQuery,
    before: int | None,
    count: int,
    is_cancelled: IsCancelled = lambda: False,
) -> Lines:
    """Return the next lines that a query asks for and I may see. Cancelled."""
    page = project.timeline.page(query, before, count, is_for_me=True, is_cancelled=is_cancelled)
    telling = _Telling(project, query.document)
    lines: list[Line] = []
    for act in page.acts:
        lines.append(telling.line(act))
        lines += map(telling.line_elsewhere, page.elsewhere.get(act.seq, ()))
    return Lines(lines, page.before)


class _Telling:
    """Tells acts in words; articles that it has read are kept for the next act."""

    def __init__(self, project: Project, document: str | None) -> None:
        """`document`: the one that all are about, of which titles say nothing new."""
        self._project = project
        self._has_titles = document is None
        self._known: ChainMap[str, Span | Relation] = ChainMap()
        """What stands there now: acts on it tell only its id."""
        if document is not None:
            for one in project.annotation_sets(document):
                self._known.maps += [one.spans, one.relations]  # type: ignore[list-item]
        self._names = {one.id: one.name for one in project.annotators(with_second_times=True)}
        self._articles: dict[str | None, tuple[str, str]] = {None: ("", "")}

    def line(self, act: Act) -> Line:
        """Tell an act of this file; an undo by what it took back."""
        told = act if act.of is None else self._project.timeline.act(act.of)
        return self._line(act, told)

    def line_elsewhere(self, act: Act) -> Line:
        """Tell an act of a file that was taken in."""
        line = self._line(act, act)
        return line._replace(seq=None, who=f"{line.who}, in their file")

    def _line(self, act: Act, told: Act) -> Line:
        text, title = self._article(act.document)
        words = act_words(told.edit, self._project.label_set, text, self._known, told.inverse)
        touched = [*annotations_of(act.edit)]
        return Line(
            act.seq,
            act.at,
            show_text(self._names.get(act.annotator or "", ""), 40),
            step_words(act.step, words),
            act.document,
            title if self._has_titles else "",
            act.annotation_set,
            frozenset(touched if len(touched) <= _MOST_TOUCHED else ()),
            next((span.start for span in _spans((act.edit, act.inverse))), None),
            act.step == "undo",
        )

    def _article(self, document: str | None) -> tuple[str, str]:
        """Return text and title of an article (id); nothing of one that is gone."""
        if document not in self._articles:
            try:
                found = self._project.document(document or "")
                self._articles[document] = (found.text, title_words_of(found))
            except DocumentUnknown:
                self._articles[document] = ("", "")
        return self._articles[document]


def _spans(edits: tuple[Edit, ...]) -> Iterator[Span]:
    """Yield the spans that edits hold whole, and what is moved where."""
    for edit in edits:
        if isinstance(edit, AddSpan):
            yield edit.span
        elif isinstance(edit, MoveSpan) and edit.fragments:
            yield Span(edit.span, "", edit.fragments)
        elif isinstance(edit, PutBack) and isinstance(edit.annotation, Span):
            yield edit.annotation
        elif not isinstance(edit, AddRelation):
            yield from _spans(getattr(edit, "edits", ()))
            inner = (getattr(edit, name, None) for name in ("taken", "linked"))
            yield from _spans(tuple(one for one in inner if one is not None))
