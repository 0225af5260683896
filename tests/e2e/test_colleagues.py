"""Story: a packet goes out, somebody works in it, it comes back, and an older copy after it."""

import shutil
from pathlib import Path

import orjson

from annotator.edits.edit import AddSpan, RelabelSpan, RemoveSpan, SetStatus
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.project import Project
from tests.e2e.conftest import Annotator

STORY = "Ferry talks\n\nIlse Varga, the harbour master of Wend, met Norrow Lines on Monday.\n"


def mark(project: Project, words: str, label: str) -> str:
    """Label the first occurrence of some words; return the span's id."""
    document = next(project.documents())
    start = document.text.index(words)
    found = project.label_set.span_label_named(label)
    assert found is not None
    span = Span(new_id(), found.id, ((start, start + len(words)),))
    project.apply(AddSpan(span), document.id)
    return span.id


def labelled(path: Path) -> set[tuple[str, str]]:
    """Return (words, label) of what Maria has labelled."""
    with Project.open(path, annotator="Maria") as project:
        document = next(project.documents())
        names = {one.id: one.name for one in project.label_set.span_labels}
        mine = project.annotation_set(document.id)
        return {(one.covered_text(document.text), names[one.label]) for one in mine.spans.values()}


def test_a_packet_goes_out_and_comes_back(annotator: Annotator, tmp_path: Path) -> None:
    news, packet = tmp_path / "news.annotator", tmp_path / "for-maria.annotator"
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "vote.txt").write_text("Vote\n\nNobody voted.\n", encoding="utf-8")
    annotator("new", news, "--annotator", "Maria")
    annotator("import", news, "ferry.txt", "vote.txt")
    with Project.open(news, annotator="Maria") as project:
        varga, lines = mark(project, "Ilse Varga", "PERSON"), mark(project, "Norrow Lines", "PLACE")
    made = annotator(
        "packet", news, "-o", packet, "--annotator", "maria", "--status", "in_progress"
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.strip().endswith("1 article, 1 annotation set with 2 spans and 0 relations.")

    # Maria works on elsewhere, and here as well.
    with Project.open(packet, annotator="Maria") as project:
        document = next(project.documents()).id
        organisation = project.label_set.span_label_named("ORGANISATION")
        assert organisation is not None
        project.apply(RelabelSpan(lines, organisation.id), document)
        mark(project, "Wend", "PLACE")
    older = Path(shutil.copyfile(packet, tmp_path / "older.annotator"))
    with Project.open(packet, annotator="Maria") as project:
        project.apply(RemoveSpan(varga), document)
        mark(project, "harbour master", "ROLE")
        project.apply(SetStatus("finished"), document)
    with Project.open(news, annotator="Maria") as project:
        mark(project, "Monday", "DATE")

    told = orjson.loads(annotator("merge", news, packet, "--dry-run", "--json").stdout)
    assert told["sets"] == {"new": 0, "changed": 1, "known": 0}
    assert labelled(news) == {
        ("Ilse Varga", "PERSON"), ("Norrow Lines", "PLACE"), ("Monday", "DATE"),
    }  # fmt: skip
    done = orjson.loads(annotator("merge", news, packet, "--json", "--annotator", "Maria").stdout)
    assert done == {**told, "dry_run": False}
    after = {
        ("Norrow Lines", "ORGANISATION"), ("Wend", "PLACE"), ("harbour master", "ROLE"),
        ("Monday", "DATE"),
    }  # fmt: skip
    assert labelled(news) == after

    for again in (packet, older, news):
        result = annotator("merge", news, again)
        assert "nothing new" in result.stdout, result
    assert labelled(news) == after
    assert annotator("check", news).returncode == 0

    # The one act of whoever took it in goes as it came.
    with Project.open(news, annotator="Maria") as project:
        project.undo()
    assert labelled(news) == {
        ("Ilse Varga", "PERSON"), ("Norrow Lines", "PLACE"), ("Monday", "DATE"),
    }  # fmt: skip
    assert annotator("check", news).returncode == 0
