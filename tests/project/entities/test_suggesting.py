"""Which entities a span may be a mention of."""

from annotator.model.entity import Entity
from annotator.project.entities.suggesting import Names, suggest

ILSE = Entity("ilse", "Ilse Varga", "p")
OTTO = Entity("otto", "Otto Varga", "p")
AUTHORITY = Entity("nha", "Norrow Harbour Authority", "o")
GONE = Entity("gone", "Ilse Varga", is_retired=True)
ALL = (OTTO, ILSE, AUTHORITY, GONE)


def ids(words: str, *here: tuple[str, str], linked: tuple[tuple[str, str], ...] = ()) -> list[str]:
    return [one.entity.id for one in suggest(words, Names(ALL, linked), here)]


def test_the_same_words_come_before_a_part_of_them_and_retired_ones_not_at_all() -> None:
    assert ids("ILSE VARGA’S") == ["ilse"]
    assert ids("Varga") == ["ilse", "otto"]
    assert ids("Norrow") == ["nha"]
    assert ids("N.H.A.") == ["nha"]
    assert ids("Lomera") == []


def test_what_is_linked_on_the_article_comes_first() -> None:
    assert ids("Varga", ("otto", "Otto Varga")) == ["otto", "ilse"]
    (first, second) = suggest("Varga", Names(ALL), [("otto", "Otto Varga")])
    assert (first.reason, second.reason) == ("here", "project")


def test_it_is_known_by_what_is_linked_to_it_as_well() -> None:
    assert ids("the harbour master") == []
    assert ids("the harbour master", ("ilse", "The Harbour Master")) == ["ilse"]
    assert ids("the harbour master", linked=(("ilse", "the harbour master"),)) == ["ilse"]
    assert ids("the harbour master", ("gone", "the harbour master")) == []


def test_what_stands_on_one_article_is_not_remembered_for_the_next() -> None:
    names = Names(ALL)
    assert suggest("the harbour master", names, [("ilse", "the harbour master")])
    assert not suggest("the harbour master", names, [])
