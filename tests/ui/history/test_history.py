"""The history in the window, by real keys and the mouse."""

from datetime import date
from shutil import copy

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddRelation, AddSpan, CorrectMeta, RelabelSpan, RemoveSpan
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.ui.history.dialog import HistoryDialog
from annotator.ui.history.filters import days_of
from annotator.ui.history.lines import Line
from annotator.ui.history.model import HeadingRole, HistoryModel, day_words
from annotator.ui.tasks import running_tasks
from tests.builders import make_set, make_span
from tests.project.building import bring, make_project
from tests.ui.windows import CTRL, SHIFT, Hands

TEXTS = {
    "alpha": "Ilse Varga met Norrow Lines on Monday.",
    "beta": "The <b>council</b> of Wend voted.",
}


@pytest.fixture
def opened(window, qtbot, tmp_path):
    """maria has labelled two spans on alpha and related them, relabelled one, deleted and made
    another; jon's labels on it came in, and she corrected what is known about beta."""
    documents = [Document(id, text, Meta(f"<i>{id}</i>")) for id, text in TEXTS.items()]
    project = make_project(tmp_path, documents, annotator="maria")
    monday = make_span(TEXTS["alpha"], "Monday", "c", "monday")
    for edit in (
        AddSpan(make_span(TEXTS["alpha"], "Ilse Varga", "p", "varga")),
        AddSpan(make_span(TEXTS["alpha"], "Norrow Lines", "o", "lines")),
        AddRelation(Relation("works", "w", "varga", "lines")),
        AddSpan(monday),
        RemoveSpan("monday"),
        AddSpan(make_span(TEXTS["alpha"], "met", "c", "met")),
    ):
        project.apply(edit, "alpha")
    theirs = make_span(TEXTS["alpha"], "Norrow", "o", "theirs")
    bring(project, sets=[make_set(theirs, document="alpha", annotator="jon")], import_id="jon")
    project.apply_to_project(CorrectMeta("beta", Meta("Council")))
    project.apply(AddSpan(make_span(TEXTS["beta"], "Wend", "o", "wend")), "beta")
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    window.session.open_document("alpha")
    window.page.focus_text()
    return window


def dialogs():
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, HistoryDialog) and one.isVisible()
    ]


def shown(qtbot, window, modifiers=CTRL):
    hands = Hands(qtbot, window)
    hands.press(Qt.Key.Key_H, modifiers)
    (dialog,) = dialogs()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    rest(qtbot, dialog)
    return dialog


