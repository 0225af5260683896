"""A way to run a command in this process, and a small project to run commands on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from annotator.cli.main import run

ARTICLE = "Ferry talks open\n\nIlse Varga, the harbour master, met Norrow Lines on Monday.\n"
OTHER = "Council votes\n\nThe council of Wend voted on Tuesday.\n"


class Result(NamedTuple):
    """What a command left: its exit status and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return orjson.loads(self.out)

    @property
    def line(self) -> str:
        """The one line on stderr."""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        return self.err[:-1]


Command = Callable[..., Result]


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Run a command where `tmp_path` is the working folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Result:
        capsys.readouterr()
        status = run([str(one) for one in arguments])
        return Result(status, *capsys.readouterr())

    return call


@pytest.fixture
def project(command: Command, tmp_path: Path) -> Path:
    """A project of two articles, the first of them annotated by Maria."""
    from annotator.edits.edit import AddRelation, AddSpan, SetStatus
    from annotator.model.relation import Relation
    from annotator.project.project import Project
    from tests.builders import LABEL_SET, make_span

    path = tmp_path / "news.annotator"
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "vote.txt").write_text(OTHER, encoding="utf-8")
    with Project.create(path, label_set=LABEL_SET, annotator="Maria") as made:
        made.import_sources([folder])
        first = next(made.documents())
        assert first.text == ARTICLE
        made.apply(AddSpan(make_span(ARTICLE, "Ilse Varga", id="varga")), first.id)
        made.apply(AddSpan(make_span(ARTICLE, "Norrow Lines", "o", id="lines")), first.id)
        made.apply(AddRelation(Relation("works", "w", "varga", "lines")), first.id)
        made.apply(SetStatus("finished"), first.id)
    return path
