"""One article whose text is not what it was: told, read, not labelled in; the rest goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetStatus
from annotator.messages import sentence
from annotator.model.article_errors import ArticleDamaged
from annotator.model.errors import DocumentUnknown, NotAProject
from annotator.project.project import Project
from tests.builders import TEXT, make_document, make_span
from tests.project.building import make_project


@pytest.fixture(params=[0x01, 0x80], ids=["another letter", "no UTF-8"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """Of two articles one has a text in which one bit is another."""
    documents = [make_document(title="Ferry talks"), make_document(TEXT, "whole")]
    with make_project(tmp_path, documents) as made:
        path = made.path
    with closing(sqlite3.connect(path)) as connection:
        (text,) = connection.execute("SELECT text FROM documents WHERE id = 'talks'").fetchone()
        flipped = bytearray(text.encode())
        flipped[10] ^= request.param
        statement = "UPDATE documents SET text = CAST(? AS TEXT) WHERE id = 'talks'"
        connection.execute(statement, (bytes(flipped),))
        connection.commit()
    with Project.open(path, annotator="ilse") as opened:
        yield opened


def test_row_11_it_can_be_read_and_nothing_is_labelled_in_it(project: Project) -> None:
    assert project.document("talks").text != TEXT
    assert not project.is_sound("talks")
    for edit in (AddSpan(make_span(TEXT, "Ilse Varga")), SetStatus("finished")):
        with pytest.raises(ArticleDamaged) as caught:
            project.apply(edit, "talks")
    said = sentence(caught.value)
    assert said.startswith("“Ferry talks” is damaged")
    assert "backup" in said
    assert project.annotation_set("talks").is_untouched


def test_row_11_the_rest_goes_on(project: Project) -> None:
    assert project.is_sound("whole")
    project.apply(AddSpan(make_span(TEXT, "Ilse Varga")), "whole")
    project.flush()
    assert len(project.annotation_set("whole").spans) == 1
    assert [one.id for one in project.documents()] == ["talks", "whole"]
    assert [(one.what, one.where) for one in project.check()] == [("text", "talks")]


def test_an_article_that_is_not_there(project: Project) -> None:
    with pytest.raises(DocumentUnknown):
        project.is_sound("nowhere")


def test_attributes_that_are_no_longer_readable_are_named(tmp_path: Path) -> None:
    with make_project(tmp_path) as made:
        made.apply(AddSpan(make_span(TEXT, "Ilse Varga", id="varga")), "talks")
        path = made.path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE spans SET attributes = '{broken}'")
        connection.commit()
    with Project.open(path, annotator="ilse") as opened:
        with pytest.raises(NotAProject):
            list(opened.annotation_sets("talks"))
        assert [(one.what, one.where) for one in opened.check()] == [("attributes", "talks varga")]
