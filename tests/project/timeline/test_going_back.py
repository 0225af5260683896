"""Past states: whatever is done, taken back and done again, every past state is told as it was."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits.edit import AddSpan, RelabelSpan, RemoveSpan, SetEdit, SetNote
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import AnnotatorError, DocumentUnknown
from annotator.model.history_errors import ActUnknown, NotThereThen
from annotator.project.label_changes.change import Merge
from annotator.project.project import Project
from tests.builders import TEXT as TALKS
from tests.builders import make_document, make_set, make_span
from tests.project.building import bring, make_project
from tests.project.test_replay import TEXT, take
from tests.strategies import annotation_sets, set_edits

steps = st.lists(
    st.one_of(
        set_edits,
        set_edits,
        st.sampled_from(["undo", "undo", "redo", "ilse", "jon", "reopen"]),
        st.sampled_from(["merge c r", "merge r p", "bring", "take out", "bring again"]),
    ),
    max_size=25,
)


def said(sets: list[AnnotationSet] | tuple[AnnotationSet, ...]) -> dict[str | None, object]:
    """Annotator -> all that a set says; of those that say nothing at all: nothing."""
    return {
        one.annotator: (dict(one.spans), dict(one.relations), one.state)
        for one in sets
        if not one.is_untouched and not (one.status == "curated" and not one.spans)
    }


def last(project: Project) -> int:
    project.flush()
    return next((act.seq for act in project.history(newest=1)), 0)


class Recorded:
    """A project in which steps are taken, and what was there after each act."""

    def __init__(self, project: Project, imported: AnnotationSet) -> None:
        self.project = project
        self.states: dict[int, dict[str | None, object]] = {}
        self.imports = 0
        self._imported = imported
        self.note()

    def note(self) -> None:
        self.states[last(self.project)] = said(list(self.project.annotation_sets("talks")))

    def take(self, step: SetEdit | str) -> None:
        try:
            if step in ("merge c r", "merge r p"):
                _, gone, into = str(step).split()
                self.project.labels.change(Merge((gone,), into))
            elif step == "bring":
                self._bring()
            elif step in ("take out", "bring again"):
                me = self.project.me
                assert me is not None
                self.project.sign_in("desk")
                try:
                    take(self.project, "undo" if step == "take out" else "redo")
                finally:
                    self.project.sign_in(me.name)
            else:
                self.project = take(self.project, step)
        except AnnotatorError:
            pass
        self.note()

    def _bring(self) -> None:
        """Somebody at the desk brings a set in that somebody else made."""
        me, self.imports = self.project.me, self.imports + 1
        self.project.sign_in("desk")
        who = f"guest {self.imports}"
        one = AnnotationSet(
            f"set {self.imports}", "talks", who, "in_progress",
            spans={f"{self.imports} {id}": span._replace(id=f"{self.imports} {id}")
                   for id, span in self._imported.spans.items()},
        )  # fmt: skip
        bring(self.project, [], [one], f"import {self.imports}")
        assert me is not None
        self.project.sign_in(me.name)


@settings(max_examples=20, deadline=None)
@given(steps, annotation_sets())
def test_every_past_state_is_told_as_it_was(
    steps: list[SetEdit | str], imported: AnnotationSet
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = make_project(Path(folder), [make_document(TEXT)], annotator="owner")
        made.sign_in("ilse")
        recorded = Recorded(made, imported)
        try:
            for step in steps:
                recorded.take(step)
            for seq, state in recorded.states.items():
                past = recorded.project.timeline.state("talks", seq)
                assert past.untold == ()
                assert said(past.sets) == state, seq
        finally:
            recorded.project.close()


# ---- one by one ---------------------------------------------------------------------------------

VARGA = make_span(TALKS, "Ilse Varga")
LINES = make_span(TALKS, "Norrow Lines", "o")


def spans_then(project: Project, seq: int) -> dict[str, str]:
    """Span -> label, of everybody's."""
    past = project.timeline.state("talks", seq)
    return {id: span.label for one in past.sets for id, span in one.spans.items()}


def test_a_merge_of_labels_is_walked_back_and_forth(project: Project) -> None:
    project.apply(AddSpan(VARGA), "talks")
    made = last(project)
    project.labels.change(Merge(("p",), "r"))
    project.undo()
    project.redo()
    assert spans_then(project, made) == {"Ilse Varga": "p"}
    assert [spans_then(project, made + n)["Ilse Varga"] for n in (1, 2, 3)] == ["r", "p", "r"]
    past = project.timeline.state("talks", made)
    labels = [one.span_label("p") for one in (past.label_set, project.label_set)]
    assert [one is not None and one.is_retired for one in labels] == [False, True]


def test_an_act_that_was_never_done(project: Project) -> None:
    with pytest.raises(ActUnknown) as error:
        project.timeline.state("talks", 99)
    assert error.value.last == last(project)
    with pytest.raises(DocumentUnknown):
        project.timeline.state("gone", 1)


def test_before_the_article_came_in(project: Project) -> None:
    with pytest.raises(NotThereThen):
        project.timeline.state("talks", 0)


def test_a_set_that_came_later_was_not_there_before(project: Project) -> None:
    before = last(project)
    bring(project, [], [make_set(VARGA, annotator="jon")], "later")
    assert spans_then(project, before) == {}
    assert spans_then(project, before + 1) == {"Ilse Varga": "p"}


def test_two_who_were_joined_are_two_before(project: Project) -> None:
    bring(project, [], [make_set(VARGA, annotator="jon")], "later")
    before = last(project)
    jon = next(one for one in project.annotators() if one.name == "jon")
    maria = project.sign_in("maria")
    project.people.join(jon.id, maria.id)
    after = last(project)
    assert [one.annotator for one in project.timeline.state("talks", before).sets] == [jon.id]
    assert [one.annotator for one in project.timeline.state("talks", after).sets] == [maria.id]


