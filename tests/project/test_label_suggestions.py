"""Labels of files meet those of the project by what people mean."""

import pytest

from annotator.project.label_suggestions import Suggestion, suggest_label

HERE = ("PERSON", "ORGANISATION", "LOCATION", "works for", "same as")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("person", Suggestion("PERSON", True)),
        (" Person ", Suggestion("PERSON", True)),
        ("Works-For", Suggestion("works for", True)),
        ("works_for", Suggestion("works for", True)),
        ("PER", Suggestion("PERSON", False)),
        ("ORG", Suggestion("ORGANISATION", False)),
        ("Organization", Suggestion("ORGANISATION", False)),
        ("Persons", Suggestion("PERSON", False)),
        ("P", None),
        ("VESSEL", None),
        ("!?", None),
        ("", None),
    ],
)
def test_what_a_label_of_a_file_may_be(name: str, expected: Suggestion | None) -> None:
    assert suggest_label(name, HERE) == expected


def test_a_short_form_of_two_is_left_to_the_person() -> None:
    assert suggest_label("PER", ("PERSON", "PERIOD")) is None


def test_a_project_without_labels() -> None:
    assert suggest_label("PERSON", ()) is None
