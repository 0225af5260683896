"""Ctrl C during long work."""

import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from annotator.cli import corpus, sources
from annotator.cli.stopping import Stop
from tests.cli.conftest import Command


def test_the_first_ctrl_c_asks_and_the_second_breaks_off() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Stop() as stop:
        assert not stop.is_asked()
        signal.raise_signal(signal.SIGINT)
        assert stop.is_asked()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_on_another_thread_it_only_says_no() -> None:
    before = signal.getsignal(signal.SIGINT)
    answers = []

    def work() -> None:
        with Stop() as stop:
            answers.append(stop.is_asked())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert answers == [False]
    assert signal.getsignal(signal.SIGINT) is before


NOT_ON_WINDOWS = pytest.mark.skipif(os.name == "nt", reason="signals are another thing on Windows")


class Interruption:
    """Presses Ctrl C at the first report of progress, and waits until it was heard."""

    def __init__(self) -> None:
        self.stops: list[Stop] = []
        self.is_done = False

    def make_stop(self) -> Stop:
        self.stops.append(Stop())
        return self.stops[-1]

    def report(self, *_: Any) -> None:
        if self.is_done:
            return
        self.is_done = True
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        while not self.stops[-1].is_asked():
            threading.Event().wait(0.01)


@pytest.fixture
def interruption(monkeypatch: pytest.MonkeyPatch) -> Interruption:
    found = Interruption()
    for room in (sources, corpus):
        monkeypatch.setattr(room, "Stop", found.make_stop)
        monkeypatch.setattr(room.ProgressLine, "report", found.report)
    return found


@NOT_ON_WINDOWS
def test_nothing_of_a_stopped_import_stays(
    command: Command, tmp_path: Path, interruption: Interruption
) -> None:
    command("new", "news.annotator")
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"Number {number}\n\nA text.\n", encoding="utf-8")
    result = command("import", "news.annotator", "*.txt")
    assert interruption.is_done
    assert (result.status, result.line) == (130, "annotator: stopped.")
    assert command("stats", "news.annotator", "--json").json["documents"] == 0


@NOT_ON_WINDOWS
def test_a_stopped_export_leaves_the_old_file(
    command: Command, project: Path, tmp_path: Path, interruption: Interruption
) -> None:
    interruption.is_done = True  # not while the articles come in
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text(f"Number {number}\n\nA text.\n", encoding="utf-8")
    command("import", project, "*.txt")
    interruption.is_done = False
    (tmp_path / "corpus.jsonl").write_text("old", encoding="utf-8")
    before = set(tmp_path.iterdir())
    result = command("export", project, "-o", "corpus.jsonl")
    assert interruption.is_done
    assert (result.status, result.line) == (130, "annotator: stopped.")
    assert (tmp_path / "corpus.jsonl").read_text(encoding="utf-8") == "old"
    assert set(tmp_path.iterdir()) == before
