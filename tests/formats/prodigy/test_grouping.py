"""Tasks on one text put together, wherever in the file they stand."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions
from annotator.formats.prodigy.format import Prodigy
from annotator.formats.prodigy.grouping import repeated_answers
from annotator.formats.source import file_source
from annotator.messages.sentences import problem_words
from tests.formats.json_files import relations_of, spans_of

TEXT = "Ilse Varga leads Norrow Lines."
VARGA = {"start": 0, "end": 10, "label": "PERSON"}
NORROW = {"start": 17, "end": 29, "label": "ORG"}


def task(hash: int = 7, text: str = TEXT, **parts: Any) -> dict[str, Any]:
    return {"text": text, "_input_hash": hash, "answer": "accept", **parts}


def read(folder: Path, *tasks: Any, as_list: bool = False) -> tuple[list[CorpusLine], list[str]]:
    path = folder / "ferry.jsonl"
    path.write_bytes(orjson.dumps(tasks) if as_list else b"\n".join(map(orjson.dumps, tasks)))
    found = list(Prodigy().read(file_source(path), ReadOptions()))
    told = [problem_words("in", one.line, one.error) for one in found if isinstance(one, Problem)]
    return [one for one in found if isinstance(one, CorpusLine)], told


@pytest.mark.parametrize("as_list", [False, True])
def test_answers_of_one_person_to_one_text_are_one_set(tmp_path: Path, as_list: bool) -> None:
    relation = {"head": 1, "child": 4, "label": "leads", "head_span": VARGA, "child_span": NORROW}
    lines, told = read(
        tmp_path,
        task(spans=[VARGA], _annotator_id="ilya"),
        task(9, "Other", spans=[]),
        task(spans=[NORROW], _annotator_id="maria"),
        task(spans=[VARGA, NORROW], relations=[relation], _annotator_id="ilya"),
        task(spans=[VARGA], answer="reject", _annotator_id="ilya"),
        task(accept=["sea"], _annotator_id="ilya"),
        as_list=as_list,
    )
    assert [(one.document.text, one.annotator) for one in lines] == [
        ("Other", None),
        (TEXT, "maria"),
        (TEXT, "ilya"),
    ]
    assert spans_of(lines[2]) == [("Ilse Varga", "PERSON"), ("Norrow Lines", "ORG")]
    assert relations_of(lines[2]) == [("Ilse Varga", "leads", "Norrow Lines")]
    assert lines[2].labels == ("sea",)
    assert len(told) == 2
    assert (
        "2 answers to articles that have others by the same person were joined" in told[1] + told[0]
    )


def test_texts_that_are_met_once_do_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "ferry.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps(task(at, f"Ferry {at}")) for at in range(3)))
    lines = Prodigy().read(file_source(path), ReadOptions())
    assert isinstance(next(iter(lines)), CorpusLine)
    assert repeated_answers(file_source(path), None) == {}


def test_what_several_people_answered_once_does_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "ferry.jsonl"
    tasks = [task(1, _session_id=f"ferry-{name}") for name in ("ilya", "mária", "ilya")]
    path.write_bytes(b"\n".join(map(orjson.dumps, tasks)))
    counts: list[int] = []
    assert list(repeated_answers(file_source(path), counts.append).values()) == [2]
    assert counts == [0]
    lines = [
        one
        for one in Prodigy().read(file_source(path), ReadOptions())
        if isinstance(one, CorpusLine)
    ]
    assert [one.annotator for one in lines] == ["mária", "ilya"]


def test_a_hash_alone_joins_nothing(tmp_path: Path) -> None:
    lines, told = read(tmp_path, task(), task(text="Another"), task(text="Third"))
    assert [one.document.text for one in lines] == [TEXT, "Another", "Third"]
    assert told == []


def test_a_file_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    assert repeated_answers(file_source(tmp_path / "gone.jsonl"), None) == {}
