"""What was counted with much labour is there the next time, and only as far as it is still so."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.errors import Cancelled
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.overview import comparing, corpus, kept, timeline, words
from annotator.project.project import Project
from annotator.storage.overview import cache
from tests.project.overview.invented import invent


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where it is kept, however quickly it was counted."""
    monkeypatch.setattr(cache, "_folder", lambda: tmp_path / "kept")
    monkeypatch.setattr(kept, "WORTH", -1)
    return tmp_path / "kept"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """What is read of the project again: keys of articles, words, rows of the history."""
    found: dict[str, list[Any]] = {"spans": [], "words": [], "pairs": [], "acts": []}

    def read_parts(connection: Any, documents: Any) -> Any:
        found["spans"] += documents
        return corpus_parts(connection, documents)

    def texts(connection: Any, documents: Any) -> Any:
        found["words"] += documents
        return word_texts(connection, documents)

    def compare_page(self: Any, documents: Any, pairs: Any) -> None:
        found["pairs"] += pairs
        compare(self, documents, pairs)

    def acts(connection: Any, after: int) -> Any:
        rows = read_acts(connection, after)
        found["acts"] += rows
        return rows

    corpus_parts, word_texts = corpus.read_parts, words.read_texts_by_key
    compare, read_acts = comparing.Comparing._compare_page, timeline.read_acts
    monkeypatch.setattr(corpus, "read_parts", read_parts)
    monkeypatch.setattr(words, "read_texts_by_key", texts)
    monkeypatch.setattr(comparing.Comparing, "_compare_page", compare_page)
    monkeypatch.setattr(timeline, "read_acts", acts)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with invent(tmp_path, 0, 6) as project:
        numbers(project)
        return project.path


def numbers(project: Project) -> list[Any]:
    """All that is counted with labour."""
    overview = project.overview
    return [
        overview.span_lengths(), overview.by_tenth(), overview.frequent_texts(), overview.growth(),
        overview.ties(), overview.values(), overview.spans_per_thousand_words(), set(overview.news(most=10_000).nodes),
        overview.agreement(), overview.agreement_over_time(), overview.drift(with_curated=True),
        overview.by_day(), overview.my_pace(),
    ]  # fmt: skip


def afresh(project: Project, folder: Path) -> list[Any]:
    """The same, counted from nothing."""
    away = folder.with_name("away")
    folder.rename(away)
    with Project.open(project.path, annotator="ilse", is_read_only=True) as opened:
        found = numbers(opened)
    shutil.rmtree(folder)
    away.rename(folder)
    return found


def open_again(path: Path) -> Project:
    return Project.open(path, annotator="ilse")


def test_the_next_time_nothing_is_read_again(
    path: Path, folder: Path, read: dict[str, list[Any]]
) -> None:
    with open_again(path) as project:
        found = numbers(project)
        assert read == {"spans": [], "words": [], "pairs": [], "acts": []}
        assert found == afresh(project, folder)
        assert all(read.values()), "it was counted from nothing"
    assert {one.suffix for one in folder.iterdir()} == {
        ".corpus",
        ".words",
        ".meetings",
        ".timeline",
    }


def test_what_has_changed_is_read_again_and_nothing_else(
    path: Path, folder: Path, read: dict[str, list[Any]]
) -> None:
    with open_again(path) as project:
        project.apply(AddSpan(Span(new_id(), "p", ((0, 2),))), "d1")
        project.flush()
    with open_again(path) as project:
        found = numbers(project)
        ids = {row.key: row.id for row in project.document_rows(project.document_keys())}
        assert {ids[one] for one in read["spans"]} == {"d1"}
        assert len(read["acts"]) == 1
        assert found == afresh(project, folder)


def test_a_project_put_back_to_an_earlier_state_is_counted_anew(
    path: Path, folder: Path, tmp_path: Path, read: dict[str, list[Any]]
) -> None:
    earlier = shutil.copyfile(path, tmp_path / "earlier")
    with open_again(path) as project:
        project.apply(AddSpan(Span("later", "p", ((0, 2),))), "d1")
        project.flush()
        numbers(project)
    shutil.copyfile(earlier, path)
    with open_again(path) as project:
        project.apply(AddSpan(Span("other", "o", ((0, 3),))), "d2")
        project.flush()
        assert numbers(project) == afresh(project, folder)


@pytest.mark.parametrize("damage", ["cut", "other bytes", "empty", "of another version"])
def test_what_is_damaged_is_counted_anew(
    path: Path, folder: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in folder.iterdir():
        content = one.read_bytes()
        if damage == "cut":
            one.write_bytes(content[: len(content) // 2])
        elif damage == "other bytes":
            middle = len(content) // 2
            one.write_bytes(content[:middle] + b"\0\1\2\3" * 8 + content[middle + 32 :])
        elif damage == "empty":
            one.write_bytes(b"")
    if damage == "of another version":
        monkeypatch.setattr(kept, "_FORMAT", 2)
    with open_again(path) as project:
        assert numbers(project) == afresh(project, folder)


def test_counting_that_was_stopped_goes_on_the_next_time(
    tmp_path: Path, read: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus, "page_keys", lambda documents: [[one.key] for one in documents])
    calls = iter([False] * 4 + [True])
    with invent(tmp_path, 1, 9) as project, pytest.raises(Cancelled):
        project.overview.count_corpus(is_cancelled=lambda: next(calls))
    assert len(read["spans"]) == 4
    with open_again(project.path) as again:
        again.overview.count_corpus()
    assert len(read["spans"]) == len(set(read["spans"])) > 4


def test_it_can_be_read_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has been read so far can be looked at."""
    monkeypatch.setattr(corpus, "page_keys", lambda documents: [[one.key] for one in documents])
    with invent(tmp_path, 1, 9) as project:
        overview = project.overview
        told: list[int] = []
        clock = iter(range(1_000))
        monkeypatch.setattr(corpus, "monotonic", lambda: next(clock))
        assert not overview.count_corpus(lambda one: told.append(one.done), seconds=4)
        so_far = len(overview.corpus(is_so_far=True).column("labels"))
        assert overview.count_corpus(lambda one: told.append(one.done))
        whole = overview.corpus()
        assert 0 < so_far < len(whole.column("labels")) == overview.span_lengths().total
        assert told == sorted(told)


def test_nothing_is_kept_of_what_was_erased(path: Path, folder: Path, tmp_path: Path) -> None:
    with Project.open(path, annotator="ilse", backups=tmp_path / "backups") as project:
        numbers(project)
        project.purging.purge_articles(["d1"], "asked for", root=tmp_path / "backups")
        assert list(folder.iterdir()) == []
        assert numbers(project) == afresh(project, folder)


def test_what_was_used_longest_ago_makes_room(
    path: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {one.name for one in folder.iterdir()}
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(cache, "MOST", 1)
    with invent(other, 1, 3) as project:
        numbers(project)
    assert not before & {one.name for one in folder.iterdir()}


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path, folder: Path) -> None:
    folder.write_text("a file", encoding="utf-8")
    with invent(tmp_path, 1, 9) as project:
        assert numbers(project) == numbers(project)
