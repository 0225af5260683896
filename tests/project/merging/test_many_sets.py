"""What was done to many sets as one act is known where copies meet: in both directions."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, RelabelSpan, SetNote
from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from tests.project.merging.copies import COUNCIL, copy, edit, make_base, merge, spans_of


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make_base(tmp_path)


def become_roles(path: Path, annotator: str = "ilse") -> Path:
    """Let everything that is a person be a role, whoever's it is."""
    with Project.open(path, annotator=annotator) as project:
        project.labels.change(Merge(("p",), "r"))
    return path


def labels_of(path: Path, annotator: str = "ilse") -> dict[str, str]:
    return {id: one.label for id, one in spans_of(path, annotator=annotator).items()}


def test_theirs_comes_in(base: Path) -> None:
    other = become_roles(copy(base, "other"))
    merge(base, other)
    assert labels_of(base) == {"varga": "r", "lines": "o"}
    assert not merge(base, other).is_anything_new


def test_theirs_comes_in_beside_what_was_done_here(base: Path) -> None:
    other = become_roles(copy(base, "other"))
    edit(base, SetNote("lines", "here"))
    merge(base, other)
    assert labels_of(base) == {"varga": "r", "lines": "o"}
    assert spans_of(base)["lines"].note == "here"


def test_ours_stays_beside_what_was_done_there(base: Path) -> None:
    other = edit(copy(base, "other"), SetNote("lines", "there"))
    become_roles(base)
    merge(base, other)
    assert labels_of(base) == {"varga": "r", "lines": "o"}
    assert spans_of(base)["lines"].note == "there"


def test_what_is_later_counts(base: Path) -> None:
    other = copy(base, "other")
    become_roles(base)
    edit(other, RelabelSpan("varga", "o"))
    merge(base, other)
    assert labels_of(base)["varga"] == "o"


def test_on_another_s_set_it_is_of_that_set(base: Path) -> None:
    edit(base, AddSpan(COUNCIL._replace(id="his", label="p")), annotator="jon")
    other = become_roles(copy(base, "other"), annotator="jon")
    merge(base, other)
    assert labels_of(base) == {"varga": "r", "lines": "o"}
    assert labels_of(base, "jon") == {"his": "r"}


def test_what_was_taken_back_never_was(base: Path) -> None:
    other = copy(base, "other")
    with Project.open(other, annotator="ilse") as project:
        project.labels.change(Merge(("p",), "r"))
        project.undo()
    edit(base, SetNote("lines", "here"))
    merge(base, other)
    assert labels_of(base) == {"varga": "p", "lines": "o"}


def test_it_goes_on_through_a_third_copy(base: Path) -> None:
    third = copy(base, "third")
    other = become_roles(copy(base, "other"))
    merge(third, other)
    edit(base, SetNote("lines", "here"))
    merge(base, third)
    assert labels_of(base) == {"varga": "r", "lines": "o"}
    assert not merge(base, other).is_anything_new
