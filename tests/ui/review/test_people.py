"""Who is compared where nobody has said whom."""

import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.project.review import Pairing
from annotator.ui.review.people import Person, likely_pairing


def person(name: str) -> Person:
    return Person(name, name, AnnotationSet(name, "talks", name), name.endswith("2"))


@pytest.mark.parametrize(
    ("names", "me", "pairing"),
    [
        (["jonas", "maria", "maria 2"], "mara", Pairing("jonas", "maria")),
        (["jonas", "maria", "maria 2"], "maria", Pairing("jonas", "maria")),
        (["maria", "maria 2"], "mara", Pairing("maria", is_alone=True)),
        (["maria 2"], "mara", Pairing("maria 2", is_alone=True)),
        (["erik", "jonas", "maria"], "erik", Pairing("jonas", "maria")),
        ([], "mara", None),
    ],
)
def test_people_before_second_times(names: list[str], me: str, pairing: Pairing | None) -> None:
    assert likely_pairing([person(one) for one in names], me, None) == pairing


def test_whoever_was_chosen_where_they_are() -> None:
    people = [person("maria"), person("maria 2")]
    wished = Pairing("maria", "maria 2")
    assert likely_pairing(people, "mara", wished) == wished
    assert likely_pairing(people[:1], "mara", wished) == Pairing("maria", is_alone=True)
