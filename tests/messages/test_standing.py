"""What stands on articles, in words: whose it is, how much, nothing where there is nothing."""

from annotator.messages.standing import standing_words


def words(*sets, verdicts=0, remarks=0, assignments=0):
    return standing_words(sets, verdicts=verdicts, remarks=remarks, assignments=assignments)


def test_nothing_has_no_words():
    assert words() == []


def test_each_is_named_with_what_they_have():
    assert words(("maria", 2, 1, 5, 3), ("jon", 1, 1, 1, 0), (None, 1, 0, 0, 1)) == [
        ("maria", "2 articles, 1 of them finished, 5 spans, 3 relations"),
        ("jon", "1 article, finished, 1 span"),
        ("Curated", "1 article, 0 spans, 1 relation"),
    ]


def test_review_and_assignments_are_told_as_far_as_there_are_any():
    assert words(verdicts=1, remarks=1200) == [("Review", "1 verdict, 1,200 remarks")]
    assert words(remarks=1, assignments=3) == [("Review", "1 remark"), ("Assigned", "3 times")]


def test_many_people_are_summed_up_and_names_are_shown_safely():
    many = [(f"n{number}", 1, number % 2, number, 1) for number in range(11)]
    rows = words(*many)
    assert len(rows) == 9
    assert rows[-1] == ("3 others", "3 articles, 1 of them finished, 27 spans, 3 relations")
    assert "\u202e" not in words(("a\u202eb", 1, 0, 0, 0))[0][0]
