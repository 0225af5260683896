"""Examples for chat models: what is asked is the text, and the answer says what is labelled."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.chat.chat import Chat
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.model.document import Document, Meta
from annotator.model.errors import FileUnreadable
from annotator.model.format_errors import DoesNotFit, SettingWrong
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.strategies import corpora

TEXT = "Norrow said that Norrow leads.\nErik Palm 👩\u200d👧 left.  It rained."
LABELS = LabelSet(
    span_labels=(
        SpanLabel("p", "PERSON", "#111111", description="A person,\n named"),
        SpanLabel("o", "ORG", "#222222"),
        SpanLabel("x", "OLD", "#333333", is_retired=True),
    ),
    relation_labels=(RelationLabel("l", "leads", "#444444", description="Is at the head of"),),
)


def make_line(id: str = "talks", **more: Any) -> CorpusLine:
    spans = (
        Span("two", "ORG", ((17, 23),)),
        Span("one", "ORG", ((0, 6),)),
        Span("who", "PERSON", ((31, 40),)),
    )
    relations = (Relation("r", "leads", "two", "one"), Relation("f", "leads", "who", "one"))
    parts: dict[str, Any] = {"spans": spans, "relations": relations}
    document = Document(id, TEXT, Meta(title="Talks"))
    return CorpusLine(document, "Maria", "finished", **(parts | more))


def write(
    *lines: CorpusLine, misfit: Any = "flatten", **chosen: str
) -> tuple[list[list[dict[str, str]]], list[Lost]]:
    losses: list[Lost] = []
    stream = BytesIO()
    Chat().write(
        lines,
        stream,
        WriteOptions(misfit=misfit, label_set=LABELS, settings=chosen, report_loss=losses.append),
    )
    return [json.loads(one)["messages"] for one in stream.getvalue().splitlines()], losses


def answers(examples: list[list[dict[str, str]]]) -> list[Any]:
    return [json.loads(one[-1]["content"]) for one in examples]


def test_an_article_is_asked_and_its_labels_are_the_answer() -> None:
    (example,), losses = write(make_line())
    system, asked, answer = example
    assert [one["role"] for one in example] == ["system", "user", "assistant"]
    assert "- PERSON: A person, named\n- ORG\n" in system["content"]
    assert "- leads: Is at the head of" in system["content"]
    assert "OLD" not in system["content"]
    assert asked["content"] == TEXT
    assert answer["content"] == (
        '{"entities":[{"text":"Norrow","label":"ORG"},{"text":"Norrow","label":"ORG"},'
        '{"text":"Erik Palm","label":"PERSON"}],'
        '"relations":[{"head":"Norrow","label":"leads","tail":"Norrow"},'
        '{"head":"Erik Palm","label":"leads","tail":"Norrow"}]}'
    )
    assert losses == []


def test_the_same_words_are_told_apart_where_asked() -> None:
    (answer,) = answers(write(make_line(), mentions="occurrence")[0])
    assert [one["occurrence"] for one in answer["entities"]] == [1, 2, 1]
    assert answer["relations"][0]["head"] == {"text": "Norrow", "occurrence": 2}
    (answer,) = answers(write(make_line(), mentions="offsets")[0])
    for one in answer["entities"]:
        assert TEXT[one["start"] : one["end"]] == one["text"]
    assert answer["relations"][0]["tail"] == {"text": "Norrow", "start": 0, "end": 6}


def test_occurrences_may_overlap() -> None:
    line = CorpusLine(Document("a", "aaaa"), spans=(Span("s", "X", ((2, 4),)),))
    (answer,) = answers(write(line, mentions="occurrence")[0])
    assert answer["entities"][0] == {"text": "aa", "occurrence": 3, "label": "X"}


def test_sentences_are_asked_one_by_one() -> None:
    examples, losses = write(make_line(), rows="sentence", mentions="offsets")
    assert [one[1]["content"] for one in examples] == [
        "Norrow said that Norrow leads.",
        "Erik Palm 👩\u200d👧 left.",
        "It rained.",
    ]
    first, second, third = answers(examples)
    assert [one["start"] for one in first["entities"]] == [0, 17]
    assert len(first["relations"]) == 1
    assert second["entities"] == [{"text": "Erik Palm", "start": 0, "end": 9, "label": "PERSON"}]
    assert third == {"entities": [], "relations": []}
    assert losses == [Lost("far_relation", "talks", "f", name="leads")]
    with pytest.raises(DoesNotFit):
        write(make_line(), rows="sentence", misfit="strict")


def test_articles_with_nothing_in_them_are_kept_or_taken_in_a_share() -> None:
    nothing = [make_line(f"n{at}", spans=(), relations=()) for at in range(6)]
    lines = [make_line("a"), *nothing, make_line("b")]
    kept, _ = write(*lines)
    assert len(kept) == 8
    assert answers(kept)[1] == {"entities": [], "relations": []}
    some, _ = write(*lines, negatives="2")
    assert [bool(one["entities"]) for one in answers(some)] == [True, False, False, True]
    assert some == write(*lines, negatives="2")[0]
    assert len(write(*lines, negatives="0")[0]) == 2
    with pytest.raises(SettingWrong):
        write(make_line(), negatives="few")


def test_sentences_without_labels_are_taken_by_the_seed() -> None:
    text = "Norrow leads. " + " ".join(f"Day {at} it rained." for at in range(40))
    line = CorpusLine(Document("a", text), spans=(Span("s", "ORG", ((0, 6),)),))
    asked = {
        seed: [
            one[1]["content"] for one in write(line, rows="sentence", negatives="3", seed=seed)[0]
        ]
        for seed in ("1", "2")
    }
    assert [len(one) for one in asked.values()] == [4, 4]
    assert asked["1"] != asked["2"]


def test_a_persons_template_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[messages]]\nrole = "user"\ncontent = "{{title}} ({{document}}): {{text}}"\n'
        '[[messages]]\nrole = "assistant"\ncontent = "{{answer}}"\n'
    )
    (example,), _ = write(make_line(), template=str(own))
    assert example[0] == {"role": "user", "content": f"Talks (talks): {TEXT}"}
    with pytest.raises(FileUnreadable):
        write(make_line(), template=str(tmp_path / "none.toml"))


@settings(max_examples=40)
@given(corpora(), st.sampled_from(["document", "sentence"]))
def test_every_mention_stands_where_its_offsets_say(lines: list[CorpusLine], rows: str) -> None:
    examples, losses = write(*lines, rows=rows, mentions="offsets")
    count = relations = 0
    for example, answer in zip(examples, answers(examples), strict=True):
        text = example[1]["content"]
        places = [(one["start"], -one["end"]) for one in answer["entities"]]
        assert places == sorted(places)
        for one in answer["entities"]:
            assert text[one["start"] : one["end"]] == one["text"]
        count += len(places)
        relations += len(answer["relations"])
    assert count == sum(len(one.spans) for one in lines)
    lost = [one for one in losses if one.kind == "far_relation"]
    assert relations == sum(len(one.relations) for one in lines) - len(lost)
