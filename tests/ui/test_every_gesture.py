"""Every row of the table of keys, in the window, as keyboards of five countries send them."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.labels import LabelSet, SpanLabel
from annotator.model.relation import Relation
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.dialogs.help_page import HelpReader
from annotator.ui.dialogs.key_sheet import KeySheet
from annotator.ui.dialogs.same_text_dialog import SameTextDialog
from annotator.ui.elsewhere.dialog import ElsewhereDialog
from annotator.ui.not_allowed.dialog import NotAllowedDialog
from annotator.ui.text_view.choices import ChoiceList
from annotator.ui.text_view.span_edits import delete_spans
from tests.builders import LABEL_SET, TEXT, make_span
from tests.ui.ferry_project import article, make_project
from tests.ui.keyboards import LAYOUTS, Typist
from tests.ui.windows import Hands

LABELS: LabelSet = replace(
    LABEL_SET,
    span_labels=(
        *LABEL_SET.span_labels,
        SpanLabel("q", "QUOTE", "#3a7a2b", "q"),
        SpanLabel("z", "ZONE", "#7a2b3a", "z"),
    ),
)
ILSE = make_span(TEXT, "Ilse Varga", "p", "ilse")
VARGA = make_span(TEXT, "Varga", "p", "varga")
MASTER = make_span(TEXT, "harbour master", "r", "master")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
HOLDS = Relation("holds", "h", "ilse", "master")
SAME = Relation("same", "s", "ilse", "lines")


@pytest.fixture(autouse=True)
def on_linux(monkeypatch):
    for module in ("annotator.ui.bindings", "annotator.ui.text_view.keys"):
        monkeypatch.setattr(f"{module}.sys.platform", "linux")


@pytest.fixture(params=LAYOUTS)
def seat(request, window, tmp_path, qtbot):
    project = make_project(tmp_path / "news.annotator", label_set=LABELS)
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    return Seat(qtbot, window, Typist(LAYOUTS[request.param]))


class Seat:
    """Somebody at a keyboard of one country, before the window."""

    def __init__(self, qtbot, window, typist):
        self.qtbot, self.window, self.typist = qtbot, window, typist
        self.session, self.view = window.session, window.page.view
        self.selection = window.session.selection
        self.press = typist.press

    def begin(self, *annotations):
        """Begin with these spans and relations on the article, the caret at its start."""
        self.leave_dialogs()
        self.session.open_document("talks")
        mine = self.session.annotation_set
        gone = delete_spans(list(mine.spans.values()), mine.relations.values())
        if gone is not None:
            self.session.apply(gone)
        for one in annotations:
            self.session.apply(AddRelation(one) if isinstance(one, Relation) else AddSpan(one))
        self.selection.set_caret(0)
        self.view.marking.forget()
        self.window.page.find_bar.close_bar()
        self.window.page.focus_text()
        QApplication.processEvents()

    def leave_dialogs(self):
        for one in self.dialogs(QDialog):
            one.reject()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def dialogs(self, kind):
        every = (*QApplication.topLevelWidgets(), *self.window.findChildren(kind))
        return list({one for one in every if isinstance(one, kind) and one.isVisible()})

    def list(self):
        lists = [one for one in self.view.findChildren(ChoiceList) if one.isVisible()]
        return lists[-1] if lists else None

    def put(self, words, offset=0):
        self.selection.set_caret(TEXT.index(words) + offset)

    @property
    def selected(self):
        chosen = self.selection.text
        return None if chosen is None else TEXT[chosen[0] : chosen[1]]

    @property
    def spans(self):
        spans = self.session.annotation_set.spans.values()
        found = sorted(spans, key=lambda one: (one.start, one.end))
        return [(one.label, one.covered_text(TEXT)) for one in found]

    @property
    def relations(self):
        every = self.session.annotation_set.relations.values()
        return sorted((one.label, one.head, one.tail) for one in every)


# ---- the rows of the table ---------------------------------------------------------------------


def caret(seat):
    seat.begin()
    seat.press("Right", "Right", "Left")
    assert seat.selection.caret == 1
    seat.press("Ctrl+Right", "Ctrl+Right", "Ctrl+Left")
    assert seat.selection.caret == TEXT.index("opens")
    seat.press("Ctrl+Down")
    assert seat.selection.caret == TEXT.index("A spokesman")
    seat.press("End", "Home", "Up")
    assert seat.selection.caret < TEXT.index("A spokesman")
    seat.press("Down", "Ctrl+Up")
    assert TEXT[: seat.selection.caret].count("\n") in (0, 2)
    seat.press("Ctrl+End")
    assert seat.selection.caret == len(TEXT)
    seat.press("Ctrl+Home")
    assert seat.selection.caret == 0


def select(seat):
    seat.begin()
    seat.put("Ilse")
    seat.press("Shift+Right", "Ctrl+Shift+Right")
    assert seat.selected == "Ilse Varga"
    seat.press("Shift+Left")
    assert seat.selected == "Ilse"
    seat.put("agreed")
    seat.press("Ctrl+Shift+S")
    assert seat.selected.startswith("“We agreed")
    seat.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == seat.selected
    seat.press("Ctrl+A")
    assert seat.selected == TEXT


def label_what_counts(seat):
    seat.begin()
    seat.put("Norrow", 2)
    seat.press("2")
    assert seat.spans == [("o", "Norrow")]
    seat.press("Alt+Right", "4")
    assert seat.spans == [("c", "Norrow Lines")]
    seat.press("Q")
    assert seat.spans == [("q", "Norrow Lines")]
    seat.press("Z")
    assert seat.spans == [("z", "Norrow Lines")]
    seat.put("Ilse")
    seat.press("Shift+Right", "Shift+Right", "1")
    assert seat.spans == [("p", "Ilse Varga"), ("z", "Norrow Lines")]


def label_by_name(seat):
    seat.begin()
    seat.put("Norrow")
    seat.press("Space")
    (chooser,) = seat.dialogs(Chooser)
    QTest.keyClicks(chooser.findChild(QLineEdit), "org")
    seat.press("Enter")
    assert seat.spans == [("o", "Norrow")]
    assert seat.window.page.is_in_text()


def walk_from_span_to_span(seat):
    seat.begin(ILSE, MASTER, LINES)
    seat.press("Tab", "Tab")
    assert seat.selection.span == "master"
    seat.press("Tab", "Shift+Tab", "Shift+Tab")
    assert seat.selection.span == "ilse"


def gather_spans(seat):
    seat.begin(ILSE, MASTER, LINES)
    seat.press("Tab", "Alt+Down", "Alt+Down")
    assert seat.selection.spans == ("ilse", "master", "lines")
    seat.press("Alt+Up", "4")
    assert [label for label, _ in seat.spans] == ["c", "c", "o"]
    seat.press("Ctrl+Z")
    assert [label for label, _ in seat.spans] == ["p", "r", "o"]
    seat.selection.select_spans(["ilse", "master"])
    seat.press("Delete")
    assert seat.spans == [("o", "Norrow Lines")]
    seat.press("Ctrl+Z")
    assert len(seat.spans) == 3


def the_span_here_and_around(seat):
    seat.begin(ILSE, VARGA)
    seat.put("Varga", 2)
    seat.press("Enter")
    assert seat.selection.span == "varga"
    seat.press("Enter")
    assert seat.selection.span == "ilse"
    seat.press("Enter")
    assert seat.selection.span == "varga"


def to_the_far_end_and_back(seat):
    seat.begin(ILSE, MASTER, HOLDS)
    seat.put("Ilse")
    seat.press("L", "2")
    assert seat.selection.relation == "holds"
    seat.press("Enter")
    assert seat.selection.span == "master"
    assert seat.selection.caret == MASTER.start
    seat.press("Shift+Enter")
    assert seat.selection.caret == ILSE.start


def all_spans_here(seat):
    seat.begin(ILSE, VARGA)
    seat.put("Varga", 2)
    seat.press("L")
    assert [one.name for one in seat.list().choices] == ["PERSON", "PERSON"]
    seat.press("Down", "Enter")
    assert seat.selection.span == "ilse"
    seat.press("L", "Esc")
    assert seat.list() is None
    assert seat.selection.span == "ilse"


def ends(seat):
    seat.begin(LINES)
    seat.press("Tab", "Alt+Right")
    assert seat.spans == [("o", "Norrow Lines would")]
    seat.press("Alt+Left", "Ctrl+Alt+Left")
    assert seat.spans == [("o", "Norrow Line")]
    seat.press("Ctrl+Alt+Right", "Alt+Shift+Left")
    assert seat.spans == [("o", "that Norrow Lines")]
    seat.press("Alt+Shift+Right", "Ctrl+Alt+Shift+Right")
    assert seat.spans == [("o", "orrow Lines")]
    seat.press("Ctrl+Alt+Shift+Left", "Alt+End")
    assert seat.spans == [("o", "Norrow Lines would pay")]
    seat.press("Alt+Shift+Home")
    assert seat.spans == [("o", "said on Monday that Norrow Lines would pay")]
    seat.press("Alt+End", "Alt+Home", "Alt+Shift+End")
    assert seat.spans == [("o", "said on Monday that Norrow Lines would pay")]


def parts(seat):
    seat.begin(ILSE)
    seat.press("Tab")
    seat.put("harbour")
    seat.press("Shift+Right", "F")
    assert seat.spans == [("p", "Ilse Varga harbour")]
    seat.put("Monday", 1)
    seat.press("F")
    assert seat.spans == [("p", "Ilse Varga harbour Monday")]
    seat.press("Shift+F")
    assert seat.spans == [("p", "Ilse Varga harbour")]


def delete(seat):
    seat.begin(ILSE, MASTER, HOLDS)
    seat.press("Tab", "Delete")
    assert seat.spans == [("r", "harbour master")]
    assert seat.relations == []
    seat.press("Tab", "Backspace")
    assert seat.spans == []


def relate(seat):
    seat.begin(ILSE, MASTER, LINES)
    seat.press("Tab", "R")
    hint = seat.view.relating.hints()["lines"]
    seat.press(*hint.upper())
    assert seat.list() is not None
    seat.press("W")
    assert seat.relations == [("w", "ilse", "lines")]


def turn_and_rename_a_relation(seat):
    seat.begin(ILSE, LINES, SAME)
    seat.selection.select_relation("same")
    seat.press("R")
    assert seat.relations == [("s", "lines", "ilse")]
    seat.press("R")
    seat.selection.select_relation("same")
    seat.press("W")
    assert seat.relations == [("w", "ilse", "lines")]
    seat.press("Space")
    (chooser,) = seat.dialogs(Chooser)
    assert chooser.shown_texts() == ["works for", "leads", "same as"]
    QTest.keyClicks(chooser.findChild(QLineEdit), "same")
    seat.press("Enter")
    assert seat.relations == [("s", "ilse", "lines")]


def note(seat):
    seat.begin(ILSE)
    seat.press("Tab", "N")
    assert not seat.window.page.is_in_text()
    QTest.keyClicks(QApplication.focusWidget(), "why")
    seat.press("Esc")
    assert seat.session.annotation_set.spans["ilse"].note == "why"
    assert seat.window.page.is_in_text()


def guideline(seat):
    seat.begin(LINES)
    seat.press("Tab", "G")
    guidelines = seat.window.page.guidelines
    assert guidelines.is_open and guidelines.panel.label.id == "o"
    seat.press("Esc")
    assert guidelines.is_open and seat.window.page.is_in_text()
    seat.press("G", "G")
    assert not guidelines.is_open and seat.window.page.is_in_text()


def granularity(seat):
    seat.begin()
    seat.press("F4")
    assert seat.view.granularity == "character"
    assert "characters" in seat.window.status_bar.message()
    seat.press("F4", "F4")
    assert seat.view.granularity == "word"


def same_text(seat):
    seat.begin()
    seat.put("said")
    seat.press("Ctrl+E")
    seat.qtbot.waitUntil(lambda: bool(seat.dialogs(SameTextDialog)))
    seat.press("Esc")


def same_elsewhere(seat):
    seat.begin()
    seat.put("said")
    seat.press("Ctrl+Shift+E")
    (dialog,) = seat.dialogs(ElsewhereDialog)
    assert dialog.phrase.text() == "said"
    seat.qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    seat.press("Esc")
    assert not seat.dialogs(ElsewhereDialog)


def not_allowed(seat):
    seat.begin()
    seat.press("Ctrl+Shift+N")
    (dialog,) = seat.dialogs(NotAllowedDialog)
    seat.qtbot.waitUntil(lambda: dialog.nothing.heading.text() == "Nothing to work through")
    seat.press("Esc")
    assert not seat.dialogs(NotAllowedDialog)


def undo_and_redo(seat):
    seat.begin()
    seat.put("Norrow")
    seat.press("1", "Ctrl+Z")
    assert seat.spans == []
    seat.press("Ctrl+Shift+Z")
    assert seat.spans == [("p", "Norrow")]
    seat.press("Ctrl+Z", "Ctrl+Y")
    assert seat.spans == [("p", "Norrow")]


def articles(seat):
    seat.begin()
    seat.press("Ctrl+PgDn")
    assert seat.session.document.id == "ferry"
    seat.press("Ctrl+PgUp")
    assert seat.session.document.id == "talks"
    seat.press("Ctrl+Enter")
    assert seat.session.project.annotation_set("talks").status == "finished"
    seat.qtbot.waitUntil(lambda: seat.session.document.id == "ferry")


def find(seat):
    seat.begin()
    seat.press("Ctrl+F")
    QTest.keyClicks(QApplication.focusWidget(), "she")
    seat.press("Esc")
    first = seat.selection.text
    assert seat.selected == "she"
    seat.put("Council")
    seat.press("F3")
    assert seat.selection.text == first
    seat.press("Shift+F3")
    assert seat.selected == "she"
    seat.press("Ctrl+L")
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def helps(seat):
    seat.begin()
    seat.press("Ctrl+K")
    assert seat.dialogs(Chooser)
    seat.press("Esc")
    assert not seat.dialogs(Chooser)
    seat.leave_dialogs()
    seat.press("?")
    assert seat.dialogs(KeySheet)
    seat.leave_dialogs()
    seat.press("F1")
    assert seat.dialogs(HelpReader)
    seat.leave_dialogs()


def panels_and_out(seat):
    seat.begin(ILSE)
    seat.press("Tab", "Esc")
    assert seat.selection.spans == ()
    seat.press("F6")
    assert not seat.window.page.is_in_text()
    seat.window.page.focus_text()
    seat.press("Shift+F6")
    assert not seat.window.page.is_in_text()
    seat.window.page.focus_text()


def sizes(seat):
    seat.begin()
    size = seat.view.typography().text_height
    seat.press("Ctrl++")
    assert seat.view.typography().text_height > size
    seat.press("Ctrl+-", "Ctrl+-")
    assert seat.view.typography().text_height < size
    seat.press("Ctrl+0")
    assert seat.view.typography().text_height == size
    seat.press("F11")
    assert not seat.window.page.articles.isVisible()
    seat.press("F11")
    assert seat.window.page.articles.isVisible()


def places(seat):
    seat.begin()
    seat.press("Ctrl+2")
    assert seat.window.place == "review"
    seat.window.run("annotate")
    seat.press("Ctrl+1")
    assert seat.window.place == "annotate"


GESTURES = (
    caret, select, label_what_counts, label_by_name, walk_from_span_to_span, gather_spans,
    the_span_here_and_around, to_the_far_end_and_back, all_spans_here, ends, parts, delete, relate,
    turn_and_rename_a_relation, note, guideline, granularity, same_text, same_elsewhere, not_allowed, undo_and_redo,
    articles, find, helps, panels_and_out, sizes, places,
)  # fmt: skip


def test_every_gesture_by_keys(seat):
    """One window for all: a gesture has to come out right after any other as well."""
    failed = []
    for gesture in GESTURES:
        try:
            gesture(seat)
        except Exception as error:  # noqa: BLE001 (all of them are told at the end)
            failed.append(f"{gesture.__name__}: {type(error).__name__} {error}")
    assert not failed, "\n\n".join(failed)


# ---- what is not a row of its own ----------------------------------------------------------------

ARABIC = "قالت وزارة الميناء في مضيق هالم\n\nوصلت السفينة.\n"


@pytest.fixture
def leftwards(window, tmp_path, qtbot):
    """The window on an article that runs from right to left, its second word labelled."""
    documents = [article("left", ARABIC, "قالت")]
    project = make_project(tmp_path / "news.annotator", documents, label_set=LABELS)
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    window.session.apply(AddSpan(make_span(ARABIC, "وزارة", "o", "ministry")))
    window.page.view.go_to_span("ministry")
    return window


def covered(window):
    span = window.session.annotation_set.spans["ministry"]
    return span.covered_text(window.session.document.text)


def test_in_text_that_runs_to_the_left_arrows_move_ends_as_the_eye_sees_them(leftwards):
    press = Typist(LAYOUTS["arabic"]).press
    press("Alt+Left")
    assert covered(leftwards) == "وزارة الميناء"
    press("Alt+Right")
    assert covered(leftwards) == "وزارة"
    press("Alt+Shift+Right")
    assert covered(leftwards) == "قالت وزارة"
    press("Ctrl+Alt+Right")
    assert covered(leftwards) == "قالت وزار"
    press("Left")
    assert leftwards.session.selection.caret == len("قالت وزار")


def test_the_menu_key_opens_the_menu_at_the_caret(opened, hands, qtbot):
    opened.session.apply(AddSpan(ILSE))
    opened.page.view.go_to_span("ilse")
    asked = []
    opened.page.span_menu_requested.connect(asked.append)
    where = opened.page.view.caret_rect(ILSE.start).bottomLeft().toPoint()
    at = opened.page.view.viewport().mapToGlobal(where)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, at)
    QApplication.sendEvent(hands.focused(), event)
    assert asked == [at]
    menu = next(one for one in opened.findChildren(QMenu) if one.isVisible())
    menu.close()


def test_keys_that_were_changed_act_and_are_told(opened, hands):
    """A conflict is told in the dialog: tests/ui/dialogs/test_change_keys.py."""
    opened.key_table.choose("start_relation", ["Ctrl+R"])
    opened.key_table.choose("next_span", ["J"])
    opened.session.apply(AddSpan(ILSE))
    opened.session.apply(AddSpan(MASTER))
    press = Typist(LAYOUTS["english"]).press
    press("J")
    assert opened.session.selection.span == "ilse"
    press("R")
    assert not opened.page.view.relating.is_active
    press("Ctrl+R")
    assert opened.page.view.relating.is_active
    assert "Ctrl R" in opened.status_bar.hint()
