"""What folders, sync services and other people do to streams: told, and nothing else held up."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import zstandard

from annotator.edits.edit import AddSpan
from annotator.hub.bundles import list_bundles, write_bundles
from annotator.hub.folder import FolderHub
from annotator.hub.revision import FIRST, Head, NewRevision, Revision, chained
from annotator.model.hub_errors import (
    HubTooNew,
    RevisionRefused,
    StreamBroken,
    StreamForked,
)
from tests.builders import make_span
from tests.project.merging.copies import spans_of
from tests.project.sharing.team import TEXTS, Member

LINES = make_span(TEXTS[0], "Norrow Lines", "o", id="lines")
FERRIES = make_span(TEXTS[0], "ferries", "o", id="ferries")
HARBOUR = make_span(TEXTS[1], "harbour", "o", id="harbour")


@pytest.fixture
def pushed(team: list[Member], folder: Path) -> Path:
    """The folder of ilse's stream, in which there are three bundles: lines, ferries, harbour."""
    ilse = team[0]
    for span, document in ((LINES, "d0"), (FERRIES, "d0"), (HARBOUR, "d1")):
        ilse.do(AddSpan(span), document=document)
        ilse.push(folder)
    (stream,) = (folder / "streams").iterdir()
    return stream


def every(folder: Path) -> list[Revision]:
    hub = FolderHub(folder)
    (head,) = hub.heads().values()
    return list(hub.revisions(head._replace(seq=0, sha256=FIRST)))


def write_stream(folder: Path, stream: Path, revisions: list[Revision]) -> None:
    """Put other revisions in the place of those of a stream."""
    for bundle in list_bundles(stream):
        bundle.path.unlink()
    write_bundles(stream, revisions)


def rewritten(revisions: list[Revision], number: int, change: Any) -> list[Revision]:
    """Return a stream whose hashes are right, in which one payload is another."""
    bodies = [orjson.loads(one.payload) for one in revisions]
    change(bodies[number])
    first = revisions[0]
    head = Head(first.stream, first.person, "ilse", 0, FIRST)
    new = [
        NewRevision(one.kind, one.document, orjson.dumps(body).decode())
        for one, body in zip(revisions, bodies, strict=True)
    ]
    return list(chained(head, new, at="", act=first.act, act_sha256=first.act_sha256))


@pytest.mark.trust(40)
def test_a_file_that_has_not_arrived_yet(team: list[Member], folder: Path, pushed: Path) -> None:
    jon = team[2]
    late = list_bundles(pushed)[1].path
    body = late.read_bytes()
    late.unlink()
    (error,) = jon.pull(folder).problems
    assert isinstance(error, StreamBroken)
    assert (error.person, error.seq) == ("ilse", 3)
    assert set(spans_of(jon.path, "d0")) == {"lines"}
    late.write_bytes(body)
    report = jon.pull(folder)
    assert (report.problems, report.is_same) == ([], True)
    assert set(spans_of(jon.path, "d0")) == {"lines", "ferries"}
    assert set(spans_of(jon.path, "d1")) == {"harbour"}


@pytest.mark.trust(40)
def test_a_text_that_has_not_arrived_yet(team: list[Member], folder: Path, pushed: Path) -> None:
    from annotator.project.project import Project

    articles = {path: path.read_bytes() for path in (folder / "articles").rglob("*.zst")}
    for path in articles:
        path.unlink()
    with Project.create(folder.with_name("mara.annotator"), annotator="mara") as project:
        report = project.sharing.pull(str(folder))
        assert (report.waiting, report.is_same) == (2, False)
        assert list(project.documents()) == []
        for path, body in articles.items():
            path.write_bytes(body)
        report = project.sharing.pull(str(folder))
        assert (report.waiting, report.is_same, report.problems) == (0, True, [])
        assert len(list(project.documents())) == 2
        (ilse,) = project.annotation_sets("d0")
        assert set(ilse.spans) == {"lines", "ferries"}


@pytest.mark.trust(40)
def test_a_torn_file_is_written_again_by_whoever_it_is_of(
    team: list[Member], folder: Path, pushed: Path
) -> None:
    ilse, _, jon = team
    last = list_bundles(pushed)[-1].path
    last.write_bytes(last.read_bytes()[:-30])
    jon.pull(folder)
    assert spans_of(jon.path, "d1") == {}
    assert ilse.push(folder).is_same
    assert jon.pull(folder).problems == []
    assert set(spans_of(jon.path, "d1")) == {"harbour"}


@pytest.mark.trust(40)
def test_a_torn_file_in_the_middle_is_written_when_one_goes_through_all_again(
    team: list[Member], folder: Path, pushed: Path
) -> None:
    ilse, _, jon = team
    middle = list_bundles(pushed)[1].path
    middle.write_bytes(middle.read_bytes()[:-30])
    (error,) = jon.pull(folder).problems
    assert isinstance(error, StreamBroken)
    assert ilse.push(folder).sent == 0
    with ilse.open() as project:
        assert project.sharing.push(is_again=True).is_same
    assert jon.pull(folder).problems == []
    assert set(spans_of(jon.path, "d0")) == {"lines", "ferries"}
    assert len(list_bundles(pushed)) == 3


