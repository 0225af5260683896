"""Story: the article as one likes it, from keys and palette, kept for the next time."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.annotator import Annotator
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.settings.store import Settings
from annotator.ui.article_look import ArticleLook
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.dialogs.key_sheet import KeySheet
from annotator.ui.panels.key_hint import KeyHint
from annotator.ui.panels.shown_labels import ShownLabels
from tests.builders import TEXT, make_span
from tests.ui.ferry_project import ARTICLES, make_project
from tests.ui.windows import CTRL, NONE, SHIFT

VARGA = make_span(TEXT, "Ilse Varga", "p", "varga")
ROLE = make_span(TEXT, "harbour master", "r", "role")
NORROW = make_span(TEXT, "Norrow Lines", "o", "norrow")


@pytest.fixture
def marked(opened):
    for one in (VARGA, ROLE, NORROW):
        opened.session.apply(AddSpan(one))
    opened.session.apply(AddRelation(Relation("works", "w", "varga", "norrow")))
    return opened


def shown_spans(window):
    return set(window.page.view.index.spans)


def open_labels(window) -> ShownLabels:
    QApplication.processEvents()
    (labels,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ShownLabels)]
    return labels


# ---- density


def test_f7_goes_through_names_and_arcs_and_says_so(opened, hands, settings):
    seen = []
    for key, modifiers in ((Qt.Key.Key_F7, NONE), (Qt.Key.Key_F7, SHIFT)):
        for _ in range(3):
            hands.press(key, modifiers)
            density = opened.page.view.density
            seen.append((density.names, density.arcs))
            assert (settings.get("names_shown"), settings.get("arcs_shown")) == seen[-1]
    assert [names for names, _ in seen[:3]] == ["hover", "never", "always"]
    assert [arcs for _, arcs in seen[3:]] == ["selection", "none", "all"]
    assert opened.status_bar.message() == "All relations are drawn."


def test_the_look_is_there_the_next_time(opened, settings):
    opened.run("names_never")
    opened.run("arcs_of_selection")
    opened.run("wider_column")
    opened.run("looser_lines")
    again = Settings(settings.folder / "settings.json")
    ArticleLook(opened.page.view, again)
    view = opened.page.view
    assert (view.density.names, view.density.arcs) == ("never", "selection")
    assert again.get("column_characters") == 82
    assert view.typography().leading > 0.17


def test_lines_go_no_further_than_can_be_read(opened, settings):
    for _ in range(30):
        opened.run("narrower_column")
        opened.run("tighter_lines")
    assert settings.get("column_characters") == 40
    assert settings.get("line_spacing") == pytest.approx(0.8)
    assert opened.status_bar.message() == "Not further this way."


# ---- labels switched off


def test_labels_are_switched_off_and_on_with_the_keyboard(marked, hands, settings):
    hands.press(Qt.Key.Key_F7, CTRL)
    labels = open_labels(marked)
    first = labels.boxes["p"]
    assert first.isChecked()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert shown_spans(marked) == {"role", "norrow"}
    assert marked.page.view.index.relations == {}
    assert settings.get("hidden_labels") == ["p"]
    struck = [chip for chip in marked.page.labels.row.chips if chip.is_off]
    assert [chip.label.id for chip in struck] == ["p"]
    assert "switched off" in struck[0].accessibleName()
    assert "3 spans · 1 relation · 1 label hidden" in marked.status_bar.counts_words()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is labels.boxes["o"]
    QTest.keyClick(labels.boxes["o"], Qt.Key.Key_Space)
    assert "2 labels hidden" in marked.status_bar.counts_words()
    labels.everything.click()
    assert first.isChecked()
    assert shown_spans(marked) == {"varga", "role", "norrow"}
    assert "hidden" not in marked.status_bar.counts_words()
    labels.close()


def test_the_bar_of_labels_has_a_button_for_it(marked, qtbot):
    qtbot.mouseClick(marked.page.labels.shown_button, Qt.MouseButton.LeftButton)
    labels = open_labels(marked)
    assert set(labels.boxes) == {"p", "o", "r", "c", "w", "h", "l", "s"}
    labels.boxes["w"].click()
    assert marked.page.view.index.relations == {}
    labels.close()
    marked.run("show_all_labels")
    assert set(marked.page.view.index.relations) == {"works"}


def test_labelling_with_a_label_that_is_off_switches_it_on(marked, hands, settings):
    marked.page.look.show_label("p", False)
    marked.session.selection.set_caret(TEXT.index("spokesman"))
    hands.type("1")
    assert settings.get("hidden_labels") == []
    assert len(shown_spans(marked)) == 4
    assert "hidden" not in marked.status_bar.counts_words()


# ---- several spans


def ctrl_click(window, offset):
    view = window.page.view
    rect = view.caret_rect(offset)
    point = rect.center().toPoint()
    point.setX(point.x() + 4)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, CTRL, point)


def test_gathered_spans_are_relabelled_and_deleted_as_one_act_each(marked, hands):
    ctrl_click(marked, NORROW.start)
    ctrl_click(marked, ROLE.start)
    ctrl_click(marked, VARGA.start)
    assert set(marked.session.selection.spans) == {"norrow", "role", "varga"}
    assert "deletes all" in marked.status_bar.hint()
    hands.type("4")
    before = {id: span.label for id, span in marked.session.annotation_set.spans.items()}
    assert set(before.values()) == {"c"}
    ctrl_click(marked, VARGA.start)
    hands.type("3")
    labels = {id: span.label for id, span in marked.session.annotation_set.spans.items()}
    assert labels == {"varga": "c", "role": "r", "norrow": "r"}
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL)
    labels = {id: span.label for id, span in marked.session.annotation_set.spans.items()}
    assert labels == {"varga": "p", "role": "r", "norrow": "o"}


def test_twelve_spans_go_at_once_and_come_back_at_once(opened, hands, qtbot):
    words = TEXT.split()
    offsets = []
    at = 0
    for word in words[:12]:
        at = TEXT.index(word, at)
        offsets.append(at)
        opened.session.apply(
            AddSpan(make_span(TEXT, word, "c", f"s{at}", TEXT[:at].count(word) + 1))
        )
        at += len(word)
    before = dict(opened.session.annotation_set.spans)
    assert len(before) == 12
    for offset in offsets:
        ctrl_click(opened, offset)
    assert len(opened.session.selection.spans) == 12
    hands.type("2")
    assert {one.label for one in opened.session.annotation_set.spans.values()} == {"o"}
    assert opened.status_bar.message() == "Relabelled 12 spans ORGANISATION."
    hands.press(Qt.Key.Key_Delete)
    assert not opened.session.annotation_set.spans
    assert opened.status_bar.message() == "Deleted 12 spans."
    assert opened.status_bar.undo.isVisible()
    qtbot.mouseClick(opened.status_bar.undo, Qt.MouseButton.LeftButton)
    assert {one.label for one in opened.session.annotation_set.spans.values()} == {"o"}
    hands.press(Qt.Key.Key_Z, CTRL)
    assert dict(opened.session.annotation_set.spans) == before


# ---- somebody else's labels


@pytest.fixture
def shared(window, tmp_path, hands):
    """A project in which Jonas has labelled the first two articles too."""
    path = tmp_path / "shared.annotator"
    project = make_project(path, annotator="Jonas")
    jonas = project.me
    assert isinstance(jonas, Annotator)
    for document, words in (("talks", "Norrow Lines"), ("ferry", "Erik Palm")):
        text = next(one.text for one in ARTICLES if one.id == document)
        project.apply(AddSpan(make_span(text, words, "o", f"jonas-{document}")), document)
    project.sign_in("maria")
    assert window.show_project(project)
    hands.settle()
    return window


def ribbons(window):
    galley = window.page.view.galley
    return {
        one.span
        for number in range(len(galley.blocks))
        for line in galley.laid(number).lines
        for one in line.ribbons
    }


def test_anothers_labels_are_chosen_shown_here_and_in_the_next_article(shared, hands):
    shared.run("show_second")
    QApplication.processEvents()
    (chooser,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Chooser)]
    assert chooser.shown_texts() == ["Jonas"]
    hands.press(Qt.Key.Key_Return)
    assert ribbons(shared) == {"jonas-talks"}
    assert shared.status_bar.message() == "Jonas below the text: 1 span · 0 relations."
    shared.run("next_article")
    hands.settle()
    assert ribbons(shared) == {"jonas-ferry"}
    shared.run("next_article")
    assert ribbons(shared) == set()
    shared.run("previous_article")
    shared.run("hide_second")
    assert ribbons(shared) == set()
    shared.run("previous_article")
    assert ribbons(shared) == set()
    assert not shared.session.annotation_set.spans


def test_where_nobody_else_has_labelled_it_is_said(opened):
    opened.run("show_second")
    assert opened.status_bar.message() == "Nobody else has labelled this article."


# ---- where one was


def test_where_one_was_is_there_when_one_comes_back(window, tmp_path, hands, settings):
    long = replace(ARTICLES[0], id="long", text="\n".join(f"Line {n} of many." for n in range(400)))
    long = replace(long, sections=())
    path = tmp_path / "news.annotator"
    project = make_project(path, documents=(long, ARTICLES[1]))
    assert window.show_project(project)
    hands.settle()
    view = window.page.view
    at = long.text.index("Line 200 ")
    view.scroll_to(at)
    window.session.selection.set_caret(at)
    top = view.visible_range()[0]
    window.run("next_article")
    assert window.session.document.id == "ferry"
    assert window.session.selection.caret == 0
    window.run("previous_article")
    assert (window.session.selection.caret, view.visible_range()[0]) == (at, top)
    # And after a restart.
    hands.wait_saved()
    assert window.close_project()
    assert window.show_project(Project.open(path, annotator="maria"))
    hands.settle()
    assert window.session.document.id == "long"
    assert window.session.selection.caret == at
    assert window.page.view.visible_range()[0] == top
    assert b"places" not in path.read_bytes()


# ---- keys of one's own


def test_menus_palette_sheet_and_hints_follow_a_changed_key(marked, hands):
    marked.key_table.choose("next_span", ["J"])
    marked.key_table.choose("find", ["Ctrl+M"])
    marked.key_table.choose("start_relation", ["Q"])
    marked.session.selection.set_caret(0)
    hands.type("j")
    assert marked.session.selection.spans == ("varga",)
    assert "Q relation" in marked.status_bar.hint()
    hints = {one.keys for one in marked.page.labels.findChildren(KeyHint)}
    assert "Q" in hints
    hands.press(Qt.Key.Key_M, CTRL)
    assert marked.page.find_bar.isVisible()
    hands.press(Qt.Key.Key_Escape)
    assert marked.shortcuts["find"].shortcut().toString() == "Ctrl+M"
    marked.run("palette")
    QApplication.processEvents()
    (chooser,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Chooser)]
    shown = {one.text: one.keys for one in chooser._entries._all}
    assert shown["Find in the article"] == "Ctrl M"
    chooser.reject()
    marked.run("key_sheet")
    QApplication.processEvents()
    sheets = [one for one in QApplication.topLevelWidgets() if isinstance(one, KeySheet)]
    rows = dict(row for _, rows in sheets[-1].sections for row in rows)
    assert rows["Next span"] == ("J",)
    sheets[-1].reject()
    marked.key_table.reset_all()
    assert marked.shortcuts["find"].shortcut().toString() == "Ctrl+F"
    marked.session.selection.select_spans(["varga"])
    assert "R relation" in marked.status_bar.hint()


def test_the_dialog_knows_the_labels_of_the_project(marked):
    from annotator.ui.dialogs.change_keys import ChangeKeys

    marked.run("change_keys")
    QApplication.processEvents()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ChangeKeys)]
    dialog.choose_action("next_span")
    dialog._take_key("1")
    assert "PERSON" in dialog.message.text()
    dialog.reject()
