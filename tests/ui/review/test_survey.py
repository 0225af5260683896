"""The queue of the project is read on another thread, read again where something changes, and the
article that comes next is there before it is opened."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from annotator.edits.edit import ReplaceLabelSet
from annotator.project.review import Review
from annotator.project.standing import Pairing
from tests.project.differing import say
from tests.ui.review.conftest import NOTHING, VARGA


def documents(page):
    return list(page.survey.articles)


def test_articles_in_project_order_without_those_that_agree(several):
    assert several.survey.is_complete and documents(several) == ["talks", "ferry"]


def test_an_article_that_differs_from_now_on_stands_in_its_place(several, hands):
    say(several.session.project, "ben", NOTHING._replace(id="more"), document="third")
    several.session.open_document("ferry")
    say(several.session.project, "ben", VARGA._replace(id="again"), document="talks")
    hands.settle()
    assert documents(several) == ["talks", "ferry", "third"]
    several.session.project.undo()
    several.session.project.undo()
    hands.settle()
    assert several.survey.articles["talks"].standing.differences == 1


def test_what_comes_in_late_does_not_overtake_what_is_known(several, hands):
    """A verdict is given while the article is being read."""
    several.survey.begin()
    hands.press(Qt.Key.Key_A)
    hands.settle()
    assert several.survey.articles["talks"].standing.open == 0
    assert several.queue.progress.count.text() == "1 of 2"


def test_other_labels_and_other_people_are_read_anew(several, hands):
    project = several.session.project
    changed = replace(project.label_set.span_labels[3], name="QUOTE")
    labels = (*project.label_set.span_labels[:3], changed)
    project.apply_to_project(ReplaceLabelSet(replace(project.label_set, span_labels=labels)))
    hands.settle()
    assert several.survey.articles["talks"].rows[0].words.sides == "only ben: QUOTE"
    ana = next(one.id for one in project.annotators() if one.name == "ana")
    several.reviewing.choose_pairing(Pairing(ana, is_alone=True))
    hands.settle()
    assert documents(several) == ["talks", "ferry", "third"]


def test_an_article_without_these_people_does_not_change_them(several, hands):
    """One alone is reviewed there; the queue of the project stays what it was."""
    project = several.session.project
    say(project, "kim", VARGA, document="talks")
    several.session.sign_in("mara")
    hands.settle()
    pairing = several.survey.pairing
    assert several.reviewing.wished == pairing and documents(several) == ["talks", "ferry"]


def test_the_next_article_is_read_ahead(several, hands, qtbot, monkeypatch):
    pairing = several.reviewing.pairing
    qtbot.waitUntil(lambda: several.reviewing.has_ahead("ferry", pairing))
    read = []
    before = Review.reviewed
    monkeypatch.setattr(
        Review,
        "reviewed",
        lambda self, document, *rest: read.append(document) or before(self, document, *rest),
    )
    hands.press(Qt.Key.Key_N)
    assert several.session.document.id == "ferry" and read == []
    hands.press(Qt.Key.Key_A)
    assert not several.reviewing.has_ahead("talks", pairing)


def test_what_was_read_ahead_is_dropped_when_something_changes(several, qtbot):
    pairing = several.reviewing.pairing
    qtbot.waitUntil(lambda: several.reviewing.has_ahead("ferry", pairing))
    say(several.session.project, "ben", NOTHING._replace(id="more"), document="ferry")
    assert not several.reviewing.has_ahead("ferry", pairing)


def test_a_screen_reader_finds_the_cards(several, hands):
    hands.press(Qt.Key.Key_Q)
    view = several.queue.view
    found = QAccessible.queryAccessibleInterface(view)
    assert (found.text(QAccessible.Text.Name), found.childCount()) == ("Differences", 4)
    card = found.child(1)
    assert card.text(QAccessible.Text.Name).startswith("Ferry line opens, “Ilse Varga”, label")
    place = view.visualRect(several.queue.model.index(1))
    assert card.rect().height() == place.height()
