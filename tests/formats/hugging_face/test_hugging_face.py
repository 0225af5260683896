"""`datasets` loads what we wrote, with the features and counts that the card promises."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.hugging_face.hugging_face import HuggingFace
from annotator.formats.losses import Lost
from annotator.formats.token_text import aligned_spans, tokens_of, without_overlap
from annotator.model.document import Document
from annotator.model.format_errors import DoesNotFit, SettingWrong
from annotator.model.relation import Relation
from tests.formats.hugging_face.sets import TEXT, load, make_line, span, write
from tests.formats.out_folders import write_folder
from tests.formats.strategies import corpora

SENTENCE = ["Ilse", "Varga", "leads", "Norrow", "."]


def rows(raw: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in raw.splitlines()]


def test_the_tags_of_sentences_are_loaded_as_classes(tmp_path: Path) -> None:
    files, losses = write([("", [make_line()])])
    loaded = load(files, tmp_path, "tokens")["train"]
    tags = loaded.features["ner_tags"].feature
    assert tags.names == ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG"]
    assert loaded[0]["tokens"] == SENTENCE
    assert tags.int2str(loaded[0]["ner_tags"]) == ["B-PERSON", "I-PERSON", "O", "B-ORG", "O"]
    assert tags.int2str(loaded[1]["ner_tags"])[2:5] == ["B-ORG", "I-ORG", "I-ORG"]
    assert loaded["id"] == ["talks-Maria-0", "talks-Maria-1", "talks-Maria-2"]
    assert losses == [Lost("overlap", "talks", "m", name="ORG")]


def test_articles_are_loaded_with_offsets_into_their_text(tmp_path: Path) -> None:
    files, _ = write([("", [make_line(), make_line("b", spans=(), relations=())])])
    loaded = load(files, tmp_path, "documents")["train"]
    first = loaded[0]
    assert first["text"] == TEXT
    assert (first["annotator"], first["status"], first["title"]) == ("Maria", "finished", "Talks")
    assert first["labels"] == ["politics"]
    covered = [(one["label"], TEXT[one["start"] : one["end"]]) for one in first["spans"]]
    assert covered == [
        ("PERSON", "Ilse Varga"),
        ("ORG", "Norrow"),
        ("ORG", "board of Norrow"),
        ("ORG", "Norrow"),
        ("PERSON", "Erik Palm"),
    ]
    assert first["relations"] == [
        {"label": "leads", "head": 0, "tail": 1},
        {"label": "leads", "head": 0, "tail": 2},
    ]
    assert (loaded[1]["spans"], loaded[1]["relations"]) == ([], [])


def test_pairs_are_loaded_with_as_many_that_have_no_relation(tmp_path: Path) -> None:
    files, _ = write([("", [make_line()])], negatives="1.5")
    loaded = load(files, tmp_path, "relations")["train"]
    relation = loaded.features["relation"]
    assert relation.names == ["no_relation", "leads"]
    found = [relation.int2str(one) for one in loaded["relation"]]
    assert (found.count("leads"), found.count("no_relation")) == (2, 3)
    for row in loaded:
        head = row["tokens"][row["head_start"] : row["head_end"]]
        tail = row["tokens"][row["tail_start"] : row["tail_end"]]
        assert head and tail
        if row["relation"] == 1:
            assert (head, row["head_label"]) == (["Ilse", "Varga"], "PERSON")
            assert tail in (["Norrow"], ["board", "of", "Norrow"])
    far = next(one for one in loaded if len(one["tokens"]) > len(SENTENCE) and one["relation"])
    assert far["tokens"][:5] == SENTENCE, "both sentences of a relation between two are there"


def test_no_pairs_without_a_relation_where_none_are_asked_for() -> None:
    files, _ = write([("", [make_line()])], negatives="0", tables="relations")
    assert [one["relation"] for one in rows(files["relations/train.jsonl"])] == ["leads"] * 2


def test_parts_are_splits_and_every_part_has_its_own_pairs(tmp_path: Path) -> None:
    parts = [
        ("train", [make_line(f"a{at}") for at in range(3)]),
        ("dev", [make_line("b")]),
        ("test", [make_line("c")]),
    ]
    files, _ = write(parts)
    for table, each in (("tokens", 3), ("documents", 1), ("relations", 4)):
        loaded = load(files, tmp_path, table)
        assert {name: len(one) for name, one in loaded.items()} == {
            "train": 3 * each,
            "validation": each,
            "test": each,
        }


def test_what_one_part_could_not_give_no_other_gives() -> None:
    parts = [("train", [make_line("a")]), ("test", [make_line("b", relations=())])]
    files, _ = write(parts, negatives="500", tables="relations")
    assert len(rows(files["relations/train.jsonl"])) > 4
    assert "relations/test.jsonl" not in files


def test_settings_shape_the_rows(tmp_path: Path) -> None:
    files, _ = write(
        [("", [make_line()])], tables="tokens", rows="document", scheme="bioes", tags="numbers"
    )
    assert sorted(files) == ["README.md", "tokens/train.jsonl"]
    (row,) = rows(files["tokens/train.jsonl"])
    loaded = load(files, tmp_path, "tokens")["train"]
    tags = loaded.features["ner_tags"].feature
    assert row["ner_tags"] == loaded[0]["ner_tags"]
    assert tags.int2str(loaded[0]["ner_tags"])[:5] == ["B-PERSON", "E-PERSON", "O", "S-ORG", "O"]


def test_labels_that_the_label_set_does_not_have_come_behind() -> None:
    line = make_line(spans=(span("v", "new & “odd”", "Ilse Varga"),), relations=())
    files, _ = write([("", [line])])
    front = yaml.safe_load(files["README.md"].decode().split("---\n")[1])
    features = {one["name"]: one for one in front["dataset_info"][0]["features"]}
    names = features["ner_tags"]["sequence"]["class_label"]["names"]
    assert list(names.values())[-2:] == ["B-new & “odd”", "I-new & “odd”"]


def test_a_relation_whose_span_stayed_out_stays_out_and_is_told() -> None:
    line = make_line(
        spans=(span("v", "PERSON", "Ilse Varga"), span("c", "ORG", "elected")),
        relations=(Relation("x", "leads", "v", "c"),),
    )
    files, losses = write([("", [line])], misaligned="drop", tables="relations")
    assert "relations/train.jsonl" not in files
    assert losses == [
        Lost("misaligned", "talks", "c", False, "ORG"),
        Lost("relation", "talks", "x", False, "leads"),
    ]
    with pytest.raises(DoesNotFit):
        write([("", [line])], misfit="strict")


def test_a_corpus_of_nothing_has_a_card() -> None:
    files = write_folder(HuggingFace(), [])
    assert list(files) == ["README.md"]
    assert "0 articles" in files["README.md"].decode()


@pytest.mark.parametrize(
    ("name", "value"), [("published", "yesterday"), ("negatives", "all of them")]
)
def test_settings_that_cannot_be(name: str, value: str) -> None:
    with pytest.raises(SettingWrong):
        write([("", [make_line()])], **{name: value})


@settings(max_examples=50)
@given(corpora(), st.sampled_from(["iob2", "bioes"]))
def test_the_rows_say_what_the_lines_said(lines: list[CorpusLine], scheme: str) -> None:
    files, _ = write([("", lines)], scheme=scheme)
    assert files == write([("", lines)], scheme=scheme)[0]
    articles = rows(files["documents/train.jsonl"])
    for row, line in zip(articles, lines, strict=True):
        assert row["text"] == line.document.text
        spans = sorted((one.start, one.end, one.label) for one in line.spans)
        found = row["spans"]
        assert isinstance(found, list)
        assert sorted((one["start"], one["end"], one["label"]) for one in found) == spans
    begun = sum(
        str(tag).startswith(("B-", "S-"))
        for row in rows(files.get("tokens/train.jsonl", b""))
        for tag in row["ner_tags"]  # type: ignore[attr-defined]
    )
    kept = 0
    for line in lines:
        tokens = tokens_of(line.document.text, line.spans)
        kept += len(
            without_overlap(line, aligned_spans(line, tokens, WriteOptions()), WriteOptions())
        )
    assert begun == kept


def test_an_article_without_words_is_no_row_of_tokens() -> None:
    files, _ = write([("", [CorpusLine(Document("a", " \n "))])])
    assert "tokens/train.jsonl" not in files
    assert len(rows(files["documents/train.jsonl"])) == 1
