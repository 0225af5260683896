"""A model over a project: due after ten finished articles, kept in the cache, told with the span."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.model.suggest_errors import TrainingFailed
from annotator.project.project import Project
from annotator.project.suggesting import trained
from annotator.project.suggesting.accepting import accept
from annotator.project.suggesting.suggesting import Wanted
from annotator.suggest import child
from annotator.suggest.tagger import CRF
from tests.builders import make_document
from tests.project.building import make_project

FIRST = ("Ilse", "Tom", "Mara", "Jan", "Rosa", "Otto", "Edda", "Piet")
LAST = ("Varga", "Quill", "Norrow", "Hale", "Brandt", "Okoro", "Lind", "Sato")
NAMES = [f"{FIRST[n % 8]} {LAST[n // 2 % 8]}" for n in range(12)]
TEXTS = {
    f"d{n}": f"Minister {name} arrived on Monday. Nobody spoke." for n, name in enumerate(NAMES)
}
ALL = Wanted()
NEW = "Minister Ada Newname arrived on Monday. Nobody spoke."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    monkeypatch.setattr(trained, "models_folder", lambda: tmp_path / "models")
    documents = [make_document(text, id) for id, text in TEXTS.items()]
    documents.append(make_document(NEW, "new"))
    with make_project(tmp_path, documents) as project:
        yield project


def finish(project: Project, first: int, last: int) -> None:
    for number in range(first, last):
        start = len("Minister ")
        place = ((start, start + len(NAMES[number])),)
        project.apply(AddSpan(Span(new_id(), "p", place)), f"d{number}")
        project.apply(SetStatus("finished"), f"d{number}")
    project.flush()


def told(project: Project, wanted: Wanted = ALL) -> list[tuple[str, str, str]]:
    mine = project.annotation_set("new")
    found = project.suggesting.suggest(project.document("new"), mine, wanted)
    return [(NEW[one.start : one.end], one.label, one.model) for one in found]


def test_after_ten_articles_it_learns_and_suggests_what_was_never_labelled(
    project: Project,
) -> None:
    finish(project, 0, 9)
    assert not project.suggesting.is_training_due()
    assert project.suggesting.train() is None
    finish(project, 9, 10)
    assert project.suggesting.is_training_due()
    assert told(project) == []
    card = project.suggesting.train()
    assert card is not None and card.finished == 10 and card.gates().keys() == {"p"}
    assert not project.suggesting.is_training_due(), "not before ten more"
    assert told(project) == [("Ada Newname", "p", CRF)]
    for off in (CRF, "p"):
        assert told(project, Wanted(frozenset({off}))) == []
    mine = project.annotation_set("new")
    (one,) = project.suggesting.suggest(project.document("new"), mine)
    span = accept(one).span
    assert (span.origin, span.suggested.model, span.suggested.version) == (
        "suggested",
        CRF,
        card.version,
    )
    project.suggesting.reject("new", [one])
    assert told(project) == []


def test_it_is_kept_for_the_next_time_and_left_where_it_is_broken(project: Project) -> None:
    finish(project, 0, 10)
    card = project.suggesting.train()
    path = project.path
    project.close()
    with Project.open(path, annotator="ilse") as again:
        assert again.suggesting.card() == card
        assert told(again) == [("Ada Newname", "p", CRF)]
    (model,) = trained.models_folder().glob("*/model")
    model.write_bytes(model.read_bytes()[:-7] + b"garbage")
    with Project.open(path, annotator="ilse") as again:
        assert again.suggesting.card() is None
        assert again.suggesting.is_training_due()
        assert again.suggesting.train() is not None


def test_what_was_forgotten_is_not_learned_again_unasked_before_ten_more_articles(
    project: Project,
) -> None:
    finish(project, 0, 10)
    assert project.suggesting.train() is not None
    project.suggesting.forget_model()
    assert project.suggesting.card() is None
    assert told(project) == []
    assert [one.name for one in trained.models_folder().glob("*/*")] == ["forgotten.json"]
    finish(project, 10, 12)
    assert (project.suggesting.articles_to_go(), project.suggesting.is_training_due()) == (8, False)
    path = project.path
    project.close()
    with Project.open(path, annotator="ilse") as again:
        assert again.suggesting.articles_to_go() == 8, "nor after a new start"
        assert again.suggesting.train() is not None, "whoever asks gets it"
        assert again.suggesting.articles_to_go() == 10
        assert not list(trained.models_folder().glob("*/forgotten.json"))
    with Project.open(path) as nobody:
        assert nobody.suggesting.articles_to_go() is None


def test_what_an_article_taught_goes_with_the_article(project: Project) -> None:
    finish(project, 0, 10)
    assert project.suggesting.train() is not None
    path = project.path
    project.purging.purge_articles(["d3"], "asked for", root=path.parent)
    project.suggesting.note(Changes(documents_retired=1))
    assert project.suggesting.card() is None
    assert not list(trained.models_folder().glob("*/*"))
    project.close()
    with Project.open(path, annotator="ilse") as again:
        assert again.suggesting.card() is None


def test_a_child_that_dies_leaves_what_was_known(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish(project, 0, 10)
    card = project.suggesting.train()
    monkeypatch.setattr(child, "_command", lambda: [sys.executable, "-c", "import os; os.abort()"])
    with pytest.raises(TrainingFailed):
        project.suggesting.train()
    monkeypatch.setattr(
        child, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(99)"]
    )
    with pytest.raises(Cancelled):
        project.suggesting.train(is_cancelled=iter([False] * 3 + [True] * 9).__next__)
    assert project.suggesting.card() == card
    assert told(project) == [("Ada Newname", "p", CRF)]


def test_one_article_takes_less_than_fifty_milliseconds(project: Project) -> None:
    finish(project, 0, 10)
    project.suggesting.train()
    document = make_document(f"{NEW} " * 60, "long")
    kept = project.suggesting._trained.get()
    known = project.suggesting._learning.repeated("long", is_case_exact=True)
    assert kept is not None
    begun = time.perf_counter()
    found = list(
        kept[1].find(document.text, known.matcher, known.phrases.shapes.get, is_exact=True)
    )
    assert len(found) == 60
    assert time.perf_counter() - begun < 0.5, "ten times the promise: the machine is shared"
