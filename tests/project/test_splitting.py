"""Parts of a corpus: by the rule that is written down, stable, and without leakage."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.document import Document, Meta
from annotator.model.errors import SplitWrong
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.project.splitting import (
    PartsCounted,
    Split,
    groups_by_document,
    split_of,
)
from annotator.storage.documents import Origin


def document(id: str, source: str | None = None, published: str | None = None) -> Document:
    return Document(id, f"Text of {id}.", Meta(source=source, published=published))


def made(*groups: list[Origin], **choice: Any) -> Split:
    split = split_of(ExportChoice(**choice), groups_by_document(groups))
    assert split is not None
    return split


def part_by_hash(drawn: str) -> str:
    place = int.from_bytes(hashlib.sha256(drawn.encode()).digest()[:8], "big") % 100
    return "train" if place < 80 else "dev" if place < 90 else "test"


def test_the_rule_of_the_split_is_the_one_that_is_written_down() -> None:
    split = made(split=(80, 10, 10))
    for number in range(200):
        assert split.part_of(document(f"doc-{number}")) == part_by_hash(f"doc-{number}")
    assert split_of(ExportChoice()) is None
    two = made(split=(100, 0))
    assert {two.part_of(document(str(number))) for number in range(50)} == {"train"}


def test_a_seed_draws_anew_and_the_same_seed_the_same() -> None:
    documents = [document(f"doc-{number}") for number in range(300)]
    drawn = {
        seed: [made(split=(80, 10, 10), seed=seed).part_of(one) for one in documents]
        for seed in (None, 1, 2)
    }
    assert drawn[1] != drawn[2] != drawn[None] != drawn[1]
    assert drawn[1] == [part_by_hash(f"1 {one.id}") for one in documents]
    assert 200 < drawn[1].count("train") < 270
    assert made(split=(80, 20), seed=7).plain()["seed"] == 7
    assert "“7 ” and the document id" in made(split=(80, 20), seed=7).plain()["rule"]


def test_whole_sources_go_into_one_part() -> None:
    split = made(split=(50, 50), is_split_by_source=True)
    parts: dict[str, set[str]] = {}
    for number in range(400):
        source = f"Gazette {number % 20}"
        parts.setdefault(source, set()).add(split.part_of(document(f"d{number}", source)))
    assert all(len(one) == 1 for one in parts.values())
    assert {part for one in parts.values() for part in one} == {"train", "test"}
    alone = {split.part_of(document(f"d{number}")) for number in range(50)}
    assert alone == {"train", "test"}, "those without a source are no source of their own"


@pytest.mark.parametrize(
    ("published", "part"),
    [
        ("2016-12-31", "train"),
        ("2017-01-01", "dev"),
        ("2017-05-31", "dev"),
        ("2017-06-01", "test"),
        ("2019-01-01", "test"),
        (None, "train"),
    ],
)
def test_dates_divide(published: str | None, part: str) -> None:
    split = made(split_at=("2017-01-01", "2017-06-01"))
    assert split.part_of(document("d", published=published)) == part
    two = made(split_at=("2017-01-01",))
    assert two.part_of(document("d", published=published)) == (
        "train" if part == "train" else "test"
    )
    assert split.plain()["dates"] == {"dev": "2017-01-01", "test": "2017-06-01"}


def test_a_group_goes_where_its_first_document_goes() -> None:
    origins = [
        Origin(f"copy {number}", f"Paper {number}", f"2017-0{number + 1}-01") for number in range(6)
    ]
    shares = made(origins, split=(80, 10, 10), seed=3)
    by_source = made(origins, split=(80, 10, 10), is_split_by_source=True)
    by_date = made(origins[::-1], split_at=("2017-03-01",))
    for one in origins:
        copy = document(one.document, one.source, one.published)
        assert shares.part_of(copy) == part_by_hash("3 copy 0")
        assert by_source.part_of(copy) == part_by_hash("source Paper 0")
        assert by_date.part_of(copy) == "train", "the earliest of them was published in January"


@given(st.lists(st.text(min_size=1, max_size=5), unique=True, min_size=1), st.integers(0, 99))
def test_a_corpus_that_grows_keeps_its_parts(ids: list[str], seed: int) -> None:
    before = made(split=(70, 30), seed=seed)
    groups = [[Origin(ids[0]), Origin("a newcomer, nearly the same")]]
    after = made(*groups, split=(70, 30), seed=seed)
    for id in ids:
        assert before.part_of(document(id)) == after.part_of(document(id))
    newcomer = document("a newcomer, nearly the same")
    assert after.part_of(newcomer) == after.part_of(document(ids[0]))


@pytest.mark.parametrize(
    "choice",
    [
        {"split": (50, 40)},
        {"split": (100,)},
        {"split": (120, -20)},
        {"split": (25, 25, 25, 25)},
        {"seed": 3},
        {"is_split_by_source": True},
        {"split_at": ("soon",)},
        {"split_at": ("2017-06-01", "2017-01-01")},
        {"split_at": ("2017-01-01", "2017-01-01")},
        {"split_at": ("2017-01-01", "2018-01-01", "2019-01-01")},
        {"split_at": ("2017-01-01",), "split": (80, 20)},
        {"split_at": ("2017-01-01",), "seed": 1},
    ],
)
def test_a_split_that_is_none_is_refused(choice: dict[str, Any]) -> None:
    with pytest.raises(SplitWrong):
        split_of(ExportChoice(**choice))


def test_equal_texts_stay_together_in_an_export(tmp_path: Path) -> None:
    """Without groups half of these pairs would be torn apart."""
    with Project.create(tmp_path / "p.annotator") as project:
        lines = [
            f'{{"version": 1, "id": "{side}-{number}", "text": "Wire copy {number}."}}'
            for number in range(30)
            for side in ("first", "second")
        ]
        source = tmp_path / "in.jsonl"
        source.write_text("\n".join(lines))
        project.import_sources([source])
        manifest = project.export(tmp_path / "out.jsonl", ExportChoice(split=(50, 50)))
    places: dict[str, set[str]] = {}
    for part in ("train", "test"):
        for line in (tmp_path / f"out.{part}.jsonl").read_text().splitlines():
            places.setdefault(line.split('"text":"')[1].split('"')[0], set()).add(part)
    assert len(places) == 30
    assert all(len(one) == 1 for one in places.values())
    counted = manifest["split"]["parts"]
    assert counted["train"]["documents"] + counted["test"]["documents"] == 60
    assert min(one["documents"] for one in counted.values()) > 10
    assert "same or nearly" in manifest["split"]["groups"]


def test_parts_are_counted_by_documents_and_lines() -> None:
    counted = PartsCounted()
    for id, part in (("a", "train"), ("a", "train"), ("b", "test")):
        counted.add(id, part)
    assert counted.plain(("train", "test")) == {
        "train": {"documents": 1, "lines": 2},
        "test": {"documents": 1, "lines": 1},
    }
