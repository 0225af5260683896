"""DocBins read: those that spaCy writes, ours, and bytes that are none."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, SpanGroup
from spacy.tokens import Span as SpacySpan

from annotator.formats import docbin_reading
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.docbin import DocBinFormat
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.source import Source
from annotator.model.curated import Negative
from annotator.model.entity import Entity
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from tests.formats.out_folders import write_folder
from tests.formats.test_docbin import make_line

TEXT = "Ilse Varga runs Norrow. She, the master, likes Lomera."


def read(raw: bytes) -> tuple[list[CorpusLine], list[str]]:
    """The lines of a file, and what is said of it."""
    source = Source(Path("talks.spacy"), "talks.spacy", BytesIO(raw))
    items = list(DocBinFormat().read(source, ReadOptions()))
    problems = [one.error for one in items if isinstance(one, Problem)]
    lines = [one for one in items if isinstance(one, CorpusLine)]
    return lines, [str(getattr(one, "reason", getattr(one, "what", one))) for one in problems]


def written(line: CorpusLine, **chosen: str) -> bytes:
    [raw] = write_folder(DocBinFormat(), [line], WriteOptions(settings=chosen)).values()
    return raw


def made(change: Callable[[Doc], None], *, keeps_data: bool = True) -> bytes:
    """What spaCy writes of an article."""
    doc = spacy.blank("en")(TEXT)
    change(doc)
    return bytes(DocBin(store_user_data=keeps_data, docs=[doc]).to_bytes())


def words(line: CorpusLine) -> list[tuple[str, str]]:
    return [(one.label, one.covered_text(line.document.text)) for one in line.spans]


def linked(line: CorpusLine) -> dict[str, tuple[str, str]]:
    entities = {one.id: one for one in line.entities}
    text = line.document.text
    return {
        one.covered_text(text): (entities[one.entity].name, entities[one.entity].identifier)
        for one in line.spans
        if one.entity
    }


# ---- ours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("spans", ["both", "sc"])
def test_what_we_wrote_comes_back_with_its_ids(spans: str) -> None:
    ilse = Entity("e1", "Ilse Varga", "PERSON", "Q71", "of the harbour")
    line = make_line(entities=(ilse,))
    links = tuple(one._replace(entity="e1" if one.id == "p" else None) for one in line.spans)
    line = replace(line, spans=links, attributes={"seen": True, "topics": ("a", "b")})
    [found], problems = read(written(line, spans=spans))
    assert problems == []
    assert found.document == line.document
    assert (found.annotator, found.status, found.labels) == ("Maria", "finished", ("politics",))
    assert found.attributes == line.attributes
    origin = {"origin": "imported"}
    assert sorted(found.spans) == sorted(one._replace(**origin) for one in line.spans)
    assert found.relations == tuple(one._replace(**origin) for one in line.relations)
    assert found.entities == (ilse,)
    assert not found.is_raw and not found.has_raw_entities


def test_what_was_judged_to_be_nothing_comes_back_with_the_curated_set() -> None:
    nothing = Negative("PERSON", ((11, 16),))
    [found], problems = read(
        written(make_line(annotator=None, status="curated", negatives=(nothing,)))
    )
    assert problems == []
    assert (found.status, found.negatives) == ("curated", (nothing,))


def test_an_export_comes_into_a_project_once(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", label_set=LabelSet(), annotator="me") as project:
        folder = tmp_path / "in"
        folder.mkdir()
        (folder / "talks.spacy").write_bytes(written(make_line()))
        report = project.import_sources([folder])
        assert (report.problems, report.spans, report.relations) == ([], 4, 1)
        assert project.import_sources([folder]).spans == 0
        project.export(tmp_path / "out", ExportChoice(format="spacy"))
    [path] = (tmp_path / "out").glob("*.spacy")
    [again], problems = read(path.read_bytes())
    assert problems == []
    assert words(again) == words(read(written(make_line()))[0][0])


# ---- spaCy's ------------------------------------------------------------------------------------


def test_ents_groups_and_labels_that_spacy_made() -> None:
    def change(doc: Doc) -> None:
        doc.set_ents(
            [
                SpacySpan(doc, 0, 2, "PERSON", kb_id="Q71"),
                SpacySpan(doc, 3, 4, "ORG", kb_id="NIL"),
            ]
        )
        doc.spans["sc"] = [SpacySpan(doc, 0, 2, "PERSON"), SpacySpan(doc, 7, 9, "ROLE")]
        doc.spans["ruler"] = [SpacySpan(doc, 11, 12)]
        doc.cats = {"news": 0.9, "sport": 0.1}
        doc.user_data[("._.", "seen", 0, 2)] = True

    [found], problems = read(made(change))
    assert problems == []
    assert found.document.text == TEXT
    assert (found.document.id, found.is_raw, found.status) == ("talks-1", True, "in_progress")
    assert words(found) == [
        ("PERSON", "Ilse Varga"),
        ("ROLE", "the master"),
        ("ruler", "Lomera"),
        ("ORG", "Norrow"),
    ]
    assert found.labels == ("news",)
    assert linked(found) == {"Ilse Varga": ("Ilse Varga", "Q71")}
    assert found.has_raw_entities


def test_clusters_of_coreference_are_entities() -> None:
    def change(doc: Doc) -> None:
        doc.set_ents([SpacySpan(doc, 0, 2, "PERSON")])
        mentions = [SpacySpan(doc, 0, 2), SpacySpan(doc, 5, 6), SpacySpan(doc, 7, 9)]
        doc.spans["coref_clusters_1"] = SpanGroup(doc, spans=mentions)
        doc.spans["coref_head_clusters_1"] = [SpacySpan(doc, 1, 2)]

    [found], problems = read(made(change, keeps_data=False))
    assert problems == []
    assert set(linked(found)) == {"Ilse Varga", "She", "the master"}
    assert {name for name, _ in linked(found).values()} == {"Ilse Varga"}
    assert "Varga" not in [text for _, text in words(found)]
    assert ("PERSON", "Ilse Varga") in words(found)


def test_where_spaces_are_not_known_the_text_is_put_together() -> None:
    vocab = spacy.blank("xx").vocab
    doc = Doc(vocab, words=["Ilse", "Varga", "runs"])
    doc.set_ents([SpacySpan(doc, 0, 2, "PERSON")])
    doc.has_unknown_spaces = True
    [found], problems = read(bytes(DocBin(docs=[doc]).to_bytes()))
    assert found.document.text == "Ilse Varga runs"
    assert words(found) == [("PERSON", "Ilse Varga")]
    assert problems == [
        "the text is put together from tokens, with a space between them "
        "and each sentence on its own line"
    ]


# ---- what is none -------------------------------------------------------------------------------


OURS = written(make_line())


def unpacked() -> dict[str, Any]:
    body: dict[str, Any] = srsly.msgpack_loads(zlib.decompress(OURS))
    return body


DATA = srsly.msgpack_loads(unpacked()["user_data"][0]) | {"links": {}, "entities": []}


def packed(body: Any) -> bytes:
    return zlib.compress(srsly.msgpack_dumps(body))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"no zip", "is no DocBin of spaCy's"),
        (b"", "is cut off, or no DocBin of spaCy's"),
        (OURS[:-9], "is cut off, or no DocBin of spaCy's"),
        (zlib.compress(b"\xc1"), "holds bytes that are no msgpack"),
        (packed([1]), "is no DocBin of spaCy's"),
        (packed({"attrs": [65]}), "is no DocBin of spaCy's"),
        (packed({**unpacked(), "tokens": b"\0" * 8}), "has not as many tokens as it says"),
        (packed({**unpacked(), "lengths": b"\xff" * 4}), "has not as many tokens as it says"),
        (packed({**unpacked(), "strings": []}), "has a word that is not among its strings"),
        (packed({**unpacked(), "span_groups": [b"\xc1"]}), "holds bytes that are no msgpack"),
        (packed({**unpacked(), "user_data": [b"\xc1"]}), "holds bytes that are no msgpack"),
    ],
)
def test_what_is_no_docbin_is_told(raw: bytes, reason: str) -> None:
    assert read(raw) == ([], [reason])


def test_a_span_at_tokens_that_are_not_there_keeps_its_article_out() -> None:
    mark = docbin_reading._SPAN.pack(0, 0, 0, 0, 999, 0, 0)
    group = srsly.msgpack_dumps({"name": "sc", "attrs": {}, "spans": [mark]})
    body = {**unpacked(), "span_groups": [srsly.msgpack_dumps({group: ["sc"]})]}
    assert read(packed(body)) == ([], ["has a span at tokens that are not there"])


def test_what_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docbin_reading, "UNPACKED_LIMIT", 1 << 20)
    assert read(zlib.compress(b"\0" * (4 << 20))) == ([], ["unpacks to more than 1 MB"])


def test_what_stands_beside_and_is_wrong_stays_out_alone() -> None:
    body = unpacked()
    said = srsly.msgpack_loads(body["user_data"][0])
    said["relations"].append({"id": "y", "label": "leads", "head_id": "p", "tail_id": "gone"})
    said["notes"]["r"] = {"attributes": {"sure": [1, 2]}, "note": 7}
    said["links"] = {"p": "gone"}
    [found], problems = read(packed({**body, "user_data": [srsly.msgpack_dumps(said)]}))
    assert [one.id for one in found.relations] == ["x"]
    assert {one.id for one in found.spans} <= {"p", "b", "r", "n"}
    assert len(problems) >= 3


plain = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3) | st.binary(max_size=3)
values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "p", "name", "spans"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(sorted(DATA)), values, max_size=3), values)
@settings(max_examples=150, deadline=None)
def test_no_values_raise(said: dict[str, Any], group: Any) -> None:
    data = srsly.msgpack_dumps({**DATA, **said})
    groups = srsly.msgpack_dumps({srsly.msgpack_dumps(group): said.get("links")})
    body = unpacked()
    read(packed({**body, "user_data": [data]}))
    read(packed({**body, "span_groups": [groups]}))
    read(packed({**body, "span_groups": [srsly.msgpack_dumps(group)], "cats": [said]}))
    read(packed({**body, **dict.fromkeys(("flags", "cats", "user_data"), group)}))
    for key in body:
        read(packed({**body, key: group}))


@given(st.binary(max_size=40), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_no_bytes_raise(noise: bytes, where: float) -> None:
    raw = zlib.decompress(OURS)
    at = int(where * len(raw))
    read(zlib.compress(raw[:at] + noise + raw[at + len(noise) :]))
    read(noise)
