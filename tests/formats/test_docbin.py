"""What we write for spaCy is what spaCy reads."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus

from annotator.formats.corpus import CorpusLine
from annotator.formats.docbin import DocBinFormat
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Lost
from annotator.model.curated import Negative
from annotator.model.document import Document, Meta
from annotator.model.entity import Entity
from annotator.model.format_errors import DoesNotFit, SettingWrong
from annotator.model.labels import DocumentLabel, LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.out_folders import write_folder
from tests.formats.strategies import corpora

VOCAB = spacy.blank("xx").vocab
TEXT = "Ilse Varga leads the re-elected board.\n\n👩\u200d👧 Norrow  Lines agreed."
NORROW = TEXT.index("Norrow")


def make_line(**more: Any) -> CorpusLine:
    spans = (
        Span("p", "PERSON", ((0, 10),), {"mention": "named"}, "sure?"),
        Span("b", "ORGANISATION", ((17, 37),)),
        Span("r", "ROLE", ((21, 31),)),
        Span("n", "ORGANISATION", ((NORROW, NORROW + 13),)),
    )
    parts: dict[str, Any] = {
        "document": Document("talks", TEXT, Meta(title="Talks", language="en")),
        "annotator": "Maria",
        "status": "finished",
        "labels": ("politics",),
        "spans": spans,
        "relations": (Relation("x", "leads", "p", "n", {"sure": True}),),
    }
    return CorpusLine(**(parts | more))


def read(files: dict[str, bytes]) -> Iterator[Doc]:
    for name in sorted(files):
        yield from DocBin().from_bytes(files[name]).get_docs(VOCAB)


def write(
    *lines: CorpusLine, misfit: Any = "flatten", label_set: LabelSet | None = None, **chosen: str
) -> tuple[list[Doc], list[Lost]]:
    losses: list[Lost] = []
    options = WriteOptions(
        misfit=misfit,
        label_set=label_set or LabelSet(),
        settings=chosen,
        report_loss=losses.append,
    )
    return list(read(write_folder(DocBinFormat(), lines, options))), losses


def test_spacy_reads_what_spans_are_mentions_of() -> None:
    ilse = Entity("e1", "Ilse Varga", "PERSON", "Wikidata:Q71", "of the harbour")
    firm = Entity("e2", "Norrow Lines", is_retired=True)
    links = {"p": "e1", "r": "e1", "n": "e2"}
    spans = tuple(one._replace(entity=links.get(one.id)) for one in make_line().spans)
    (doc,), losses = write(make_line(spans=spans, entities=(firm, ilse)))
    assert losses == []
    called = {"p": "Q71", "b": "", "r": "Q71", "n": "e2"}
    assert {one.id_: one.kb_id_ for one in doc.spans["sc"]} == called
    assert [(one.id_, one.kb_id_) for one in doc.ents] == [("p", "Q71"), ("b", ""), ("n", "e2")]
    assert [token.ent_kb_id_ for token in doc[:3]] == ["Q71", "Q71", ""]
    assert doc.user_data["links"] == links
    assert [(one["id"], one["identifier"]) for one in doc.user_data["entities"]] == [
        ("e1", "Wikidata:Q71"),
        ("e2", None),
    ]


def described(spans: Any) -> list[tuple[str, str, str]]:
    return [(one.id_, one.label_, one.text) for one in spans]


def test_spacy_reads_text_spans_labels_and_what_is_beside() -> None:
    labels = LabelSet(
        document_labels=(DocumentLabel("e", "economy"), DocumentLabel("p", "politics"))
    )
    (doc,), losses = write(make_line(), label_set=labels)
    assert losses == []
    assert doc.text == TEXT
    assert described(doc.spans["sc"]) == [
        ("p", "PERSON", "Ilse Varga"),
        ("b", "ORGANISATION", "the re-elected board"),
        ("r", "ROLE", "re-elected"),
        ("n", "ORGANISATION", "Norrow  Lines"),
    ]
    assert [(one.label_, one.text) for one in doc.ents] == [
        ("PERSON", "Ilse Varga"),
        ("ORGANISATION", "the re-elected board"),
        ("ORGANISATION", "Norrow  Lines"),
    ]
    assert doc.cats == {"economy": 0.0, "politics": 1.0}
    data = doc.user_data
    assert (data["document"], data["annotator"], data["status"]) == ("talks", "Maria", "finished")
    assert data["meta"] == {"title": "Talks", "language": "en"}
    (relation,) = data["relations"]
    assert (relation["label"], relation["head_id"], relation["tail_id"]) == ("leads", "p", "n")
    assert doc.char_span(*relation["tail"]).text == "Norrow  Lines"
    assert data["notes"]["p"] == {"attributes": {"mention": "named"}, "note": "sure?"}
    assert data["notes"]["x"] == {"attributes": {"sure": True}, "note": None}


def test_spans_go_where_the_person_says() -> None:
    (doc,), losses = write(make_line(), spans="sc")
    assert (len(doc.ents), len(doc.spans["sc"])) == (0, 4)
    (doc,), losses = write(make_line(), spans="ents")
    assert (len(doc.ents), dict(doc.spans)) == (3, {})
    assert losses == [Lost("overlap", "talks", "r", name="ROLE")]
    with pytest.raises(DoesNotFit):
        write(make_line(), spans="ents", misfit="strict")


@pytest.mark.parametrize(
    ("language", "tokens"),
    [("en", ["re", "-", "elected"]), ("de", ["re-elected"]), ("xx", ["re", "-", "elected"])],
)
def test_the_tokenizer_is_that_of_the_language(language: str, tokens: list[str]) -> None:
    line = CorpusLine(Document("a", "re-elected", Meta(language=language)))
    assert [token.text for token in write(line)[0][0]] == tokens
    plain = CorpusLine(Document("a", "re-elected"))
    assert [token.text for token in write(plain, language=language)[0][0]] == tokens


@pytest.mark.parametrize("language", ["ja", "th", "qq", "x-none", "EN"])
def test_where_spacy_has_no_tokenizer_our_words_are_the_tokens(language: str) -> None:
    text = " 東京 wins  re-elected.\n"
    (doc,), _ = write(CorpusLine(Document("a", text, Meta(language=language))))
    assert doc.text == text
    assert [token.text for token in doc if not token.is_space] == [
        "東", "京", "wins", "re-elected", ".",
    ]  # fmt: skip
    (doc,), _ = write(CorpusLine(Document("a", text)), tokenizer="words")
    assert doc.text == text
    assert "re-elected" in [token.text for token in doc]


def test_spans_inside_tokens_are_moved_or_stay_out_and_their_relations_with_them() -> None:
    cut = make_line(spans=(Span("p", "PERSON", ((0, 3),)), Span("n", "ORG", ((5, 10),))))
    (doc,), losses = write(cut)
    assert described(doc.ents) == [("p", "PERSON", "Ilse"), ("n", "ORG", "Varga")]
    assert losses == [Lost("misaligned", "talks", "p", True, "PERSON")]
    (doc,), losses = write(cut, misaligned="drop")
    assert described(doc.ents) == [("n", "ORG", "Varga")]
    assert doc.user_data["relations"] == ()
    assert losses == [
        Lost("misaligned", "talks", "p", False, "PERSON"),
        Lost("relation", "talks", "x", False, "leads"),
    ]


def test_what_is_nothing_is_where_spacy_looks_for_it() -> None:
    negatives = (Negative("ROLE", ((11, 16),)), Negative("ROLE", ((11, 15),)))
    (doc,), losses = write(make_line(annotator=None, status="curated", negatives=negatives))
    assert [(one.label_, one.text) for one in doc.spans["incorrect_spans"]] == [("ROLE", "leads")]
    assert losses == [Lost("negative", "talks", name="ROLE")]


def test_so_many_articles_are_in_a_file() -> None:
    lines = [CorpusLine(Document(f"d{at}", f"Article {at}.")) for at in range(7)]
    options = WriteOptions(settings={"shard": "3"})
    files = write_folder(DocBinFormat(), iter(lines), options)
    assert sorted(files) == ["00001.spacy", "00002.spacy", "00003.spacy"]
    assert [doc.user_data["document"] for doc in read(files)] == [f"d{at}" for at in range(7)]
    assert files == write_folder(DocBinFormat(), lines, options)


def test_spacy_trains_on_the_folder(tmp_path: Path) -> None:
    for name, raw in write_folder(DocBinFormat(), [make_line(), make_line(labels=())]).items():
        (tmp_path / name).write_bytes(raw)
    blank = spacy.blank("en")
    examples = list(Corpus(tmp_path)(blank))
    assert len(examples) == 2
    recogniser = blank.add_pipe("ner")
    recogniser.initialize(lambda: examples, nlp=blank)
    assert set(recogniser.labels) == {"PERSON", "ORGANISATION"}
    assert blank.update(examples)["ner"] > 0


def test_a_corpus_of_nothing_is_a_file_of_nothing() -> None:
    files = write_folder(DocBinFormat(), [])
    assert list(files) == ["00001.spacy"]
    assert list(read(files)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("shard", "0"), ("shard", "many"), ("shard", "99999999"), ("language", "qq"),
     ("language", "../en"), ("language", "ja")],
)  # fmt: skip
def test_settings_that_cannot_be(name: str, value: str) -> None:
    with pytest.raises(SettingWrong) as wrong:
        write(make_line(), **{name: value})
    assert (wrong.value.name, wrong.value.value) == (name, value)


@settings(max_examples=15)
@given(corpora(), st.sampled_from(["spacy", "words"]))
def test_every_text_and_every_span_that_fits_comes_back(
    lines: list[CorpusLine], tokenizer: str
) -> None:
    docs, losses = write(*lines, tokenizer=tokenizer)
    moved = {(one.document, one.annotation) for one in losses if one.kind != "negative"}
    assert len(docs) == len(lines)
    for doc, line in zip(docs, lines, strict=True):
        assert doc.text == line.document.text
        found = {one.id_: (one.label_, one.start_char, one.end_char) for one in doc.spans["sc"]}
        for span in line.spans:
            if (line.document.id, span.id) not in moved:
                assert found[span.id] == (span.label, span.start, span.end)
        assert doc.user_data["annotator"] == line.annotator
