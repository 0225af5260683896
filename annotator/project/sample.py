"""The sample project: articles written for it and what two people marked in them.

It is made as every project is made: the articles are imported from their files, the sets go
through the importer, in names. Ids are made of document, annotator and `ref`, so that the sample
is the same every time.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotator.formats.corpus import CorpusLine
from annotator.formats.label_sets import read_label_set
from annotator.model.attribute import NO_ATTRIBUTES, Attributes
from annotator.model.document import Document
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Fragment, Span, tidy_fragments
from annotator.project.importer import Importer
from annotator.project.project import Project
from annotator.project.rows import ImportReport
from annotator.resources import resource_path
from annotator.storage.intake import Intake

Table = Mapping[str, Any]


def make_sample(path: Path | str) -> Path:
    """Make the sample project in a new file and return its path. ProjectExists,
    TargetUnwritable."""
    path = Path(path)
    label_set = read_label_set(resource_path("label_sets", "news.toml"))
    sets = tomllib.loads(resource_path("sample", "sets.toml").read_text(encoding="utf-8"))["sets"]
    with Project.create(path, label_set=label_set) as project:
        report = project.import_sources([resource_path("sample", "articles")])
        _check(report)
        documents = {one.id: one for one in project.documents()}
        lines = list(sample_lines(sets, documents))
        _check(_take_sets(project, lines))
    return path


def sample_lines(sets: Sequence[Table], documents: Mapping[str, Document]) -> Iterator[CorpusLine]:
    """Yield the lines that the tables of `sets.toml` describe; `documents` is by id.

    ValueError where words are not in an article, KeyError where a table is not as it should be.
    """
    for number, table in enumerate(sets, 1):
        document = documents[table["document"]]
        prefix = f"{document.id}.{table['annotator'].lower()}"
        ids = {one["ref"]: f"{prefix}.{one['ref']}" for one in table["spans"]}
        yield CorpusLine(
            document,
            table["annotator"],
            table["status"],
            tuple(table.get("labels", ())),
            spans=tuple(_span(one, ids, document.text) for one in table["spans"]),
            relations=tuple(
                _relation(one, f"{prefix}.relation-{count}", ids)
                for count, one in enumerate(table.get("relations", ()), 1)
            ),
            number=number,
        )


def _take_sets(project: Project, lines: Sequence[CorpusLine]) -> ImportReport:
    report = ImportReport(import_id=new_id())

    def job(intake: Intake) -> ImportReport:
        importer = Importer(intake, report)
        for line in lines:
            importer.take(line, "sets.toml")
        return report

    return project.bring_in(job, import_id=report.import_id, sources=["sets.toml"])


def _check(report: ImportReport) -> None:
    """The sample comes with the program: where it does not come in whole, that is our fault."""
    if report.problems:
        raise ValueError(f"the sample does not come in whole: {report.problems[0]}")


def _span(table: Table, ids: Mapping[str, str], text: str) -> Span:
    parts = table.get("parts", [table])
    fragments = tidy_fragments([_place(text, part["text"], part.get("nth", 1)) for part in parts])
    return Span(ids[table["ref"]], table["label"], fragments, _attributes(table), table.get("note"))


def _relation(table: Table, id: str, ids: Mapping[str, str]) -> Relation:
    return Relation(
        id,
        table["label"],
        ids[table["head"]],
        ids[table["tail"]],
        _attributes(table),
        table.get("note"),
    )


def _attributes(table: Table) -> Attributes:
    attributes: Attributes = table.get("attributes", NO_ATTRIBUTES)
    return attributes


def _place(text: str, words: str, nth: int) -> Fragment:
    """Return where words stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return (start, start + len(words))
