"""Three and more on one article: who says what, and a verdict that tells all who said otherwise."""

import pytest
from PySide6.QtCore import Qt

from annotator.project.standing import EVERYBODY
from tests.project.differing import say
from tests.ui.review.conftest import LINES, VARGA, kinds, texts
from tests.ui.review.test_queue import choose
from tests.ui.windows import CTRL


@pytest.fixture
def page(several, hands, qtbot):
    """kim labels the talks too: Ilse Varga as an organisation, Monday not at all."""
    project = several.session.project
    say(project, "kim", VARGA._replace(label="o"), LINES, document="talks")
    assert several.session.sign_in("mara")
    hands.settle()
    choose(several, hands, qtbot, Qt.Key.Key_P, "everybody")
    assert several.reviewing.pairing == EVERYBODY
    return several


def curated(page):
    return sorted(
        (one.covered_text(page.view.text), one.label)
        for one in page.session.project.review.curated("talks").annotation_set.spans.values()
    )


def test_the_text_shows_the_union_with_counts(page):
    assert page.people.above.text() == "Everybody"
    names = {one.id: one.name for one in page.view.label_set.span_labels}
    shown = {id: names[one.label] for id, one in page.view.index.spans.items()}
    assert shown == {
        "varga-ana-talks": "PERSON 2/3",
        "varga-kim-talks": "ORGANISATION 1/3",
        "lines-ana-talks": "ORGANISATION 3/3",
        "monday-ben-talks": "CLAIM 1/3",
    }


def test_a_card_says_who_says_what(page, queue):
    assert texts(queue) == ["“Ilse Varga”", "“Monday”"] and kinds(queue) == ["label", "missing"]
    varga, monday = (row.words for row in queue.rows)
    assert varga.sides == "PERSON 2 of 3 (ana, ben) · ORGANISATION 1 of 3 (kim)"
    assert monday.sides == "CLAIM 1 of 3 (ben) · nothing 2 of 3 (ana, kim)"
    assert (varga.first, varga.second) == ("PERSON", "ORGANISATION")
    assert [words for _, words in queue.rows[1].decisions] == ["CLAIM", "nothing here", "edit"]


@pytest.mark.parametrize(
    ("key", "label"),
    [(Qt.Key.Key_A, "p"), (Qt.Key.Key_S, "o"), (Qt.Key.Key_X, None), (Qt.Key.Key_3, "r")],
)
def test_a_verdict_names_what_is_right(page, queue, hands, key, label):
    """By A, S and X, or by the key of a label."""
    hands.press(key)
    found = [one for text, one in curated(page) if text == "Ilse Varga"]
    assert found == ([label] if label else [])
    assert not queue.rows[0].is_open and page.reviewing.case is queue.rows[1].case
    hands.press(Qt.Key.Key_Z, CTRL)
    assert queue.rows[0].is_open


def test_what_is_put_right_in_the_text(page, hands):
    hands.press(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_4)
    hands.press(Qt.Key.Key_Escape)
    assert ("Ilse Varga", "c") in curated(page)
    assert "varga-ana-talks" in page.view.index.spans, "the union is shown again"


def test_reason_and_taking_back_are_for_the_whole_place(page, queue, hands):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_A)
    review = page.session.project.review
    assert {one.second for one in review.verdicts("talks")} == {
        one.id for one in page.session.project.annotators() if one.name in {"ana", "kim"}
    }
    page.reviewing.go_to(1)
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_1)
    assert {one.reason for one in review.verdicts("talks")} == {"ambiguous text"}
    hands.press(Qt.Key.Key_Backspace)
    assert review.verdicts("talks") == [] and queue.rows[1].is_open


def test_what_two_settle_is_settled_for_all_unless_the_third_says_something_else(
    page, hands, queue, qtbot
):
    choose(page, hands, qtbot, Qt.Key.Key_P, "ana above, ben below")
    hands.press(Qt.Key.Key_S)
    choose(page, hands, qtbot, Qt.Key.Key_P, "everybody")
    assert [row.is_open for row in queue.rows] == [True, False]


def test_numbers_of_all(page, qtbot, hands):
    figures = page.queue.figures
    qtbot.waitUntil(lambda: figures.value("Span F1, exact") != "–")
    assert 0.5 < float(figures.value("Span F1, exact")) < 1


def test_two_of_a_place_are_shown_as_in_dispute(page):
    disputed = page.view._disputed
    assert {"varga-ana-talks", "varga-kim-talks", "monday-ben-talks"} <= disputed.annotations
