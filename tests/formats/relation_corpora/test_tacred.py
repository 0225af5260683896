"""TACRED: a row a pair; rows of a sentence are one article; pairs without a relation are drawn."""

from pathlib import PurePath
from typing import Any

import orjson
import pytest

from annotator.formats.format import Sureness
from annotator.formats.relation_corpora.tacred import Tacred
from annotator.model.format_errors import SettingWrong
from tests.formats.json_files import DAMAGED, items, read, relations_of, spans_of
from tests.formats.relation_corpora.tokens import REMARK, bodies, line, relation

TOKENS = ["Ilse", "Varga", "leads", "Norrow", "."]


def row(relation: Any = "per:employee_of", **parts: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "docid": "d",
        "relation": relation,
        "token": TOKENS,
        "subj_start": 0,
        "subj_end": 1,
        "obj_start": 3,
        "obj_end": 3,
        "subj_type": "PERSON",
        "obj_type": "ORGANIZATION",
        "stanford_pos": ["NNP"],
        **parts,
    }


def test_rows_of_one_sentence_are_one_article() -> None:
    other = row("no_relation", subj_start=3, subj_end=3, subj_type="ORGANIZATION")
    other |= {"obj_start": 2, "obj_end": 2, "obj_type": "TITLE"}
    lines, told = read(Tacred(), [row(), row("org:head"), other, row(token=["x", *TOKENS])])
    assert [len(one.spans) for one in lines] == [3, 2]
    assert spans_of(lines[0]) == [
        ("Ilse Varga", "PERSON"),
        ("Norrow", "ORGANIZATION"),
        ("leads", "TITLE"),
    ]
    assert relations_of(lines[0]) == [
        ("Ilse Varga", "per:employee_of", "Norrow"),
        ("Ilse Varga", "org:head", "Norrow"),
    ]
    assert [(one.number, one.is_raw, one.document.id) for one in lines] == [
        (1, True, "in-1"),
        (4, True, "in-4"),
    ]
    assert lines[0].document.meta.extra["tacred"] == {"docid": "d"}
    assert told == [REMARK]


def test_bad_rows_stay_out_alone() -> None:
    lines, told = read(
        Tacred(),
        [
            row(obj_end=9),
            row(subj_type=""),
            row(None),
            row(token=[]),
            row(token=[3]),
            7,
            row(subj_start=3, subj_end=3, subj_type="ORGANIZATION"),
            row(),
        ],
    )
    assert len(relations_of(lines[-1])) == 1
    assert len(told) == 8


def test_pairs_of_a_sentence_have_rows() -> None:
    made, lost = bodies(
        Tacred(),
        line(
            relation("Ilse Varga", "leads", "Norrow Lines"),
            relation("Ilse Varga", "met", "Erik Palm"),
        ),
    )
    assert made[0] == {
        "id": "talks:1",
        "docid": "talks",
        "relation": "leads",
        "token": ["Ilse", "Varga", "leads", "Norrow", "Lines", "."],
        "subj_start": 0,
        "subj_end": 1,
        "obj_start": 3,
        "obj_end": 4,
        "subj_type": "PERSON",
        "obj_type": "ORG",
    }
    assert [(one["relation"], one["subj_start"], one["obj_start"]) for one in made[1:]] == [
        ("no_relation", 3, 0),
        ("no_relation", 0, 2),
        ("no_relation", 2, 0),
    ]
    assert lost == [("far_relation", "Ilse Varga met Erik Palm")]


def test_pairs_without_a_relation_are_drawn_by_seed() -> None:
    tied = line(relation("Ilse Varga", "leads", "Norrow Lines"))

    def drawn(**settings: str) -> list[Any]:
        made, _ = bodies(Tacred(), tied, settings=settings)
        return [
            (one["subj_type"], one["subj_start"])
            for one in made
            if one["relation"] == "no_relation"
        ]

    assert drawn(negatives="none") == []
    assert len(drawn(negatives="2")) == 2
    assert len(drawn(negatives="1.4")) == 1
    assert len(drawn(negatives="99")) == 3
    with pytest.raises(SettingWrong):
        drawn(negatives="nonsense")
    assert drawn(negatives="1") == drawn(negatives="1")
    assert len({tuple(drawn(negatives="1", seed=str(seed))) for seed in range(9)}) > 1
    _, lost = bodies(Tacred(), tied, settings={"negatives": "none"})
    assert lost == [("span", "She"), ("span", "Erik Palm")]


def test_what_goes_out_comes_back() -> None:
    made, _ = bodies(Tacred(), line(relation("Ilse Varga", "leads", "Norrow Lines")))
    lines, _ = read(Tacred(), made)
    assert [spans_of(one) for one in lines] == [
        [("Ilse Varga", "PERSON"), ("Norrow Lines", "ORG")],
        [("She", "PERSON"), ("Erik Palm", "PERSON")],
    ]
    assert relations_of(lines[0]) == [("Ilse Varga", "leads", "Norrow Lines")]


@pytest.mark.parametrize("raw", DAMAGED, ids=lambda raw: repr(raw[:12]))
def test_nothing_in_a_file_raises(raw: bytes) -> None:
    items(Tacred(), raw)


def test_it_is_known_by_its_keys() -> None:
    assert Tacred().recognises(PurePath("a.json"), orjson.dumps([row()])) is Sureness.SURE
    assert Tacred().recognises(PurePath("a.json"), orjson.dumps([{"token": TOKENS}])) is Sureness.NO
