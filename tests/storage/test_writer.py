"""The writer's thread: order, jobs between edits, one thread, and its end."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage import writer as writers
from annotator.storage.instance_lock import InstanceLock
from annotator.storage.writer import Transaction, Writer
from tests.builders import make_document
from tests.project.building import Ear, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path, [make_document("x" * 500, "talks")]) as made:
        yield made


@pytest.fixture
def writer(project: Project) -> Writer:
    assert project.store.writer is not None
    return project.store.writer


def add(project: Project, number: int) -> None:
    project.apply(AddSpan(Span(f"s{number}", "p", ((number, number + 1),))), "talks")


def writing_threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "annotator-writer"]


def test_one_thread_writes_and_goes(project: Project) -> None:
    assert len(writing_threads()) == 1
    for number in range(20):
        add(project, number)
    project.statistics()
    assert len(writing_threads()) == 1
    project.close()
    assert writing_threads() == []


def test_a_job_sees_all_edits_before_it_and_none_behind(project: Project, writer: Writer) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def hold(_: Transaction) -> None:
        inside.set()
        assert go_on.wait(30)

    def count(writing: Transaction) -> int:
        return int(writing.connection.execute("SELECT count(*) FROM spans").fetchone()[0])

    holding = writer.enqueue(hold)
    assert inside.wait(30)
    add(project, 1)
    counting = writer.enqueue(count)
    add(project, 2)
    go_on.set()
    writer.wait_for(holding)
    assert writer.wait_for(counting) == 1
    assert writer.run(count) == 2


def test_a_burst_is_saved_in_order(
    project: Project, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "LARGEST_BURST", 7)
    ear = Ear()
    project.subscribe(ear)
    for number in range(50):
        add(project, number)
    project.flush()
    assert ear.saves[-1] == 0
    with closing(sqlite3.connect(project.path)) as file:
        seqs = [row[0] for row in file.execute("SELECT seq FROM history ORDER BY rowid")]
    assert seqs == sorted(seqs)
    assert len(seqs) == 51


def test_what_a_job_raises_is_raised_where_it_was_asked(project: Project, writer: Writer) -> None:
    def fail(writing: Transaction) -> None:
        writing.connection.execute("DELETE FROM history")
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        writer.run(fail)
    add(project, 1)
    project.flush()
    assert project.check() == []


def test_the_writer_does_not_wait_for_itself(project: Project, writer: Writer) -> None:
    caught: list[RuntimeError] = []

    class Careless(Ear):
        def saved(self, unsaved: int) -> None:
            try:
                writer.run(lambda _: None)
            except RuntimeError as error:
                caught.append(error)

    project.subscribe(Careless())
    add(project, 1)
    project.flush()
    assert len(caught) == 1


def test_a_flush_has_an_end(project: Project, writer: Writer) -> None:
    go_on = threading.Event()
    holding = writer.enqueue(lambda _: go_on.wait(30))
    add(project, 1)
    with pytest.raises(TimeoutError):
        project.flush(0.01)
    go_on.set()
    writer.wait_for(holding)
    project.flush()


@pytest.mark.parametrize("last", [1, 2])
def test_a_flush_tries_once_more_also_in_the_midst_of_a_failing_try(
    project: Project, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    """The last that fails is the first try, of which nobody has heard yet, or the second."""
    write_all = writers._write_all
    inside, go_on = threading.Event(), threading.Event()
    tries: list[str] = []

    def write(*work: Any) -> None:
        tries.append("")
        if len(tries) == last:
            inside.set()
            assert go_on.wait(30)
        if len(tries) <= last:
            raise sqlite3.OperationalError("refused")
        write_all(*work)

    monkeypatch.setattr(writers, "_write_all", write)
    monkeypatch.setattr(writers, "FIRST_PAUSE", 0.0)
    add(project, 1)
    assert inside.wait(30)
    threading.Timer(0.2, go_on.set).start()
    project.flush()
    assert (len(tries), project.unsaved) == (last + 1, 0)


def test_a_job_behind_the_end_is_not_left_waiting(project: Project, writer: Writer) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def hold(_: Transaction) -> None:
        inside.set()
        go_on.wait(30)

    writer.enqueue(hold)
    assert inside.wait(30)
    late = writer.enqueue(lambda _: None)
    ending = threading.Thread(target=writer.abandon)
    ending.start()
    with writer._condition:
        assert writer._condition.wait_for(lambda: writer._is_closing, 30)
    go_on.set()
    ending.join()
    with pytest.raises(RuntimeError):
        writer.wait_for(late)


def test_edits_from_many_threads_all_arrive(project: Project) -> None:
    def work(first: int) -> None:
        for number in range(first, first + 20):
            add(project, number)

    threads = [threading.Thread(target=work, args=(100 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    project.flush()
    assert len(project.annotation_set("talks").spans) == 80
    assert project.check() == []


def test_row_8_a_lock_is_one_at_a_time_and_leaves_nothing(tmp_path: Path) -> None:
    first = InstanceLock.acquire(tmp_path / "a")
    assert isinstance(first, InstanceLock)
    assert isinstance(InstanceLock.acquire(tmp_path / "a"), str)
    other = InstanceLock.acquire(tmp_path / "b")
    assert isinstance(other, InstanceLock)
    first.release()
    again = InstanceLock.acquire(tmp_path / "a")
    assert isinstance(again, InstanceLock)
    again.release()
    other.release()
    # Beside them may lie what a killed process left: nobody holds it, and it does no harm.
    assert not again._path.exists()
    assert not other._path.exists()


def test_row_8_where_no_lock_can_be_kept_the_project_opens_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.storage.instance_lock._lock_path", lambda _: None)
    with make_project(tmp_path) as project:
        assert not project.is_read_only


def test_nobody_waits_for_a_writer_that_has_gone(
    project: Project, writer: Writer, tmp_path: Path
) -> None:
    project.close()
    with pytest.raises(RuntimeError, match="closed"):
        writer.copy_to(tmp_path / "copy")
    with pytest.raises(RuntimeError, match="closed"):
        writer.enqueue(lambda _: None)
