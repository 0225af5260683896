"""What a piece of work does to the world outside: files written, sockets opened, programs run."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_CHANGES = {
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "shutil.rmtree",
}  # fmt: skip
CALLS_OUT = {
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
    "urllib.Request", "ftplib.connect", "http.client.connect", "smtplib.connect",
}  # fmt: skip
_RUNS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile"}

_watching: list[tuple[tuple[str, ...], list[str]]] = []


_hearing: list[tuple[tuple[str, ...], list[tuple[str, tuple[Any, ...]]]]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    for names, heard in _hearing:
        if event in names:
            heard.append((event, arguments))
    if not _watching:
        return
    allowed, seen = _watching[-1]
    if event in CALLS_OUT or event in _RUNS:
        seen.append(f"{event} {arguments[:2]}")
    elif event == "open" or event in _CHANGES:
        path = arguments[0]
        flags = arguments[2] if event == "open" and len(arguments) > 2 else _WRITING
        is_change = bool(flags & _WRITING) if isinstance(flags, int) else True
        if is_change and isinstance(path, str | bytes | os.PathLike):
            absolute = os.path.realpath(_folder(event, arguments) / os.fsdecode(path))
            if not absolute.startswith(allowed):
                seen.append(f"{event} {absolute}")


def _folder(event: str, arguments: tuple[Any, ...]) -> Path:
    """The folder that a name is in, where it is given as an open one."""
    place = {"os.remove": 1, "os.rmdir": 1, "os.mkdir": 2}.get(event)
    folder = arguments[place] if place and len(arguments) > place else -1
    return Path(os.readlink(f"/proc/self/fd/{folder}")) if folder != -1 else Path()


@cache
def _listen() -> None:
    sys.addaudithook(_hear)  # for the rest of the process: there is no way to take one back


@contextmanager
def nothing_outside(*allowed: Path) -> Iterator[None]:
    """Fail where anything is written, deleted, fetched or run inside, but in these folders.

    The place for temporary files is allowed. Python itself keeps compiled modules, which is not
    meant either.
    """
    _listen()
    folders = (*map(str, allowed), tempfile.gettempdir(), os.devnull)
    seen: list[str] = []
    _watching.append((tuple(os.path.realpath(one) for one in folders), seen))
    try:
        yield
    finally:
        _watching.pop()
    outside = [one for one in seen if "__pycache__" not in one]
    assert not outside, outside


@contextmanager
def hearing(*names: str) -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """Yield what happens inside of these audit events of Python: name, arguments."""
    _listen()
    heard: list[tuple[str, tuple[Any, ...]]] = []
    _hearing.append((names, heard))
    try:
        yield heard
    finally:
        _hearing.remove((names, heard))
