"""What becomes of values where an attribute changes: everywhere, exactly, and back."""

import pytest

from annotator.model.attribute import Attribute, AttributeKind, AttributeValue
from annotator.model.labels import LabelSet
from annotator.project.label_changes.change import ChangeKind, RemoveValue, RenameValue
from annotator.project.label_changes.values import Revaluing


def set_with(kind: AttributeKind, *values: str) -> LabelSet:
    return LabelSet(attributes=(Attribute("a", "a", kind, values=values),))


@pytest.mark.parametrize(
    ("kind", "values", "before", "after"),
    [
        ("several", ("x", "y"), "x", ("x",)),
        ("several", ("x", "y"), "z", "z"),
        ("choice", ("x", "y"), ("x",), "x"),
        ("choice", ("x", "y"), ("x", "y"), ("x", "y")),
        ("choice", ("yes", "no"), True, "yes"),
        ("choice", ("certain",), True, True),
        ("text", (), ("x", "y"), "x, y"),
        ("text", (), 3, "3"),
        ("text", (), False, "no"),
        ("flag", (), "Yes", True),
        ("flag", (), "no", False),
        ("flag", (), "perhaps", "perhaps"),
        ("number", (), "12", 12),
        ("number", (), "1.5", 1.5),
        ("number", (), "nan", "nan"),
        ("number", (), "twelve", "twelve"),
        ("number", (), ("7",), 7),
    ],
)
def test_a_value_is_said_in_the_new_kind_or_stays(
    kind: AttributeKind, values: tuple[str, ...], before: AttributeValue, after: AttributeValue
) -> None:
    revaluing = Revaluing(ChangeKind("a", kind, values), set_with(kind, *values))
    made = revaluing.of({"a": before, "b": "x"})
    assert made == {"a": after, "b": "x"}
    assert type(made["a"]) is type(after)


def test_what_stays_is_the_same_object() -> None:
    revaluing = Revaluing(RenameValue("a", "x", "z"), set_with("choice", "z", "y"))
    held: dict[str, AttributeValue] = {"a": "y"}
    assert revaluing.of(held) is held
    assert not revaluing.concerns(held)


def test_one_of_several_values_is_renamed_once() -> None:
    revaluing = Revaluing(RemoveValue("a", "x", "y"), set_with("several", "y", "z"))
    assert revaluing.of({"a": ("x", "y", "z")}) == {"a": ("y", "z")}
    assert revaluing.concerns({"a": ("z", "x")})


def test_a_value_that_is_kept_is_concerned_and_stays() -> None:
    revaluing = Revaluing(RemoveValue("a", "x"), set_with("choice", "y"))
    held: dict[str, AttributeValue] = {"a": "x"}
    assert revaluing.of(held) is held
    assert revaluing.concerns(held)
    assert not revaluing.is_any
