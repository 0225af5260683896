"""Phrases all over a project: found labelled or not, settled many at once, undone at once."""

from pathlib import Path

import pytest

from annotator.model.document import Document
from annotator.model.errors import Cancelled, PatternTooHeavy
from annotator.project.phrasing import Found
from annotator.project.project import Project
from annotator.project.review import Beside
from annotator.project.rows import Progress
from tests.builders import make_document, make_span
from tests.project.building import make_project
from tests.project.differing import say

TEXTS = [
    "Velland won.\nThe port of Velland shut.",
    "In VELLAND nobody came, said Vellander.",
    "Nothing of it here.",
    "Velland again.",
]


@pytest.fixture
def project(tmp_path: Path):
    documents: list[Document] = [
        make_document(text, f"d{at}", f"Title {at}") for at, text in enumerate(TEXTS)
    ]
    with make_project(tmp_path, documents) as project:
        first, second = (make_span(TEXTS[0], "Velland", "o", f"v{nth}", nth) for nth in (1, 2))
        say(project, "ana", first, second, document="d0")
        say(project, "ben", first._replace(label="p"), document="d0")
        shouted = make_span(TEXTS[1], "VELLAND", "p", "v")
        say(project, "ana", shouted, document="d1")
        say(project, "ben", shouted, document="d1")
        project.sign_in("mara")
        yield project


def _find(project: Project, words: str = "Velland", *, is_case_exact: bool = False) -> list[Found]:
    found = project.review.occurrences(words, is_case_exact=is_case_exact)
    return [one for page in found for one in page]


def test_every_occurrence_with_what_stands_around_it(project: Project) -> None:
    found = _find(project)
    assert [(one.title, one.before, one.words, one.after) for one in found] == [
        ("Title 0", "", "Velland", " won."),
        ("Title 0", "The port of ", "Velland", " shut."),
        ("Title 1", "In ", "VELLAND", " nobody came, said Vellander."),
        ("Title 3", "", "Velland", " again."),
    ]
    assert [one.occurrence.labels for one in found] == [("o", "p"), ("o",), ("p",), ()]
    assert [one.occurrence.is_open for one in found] == [True, True, False, False]
    assert len(_find(project, is_case_exact=True)) == 3
    assert _find(project, "  velland \n won ")[0].words == "Velland won"
    assert _find(project, "nowhere") == []


def test_many_are_settled_in_one_act(project: Project) -> None:
    """Differing, agreed otherwise and not labelled at all alike."""
    before = [list(project.annotation_sets(id)) for id in ("d0", "d1", "d3")]
    occurrences = [one.occurrence for one in _find(project)]
    changes = project.review.settle_occurrences(occurrences, "o", Beside("slip", "all of them"))
    assert len(changes.verdicts) == 4
    assert {after.reason for _, after in changes.verdicts if after} == {"slip"}
    assert all(one.occurrence.is_settled_as("o") for one in _find(project))
    for id, count in (("d0", 2), ("d1", 1), ("d3", 1)):
        spans = project.review.curated(id).annotation_set.spans.values()
        assert [one.label for one in spans] == ["o"] * count
    assert before == [list(project.annotation_sets(id)) for id in ("d0", "d1", "d3")]
    project.undo()
    assert project.review.verdicts() == []


def test_what_is_so_already_is_left_alone(project: Project) -> None:
    occurrences = [one.occurrence for one in _find(project)]
    assert len(project.review.settle_occurrences(occurrences[2:3], "p").verdicts) == 0
    project.review.settle_occurrences(occurrences, "o")
    again = [one.occurrence for one in _find(project)]
    assert project.review.settle_occurrences(again, "o").is_empty


def test_deciding_otherwise_takes_the_place_of_what_was_decided(project: Project) -> None:
    for label in ("o", "p", None):
        occurrences = [one.occurrence for one in _find(project)]
        project.review.settle_occurrences(occurrences, label)
        assert all(one.occurrence.is_settled_as(label) for one in _find(project))
    assert len(project.review.verdicts("d3")) == 0
    project.undo()
    assert [one.occurrence.labels for one in _find(project)] == [("p",)] * 4


def test_phrases_labelled_unlike(project: Project) -> None:
    seen: list[Progress] = []
    (velland,) = project.review.phrases(seen.append)
    assert (velland.words, velland.labels, velland.unlabelled) == (
        "Velland", (("p", 3), ("o", 2)), 1,
    )  # fmt: skip
    assert seen[0] == Progress(0, 4)
    project.review.settle_occurrences([one.occurrence for one in _find(project)], "o")
    assert project.review.phrases() == []


def test_they_can_be_stopped_and_too_many_words_are_refused(project: Project) -> None:
    with pytest.raises(Cancelled):
        project.review.phrases(is_cancelled=lambda: True)
    with pytest.raises(Cancelled):
        list(project.review.occurrences("Velland", is_cancelled=lambda: True))
    with pytest.raises(PatternTooHeavy):
        list(project.review.occurrences("many " * 1000))
