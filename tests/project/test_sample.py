"""The sample project: made by the program itself, whole, the same every time."""

from pathlib import Path

import pytest

from annotator.formats.verify import verify
from annotator.model.errors import ProjectExists
from annotator.project.project import Project
from annotator.project.sample import make_sample
from tests.sample_sources import SAMPLE_SETS, place_spans, text_of


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample") / "sample.annotator")


def test_all_articles_and_sets_are_in_it(sample: Path) -> None:
    with Project.open(sample) as project:
        documents = [one.id for one in project.documents()]
        sets = [one for document in documents for one in project.annotation_sets(document)]
    assert len(documents) >= 12
    assert len(sets) == len(SAMPLE_SETS)
    assert sum(len(one.spans) for one in sets) == sum(len(one["spans"]) for one in SAMPLE_SETS)


def test_every_span_stands_where_its_words_stand(sample: Path) -> None:
    wanted = {
        (one["document"], one["annotator"]): {
            (span.label, span.ranges) for span in place_spans(text_of(one), one["spans"]).values()
        }
        for one in SAMPLE_SETS
    }
    with Project.open(sample) as project:
        names = {one.id: one.name for one in project.annotators()}
        labels = {one.id: one.name for one in project.label_set.span_labels}
        found = {
            (document.id, names[one.annotator or ""]): {
                (labels[span.label], span.fragments) for span in one.spans.values()
            }
            for document in project.documents()
            for one in project.annotation_sets(document.id)
        }
    assert found == wanted


def test_articles_have_their_structure(sample: Path) -> None:
    with Project.open(sample) as project:
        kinds = {section.kind for document in project.documents() for section in document.sections}
        languages = {document.meta.language for document in project.documents()}
    assert kinds >= {"title", "standfirst", "date", "byline", "caption", "credit", "heading"}
    assert languages >= {"en", "de", "ar", "ja"}


def test_it_is_whole_and_its_export_is_right(sample: Path, tmp_path: Path) -> None:
    with Project.open(sample) as project:
        assert project.check() == []
        project.export(tmp_path / "sample.jsonl")
    assert verify(tmp_path / "sample.jsonl").faults == []


def test_it_is_the_same_every_time(sample: Path, tmp_path: Path) -> None:
    again = make_sample(tmp_path / "again.annotator")
    exports = []
    for number, path in enumerate((sample, again)):
        with Project.open(path) as project:
            project.export(tmp_path / f"{number}.jsonl")
        exports.append((tmp_path / f"{number}.jsonl").read_bytes())
    assert exports[0] == exports[1]


def test_it_overwrites_nothing(sample: Path) -> None:
    before = sample.read_bytes()
    with pytest.raises(ProjectExists):
        make_sample(sample)
    assert sample.read_bytes() == before
