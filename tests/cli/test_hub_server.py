"""The commands of hub that want a server, from the first person to what has been released."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.project.project import Project
from annotator.project.sharing import connecting
from tests.builders import make_span
from tests.cli.conftest import ARTICLE, Command
from tests.hub.server import TestedHub


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key store of the machine that runs the tests is asked."""
    monkeypatch.setattr("keyring.get_password", lambda service, address: None)


def test_a_team_from_the_first_person_on(
    command: Command, project: Path, hub: TestedHub, secrets: None
) -> None:
    added = command(
        "hub", "add-person", hub.admin, "Maria", "--role", f"lead_{hub.database}",
        "--kind", "coordinator", "--project", project, "--json",
    ).json  # fmt: skip
    place = hub.place(f"lead_{hub.database}", added["password"])
    sent = command("hub", "push", project, place, "--annotator", "Maria")
    assert (sent.status, sent.out) == (
        0,
        f"{hub.database} on 127.0.0.1: 2 revisions and 2 articles sent.\n",
    )
    offered = command("hub", "offer", project, place, "--annotator", "Maria", "--per-article", "1")
    assert offered.out == "2 articles can be claimed now.\n"
    joined = command("hub", "join", hub.place("jon"), "jon.annotator")
    assert joined.out == "jon.annotator is there, with 0 articles.\n"
    claimed = command(
        "hub", "claim", "jon.annotator", hub.place("jon"), "--annotator", "Jon", "--count", "1"
    )
    assert claimed.out.splitlines()[0] == "1 article claimed."
    with Project.open("jon.annotator", annotator="Jon") as opened:
        (document,) = opened.documents()
        if document.text == ARTICLE:
            opened.apply(AddSpan(make_span(ARTICLE, "Norrow Lines", "o")), document.id)
        opened.apply(SetStatus("finished"), document.id)
    assert (
        command("hub", "push", "jon.annotator", hub.place("jon"), "--annotator", "Jon").status == 0
    )
    state = command("hub", "status", project, place, "--annotator", "Maria", "--json").json
    jon = next(one for one in state["people"] if one["annotator"] == "Jon")
    assert (jon["kind"], jon["claimed"], jon["finished"]) == ("annotator", 1, 1)
    told = command("hub", "status", project, place, "--annotator", "Maria").out
    assert "claimed" in told
    released = command(
        "hub", "release", project, document.id, "--at", place, "--annotator", "Maria"
    )
    assert released.out == "1 article released.\n"
    assert command("check", "jon.annotator").status == 0


def test_somebody_leaves(command: Command, hub: TestedHub, secrets: None) -> None:
    role = f"guest_{hub.database}"
    added = command("hub", "add-person", hub.admin, "Gast", "--role", role)
    assert added.out.splitlines()[0] == f"Gast takes part as {role}, annotator."
    password = added.out.splitlines()[1].removeprefix("password: ")
    assert command("hub", "join", hub.place(role, password), "gast.annotator").status == 0
    again = command("hub", "add-person", hub.admin, "Gast", "--role", role)
    assert (again.status, "already" in again.line) == (2, True)
    assert command("hub", "remove-person", hub.admin, role).status == 0
    gone = command(
        "hub", "push", "gast.annotator", hub.place(role, password), "--annotator", "Gast"
    )
    assert (gone.status, "does not let" in gone.line) == (2, True)


def test_wrong_use_is_one_line(
    command: Command, project: Path, hub: TestedHub, secrets: None, tmp_path: Path
) -> None:
    for arguments, words in (
        (("push", project, hub.place("jon", "wrong"), "--annotator", "Maria"), "password is wrong"),
        (("push", project, hub.place("jon"), "--annotator", "Maria"), "knows you as “Jon”"),
        (("push", project, "postgresql://jon@", "--annotator", "Maria"), "no address of a server"),
        (("add-person", hub.place("jon"), "Ola", "--role", "ola"), "does not let you do that"),
        (("remove-person", hub.admin, "nobody_here"), "does not exist"),
        (("claim", project, tmp_path, "--annotator", "Maria"), "no shared folder"),
    ):
        result = command("hub", *arguments)
        assert (result.status, words in result.line) == (2, True), result.err


def test_a_password_is_kept_by_the_key_store(
    command: Command, hub: TestedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(
        "keyring.set_password", lambda service, name, word: kept.update({(service, name): word})
    )
    monkeypatch.setattr("keyring.get_password", lambda service, name: kept.get((service, name)))
    monkeypatch.setattr("click.prompt", lambda *_, **__: "jon!")
    place = hub.place("jon", "").replace(":@", "@")
    assert command("hub", "password", place).out == "Kept in the key store of this system.\n"
    assert connecting.password_for(place) == "jon!"
    assert command("hub", "join", place, "jon.annotator").status == 0
    assert b"jon!" not in Path("jon.annotator").read_bytes()


@pytest.mark.benchmark
def test_a_hub_to_try_is_one_command(command: Command) -> None:
    import tempfile

    with tempfile.TemporaryDirectory(prefix="annotator-tests-") as folder:
        served = command("hub", "serve-local", Path(folder) / "hub", "--for-seconds", "1")
    assert (served.status, served.err) == (0, "")
    assert "add people:" in served.out
