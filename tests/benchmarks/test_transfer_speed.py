"""Speed of import and export, measured against the least that any program would have to do."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from itertools import count, islice, pairwise
from pathlib import Path
from random import Random

import orjson
import pytest

from annotator.formats.corpus import CorpusLine
from annotator.formats.jsonl import encode_line
from annotator.model.document import Document, Meta
from annotator.model.errors import Cancelled
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.rows import ExportChoice

pytestmark = pytest.mark.benchmark

DOCUMENTS, SPANS, RELATIONS = 2000, 60, 20
_SENTENCE = "The harbour master Ilse Varga said on Monday that “Norrow Lines” would pay. "


def corpus() -> Iterator[CorpusLine]:
    for number in range(DOCUMENTS):
        text = f"Article {number}\n\n" + _SENTENCE * 40
        spans = tuple(
            Span(
                f"d{number}s{at}",
                ("PERSON", "ORGANISATION", "ROLE")[at % 3],
                ((at * 50, at * 50 + 10),)
                if at % 20
                else ((at * 50, at * 50 + 4), (at * 50 + 6, at * 50 + 10)),
                {"mention": "named"} if at % 3 == 0 else {},
            )
            for at in range(SPANS)
        )
        relations = tuple(
            Relation(f"d{number}r{at}", "beside", f"d{number}s{at}", f"d{number}s{at + 1}")
            for at in range(RELATIONS)
        )
        document = Document(f"doc-{number:05}", text, Meta(title=f"Article {number}"))
        yield CorpusLine(document, "Maria", "finished", (), None, spans, relations)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"".join(map(encode_line, corpus())))
    with Project.create(tmp_path / "speed.annotator") as project:
        project.import_sources([path])
        yield project


def measured(act: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time: other programs on the machine do not count."""
    took = []
    for _ in range(times):
        begin = time.process_time()
        act()
        took.append(time.process_time() - begin)
    return min(took)


def import_bare(corpus: Path, path: Path) -> None:
    """Lines from orjson into rows and executemany, with nothing checked, met or counted.

    The journal is the project's own; foreign keys, which are a check, are off.
    """
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("INSERT INTO annotators (key, id, name) VALUES (1, 'm', 'Maria')")
    insert = "INSERT INTO {}_labels (id, name, colour) VALUES (?, ?, '#000000')"
    connection.execute(insert.format("relation"), ("beside", "beside"))
    labels = dict(connection.execute("SELECT name, key FROM span_labels"))
    beside = connection.execute("SELECT key FROM relation_labels WHERE name = 'beside'").fetchone()[
        0
    ]
    rows: dict[str, list[tuple[object, ...]]] = {
        "documents (key, id, position, title, sha256, characters, text)": [],
        "annotation_sets (key, id, document_key, annotator_key, status, spans, relations)": [],
        "spans (set_key, id, label_key, start, end, fragments, attributes, note)": [],
        "relations (set_key, id, label_key, head, tail, attributes, note)": [],
    }
    documents, sets, spans, relations = rows.values()

    def write() -> None:
        for table, gathered in rows.items():
            places = ", ".join("?" * (table.count(",") + 1))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", gathered)
            gathered.clear()

    with corpus.open("rb") as stream:
        for key, raw in enumerate(stream, 1):
            line = orjson.loads(raw)
            text, status = line["text"], line["status"]
            hashed = sha256(text.encode()).hexdigest()
            documents.append((key, line["id"], key, line["meta"]["title"], hashed, len(text), text))
            counts = (len(line["spans"]), len(line["relations"]))
            sets.append((key, str(key), key, 1, status, *counts))
            for one in line["spans"]:
                spans.append((
                    key, one["id"], labels[one["label"]], one["start"], one["end"],
                    orjson.dumps(one["fragments"]).decode() if "fragments" in one else None,
                    orjson.dumps(one["attributes"]).decode() if one["attributes"] else None,
                    one["note"],
                ))  # fmt: skip
            for one in line["relations"]:
                relations.append(
                    (key, one["id"], beside, one["head"], one["tail"], None, one["note"])
                )
            if len(spans) > 20_000:
                write()
    write()
    connection.commit()
    connection.close()