def test_what_does_not_go_together_is_said_not_guessed(project: Project) -> None:
    """Somebody changed the file by hand: the span wears a label that no act gave it."""
    project.apply(AddSpan(VARGA), "talks")
    made = last(project)
    project.apply(RelabelSpan("Ilse Varga", "r"), "talks")
    path, me = project.path, project.me
    assert me is not None
    project.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE spans SET label_key = (SELECT key FROM span_labels WHERE id = 'c')"
        )
        connection.commit()
    with Project.open(path, annotator="ilse") as opened:
        past = opened.timeline.state("talks", made)
        assert (past.sets, past.untold) == ((), (me.id,))
        assert spans_then(opened, made + 1) == {"Ilse Varga": "c"}


def test_what_no_act_has_made_is_not_told_before_the_first(project: Project) -> None:
    """The row of the history that made the span is gone from the file."""
    before = last(project)
    project.apply(AddSpan(VARGA), "talks")
    project.apply(AddSpan(LINES), "talks")
    path = project.path
    project.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM history WHERE seq = ?", (before + 1,))
        connection.commit()
    with Project.open(path, annotator="ilse") as opened:
        assert opened.timeline.state("talks", before).untold
        assert opened.timeline.state("talks", before + 2).untold == ()


def test_blind_labels_are_not_seen_in_the_past(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        both = [project.sign_in(name).id for name in ("jon", "ilse")]
        division = project.assignments.divide(["talks"], both, per_article=2)
        project.assignments.assign(division, is_blind=True)
        project.sign_in("jon")
        project.apply(AddSpan(VARGA), "talks")
        seq = last(project)
        assert len(project.timeline.state("talks", seq, is_for_me=True).sets) == 1
        project.sign_in("ilse")
        assert project.timeline.state("talks", seq, is_for_me=True).sets == ()
        assert len(project.timeline.state("talks", seq).sets) == 1


def test_ten_acts_ago_reads_ten_rows_however_long_the_history(tmp_path: Path) -> None:
    documents = [make_document(TALKS, "talks"), make_document(TALKS, "other")]
    with make_project(tmp_path, documents) as project:
        for number in range(60):
            project.apply(AddSpan(LINES._replace(id=f"s{number}")), "other")
            project.apply(AddSpan(VARGA._replace(id=f"t{number}")), "talks")
        for number in range(10):
            project.apply(RemoveSpan(f"t{number}"), "talks")
        past = project.timeline.state("talks", last(project) - 10)
        assert len(past.sets[0].spans) == 60
        assert past.rows == 10


def test_what_was_forgotten_with_a_person_is_not_guessed(project: Project) -> None:
    """ilse had written jon's name into a note; he was forgotten, and the note with him."""
    jon, ilse = (project.sign_in(name) for name in ("jon", "ilse"))
    project.apply(AddSpan(VARGA), "talks")
    before = last(project)
    project.apply(SetNote("Ilse Varga", "jon says so"), "talks")
    written = last(project)
    project.purging.purge_person(jon.id, "Somebody", "asked for it")
    project.apply(AddSpan(LINES), "talks")
    assert project.timeline.state("talks", before).untold == (ilse.id,)
    after = project.timeline.state("talks", written)
    assert after.untold == ()
    assert after.sets[0].spans["Ilse Varga"].note == "Somebody says so"


def test_a_purged_article_takes_no_other_past_with_it(tmp_path: Path) -> None:
    documents = [make_document(TALKS, "talks"), make_document("Ilse Varga resigned.", "gone")]
    with make_project(tmp_path, documents) as project:
        project.apply(AddSpan(VARGA), "talks")
        before = last(project)
        project.apply(AddSpan(VARGA._replace(id="there", fragments=((0, 10),))), "gone")
        project.apply(AddSpan(LINES), "talks")
        project.purging.purge_articles(["gone"], "taken down")
        past = project.timeline.state("talks", before)
        assert past.untold == ()
        assert set(past.sets[0].spans) == {"Ilse Varga"}


short_steps = st.lists(
    st.one_of(set_edits, set_edits, st.sampled_from(["undo", "redo", "ilse", "jon"])), max_size=6
)


@settings(max_examples=8, deadline=None)
@given(short_steps, short_steps, short_steps, st.sampled_from([(), ("undo",), ("undo", "redo")]))
def test_what_a_colleague_took_in_and_what_was_given_back(
    first: list[SetEdit | str],
    mine: list[SetEdit | str],
    theirs: list[SetEdit | str],
    then: tuple[str, ...],
) -> None:
    """Two copies go on, and meet; that is taken back and done again."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder), [make_document(TEXT)], annotator="owner")
        project.sign_in("ilse")
        states: dict[int, dict[str | None, object]] = {}

        def note() -> None:
            states[last(project)] = said(list(project.annotation_sets("talks")))

        try:
            for step in first:
                take(project, step)
                note()
            other = Path(folder) / "theirs" / "jon.annotator"
            other.parent.mkdir()
            project.flush()
            copy(project.path, other)
            with Project.open(other, annotator="ilse") as copied:
                for step in theirs:
                    take(copied, step)
            for step in mine:
                take(project, step)
                note()
            project.sign_in("desk")
            project.merge(other)
            note()
            for step in then:
                take(project, step)
                note()
            for seq, state in states.items():
                past = project.timeline.state("talks", seq)
                assert past.untold == ()
                assert said(past.sets) == state, seq
        finally:
            project.close()
