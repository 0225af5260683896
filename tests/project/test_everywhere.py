"""The same text labelled in all articles, in one act."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan
from annotator.messages import act_words
from annotator.model.errors import AnnotatorUnknown, Cancelled, LabelUnknown
from annotator.model.relation import Relation
from annotator.project.corpus_search import CorpusQuery, Hit
from annotator.project.everywhere import Everywhere
from annotator.project.project import Project
from tests.builders import make_document, make_set, make_span
from tests.project.building import bring, make_project

TEXT = "Norrow Lines sails. Norrow Lines pays Ilse Varga."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    documents = [make_document(f"{TEXT} {number}", f"d{number}") for number in range(3)]
    with make_project(tmp_path, documents) as made:
        bring(
            made,
            sets=[
                make_set(
                    make_span(TEXT, "Norrow Lines", "p", id="jon"), document="d0", annotator="jon"
                )
            ],
            import_id="j",
        )
        yield made


def hits(project: Project, words: str) -> list[Hit]:
    return [one for page in project.search.hits(CorpusQuery(words)) for one in page]


def exported(project: Project) -> bytes:
    stream = BytesIO()
    project.export(stream)
    return stream.getvalue()


def test_every_hit_gets_a_span_of_mine_and_one_undo_takes_them(project: Project) -> None:
    before = exported(project)
    done, changes = project.search.label_everywhere(
        hits(project, "norrow lines"), "o", "Norrow Lines"
    )
    assert done == Everywhere(added=6, articles=3)
    assert changes.sets_changed == 3
    for document in ("d0", "d1", "d2"):
        mine = project.annotation_set(document)
        assert [one.covered_text(TEXT) for one in mine.spans.values()] == ["Norrow Lines"] * 2
        assert {one.origin for one in mine.spans.values()} == {"propagated"}
        assert mine.status == "in_progress"
    act = project.next_undo()
    assert act and act_words(act.edit, project.label_set) == (
        "labelled “Norrow Lines” ORGANISATION everywhere (3 annotation sets)"
    )
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    assert project.annotation_set("d0", jon).spans["jon"].label == "p", "others' stay as they are"
    assert project.check() == []
    project.undo()
    assert exported(project) == before
    project.redo()
    assert len(project.annotation_set("d2").spans) == 2


def test_what_is_labelled_is_relabelled_and_what_is_so_stays(project: Project) -> None:
    project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "p", id="wrong")), "d0")
    project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", id="right")), "d1")
    done, _ = project.search.label_everywhere(hits(project, "norrow lines"), "o")
    assert done == Everywhere(added=4, relabelled=1, same=1, articles=3)
    assert project.annotation_set("d0").spans["wrong"].label == "o"
    again, changes = project.search.label_everywhere(hits(project, "norrow lines"), "o")
    assert again == Everywhere(same=6)
    assert changes.sets_changed == 0


def test_without_a_label_mine_go_with_their_relations(project: Project) -> None:
    project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", id="lines")), "d0")
    project.apply(AddSpan(make_span(TEXT, "Ilse Varga", id="varga")), "d0")
    project.apply(AddRelation(Relation("w", "w", "varga", "lines")), "d0")
    done, _ = project.search.label_everywhere(hits(project, "norrow lines"), None)
    assert done == Everywhere(removed=1, same=1, articles=1)
    mine = project.annotation_set("d0")
    assert set(mine.spans) == {"varga"} and not mine.relations
    assert "d1" not in {one.document for one in project.annotation_sets("d1")}
    project.undo()
    assert set(project.annotation_set("d0").relations) == {"w"}


def test_a_thousand_articles(tmp_path: Path) -> None:
    documents = [make_document(f"{TEXT} {number}", f"d{number}") for number in range(1000)]
    with make_project(tmp_path, documents) as project:
        done, _ = project.search.label_everywhere(hits(project, "ilse varga"), "p", "Ilse Varga")
        assert done == Everywhere(added=1000, articles=1000)
        assert project.statistics().labels["PERSON"] == 1000
        project.undo()
        assert project.statistics().labels["PERSON"] == 0


def test_what_cannot_be_done(project: Project) -> None:
    found = hits(project, "norrow")
    with pytest.raises(LabelUnknown):
        project.search.label_everywhere(found, "gone")
    with pytest.raises(Cancelled):
        project.search.label_everywhere(found, "o", is_cancelled=lambda: True)
    assert project.annotation_set("d0").spans == {}
    project.close()
    with Project.open(project.path) as opened, pytest.raises(AnnotatorUnknown):
        opened.search.label_everywhere(found, "o")
