"""The review in the window, by real keys: differences settled, put right, undone, discussed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddRelation, AddSpan, SetDocumentLabels
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.dialogs.chooser import Chooser
from tests.builders import TEXT, make_span
from tests.ui.windows import CTRL


def dialogs(kind):
    """The dialogs of a kind that stand open."""
    return [one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()]


@pytest.fixture
def reviewed(opened, hands):
    """Two people have labelled the talks; mara opens the review of it."""
    project = opened.session.project
    for name, label in (("ana", "p"), ("ben", "o")):
        project.sign_in(name)
        project.apply(AddSpan(make_span(TEXT, "Ilse Varga", label, f"v-{name}")), "talks")
        project.apply(AddSpan(make_span(TEXT, "Norrow Lines", "o", f"n-{name}")), "talks")
    project.apply(AddSpan(make_span(TEXT, "Monday", "c", "m-ben")), "talks")
    project.apply(SetDocumentLabels(frozenset({"d1"})), "talks")
    project.sign_in("ana")
    project.apply(AddRelation(Relation("r-ana", "w", "v-ana", "n-ana")), "talks")
    assert opened.session.sign_in("mara")
    hands.press(Qt.Key.Key_2, CTRL)
    hands.settle()
    assert opened.place == "review"
    return opened.review_page


def kinds(page):
    return [one.difference.kind for one in page.reviewing.cases]


def verdicts(page):
    return {
        (one.difference.kind if one.difference else "added"): one
        for one in page.session.project.review.verdicts("talks")
    }


def test_only_what_differs_is_in_the_queue(reviewed):
    assert reviewed.reviewing.names == ("ana", "ben")
    assert kinds(reviewed) == ["document_label", "label", "relation", "extra"]
    assert reviewed.queue.heading.text() == "4 DIFFERENCES · 4 OPEN"
    assert reviewed.view.index.spans.keys() == {"v-ana", "n-ana"}
    assert reviewed.view.second.annotation_set.spans.keys() == {"v-ben", "n-ben", "m-ben"}


def test_each_key_decides_and_goes_on(reviewed, hands):
    for key in (Qt.Key.Key_S, Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_X):
        hands.press(key)
    assert {kind: one.choice for kind, one in verdicts(reviewed).items()} == {
        "document_label": "second",
        "label": "first",
        "relation": "both",
        "extra": "neither",
    }
    assert reviewed.queue.heading.text() == "4 DIFFERENCES · ALL SETTLED"
    assert reviewed.queue.figures.value("Differences settled") == "4 of 4"
    hands.settle()
    assert reviewed.queue.progress.count.text() == "1 of 1"


def test_undo_goes_back_to_the_case(reviewed, hands):
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_A)
    assert reviewed.reviewing.current == 2
    hands.press(Qt.Key.Key_Z, CTRL)
    assert reviewed.reviewing.current == 1
    assert list(verdicts(reviewed)) == ["document_label"]


def test_j_and_k_go_on_and_back_and_backspace_reopens(reviewed, hands):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_K)
    assert reviewed.reviewing.current == 1
    assert not reviewed.reviewing.case.is_open
    hands.press(Qt.Key.Key_Backspace)
    assert reviewed.reviewing.case.is_open and verdicts(reviewed) == {}


def test_what_the_reviewer_puts_right_is_the_verdict(reviewed, hands):
    before = list(reviewed.session.project.annotation_sets("talks"))
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_E)
    assert reviewed.proposal is not None
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_Escape)
    assert reviewed.proposal is None
    (made,) = verdicts(reviewed)["label"].outcome
    assert (made.label, made.covered_text(TEXT)) == ("r", "Ilse Varga")
    assert list(reviewed.session.project.annotation_sets("talks")) == before


def test_editing_that_changes_nothing_decides_nothing(reviewed, hands):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_Escape)
    assert verdicts(reviewed) == {} and reviewed.reviewing.current == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_X])
def test_the_keys_of_the_sides_decide_nothing_while_one_edits(reviewed, hands, key):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_E)
    hands.press(key)
    assert reviewed.proposal is not None
    assert verdicts(reviewed) == {} and reviewed.reviewing.current == 1


@pytest.mark.parametrize(
    "action", ["choose_first", "choose_second", "choose_both", "choose_neither"]
)
def test_no_other_way_decides_while_one_edits(opened, reviewed, hands, action):
    told = []
    reviewed.session.said.connect(lambda words, can_undo: told.append(words))
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_3)
    opened.run(action)  # as the palette does
    assert verdicts(reviewed) == {} and reviewed.reviewing.current == 1
    assert told[-1] == "You are editing this: Esc ends that, then decide."
    hands.press(Qt.Key.Key_Escape)
    assert [(kind, one.choice) for kind, one in verdicts(reviewed).items()] == [("label", "edited")]


def test_what_was_put_right_is_about_its_own_case_wherever_one_has_gone(reviewed, hands, qtbot):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_3)
    rows = reviewed.queue.view
    place = rows.visualRect(reviewed.queue.model.index(3)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reviewed.reviewing.current == 3
    reviewed.focus_text()
    hands.press(Qt.Key.Key_Escape)
    assert [(kind, one.choice) for kind, one in verdicts(reviewed).items()] == [("label", "edited")]


def test_what_was_put_right_is_kept_where_one_goes_elsewhere(reviewed, hands):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_E)
    hands.press(Qt.Key.Key_3)
    reviewed.session.close_document()
    assert reviewed.proposal is None
    assert [(kind, one.choice) for kind, one in verdicts(reviewed).items()] == [("label", "edited")]


def test_a_document_label_cannot_be_edited_in_the_text(reviewed, hands):
    hands.press(Qt.Key.Key_E)
    assert reviewed.proposal is None


def test_what_both_missed_is_added(reviewed, hands):
    told = []
    reviewed.session.said.connect(lambda words, can_undo: told.append((words, can_undo)))
    start = TEXT.index("harbour master")
    reviewed.selection.select_text(start, start + len("harbour master"))
    hands.press(Qt.Key.Key_3)
    (made,) = verdicts(reviewed)["added"].outcome
    assert (made.label, made.covered_text(TEXT)) == ("r", "harbour master")
    assert reviewed.queue.model.rowCount() == 5
    curated = reviewed.session.project.review.curated("talks")
    assert "added" in curated.provenance.values()
    assert told == [("Added to the curated set, behind the differences.", True)]
    assert reviewed.selection.text is None


def test_a_label_key_alone_changes_nothing(reviewed, hands):
    hands.press(Qt.Key.Key_1)
    assert verdicts(reviewed) == {}
    assert len(reviewed.view.index.spans) == 2


def test_reason_comment_and_flag_go_with_the_decision(reviewed, hands, qtbot):
    hands.press(Qt.Key.Key_W)
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_C)
    hands.type("see rule 3")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_G)
    assert reviewed.queue.said.line.text() == "slip · “see rule 3” · guideline needs work"
    hands.press(Qt.Key.Key_A)
    verdict = verdicts(reviewed)["document_label"]
    assert (verdict.reason, verdict.comment, verdict.needs_guideline) == (
        "slip",
        "see rule 3",
        True,
    )
    hands.press(Qt.Key.Key_K)
    hands.press(Qt.Key.Key_G)
    assert not verdicts(reviewed)["document_label"].needs_guideline


def test_a_discussion(reviewed, hands):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_R)
    hands.type("Is <b>she</b> one?")
    hands.press(Qt.Key.Key_Return)
    (remark,) = reviewed.session.project.review.remarks("talks")
    assert (remark.text, remark.about) == ("Is <b>she</b> one?", "v-ana")
    hands.press(Qt.Key.Key_Escape)
    assert reviewed.is_in_text()


# ---- what the annotators say to it --------------------------------------------------------------


def answer(page, hands, name, act):
    """Somebody answers the verdict on the label, and mara looks again."""
    project = page.session.project
    project.sign_in(name)
    act(project.review, verdicts(page)["label"].id)
    project.sign_in("mara")
    hands.settle()


def words_of(page, place):
    return page.queue.model.index(place).data(Qt.ItemDataRole.AccessibleTextRole)


def test_what_is_contested_is_open_again_with_the_annotators_words(reviewed, hands):
    for key in (Qt.Key.Key_S, Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_X):
        hands.press(key)
    answer(reviewed, hands, "ben", lambda review, id: review.contest(id, "Ask <b>her</b>."))
    assert reviewed.queue.heading.text() == "4 DIFFERENCES · 1 OPEN"
    assert "contested by ben: “Ask <b>her</b>.” · decided: ana" in words_of(reviewed, 1)
    hands.press(Qt.Key.Key_U)
    assert reviewed.reviewing.current == 1
    assert [one.text for one in reviewed.reviewing.remarks()] == ["Ask <b>her</b>."]
    hands.press(Qt.Key.Key_C)
    hands.type("It is her name")
    hands.press(Qt.Key.Key_Return)
    assert reviewed.reviewing.case.is_open
    hands.press(Qt.Key.Key_A)
    verdict = verdicts(reviewed)["label"]
    assert (verdict.choice, verdict.comment, verdict.answers) == ("first", "It is her name", ())
    assert reviewed.queue.heading.text() == "4 DIFFERENCES · ALL SETTLED"
    hands.press(Qt.Key.Key_Z, CTRL)
    assert reviewed.reviewing.case.is_contested


def test_what_was_accepted_stands_behind_the_queue(reviewed, hands):
    hands.press(Qt.Key.Key_J)
    hands.press(Qt.Key.Key_A)
    answer(reviewed, hands, "ben", lambda review, id: review.accept([id]))
    assert "label" not in kinds(reviewed)
    place = len(reviewed.reviewing.cases)
    assert words_of(reviewed, place).endswith(
        "ana PERSON · ben ORGANISATION, ✓ ana · accepted by ben"
    )
    reviewed.reviewing.go_to(place)
    hands.press(Qt.Key.Key_A)
    assert verdicts(reviewed)["label"].choice == "first"


@pytest.mark.parametrize(("key", "is_kept"), [(Qt.Key.Key_A, True), (Qt.Key.Key_X, False)])
def test_what_was_added_and_is_contested_stays_or_goes(reviewed, hands, key, is_kept):
    start = TEXT.index("harbour master")
    reviewed.selection.select_text(start, start + len("harbour master"))
    hands.press(Qt.Key.Key_3)
    project = reviewed.session.project
    project.sign_in("ben")
    project.review.contest(verdicts(reviewed)["added"].id, "No.")
    project.sign_in("mara")
    place = len(reviewed.reviewing.cases)
    assert "contested by ben: “No.”" in words_of(reviewed, place)
    reviewed.reviewing.go_to(place)
    hands.press(key)
    kept = verdicts(reviewed).get("added")
    assert (kept is not None and kept.objectors == ()) is is_kept


def test_a_click_on_a_span_is_the_way_to_its_case(reviewed):
    reviewed.selection.select_spans(["v-ana"])
    assert reviewed.reviewing.current == 1


def test_a_card_is_the_way_to_its_case(reviewed, qtbot):
    view = reviewed.queue.view
    place = view.visualRect(reviewed.queue.model.index(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reviewed.reviewing.current == 2
    assert reviewed.is_in_text()


def test_others_can_be_compared(reviewed, hands):
    hands.press(Qt.Key.Key_P)
    (chooser,) = dialogs(Chooser)
    assert "ben alone" in chooser.shown_texts()
    hands.type("ben alone")
    hands.press(Qt.Key.Key_Return)
    assert reviewed.reviewing.names == ("ben", "")
    assert set(kinds(reviewed)) == {"missing", "document_label"}


def test_back_to_annotate_and_to_review_again(reviewed, opened, hands):
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_1, CTRL)
    assert opened.place == "annotate" and opened.page.is_in_text()
    hands.press(Qt.Key.Key_A)
    assert len(verdicts(reviewed)) == 1
    hands.press(Qt.Key.Key_2, CTRL)
    assert reviewed.reviewing.open_count == 3


def test_what_an_annotator_changes_meanwhile_is_seen(reviewed, opened):
    project = opened.session.project
    project.sign_in("ben")
    project.apply(AddSpan(Span("new", "c", ((0, 7),))), "talks")
    assert reviewed.reviewing.open_count == 5


def test_an_article_that_nobody_has_labelled(opened, hands):
    hands.press(Qt.Key.Key_2, CTRL)
    assert opened.review_page.reviewing.pairing is None
    assert "Nobody has labelled" in opened.review_page.queue.nothing.text()
    hands.press(Qt.Key.Key_A)
    assert opened.session.project.review.verdicts() == []


def test_hostile_words_are_only_words(reviewed, opened):
    project = opened.session.project
    project.sign_in("<b>ben</b> & co")
    project.apply(AddSpan(make_span(TEXT, "June", "c", "j")), "talks")
    assert opened.session.sign_in("mara")
    names = [one.name for one in reviewed.reviewing.people]
    assert "<b>ben</b> & co" in names