def test_import_is_nearly_as_fast_as_bare_rows(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"".join(map(encode_line, corpus())))
    made = count(1)

    def empty() -> Path:
        made_here = tmp_path / f"{next(made)}.annotator"
        Project.create(made_here).close()
        return made_here

    def ours(target: Path) -> None:
        with Project.open(target) as project:
            report = project.import_sources([path])
            assert (report.spans, report.problems) == (DOCUMENTS * SPANS, [])

    targets = [empty() for _ in range(8)]
    bare = measured(lambda: import_bare(path, targets.pop()), times=4)
    took = measured(lambda: ours(targets.pop()), times=4)
    print(f"\nimport: {took:.2f} s, bare {bare:.2f} s, {took / bare:.2f} times")
    assert took < 2.5 * bare


def export_bare(path: Path) -> bytes:
    """Rows from a cursor into dicts into orjson, with nothing checked, chosen or counted."""
    connection = sqlite3.connect(path)
    out = BytesIO()
    query = "SELECT key, id, title, text FROM documents ORDER BY position"
    for key, id, title, text in connection.execute(query).fetchall():
        sets = connection.execute(
            "SELECT key, status FROM annotation_sets WHERE document_key = ?", (key,)
        )
        for set_key, status in sets.fetchall():
            spans = [
                {"id": span, "label": label, "start": start, "end": end, "text": text[start:end],
                 "attributes": orjson.loads(attributes) if attributes else {}, "note": note}
                for span, label, start, end, attributes, note in connection.execute(
                    "SELECT spans.id, span_labels.name, start, spans.end, attributes, note FROM spans"
                    " JOIN span_labels ON span_labels.key = label_key WHERE set_key = ?"
                    " ORDER BY start, spans.end DESC, name, spans.id", (set_key,))
            ]  # fmt: skip
            relations = [
                {"id": one, "label": label, "head": head, "tail": tail, "attributes": {}, "note": note}
                for one, label, head, tail, note in connection.execute(
                    "SELECT relations.id, relation_labels.name, head, tail, note FROM relations"
                    " JOIN relation_labels ON relation_labels.key = label_key WHERE set_key = ?", (set_key,))
            ]  # fmt: skip
            out.write(orjson.dumps({"version": 1, "id": id, "text": text, "meta": {"title": title},
                "annotator": "Maria", "status": status, "spans": spans, "relations": relations}))  # fmt: skip
    connection.close()
    return out.getvalue()


def test_export_is_nearly_as_fast_as_a_bare_cursor(project: Project) -> None:
    """With every line checked, twice, and every text held against its hash."""
    bare = measured(lambda: export_bare(project.path))
    ours = measured(lambda: project.export(BytesIO()))
    print(f"\nexport: {ours:.2f} s, bare {bare:.2f} s, {ours / bare:.2f} times")
    assert ours < 2 * bare


REVIEWED = 1000


@pytest.fixture
def reviewed(tmp_path: Path) -> Iterator[Project]:
    """Two people have finished every article; in each they differ on six spans, all settled."""
    path = tmp_path / "corpus.jsonl"
    with path.open("wb") as stream:
        for line in islice(corpus(), REVIEWED):
            stream.write(encode_line(line))
            stream.write(encode_line(_by_another(line)))
    with Project.create(tmp_path / "reviewed.annotator", annotator="Mara") as project:
        project.import_sources([path])
        ids = {one.name: one.id for one in project.annotators()}
        pairing = Pairing(ids["Maria"], ids["Otto"])
        for document in project.review.labelled(pairing):
            cases = project.review.cases(document, pairing)
            assert len(cases) == 6
            project.review.settle(
                [Ruling(document, pairing, one.difference, "first") for one in cases]
            )
        project.flush()
        yield project


