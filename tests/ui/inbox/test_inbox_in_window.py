"""The inbox in the window, by real keys: read, accepted, contested, discussed, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from annotator.edits.edit import AddRelation, AddSpan, RelabelSpan, SetStatus
from annotator.model.relation import Relation
from annotator.project.review import Pairing, Ruling
from tests.builders import TEXT, make_span
from tests.ui.ferry_project import FERRY
from tests.ui.windows import CTRL, SHIFT


class Case:
    """Two have labelled the talks and another article, mara has settled all; ben looks."""

    def __init__(self, window, hands) -> None:
        self.window, self.hands = window, hands
        self.project = window.session.project
        self.ids = {name: self.project.sign_in(name).id for name in ("ana", "ben", "mara")}
        self.pairing = Pairing(self.ids["ana"], self.ids["ben"])

    def label(self, name, *edits, document="talks"):
        self.project.sign_in(name)
        for edit in (*edits, SetStatus("finished")):
            self.project.apply(edit, document)

    def settle(self, choices, document="talks"):
        """mara decides, in reading order."""
        self.project.sign_in("mara")
        cases = self.project.review.cases(document, self.pairing)
        rulings = [
            Ruling(document, self.pairing, case.difference, choice, reason="slip")
            for case, choice in zip(cases, choices, strict=True)
        ]
        self.project.review.settle(rulings)

    def look(self, name):
        """Somebody sits down and opens the inbox."""
        assert self.window.session.sign_in(name)
        self.hands.settle()
        self.hands.press(Qt.Key.Key_I, CTRL | SHIFT)
        self.hands.settle()

    @property
    def side(self):
        return self.window.page.side

    @property
    def inbox(self):
        return self.side.inbox

    @property
    def panel(self):
        return self.side.panel

    def labels(self, name, document="talks"):
        mine = self.project.annotation_set(document, self.ids[name])
        return {one.covered_text(TEXT): one.label for one in mine.spans.values()}

    def states(self):
        return [one.row.state for one in self.inbox.rows]

    def spoken(self, row):
        return self.panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def case(opened, hands):
    case = Case(opened, hands)
    for name, label in (("ana", "p"), ("ben", "o")):
        case.label(
            name,
            AddSpan(make_span(TEXT, "Ilse Varga", label, f"v-{name}")),
            AddSpan(make_span(TEXT, "Norrow Lines", "o", f"n-{name}")),
        )
    case.label("ben", AddSpan(make_span(TEXT, "Monday", "c", "m-ben")))
    case.label("ana", AddRelation(Relation("r-ana", "w", "v-ana", "n-ana")))
    case.settle(["first", "first", "neither"])
    return case


def test_the_top_bar_says_how_much_waits(case, hands):
    button = case.window.top.inbox_button
    assert case.window.session.sign_in("ana")
    hands.settle()
    assert button.isHidden()
    assert case.window.session.sign_in("ben")
    hands.settle()
    assert button.isVisible() and button.text() == "Inbox 3"
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == (
        "Inbox, 3 waiting"
    )


def test_a_click_in_the_top_bar_opens_it(case, hands, qtbot):
    assert case.window.session.sign_in("ben")
    hands.settle()
    qtbot.mouseClick(case.window.top.inbox_button, Qt.MouseButton.LeftButton)
    assert case.side.is_open and not case.window.page.inspector.isVisible()


def test_it_shows_before_and_after_who_and_why(case):
    case.look("ben")
    assert case.panel.heading.text() == "INBOX · 3 WAITING"
    assert case.side.has_focus()
    assert case.spoken(0) == "Council opens ferry talks, 3 changes"
    assert case.spoken(1).startswith("“Ilse Varga”, label, ORGANISATION → PERSON, mara · ")
    assert case.spoken(1).endswith(" · slip")
    assert "nothing → works for" in case.spoken(2)
    assert "CLAIM → nothing here" in case.spoken(3)


def test_each_key_accepts_and_goes_on(case, hands):
    case.look("ben")
    for count in (2, 1, 0):
        hands.press(Qt.Key.Key_A)
        assert case.inbox.waiting_count == count
    assert case.labels("ben") == {"Ilse Varga": "p", "Norrow Lines": "o"}
    assert len(case.project.annotation_set("talks").relations) == 1
    assert case.states() == ["accepted"] * 3
    assert case.window.top.inbox_button.text() == "Inbox"
    assert case.panel.heading.text() == "INBOX"


def test_in_a_small_window_words_are_whole_and_the_article_is_named(case, hands):
    case.window.resize(1024, 500)
    case.look("ben")
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_A)
    for _ in ("closed", "opened"):
        hands.press(Qt.Key.Key_I, CTRL | SHIFT)
        hands.settle()
    hands.press(Qt.Key.Key_Home)
    hands.settle()
    view, model = case.panel.view, case.panel.model
    assert view.viewport().rect().contains(view.visualRect(model.index(0)).center())
    for button in (case.panel.accept_all, case.panel.accepted):
        assert button.isVisible() and button.width() >= button.sizeHint().width()


def test_undo_goes_back_to_the_card(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_A)
    assert case.inbox.current == 1
    hands.press(Qt.Key.Key_Z, CTRL)
    assert case.labels("ben")["Ilse Varga"] == "o"
    assert (case.inbox.current, case.inbox.waiting_count) == (0, 3)
    assert case.side.has_focus()
    hands.press(Qt.Key.Key_Y, CTRL)
    assert case.labels("ben")["Ilse Varga"] == "p"
    assert case.states()[0] == "accepted"


def test_what_cannot_be_accepted_yet_says_why(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_A)
    assert case.states()[1] == "waiting"
    assert case.window.status_bar.message_tone() == "bad"
    assert "works for" in case.window.status_bar.message()


def test_walking_shows_the_place_and_what_was_decided(case, hands):
    case.look("ben")
    view = case.window.page.view
    assert view.second.name == "decided by mara"
    assert [one.label for one in view.second.annotation_set.spans.values()] == ["p"]
    hands.press(Qt.Key.Key_J)
    assert len(view.second.annotation_set.spans) == 2
    hands.press(Qt.Key.Key_Down)
    assert case.inbox.current == 2
    assert view.second.annotation_set is None
    hands.press(Qt.Key.Key_K)
    hands.press(Qt.Key.Key_Home)
    assert case.inbox.current == 0
    hands.press(Qt.Key.Key_End)
    assert case.inbox.current == 2


def test_enter_goes_into_the_text_and_the_key_back(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_Return)
    assert case.window.page.is_in_text()
    assert case.window.session.selection.spans == ("v-ben",)
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    assert case.side.has_focus()
    hands.press(Qt.Key.Key_Escape)
    assert case.window.page.is_in_text() and case.side.is_open
    hands.press(Qt.Key.Key_1)
    assert case.labels("ben")["Ilse Varga"] == "p"


def test_the_key_closes_it_from_inside(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    assert not case.side.is_open and case.window.page.is_in_text()
    assert case.window.page.inspector.isVisible()
    assert case.window.page.view.second.annotation_set is None
    assert not case.window.can_run("accept_change")
    hands.press(Qt.Key.Key_A)
    assert case.labels("ben")["Ilse Varga"] == "o"


def test_contested_with_words_and_taken_back(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_C)
    hands.type("She is <b>theirs</b>")
    hands.press(Qt.Key.Key_Return)
    assert case.states()[0] == "contested"
    assert case.side.has_focus() and case.inbox.current == 1
    assert "contested: “She is <b>theirs</b>”" in case.spoken(1)
    (verdict,) = [one for one in case.project.review.verdicts() if one.objectors]
    assert [one.about for one in case.project.review.remarks("talks")] == [verdict.id]
    hands.press(Qt.Key.Key_K)
    hands.press(Qt.Key.Key_Backspace)
    assert case.states()[0] == "waiting"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert case.states()[0] == "contested"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert case.states()[0] == "waiting"
    assert case.project.review.remarks("talks") == []


def test_esc_contests_nothing(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_C)
    hands.type("No")
    hands.press(Qt.Key.Key_Escape)
    assert case.states()[0] == "waiting"
    assert case.side.has_focus() and case.panel.objection.isHidden()


def test_a_discussion(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_D)
    hands.type("Why?")
    hands.press(Qt.Key.Key_Return)
    (remark,) = case.project.review.remarks("talks")
    assert (remark.text, remark.about) == ("Why?", case.inbox.told.row.about)
    hands.press(Qt.Key.Key_Escape)
    assert case.panel.view.hasFocus()
    case.project.sign_in("mara")
    case.project.review.say("talks", remark.about, "See rule 3.")
    assert case.window.session.sign_in("ben")
    hands.settle()
    assert "1 remark waits for your answer" in case.spoken(1)
    case.panel.discussion.close_button.click()
    assert "remark" not in case.spoken(1)


def test_all_of_an_article_once_it_was_looked_at(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_A, SHIFT)
    assert "2 changes of this article not looked at yet" in case.window.status_bar.message()
    assert (case.inbox.current, case.inbox.waiting_count) == (1, 3)
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_A, SHIFT)
    assert case.inbox.waiting_count == 0
    assert case.labels("ben") == {"Ilse Varga": "p", "Norrow Lines": "o"}
    hands.press(Qt.Key.Key_Z, CTRL)
    assert case.inbox.waiting_count == 3
    assert case.labels("ben")["Ilse Varga"] == "o"


def test_the_next_article_opens_by_itself(case, hands):
    for name, label in (("ana", "p"), ("ben", "o")):
        span = make_span(FERRY, "Norrow", label, f"s-{name}")
        case.label(name, AddSpan(span), document="ferry")
    case.settle(["first"], "ferry")
    case.look("ben")
    assert case.panel.model.rowCount() == 6
    hands.press(Qt.Key.Key_End)
    assert case.window.session.document.id == "ferry"
    assert case.side.has_focus()
    assert case.window.page.view.second.annotation_set is not None
    case.window.session.open_document("talks")
    assert case.window.page.view.second.annotation_set is None
    hands.press(Qt.Key.Key_A)
    assert case.project.annotation_set("ferry").spans["s-ben"].label == "p"


def test_a_click_on_a_card_goes_there(case, qtbot):
    case.look("ben")
    place = case.panel.view.visualRect(case.panel.model.index_of(2)).center()
    qtbot.mouseClick(case.panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert case.inbox.current == 2
    assert case.window.page.is_in_text()
    assert case.window.session.selection.spans == ("m-ben",)
    top = case.panel.view.visualRect(case.panel.model.index(0)).center()
    qtbot.mouseClick(case.panel.view.viewport(), Qt.MouseButton.LeftButton, pos=top)
    assert case.inbox.current == 2


def test_with_very_many_only_the_article_one_is_at_is_open(case, hands, qtbot, monkeypatch):
    monkeypatch.setattr("annotator.ui.inbox.inbox_model._MOST_CARDS", 3)
    for name, label in (("ana", "p"), ("ben", "o")):
        span = make_span(FERRY, "Norrow", label, f"s-{name}")
        case.label(name, AddSpan(span), document="ferry")
    case.settle(["first"], "ferry")
    case.look("ben")
    model, view = case.panel.model, case.panel.view
    assert model.rowCount() == 5  # two headings, the three cards of the first
    assert case.spoken(4) == "Ferry line opens, 1 change"
    place = view.visualRect(model.index(4)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert case.window.session.document.id == "ferry"
    assert model.rowCount() == 3 and case.inbox.current == 3
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    hands.press(Qt.Key.Key_K)
    assert model.rowCount() == 5 and case.window.session.document.id == "talks"
    hands.press(Qt.Key.Key_A)
    assert case.inbox.waiting_count == 3


def test_what_one_changes_meanwhile_is_seen(case, hands, qtbot):
    case.look("ben")
    case.window.session.apply(RelabelSpan("v-ben", "r"))
    qtbot.waitUntil(lambda: case.states()[0] == "stale")
    assert "your labels have changed since" in case.spoken(1)
    case.window.session.apply(RelabelSpan("v-ben", "p"))
    qtbot.waitUntil(lambda: len(case.inbox.rows) == 2)


def test_what_was_accepted_before_can_be_shown(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    assert case.states() == ["waiting"] * 2
    assert case.panel.accepted.text() == "1 accepted change"
    case.panel.accepted.click()
    assert case.states() == ["accepted", "waiting", "waiting"]
    hands.press(Qt.Key.Key_Home)


def test_empty_it_says_what_it_is_for(opened, hands):
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    hands.settle()
    panel = opened.page.side.panel
    assert panel.nothing.isVisible() and "Nothing waits for you" in panel.nothing.text()
    assert panel.close_button.hasFocus()
    for key in (Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_J):
        hands.press(key)
    for action in ("accept_change", "accept_article", "contest_change", "take_back_answer"):
        opened.run(action)
    hands.press(Qt.Key.Key_Space)
    assert not opened.page.side.is_open


def test_the_inspector_comes_back_when_it_is_asked_for(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_F9, SHIFT)
    assert not case.side.is_open and case.window.page.inspector.isVisible()
    case.window.session.selection.select_spans(["v-ben"])
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_N)
    assert case.window.page.inspector.note.field.hasFocus()


def test_a_colleague_below_the_text_comes_back(case, hands):
    assert case.window.session.sign_in("ben")
    hands.settle()
    from annotator.ui.colleagues import list_colleagues

    ana = next(one for one in list_colleagues(case.window.session) if one.name == "ana")
    case.window.page.show_colleague(ana)
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    assert case.window.page.view.second.name == "decided by mara"
    hands.press(Qt.Key.Key_I, CTRL | SHIFT)
    assert case.window.page.view.second.name == "ana"


def test_from_the_review_it_goes_to_where_one_annotates(case, hands):
    hands.press(Qt.Key.Key_2, CTRL)
    case.look("ben")
    assert case.window.place == "annotate" and case.side.has_focus()


def test_nothing_of_it_is_left_for_somebody_else(case):
    case.look("ben")
    assert case.window.session.sign_in("ana")
    assert case.inbox.rows == [] and case.inbox.waiting_count == 0
    assert "Looking" in case.panel.nothing.text()
    assert case.window.top.inbox_button.isHidden()
    case.hands.settle()
    assert "Nothing waits" in case.panel.nothing.text()


def test_help_there_is_of_the_inbox(case):
    from annotator.ui.commands import help_page_for

    case.look("ben")
    assert help_page_for(case.window) == "inbox"


def test_the_status_bar_hints_at_its_keys(case, hands):
    case.look("ben")
    assert "J next" in case.window.status_bar.hint()
    hands.press(Qt.Key.Key_Escape)
    assert "J next" not in case.window.status_bar.hint()


def test_f6_goes_through_it(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_F6)
    assert case.window.page.articles.isAncestorOf(case.window.focusWidget())
    hands.press(Qt.Key.Key_F6, SHIFT)
    assert case.panel.view.hasFocus()


def test_in_a_narrow_window_the_list_yields(case, qtbot):
    case.look("ben")
    case.window.resize(900, 700)
    qtbot.waitUntil(lambda: not case.window.page.articles.isVisible())
    assert case.panel.isVisible()


def test_text_only_hides_it_and_the_key_brings_it_back(case, hands, qtbot):
    case.look("ben")
    hands.press(Qt.Key.Key_F11)
    assert not case.panel.isVisible()
    case.window.run("inbox")
    qtbot.waitUntil(case.panel.isVisible)


def test_everything_has_a_name(case):
    from tests.ui.test_accessible_names import nameless, roleless

    case.look("ben")
    assert nameless(case.window) == []
    assert roleless(case.window) == []


def test_whoever_only_looks_is_refused_with_a_word(case, hands, window):
    path = case.project.path
    case.project.flush()
    assert case.window.close_project()
    from annotator.project.project import Project

    assert window.show_project(Project.open(path, annotator="ben", is_read_only=True))
    hands.settle()
    window.run("inbox")
    hands.press(Qt.Key.Key_A)
    assert window.status_bar.message_tone() == "bad"
    assert window.page.side.inbox.waiting_count == 3


def test_the_selected_span_is_discussed_from_the_text(case, hands):
    case.look("ben")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_D, CTRL)
    assert not case.side.is_open
    hands.type("Is it?")
    hands.press(Qt.Key.Key_Return)
    assert [one.text for one in case.project.review.remarks("talks")] == ["Is it?"]
    hands.press(Qt.Key.Key_Escape)
    assert case.window.page.is_in_text()
    case.window.session.selection.clear()
    hands.press(Qt.Key.Key_D, CTRL)
    assert "Select a span" in case.window.status_bar.message()
