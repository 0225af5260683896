"""On which Pythons the tests are run, and that what is built twice is compared."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from proving import twice
from proving.pythons import find_pythons
from shipping.places import Stop


def test_a_python_that_only_seems_to_be_there_is_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim = tmp_path / "python3.99"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    found = find_pythons()
    assert sys.version_info[:2] in found
    assert shim not in found.values()


def test_what_differs_between_two_places_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    built = iter([{"a.whl": "1", "b.deb": "2"}, {"a.whl": "1", "b.deb": "3"}])
    monkeypatch.setattr(twice, "_build", lambda *_: next(built))
    with pytest.raises(Stop, match=r"Not the same in both: b\.deb\."):
        twice.prove_same(["wheel", "deb"])
