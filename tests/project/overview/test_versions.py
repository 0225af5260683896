"""The Overview of files of older versions, which are read as they stand."""

import gzip
from pathlib import Path

import pytest

from annotator.project.overview.behind import SpansWhere
from annotator.project.project import Project

_KEPT = sorted((Path(__file__).parents[2] / "data" / "versions").glob("*.annotator.gz"))


@pytest.mark.parametrize("kept", _KEPT, ids=lambda path: path.name)
def test_an_older_file_is_counted_as_it_stands(tmp_path: Path, kept: Path) -> None:
    path = tmp_path / "old.annotator"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    before = path.read_bytes()
    with Project.open(path, is_read_only=True) as project:
        overview = project.overview.for_me()
        assert overview.by_state().all == len(list(project.documents()))
        assert (
            sum(one.times for one in overview.span_labels()) == overview.spans(SpansWhere()).total
        )
        assert sum(one.times for one in overview.relation_labels()) == sum(
            one.times for one in overview.ties()
        )
        overview.by_day()
        overview.agreement()
        overview.drift(with_curated=True)
        overview.news()
        overview.values()
        overview.by_language()
        overview.spans_per_thousand_words()
    assert path.read_bytes() == before
