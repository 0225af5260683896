"""The graph of the news, against the relations one by one; drawn, and written."""

from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.overview.behind import RelationsWhere
from annotator.project.overview.graphml import write_graphml
from annotator.project.overview.layout import lay_out
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.news import NewsGraph, Node, Tie
from annotator.project.project import Project
from tests.project.building import bring, make_project
from tests.project.overview.test_corpus import NARROWED, counted, covered

_SPACE = "{http://graphml.graphdrawing.org/xmlns}"


@pytest.mark.parametrize("narrowed", NARROWED)
def test_graph(invented: Project, narrowed: Narrowed) -> None:
    graph = invented.overview.news(narrowed, most=10_000)
    mentions: Counter[tuple[str, str]] = Counter()
    ties: Counter[tuple[tuple[str, str], str, tuple[str, str]]] = Counter()
    on = defaultdict(set)
    labels = {one.id for one in invented.label_set.relation_labels} & set(narrowed.labels)
    for one in counted(invented, narrowed):
        names = {span.id: (span.label, covered(one.document, span)) for span in one.spans}
        mentions.update(names.values())
        for name in names.values():
            on[name].add(one.document.id)
        for relation in one.held.relations.values():
            if {relation.head, relation.tail} <= names.keys() and (
                not labels or relation.label in labels
            ):
                ties[names[relation.head], relation.label, names[relation.tail]] += 1
    assert {(node.label, node.name): node.mentions for node in graph.nodes} == mentions
    for node in graph.nodes:
        assert node.articles == len(on[node.label, node.name])

    def name(at: int) -> tuple[str, str]:
        return graph.nodes[at].label, graph.nodes[at].name

    assert {(name(tie.head), tie.label, name(tie.tail)): tie.times for tie in graph.ties} == ties
    assert graph.left_out == 0


def test_doors_of_the_graph(invented: Project) -> None:
    overview = invented.overview
    graph = overview.news(most=25)
    for node in graph.nodes:
        behind = overview.spans(node.where, count=500)
        assert behind.total == node.mentions
        assert len({row.document for row in behind.rows}) == node.articles
    for tie in graph.ties:
        behind_tie = overview.relations(graph.where(tie), count=500)
        assert behind_tie.total == tie.times
        assert len({row.head.document for row in behind_tie.rows}) == tie.articles


def test_those_with_most_relations_are_shown(invented: Project) -> None:
    whole, some = (invented.overview.news(most=most) for most in (10_000, 5))
    assert some.nodes == whole.nodes[:5]
    assert some.left_out == max(0, len(whole.nodes) - 5)
    assert set(some.ties) == {tie for tie in whole.ties if max(tie.head, tie.tail) < 5}


@pytest.fixture
def linked(tmp_path: Path) -> Project:
    """Two articles in which spans of other words are one entity."""
    documents = [
        Document("a", "Varga leads Norrow."),
        Document("b", "She leads Norrow; Varga left."),
    ]
    spans = [
        [Span("a1", "p", ((0, 5),), entity="v"), Span("a2", "o", ((12, 18),))],
        [Span("b1", "r", ((0, 3),), entity="v"), Span("b2", "o", ((10, 16),)),
         Span("b3", "p", ((18, 23),), entity="v")],
    ]  # fmt: skip
    sets = [
        AnnotationSet(
            f"set{document.id}", document.id, "jon", "finished",
            spans={one.id: one for one in held},
            relations={f"r{document.id}": Relation(f"r{document.id}", "l", held[0].id, held[1].id)},
        )
        for document, held in zip(documents, spans, strict=True)
    ]  # fmt: skip
    project = make_project(tmp_path, documents)
    bring(project, (), sets, import_id="sets")
    return project


def test_what_is_linked_is_one(linked: Project) -> None:
    with linked:
        graph = linked.overview.news()
        assert set(graph.nodes) == {Node("The v", "p", "v", 3, 2), Node("Norrow", "o", None, 2, 2)}
        (tie,) = graph.ties
        assert (tie.label, tie.times, tie.articles) == ("l", 2, 2)
        assert linked.overview.relations(graph.where(tie)).total == 2
        assert linked.overview.relations(RelationsWhere(head="r")).total == 1
        one = linked.overview.news(Narrowed(documents=frozenset({"b"})))
        assert {node.name: node.mentions for node in one.nodes} == {"The v": 2, "Norrow": 1}


# ---- drawn --------------------------------------------------------------------------------------


def chain(count: int) -> list[Tie]:
    return [Tie(at, at + 1, "l", 1, 1) for at in range(count - 1)]


def test_the_same_seed_gives_the_same_picture() -> None:
    here, there, other = (
        list(lay_out(12, chain(12), seed=seed, steps=50))[-1] for seed in (1, 1, 2)
    )
    assert np.array_equal(here, there)
    assert not np.array_equal(here, other)


def test_nodes_stand_apart_and_ties_keep_near() -> None:
    ties = [*chain(6), Tie(6, 7, "l", 1, 1), Tie(7, 7, "l", 1, 1)]
    places = list(lay_out(9, ties))[-1]
    assert np.abs(places).max() <= 1.0 + 1e-9
    apart = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    assert apart[~np.eye(9, dtype=bool)].min() > 0.05
    tied = np.mean([apart[tie.head, tie.tail] for tie in ties if tie.head != tie.tail])
    assert tied < apart[~np.eye(9, dtype=bool)].mean()


def test_few_nodes_and_none() -> None:
    assert list(lay_out(0, [])) == []
    assert np.array_equal(list(lay_out(1, []))[-1], np.zeros((1, 2)))
    assert np.isfinite(list(lay_out(2, chain(2)))[-1]).all()


def test_it_comes_step_by_step() -> None:
    assert len(list(islice(lay_out(2_000, chain(2_000)), 2))) == 2
    assert sum(1 for _ in lay_out(5, chain(5), steps=7)) == 7


# ---- written ------------------------------------------------------------------------------------


def test_graphml_is_read_back(tmp_path: Path) -> None:
    names = ('Ilse "the harbour" <Varga> & Söhne', "港務局", "a\x00b\x1bc\rd", "]]>")
    nodes = tuple(
        Node(name, "p", f"e{at}" if at else None, at + 1, 1) for at, name in enumerate(names)
    )
    graph = NewsGraph(nodes, (Tie(0, 2, "w", 3, 2), Tie(1, 1, "gone", 1, 1)))
    target = tmp_path / "news.graphml"
    write_graphml(graph, {"p": "PERSON", "w": "works <for>"}, target)
    root = ElementTree.parse(target).getroot()
    read = [
        {one.get("key"): one.text for one in node.iter(f"{_SPACE}data")}
        for node in root.iter(f"{_SPACE}node")
    ]
    assert [one["n_name"] for one in read] == [*names[:2], "a\ufffdb\ufffdc\rd", names[3]]
    assert [one["n_label"] for one in read] == ["PERSON"] * 4
    assert "n_entity" not in read[0] and read[1]["n_entity"] == "e1"
    ties = [
        (one.get("source"), one.get("target"), [each.text for each in one])
        for one in root.iter(f"{_SPACE}edge")
    ]
    assert ties == [("n0", "n2", ["works <for>", "3", "2"]), ("n1", "n1", ["gone", "1", "1"])]
    keys = {one.get("id") for one in root.iter(f"{_SPACE}key")}
    assert keys >= {one.get("key") for one in root.iter(f"{_SPACE}data")}
