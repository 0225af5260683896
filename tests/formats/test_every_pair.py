"""Every pair of formats that read and write: what both can carry is the same after two journeys.

A format that lands later is in by itself. What a writer loses it must tell: what is told is taken
off what is expected, and nothing else.
"""

import itertools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Format
from annotator.formats.registry import all_formats
from annotator.model.document import Document, Meta
from annotator.model.entity import Entity
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.journeys import agree, as_imported, both, journey

THERE_AND_BACK = [
    one for one in all_formats() if one.can_read and one.can_write and one.is_installed
]
WORDS = [
    "Ilse",
    "Varga",
    "runs",
    "the",
    "harbour",
    "of",
    "Lomera",
    "with",
    "Erik",
    "and",
    "Norrow",
    "Lines",
    "said",
    "so",
    "today",
]
LABELS = ["PERSON", "ORGANISATION", "ROLE"]
ENTITIES = [
    Entity("e1", "Ilse Varga", "PERSON", "Q71", "the harbour master"),
    Entity("e2", "Norrow Lines", None, "https://norrow.example/lines#us"),
]
RELATIONS = ["leads", "works-for"]


@st.composite
def articles(draw: Callable[..., Any], number: int) -> list[CorpusLine]:
    """Two sentences of plain words; spans over words, relations within a sentence."""
    text = f"Article {number} begins here"
    places: list[tuple[int, int, int]] = []  # start, end, sentence
    for sentence in range(2):
        for word in draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=7)):
            text += " "
            places.append((len(text), len(text) + len(word), sentence))
            text += word
        text += "."
    document = Document(f"article-{number}", text, Meta(title=f"Article {number}"))
    # One annotator alone some formats leave to whoever brings the file in.
    people = ("Maria", "Otto") if number == 1 else ("Maria",)
    return [draw(lines(document, name, places, f"{number}{name}")) for name in people]


@st.composite
def lines(
    draw: Callable[..., Any],
    document: Document,
    annotator: str,
    places: list[tuple[int, int, int]],
    prefix: str,
) -> CorpusLine:
    spans: dict[Any, Span] = {}
    sentence_of: dict[str, int] = {}
    for number in range(draw(st.integers(0, 5))):
        first = draw(st.integers(0, len(places) - 1))
        sentence = places[first][2]
        last = draw(st.integers(first, min(first + 2, len(places) - 1)))
        last = max(at for at in range(first, last + 1) if places[at][2] == sentence)
        fragments: tuple[tuple[int, int], ...] = ((places[first][0], places[last][1]),)
        if last - first == 2 and draw(st.booleans()):
            fragments = (places[first][:2], places[last][:2])
        label = draw(st.sampled_from(LABELS))
        attributes = draw(st.sampled_from([{}, {"mention": "named"}]))
        note = draw(st.sampled_from([None, "sure"]))
        id = f"{prefix}s{number}"
        entity = draw(st.sampled_from([None, None, *(one.id for one in ENTITIES)]))
        spans[label, fragments] = Span(id, label, fragments, attributes, note, entity=entity)
    kept = list(spans.values())
    starts = {start: sentence for start, _, sentence in places}
    sentence_of = {one.id: starts[one.start] for one in kept}
    pairs = [
        (one.id, other.id)
        for one, other in itertools.permutations(kept, 2)
        if sentence_of[one.id] == sentence_of[other.id]
    ]
    drawn = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    relations = tuple(
        Relation(f"{prefix}r{number}", draw(st.sampled_from(RELATIONS)), head, tail)
        for number, (head, tail) in enumerate(drawn)
    )
    labels = draw(st.sampled_from([(), ("politics",)]))
    linked = {one.entity for one in kept}
    entities = tuple(one for one in ENTITIES if one.id in linked)
    done = (document, annotator, "finished", labels, None, tuple(kept), relations)
    return CorpusLine(*done, entities=entities)


corpora = st.tuples(articles(1), articles(2)).map(lambda parts: [*parts[0], *parts[1]])


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What a library of somebody else's warns of is tested where its format is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("first", THERE_AND_BACK, ids=lambda one: one.name)
def test_what_both_carry_is_the_same_after_two_journeys(
    tmp_path_factory: pytest.TempPathFactory, first: Format
) -> None:
    @settings(
        max_examples=3,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # to make a failure smaller takes hundreds of journeys
        database=None,
    )
    @given(corpora)
    def there_and_back(corpus: list[CorpusLine]) -> None:
        place = tmp_path_factory.mktemp("journey")
        one = arrive(first, corpus, place / "first")
        for second in THERE_AND_BACK:
            arrive(second, one, place / second.name, came_by=first)

    there_and_back()


def arrive(
    format: Format, lines: list[CorpusLine], place: Path, came_by: Format | None = None
) -> list[CorpusLine]:
    """Go through a format, and hold what arrives against what was sent."""
    arrived = journey(format, lines, place)
    assert [one.error for one in arrived.problems] == []
    carries = both(format.carries, came_by.carries) if came_by else format.carries
    agree(arrived, carries)
    return list(as_imported(arrived.lines))
