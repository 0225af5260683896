"""Assignments in words."""

import pytest

from annotator.messages.assigning import (
    again_words,
    blind_words,
    came_back_words,
    division_words,
    oneself_words,
    people_words,
    workload_words,
)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Maria"], "Maria"),
        (["Jonas", "Maria"], "Jonas and Maria"),
        (["Erik", "Jonas", "Maria"], "Erik, Jonas and Maria"),
        (["A", "B", "C", "D", "E"], "A, B, C, D and 1 other"),
        (["A", "B", "C", "D", "E", "F"], "A, B, C, D and 2 others"),
        (["\u202eevil\n" + "x" * 99], "‹U+202E›evil⏎xxxxxxx…xxxxxxxxx"),
    ],
)
def test_people(names: list[str], words: str) -> None:
    assert people_words(names) == words


def test_why_labels_are_not_shown() -> None:
    assert blind_words(["Jonas"], can_look=False) == (
        "Given blind: Jonas has not finished; labels are shown after that."
    )
    assert blind_words(["Jonas", "Maria"], can_look=True) == (
        "Given blind: Jonas and Maria have not finished; labels are shown after that. "
        "You may look all the same, and the history will say so."
    )


@pytest.mark.parametrize(
    ("documents", "loads", "shared", "new", "is_blind", "words"),
    [
        (24, {"Maria": 15, "Jonas": 15}, 6, 30, True, "24 articles: 15 each, 6 by both, blind"),
        (24, {"Maria": 24, "Jonas": 24}, 24, 48, False, "24 articles: 24 each, each by both"),
        (1, {"Maria": 1}, 0, 1, False, "1 article: for Maria"),
        (3, {"A": 2, "B": 2, "C": 2}, 3, 6, False, "3 articles: 2 each, each by two or more"),
        (5, {"A": 2, "B": 3}, 0, 3, False, "5 articles: A 2, B 3, 2 assigned before"),
        (
            1_201,
            {"A": 201, "B": 200, "C": 200, "D": 200, "E": 200, "F": 200},
            0, 1_201, False,
            "1,201 articles: A 201, B 200, C 200, D 200, 2 more people",
        ),
        (4, {"A": 2, "B": 2}, 0, 0, True, "4 articles: all assigned to A and B already"),
        (0, {"A": 0}, 0, 0, True, "0 articles"),
        (7, {}, 0, 0, True, "7 articles"),
    ],
)  # fmt: skip
def test_a_division(
    documents: int, loads: dict[str, int], shared: int, new: int, is_blind: bool, words: str
) -> None:
    assert division_words(documents, loads, shared, new=new, is_blind=is_blind) == words


def test_what_somebody_has() -> None:
    assert workload_words(0, 0, 0, 0) == ""
    assert workload_words(1_024, 3, 0, 0) == "1,024 assigned, 3 done"
    assert workload_words(24, 3, 2, 1) == "24 assigned, 3 done · 2 came back, 1 done"
    assert oneself_words(0.8666, 3) == "0.87 with oneself on 3 articles"
    assert oneself_words(None, 1) == "– with oneself on 1 article"


def test_what_comes_back() -> None:
    assert again_words("Maria", 3, 30, 14) == "Maria: 3 articles of 30 finished 14 days ago or more"
    assert again_words("Maria", 1, 1, 1) == "Maria: 1 article of 1 finished 1 day ago or more"
    assert came_back_words({"Maria": 1}) == "1 article comes back to Maria"
    assert came_back_words({"Jonas": 2, "Maria": 9}) == "11 articles come back to Jonas and Maria"
    assert again_words("Maria", 0, 0, 0) == "Maria: nothing finished"
