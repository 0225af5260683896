"""Speed of import and export, measured against the least that any program would have to do."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import orjson
import pytest

from annotator.formats.corpus import CorpusLine
from annotator.formats.jsonl import encode_line
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project

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
            Relation(f"d{number}r{at}", "says", f"d{number}s{at}", f"d{number}s{at + 1}")
            for at in range(RELATIONS)
        )
        document = Document(f"doc-{number:05}", text, Meta(title=f"Article {number}"))
        yield CorpusLine(document, "Maria", "finished", (), None, spans, relations)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("speed")
    path = folder / "corpus.jsonl"
    path.write_bytes(b"".join(map(encode_line, corpus())))
    with Project.create(folder / "speed.annotator") as project:
        took = measured(lambda: project.import_sources([path]), times=1)
        print(f"\nimport: {took:.2f} s for {DOCUMENTS} documents, {DOCUMENTS * SPANS} spans")
        yield project


def measured(act: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time: other programs on the machine do not count."""
    took = []
    for _ in range(times):
        begin = time.process_time()
        act()
        took.append(time.process_time() - begin)
    return min(took)


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
    bare = measured(lambda: export_bare(project.path))
    ours = measured(lambda: project.export(BytesIO()))
    print(f"\nexport: {ours:.2f} s, bare {bare:.2f} s, {ours / bare:.2f} times")
    assert ours < 2.5 * bare
