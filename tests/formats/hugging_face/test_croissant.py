"""croissant.json is valid to `mlcroissant`, which reads the rows by it."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.formats.hugging_face.sets import make_line, put, write

SAID = {
    "name": "talks",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "description": "Talks about a harbour.",
    "creator": "Maria",
    "url": "https://example.org/talks",
    "published": "2026-11-28",
    "cite_as": "Maria: Talks. 2026.",
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """mlcroissant tells its log of what is only recommended."""
    log = logging.getLogger("absl")
    before = log.level
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(before)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_mlcroissant_finds_no_fault_and_reads_the_rows(tmp_path: Path) -> None:
    import mlcroissant

    files, _ = write([("train", [make_line()]), ("test", [make_line("other")])], **SAID)
    folder = put(files, tmp_path)
    described = mlcroissant.Dataset(str(folder / "croissant.json"))
    assert described.metadata.issues.errors == set()
    assert described.metadata.issues.warnings == set()
    first = next(iter(described.records("tokens_train")))
    assert first["tokens_train/id"] == b"talks-Maria-0"
    assert first["tokens_train/tokens"][:2] == [b"Ilse", b"Varga"]
    assert first["tokens_train/ner_tags"][:2] == [b"B-PERSON", b"I-PERSON"]
    pairs = list(described.records("relations_test"))
    assert len(pairs) == 4
    assert {type(one["relations_test/head_start"]) for one in pairs} == {int}
    (article,) = described.records("documents_test")
    assert article["documents_test/text"].decode().startswith("Ilse Varga leads")


@pytest.mark.parametrize("missing", ["name", "license"])
def test_there_is_none_without_a_name_and_a_licence(missing: str) -> None:
    files, _ = write([("train", [make_line()])], **(SAID | {missing: ""}))
    assert "croissant.json" not in files