def rest(qtbot, dialog):
    """Wait until nothing is read any more."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not dialog._pause.isActive() and not running_tasks())


@pytest.fixture
def dialog(opened, qtbot):
    return shown(qtbot, opened)


def told(dialog):
    """What is in the list: days as they are, acts in words."""
    model = dialog.model
    rows = range(model.rowCount())
    return [line.words if (line := model.line(row)) else heading(model, row) for row in rows]


def heading(model, row):
    return f"[{model.index(row).data(HeadingRole)}]"


def press(qtbot, dialog, key, modifiers=Qt.KeyboardModifier.NoModifier, times=1):
    for _ in range(times):
        Hands(qtbot, dialog).press(key, modifiers)
    rest(qtbot, dialog)


def spans_shown(dialog):
    return {id: span.label for id, span in dialog.past.view.index.spans.items()}


OF_ALPHA = [
    "brought in 1 annotation set",
    "labelled “met” CLAIM",
    "deleted “Monday”",
    "labelled “Monday” CLAIM",
    "related “Ilse Varga” works for “Norrow Lines”",
    "labelled “Norrow Lines” ORGANISATION",
    "labelled “Ilse Varga” PERSON",
    "brought in 2 articles",
]


def test_an_article_by_days_newest_first(dialog):
    day, *acts = told(dialog)
    assert day == "[Today]"
    assert [acts[0], *acts[2:4]] == [OF_ALPHA[0], *OF_ALPHA[2:4]]
    assert len(acts) == len(OF_ALPHA)
    assert dialog.list.hasFocus()
    assert dialog.line.words == OF_ALPHA[0]
    assert not dialog.model.flags(dialog.model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    row = dialog.model.index(2).data()
    assert row.startswith("labelled “met” CLAIM, ")
    assert row.endswith(" · maria")


def test_arrow_keys_step_through_time(qtbot, dialog):
    assert set(spans_shown(dialog)) == {"varga", "lines", "met"}
    assert dialog.past.became.text().endswith("Nothing differs from now.")
    assert not dialog.all_button.isEnabled()
    press(qtbot, dialog, Qt.Key.Key_Down, times=3)
    assert dialog.line.words == "labelled “Monday” CLAIM"
    assert set(spans_shown(dialog)) == {"varga", "lines", "monday"}
    assert dialog.past.heading.text().startswith("As it was on ")
    assert dialog.past.below.text().startswith("after: labelled “Monday” CLAIM · maria")
    assert dialog.past.became.text() == (
        "Then 3 spans, 1 relation. Since then: 1 gone, 1 new. Above: then. Below: now."
    )
    second = dialog.past.view.second.annotation_set
    assert set(second.spans) == {"met"}
    disputed = dialog.past.view.disputed
    assert disputed.annotations == {"monday", "met"}
    assert disputed.current == {"monday"}
    press(qtbot, dialog, Qt.Key.Key_End)
    assert dialog.line.words == "brought in 2 articles"
    assert spans_shown(dialog) == {}
    press(qtbot, dialog, Qt.Key.Key_Home)
    assert dialog.line.words == OF_ALPHA[0]
    press(qtbot, dialog, Qt.Key.Key_Up)
    assert dialog.line.words == OF_ALPHA[0]


def test_all_is_put_back_and_taken_back(qtbot, opened, dialog):
    said = []
    opened.session.said.connect(lambda words, can_undo: said.append((words, can_undo)))
    project = opened.session.project
    now = project.annotation_set("alpha")
    press(qtbot, dialog, Qt.Key.Key_Down, times=3)
    was = project.timeline.state("alpha", dialog.line.seq).sets[0]
    QTest.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    rest(qtbot, dialog)
    assert project.annotation_set("alpha") == was
    assert dict(opened.page.view.index.spans) == dict(was.spans)
    assert said == [("Put back what was there then: 2 changes.", True)]
    assert dialog.words.text() == said[0][0]
    assert dialog.line.words == "restored what was there before: 2 changes"
    press(qtbot, dialog, Qt.Key.Key_Z, CTRL)
    assert project.annotation_set("alpha") == now
    assert dialog.words.text() == "Taken back."
    assert dialog.line.words.startswith("undid: restored")


def test_one_span_alone_is_put_back(qtbot, opened, dialog):
    press(qtbot, dialog, Qt.Key.Key_Down, times=3)
    assert not dialog.selected_button.isEnabled()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.past.view.hasFocus()
    press(qtbot, dialog, Qt.Key.Key_Tab, times=3)
    assert dialog.past.chosen() == ["monday"]
    press(qtbot, dialog, Qt.Key.Key_Return, CTRL)
    mine = opened.session.project.annotation_set("alpha")
    assert set(mine.spans) == {"varga", "lines", "monday", "met"}


def test_nothing_can_be_changed_in_the_past(qtbot, opened, dialog):
    before = opened.session.project.annotation_set("alpha")
    press(qtbot, dialog, Qt.Key.Key_Down, times=3)
    press(qtbot, dialog, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_Delete, Qt.Key.Key_R, Qt.Key.Key_F):
        press(qtbot, dialog, key)
    assert opened.session.project.annotation_set("alpha") == before
    press(qtbot, dialog, Qt.Key.Key_Escape)
    assert dialog.list.hasFocus()
    Hands(qtbot, dialog).press(Qt.Key.Key_Escape)
    assert dialogs() == []


def test_anothers_labels_are_seen_and_not_put_back(qtbot, opened, dialog):
    whose = dialog.past.whose
    assert whose.currentText() == "maria (me)"
    press(qtbot, dialog, Qt.Key.Key_Down, times=3)
    whose.setCurrentIndex(1)
    assert whose.currentText() == "jon"
    assert spans_shown(dialog) == {}
    assert set(dialog.past.view.second.annotation_set.spans) == {"theirs"}
    assert not dialog.all_button.isEnabled()
    assert "Only your own labels can be put back." in dialog.all_button.toolTip()


def test_the_whole_project(qtbot, opened):
    dialog = shown(qtbot, opened, CTRL | SHIFT)
    day, newest, corrected, *_ = told(dialog)
    assert (day, newest) == ("[Today]", "labelled “Wend” ORGANISATION")
    assert corrected == "corrected what is known about “Council”"
    assert dialog.line.title == "Council"
    assert dialog.past.past.document.id == "beta"
    assert dialog.open_button.isVisible()
    row = next(at for at, words in enumerate(told(dialog)) if words == OF_ALPHA[0])
    press(qtbot, dialog, Qt.Key.Key_Down, times=row - 1)
    assert dialog.past.heading.text() == "This act is about no one article."
    press(qtbot, dialog, Qt.Key.Key_Home)
    QTest.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    Hands(qtbot, opened).settle()
    assert dialogs() == []
    assert opened.session.document.id == "beta"


def test_narrowed_and_nothing_left(qtbot, opened, dialog):
    kind = dialog.filters.kind
    kind.setCurrentIndex(kind.findText("what came in"))
    rest(qtbot, dialog)
    assert told(dialog)[1:] == ["brought in 1 annotation set", "brought in 2 articles"]
    kind.setCurrentIndex(0)
    who = dialog.filters.who
    who.setCurrentIndex(who.findText("jon"))
    rest(qtbot, dialog)
    assert told(dialog) == []
    assert dialog.pages.currentWidget() is dialog.nothing
    assert dialog.nothing.heading.text() == "No act fits."
    who.setCurrentIndex(0)
    dialog.filters.day.setText("2001-0")
    rest(qtbot, dialog)
    assert len(told(dialog)) == 9
    dialog.filters.day.setText("2001-01")
    rest(qtbot, dialog)
    assert told(dialog) == []
    dialog.filters.day.setText(QDate.currentDate().toString("yyyy-MM-dd"))
    rest(qtbot, dialog)
    assert len(told(dialog)) == 9


def test_a_click_chooses_a_moment(qtbot, dialog):
    place = dialog.list.visualRect(dialog.model.index(5)).center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    rest(qtbot, dialog)
    assert dialog.line == dialog.model.line(5)
    assert set(spans_shown(dialog)) == {"varga", "lines"}


def test_older_acts_come_as_one_scrolls(qtbot, opened):
    project = opened.session.project
    for number in range(200):
        project.apply(RelabelSpan("met", "r" if number % 2 else "p"), "alpha")
    dialog = shown(qtbot, opened)
    first = dialog.model.rowCount()
    assert first < 200
    press(qtbot, dialog, Qt.Key.Key_End)
    press(qtbot, dialog, Qt.Key.Key_End)
    assert dialog.model.rowCount() == 209
    assert dialog.line.words == "brought in 2 articles"


def test_a_moment_long_ago_is_gone_to_at_once(qtbot, opened):
    project = opened.session.project
    wanted = next(act.seq for act in project.history("alpha", newest=3) if act.seq)
    for number in range(200):
        project.apply(RelabelSpan("met", "r" if number % 2 else "p"), "alpha")
    opened.page.history.open_article(wanted)
    (dialog,) = dialogs()
    rest(qtbot, dialog)
    assert dialog.line.seq == wanted


def test_days_of_the_list():
    today = QDate(2026, 11, 29)
    lines = [
        Line(3 - at, moment, "maria", "did", None, "", None, frozenset(), None, False)
        for at, moment in enumerate(
            (
                "2026-11-29T12:00:00.000+00:00",
                "2026-11-28T12:00:00.000+00:00",
                "2025-01-02T12:00:00.000+00:00",
            )
        )
    ]
    model = HistoryModel()
    model.add(lines[:2], today)
    model.add(lines[2:], today)
    assert [heading(model, row) for row in (0, 2, 4)] == [
        "[Today]",
        "[Yesterday]",
        "[2 January 2025]",
    ]
    assert model.row_of(3) == 1
    assert model.row_of(0) is None
    assert day_words(QDate(), today) == "On a day unknown"
    assert day_words(QDate(2026, 3, 1), today) == "Sunday 1 March"


def test_a_day_a_month_and_a_year_are_moments():
    for written, length in (("2026-03-24", 1), ("2026-02", 28), ("2024", 366)):
        since, until = days_of(written)
        assert (date.fromisoformat(until[:10]) - date.fromisoformat(since[:10])).days == length
    assert days_of("2026-02-31") == days_of("soon") == ("", "")


def test_from_what_made_a_span_to_its_moment(qtbot, opened):
    """The history of a span in the inspector leads to the moment in the timeline."""
    opened.session.selection.select_spans(["lines"])
    history = opened.page.inspector.history
    qtbot.waitUntil(lambda: len(history.links) == 1)
    assert history.lines[0][0] == "maria labelled a span ORGANISATION"
    QTest.mouseClick(history.links[0], Qt.MouseButton.LeftButton)
    (dialog,) = dialogs()
    rest(qtbot, dialog)
    assert dialog.line.words == "labelled “Norrow Lines” ORGANISATION"
    assert set(spans_shown(dialog)) == {"varga", "lines"}
    dialog.reject()


def test_what_a_colleague_did_in_their_file(qtbot, opened, tmp_path):
    project = opened.session.project
    project.flush()
    theirs = tmp_path / "theirs" / "jon.annotator"
    theirs.parent.mkdir()
    copy(project.path, theirs)
    with Project.open(theirs, annotator="maria") as other:
        other.apply(RemoveSpan("met"), "alpha")
    project.merge(theirs)
    dialog = shown(qtbot, opened)
    _, taken, elsewhere, *_ = told(dialog)
    assert taken.startswith("took in jon.annotator")
    assert elsewhere == "deleted “met”"
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert (dialog.line.seq, dialog.line.who) == (None, "maria, in their file")
    assert dialog.past.heading.text() == "This was done in another file."
    assert not dialog.all_button.isEnabled()
    press(qtbot, dialog, Qt.Key.Key_Down)
    assert dialog.past.past is not None


def test_markup_is_shown_as_it_is_written(qtbot, opened):
    dialog = shown(qtbot, opened, CTRL | SHIFT)
    model = dialog.model
    tips = [
        model.index(row).data(Qt.ItemDataRole.ToolTipRole) or "" for row in range(model.rowCount())
    ]
    assert any("&lt;i&gt;alpha&lt;/i&gt;" in tip for tip in tips)
    assert not any("<i>" in tip for tip in tips)


def test_from_a_span_to_what_was_last_done_to_it(qtbot, opened):
    opened.session.project.apply(RelabelSpan("lines", "r"), "alpha")
    opened.session.project.apply(AddSpan(make_span(TEXTS["alpha"], "on", "c", "on")), "alpha")
    said = []
    opened.session.said.connect(lambda words, can_undo: said.append(words))
    opened.run("span_history")
    assert said == ["Select a span or a relation to see what made it."]
    opened.session.selection.select_spans(["lines"])
    opened.run("span_history")
    Hands(qtbot, opened).settle()
    (dialog,) = dialogs()
    rest(qtbot, dialog)
    assert dialog.line.words == "relabelled “Norrow Lines” ROLE"
    assert spans_shown(dialog)["lines"] == "r"
    assert "on" not in spans_shown(dialog)
    dialog.reject()
