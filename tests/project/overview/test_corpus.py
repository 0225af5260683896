"""What is in a corpus, against the sets one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    RelabelSpan,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentAttribute,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.attribute import Attribute
from annotator.model.document import Document
from annotator.model.errors import Cancelled
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.overview.behind import ArticlesWhere, RelationsWhere, SpansWhere
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.overview import Overview
from annotator.project.project import Project
from annotator.text.tokens import words
from tests.project.overview.invented import invent
from tests.project.overview.test_progress import fits

NARROWED = [
    Narrowed(),
    Narrowed(labels=("p", "c", "w", "s")),
    Narrowed(annotators=(None,), since="2017"),
    Narrowed(statuses=("finished",), sources=("Wire",)),
]


class One(NamedTuple):
    document: Document
    held: AnnotationSet
    spans: list[Span]


def counted(project: Project, narrowed: Narrowed, *, is_for_me: bool = False) -> Iterator[One]:
    """The sets that count, found one by one."""
    times = {one.id for one in project.annotators(with_second_times=True)}
    times.difference_update(one.id for one in project.annotators())
    span_labels = {one.id for one in project.label_set.span_labels} & set(narrowed.labels)
    for document in project.documents():
        meta = document.meta
        if not fits(narrowed, document.id, meta.source, meta.published):
            continue
        for held in project.annotation_sets(document):
            is_asked = held.annotator in narrowed.annotators or (
                not narrowed.annotators and held.annotator not in times
            )
            if not is_asked or (narrowed.statuses and held.status not in narrowed.statuses):
                continue
            if is_for_me and not project.assignments.can_see(document.id, held.annotator):
                continue
            spans = [
                one for one in held.spans.values() if not span_labels or one.label in span_labels
            ]
            yield One(document, held, spans)


def covered(document: Document, span: Span) -> str:
    return " ".join(span.covered_text(document.text).split())


def tenth(document: Document, span: Span) -> int:
    return span.start * 10 // len(document.text)


def check(
    project: Project, overview: Overview, narrowed: Narrowed, *, is_for_me: bool = False
) -> None:
    """Everything that is counted span by span."""
    sets = list(counted(project, narrowed, is_for_me=is_for_me))
    spans = [(one, span) for one in sets for span in one.spans]

    per_set = overview.spans_per_set(narrowed)
    assert per_set.total == len(sets)
    assert sum(bar.times for bar in per_set.bars) == len(sets)
    assert round(per_set.mean * per_set.total) == len(spans)
    assert per_set.most == max((len(one.spans) for one in sets), default=0)
    rates = [
        round(1000 * len(one.spans) / count)
        for one in sets
        if (count := sum(1 for _ in words(one.document.text)))
    ]
    rate = overview.spans_per_thousand_words(narrowed)
    assert (rate.total, rate.most) == (len(rates), max(rates, default=0))

    lengths = [sum(end - start for start, end in span.fragments) for _, span in spans]
    length = overview.span_lengths(narrowed)
    assert (length.total, length.most) == (len(lengths), max(lengths, default=0))
    for bar in length.bars:
        assert bar.times == sum(bar.least <= one <= bar.most for one in lengths)

    tenths = Counter((span.label, tenth(one.document, span)) for one, span in spans)
    by_tenth = overview.by_tenth(narrowed)
    assert {
        (label, at): n for label, row in by_tenth.items() for at, n in enumerate(row) if n
    } == tenths

    texts: dict[str, Counter[str]] = defaultdict(Counter)
    on = defaultdict(set)
    for one, span in spans:
        words_of = covered(one.document, span)
        texts[span.label][words_of] += 1
        on[span.label, words_of].add(one.document.id)
    frequent = overview.frequent_texts(narrowed, most=3)
    assert frequent.keys() == texts.keys()
    for label, rows in frequent.items():
        best = sorted(texts[label].items(), key=lambda row: (-row[1], row[0]))[:3]
        assert [(row.text, row.times) for row in rows] == best
        assert all(row.articles == len(on[label, row.text]) for row in rows)

    growth = overview.growth(narrowed)
    names = {span.entity or covered(one.document, span) for one, span in spans}
    assert growth.names[-1:] == ((len(names),) if spans else ())
    assert growth.spans[-1:] == ((len(spans),) if spans else ())
    assert list(growth.names) == sorted(growth.names)

    ties: Counter[tuple[str, str, str]] = Counter()
    wanted = {one.id for one in project.label_set.relation_labels} & set(narrowed.labels)
    for one in sets:
        for relation in one.held.relations.values():
            if not wanted or relation.label in wanted:
                ends = (one.held.spans[relation.head].label, one.held.spans[relation.tail].label)
                ties[ends[0], relation.label, ends[1]] += 1
    assert {tie[:3]: tie.times for tie in overview.ties(narrowed)} == ties

    values = Counter(
        ("span", attribute, span.label, value)
        for _, span in spans
        for attribute, value in span.attributes.items()
    )
    assert {row[:4]: row.times for row in overview.values(narrowed)} == values


@pytest.mark.parametrize("narrowed", NARROWED)
def test_corpus(invented: Project, narrowed: Narrowed) -> None:
    check(invented, invented.overview, narrowed)


def test_corpus_as_i_may_see_it(invented: Project) -> None:
    check(invented, invented.overview.for_me(), Narrowed(), is_for_me=True)


def test_corpus_is_brought_up_to_date(tmp_path: Path) -> None:
    with invent(tmp_path, 1) as project:
        overview = project.overview
        check(project, overview, Narrowed())
        documents = [one.id for one in project.documents()]
        span = Span(new_id(), "p", ((0, 2),))
        project.apply(AddSpan(span), documents[0])
        check(project, overview, Narrowed())
        project.apply(RelabelSpan(span.id, "c"), documents[0])
        check(project, overview, Narrowed())
        project.work_list.hide(documents[:3])
        check(project, overview, Narrowed())
        project.undo()
        project.sign_in("erik")
        project.apply(AddSpan(Span(new_id(), "p", ((0, 2),))), documents[-1])
        check(project, overview, Narrowed())
        lena_id = project.sign_in("lena").id
        project.people.join(project.people.named("erik").id, project.people.named("lena").id)
        check(project, overview, Narrowed())
        (lena,) = [one for one in overview.by_annotator() if one.annotator == lena_id]
        assert lena.spans == 1


def test_reading_the_corpus_can_be_cancelled(tmp_path: Path) -> None:
    with invent(tmp_path, 0) as project:
        overview = project.overview
        with pytest.raises(Cancelled):
            overview.count_corpus(is_cancelled=lambda: True)
        told: list[tuple[int, int]] = []
        overview.count_corpus(lambda progress: told.append(progress[:2]))
        assert told[-1][0] == told[-1][1] > 0
        check(project, overview, Narrowed())


# ---- doors --------------------------------------------------------------------------------------


def test_spans_behind_numbers(invented: Project) -> None:
    overview = invented.overview
    spans = [(one, span) for one in counted(invented, Narrowed()) for span in one.spans]
    whole = overview.spans(SpansWhere(), count=10_000)
    assert whole.total == len(whole.rows) == len(spans)
    found = {(row.document, row.annotator, row.span, row.label, row.start) for row in whole.rows}
    assert found == {
        (one.document.id, one.held.annotator, span.id, span.label, span.start)
        for one, span in spans
    }
    texts = {one.document.id: one.document.text for one, _ in spans}
    for row in whole.rows:
        at = texts[row.document]
        assert at[row.start - len(row.left) : row.start] == row.left
        assert at[row.end : row.end + len(row.right)] == row.right
    pages = [
        overview.spans(SpansWhere(), first=first, count=7) for first in range(0, len(spans), 7)
    ]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    for where, is_meant in (
        (SpansWhere(label="o"), lambda one, span: span.label == "o"),
        (SpansWhere(text="said"), lambda one, span: covered(one.document, span) == "said"),
        (SpansWhere(characters=(2, 5)), lambda one, span: 2 <= sum(e - s for s, e in span.fragments) <= 5),
        (SpansWhere(tenth=0), lambda one, span: tenth(one.document, span) == 0),
        (SpansWhere(annotator=None), lambda one, span: one.held.annotator is None),
        (SpansWhere(value=("m", "named")), lambda one, span: span.attributes.get("m") == "named"),
        (SpansWhere(text="never said"), lambda one, span: False),
    ):  # fmt: skip
        rows = overview.spans(where, count=10_000).rows
        expected = sorted(span.id for one, span in spans if is_meant(one, span))
        assert sorted(row.span for row in rows) == expected, where


def test_relations_behind_numbers(invented: Project) -> None:
    overview = invented.overview
    for tie in overview.ties():
        behind = overview.relations(RelationsWhere(*tie[:3]), count=10_000)
        assert behind.total == len(behind.rows) == tie.times
        assert len({row.head.document for row in behind.rows}) == tie.articles
        for row in behind.rows:
            assert (row.head.label, row.label, row.tail.label) == tie[:3]


def test_articles_behind_numbers(invented: Project) -> None:
    overview = invented.overview
    order = [one.id for one in invented.documents()]
    states = overview.by_state()
    for state, count in states._asdict().items():
        ids = overview.articles(ArticlesWhere(state=state))
        assert len(ids) == count
        assert ids == [one for one in order if one in ids]
    for person in overview.by_annotator():
        for status in ("new", "in_progress", "finished"):
            if person.annotator is not None:
                ids = overview.articles(ArticlesWhere(annotator=person.annotator, status=status))
                assert len(ids) == getattr(person, status)
    days = overview.by_day()
    for who, counts in days.counts.items():
        for day, count in zip(days.days, counts, strict=True):
            assert len(overview.articles(ArticlesWhere(annotator=who, day=day))) == count
    for label in (*overview.span_labels(), *overview.relation_labels()):
        assert len(overview.articles(ArticlesWhere(label=label.label))) == label.articles


def test_articles_behind_bars(invented: Project) -> None:
    overview = invented.overview
    for source, count in overview.by_source():
        assert len(overview.articles(ArticlesWhere(source=source))) == count
    for date, count in overview.by_date(letters=10):
        found = overview.articles(ArticlesWhere(published=date))
        assert len(found) >= count
    for language, count in overview.by_language():
        assert len(overview.articles(ArticlesWhere(language=language))) == count
    for bar in overview.article_lengths().bars:
        assert len(overview.articles(ArticlesWhere(characters=(bar.least, bar.most)))) == bar.times
    sets = list(counted(invented, Narrowed()))
    for bar in overview.spans_per_set().bars:
        expected = {one.document.id for one in sets if bar.least <= len(one.spans) <= bar.most}
        assert set(overview.articles(ArticlesWhere(spans=(bar.least, bar.most)))) == expected
    for bar in overview.spans_per_thousand_words().bars:
        assert overview.articles(ArticlesWhere(rate=(bar.least, bar.most))) or not bar.times


def test_articles_behind_the_growth_of_names(invented: Project) -> None:
    overview = invented.overview
    for narrowed in NARROWED:
        growth = overview.growth(narrowed)
        met: list[str] = []
        for before, after in pairwise((0, *growth.articles)):
            come = overview.articles(ArticlesWhere(places=(before + 1, after)), narrowed)
            assert len(come) == after - before
            met += come
        with_spans = {one.document.id for one in counted(invented, narrowed) if one.spans}
        assert met == [one.id for one in invented.documents() if one.id in with_spans]


def test_what_is_behind_the_values_of_relations_and_articles(tmp_path: Path) -> None:
    with invent(tmp_path, 1) as project:
        label_set = project.label_set
        asked = Attribute("t", "tone", "several", "document", ("dry", "warm"))
        attributes = (*label_set.attributes, asked)
        project.apply_to_project(ReplaceLabelSet(replace(label_set, attributes=attributes)))
        documents = [one.id for one in project.documents()]
        project.sign_in("nell")
        for document in documents[:4]:
            project.apply(SetDocumentAttribute("t", ("dry", "warm")), document)
        project.apply(SetDocumentAttribute("t", ("dry",)), documents[2])
        checked = []
        for document in documents[:5]:
            ends = [Span(f"{document} {label}", label, ((0, 1),)) for label in "po"]
            for number, kind in enumerate("wl"):
                id = f"{document} {kind}"
                relation = Relation(id, kind, ends[0].id, ends[1].id)
                acts = (*map(AddSpan, ends if not number else ()), AddRelation(relation))
                for act in (*acts, SetAttribute(id, "f", bool(number))):
                    project.apply(act, document)
                checked += [id] * number
        assert checked
        overview = project.overview
        behind = overview.relations(RelationsWhere(value=("f", True)), count=10_000)
        assert sorted(row.relation for row in behind.rows) == sorted(checked)
        told = {(one.attribute, one.value): one.times for one in overview.values()}
        assert (told["t", "dry"], told["t", "warm"]) == (4, 3)
        dry, warm = (
            overview.articles(ArticlesWhere(value=("t", value))) for value in ("dry", "warm")
        )
        assert dry == documents[:4] and warm == [*documents[:2], documents[3]]
        assert overview.relations(RelationsWhere(value=("f", 1))).total == 0
