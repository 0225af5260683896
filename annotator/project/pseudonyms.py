"""Other names for annotators, for corpora that shall not say who labelled them."""

from collections.abc import Callable, Iterable, Mapping

from annotator.model.annotator import Annotator
from annotator.model.assignment import SecondTime


def pseudonyms_of(
    people: Iterable[Annotator], second_time: Callable[[str], SecondTime | None]
) -> dict[str, str]:
    """Return annotator id -> A1, A2 and so on, for people given in the order of their names.

    From ten on all have as many digits, so that they stand in the order of the names. Somebody's
    second time is "A1, time 2". `second_time` tells whether an annotator (id) is one.
    """
    everybody = list(people)
    persons = [one.id for one in everybody if second_time(one.id) is None]
    digits = len(str(len(persons)))
    made = {id: f"A{number:0{digits}}" for number, id in enumerate(persons, 1)}
    for one in everybody:
        time = second_time(one.id)
        if time is not None:
            made[one.id] = f"{made.get(time.of, 'A0')}, time {time.round}"
    return made


def pseudonym_key(pseudonyms: Mapping[str, str], people: Iterable[Annotator]) -> dict[str, str]:
    """Return pseudonym -> name, for whoever may know."""
    return {pseudonyms[one.id]: one.name for one in people}
