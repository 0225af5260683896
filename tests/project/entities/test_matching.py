"""Entities found by what is typed."""

from annotator.model.entity import Entity
from annotator.project.entities.matching import Matching

NAMES = ("Norrow Lines", "Norrow", "South Norrow", "Tornorrow", "Édith Varga", "ASSAN 諾羅")
FOUND = Matching(
    [
        *(Entity(name, name) for name in NAMES),
        Entity("gone", "Norrow", is_retired=True),
        Entity("far", "Ferry Company", identifier="Q4711"),
    ]
)


def ids(typed: str, at_most: int = 50) -> list[str]:
    return [one.id for one in FOUND.find(typed, at_most)]


def test_the_same_name_comes_first_then_what_begins_so_then_what_holds_it() -> None:
    assert ids("NORROW ") == ["Norrow", "Norrow Lines", "South Norrow", "Tornorrow"]
    assert ids("norrow", 2) == ["Norrow", "Norrow Lines"]


def test_accents_and_scripts_and_outside_identifiers() -> None:
    assert ids("edith  v") == ["Édith Varga"]
    assert ids("諾") == ["ASSAN 諾羅"]
    assert ids("q47") == ["far"]
    assert ids("4711") == []


def test_nothing_is_typed_or_fits() -> None:
    assert ids("  ") == []
    assert ids("zzz") == []
