"""The same over PostgreSQL: pushed and pulled, claimed and released, by people with their rights."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, ReplaceLabelSet, SetStatus
from annotator.model.document import Document, Meta
from annotator.model.hub_errors import HubTooNew
from annotator.model.server_errors import (
    HubNotMade,
    HubTooOld,
    NotOfTheTeam,
    PasswordWrong,
    PersonOther,
    RightMissing,
    ServerNeeded,
)
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.sharing.people import join
from tests.builders import LABEL_SET, make_span
from tests.hub.server import TestedHub
from tests.project.building import bring
from tests.project.merging.copies import spans_of
from tests.project.sharing.team import TEXTS, Member, make_team

LINES = make_span(TEXTS[0], "Norrow Lines", "o", id="lines")


@pytest.fixture
def lead(tmp_path: Path, hub: TestedHub) -> Member:
    """Ada, who has pushed two articles and offered them, each to two people."""
    path = tmp_path / "ada.annotator"
    join(hub.place("ada"), path)
    with Project.open(path, annotator="Ada") as project:
        project.apply_to_project(ReplaceLabelSet(LABEL_SET))
        bring(project, [Document(f"d{n}", text, Meta(f"T{n}")) for n, text in enumerate(TEXTS)])
        report = project.sharing.push(hub.place("ada"))
        assert (report.articles_sent, report.is_same, report.problems) == (2, True, [])
        assert project.sharing.offer(2, hub.place("ada")) == 2
        assert project.sharing.offer(2, hub.place("ada")) == 0
    return Member(path, "Ada")


def joined(folder: Path, hub: TestedHub, role: str) -> Member:
    path = folder / f"{role}.annotator"
    join(hub.place(role), path)
    return Member(path, role.title())


def claim(one: Member, hub: TestedHub, count: int = 2) -> list[str]:
    place = hub.place(one.name.lower())
    with one.open() as project:
        claimed = project.sharing.claim(count, place)
        report = project.sharing.pull(place)
        assert report.problems == []
        assert {document.id for document in project.documents()} >= {*claimed}
        assert project.check() == []
    return claimed


def test_a_whole_article_from_claim_to_inbox(tmp_path: Path, hub: TestedHub, lead: Member) -> None:
    maria, jon = joined(tmp_path, hub, "maria"), joined(tmp_path, hub, "jon")
    with maria.open() as project:
        assert list(project.documents()) == []  # texts travel only when they are claimed
        assert {one.id for one in project.label_set.span_labels} == {"p", "o", "r", "c"}
    assert sorted(claim(maria, hub)) == ["d0", "d1"]
    assert claim(jon, hub, 1) == ["d0"]
    maria.do(AddSpan(LINES), SetStatus("finished"))
    maria.push(hub.place("maria"))
    # Blind: until all have finished, nobody sees what another said.
    assert jon.pull(hub.place("jon")).fetched == 0
    jon.do(AddSpan(LINES._replace(id="his", label="p")), SetStatus("finished"))
    jon.push(hub.place("jon"))
    mara = joined(tmp_path, hub, "mara")
    assert spans_of(mara.path, "d0", "Maria") == {"lines": LINES}
    assert len(spans_of(mara.path, "d0", "Jon")) == 1
    assert maria.pull(hub.place("maria")).fetched == 1
    assert len(spans_of(maria.path, "d0", "Jon")) == 1
    with mara.open() as project:
        pairing = Pairing("maria", "jon")
        (case,) = project.review.cases("d0", pairing)
        project.review.settle([Ruling("d0", pairing, case.difference, "first")])
        project.sharing.push(hub.place("mara"))
    report = jon.pull(hub.place("jon"))
    assert report.problems == []
    with jon.open() as project:
        (verdict,) = project.review.verdicts()
        assert verdict.reviewer == "mara"
        project.review.contest(verdict.id, "Why?")
        assert project.sharing.push(hub.place("jon")).is_same
    assert mara.pull(hub.place("mara")).problems == []
    with mara.open() as project:
        (verdict,) = project.review.verdicts()
        assert verdict.objectors == ("jon",)
        assert [one.text for one in project.review.remarks("d0")] == ["Why?"]


def test_released_before_all_have_finished(tmp_path: Path, hub: TestedHub, lead: Member) -> None:
    maria, jon = joined(tmp_path, hub, "maria"), joined(tmp_path, hub, "jon")
    claim(maria, hub), claim(jon, hub)
    maria.do(AddSpan(LINES))
    maria.push(hub.place("maria"))
    assert jon.pull(hub.place("jon")).fetched == 0
    with jon.open() as project, pytest.raises(RightMissing):
        project.sharing.release(["d0"], hub.place("jon"))
    with lead.open() as project:
        assert project.sharing.release(["d0"], hub.place("ada")) == 1
        assert project.sharing.release(["d0"], hub.place("ada")) == 0
    assert jon.pull(hub.place("jon")).fetched == 1
    assert spans_of(jon.path, "d0", "Maria") == {"lines": LINES}
    with jon.open() as project:
        project.undo()
    assert spans_of(jon.path, "d0", "Maria") == {}
    jon.pull(hub.place("jon"))
    assert spans_of(jon.path, "d0", "Maria") == {"lines": LINES}


def test_a_lease_that_ends_gives_the_article_back_and_late_work_is_taken(
    tmp_path: Path, hub: TestedHub, lead: Member
) -> None:
    maria, jon, mara = (joined(tmp_path, hub, one) for one in ("maria", "jon", "mara"))
    claim(maria, hub), claim(jon, hub)
    assert claim(mara, hub) == []
    hub.ask("UPDATE annotator.claims SET lease_until = now() - interval '1 day' WHERE role = 'jon'")
    assert sorted(claim(mara, hub)) == ["d0", "d1"]
    jon.do(AddSpan(LINES), SetStatus("finished"))
    assert jon.push(hub.place("jon")).is_same
    ((finished,),) = hub.ask(
        "SELECT finished_at IS NOT NULL FROM annotator.claims WHERE role = 'jon' AND document = 'd0'"
    )
    assert finished
    assert claim(jon, hub) == []  # nobody twice


def test_a_push_makes_the_lease_longer(tmp_path: Path, hub: TestedHub, lead: Member) -> None:
    maria = joined(tmp_path, hub, "maria")
    with maria.open() as project:
        project.sharing.claim(2, hub.place("maria"), days=1)
        project.sharing.pull(hub.place("maria"))
    maria.do(AddSpan(LINES))
    maria.push(hub.place("maria"))
    days = dict(
        hub.ask(
            "SELECT document, round(extract(epoch FROM lease_until - now()) / 86400)::int FROM annotator.claims"
        )
    )
    assert days == {"d0": 7, "d1": 1}


@pytest.mark.trust(42)
def test_row_42_who_is_not_let_in_is_told_in_one_sentence(
    tmp_path: Path, hub: TestedHub, lead: Member
) -> None:
    maria = joined(tmp_path, hub, "maria")
    claim(maria, hub)
    maria.do(AddSpan(LINES))
    before = maria.content()
    with pytest.raises(PasswordWrong):
        maria.push(hub.place("maria", "wrong"))
    hub.ask("DELETE FROM annotator.claims WHERE role = 'maria'")
    hub.ask("DELETE FROM annotator.people WHERE role = 'maria'")
    with pytest.raises(NotOfTheTeam):
        maria.push(hub.place("maria"))
    hub.ask("INSERT INTO annotator.people VALUES ('maria', 'maria', 'Maria', 'annotator')")
    hub.ask("INSERT INTO annotator.migrations (number) VALUES (99)")
    with pytest.raises(HubTooNew):
        maria.push(hub.place("maria"))
    hub.ask("DELETE FROM annotator.migrations WHERE number IN (99, 5)")
    with pytest.raises(HubTooOld):
        maria.push(hub.place("maria"))
    hub.ask("DROP SCHEMA annotator CASCADE")
    with pytest.raises(HubNotMade):
        maria.push(hub.place("maria"))
    assert maria.content() == before


@pytest.mark.trust(42)
def test_row_42_a_role_that_is_revoked_keeps_its_work(
    tmp_path: Path, hub: TestedHub, lead: Member
) -> None:
    maria = joined(tmp_path, hub, "maria")
    claim(maria, hub)
    maria.do(AddSpan(LINES))
    hub.ask("REVOKE annotator_team FROM maria")
    try:
        with pytest.raises(NotOfTheTeam):
            maria.push(hub.place("maria"))
    finally:
        hub.ask("GRANT annotator_team TO maria")
    assert spans_of(maria.path, "d0", "Maria") == {"lines": LINES}
    assert maria.push(hub.place("maria")).is_same


def test_row_41_what_the_hub_refuses_holds_nothing_up(
    tmp_path: Path, hub: TestedHub, lead: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = joined(tmp_path, hub, "maria")
    claim(maria, hub)
    note = "x" * 2_000_001
    maria.do(AddSpan(LINES._replace(note=note)))
    maria.do(AddSpan(make_span(TEXTS[1], "Wend", id="wend", label="o")), document="d1")
    report = maria.push(hub.place("maria"))
    assert [(one.seq, one.reason) for one in report.problems] == [
        (2, "it is larger than the 2 MB that the hub takes")
    ]
    assert report.is_same
    again = maria.push(hub.place("maria"))
    assert (again.sent, again.problems) == (0, [])
    with maria.open() as project:
        assert [seq for seq, _ in project.sharing.state(hub.place("maria")).refused] == [2]
    mara = joined(tmp_path, hub, "mara")
    with mara.open() as project:
        assert [one.id for one in project.documents()] == ["d1"]
    assert set(spans_of(mara.path, "d1", "Maria")) == {"wend"}
    assert mara.pull(hub.place("mara")).is_same


def test_another_person_of_the_same_name_is_told_apart(tmp_path: Path, hub: TestedHub) -> None:
    ilse, *_ = make_team(tmp_path)
    with Project.open(ilse.path, annotator="Maria") as project, pytest.raises(PersonOther):
        project.sharing.push(hub.place("maria"))
    with Project.open(ilse.path, annotator="ilse") as project, pytest.raises(ServerNeeded):
        project.sharing.claim(1, str(tmp_path / "team"))


def test_the_project_remembers_the_place_without_the_password(
    tmp_path: Path, hub: TestedHub
) -> None:
    mara = joined(tmp_path, hub, "mara")
    with mara.open() as project:
        assert project.sharing.place == hub.place("mara", "").replace(":@", "@")
    assert b"mara!" not in mara.path.read_bytes()
