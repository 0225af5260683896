"""Suggestions over a project: nothing until accepted, rejected once and for all, taken back by undo."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, RelabelSpan, SetStatus
from annotator.model.errors import AnnotatorUnknown
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.suggesting.accepting import accept, accept_all
from annotator.project.suggesting.suggesting import Wanted
from annotator.suggest.suggestion import IN_ARTICLE, IN_PROJECT, Suggestion
from tests.builders import make_document
from tests.project.building import bring, make_project

TEXTS = {
    "d1": "Ilse Varga runs Norrow Lines. Ilse Varga said so.",
    "d2": "Norrow Lines met Ilse Varga. Tom Quill was there; Quill left.",
    "d3": "Nothing of Norrow Lines.",
}
ALL = Wanted()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    documents = [make_document(text, id) for id, text in TEXTS.items()]
    with make_project(tmp_path, documents) as project:
        yield project


def mark(project: Project, document: str, covered: str, label: str) -> None:
    start = TEXTS[document].index(covered)
    project.apply(AddSpan(Span(new_id(), label, ((start, start + len(covered)),))), document)


def suggest(project: Project, document: str, wanted: Wanted = ALL) -> list[Suggestion]:
    mine = project.annotation_set(document)
    return project.suggesting.suggest(project.document(document), mine, wanted)


def told(project: Project, document: str, wanted: Wanted = ALL) -> list[tuple[str, str, str]]:
    text = TEXTS[document]
    return [
        (text[one.start : one.end], one.label, one.version)
        for one in suggest(project, document, wanted)
    ]


def listening(project: Project) -> None:
    class Ears:
        def changed(self, changes, origin):
            project.suggesting.note(changes)

        def saved(self, unsaved): ...

        def saving_failed(self, error, unsaved): ...

    project.subscribe(Ears())


def lines_of(project: Project) -> list[dict]:
    project.flush()
    out = io.BytesIO()
    project.export(out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_in_the_article_at_once_and_in_the_project_when_another_is_opened(project: Project) -> None:
    listening(project)
    mark(project, "d1", "Ilse Varga", "p")
    assert told(project, "d1") == [("Ilse Varga", "p", IN_ARTICLE)]
    assert told(project, "d2") == [("Ilse Varga", "p", IN_PROJECT)]
    mark(project, "d1", "Norrow Lines", "o")
    assert told(project, "d2") == [
        ("Norrow Lines", "o", IN_PROJECT), ("Ilse Varga", "p", IN_PROJECT),
    ]  # fmt: skip


def test_parts_and_labels_can_be_switched_off(project: Project) -> None:
    mark(project, "d1", "Ilse Varga", "p")
    for off in ("p", IN_ARTICLE):
        assert told(project, "d1", Wanted(frozenset({off}))) == []
    assert told(project, "d2", Wanted(frozenset({IN_PROJECT}))) == []


def test_nothing_is_kept_or_counted_before_it_is_accepted(project: Project) -> None:
    mark(project, "d1", "Ilse Varga", "p")
    before, statistics = lines_of(project), project.statistics()
    assert told(project, "d2")
    assert lines_of(project) == before
    assert project.statistics() == statistics
    assert project.annotation_set("d2").is_untouched


def test_what_is_accepted_keeps_where_it_comes_from_in_the_file_and_in_the_corpus(
    project: Project, tmp_path: Path
) -> None:
    mark(project, "d1", "Ilse Varga", "p")
    (one,) = suggest(project, "d1")
    project.apply(accept(one), "d1")
    (other,) = suggest(project, "d2")
    changed = accept(other, "r")
    project.apply(changed, "d2")
    project.close()
    with Project.open(project.path, annotator="ilse") as again:
        spans = [span for line in lines_of(again) for span in line["spans"]]
        told = {
            (span["label"], span.get("origin"), (span.get("suggested") or {}).get("answer"))
            for span in spans
        }
        assert told == {
            ("PERSON", None, None), ("PERSON", "propagated", "accepted"), ("ROLE", "propagated", "changed"),
        }  # fmt: skip
        (kept,) = again.annotation_set("d2").spans.values()
        assert kept == changed.span
        assert kept.suggested is not None
        assert kept.suggested.confidence == other.confidence
        assert kept.suggested.at
        # And into an empty project and out again: the same bytes.
        out = io.BytesIO()
        again.export(out)
        (tmp_path / "news.jsonl").write_bytes(out.getvalue())
        with Project.create(tmp_path / "copy.annotator") as copy:
            copy.import_sources([tmp_path / "news.jsonl"])
            written = io.BytesIO()
            copy.flush()
            copy.export(written)
            assert written.getvalue() == out.getvalue()
        assert again.check() == []


def test_changing_it_later_says_so(project: Project) -> None:
    mark(project, "d1", "Ilse Varga", "p")
    edit = accept(suggest(project, "d1")[0])
    project.apply(edit, "d1")
    project.apply(RelabelSpan(edit.span.id, "r"), "d1")
    kept = project.annotation_set("d1").spans[edit.span.id]
    assert kept.suggested is not None and kept.suggested.answer == "changed"
    project.undo()
    assert project.annotation_set("d1").spans[edit.span.id] == edit.span


def test_several_are_accepted_as_one_act(project: Project) -> None:
    mark(project, "d2", "Quill", "p")
    mark(project, "d1", "Norrow Lines", "o")
    found = suggest(project, "d2")
    assert len(found) == 2
    before = project.annotation_set("d2")
    project.apply(accept_all(found), "d2")
    project.undo()
    assert project.annotation_set("d2") == before


def test_a_rejection_is_remembered_told_and_taken_back(project: Project) -> None:
    listening(project)
    mark(project, "d1", "Ilse Varga", "p")
    found = suggest(project, "d1")
    project.suggesting.reject("d1", found)
    assert told(project, "d1") == []
    assert [one.suggestion.key for one in project.suggesting.rejected("d1")] == [found[0].key]
    assert project.consistency.dismissed() == set()
    project.undo()
    assert told(project, "d1") == [("Ilse Varga", "p", IN_ARTICLE)]
    project.redo()
    project.close()
    with Project.open(project.path, annotator="ilse") as again:
        assert told(again, "d1") == []
        again.suggesting.bring_back(again.suggesting.rejected("d1"))
        assert told(again, "d1") == [("Ilse Varga", "p", IN_ARTICLE)]


def test_rejections_teach(project: Project) -> None:
    listening(project)
    mark(project, "d1", "Norrow Lines", "o")
    assert told(project, "d3") == [("Norrow Lines", "o", IN_PROJECT)]
    for _ in range(2):
        found = suggest(project, "d2")
        project.suggesting.reject("d2", found or [Suggestion(((0, 12),), "r", "repetition")])
    assert told(project, "d3") == []
    project.undo()
    assert told(project, "d3") == [("Norrow Lines", "o", IN_PROJECT)]


def test_words_left_alone_in_finished_articles_teach(project: Project) -> None:
    mark(project, "d1", "Norrow Lines", "o")
    project.apply(SetStatus("finished"), "d1")
    for document in ("d2",):
        project.apply(SetStatus("finished"), document)
    bring(project, [make_document("Norrow Lines. Norrow Lines.", "d4")], import_id="more")
    project.apply(SetStatus("finished"), "d4")
    assert told(project, "d3") == []


def test_nothing_is_suggested_where_one_has_finished_or_of_somebody_else(project: Project) -> None:
    mark(project, "d1", "Ilse Varga", "p")
    document = project.document("d1")
    mine = project.annotation_set("d1")
    project.sign_in("ben")
    assert project.suggesting.suggest(document, mine) == []
    assert told(project, "d2") == []
    project.sign_in("ilse")
    assert told(project, "d2") != []
    project.apply(SetStatus("finished"), "d1")
    assert told(project, "d1") == []


def test_of_no_articles_or_of_nobody_nothing_is_suggested(tmp_path: Path) -> None:
    with make_project(tmp_path, annotator=None) as project:
        document = project.document("talks")
        assert project.suggesting.suggest(document, project.annotation_set("talks")) == []
        with pytest.raises(AnnotatorUnknown):
            project.suggesting.reject("talks", [Suggestion(((0, 2),), "p", "repetition")])
    with make_project(tmp_path, [], name="empty") as project:
        project.sign_in("ilse")


def test_a_label_that_was_retired_is_not_suggested(project: Project) -> None:
    listening(project)
    mark(project, "d1", "Ilse Varga", "p")
    assert told(project, "d2")
    from dataclasses import replace

    from annotator.edits.edit import ReplaceLabelSet

    labels = project.label_set
    retired = tuple(replace(one, is_retired=one.id == "p") for one in labels.span_labels)
    project.apply_to_project(ReplaceLabelSet(replace(labels, span_labels=retired)))
    assert told(project, "d2") == []
