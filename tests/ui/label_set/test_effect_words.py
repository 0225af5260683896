"""What applying means for what is labelled, in words: how much, whose, and of very many the
first."""

from dataclasses import replace

from annotator.project.label_use import LabelUse
from annotator.storage.label_use import EndsCount, LabelCount, ValueCount
from annotator.ui.label_set.draft import Draft
from annotator.ui.label_set.effect_words import effect_words
from tests.builders import LABEL_SET

PEOPLE = ("ana", "ben", "cleo", "dan", "eve")
USE = LabelUse(
    (
        *(LabelCount("p", name, 1000, 3) for name in PEOPLE),
        LabelCount("p", None, 2, 1),
        *(LabelCount(id, "ana", 1, 1) for id in ("o", "r", "c", "w", "d1")),
    ),
    (ValueCount("m", "named", "span", "p", "ana", 4),),
    (EndsCount("w", "p", "o", "ana", 7),),
)


def words(*changes) -> list[str]:
    draft = Draft(LABEL_SET)
    for id, values in changes:
        draft.change(replace(draft.part(id), **values))
    return effect_words(draft, USE).split("\n")


def test_it_is_said_whose_where_it_is_of_several() -> None:
    assert words(("p", {"name": "HUMAN"})) == [
        "“PERSON” becomes “HUMAN” on 5,002 spans (ana 1,000, ben 1,000, cleo 1,000, dan 1,000"
        " and 2 more)."
    ]


def test_each_kind_of_change_has_its_words() -> None:
    assert words(
        ("w", {"heads": frozenset("o")}),
        ("m", {"values": ("pronoun",)}),
        ("d1", {"is_retired": True}),
    ) == [
        "“works for” will not allow PERSON → ORGANISATION: 7 relations will be listed to be mended.",
        "“mention” has no named any more: 4 spans will be listed to be mended.",
        "“politics” is offered no more and stays on 1 article.",
    ]
    assert words(("m", {"labels": frozenset("o")})) == [
        "“mention” is not asked of PERSON any more and stays on 4 spans."
    ]


def test_of_very_many_the_first_are_said() -> None:
    retired = [(id, {"is_retired": True}) for id in ("p", "o", "r", "c", "w", "d1")]
    said = words(*retired)
    assert len(said) == 6 and said[-1] == "And 1 change more."
    assert words(("r", {"colour": "#123456"})) == [""]
