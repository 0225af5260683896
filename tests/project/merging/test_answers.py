"""What an annotator answers in a copy of the file comes back with it: labels, answers, words."""

from pathlib import Path

from annotator.edits.edit import AddSpan, SetStatus
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from tests.builders import TEXT, make_document, make_span
from tests.project.building import make_project
from tests.project.merging.copies import content, copy, edit, merge, spans_of


def make_settled(folder: Path) -> Path:
    """ilse and jon differ in three things, and mara has settled all of them for ilse."""
    with make_project(folder, [make_document()], name="base") as project:
        ids = {}
        for name, label in (("ilse", "p"), ("jon", "o")):
            ids[name] = project.sign_in(name).id
            for words in ("Ilse Varga", "Norrow Lines", "harbour master"):
                project.apply(AddSpan(make_span(TEXT, words, label, f"{words}-{name}")), "talks")
            project.apply(SetStatus("finished"), "talks")
        project.sign_in("mara")
        pairing = Pairing(ids["ilse"], ids["jon"])
        cases = project.review.cases("talks", pairing)
        project.review.settle([Ruling("talks", pairing, one.difference, "first") for one in cases])
        return project.path


def answer(path: Path) -> Path:
    """jon accepts two as one act, and contests the third with a word."""
    with Project.open(path, annotator="jon") as project:
        rows = list(project.review.inbox())
        assert [one.state for one in rows] == ["waiting"] * 3
        ids = [one.verdict.id for one in rows if one.verdict is not None]
        project.review.accept(ids[:2])
        project.review.contest(ids[2], "They are a firm.")
        return path


def test_answers_come_back(tmp_path: Path) -> None:
    base = make_settled(tmp_path)
    theirs = answer(copy(base, "theirs"))
    edit(base, AddSpan(make_span(TEXT, "June", "c", "june")), annotator="jon")
    merge(base, theirs, annotator="mara")
    labels = sorted(one.label for one in spans_of(base, annotator="jon").values())
    assert labels == ["c", "o", "p", "p"]
    with Project.open(base, annotator="jon") as project:
        states = [one.state for one in project.review.inbox()]
        assert sorted(states) == ["accepted", "accepted", "contested"]
        assert [one.text for one in project.review.remarks("talks")] == ["They are a firm."]
    assert merge(base, theirs, annotator="mara").verdicts == 0


def test_what_was_undone_there_does_not_come_back(tmp_path: Path) -> None:
    base = make_settled(tmp_path)
    theirs = answer(copy(base, "theirs"))
    with Project.open(theirs, annotator="jon") as project:
        project.undo()
        project.undo()
    before = content(base)
    merge(base, theirs, annotator="mara")
    assert content(base) == before
