"""Two texts of one article side by side."""

import hypothesis.strategies as st
from hypothesis import given

from annotator.text.alignment import Alignment, Place

OLD = (
    "Port strike ends\n\n"
    "Ilse Varga runs the port of Lomera. She met the union on Monday.\n\n"
    "The union leader, Jonas Hale, spoke of a good day for all dockers.\n\n"
    "Ferries sail again from Tuesday on, said the port.\n"
)


def find(newer: str, words: str, older: str = OLD) -> Place | None:
    start = older.index(words)
    place = Alignment(older, newer).find(start, start + len(words))
    if place is not None:
        assert newer[place.start : place.end] == words
    return place


def test_nothing_changed() -> None:
    place = find(OLD, "Jonas Hale")
    assert place == Place(
        OLD.index("Jonas Hale"), OLD.index("Jonas Hale") + 10, len(OLD.strip()) - 10
    )


def test_a_paragraph_before_shifts_all_that_follows() -> None:
    newer = "By our own reporter 😀\n\n" + OLD
    place = find(newer, "Lomera")
    assert place and place.start == newer.index("Lomera")
    assert place.is_followed and place.around > 100


def test_words_around_an_insertion_are_followed() -> None:
    newer = OLD.replace("Ilse Varga runs", "Ilse Varga, 51, runs").replace("Monday", "Monday night")
    for words in ("Ilse Varga", "the port of Lomera", "on Monday"):
        place = find(newer, words)
        assert place and place.is_followed and place.around


def test_a_paragraph_that_moved_is_followed_even_if_it_changed() -> None:
    parts = OLD.split("\n\n")
    newer = "\n\n".join(
        [parts[0], parts[3].strip(), parts[1].replace("Varga", "Varga, 51,"), parts[2]]
    )
    for words in ("Tuesday", "Jonas Hale", "port of Lomera"):
        place = find(newer, words)
        assert place and place.is_followed


def test_other_line_breaks_change_nothing() -> None:
    newer = OLD.replace(" ", "\n")
    for words in ("Varga", "Lomera", "Tuesday"):
        place = find(newer, words)
        assert place and place.is_followed


def test_what_stands_once_in_other_words_is_found_again() -> None:
    newer = OLD.replace(
        "The union leader, Jonas Hale, spoke of a good day for all dockers.",
        "“Nobody lost,” Jonas told us.",
    )
    place = find(newer, "Jonas")
    assert place and not place.is_followed and place.around == 0
    assert find(newer, "dockers") is None


def test_what_stands_twice_is_not_guessed_at() -> None:
    older = "One line about Hale here.\n"
    newer = "Nobody said that Hale knew. Others, too, think so of Hale.\n"
    assert find(newer, "Hale", older) is None


def test_a_piece_of_a_word_is_not_found_again() -> None:
    assert find("Halen was elsewhere, all agreed\n", "Hale", "Hale spoke\n") is None


def test_empty_texts() -> None:
    assert Alignment("", OLD).passages == []
    assert Alignment(OLD, "").find(0, 4) is None


LINES = st.lists(
    st.text(st.sampled_from("ab c.😀é\r"), max_size=12)
    | st.sampled_from(
        ["Ilse Varga runs the port of Lomera.", "The union met on Monday again.", ""]
    ),
    max_size=8,
)


@given(LINES, LINES, st.data())
def test_a_place_always_holds_the_same_words(
    one: list[str], two: list[str], data: st.DataObject
) -> None:
    older, newer = "\n".join(one), "\n".join(two)
    alignment = Alignment(older, newer)
    for passage in alignment.passages:
        there = newer[passage.there : passage.there + passage.length]
        assert older[passage.start : passage.end] == there
        assert passage.length
    assert all(
        before.end <= after.start
        for before, after in zip(alignment.passages, alignment.passages[1:], strict=False)
    )
    if older:
        start = data.draw(st.integers(0, len(older) - 1))
        end = data.draw(st.integers(start + 1, len(older)))
        place = alignment.find(start, end)
        if place:
            assert newer[place.start : place.end] == older[start:end]
    whole = Alignment(older, older)
    inside = older.strip()
    if inside:
        start = older.index(inside)
        assert whole.find(start, start + len(inside)) == Place(start, start + len(inside), 0)
