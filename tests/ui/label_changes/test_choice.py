"""What is chosen stands for the right change, and is said in words."""

from dataclasses import replace

import pytest

from annotator.project.label_changes.change import (
    AllowEnds,
    ChangeKind,
    Merge,
    RemoveValue,
    Rename,
    RenameValue,
    Restore,
    Retire,
    Split,
)
from annotator.ui.label_changes.choice import Choice, change_of, list_heirs, list_verbs
from tests.builders import LABEL_SET

CHOICE = next(one for one in LABEL_SET.attributes if one.kind == "choice")
VALUE, OTHER = CHOICE.values[:2]


@pytest.mark.parametrize(
    ("choice", "change"),
    [
        (Choice("rename", "p", " VOICE "), Rename("p", "VOICE")),
        (Choice("rename", "p", "PERSON"), None),
        (Choice("rename", "p", " "), None),
        (Choice("merge", "p", into="o"), Merge(("p",), "o")),
        (Choice("merge", "p"), None),
        (Choice("split", "p", into="o"), None),
        (Choice("split", "p", into="o", words="x"), Split("p", "o", "x")),
        (
            Choice("split", "w", into="l", heads=frozenset("p")),
            Split("w", "l", heads=frozenset("p")),
        ),
        (Choice("retire", "p"), Retire("p")),
        (Choice("restore", "p"), Restore("p")),
        (Choice("ends", "w", heads=frozenset("p"), tails=frozenset("o")), None),
        (Choice("ends", "w"), AllowEnds("w", frozenset(), frozenset())),
        (
            Choice("rename_value", CHOICE.id, "new", value=VALUE),
            RenameValue(CHOICE.id, VALUE, "new"),
        ),
        (Choice("rename_value", CHOICE.id, value=VALUE), None),
        (
            Choice("remove_value", CHOICE.id, value=VALUE, instead=OTHER),
            RemoveValue(CHOICE.id, VALUE, OTHER),
        ),
        (Choice("kind", CHOICE.id, kind="text", values=(VALUE,)), ChangeKind(CHOICE.id, "text")),
        (Choice("kind", CHOICE.id, kind="several"), None),
        (Choice("kind", CHOICE.id, kind="choice", values=CHOICE.values), None),
    ],
)
def test_a_choice_stands_for_a_change_or_lacks_something(choice, change):
    assert change_of(choice, LABEL_SET) == change


def test_each_kind_of_label_is_offered_what_can_be_done_to_it():
    assert list_verbs(LABEL_SET, "p") == ["rename", "merge", "split", "retire"]
    assert list_verbs(LABEL_SET, "w") == ["rename", "merge", "split", "ends", "retire"]
    assert list_verbs(LABEL_SET, "d1") == ["rename", "merge", "retire"]
    values = ["rename_value", "remove_value"]
    assert list_verbs(LABEL_SET, CHOICE.id) == ["rename", "merge", *values, "kind", "retire"]
    assert [one.id for one in list_heirs(LABEL_SET, "m")] == ["x"]  # asked of spans, a choice
    assert list_heirs(LABEL_SET, "f") == []


def test_what_is_retired_can_be_offered_again_and_takes_nothing_up():
    retired = replace(
        LABEL_SET,
        span_labels=tuple(replace(one, is_retired=one.id == "o") for one in LABEL_SET.span_labels),
    )
    assert list_verbs(retired, "o")[-1] == "restore"
    assert "o" not in [one.id for one in list_heirs(retired, "p")]