def _by_another(line: CorpusLine) -> CorpusLine:
    """The same with other ids, every tenth span with another label."""
    spans = tuple(
        one._replace(id=f"o-{one.id}", label="CLAIM" if at % 10 == 0 else one.label)
        for at, one in enumerate(line.spans)
    )
    relations = tuple(
        one._replace(id=f"o-{one.id}", head=f"o-{one.head}", tail=f"o-{one.tail}")
        for one in line.relations
    )
    return replace(line, annotator="Otto", spans=spans, relations=relations)


def test_curated_sets_are_made_about_as_fast_as_they_are_read(reviewed: Project) -> None:
    plain = measured(lambda: reviewed.export(BytesIO(), ExportChoice(annotators=("Maria", "Otto"))))
    curated = measured(lambda: reviewed.export(BytesIO(), ExportChoice(is_curated_only=True)))
    print(
        f"\ncurated: {curated:.2f} s, both sets as they are {plain:.2f} s, {curated / plain:.2f} times"
    )
    assert curated < 3 * plain


def test_progress_moves_and_cancelling_answers(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(b"".join(map(encode_line, corpus())))
    told: list[float] = []
    with Project.create(tmp_path / "all.annotator") as project:
        project.import_sources([path], progress=lambda _: told.append(time.perf_counter()))
    silence = max(later - earlier for earlier, later in pairwise(told))
    asked: list[float] = []

    def is_cancelled() -> bool:
        if len(asked) == 0 and len(told) > 40:
            asked.append(time.perf_counter())
        return bool(asked)

    told.clear()
    with Project.create(tmp_path / "none.annotator") as project:
        with pytest.raises(Cancelled):
            project.import_sources(
                [path],
                progress=lambda _: told.append(time.perf_counter()),
                is_cancelled=is_cancelled,
            )
        answered = time.perf_counter() - asked[0]
        assert list(project.documents()) == []
    print(f"\nlongest silence {silence:.3f} s, cancelling took {answered:.3f} s")
    assert silence < 0.2
    assert answered < 1.0


MANY = 100_000
_PEAK = r"""
import re, sys
from pathlib import Path
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
with Project.open(sys.argv[1], is_read_only=True) as project:
    project.export(
        Path(sys.argv[2]), ExportChoice(format=sys.argv[3], split=(80, 20))
    )
# Not what the system says of its children: that begins with what their parent had.
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured otherwise elsewhere")
def test_memory_stays_flat_with_very_many_articles(tmp_path: Path) -> None:
    """A hundred thousand articles in two parts, near duplicates kept together."""
    path, drawn = tmp_path / "many.jsonl", Random(1)
    with path.open("wb") as stream:
        for number in range(MANY):
            words = " ".join(f"word{drawn.randrange(50_000)}" for _ in range(40))
            text = f"Article {number}. {words}"
            spans = tuple(
                Span(f"d{number}s{at}", "PERSON", ((at * 8, at * 8 + 5),)) for at in range(6)
            )
            document = Document(f"doc-{number:06}", text, Meta(title=f"Article {number}"))
            stream.write(encode_line(CorpusLine(document, "Maria", "finished", spans=spans)))
    with Project.create(tmp_path / "many.annotator") as project:
        project.import_sources([path])
        project.near_duplicates.groups()
    peaks = {}
    for format, ending in (("jsonl", "jsonl"), ("conll", "conll")):
        target = tmp_path / f"out.{ending}"
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, str(tmp_path / "many.annotator"), str(target), format],
            capture_output=True,
            text=True,
            check=True,
        )
        peaks[format] = int(done.stdout) / 1024
    print(f"\npeak memory of an export of {MANY:,} articles, MB: {peaks}")
    assert max(peaks.values()) < 250
