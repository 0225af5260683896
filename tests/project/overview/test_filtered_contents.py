"""What stands in the sets under filters by chance: relations between labels, the graph of the news,
values of attributes, distinct names, frequent texts, and who confuses what, each as rows of SQL
have it that were counted here anew."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from annotator.edits.edit import (
    LinkSpan,
    PutEntities,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentAttribute,
)
from annotator.model.attribute import Attribute
from annotator.model.entity import Entity
from annotator.model.errors import AnnotatorError
from annotator.project.overview.behind import ArticlesWhere, RelationsWhere, SpansWhere
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.overview import Overview
from annotator.project.project import Project
from tests.project.overview.invented import PEOPLE, invent, rows
from tests.project.overview.test_filters import Told, by_chance

_SPANS = """
    SELECT annotation_sets.id, spans.id, span_labels.id, start, end, fragments, spans.attributes,
        entities.id
    FROM spans JOIN annotation_sets ON annotation_sets.key = set_key
    JOIN span_labels ON span_labels.key = label_key
    LEFT JOIN entities ON entities.key = entity_key
"""
_RELATIONS = """
    SELECT annotation_sets.id, relation_labels.id, head, tail, relations.attributes
    FROM relations JOIN annotation_sets ON annotation_sets.key = set_key
    JOIN relation_labels ON relation_labels.key = label_key
