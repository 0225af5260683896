"""Which entities a span may be a mention of."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.entity import Entity
from annotator.project.entities.suggesting import Names, suggest

ILSE = Entity("ilse", "Ilse Varga", "p")
OTTO = Entity("otto", "Otto Varga", "p")
AUTHORITY = Entity("nha", "Norrow Harbour Authority", "o")
GONE = Entity("gone", "Ilse Varga", is_retired=True)
ALL = (OTTO, ILSE, AUTHORITY, GONE)


def ids(words: str, *here: tuple[str, str], linked: tuple[tuple[str, str], ...] = ()) -> list[str]:
    names = Names(ALL, [(*one, 1) for one in linked])
    return [one.entity.id for one in suggest(words, names, here)]


def test_the_same_words_come_before_a_part_of_them_and_retired_ones_not_at_all() -> None:
    assert ids("ILSE VARGA’S") == ["ilse"]
    assert ids("Varga") == ["ilse", "otto"]
    assert ids("Norrow") == ["nha"]
    assert ids("N.H.A.") == ["nha"]
    assert ids("NHA") == ["nha"]
    assert ids("Lomera") == []
    assert ids("the") == []


def test_initials_may_pass_over_small_words() -> None:
    names = Names([Entity("un", "University of Norrow")])
    assert [one.entity.id for one in suggest("UN", names, [])] == ["un"]
    assert [one.entity.id for one in suggest("UON", names, [])] == ["un"]


def test_names_that_have_only_small_words_are_found() -> None:
    names = Names([Entity("band", "The The")])
    assert [one.entity.id for one in suggest("the the", names, [])] == ["band"]


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


def test_an_entity_merged_away_is_not_offered_and_back_again_with_what_is_linked_to_it() -> None:
    names = Names(ALL, [("ilse", "the harbour master", 2)])
    retired = replace(ILSE, is_retired=True)
    names.put(ILSE, retired)
    assert not suggest("the harbour master", names, [])
    names.put(retired, ILSE)
    assert [one.entity.id for one in suggest("the harbour master", names, [])] == ["ilse"]


def test_only_names_that_are_new_are_taken_apart() -> None:
    names = Names(ALL, [("ilse", "the harbour master", 1)])
    before = names.taken_apart
    names.link("ilse", "Ilse Varga")
    names.link("otto", "the harbour master")
    names.link("ilse", "the harbour master", -1)
    names.catch_up(ALL, [("ilse", "Ilse Varga", 1), ("otto", "the harbour master", 1)])
    assert names.taken_apart == before, "all of these names were known"
    names.link("otto", "the ferryman")
    assert names.taken_apart == before + 1


IDS = st.sampled_from(("a", "b", "c"))
NAMES = st.sampled_from(("Ilse Varga", "Varga", "NHA", "Norrow Harbour Authority", "the", "."))
ENTITIES = st.dictionaries(IDS, st.tuples(NAMES, st.booleans()))
LINKED = st.dictionaries(st.tuples(IDS, NAMES), st.integers(1, 3))


def put_in_order(entities: dict[str, tuple[str, bool]]) -> list[Entity]:
    return [
        Entity(id, name, is_retired=retired) for id, (name, retired) in sorted(entities.items())
    ]


@given(ENTITIES, LINKED, ENTITIES, LINKED, st.booleans())
def test_changed_step_by_step_or_all_at_once_the_names_are_those_made_anew(
    entities: dict[str, tuple[str, bool]],
    linked: dict[tuple[str, str], int],
    entities_after: dict[str, tuple[str, bool]],
    linked_after: dict[tuple[str, str], int],
    is_all_at_once: bool,
) -> None:
    before, after = put_in_order(entities), put_in_order(entities_after)
    names = Names(before, [(*pair, count) for pair, count in linked.items()])
    if is_all_at_once:
        names.catch_up(after, [(*pair, count) for pair, count in linked_after.items()])
    else:
        then = {one.id: one for one in after}
        for one in before:
            names.put(one, then.pop(one.id, None))
        for one in then.values():
            names.put(None, one)
        for pair in {**linked, **linked_after}:
            names.link(*pair, linked_after.get(pair, 0) - linked.get(pair, 0))
    anew = Names(after, [(*pair, count) for pair, count in linked_after.items()])
    assert names.state() == anew.state()
