"""A hub on a server is backed up and put back as the help says, with the tools of PostgreSQL."""

import os
import subprocess
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from tests.builders import make_span
from tests.hub.server import TestedHub
from tests.project.merging.copies import spans_of
from tests.project.sharing.team import TEXTS, make_team_on, sync_all

LINES = make_span(TEXTS[0], "Norrow Lines", "o", id="lines")
FERRIES = make_span(TEXTS[0], "ferries", "o", id="ferries")


def tool(hub: TestedHub, name: str, *arguments: str | Path) -> bytes:
    """Run one of the tools that come with the server, as whoever looks after it."""
    server = hub.hubs.server
    place = {"PGHOST": str(server.folder), "PGPORT": str(server.port), "PGUSER": "postgres"}
    done = subprocess.run(
        [Path(server._server().bin_path) / name, *arguments],
        env={**os.environ, **place},
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(os.name == "nt", reason="there is no socket")
@pytest.mark.trust(40)
def test_a_dump_is_put_back_and_what_it_lacks_is_sent_again(tmp_path: Path, hub: TestedHub) -> None:
    team = make_team_on(tmp_path, hub)
    mara, _, ada = team
    mara.do(AddSpan(LINES))
    sync_all(team)
    dump = tmp_path / "annotator.dump"
    dump.write_bytes(tool(hub, "pg_dump", "-Fc", hub.database))
    mara.do(AddSpan(FERRIES))
    mara.push()
    rights = "SELECT datacl::text FROM pg_database WHERE datname = current_database()"
    before = hub.ask(rights)
    tool(hub, "dropdb", "--force", hub.database)
    tool(hub, "pg_restore", "--create", "-d", "postgres", dump)
    assert hub.ask(rights) == before
    sync_all(team)
    assert set(spans_of(ada.path, "d0", "Mara")) == {"lines", "ferries"}
    assert mara.push().is_same