@pytest.mark.trust(40)
def test_a_folder_put_back_to_an_older_state_is_filled_again(
    team: list[Member], folder: Path, pushed: Path
) -> None:
    ilse, _, jon = team
    jon.pull(folder)
    for bundle in list_bundles(pushed)[1:]:
        bundle.path.unlink()
    report = jon.pull(folder)
    assert (report.fetched, report.problems) == (0, [])
    assert ilse.push(folder).sent == 2
    assert jon.pull(folder).is_same
    assert set(spans_of(jon.path, "d0")) == {"lines", "ferries"}


@pytest.mark.trust(40)
def test_what_a_sync_service_puts_beside_is_no_harm(
    team: list[Member], folder: Path, pushed: Path
) -> None:
    first = list_bundles(pushed)[0].path
    (pushed / f"{first.stem} (conflicted copy).zst").write_bytes(b"?")
    (pushed / "000000000001-000000000001.jsonl.zst").write_bytes(
        zstandard.compress(b"\n".join(orjson.dumps([*one]) for one in every(folder)[:1]))
    )
    (folder / "streams" / "stream (2)").mkdir()
    jon = team[2]
    assert jon.pull(folder).problems == []
    assert set(spans_of(jon.path, "d1")) == {"harbour"}


@pytest.mark.trust(20)
def test_a_payload_changed_by_somebody(team: list[Member], folder: Path, pushed: Path) -> None:
    jon = team[2]
    revisions = every(folder)
    forged = revisions[1]._replace(payload=revisions[1].payload.replace("Norrow", "Wend"))
    write_stream(folder, pushed, [revisions[0], forged._replace(payload="{}"), *revisions[2:]])
    (error,) = jon.pull(folder).problems
    assert isinstance(error, StreamBroken)
    assert error.seq == 2
    assert spans_of(jon.path, "d0") == {}


@pytest.mark.trust(20, 40)
def test_a_stream_exchanged_for_another_is_left_alone(
    team: list[Member], folder: Path, pushed: Path
) -> None:
    jon = team[2]
    revisions = every(folder)
    jon.pull(folder)

    def other(body: dict[str, Any]) -> None:
        body["sets"][0]["spans"] = []

    write_stream(folder, pushed, rewritten(revisions, 1, other))
    (error,) = jon.pull(folder).problems
    assert isinstance(error, StreamForked)
    assert set(spans_of(jon.path, "d0")) == {"lines", "ferries"}
    team[0].do(AddSpan(make_span(TEXTS[1], "Wend", id="wend")), document="d1")
    with pytest.raises(StreamForked):
        team[0].push(folder)


def in_anothers_name(body: dict[str, Any]) -> None:
    body["sets"][0]["annotator"] = "somebody"


def row_forged(body: dict[str, Any]) -> None:
    body["rows"][0][2] = "somebody"


def span_twice(body: dict[str, Any]) -> None:
    body["sets"][0]["spans"] *= 2


def no_such_label(body: dict[str, Any]) -> None:
    body["sets"][0]["spans"][0]["label"] = "nothing"


def odd_values(body: dict[str, Any]) -> None:
    body["sets"][0]["spans"][0]["note"] = {"said": 7}


def nothing_at_all(body: dict[str, Any]) -> None:
    body.pop("sets")


@pytest.mark.trust(20, 41)
@pytest.mark.parametrize(
    "change",
    [in_anothers_name, row_forged, span_twice, no_such_label, odd_values, nothing_at_all],
)
def test_a_revision_that_cannot_be_is_passed_over(
    team: list[Member], folder: Path, pushed: Path, change: Any
) -> None:
    jon = team[2]
    write_stream(folder, pushed, rewritten(every(folder), 3, change))
    report = jon.pull(folder)
    (error,) = report.problems
    assert isinstance(error, RevisionRefused)
    assert (error.person, error.seq) == ("ilse", 4)
    assert set(spans_of(jon.path, "d0")) == {"lines", "ferries"}
    assert spans_of(jon.path, "d1") == {}
    again = jon.pull(folder)
    assert (again.fetched, again.problems) == (0, [])  # told once, and never tried for ever
    with jon.open() as project:
        ((person, seq, _),) = project.sharing.state().unfit
        assert (person, seq) == ("ilse", 4)


@pytest.mark.trust(42)
def test_what_a_newer_version_has_pushed_waits(
    team: list[Member], folder: Path, pushed: Path
) -> None:
    jon = team[2]
    revisions = every(folder)

    def newer(body: dict[str, Any]) -> None:
        body["version"] = 99

    write_stream(folder, pushed, rewritten(revisions, 3, newer))
    (error,) = jon.pull(folder).problems
    assert isinstance(error, HubTooNew)
    assert set(spans_of(jon.path, "d0")) == {"lines", "ferries"}
    write_stream(folder, pushed, rewritten(revisions, 3, lambda body: None))
    assert jon.pull(folder).problems == []
    assert set(spans_of(jon.path, "d1")) == {"harbour"}
