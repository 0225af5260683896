"""A program that serves a page: installed by pip, started, spoken to, watched and ended."""

import json
import os
import secrets
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import venv
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from shipping.places import Stop, say

_PATIENCE = 600.0
"""Seconds for what a peer is asked."""
_LOOK_EVERY = 0.1
_MEGABYTE = 1_000_000


def install(folder: Path, *packages: str) -> Path:
    """Make an environment with these packages; return the folder of its scripts."""
    scripts = folder / "bin"
    if not (folder / "whole").exists():
        say(f"Installing {' '.join(packages)}")
        venv.create(folder, with_pip=True, clear=True)
        command = [str(scripts / "pip"), "install", "--quiet", *packages]
        if subprocess.run(command, check=False).returncode:
            raise Stop("pip could not install this; what it said stands above.")
        (folder / "whole").touch()
    return scripts


def free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def password() -> str:
    """Return one that was never used before."""
    return secrets.token_urlsafe(16)


def held_by(roots: list[int]) -> float:
    """Return the megabytes that processes and all that they started hold now; what they share is
    counted once. Linux alone tells."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    held, waiting = 0, list(roots)
    while waiting:
        one = waiting.pop()
        waiting += children.get(one, ())
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        held += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return held * 1024 / _MEGABYTE


class Watch:
    """The most that some processes hold, looked at ten times a second."""

    def __init__(self, roots: Callable[[], list[int]]) -> None:
        self.most = 0.0
        self._roots = roots
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._is_over.wait(_LOOK_EVERY):
            self.most = max(self.most, held_by(self._roots()))

    def end(self) -> float:
        """Return the most, in megabytes."""
        self._is_over.set()
        self._thread.join()
        return self.most


class Served:
    """Processes of a peer, each in a group of its own, and a browser's session with it."""

    def __init__(self, home: Path, environment: Mapping[str, str], port: int) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.url = f"http://127.0.0.1:{port}"
        self._environment = {**os.environ, **environment, "HOME": str(home)}
        self._started: list[subprocess.Popen[bytes]] = []
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._cookies)
        )
        self.watch = Watch(lambda: [one.pid for one in self._started])

    def run(self, *command: str) -> None:
        """Run something to its end."""
        with (self.home / "log.txt").open("ab") as log:
            done = subprocess.run(
                command, env=self._environment, stdout=log, stderr=log, cwd=self.home, check=False
            )
        if done.returncode:
            raise Stop(f"{Path(command[0]).name} {command[1]} failed: {self._last_words()}")

    def start(self, *command: str) -> None:
        """Start something that goes on."""
        with (self.home / "log.txt").open("ab") as log:
            self._started.append(
                subprocess.Popen(
                    command,
                    env=self._environment,
                    stdout=log,
                    stderr=log,
                    stdin=subprocess.DEVNULL,
                    cwd=self.home,
                    start_new_session=True,
                )
            )

    def wait_for_page(self, page: str) -> None:
        """Wait until the page is there."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            self.check()
            try:
                self.ask("GET", page)
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.5)
            else:
                return
        raise Stop(f"{page} did not answer: {self._last_words()}")

    def check(self) -> None:
        """See to it that all that was started still runs. Stop."""
        if any(one.poll() is not None for one in self._started):
            raise Stop(f"It ended by itself: {self._last_words()}")

    def _last_words(self) -> str:
        """Return the end of what was said."""
        said = (self.home / "log.txt").read_text(encoding="utf-8", errors="replace")
        return "\n".join(said.splitlines()[-8:])

    def ask(
        self, method: str, page: str, body: object = None, *, kind: str = "application/json"
    ) -> Any:
        """Ask as the page of the program does; return what JSON it answers, or the bytes."""
        raw = body if isinstance(body, bytes) else None
        if raw is None and body is not None:
            raw = json.dumps(body).encode()
        headers = {"Content-Type": kind, "Referer": self.url}
        for cookie in self._cookies:
            if cookie.name == "csrftoken":
                headers["X-CSRFToken"] = cookie.value or ""
        request = urllib.request.Request(self.url + page, raw, headers, method=method)
        with self._opener.open(request, timeout=_PATIENCE) as answer:
            said = answer.read()
            is_json = "json" in answer.headers.get("Content-Type", "")
            return json.loads(said) if is_json and said else said

    def upload(self, page: str, field: str, path: Path) -> Any:
        """Send a file as a form does."""
        mark = secrets.token_hex(16)
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{path.name}"'
            "\r\nContent-Type: application/json\r\n\r\n"
        )
        body = head.encode() + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        return self.ask("POST", page, body, kind=f"multipart/form-data; boundary={mark}")

    def sign_in(self, page: str, form: Mapping[str, str]) -> None:
        """Sign in through a form."""
        token = next((one.value for one in self._cookies if one.name == "csrftoken"), None)
        fields = {**form, "csrfmiddlewaretoken": token or ""}
        kind = "application/x-www-form-urlencoded"
        self.ask("POST", page, urllib.parse.urlencode(fields).encode(), kind=kind)

    def end(self) -> float:
        """End what was started; return the most that it held, in megabytes."""
        most = self.watch.end()
        for one in self._started:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGTERM)
        for one in self._started:
            try:
                one.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(one.pid, signal.SIGKILL)
                one.wait()
        return most
