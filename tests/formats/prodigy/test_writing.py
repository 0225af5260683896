"""Tasks of Prodigy written: whole tokens, spans and relations that fit them, and back again."""

from dataclasses import replace
from typing import Any

import orjson
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.prodigy.format import Prodigy
from annotator.formats.prodigy.writing import task_tokens
from annotator.model.document import Document, Meta
from annotator.model.labels import DocumentLabel, LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.json_files import content, fitted, read, written
from tests.formats.strategies import corpora

TEXT = "Ilse Varga leads\nNorrow Lines."
SPANS = (
    Span("b", "ORG", ((17, 29),), {"listed": True}, "a ferry line"),
    Span("a", "PERSON", ((0, 10),)),
    Span("c", "NAME", ((5, 10),)),
)


def line(**parts: Any) -> CorpusLine:
    document = Document("talks", TEXT, Meta(title="Talks", extra={"prodigy": {"_input_hash": 7}}))
    return replace(CorpusLine(document, "Maria", "finished"), **parts)


def tasks(*lines: CorpusLine, options: WriteOptions | None = None) -> list[dict[str, Any]]:
    return [orjson.loads(one) for one in written(Prodigy(), *lines, options=options).splitlines()]


def test_a_task_has_everything_its_interfaces_ask_for() -> None:
    relation = Relation("r", "leads", "a", "b", {"sure": False}, "said twice")
    [task] = tasks(line(spans=SPANS, relations=(relation,), labels=("politics",)))
    assert [one["text"] for one in task["tokens"]] == [
        "Ilse",
        "Varga",
        "leads",
        "\n",
        "Norrow",
        "Lines",
        ".",
    ]
    assert [one["id"] for one in task["tokens"]] == list(range(7))
    assert [one["ws"] for one in task["tokens"]] == [True, True, False, False, True, False, False]
    assert task["spans"] == [
        {"start": 0, "end": 10, "token_start": 0, "token_end": 1, "label": "PERSON"},
        {"start": 5, "end": 10, "token_start": 1, "token_end": 1, "label": "NAME"},
        {
            "start": 17,
            "end": 29,
            "token_start": 4,
            "token_end": 5,
            "label": "ORG",
            "attributes": {"listed": True},
            "note": "a ferry line",
        },
    ]
    [made] = task["relations"]
    assert (made["head"], made["child"], made["label"]) == (1, 5, "leads")
    assert made["head_span"] == task["spans"][0]
    assert made["child_span"]["start"] == 17
    assert task["accept"] == ["politics"]
    assert (task["answer"], task["_view_id"], task["_annotator_id"]) == (
        "accept",
        "relations",
        "Maria",
    )
    assert (task["_input_hash"], task["meta"]) == (7, {"title": "Talks"})


def test_the_interface_is_one_that_shows_it_all() -> None:
    made = tasks(
        line(),
        line(spans=SPANS[:2]),
        line(spans=SPANS),
        line(labels=("politics",)),
        line(labels=("politics",), spans=SPANS),
    )
    assert [one["_view_id"] for one in made] == [
        "ner_manual",
        "ner_manual",
        "spans_manual",
        "choice",
        "blocks",
    ]


def test_an_article_without_a_set_is_not_answered() -> None:
    made = tasks(line(annotator=None, status="new"), line(annotator=None, status="curated"))
    assert [one.get("answer") for one in made] == [None, "accept"]
    assert "_annotator_id" not in made[0]


def test_options_are_the_labels_that_articles_can_have() -> None:
    labels = LabelSet(
        document_labels=(
            DocumentLabel("1", "politics"),
            DocumentLabel("2", "old", is_retired=True),
            DocumentLabel("3", "sport"),
        )
    )
    [task] = tasks(line(labels=("war", "sport")), options=WriteOptions(label_set=labels))
    assert [one["id"] for one in task["options"]] == ["politics", "sport", "war"]
    assert task["accept"] == ["sport", "war"]


def test_a_span_that_ends_inside_a_word_cuts_the_word() -> None:
    tokens = task_tokens(
        "re-elected  now", [Span("a", "X", ((3, 10),)), Span("b", "X", ((11, 15),))]
    )
    assert [(one["text"], one["ws"]) for one in tokens] == [
        ("re-", False),
        ("elected", True),
        (" ", False),
        ("now", False),
    ]


def test_what_a_task_said_beside_is_written_again() -> None:
    body = {
        "text": TEXT,
        "_input_hash": -3,
        "_task_hash": 4,
        "meta": {"pages": 3, "url": "https://norrow.example"},
        "spans": [{"start": 0, "end": 4, "label": "X", "score": 0.5, "source": "m"}],
        "answer": "accept",
        "_session_id": None,
        "_view_id": "ner_manual",
        "priority": 2,
    }
    lines, _ = read(Prodigy(), body)
    [task] = tasks(*lines)
    for key in ("_input_hash", "_task_hash", "meta", "priority"):
        assert task[key] == body[key]
    assert (task["spans"][0]["score"], task["spans"][0]["source"]) == (0.5, "m")


def test_a_span_in_pieces_that_gets_here_is_told() -> None:
    lost: list[Lost] = []
    span = Span("a", "X", ((0, 4), (5, 10)))
    [task] = tasks(line(spans=(span,)), options=WriteOptions(report_loss=lost.append))
    assert (task["spans"][0]["start"], task["spans"][0]["end"]) == (0, 10)
    assert [(one.kind, one.is_bent) for one in lost] == [("discontinuous", True)]


@given(corpora())
def test_what_goes_out_comes_back(corpus: list[CorpusLine]) -> None:
    lines = fitted(Prodigy(), corpus)
    raw = written(Prodigy(), *lines)
    assert raw == b"".join(written(Prodigy(), one) for one in lines)
    back, told = read(Prodigy(), raw)
    assert told == []
    assert [content(one) for one in back] == [content(one) for one in lines]
    assert [one.document.id for one in back] == [one.document.id for one in lines]
    for before, after in zip(lines, back, strict=True):
        for name in ("title", "source", "published", "url", "authors", "language"):
            assert getattr(before.document.meta, name) == getattr(after.document.meta, name)
    for task in map(orjson.loads, raw.splitlines()):
        pieces = [one["text"] + (" " if one["ws"] else "") for one in task["tokens"]]
        assert "".join(pieces) == task["text"]
        for span in task["spans"]:
            assert task["tokens"][span["token_start"]]["start"] == span["start"]
            assert task["tokens"][span["token_end"]]["end"] == span["end"]
        for one in task.get("relations", ()):
            assert task["tokens"][one["child"]]["end"] == one["child_span"]["end"]


@settings(max_examples=25)
@given(corpora())
def test_spacy_puts_tokens_and_spans_together_as_prodigy_does(corpus: list[CorpusLine]) -> None:
    vocab = spacy.blank("xx").vocab
    for task in map(orjson.loads, written(Prodigy(), *fitted(Prodigy(), corpus)).splitlines()):
        tokens = task["tokens"]
        doc = Doc(vocab, [one["text"] for one in tokens], [one["ws"] for one in tokens])
        assert doc.text == task["text"]
        assert [one.idx for one in doc] == [one["start"] for one in tokens]
        for span in task["spans"]:
            found = doc.char_span(span["start"], span["end"], span["label"])
            assert found is not None
            assert (found.start, found.end) == (span["token_start"], span["token_end"] + 1)
