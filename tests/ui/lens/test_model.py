"""Rows of what looks like slips: filtered, taken away, brought back, safe to show."""

from annotator.model.oddity import Oddity
from annotator.project.consistency.found import Found
from annotator.project.consistency.mending import OddPlace
from annotator.project.consistency.ranked import Ranking
from annotator.ui.lens.model import ARTICLE, TEXT, WHO, LensModel, shown_words
from tests.builders import LABEL_SET


def found(text: str, kind: str = "ends", start: int = 0, annotator: str = "ana") -> Found:
    odd = Oddity(kind, "space", ((start, start + 4),), "p", ("s",), "move")  # type: ignore[arg-type]
    place = OddPlace("d", annotator, odd)
    return Found(place, "<b>T</b>", "before ", text, " after", annotator == "ana", None)


def model(*rows: Found) -> LensModel:
    made = LensModel()
    made.use_names(LABEL_SET, {"ana": "Ana", "jon": "<i>Jon</i>"})
    counts = {"ends": 7, "labels": 1, "parts": 0}
    made.show_ranking(Ranking(list(rows), counts))  # type: ignore[arg-type]
    return made


ROWS = found("one"), found("two", start=5), found("three", "labels", 9, "jon")


def test_kinds_filter_and_the_bars_stay() -> None:
    rows = model(*ROWS)
    assert [(one.key, one.places) for one in rows.groups()] == [("ends", 7), ("labels", 1)]
    rows.show_kinds(["labels"])
    assert [one.text for one in rows.rows] == ["three"]
    assert rows.row_of(ROWS[2].place) == 0
    assert rows.row_of(ROWS[0].place) == -1
    rows.take_away([ROWS[2].place])
    assert rows.rowCount() == 0
    assert [(one.key, one.places) for one in rows.groups()] == [("ends", 7), ("labels", 0)]


def test_what_is_gone_stays_gone_until_it_is_brought_back() -> None:
    rows = model(*ROWS)
    rows.take_away([ROWS[0].place, ROWS[2].place])
    rows.show_ranking(Ranking(list(ROWS), {"ends": 7, "labels": 1}))
    assert [one.text for one in rows.rows] == ["two"]
    assert rows.counts() == {"ends": 6, "labels": 0}
    rows.bring_back([ROWS[0].place])
    assert [one.text for one in rows.rows] == ["one", "two"]
    rows.forget()
    assert rows.rowCount() == 0


def test_names_may_be_others_when_it_is_opened_again() -> None:
    rows = model(*ROWS)
    rows.take_away([ROWS[1].place])
    rows.use_names(LABEL_SET, {})
    assert [one.text for one in rows.rows] == ["one", "three"]
    assert rows.index(1, WHO).data() == "?"


def test_cells_are_one_line_and_white_space_is_seen() -> None:
    rows = model(found(" a\nb "), *ROWS)
    assert shown_words(rows.rows[0]) == "␣a b␣"
    assert rows.index(0, TEXT).data() == "␣a b␣"
    assert rows.index(3, WHO).data() == "<i>Jon</i>"
    assert "&lt;b&gt;" in rows.index(0, ARTICLE).data(3)
    assert rows.index(9, TEXT).data() is None
