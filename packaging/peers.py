"""The same articles given to this program, doccano and Label Studio: `dev.py peers`.

Each peer is installed from PyPI into an environment of its own under build/peers, spoken to as its
own page does, on this machine alone, and taken away again. Prints one table.
"""

import argparse
import platform
import shutil
import signal
import sys
from datetime import datetime
from pathlib import Path

from beside import doccano, label_studio, ourselves
from beside.work import HEAD, Corpus, Taken

from annotator.benchmark.corpus import PEOPLE, USUAL
from annotator.benchmark.ground import Ground, Sizes
from annotator.benchmark.machine import machine
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from shipping.places import ROOT, Stop, say

_PROGRAMS = {
    "annotator": ourselves.measure,
    "doccano": doccano.measure,
    "label-studio": label_studio.measure,
}


def main(arguments: list[str]) -> int:
    """Measure; return 1 where one of them could not be."""
    parser = argparse.ArgumentParser(prog="dev.py peers", description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--only", choices=_PROGRAMS, action="append", help="may be repeated")
    parser.add_argument("--keep", action="store_true", help="what was installed stays")
    chosen = parser.parse_args(arguments)
    if not sys.platform.startswith("linux"):
        say("peers: What processes hold is only told by Linux.")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # What was started is ended then too.
    folder = ROOT / "build" / "peers"
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    rows: list[Taken] = []
    status = 0
    try:
        corpus = _corpus(work, chosen.articles)
        for name in chosen.only or _PROGRAMS:
            say(f"== {name}")
            try:
                rows.append(_PROGRAMS[name](folder, corpus))
            except Stop as stop:
                say(f"peers: {stop}")
                status = 1
            else:
                say(rows[-1].row())
    finally:
        _clean(folder, is_kept=chosen.keep)
    facts, today = machine(), datetime.now().astimezone().date()
    print(HEAD)
    print("\n".join(one.row() for one in rows))
    print(
        f"\n{today}, {chosen.articles:,} articles of 60 spans; {facts['processor']},"
        f" {facts['cores']} cores, Python {platform.python_version()}"
    )
    return status


def _corpus(work: Path, count: int) -> Corpus:
    """Make the articles, and write them as each program reads them."""
    ground = Ground(work, Sizes(count, count, 1, 1))
    jsonl = ground.corpus(count, USUAL, PEOPLE[:1])
    with Project.open(ground.project(count, USUAL, PEOPLE[:1]), is_read_only=True) as project:
        for name in ("doccano", "label-studio"):
            project.export(work / name, ExportChoice(format=name))
    return Corpus(count, jsonl, work / "doccano", work / "label-studio")


def _clean(folder: Path, *, is_kept: bool) -> None:
    for one in folder.iterdir():
        if not is_kept or not (one / "whole").exists():
            shutil.rmtree(one) if one.is_dir() else one.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
