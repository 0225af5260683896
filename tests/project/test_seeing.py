"""Who sees whose labels on an article that is given blind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, CorrectMeta, Look, SetStatus
from annotator.model.document import Meta
from annotator.model.errors import LabelsHidden
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.seeing import Closed
from tests.builders import TEXT, make_span
from tests.project.building import make_documents, make_project


class Blind:
    """d0 is given blind to maria and jonas; d1 is given to both openly; erik and mara to none."""

    def __init__(self, project: Project) -> None:
        self.project = project
        names = ("maria", "jonas", "erik", "mara")
        self.id = {name: project.assignments.person(name).id for name in names}
        both = [self.id["maria"], self.id["jonas"]]
        for document, is_blind in (("d0", True), ("d1", False)):
            division = project.assignments.divide([document], both, per_article=2)
            project.assignments.assign(division, is_blind=is_blind)
        for name in ("maria", "jonas", "erik"):
            self.label(name, "d0")
            self.label(name, "d1")

    def label(self, name: str, document: str) -> None:
        self.project.sign_in(name)
        span = make_span(f"{document[1:]}. {TEXT}", "Monday", "c", f"{name}-{document}")
        self.project.apply(AddSpan(span), document)

    def finish(self, name: str, document: str = "d0") -> None:
        self.project.sign_in(name)
        self.project.apply(SetStatus("finished"), document)

    def seen_by(self, name: str, document: str = "d0") -> set[str]:
        self.project.sign_in(name)
        whose = {**self.id, "curated": None}
        return {one for one, id in whose.items() if self.project.assignments.can_see(document, id)}

    def closed_for(self, name: str, document: str = "d0") -> Closed | None:
        self.project.sign_in(name)
        return self.project.assignments.why_closed(document)


EVERYBODY = {"maria", "jonas", "erik", "mara", "curated"}


@pytest.fixture
def blind(tmp_path: Path) -> Iterator[Blind]:
    with make_project(tmp_path, make_documents(2), annotator="mara") as project:
        yield Blind(project)


def test_everybody_sees_their_own_until_all_have_finished(blind: Blind) -> None:
    for name in ("maria", "jonas", "erik", "mara"):
        assert blind.seen_by(name) == {name}
        assert blind.seen_by(name, "d1") == EVERYBODY
    blind.finish("maria")
    assert blind.seen_by("maria") == {"maria"}
    assert blind.seen_by("jonas") == {"jonas"}
    assert blind.closed_for("maria") == Closed("blind", (blind.id["jonas"],), can_look=False)
    blind.finish("jonas")
    for name in ("maria", "jonas", "erik", "mara"):
        assert blind.seen_by(name) == EVERYBODY
        assert blind.closed_for(name) is None


def test_one_that_is_taken_up_again_closes_again(blind: Blind) -> None:
    blind.finish("maria")
    blind.finish("jonas")
    blind.project.sign_in("maria")
    blind.project.apply(SetStatus("in_progress"), "d0")
    assert blind.seen_by("maria") == {"maria"}
    assert blind.seen_by("jonas") == {"jonas"}


def test_whoever_is_not_to_label_it_may_look_which_is_written_down(blind: Blind) -> None:
    closed = blind.closed_for("mara")
    assert closed is not None
    assert closed.can_look
    assert set(closed.waiting) == {blind.id["maria"], blind.id["jonas"]}
    blind.project.assignments.look("d0")
    assert blind.project.assignments.look("d0").is_empty
    assert blind.seen_by("mara") == EVERYBODY
    assert blind.seen_by("erik") == {"erik"}
    (act,) = [one for one in blind.project.history("d0") if isinstance(one.edit, Look)]
    assert act.annotator == blind.id["mara"]


def test_looking_ends_with_undo_and_with_the_project(blind: Blind) -> None:
    blind.project.sign_in("mara")
    blind.project.assignments.look("d0")
    blind.project.undo()
    assert blind.seen_by("mara") == {"mara"}
    blind.project.redo()
    assert blind.seen_by("mara") == EVERYBODY
    blind.project.close()
    with Project.open(blind.project.path, annotator="mara") as again:
        closed = again.assignments.why_closed("d0")
        assert closed is not None
        assert closed.can_look
        again.undo()
        assert again.assignments.why_closed("d0") == closed


def test_who_is_to_label_it_may_not_look(blind: Blind) -> None:
    blind.project.sign_in("maria")
    blind.project.assignments.look("d0")
    assert blind.seen_by("maria") == {"maria"}


def test_who_has_given_a_verdict_has_looked(blind: Blind) -> None:
    blind.finish("maria")
    blind.finish("jonas")
    blind.project.sign_in("mara")
    pairing = Pairing(blind.id["maria"], is_alone=True)
    (case,) = blind.project.review.cases("d0", pairing)
    blind.project.review.settle([Ruling("d0", pairing, case.difference, "first")])
    blind.project.sign_in("maria")
    blind.project.apply(SetStatus("in_progress"), "d0")
    assert blind.seen_by("mara") == EVERYBODY
    assert blind.seen_by("erik") == {"erik"}


def test_acts_of_others_are_hidden_with_their_labels(blind: Blind) -> None:
    def seen(name: str) -> set[str | None]:
        blind.project.sign_in(name)
        acts = blind.project.history("d0")
        return {act.annotator for act in acts if blind.project.assignments.can_see_act(act)}

    blind.project.sign_in("erik")
    blind.project.apply_to_project(CorrectMeta("d0", Meta("Ferry")))
    mara, maria, jonas, erik = (blind.id[name] for name in ("mara", "maria", "jonas", "erik"))
    assert seen("maria") == {mara, maria, erik}
    assert seen("mara") == {mara, erik}
    titles = [act for act in blind.project.history("d0") if isinstance(act.edit, CorrectMeta)]
    assert [blind.project.assignments.can_see_act(act) for act in titles] == [True]
    blind.finish("maria")
    blind.finish("jonas")
    assert seen("mara") == {mara, maria, jonas, erik}


def test_undo_does_not_show_what_is_hidden(blind: Blind) -> None:
    blind.finish("maria")
    blind.finish("jonas")
    blind.project.sign_in("mara")
    pairing = Pairing(blind.id["maria"], is_alone=True)
    (case,) = blind.project.review.cases("d0", pairing)
    blind.project.review.settle([Ruling("d0", pairing, case.difference, "first")])
    blind.project.sign_in("erik")
    division = blind.project.assignments.divide(["d0"], [blind.id["mara"]])
    blind.project.assignments.assign(division, is_blind=True)
    blind.project.sign_in("mara")
    with pytest.raises(LabelsHidden):
        blind.project.undo()


def test_what_is_waited_for_is_not_disputed_yet(blind: Blind) -> None:
    blind.finish("erik")
    blind.finish("maria")
    blind.project.apply(AddSpan(make_span(f"0. {TEXT}", "Ilse Varga", "p", "more")), "d0")
    assert blind.project.review.disputed().documents == []
    blind.finish("jonas")
    assert blind.project.review.disputed().documents == ["d0"]


def test_the_inbox_waits_too(blind: Blind) -> None:
    def waiting() -> list[str]:
        blind.project.sign_in("maria")
        return [row.document for row in blind.project.review.inbox()]

    blind.project.sign_in("mara")
    blind.project.assignments.look("d0")
    pairing = Pairing(blind.id["maria"], is_alone=True)
    (case,) = blind.project.review.cases("d0", pairing)
    blind.project.review.settle([Ruling("d0", pairing, case.difference, "neither")])
    blind.finish("maria")
    assert waiting() == []
    blind.finish("jonas")
    assert waiting() == ["d0"]


def test_scripts_see_everything(blind: Blind) -> None:
    blind.project.sign_in("maria")
    assert len(list(blind.project.annotation_sets("d0"))) == 3
    pairing = Pairing(blind.id["maria"], blind.id["jonas"])
    assert len(blind.project.review.compare("d0", pairing).matches) == 1


def test_nobody_sees_only_what_is_open(tmp_path: Path) -> None:
    with make_project(tmp_path, make_documents(2)) as project:
        blind = Blind(project)
    with Project.open(project.path, is_read_only=True) as looking:
        assert looking.assignments.why_closed("d1") is None
        assert not looking.assignments.can_see("d0", blind.id["maria"])
        closed = looking.assignments.why_closed("d0")
        assert closed is not None
        assert not closed.can_look
