"""A corpus into a hub by COPY and out again, as JSON lines and as Parquet."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import orjson
import pytest

from annotator.hub.server import copying
from annotator.hub.server.connecting import Address
from annotator.hub.server.server import ServerHub
from annotator.hub.server.work import Work
from annotator.model.document import Document, Meta, Section
from annotator.model.errors import FileUnreadable
from annotator.model.format_errors import FileWrong
from annotator.model.server_errors import RightMissing
from annotator.project.sharing.corpus import load_corpus, unload_corpus
from tests.hub.server import TestedHub

ARTICLES = [
    Document(
        f"a{number:04}",
        f"Ferry\\n{number} \t of Lomera “\\N” 🚢\n\\.\nEnd",
        Meta(f"Ferry {number}", "Norrow Post", "2026-03-01", authors=("Ana Ortiz",)),
        (Section("title", 0, 5),),
    )
    for number in range(25)
]


def write_lines(path: Path) -> Path:
    from annotator.formats.corpus import CorpusLine
    from annotator.formats.jsonl import encode_line

    lines = [encode_line(CorpusLine(one)).rstrip(b"\n") for one in ARTICLES]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def by_id(path: Path) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in map(orjson.loads, path.read_bytes().splitlines())}


def test_a_corpus_goes_in_and_comes_out_as_it_was(
    tmp_path: Path, hub: TestedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_TOGETHER", 10)
    lines = write_lines(tmp_path / "corpus.jsonl")
    place = hub.place("ada")
    assert load_corpus(place, [lines], per_article=2) == (25, 25, 25)
    assert load_corpus(place, [lines, lines], per_article=2) == (50, 0, 0)
    out = tmp_path / "out.jsonl.gz"
    assert unload_corpus(place, out) == 25
    import gzip

    (tmp_path / "out.jsonl").write_bytes(gzip.decompress(out.read_bytes()))
    assert by_id(tmp_path / "out.jsonl") == by_id(lines)
    maria = ServerHub(hub.place("maria"))
    try:
        claimed = Work(maria).claim(3)
        found = {one.id: one for one in maria.others(())}
    finally:
        maria.close()
    assert found == {one.id: one for one in ARTICLES if one.id in claimed}
    assert hub.ask("SELECT sum(articles)::int, sum(slots)::int FROM annotator.loads") == [(25, 50)]
    assert unload_corpus(hub.place("maria"), tmp_path / "hers.jsonl") == 3


def test_parquet_goes_out_and_in(tmp_path: Path, hub: TestedHub, hubs: object) -> None:
    pytest.importorskip("pyarrow")
    place = hub.place("ada")
    load_corpus(place, [write_lines(tmp_path / "corpus.jsonl")])
    folder = tmp_path / "corpus.parquet"
    assert unload_corpus(place, folder) == 25
    hub.ask("DELETE FROM annotator.articles")
    assert load_corpus(place, [folder], limit=20) == (20, 20, 0)
    assert load_corpus(place, [folder / "documents.parquet"]) == (25, 5, 0)
    found = {one.id: one for one in copying.unload(Address(place), "")}
    assert found == {one.id: one for one in ARTICLES}


def test_what_is_taken_in_is_never_held_whole(
    hub: TestedHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each transaction is done before the next article is asked for."""
    monkeypatch.setattr(copying, "_TOGETHER", 10)
    stored: list[int] = []

    def coming() -> Iterator[Document]:
        for number, one in enumerate(ARTICLES):
            if number % 10 == 0:
                ((count,),) = hub.ask("SELECT count(*)::int FROM annotator.articles")
                stored.append(count)
            yield one

    list(copying.load(Address(hub.place("ada")), "", coming()))
    assert stored == [0, 10, 20]


def test_who_may_not_and_what_cannot(tmp_path: Path, hub: TestedHub) -> None:
    lines = write_lines(tmp_path / "corpus.jsonl")
    for role in ("maria", "mara"):
        with pytest.raises(RightMissing):
            load_corpus(hub.place(role), [lines])
    assert hub.ask("SELECT count(*)::int FROM annotator.articles") == [(0,)]
    pytest.importorskip("pyarrow")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 nothing of the kind PAR1")
    with pytest.raises(FileWrong):
        load_corpus(hub.place("ada"), [tmp_path / "bad.parquet"])
    with pytest.raises(FileUnreadable):
        load_corpus(hub.place("ada"), [tmp_path / "missing.parquet"])


def test_rows_that_are_no_articles_are_told(tmp_path: Path, hub: TestedHub) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    table = pyarrow.table({"id": [1, 2, None], "text": ["One.", None, "Three."]})
    parquet.write_table(table, tmp_path / "other.parquet")
    told: list[int | None] = []
    done = load_corpus(
        hub.place("ada"),
        [tmp_path / "other.parquet"],
        report_problem=lambda one: told.append(one.line),
    )
    assert (done, told) == ((1, 1, 0), [2, 3])
    (only,) = islice(copying.unload(Address(hub.place("ada")), ""), 2)
    assert (only.id, only.text) == ("1", "One.")


def test_lines_of_others_keep_their_ids(tmp_path: Path, hub: TestedHub) -> None:
    rows = [
        {"id": "x1", "text": "One.", "title": "T", "authors": "Ana Ortiz", "extra": {"page": 3}},
        {"id": "x2", "text": "Two.", "meta": {"source": "Norrow Post"}, "other": [1]},
        {"id": "x3"},
        "no row",
    ]
    lines = tmp_path / "theirs.jsonl"
    lines.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    told: list[int | None] = []
    place = hub.place("ada")
    done = load_corpus(place, [lines], report_problem=lambda one: told.append(one.line))
    assert (done, told) == ((2, 2, 0), [3, 4])
    assert sorted(copying.unload(Address(place), ""), key=lambda one: one.id) == [
        Document("x1", "One.", Meta("T", authors=("Ana Ortiz",), extra={"page": 3})),
        Document("x2", "Two.", Meta(source="Norrow Post")),
    ]
