"""What annotators have and what a joining moves, in words; nothing that is not there is named."""

from annotator.messages.people_words import has_words, join_words

NOTHING = {"sets": 0, "spans": 0, "relations": 0, "verdicts": 0, "remarks": 0, "assignments": 0}


def test_what_somebody_has():
    assert has_words(0, 0, 0, 0) == "nothing yet"
    assert has_words(1, 0, 1, 0) == "1 article, 1 span"
    assert has_words(1200, 5, 20_000, 3) == "1,200 articles, 5 finished, 20,000 spans, 3 relations"


def test_what_goes_over():
    assert join_words("maria b.", "Maria", **NOTHING) == (
        "“maria b.” becomes “Maria”: nothing but the name"
    )
    some = NOTHING | {"sets": 3, "spans": 12, "verdicts": 1, "assignments": 2}
    assert join_words("maria b.", "Maria", **some) == (
        "“maria b.” becomes “Maria”: 3 articles, 12 spans, 1 verdict, 2 assignments"
    )
    assert "\u202e" not in join_words("a\u202eb", "c", **NOTHING)
