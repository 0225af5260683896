"""Fifty people at one hub, on real PostgreSQL: how many claims and pushes there are in a second."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.hub.revision import FIRST, Head, NewRevision, chained
from annotator.hub.server.server import ServerHub
from annotator.hub.server.work import Work
from annotator.project.sharing.corpus import load_corpus, unload_corpus
from tests.hub.server import TestedHub
from tests.hub.test_claims import add_claimers, claim_on, fill

PEOPLE = 50
ARTICLES = int(os.environ.get("ANNOTATOR_BENCHMARK_ARTICLES", "1000000"))
WORDS = "The harbour of Lomera was full of people who waited for the boat from Wend. "


def run_all(work: Callable[[str], None], roles: list[str]) -> float:
    """Let everybody work at once; return the seconds that it took, connecting included."""
    threads = [threading.Thread(target=work, args=(role,)) for role in roles]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return time.perf_counter() - began


@pytest.mark.benchmark
def test_fifty_people_claim_and_push(hub: TestedHub, capsys: pytest.CaptureFixture[str]) -> None:
    roles = add_claimers(hub, PEOPLE)
    fill(hub, 1_000_000, 2)
    hub.ask("ANALYZE annotator.tasks")
    got: dict[str, list[str]] = {role: [] for role in roles}
    claiming = run_all(lambda role: claim_on(hub, role, 10, 20, got), roles)
    every = [document for claimed in got.values() for document in claimed]
    assert all(len(set(claimed)) == len(claimed) for claimed in got.values())
    assert len(every) == PEOPLE * 10 * 20
    ((most,),) = hub.ask(
        "SELECT max(times) FROM"
        " (SELECT count(*) AS times FROM annotator.claims GROUP BY document) AS each"
    )
    assert most <= 2

    def push(role: str) -> None:
        head = Head(role, role, role, 0, FIRST)
        body = '{"version": 1, "sets": [], "words": "' + "x" * 20_000 + '"}'
        new = [NewRevision("set", document, body) for document in got[role][:20]]
        made = list(chained(head, new, at="", act=1, act_sha256=""))
        connected = ServerHub(hub.place(role))
        try:
            assert connected.append(head._replace(seq=len(made)), made) == []
        finally:
            connected.close()

    pushing = run_all(push, roles)
    ((stored,),) = hub.ask("SELECT count(*) FROM annotator.revisions")
    assert stored == PEOPLE * 20
    with capsys.disabled():
        print(
            f"\n{len(every):,} claims of 1,000,000 articles by {PEOPLE} people: "
            f"{len(every) / claiming:,.0f} a second; {stored:,} revisions of 20 kB: "
            f"{stored / pushing:,.0f} a second"
        )


def write_corpus(path: Path, count: int) -> None:
    """Write a table of so many short articles, a row group at a time."""
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    schema = pyarrow.schema([(one, pyarrow.string()) for one in ("id", "text", "title", "source")])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for first in range(0, count, 20_000):
            numbers = range(first, min(first + 20_000, count))
            columns = {
                "id": [f"a{one:08}" for one in numbers],
                "text": [f"Ferry {one} is late. {WORDS * 5}" for one in numbers],
                "title": [f"Ferry {one}" for one in numbers],
                "source": ["Norrow Post"] * len(numbers),
            }
            writer.write_table(pyarrow.table(columns, schema))


def peak() -> int:
    """Return the most memory that this process has ever had, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@pytest.mark.benchmark
def test_a_million_articles(
    hub: TestedHub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus.parquet"
    write_corpus(corpus, ARTICLES)
    place, memory, told = hub.place("ada"), peak(), []

    def timed(what: str, work: Callable[[], object]) -> object:
        began = time.perf_counter()
        done = work()
        took = time.perf_counter() - began
        told.append(f"{what}: {took:,.1f} s, {ARTICLES / took:,.0f} a second, {peak()} MB at most")
        return done

    done = timed("loaded and offered", lambda: load_corpus(place, [corpus], per_article=2))
    assert done == (ARTICLES, ARTICLES, ARTICLES)
    out = tmp_path / "out.parquet"
    assert timed("unloaded as Parquet", lambda: unload_corpus(place, out)) == ARTICLES
    lines = tmp_path / "out.jsonl.zst"
    assert timed("unloaded as JSON lines", lambda: unload_corpus(place, lines)) == ARTICLES
    hub.ask("ANALYZE annotator.tasks")
    maria = ServerHub(hub.place("maria"))
    try:
        began = time.perf_counter()
        for _ in range(50):
            assert len(Work(maria).claim(20)) == 20
        took = time.perf_counter() - began
        told.append(f"claimed 50 times 20 by one person: {took * 20:,.1f} ms each")
        assert len(list(maria.others(()))) == 1000
    finally:
        maria.close()
    ((size,),) = hub.ask("SELECT pg_size_pretty(pg_database_size(current_database()))")
    with capsys.disabled():
        print(f"\n{ARTICLES:,} articles, {memory} MB before; database {size}", *told, sep="\n")
