"""A project with everything that an export may have to carry, small."""

from dataclasses import replace
from pathlib import Path

from annotator.formats.corpus import CorpusLine
from annotator.formats.jsonl import encode_line
from annotator.model.curated import Negative
from annotator.model.document import Document, Meta, Section
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import LABEL_SET

FERRY = (
    "Ferry talks open\n\n"
    "Ilse Varga, the harbour master, met Norrow Lines on Monday 👩‍👩‍👧. “We agreed,” she said, "
    "“in June.”\n\nThe council of Wend voted on Tuesday. Cafe\u0301 owners cheered.\n"
)
VOTE = "Council votes\n\nThe council of Wend voted on Tuesday.\n"


def at(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return (start, start + len(words))


def rich_lines(person: str = "PERSON") -> list[CorpusLine]:
    ferry = Document(
        "ferry talks / 1",
        FERRY,
        Meta(
            "Ferry talks open",
            "Sound Wire",
            "2017-01-24",
            "https://example.org/1",
            ("A. Palm",),
            "en",
        ),
        (Section("title", 0, 16), Section("paragraph", *at(FERRY, FERRY[18:95]))),
    )
    vote = Document("vote", VOTE, Meta("Council votes", "Gazette", "2018-02-01", language="en"))
    maria = CorpusLine(
        ferry,
        "Maria",
        "finished",
        ("politics",),
        None,
        (
            Span("s1", person, (at(FERRY, "Ilse Varga"),), {"mention": "named"}, "first “mention”"),
            Span("s2", "ROLE", (at(FERRY, "the harbour master"),)),
            Span("s3", person, (at(FERRY, "Varga, the harbour"),)),
            Span("s4", "ORGANISATION", (at(FERRY, "Norrow Lines"),)),
            Span("s5", "CLAIM", (at(FERRY, "We agreed"), at(FERRY, "in June"))),
            Span("s6", person, (at(FERRY, "e\u0301 own"),)),
            Span("s7", "ROLE", (at(FERRY, "owners"),)),
        ),
        (
            Relation("r1", "holds role", "s1", "s2"),
            Relation("r2", "works for", "s1", "s4", {"checked": True}, "sure"),
            Relation("r3", "same as", "s1", "s7"),
        ),
    )
    zoe = CorpusLine(
        ferry, "Zoé", "in_progress", spans=(Span("z1", person, (at(FERRY, "Ilse Varga"),)),)
    )
    curated = CorpusLine(
        vote,
        None,
        "curated",
        spans=(Span("c1", "ORGANISATION", (at(VOTE, "The council of Wend"),)),),
        provenance={"c1": "adjudicated"},
        negatives=(Negative(person, (at(VOTE, "Wend"),)),),
    )
    quiet = Document("quiet", "Nothing happened today.\nIt rained.")
    return [maria, zoe, curated, CorpusLine(quiet, "Maria", "finished")]


def make_rich_project(path: Path, person: str = "PERSON") -> Project:
    """Open, to be closed; the label of people is called so."""
    first, *others = LABEL_SET.span_labels
    labels = replace(LABEL_SET, span_labels=(replace(first, name=person), *others))
    project = Project.create(path, label_set=labels)
    source = path.with_suffix(".in.jsonl")
    source.write_bytes(b"".join(map(encode_line, rich_lines(person))))
    report = project.import_sources([source])
    assert not report.problems, report.problems
    source.unlink()
    return project
