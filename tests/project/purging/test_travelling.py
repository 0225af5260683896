"""What was erased does not come back with a colleague's file, an import or a packet, unless asked."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.model.errors import UndoBlocked
from annotator.model.purge_errors import ActPurged, ArticlePurged
from annotator.model.span import Span
from annotator.project.import_choice import ImportChoice
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from tests.project.purging.worlds import ID, SECRET, TEXT, leave_traces, make_world, traces

REASON = "asked"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A colleague's copy from before, in which they have gone on with both articles."""
    return tmp_path / "zenobia.annotator"


@pytest.fixture
def project(tmp_path: Path, root: Path, theirs: Path) -> Iterator[Project]:
    (tmp_path / "work").mkdir()
    with make_world(tmp_path / "work") as made:
        leave_traces(made)
        path = made.path
    shutil.copyfile(path, theirs)
    with Project.open(theirs, annotator="jonas") as other:
        other.apply(AddSpan(Span("more", "o", ((0, 5),))), ID)
        other.apply(AddSpan(Span("news", "o", ((0, 3),))), "ferry")
    with Project.open(path, annotator="ilse") as made:
        made.purging.purge_articles([ID], REASON, root=root)
        yield made


def test_a_colleagues_file_does_not_bring_it_back(
    project: Project, theirs: Path, root: Path
) -> None:
    told = project.examine(theirs)
    assert (told.documents_purged, told.documents_new, told.documents_met) == (1, 0, 1)
    report = project.merge(theirs)
    assert report.documents_purged == 1
    [problem] = [one for one in report.problems if isinstance(one.error, ArticlePurged)]
    assert problem.is_whole
    assert [one.id for one in project.documents()] == ["ferry"]
    jonas = project.people.named("jonas").id
    assert "news" in project.annotation_set("ferry", jonas).spans, "the rest has come in"
    assert project.check() == []
    project.flush()
    assert traces(project.path, root) == []
    assert not project.merge(theirs).is_anything_new
    assert project.check() == []


def test_it_comes_back_where_that_is_asked_for(project: Project, theirs: Path) -> None:
    assert project.examine(theirs, with_purged=True).documents_new == 1
    report = project.merge(theirs, with_purged=True)
    assert (report.documents_purged, report.documents_new) == (0, 1)
    assert project.document(ID).text == TEXT
    jonas = project.people.named("jonas").id
    assert "more" in project.annotation_set(ID, jonas).spans
    assert project.check() == []
    assert project.merge(theirs).documents_purged == 0, "it is here again"


def test_an_import_does_not_bring_it_back(project: Project, tmp_path: Path) -> None:
    source = tmp_path / "again.txt"
    source.write_text(TEXT, encoding="utf-8")
    other = tmp_path / "new.txt"
    other.write_text("Herons.\n", encoding="utf-8")
    report = project.import_sources([source, other])
    assert (report.documents_new, report.documents_skipped) == (1, 1)
    assert [type(one.error) for one in report.problems] == [ArticlePurged]
    report = project.import_sources([source], ImportChoice(with_purged=True))
    assert report.documents_new == 1
    assert project.import_sources([source]).documents_known == 1, "it is here again"
    assert project.check() == []


def test_nor_does_a_corpus(project: Project, theirs: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "theirs.jsonl"
    with Project.open(theirs) as other:
        other.export(corpus)
    report = project.import_sources([corpus])
    purged = [one for one in report.problems if isinstance(one.error, ArticlePurged)]
    assert len(purged) == 1, "told once, though several people's lines are about it"
    assert [one.id for one in project.documents()] == ["ferry"]


def test_packets_and_exports_say_nothing_of_it(project: Project, tmp_path: Path) -> None:
    packet, corpus = tmp_path / "out.annotator", tmp_path / "out.jsonl"
    project.write_packet(packet, PacketChoice(with_review=True))
    project.export(corpus)
    for path in (packet, corpus, tmp_path / "out.jsonl.manifest.json"):
        body = path.read_bytes().decode("utf-8", "replace").casefold()
        assert SECRET.casefold() not in body
        assert '"purge' not in body
    with Project.open(packet) as sent:
        assert sent.purging.tombstones() == []
        assert sent.check() == []


def test_the_name_of_a_colleagues_file_is_forgotten_with_them(
    project: Project, theirs: Path, root: Path
) -> None:
    with Project.open(theirs, annotator="zenobia") as other:
        other.apply(AddSpan(Span("hers", "p", ((0, 3),))), "ferry")
    project.merge(theirs)
    person = project.people.named("zenobia")
    preview = project.purging.preview_person(person.id, root=root)
    assert preview.erased.sources == 1
    project.purging.purge_person(person.id, "Annotator 1", REASON, root=root)
    assert traces(project.path, root, "zenobia") == []
    assert project.check() == []
    again = project.merge(theirs)
    assert [one.name for one in project.annotators() if one.id == person.id] == ["Annotator 1"]
    assert not again.is_anything_new


def test_what_a_colleague_had_brought_goes_with_it(tmp_path: Path, root: Path) -> None:
    """Their rows of history, and what the taking in has changed here, tell of it too."""
    (tmp_path / "work").mkdir()
    theirs = tmp_path / "theirs.annotator"
    with make_world(tmp_path / "work") as made:
        path = made.path
    shutil.copyfile(path, theirs)
    with Project.open(theirs, annotator="ilse") as other:
        leave_traces(other)
        other.apply(AddSpan(Span("hers", "o", ((0, 3),))), "ferry")
    with Project.open(path, annotator="ilse") as made:
        assert made.merge(theirs).is_anything_new
        hers = made.annotation_set("ferry")
        assert made.check() == []
        preview = made.purging.preview_articles([ID], root=root)
        assert preview.erased.taken > 10
        made.purging.purge_articles([ID], REASON, root=root)
        assert made.check() == []
        assert traces(path, root) == []
        assert made.annotation_set("ferry") == hers
        assert not made.merge(theirs).is_anything_new
        with pytest.raises((ActPurged, UndoBlocked)):
            made.undo()
        assert made.check() == []
    assert traces(path, root) == []


def test_a_taking_in_whose_act_was_emptied_still_stands_on_those_before_it(
    tmp_path: Path, root: Path
) -> None:
    """Two colleagues' files changed one set, the second under a name that tells of what went: the
    first cannot be taken back from under it."""
    (tmp_path / "work").mkdir()
    with make_world(tmp_path / "work") as made:
        made.apply(AddSpan(Span("mine", "p", ((4, 9),))), "ferry")
        path = made.path
    first, second = tmp_path / "first.annotator", tmp_path / f"{ID}.annotator"
    for other, start in ((first, 10), (second, 16)):
        shutil.copyfile(path, other)
        with Project.open(other, annotator="ilse") as theirs:
            theirs.apply(AddSpan(Span(other.stem[:9], "o", ((start, start + 3),))), "ferry")
    with Project.open(path, annotator="mara") as made:
        made.merge(first)
    with Project.open(path, annotator="jonas") as made:
        made.merge(second)
        made.purging.purge_articles([ID], REASON, root=root)
    with Project.open(path, annotator="mara") as made:
        with pytest.raises(UndoBlocked):
            made.undo()
        assert made.check() == []
