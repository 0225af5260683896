"""Spans linked to what a file says they are mentions of."""

from annotator.formats.corpus import CorpusLine
from annotator.formats.linking import identified, link, mentions_of
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.span import Span

TEXT = "Ilse Varga runs Norrow.  She, Varga, left Norrow."


def span(id: str, word: str, after: int = 0, label: str = "PERSON") -> Span:
    start = TEXT.index(word, after)
    return Span(id, label, ((start, start + len(word)),))


ILSE = span("a", "Ilse Varga")
FIRM = span("b", "Norrow", label="FIRM")
SHE = span("c", "She")
VARGA = span("d", "Varga", 20)
SPANS = (VARGA, SHE, FIRM, ILSE)


def test_a_chain_is_called_by_its_longest_mention() -> None:
    spans, [entity] = link(TEXT, SPANS, {}, [["d", "c", "a"]])
    assert (entity.name, entity.identifier, entity.kind) == ("Ilse Varga", "", None)
    assert {one.id: one.entity for one in spans} == {
        "a": entity.id,
        "b": None,
        "c": entity.id,
        "d": entity.id,
    }
    assert [one._replace(entity=None) for one in spans] == list(SPANS)


def test_what_is_read_again_has_the_same_ids_and_another_article_others() -> None:
    chains = [["a", "c"], ["b", "d"]]
    assert link(TEXT, SPANS, {}, chains) == link(TEXT, SPANS, {}, chains)
    _, here = link(TEXT, SPANS, {}, chains)
    _, there = link(TEXT + " So.", SPANS, {}, chains)
    assert len({one.id for one in (*here, *there)}) == 4


def test_chains_of_the_same_words_are_two_entities() -> None:
    stacked = (ILSE, ILSE._replace(id="e"), SHE, VARGA)
    _, entities = link(TEXT, stacked, {}, [["a", "c"], ["e", "d"]])
    assert [one.name for one in entities] == ["Ilse Varga", "Ilse Varga"]
    assert len({one.id for one in entities}) == 2


def test_an_identifier_names_the_whole_chain() -> None:
    named = {"c": identified("wd:Q7"), "d": identified("Q7", " Ilse\nVarga-Lund ")}
    spans, [entity] = link(TEXT, SPANS, named, [["a", "c"]])
    assert (entity.name, entity.identifier) == ("Ilse Varga-Lund", "Q7")
    assert [one.id for one in spans if one.entity == entity.id] == ["d", "c", "a"]


def test_of_two_identifiers_in_a_chain_each_keeps_its_own() -> None:
    named = {"c": identified("Q7"), "d": identified("Q8")}
    spans, entities = link(TEXT, SPANS, named, [["d", "c", "a"]])
    of = {one.id: one.identifier for one in entities}
    assert {one.id: of.get(one.entity or "") for one in spans} == {
        "a": "Q7",
        "b": None,
        "c": "Q7",
        "d": "Q8",
    }
    assert {one.identifier: one.name for one in entities} == {"Q7": "Ilse Varga", "Q8": "Varga"}


def test_where_nothing_is_said_nothing_is_linked() -> None:
    assert link(TEXT, SPANS, {}, [["x", "y"]]) == (SPANS, ())


def test_mentions_stand_in_the_order_of_the_text() -> None:
    varga, norrow = Entity("v", "Varga"), Entity("n", "Norrow")
    links = {"a": "v", "b": "n", "d": "v", "c": "gone"}
    spans = tuple(one._replace(entity=links[one.id]) for one in SPANS)
    line = CorpusLine(Document("x", TEXT), spans=spans, entities=(norrow, varga))
    found = [(entity.id, [one.id for one in mentions]) for entity, mentions in mentions_of(line)]
    assert found == [("v", ["a", "d"]), ("n", ["b"])]
