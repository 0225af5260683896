"""An article comes back: unmarked, the first time hidden until it is done, then compared."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from annotator.edits.edit import AddSpan, RelabelSpan, SetStatus
from annotator.model.errors import AnnotatorUnknown, LabelsHidden, NameUnfit
from annotator.project.disputes import Disputed
from annotator.project.project import Project
from annotator.project.review import Pairing
from annotator.project.rows import ExportChoice
from tests.builders import TEXT, make_span
from tests.project.building import make_documents, make_project

LATER = datetime.now(UTC) + timedelta(days=20)


class Twice:
    """maria has finished d0 and d1 and begun d2; jonas has finished d0."""

    def __init__(self, project: Project) -> None:
        self.project = project
        for name, documents in (("jonas", ("d0",)), ("maria", ("d0", "d1", "d2"))):
            project.sign_in(name)
            for document in documents:
                self.label(document, "Ilse Varga", "p", name)
                self.label(document, "Norrow Lines", "o", name)
                if document != "d2":
                    project.apply(SetStatus("finished"), document)
        self.jonas, self.maria = (one.id for one in project.annotators())

    def label(self, document: str, words: str, label: str, by: str) -> None:
        text = f"{document[1:]}. {TEXT}"
        span = make_span(text, words, label, f"{by}-{document}-{words}")
        self.project.apply(AddSpan(span), document)

    def come_back(self, *documents: str) -> str:
        self.project.assignments.assign_again({self.maria: documents or ("d0",)})
        return self.project.assignments._road.assigned.times_of(self.maria)[0].annotator

    def label_again(self) -> None:
        self.label("d0", "Ilse Varga", "p", "again")
        self.label("d0", "harbour master", "r", "again")
        self.project.apply(SetStatus("finished"), "d0")


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[Twice]:
    with make_project(tmp_path, make_documents(3), annotator=None) as project:
        yield Twice(project)


def test_what_is_finished_and_old_enough_is_due(twice: Twice) -> None:
    assignments = twice.project.assignments
    assert assignments.due_again(twice.maria, share=100) == []
    twice.project.flush()
    assert assignments.due_again(twice.maria, share=100, now=LATER) == ["d0", "d1"]
    assert assignments.due_again(twice.maria, share=100, days=0) == ["d0", "d1"]
    assert assignments.due_again(twice.maria, share=100, days=30, now=LATER) == []
    assert assignments.due_again(twice.maria, share=100, documents=["d1"], now=LATER) == ["d1"]
    assert len(assignments.due_again(twice.maria, now=LATER)) == 1
    assert assignments.due_again(twice.jonas, now=LATER) == ["d0"]


def test_what_has_come_back_is_not_due_until_it_is_done(twice: Twice) -> None:
    twice.project.flush()
    twice.come_back()
    due = twice.project.assignments.due_again
    assert due(twice.maria, share=100, days=0) == ["d1"]
    twice.label_again()
    assert due(twice.maria, share=100, days=0) == ["d0", "d1"]


def test_it_comes_back_unmarked_and_the_first_set_is_not_touched(twice: Twice) -> None:
    first = twice.project.annotation_set("d0")
    again = twice.come_back()
    mine = twice.project.annotation_set("d0")
    assert (mine.annotator, mine.status, mine.spans) == (again, "new", {})
    (row,) = [one for one in twice.project.document_rows([1, 2, 3]) if one.id == "d0"]
    assert (row.status, row.spans) == ("new", 0)
    assert twice.project.document_keys(which="new") == [1]
    counts = twice.project.document_counts()
    assert (counts["new"], counts["finished"], counts["mine_open"]) == (1, 1, 1)
    twice.label_again()
    assert twice.project.annotation_set("d0", twice.maria) == first
    assert twice.project.annotation_set("d0") == first
    for _ in range(2):  # unsaved, then saved
        counts = twice.project.document_counts()
        assert (counts["new"], counts["finished"], counts["mine_open"]) == (0, 2, 0)
        twice.project.flush()


def test_half_done_it_is_in_progress_saved_or_not(twice: Twice) -> None:
    twice.come_back()
    twice.label("d0", "Monday", "c", "again")
    for _ in range(2):
        assert twice.project.document_keys(which="in_progress") == [1, 3]
        (row,) = twice.project.document_rows([1])
        assert (row.status, row.spans) == ("in_progress", 1)
        twice.project.flush()


def test_the_first_time_is_hidden_until_it_is_done(twice: Twice) -> None:
    can_see = twice.project.assignments.can_see
    again = twice.come_back()
    assert [can_see("d0", one) for one in (again, twice.maria, twice.jonas, None)] == [
        True, False, False, False,
    ]  # fmt: skip
    assert can_see("d1", twice.jonas)
    twice.label("d0", "Monday", "c", "again")
    seen = [
        one for one in twice.project.history("d0") if twice.project.assignments.can_see_act(one)
    ]
    assert [one.annotation_set for one in seen][-1] == twice.project.annotation_set("d0").id
    assert all(one.annotation_set == seen[-1].annotation_set for one in seen if one.annotation_set)
    closed = twice.project.assignments.why_closed("d0")
    assert closed is not None
    assert (closed.reason, closed.can_look) == ("second time", False)
    twice.project.sign_in("jonas")
    assert can_see("d0", twice.maria)
    assert not can_see("d0", again)
    twice.project.sign_in("maria")
    twice.project.apply(SetStatus("finished"), "d0")
    assert all(can_see("d0", one) for one in (again, twice.maria, twice.jonas, None))


def test_undo_stays_in_the_second_time(twice: Twice) -> None:
    first = twice.project.annotation_set("d0", twice.maria)
    twice.project.sign_in("mara")
    again = twice.come_back()
    twice.project.sign_in("maria")
    twice.label_again()
    for _ in range(3):
        twice.project.undo()
    assert twice.project.annotation_set("d0").annotator == again
    assert twice.project.annotation_set("d0").is_untouched
    for _ in range(5):  # what was done in d2 and d1 before
        twice.project.undo()
    with pytest.raises(LabelsHidden):
        twice.project.undo()
    assert twice.project.annotation_set("d0", twice.maria) == first


def test_undo_and_redo_find_it_after_a_restart(twice: Twice) -> None:
    first = twice.project.annotation_set("d0", twice.maria)
    again = twice.come_back()
    twice.label("d0", "Monday", "c", "again")
    done = twice.project.annotation_set("d0")
    twice.project.undo()
    twice.project.close()
    with Project.open(twice.project.path, annotator="maria") as project:
        project.redo()
        assert project.annotation_set("d0") == done
        assert done.annotator == again
        assert project.annotation_set("d0", twice.maria) == first
        project.flush()
        assert project.check() == []
        assert {one.annotator for one in project.history("d0")} <= {twice.jonas, twice.maria}


def test_undoing_that_it_is_done_takes_it_up_again(twice: Twice) -> None:
    again = twice.come_back()
    twice.label_again()
    twice.project.undo()
    assert twice.project.annotation_set("d0").annotator == again
    assert twice.project.annotation_set("d0").status == "in_progress"


def test_agreement_with_oneself(twice: Twice) -> None:
    assignments = twice.project.assignments
    again = twice.come_back("d0", "d1")
    assert assignments.with_oneself(twice.maria).span_f1 is None
    twice.label_again()
    oneself = assignments.with_oneself(twice.maria)
    assert (oneself.documents, oneself.matched, oneself.first, oneself.second) == (1, 1, 2, 2)
    assert oneself.span_f1 == 0.5
    comparison = twice.project.review.compare("d0", Pairing(twice.maria, again))
    assert len(comparison.matches) == 1
    assert [one.again for one in assignments.workloads()] == [0, 2]
    assert [one.again_finished for one in assignments.workloads()] == [0, 1]


def test_a_third_time_is_another(twice: Twice) -> None:
    twice.come_back()
    twice.label_again()
    twice.project.assignments.assign_again({twice.maria: ["d0", "d1"]})
    names = [one.name for one in twice.project.annotators(with_second_times=True)]
    assert names == ["jonas", "maria", "maria, second time", "maria, third time"]
    third = twice.project.annotation_set("d0").annotator
    second = twice.project.annotation_set("d1").annotator
    rounds = [twice.project.assignments.second_time(one or "") for one in (second, third)]
    assert [one.round for one in rounds if one] == [2, 3]


def test_undone_it_is_as_it_was(twice: Twice) -> None:
    first = twice.project.annotation_set("d0")
    twice.come_back()
    twice.project.undo()
    assert twice.project.annotation_set("d0") == first
    twice.project.apply(RelabelSpan("maria-d0-Ilse Varga", "o"), "d0")
    assert twice.project.annotation_set("d0").annotator == twice.maria


def test_it_does_not_count_for_the_curated_set(twice: Twice) -> None:
    before = twice.project.review.curated("d0")
    twice.come_back()
    twice.label_again()
    assert twice.project.review.curated("d0") == before
    assert len(before.annotation_set.spans) == 2


def test_a_second_time_is_nobody_one_can_be(twice: Twice) -> None:
    twice.come_back()
    assert [one.name for one in twice.project.annotators()] == ["jonas", "maria"]
    with pytest.raises(NameUnfit):
        twice.project.sign_in("Maria, second time")
    with pytest.raises(AnnotatorUnknown):
        twice.project.assignments.assign_again({"nobody": ["d0"]})


def test_its_name_gives_way_to_a_person_of_that_name(twice: Twice) -> None:
    twice.project.sign_in("maria, second time")
    twice.project.sign_in("maria")
    twice.come_back()
    names = [one.name for one in twice.project.annotators(with_second_times=True)]
    assert "maria, second time (2)" in names


def test_it_goes_out_only_where_it_is_asked_for(twice: Twice, tmp_path: Path) -> None:
    def lines(choice: ExportChoice) -> list[tuple[str, str | None]]:
        twice.project.export(tmp_path / "out.jsonl", choice)
        written = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
        return [(line["id"], line["annotator"]) for line in map(orjson.loads, written)]

    people = [("d0", "jonas"), ("d0", "maria"), ("d1", "maria"), ("d2", "maria")]
    twice.come_back()
    twice.label_again()
    assert lines(ExportChoice()) == people
    assert lines(ExportChoice(statuses=("finished",))) == people[:3]
    assert lines(ExportChoice(statuses=("finished", "new"))) == people[:3]
    assert lines(ExportChoice(has_second_times=True)) == [
        *people[:2], ("d0", "maria, second time"), *people[2:],
    ]  # fmt: skip
    assert lines(ExportChoice(annotators=("maria, second time",))) == [("d0", "maria, second time")]


def test_it_is_counted_apart(twice: Twice) -> None:
    before = twice.project.statistics()
    assert before.second_times == {}
    twice.come_back()
    twice.label_again()
    after = twice.project.statistics()
    assert after.second_times == {
        "maria, second time": {
            "sets": {"finished": 1, "in_progress": 0, "new": 0}, "spans": 2, "relations": 0,
        }
    }  # fmt: skip
    assert after._replace(second_times={}) == before


def test_it_is_no_dispute(twice: Twice) -> None:
    twice.project.sign_in("jonas")
    twice.project.apply(SetStatus("in_progress"), "d0")
    twice.project.flush()
    assert twice.project.review.disputed() == Disputed([], 0)
    twice.project.sign_in("maria")
    twice.come_back()
    twice.label_again()
    for _ in range(2):  # unsaved, then saved
        assert twice.project.review.disputed() == Disputed([], 0)
        twice.project.flush()