"""
_ATTRIBUTES = "SELECT id, attributes FROM annotation_sets"
_TEXTS = "SELECT id, text FROM documents WHERE is_retired = 0 ORDER BY position, key"
_SPAN_LABELS, _RELATION_LABELS = "porc", "whls"
Fragments = tuple[tuple[int, int], ...]


class Marked(NamedTuple):
    """A row of a span."""

    id: str
    label: str
    fragments: Fragments
    attributes: dict[str, Any]
    entity: str | None
    words: str

    @property
    def name(self) -> tuple[str, ...]:
        """What it is as a node: its entity, else its label and words."""
        return (self.entity,) if self.entity else (self.label, self.words)

    @property
    def place(self) -> tuple[int, int, str, str]:
        """Where it is read."""
        return self.fragments[0][0], -self.fragments[-1][1], self.label, self.id


class Tied(NamedTuple):
    """A row of a relation."""

    label: str
    head: str
    tail: str
    attributes: dict[str, Any]


class Contents:
    """What stands in the sets under a filter, as SQL finds it."""

    def __init__(self, project: Project, narrowed: Narrowed) -> None:
        self.told = Told(project, narrowed)
        self.label_set = project.label_set
        self.texts: dict[str, str] = dict(rows(project, _TEXTS))
        self.all: dict[str, dict[str, Marked]] = defaultdict(dict)
        """Set -> its spans, also of labels that do not count."""
        for set_id, id, label, start, end, fragments, attributes, entity in rows(project, _SPANS):
            if set_id in self.told.sets:
                parts = tuple(map(tuple, json.loads(fragments or f"[[{start}, {end}]]")))
                text = self.texts[self.told.sets[set_id][0]]
                words = " ".join(" ".join(text[here:there] for here, there in parts).split())
                self.all[set_id][id] = Marked(
                    id, label, parts, json.loads(attributes or "{}"), entity, words
                )
        self._ties: dict[str, list[Tied]] = defaultdict(list)
        for set_id, label, head, tail, attributes in rows(project, _RELATIONS):
            self._ties[set_id].append(Tied(label, head, tail, json.loads(attributes or "{}")))
        self._attributes = dict(rows(project, _ATTRIBUTES))
        self._labels = set(_SPAN_LABELS) & set(narrowed.labels) or set(_SPAN_LABELS)
        self._kinds = set(_RELATION_LABELS) & set(narrowed.labels) or set(_RELATION_LABELS)

    def does_count(self, *spans: Marked) -> bool:
        """Tell whether the labels of all of them count."""
        return {one.label for one in spans} <= self._labels

    def spans(self, set_id: str) -> list[Marked]:
        """The spans of a set that count."""
        return [one for one in self.all[set_id].values() if self.does_count(one)]

    def ties(self, set_id: str) -> list[Tied]:
        """The relations of a set that count."""
        return [one for one in self._ties[set_id] if one.label in self._kinds]

    def attributes_of(self, set_id: str) -> dict[str, Any]:
        """What a set says of its whole article."""
        found: dict[str, Any] = json.loads(self._attributes[set_id] or "{}")
        return found

    def sets(self) -> Iterable[tuple[str, str]]:
        """Each set with its article, articles in project order."""
        order = list(self.texts)
        found = [(id, row[0]) for id, row in self.told.sets.items()]
        return sorted(found, key=lambda one: order.index(one[1]))


def furnish(random: Random, project: Project) -> None:
    """Link spans to entities, and give relations and articles values, as people do."""
    asked = Attribute("t", "tone", "several", "document", ("dry", "warm"))
    label_set = project.label_set
    project.apply_to_project(
        ReplaceLabelSet(replace(label_set, attributes=(*label_set.attributes, asked)))
    )
    project.entities.put(PutEntities(tuple(Entity(one, f"The {one}") for one in "vwz")))
    done: Counter[str] = Counter()
    for person in PEOPLE:
        me = project.sign_in(person).id
        for document in [one.id for one in project.documents()]:
            mine = [one for one in project.annotation_sets(document) if one.annotator == me]
            acts: list[Any] = []
            for one in mine:
                acts += (LinkSpan(id, random.choice("vwz")) for id in one.spans)
                acts += (SetAttribute(id, "f", random.random() < 0.5) for id in one.relations)
                acts.append(SetDocumentAttribute("t", random.choice((("dry",), ("dry", "warm")))))
            for act in random.sample(acts, len(acts) // 3):
                try:
                    project.apply(act, document)
                except AnnotatorError:  # an article that came back is labelled in another set
                    continue
                done[type(act).__name__] += 1
    assert {"LinkSpan", "SetAttribute", "SetDocumentAttribute"} <= done.keys()
    project.sign_in("ilse")


@pytest.mark.parametrize("seed", range(3))
def test_contents_under_filters_are_what_sql_finds(tmp_path: Path, seed: int) -> None:
    random = Random(300 + seed)
    with invent(tmp_path, 40 + seed) as project:
        furnish(random, project)
        overview = project.overview
        seen: Counter[str] = Counter()
        for narrowed in [Narrowed(), *(by_chance(random, project) for _ in range(25))]:
            told = Contents(project, narrowed)
            for check in _CHECKS:
                seen[check.__name__] += check(overview, narrowed, told)
        assert all(seen[check.__name__] for check in _CHECKS), seen


def _ties(overview: Overview, narrowed: Narrowed, told: Contents) -> int:
    expected: Counter[tuple[str, str, str]] = Counter()
    on = defaultdict(set)
    for id, document in told.sets():
        for one in told.ties(id):
            ends = [told.all[id][end].label for end in (one.head, one.tail)]
            expected[ends[0], one.label, ends[1]] += 1
            on[ends[0], one.label, ends[1]].add(document)
    found = overview.ties(narrowed)
    assert {tie[:3]: tie.times for tie in found} == expected, narrowed
    assert {tie[:3]: tie.articles for tie in found} == {key: len(on[key]) for key in on}
    for tie in found:
        assert overview.relations(RelationsWhere(*tie[:3]), narrowed).total == tie.times
    return len(found)


def _news(overview: Overview, narrowed: Narrowed, told: Contents) -> int:
    mentions: Counter[tuple[str, ...]] = Counter()
    worn: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    ties: Counter[tuple[tuple[str, ...], str, tuple[str, ...]]] = Counter()
    on = defaultdict(set)
    for id, document in told.sets():
        counting = {one.id: one for one in told.spans(id)}
        for one in counting.values():
            mentions[one.name] += 1
            worn[one.name][one.label] += 1
            on[one.name].add(document)
        for tie in told.ties(id):
            if {tie.head, tie.tail} <= counting.keys():
                ends = [counting[end].name for end in (tie.head, tie.tail)]
                ties[ends[0], tie.label, ends[1]] += 1
    graph = overview.news(narrowed, most=10_000)
    names = [(one.entity,) if one.entity else (one.label, one.name) for one in graph.nodes]
    assert dict(zip(names, (one.mentions for one in graph.nodes), strict=True)) == mentions
    for name, one in zip(names, graph.nodes, strict=True):
        assert one.articles == len(on[name]), narrowed
        assert worn[name][one.label] == max(worn[name].values()), narrowed
        assert one.entity is None or one.name == f"The {one.entity}"
    assert {
        (names[tie.head], tie.label, names[tie.tail]): tie.times for tie in graph.ties
    } == ties, narrowed
    for place, one in enumerate(graph.nodes[:3]):
        assert overview.spans(one.where, narrowed).total == mentions[names[place]], narrowed
    for tie in graph.ties[:3]:
        assert overview.relations(graph.where(tie), narrowed).total == tie.times, narrowed
    return len(ties)


def _values(overview: Overview, narrowed: Narrowed, told: Contents) -> int:
    expected: Counter[tuple[str, str, str, Any]] = Counter()
    articles: dict[Any, set[str]] = defaultdict(set)
    for id, document in told.sets():
        kinds = [("span", one.label, one.attributes) for one in told.spans(id)]
        kinds += [("relation", one.label, one.attributes) for one in told.ties(id)]
        for target, label, attributes in kinds:
            expected.update((target, name, label, value) for name, value in attributes.items())
        for value in told.attributes_of(id).get("t", ()):
            expected["document", "t", "", value] += 1
            articles[value].add(document)
    found = overview.values(narrowed)
    assert {(one.target, one.attribute, one.label, one.value): one.times for one in found} == (
        expected
    ), narrowed
    for value, documents in articles.items():
        assert set(overview.articles(ArticlesWhere(value=("t", value)), narrowed)) == documents
    return len(found)


def _growth(overview: Overview, narrowed: Narrowed, told: Contents) -> int:
    met: set[str] = set()
    on: dict[str, list[Marked]] = defaultdict(list)
    for id, document in told.sets():
        on[document] += told.spans(id)
    spans, names = [0], []
    for marked in filter(None, on.values()):
        met |= {f"entity {one.entity}" if one.entity else one.words for one in marked}
        spans.append(spans[-1] + len(marked))
        names.append(len(met))
    growth = overview.growth(narrowed)
    assert growth == (tuple(range(1, len(names) + 1)), tuple(spans[1:]), tuple(names)), narrowed
    return len(names)


def _frequent(overview: Overview, narrowed: Narrowed, told: Contents) -> int:
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    on = defaultdict(set)
    for id, document in told.sets():
        for one in told.spans(id):
            texts[one.label][one.words] += 1
            on[one.label, one.words].add(document)
    found = overview.frequent_texts(narrowed, most=5)
    assert {label: [tuple(one) for one in best] for label, best in found.items()} == {
        label: [
            (words, times, len(on[label, words]))
            for words, times in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:5]
        ]
        for label, counts in texts.items()
    }, narrowed
    for label, best in found.items():
        behind = overview.spans(SpansWhere(label=label, text=best[0].text), narrowed)
        assert behind.total == best[0].times, narrowed
    return len(found)


def _confusion(overview: Overview, narrowed: Narrowed, told: Contents) -> int:
    on: dict[str, dict[str, str]] = defaultdict(dict)
    for id, (document, who, status, _) in told.told.sets.items():
        if who is not None and (narrowed.statuses or status == "finished"):
            on[document][who] = id
    several = 0
    for first, second in combinations(sorted({who for one in on.values() for who in one}), 2):
        cells: Counter[tuple[bool, str, str]] = Counter()
        alone: list[Counter[str]] = [Counter(), Counter()]
        for sets in on.values():
            if first in sets and second in sets:
                held = [list(told.all[sets[who]].values()) for who in (first, second)]
                for side, spans in enumerate(held):
                    alone[side].update(one.label for one in spans if told.does_count(one))
                for one, other in paired(*held):
                    if told.does_count(one, other):
                        is_apart = one.fragments != other.fragments
                        cells[is_apart, one.label, other.label] += 1
                        alone[0][one.label] -= 1
                        alone[1][other.label] -= 1
        found = overview.confusion(first, second, narrowed)
        for is_apart, table in enumerate((found.counts, found.apart)):
            assert table == tuple(
                tuple(cells[bool(is_apart), row, column] for column in found.labels)
                for row in found.labels
            ), narrowed
        assert found.only_first == tuple(alone[0][one] for one in found.labels), narrowed
        assert found.only_second == tuple(alone[1][one] for one in found.labels), narrowed
        assert set(found.labels) >= {one for _, *both in cells for one in both}
        assert set(found.labels) == set(alone[0]) | set(alone[1])
        several += cells.total() > 0
    return several


def paired(first: list[Marked], second: list[Marked]) -> list[tuple[Marked, Marked]]:
    """Spans that answer each other: same parts and label, same parts, same label and most shared,
    most shared; one to one."""
    passes: tuple[Callable[[Marked, Marked], bool], ...] = (
        lambda one, other: (one.fragments, one.label) == (other.fragments, other.label),
        lambda one, other: one.fragments == other.fragments,
        lambda one, other: one.label == other.label and bool(shared(one, other)),
        lambda one, other: bool(shared(one, other)),
    )
    found: list[tuple[Marked, Marked]] = []
    for does_answer in passes:
        taken = {side.id for pair in found for side in pair}
        likely = [
            (one, other) for one in first for other in second
            if not {one.id, other.id} & taken and does_answer(one, other)
        ]  # fmt: skip
        likely.sort(key=lambda two: (-shared(*two), *sorted((two[0].place, two[1].place))))
        for one, other in likely:
            if not {one.id, other.id} & taken:
                found.append((one, other))
                taken |= {one.id, other.id}
    return found


def shared(one: Marked, other: Marked) -> int:
    """How many characters both cover."""
    here, there = ({at for part in held.fragments for at in range(*part)} for held in (one, other))
    return len(here & there)


_CHECKS: list[Callable[[Overview, Narrowed, Contents], int]] = [
    _ties, _news, _values, _growth, _frequent, _confusion,
]  # fmt: skip
"""Each checks a picture, and tells how much there was to see."""
