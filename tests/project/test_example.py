"""The example that scripts start from is run as it stands."""

import doctest
from pathlib import Path

import pytest

from annotator.project import project


def test_the_example_of_the_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testmod(project)
    assert (failed, tried) == (0, 7)
    assert '"text":"Ilse Varga"' in Path("ferry.jsonl").read_text(encoding="utf-8").replace(
        ": ", ":"
    )
