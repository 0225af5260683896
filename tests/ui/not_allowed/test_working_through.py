"""The list of what is not allowed, by real keys and clicks: seen, mended, taken back, gone to."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddRelation, AddSpan, SetAttribute, SetDocumentLabels
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.project.label_changes.change import AllowEnds, RemoveValue, Retire
from annotator.project.project import Project
from annotator.project.rows import Progress
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.not_allowed import working_through
from annotator.ui.not_allowed.dialog import NotAllowedDialog
from annotator.ui.not_allowed.model import KIND, TEXT, WHOSE, WRONG
from annotator.ui.not_allowed.working_through import Looked
from tests.builders import make_set, make_span
from tests.project.building import bring, make_project
from tests.ui.keyboards import LAYOUTS, Typist
from tests.ui.test_accessible_names import nameless, roleless
from tests.ui.windows import CTRL, SHIFT, Hands

TEXT_OF = "Ilse Varga of Norrow Lines met Rika Olan.\n"


@pytest.fixture
def project(tmp_path):
    """Three articles of mine with two people, an organisation and a relation; jon has one span."""
    documents = [Document(f"d{at}", TEXT_OF, Meta(f"<i>{at}</i>")) for at in range(3)]
    project = make_project(tmp_path, documents)
    for one in documents:
        for edit in (
            AddSpan(make_span(TEXT_OF, "Ilse Varga", "p", f"varga-{one.id}")),
            AddSpan(make_span(TEXT_OF, "Norrow Lines", "o", f"lines-{one.id}")),
            AddSpan(make_span(TEXT_OF, "Rika Olan", "r", f"olan-{one.id}")),
            AddRelation(Relation(f"works-{one.id}", "w", f"varga-{one.id}", f"lines-{one.id}")),
            SetAttribute(f"varga-{one.id}", "m", "named"),
        ):
            project.apply(edit, one.id)
    project.apply(SetDocumentLabels(frozenset({"d1"})), "d2")
    theirs = make_set(make_span(TEXT_OF, "Rika Olan", "r", "j"), document="d1", annotator="jon")
    bring(project, sets=[theirs], import_id="jon")
    project.flush()
    return project


@pytest.fixture
def opened(window, qtbot, project):
    assert window.show_project(project)
    Hands(qtbot, window).settle()
    window.page.focus_text()
    return window


@pytest.fixture
def hands(qtbot, opened):
    return Hands(qtbot, opened)


def shown(hands):
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.settle()
    (dialog,) = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, NotAllowedDialog) and one.isVisible()
    ]
    return active(hands, dialog)


def active(hands, dialog):
    dialog.activateWindow()
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def cells(dialog, column):
    model = dialog.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def offered(dialog):
    names = [one.accessibleName() for one in dialog.fix_bar.buttons if one.isVisible()]
    assert all(one.isEnabled() for one in dialog.fix_bar.buttons)
    return names


def test_nothing_to_work_through(hands):
    dialog = shown(hands)
    assert dialog.nothing.isVisible() and not dialog.list.isVisible()
    assert dialog.nothing.heading.text() == "Nothing to work through"
    assert not dialog.go_button.isEnabled() and not dialog.fix_bar.isVisible()
    assert dialog.said.text() == ""
    assert dialog.close_button.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert hands.window.page.working_through.dialog is None


def test_every_place_says_what_is_wrong_and_whose(hands, project, qtbot):
    project.labels.change(Retire("r"))
    project.labels.change(RemoveValue("m", "named"))
    project.labels.change(Retire("d1"))
    dialog = shown(hands)
    assert dialog.list.hasFocus() and dialog.row == 0
    assert dialog.said.text() == "7 of 8 places in 3 articles"
    assert [dialog.kinds.bar(one).accessibleName() for one in ("retired", "value")] == [
        "Retired, 4", "Value, 3",
    ]  # fmt: skip
    assert cells(dialog, WRONG)[:2] == ["mention cannot be “named”", "ROLE is retired"]
    assert cells(dialog, TEXT)[-1] == "the whole article"
    assert dialog.list.isColumnHidden(WHOSE), "all of it is mine"
    dialog.whose.setCurrentIndex(dialog.whose.findText("everybody's labels"))
    assert cells(dialog, WHOSE).count("jon") == 1
    assert dialog.said.text() == "8 places in 3 articles"
    dialog.whose.setCurrentIndex(dialog.whose.findText("labels of jon"))
    assert cells(dialog, TEXT) == ["Rika Olan"]
    assert "Only whoever labelled it" in dialog.fix_bar.said.text()
    assert dialog.fix_bar.buttons == [] and not dialog.fix_bar.choose_button.isEnabled()
    hands.press(Qt.Key.Key_Delete)
    hands.settle()
    assert cells(dialog, TEXT) == ["Rika Olan"], "nobody mends another's"
    qtbot.mouseClick(dialog.kinds.bar("retired"), Qt.MouseButton.LeftButton)
    dialog.whose.setCurrentIndex(0)
    assert set(cells(dialog, KIND)) == {"Retired"}


def test_one_key_swaps_head_and_tail_of_all_that_are_alike(hands, project):
    project.labels.change(AllowEnds("w", frozenset("o"), frozenset("p")))
    said = []
    hands.window.session.said.connect(lambda words, can_undo: said.append((words, can_undo)))
    dialog = shown(hands)
    assert cells(dialog, WRONG) == ["works for may not go from PERSON to ORGANISATION"] * 3
    assert offered(dialog)[0] == "Swap head and tail, key F"
    hands.press(Qt.Key.Key_F)
    hands.settle()
    assert len(cells(dialog, WRONG)) == 2 and dialog.row == 0
    assert project.annotation_set("d0").relations["works-d0"].head == "lines-d0"
    hands.press(Qt.Key.Key_E, CTRL)
    assert dialog.fix_bar.said.text() == "2 places selected."
    hands.press(Qt.Key.Key_F)
    hands.settle()
    assert said[-1] == ("2 places mended: head and tail swapped.", True)
    assert dialog.said.text() == said[-1][0]
    assert dialog.nothing.heading.text() == "Nothing to work through"
    hands.qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert dialog.said.text() == "2 places in 2 articles"
    assert dialog.list.hasFocus()
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert len(cells(dialog, WRONG)) == 3
    assert project.annotation_set("d0").relations["works-d0"].head == "varga-d0"


def test_the_key_of_a_label_relabels_and_delete_deletes(hands, project):
    project.labels.change(Retire("r"))
    dialog = shown(hands)
    assert offered(dialog)[1] == "Relabel as ORGANISATION, key 2"
    assert dialog.fix_bar.fixes.at_once is None
    hands.press(Qt.Key.Key_2)
    hands.settle()
    assert project.annotation_set("d0").spans["olan-d0"].label == "o"
    hands.press(Qt.Key.Key_3)
    hands.settle()
    assert len(cells(dialog, TEXT)) == 2, "ROLE is no way out: it is retired"
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    hands.settle()
    assert dialog.said.text() == "2 places mended: deleted."
    assert dialog.nothing.heading.text() == "Nothing of yours to work through"
    assert "1 place" in dialog.nothing.help.text()
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert "olan-d2" in project.annotation_set("d2").spans
    assert len(cells(dialog, TEXT)) == 2


def test_the_keys_of_relations_and_of_turning_round(hands, project):
    project.labels.change(AllowEnds("w", frozenset("o"), frozenset("p")))
    dialog = shown(hands)
    hands.press(Qt.Key.Key_S)
    hands.settle()
    assert project.annotation_set("d0").relations["works-d0"].label == "s"
    hands.press(Qt.Key.Key_H)
    hands.settle()
    assert len(cells(dialog, TEXT)) == 2, "holds role is not allowed there either"
    hands.press(Qt.Key.Key_R)
    hands.settle()
    assert project.annotation_set("d1").relations["works-d1"].head == "lines-d1"
    hands.press(Qt.Key.Key_Backspace)
    hands.settle()
    assert "works-d2" not in project.annotation_set("d2").relations


@pytest.mark.parametrize("layout", ["russian", "arabic", "french"])
def test_keys_of_other_layouts_mend_too(hands, project, layout):
    project.labels.change(AllowEnds("w", frozenset("o"), frozenset("p")))
    dialog = shown(hands)
    typist = Typist(LAYOUTS[layout])
    typist.press("F")
    hands.settle()
    assert len(cells(dialog, TEXT)) == 2
    typist.press("Ctrl+E")
    assert len(dialog.selected()) == 2
    typist.press("R")
    hands.settle()
    assert not cells(dialog, TEXT)


def test_taking_the_change_itself_back_lists_anew_what_is_left(hands, project):
    project.labels.change(Retire("r"))
    project.labels.change(Retire("o"))
    dialog = shown(hands)
    assert len(cells(dialog, TEXT)) == 6
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.settle()
    assert set(cells(dialog, WRONG)) == {"ROLE is retired"}
    assert "Relabel as ORGANISATION, key 2" in offered(dialog), "it is offered again"
    hands.press(Qt.Key.Key_2)
    hands.settle()
    assert project.annotation_set("d0").spans["olan-d0"].label == "o"


def test_closing_the_list_lets_what_is_being_mended_be_mended(hands, project, qtbot):
    project.labels.change(Retire("r"))
    said = []
    hands.window.session.said.connect(lambda words, can_undo: said.append((words, can_undo)))
    dialog = shown(hands)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_2)
    dialog.reject()
    hands.settle()
    assert said == [("3 places mended: relabelled as ORGANISATION.", True)]
    assert [one.annotator for page in project.labels.invalid() for one in page] != []
    hands.window.session.undo()
    dialog = shown(hands)
    assert len(cells(dialog, TEXT)) == 3


def test_stopping_mends_nothing(hands, project, qtbot, monkeypatch):
    project.labels.change(Retire("r"))
    whole = working_through._fix

    def slow(project, places, fix, stop, *, progress, is_cancelled):
        while not stop.is_set():
            progress(Progress(1, 3))
            time.sleep(0.01)
        return whole(project, places, fix, stop, progress=progress, is_cancelled=is_cancelled)

    monkeypatch.setattr(working_through, "_fix", slow)
    dialog = shown(hands)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: dialog.said.text() == "Mending: 1 of 3 articles…")
    hands.press(Qt.Key.Key_3)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert not dialog.fix_bar.choose_button.isEnabled(), "one thing at a time"
    last = project.next_undo()
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert dialog.said.text() == "Stopped: nothing was mended."
    assert project.next_undo() == last
    assert len(cells(dialog, TEXT)) == len(dialog.selected()) == 3


def test_the_window_closes_when_what_is_being_mended_is_mended(hands, project):
    project.labels.change(Retire("r"))
    path = project.path
    shown(hands)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_2)
    assert hands.window.close_project()
    hands.settle()
    with Project.open(path) as again:
        assert again.statistics().labels["ROLE"] == 1, "jon's"
        assert again.check() == []


def test_in_a_narrow_window_as_many_fixes_are_shown_as_have_room(hands, project):
    project.labels.change(Retire("r"))
    dialog = shown(hands)
    dialog.resize(800, 500)
    hands.settle()
    assert dialog.width() == 800
    shown_at_once = offered(dialog)
    assert 1 <= len(shown_at_once) < len(dialog.fix_bar.buttons)
    bar = dialog.fix_bar
    ends = [one.geometry().right() for one in (*bar.buttons, bar.choose_button) if one.isVisible()]
    assert max(ends) <= bar.width() and ends == sorted(ends)
    dialog.resize(1600, 700)
    hands.settle()
    assert len(offered(dialog)) == len(dialog.fix_bar.buttons)


def test_everything_has_a_name_and_a_role(hands, project):
    project.labels.change(Retire("r"))
    dialog = shown(hands)
    assert nameless(dialog) == []
    assert roleless(dialog) == []
    seen = set()
    while hands.focused() not in seen:
        seen.add(hands.focused())
        hands.press(Qt.Key.Key_Tab)
    reached = {dialog.list, dialog.whose, dialog.alike_button, dialog.go_button,
               dialog.close_button, dialog.fix_bar.choose_button, *dialog.fix_bar.buttons[:3],
               dialog.kinds.bar("retired")}  # fmt: skip
    assert reached <= seen


def test_what_would_make_something_up_is_asked(hands, project):
    project.labels.change(RemoveValue("m", "named"))
    dialog = shown(hands)
    assert offered(dialog) == ["Make it “pronoun”", "Take the value away, key Delete"]
    hands.press(Qt.Key.Key_F)
    (chooser,) = dialog.findChildren(Chooser)
    assert chooser.shown_texts() == ["Make it “pronoun”", "Take the value away"]
    hands.type("pron")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert project.annotation_set("d0").spans["varga-d0"].attributes == {"m": "pronoun"}
    active(hands, dialog)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    active(hands, dialog)
    assert len(cells(dialog, TEXT)) == 2, "nothing was chosen"
    hands.press(Qt.Key.Key_Delete)
    hands.settle()
    assert project.annotation_set("d1").spans["varga-d1"].attributes == {}
    assert dialog.said.text() == "1 place mended: value taken away."


def test_enter_goes_there_and_back_to_the_same_row_without_what_was_mended(hands, project):
    project.labels.change(Retire("r"))
    dialog = shown(hands)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    session = hands.window.session
    assert session.document.id == "d1"
    assert session.selection.span == "olan-d1"
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    assert hands.window.page.is_in_text()
    hands.press(Qt.Key.Key_1)
    assert project.annotation_set("d1").spans["olan-d1"].label == "p"
    dialog = shown(hands)
    assert [one.document for one in dialog.model.places] == ["d0", "d2"]
    assert dialog.row == 1


def test_a_relation_and_a_whole_article_are_gone_to(hands, project):
    project.labels.change(AllowEnds("w", frozenset("c"), frozenset("c")))
    project.labels.change(Retire("d1"))
    shown(hands)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    session = hands.window.session
    assert (session.document.id, session.selection.relation) == ("d0", "works-d0")
    hands.window.activateWindow()
    dialog = shown(hands)
    hands.press(Qt.Key.Key_End)
    assert dialog.row == dialog.model.rowCount() - 1
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert (session.document.id, session.selection.caret) == ("d2", 0)


def test_from_the_review_one_goes_to_where_one_annotates(hands, project):
    project.labels.change(Retire("r"))
    hands.window.run("review")
    hands.settle()
    dialog = shown(hands)
    hands.qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert hands.window.place == "annotate"
    assert hands.window.session.selection.span == "olan-d0"


def test_heads_of_columns_sort_and_the_row_stays(hands, project):
    project.labels.change(Retire("r"))
    project.labels.change(RemoveValue("m", "named"))
    dialog = shown(hands)
    first = dialog.model.place(0)
    header = dialog.list.horizontalHeader()
    at = header.sectionViewportPosition(TEXT) + 20
    for _ in range(2):
        hands.qtbot.mouseClick(
            header.viewport(),
            Qt.MouseButton.LeftButton,
            pos=header.rect().center().__class__(at, 8),
        )
    assert cells(dialog, TEXT) == ["Rika Olan"] * 3 + ["Ilse Varga"] * 3
    assert dialog.model.place(dialog.row) == first


def test_more_than_is_listed_is_fetched_when_half_is_mended(hands, project, monkeypatch):
    monkeypatch.setattr(working_through, "SHOWN_AT_MOST", 2)
    project.labels.change(AllowEnds("w", frozenset("o"), frozenset("p")))
    dialog = shown(hands)
    assert dialog.said.text() == "The first 2 places in 2 articles"
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_F)
    hands.settle()
    assert [one.document for one in dialog.model.places] == ["d2"]


def test_looking_is_stopped_and_begun_again(hands, project, qtbot, monkeypatch):
    project.labels.change(Retire("r"))
    whole = working_through._look_at

    def slow(project, documents, *, progress, is_cancelled):
        found = whole(project, ["d0"], progress=lambda at: None, is_cancelled=is_cancelled)
        while not is_cancelled():
            progress(Looked(found, Progress(1, 3)))
            time.sleep(0.01)
        return found

    monkeypatch.setattr(working_through, "_look_at", slow)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    dialog = active(hands, hands.window.page.working_through.dialog)
    qtbot.waitUntil(lambda: "1 of 3 articles" in dialog.said.text())
    assert dialog.said.text() == "Looking: 1 of 3 articles · 1 place in 1 article…"
    assert cells(dialog, TEXT) == ["Rika Olan"], "what is found is there to be worked on"
    monkeypatch.setattr(working_through, "_look_at", whole)
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert dialog.said.text() == "Stopped: 1 of 3 articles · 1 place in 1 article"
    assert dialog.stop_button.accessibleName() == "Look again"
    hands.press(Qt.Key.Key_2)
    hands.settle()
    assert dialog.said.text().startswith("1 place mended"), "also where looking was stopped"
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert [one.document for one in dialog.model.places] == ["d1", "d2"]
    assert not dialog.stop_button.isVisible()


def test_a_project_that_can_only_be_read_is_looked_at(window, qtbot, project):
    project.labels.change(Retire("r"))
    path = project.path
    project.close()
    assert window.show_project(Project.open(path, is_read_only=True))
    hands = Hands(qtbot, window)
    hands.settle()
    window.page.focus_text()
    dialog = shown(hands)
    assert dialog.model.rowCount() == 4
    assert not dialog.fix_bar.isVisible()
    hands.press(Qt.Key.Key_Delete)
    hands.press(Qt.Key.Key_F)
    hands.settle()
    assert dialog.model.rowCount() == 4
    hands.press(Qt.Key.Key_Escape)


def test_closing_while_it_looks_leaves_nothing_behind(hands, project):
    project.labels.change(Retire("r"))
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert hands.window.page.working_through.dialog is None
    dialog = shown(hands)
    assert dialog.model.rowCount() == 3, "it is looked for anew"
    assert hands.focused() is dialog.list
