"""CoNLL into a project, out, and into another: the same tokens, the same tags, whose they are."""

from pathlib import Path

import pytest

from annotator.formats.verify import verify
from annotator.project.project import Project
from annotator.project.rows import ExportChoice

TWEETS = (
    "# id = first\n# annotator = Maria\n# tokenizer = spaces\n"
    "#rain\tO\nin\tO\n#Norrow\tB-LOC\nHarbour\tI-LOC\n,\tO\nsaid\tO\n@ilse_v\tB-PER\n\n"
    "Boats\tO\nwo\tO\nn't\tO\nsail\tO\n.\tO\n\n"
    "# id = second\n# annotator = Maria\n# tokenizer = spaces\n"
    "No\tO\nboats\tO\n!\tO\n\n"
)


def export(project: Project, out: Path, **settings: str) -> str:
    project.export(out, ExportChoice(format="conll", settings=settings))
    assert verify(out).faults == []
    return out.read_text(encoding="utf-8")


def test_tokens_and_tags_come_back_as_they_were(tmp_path: Path) -> None:
    source = tmp_path / "tweets.txt"
    source.write_text(TWEETS, encoding="utf-8")
    with Project.create(tmp_path / "one.annotator", annotator="Me") as one:
        report = one.import_sources([source])
        assert (report.documents_new, report.spans) == (2, 2)
        assert [one.is_skipped for one in report.problems] == [False] * len(report.problems)
        first = export(one, tmp_path / "out.conll")
    assert first == TWEETS
    with Project.create(tmp_path / "other.annotator", annotator="Me") as other:
        other.import_sources([tmp_path / "out.conll"])
        assert export(other, tmp_path / "again.conll") == first


@pytest.mark.parametrize("scheme", ["iob1", "bioes", "bilou", "bmes"])
def test_every_scheme_leads_to_the_same_project(tmp_path: Path, scheme: str) -> None:
    source = tmp_path / "tweets.txt"
    source.write_text(TWEETS, encoding="utf-8")
    with Project.create(tmp_path / "one.annotator", annotator="Me") as one:
        one.import_sources([source])
        export(one, tmp_path / "out.conll", scheme=scheme)
    with Project.create(tmp_path / "other.annotator", annotator="Me") as other:
        other.import_sources([tmp_path / "out.conll"])
        assert export(other, tmp_path / "again.conll") == TWEETS
