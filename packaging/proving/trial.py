"""What is tried with an installed program: the main job, other formats, a real window."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proving.screen import Screen, count_colours
from shipping.places import Stop

ARTICLES = {
    "ferry.txt": "Ferry talks open\n\nIlse Varga met Norrow Lines on Monday.\n",
    "vote.html": (
        "<html><head><title>Council votes</title></head><body><article><h1>Council votes</h1>"
        "<p>The council of Wend voted on Tuesday, after a long evening in the old mill.</p>"
        "<p>Erik Palm of the harbour office had asked for more time.</p></article></body></html>"
    ),
    "mill.rtf": r"{\rtf1\ansi The mill of Wend is for sale.\par Norrow Lines wants it.}",
}
ANNOTATOR = "Maria"
WINDOW_PATIENCE = 60
"""Seconds within which the window must have drawn itself."""
LEAST_COLOURS = 500
"""A window with a marked article has so many colours; one that shows a question has fewer."""


@dataclass
class Trial:
    """An installed program, how to call it, and where it may write.

    `inside` is what stands before a command (as of chroot), `root` what stands before a path to
    find it from outside; `folder` is the path as the program sees it.
    """

    program: str
    folder: Path
    inside: Sequence[str] = ()
    root: Path = Path("/")
    variables: dict[str, str] = field(default_factory=dict)

    def outside(self, path: Path) -> Path:
        """Return a path of the program's as one sees it from outside."""
        return self.root / path.relative_to("/")

    def environment(self, **others: str) -> dict[str, str]:
        """Return an environment without a display, with a home of its own."""
        home = {
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        }
        return home | self.variables | others

    def call(self, *arguments: str, status: int = 0, **variables: str) -> str:
        """Run the program and print what it says; Stop where it ends otherwise than awaited."""
        print(f"$ annotator {' '.join(arguments)}", flush=True)
        done = subprocess.run(
            [*self.inside, self.program, *arguments],
            env=self.environment(**variables), capture_output=True, text=True, check=False,
        )  # fmt: skip
        for line in (done.stdout + done.stderr).splitlines()[:12]:
            print(f"    {line[:150]}")
        if done.returncode != status:
            raise Stop(f"It ended with {done.returncode}, and {status} was awaited.")
        return done.stdout + done.stderr


def try_main_job(trial: Trial) -> None:
    """The sample made, exported, verified and checked; articles of other kinds brought in."""
    folder = trial.folder
    trial.call("--version")
    trial.call("doctor", QT_QPA_PLATFORM="offscreen")
    trial.call("demo", str(folder))
    project, corpus = folder / "demo.annotator", folder / "again.jsonl"
    for name in ("demo.annotator", "demo.jsonl", "demo.jsonl.manifest.json", "demo.png"):
        _want(trial.outside(folder / name).is_file(), f"{name} was not written")
    colours = count_colours(trial.outside(folder / "demo.png"))
    _want(colours > LEAST_COLOURS, f"the picture of the window has only {colours} colours")
    print(f"    a picture of the window with {colours} colours")
    trial.call("export", str(project), "-o", str(corpus))
    trial.call("verify", str(corpus))
    trial.call("check", str(project))
    for name, text in ARTICLES.items():
        trial.outside(folder / name).write_text(text, encoding="utf-8")
    other = folder / "other.annotator"
    trial.call("new", str(other))
    said = trial.call("import", str(other), *(str(folder / name) for name in ARTICLES))
    _want("3 articles" in said, "not all three articles came in")
    trial.call("check", str(other))
    said = trial.call("open", str(project), status=2)
    _want("no display" in said and len(said.splitlines()) == 1, "no single sentence")


def try_window(trial: Trial, screen: Screen, picture: Path) -> None:
    """A real window of X11 on the sample, looked at until it has drawn itself, and closed."""
    project = trial.folder / "demo.annotator"
    arguments = ("open", str(project), "--annotator", ANNOTATOR)
    print(f"$ annotator {' '.join(arguments)}    (on an X server)", flush=True)
    blank = screen.picture(picture)
    window = subprocess.Popen(
        [*trial.inside, trial.program, *arguments],
        env=trial.environment(DISPLAY=screen.name), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        seen = _wait_for_colours(window, screen, picture)
    finally:
        window.terminate()
        said, _ = window.communicate(timeout=30)
    print(f"    {blank} colour(s) before, {seen} with the window; the picture is {picture.name}")
    for line in said.splitlines():
        print(f"    {line[:150]}")
    _want(seen > LEAST_COLOURS, "the window did not draw itself")


def _wait_for_colours(window: subprocess.Popen[str], screen: Screen, picture: Path) -> int:
    until, seen, steady = time.monotonic() + WINDOW_PATIENCE, 0, 0
    while time.monotonic() < until and window.poll() is None and steady < 4:
        time.sleep(0.5)
        before, seen = seen, screen.picture(picture)
        steady = steady + 1 if seen == before and seen > LEAST_COLOURS else 0
    return seen


def _want(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise Stop(f"Not proved: {otherwise}.")


def list_files(root: Path, without: Sequence[str] = ()) -> set[str]:
    """Return all names under a folder, from it, without those that begin as given."""
    found = set()
    for folder, folders, files in os.walk(root):
        inside = os.path.relpath(folder, root)
        folders[:] = [
            one for one in folders if os.path.normpath(os.path.join(inside, one)) not in without
        ]
        for name in [*folders, *files]:
            path = os.path.normpath(os.path.join(inside, name))
            if not path.startswith(tuple(without)):
                found.add(path)
    return found
