"""Links to entities in every format: carried, or told; never gone without a word."""

import dataclasses
from io import BytesIO

import pytest

from annotator.formats.corpus import CorpusLine
from annotator.formats.fitting import Fitting
from annotator.formats.format import Format, WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.registry import all_formats
from annotator.model.document import Document, Meta
from annotator.model.entity import Entity
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.out_folders import write_folder

WRITERS = [one for one in all_formats() if one.can_write and one.is_installed]
TEXT = "Ilse Varga leads Norrow Lines. She met Erik Palm in Lomera."
LINKS = {"Ilse Varga": "e1", "She": "e1", "Norrow Lines": "e2", "Lomera": "e3", "Erik Palm": None}
ENTITIES = (
    Entity("e1", "Ilse Varga", None, "Q71"),
    Entity("e2", "Norrow Lines", None, "GND:4"),
    Entity("e3", "Lomera"),
)


def linked_line() -> CorpusLine:
    spans = tuple(
        Span(f"s{at}", "X", ((start := TEXT.index(words), start + len(words)),), entity=entity)
        for at, (words, entity) in enumerate(LINKS.items())
    )
    relations = (Relation("r", "leads", "s0", "s2"),)
    document = Document("talks", TEXT, Meta(title="Talks"))
    parts = (document, "Maria", "finished", (), None, spans, relations)
    return CorpusLine(*parts, entities=ENTITIES)


def write(format: Format, line: CorpusLine) -> tuple[dict[str, bytes], list[Lost]]:
    lost: list[Lost] = []
    fitted = list(Fitting(format, "flatten", lost.append).lines([line]))
    options = WriteOptions(report_loss=lost.append)
    if format.is_folder:
        files = write_folder(format, fitted, options)
    else:
        stream = BytesIO()
        format.write(iter(fitted), stream, options)
        files = {"": stream.getvalue()}
    return files, [one for one in lost if one.kind == "entity"]


@pytest.mark.parametrize("format", WRITERS, ids=lambda one: one.name)
def test_a_link_is_carried_or_told(format: Format) -> None:
    line = linked_line()
    bare = dataclasses.replace(
        line, spans=tuple(one._replace(entity=None) for one in line.spans), entities=()
    )
    files, lost = write(format, line)
    without, nothing = write(format, bare)
    assert nothing == []
    if format.carries.entities:
        assert files != without
        assert {one.annotation for one in lost if not one.is_bent} <= {"s2", "s3"}
    else:
        assert files == without
        assert sorted((one.annotation, one.name, one.is_bent) for one in lost) == [
            ("s0", "Ilse Varga", False),
            ("s1", "Ilse Varga", False),
            ("s2", "Norrow Lines", False),
            ("s3", "Lomera", False),
        ]
