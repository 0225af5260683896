"""The article list: searching, filtering, opening, and what it says when it is empty."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from annotator.edits import edit as edits
from annotator.model.document import Meta
from annotator.model.span import Span
from annotator.project.rows import Bounds, ListQuery
from annotator.ui.actions import BY_ID
from annotator.ui.panels.article_list import ArticleListPanel
from annotator.ui.session import Session
from tests.project.differing import say
from tests.ui.projects import add_documents, make_many, make_project
from tests.ui.windows import CTRL, SHIFT


@pytest.fixture
def make_panel(qtbot, tmp_path):
    """Return a maker of panels on a project with so many articles."""
    sessions = []

    def make(count):
        session = Session(make_project(tmp_path, make_many(count)))
        sessions.append(session)
        panel = ArticleListPanel(session)
        qtbot.addWidget(panel)
        panel.resize(264, 600)
        panel.document_requested.connect(session.open_document)
        panel.show()
        qtbot.waitUntil(lambda: panel.model.rowCount() == count and bool(panel.model.counts))
        return panel, session

    yield make
    for session in sessions:
        session.close()
        session.deleteLater()


def titles(panel):
    """Return the titles of all rows."""
    return [panel.model.index(row).data() for row in range(panel.model.rowCount())]


def test_all_articles_are_listed_and_counted(make_panel):
    panel, _ = make_panel(3)
    assert titles(panel) == ["Article 1", "Article 2", "Article 3"]
    assert panel.search.placeholderText() == "Search 3 articles"
    assert panel.chips.chip("new").words == "To do 3"
    assert panel.chips.chip("finished").words == "Done 0"


def test_disputed_is_offered_once_two_have_finished_and_kept_true(qtbot, make_panel):
    panel, session = make_panel(3)
    chip = panel.chips.chip("disputed")
    assert chip.isHidden()
    span = Span("one", "p", ((0, 4),))
    say(session.project, "ilse", span, document="a2")
    say(session.project, "jon", span._replace(label="o"), document="a2")
    qtbot.waitUntil(lambda: chip.words == "Disputed 1" and chip.isVisible())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(panel) == ["Article 2"])
    session.undo()
    session.undo()
    qtbot.waitUntil(lambda: chip.words == "Disputed 0")
    panel.model.reload()
    qtbot.waitUntil(panel.nothing_found.isVisible)


def test_a_panel_made_later_knows_the_open_article(qtbot, make_panel):
    _, session = make_panel(3)
    session.open_document("a2")
    other = ArticleListPanel(session)
    qtbot.addWidget(other)
    qtbot.waitUntil(lambda: other.view.currentIndex().row() == 1)
    assert other.view.delegate().open_document == "a2"


def test_several_are_chosen_and_let_go_by_escape(qtbot, make_panel):
    panel, session = make_panel(5)
    session.open_document("a2")
    panel.focus_list()
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, SHIFT)
    chosen = panel.chosen()
    assert chosen.documents(session.project) == ["a2", "a3"]
    assert (chosen.words(), panel.chosen_bar.words.text()) == ("2 articles", "2 chosen")
    assert panel.chosen_bar.isVisible()
    qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    assert panel.chosen_bar.isHidden()
    assert panel.chosen().words() == "“Article 3”"
    with qtbot.waitSignal(panel.leave_requested):
        qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.chosen().document == "a2")  # the open one counts again


def test_what_is_chosen_stays_so_while_rows_are_read_anew(qtbot, make_panel):
    panel, session = make_panel(5)
    session.open_document("a1")
    panel.focus_list()
    qtbot.keyClick(panel.view, Qt.Key.Key_A, CTRL)
    jon = session.project.assignments.person("jon")
    with qtbot.waitSignal(panel.model.keys_loaded):
        session.project.assignments.assign(session.project.assignments.divide(["a4"], [jon.id]))
    qtbot.wait(20)
    assert len(panel.chosen().keys) == 5
    with qtbot.waitSignal(panel.model.keys_loaded):
        qtbot.keyClicks(panel.search, "article 3")
    assert panel.chosen_bar.isHidden()
    assert panel.chosen().documents(session.project) == ["a3"] or panel.chosen().keys == ()


def test_delete_asks_for_what_is_chosen_to_go(qtbot, make_panel):
    panel, _ = make_panel(2)
    panel.focus_list()
    with qtbot.waitSignal(panel.action_requested) as wish:
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
    assert wish.args == ["remove_articles"]


def test_the_next_that_is_listed_opens_when_the_open_one_goes(qtbot, make_panel):
    panel, session = make_panel(4)
    session.open_document("a2")
    qtbot.waitUntil(lambda: panel.view.currentIndex().row() == 1)
    session.project.work_list.hide(["a1", "a2", "a3"])
    qtbot.waitUntil(lambda: session.document.id == "a4")
    qtbot.waitUntil(lambda: panel.view.currentIndex().row() == 0)
    session.project.work_list.hide(["a4"])
    qtbot.waitUntil(lambda: session.document is None)
    assert panel.nothing_found.isVisible()
    assert panel.nothing_found.heading.text() == "None left"
    session.undo()
    qtbot.waitUntil(lambda: titles(panel) == ["Article 4"])
    assert session.document.id == "a4"


def test_rows_say_how_long_articles_are_where_that_is_asked_for(qtbot, make_panel):
    panel, _ = make_panel(12)
    delegate = panel.view.delegate()
    assert not delegate.has_length
    panel.set_query(ListQuery(order="characters", is_reversed=True))
    assert delegate.has_length
    qtbot.waitUntil(lambda: titles(panel)[:3] == ["Article 10", "Article 11", "Article 12"])
    panel.set_query(ListQuery(characters=Bounds(most=8)))
    assert delegate.has_length
    qtbot.waitUntil(lambda: len(titles(panel)) == 9)
    panel.show_filter("new")
    assert delegate.has_length
    panel.set_query(ListQuery())
    assert not delegate.has_length


def test_search_waits_for_a_pause_and_finds(qtbot, make_panel):
    panel, _ = make_panel(30)
    with qtbot.waitSignal(panel.model.keys_loaded):
        qtbot.keyClicks(panel.search, "article 12")
    assert titles(panel) == ["Article 12"]
    with qtbot.waitSignal(panel.model.keys_loaded):
        qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert len(titles(panel)) == 30


def test_nothing_found_says_for_what_and_shows_all_again(qtbot, make_panel):
    panel, _ = make_panel(2)
    with qtbot.waitSignal(panel.model.keys_loaded):
        qtbot.keyClicks(panel.search, "zeppelin")
    assert panel.nothing_found.isVisible()
    assert "“zeppelin”" in panel.nothing_found.help.text()
    panel._show_all()
    qtbot.waitUntil(panel.view.isVisible)
    assert len(titles(panel)) == 2


def test_filters_show_articles_of_a_status(qtbot, make_panel):
    panel, session = make_panel(3)
    session.open_document("a2")
    session.apply(edits.SetStatus("finished"))
    assert panel.chips.chip("finished").words == "Done 1"
    with qtbot.waitSignal(panel.model.keys_loaded):
        panel.chips.chip("finished").click()
    assert titles(panel) == ["Article 2"]
    with qtbot.waitSignal(panel.model.keys_loaded):
        panel.chips.chip("new").click()
    assert titles(panel) == ["Article 1", "Article 3"]


def test_a_status_nobody_has_says_so(qtbot, make_panel):
    panel, _ = make_panel(1)
    with qtbot.waitSignal(panel.model.keys_loaded):
        panel.chips.chip("finished").click()
    assert panel.nothing_found.isVisible()
    assert panel.nothing_found.heading.text() == "None here"


def test_an_empty_project_offers_the_ways_in(qtbot, make_panel):
    panel, session = make_panel(0)
    qtbot.waitUntil(panel.no_articles.isVisible)
    buttons = panel.no_articles.findChildren(QPushButton)
    ways = ["import_files", "paste_article", "take_in"]
    assert [one.text() for one in buttons] == [BY_ID[way].text for way in ways]
    assert all(one.width() >= one.sizeHint().width() for one in buttons)
    for button, way in zip(buttons, ways, strict=True):
        with qtbot.waitSignal(panel.action_requested) as wish:
            button.click()
        assert wish.args == [way]
    add_documents(session.project, make_many(2))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert panel.view.isVisible()
    qtbot.waitUntil(lambda: panel.search.placeholderText() == "Search 2 articles")


def test_a_row_says_at_once_what_was_done(make_panel):
    panel, session = make_panel(2)
    session.open_document("a1")
    row = panel.model.document_row(0)
    assert (row.status, row.spans) == ("new", 0)
    session.apply(edits.SetStatus("in_progress"))
    assert panel.model.document_row(0).status == "in_progress"
    assert panel.chips.chip("in_progress").words == "In progress 1"
    session.undo()
    assert panel.model.document_row(0).status == "new"


def test_a_corrected_title_is_shown(qtbot, make_panel):
    panel, session = make_panel(2)
    panel.model.document_row(0)
    session.apply_to_project(edits.CorrectMeta("a1", Meta("Another title", "Wire")))
    assert titles(panel) == ["Another title", "Article 2"]
    session.apply_to_project(edits.CorrectMeta("a1", Meta()))
    qtbot.waitUntil(lambda: titles(panel) == ["Text 1.", "Article 2"])


def test_a_click_opens_and_gives_the_focus_back(qtbot, make_panel):
    panel, session = make_panel(5)
    place = panel.view.visualRect(panel.model.index(2)).center()
    with qtbot.waitSignals([panel.document_requested, panel.leave_requested]):
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.document.id == "a3"
    assert panel.view.delegate().open_document == "a3"


def test_arrows_move_and_enter_opens(qtbot, make_panel):
    panel, session = make_panel(5)
    panel.focus_search()
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    assert session.document is None
    with qtbot.waitSignal(panel.leave_requested):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert session.document.id == "a2"


def test_up_from_the_first_row_goes_to_the_search(qtbot, make_panel):
    panel, _ = make_panel(2)
    panel.window().activateWindow()
    panel.focus_list()
    qtbot.keyClick(panel.view, Qt.Key.Key_Up)
    assert panel.window().focusWidget() is panel.search


def test_next_and_previous_go_from_the_open_article(make_panel):
    panel, session = make_panel(3)
    panel.select_next()
    assert session.document.id == "a1"
    panel.select_next()
    panel.select_next()
    assert session.document.id == "a3"
    panel.select_next()
    assert session.document.id == "a3"
    panel.select_previous()
    assert session.document.id == "a2"


def test_next_goes_on_from_an_article_far_off_screen(qtbot, make_panel):
    panel, session = make_panel(5000)
    with qtbot.waitSignal(
        panel.model.document_found, check_params_cb=lambda one, _: one == "a4000"
    ):
        session.open_document("a4000")
    assert panel.view.currentIndex().row() == 3999
    panel.select_next()
    assert session.document.id == "a4001"


def test_escape_leaves_an_empty_search(qtbot, make_panel):
    panel, _ = make_panel(1)
    with qtbot.waitSignal(panel.leave_requested):
        qtbot.keyClick(panel.search, Qt.Key.Key_Escape)


def test_rows_are_spoken(make_panel):
    panel, _ = make_panel(1)
    spoken = panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Article 1, To do, source 1"


def test_chips_wrap_where_room_is_short(qtbot, make_panel):
    panel, _ = make_panel(1)
    assert panel.chips.layout().heightForWidth(600) < panel.chips.layout().heightForWidth(150)
    chips = [panel.chips.chip(which) for which in ("all", "new", "in_progress", "finished")]
    panel.resize(170, 500)
    qtbot.waitUntil(lambda: all(0 < chip.geometry().right() <= 170 for chip in chips))


def test_mine_is_offered_where_something_is_assigned_to_me(qtbot, make_panel):
    panel, session = make_panel(4)
    chip = panel.chips.chip("mine")
    assert chip.isHidden()
    assignments, me = session.project.assignments, session.project.me.id
    assignments.assign(assignments.divide(["a2", "a4"], [me]))
    qtbot.waitUntil(lambda: chip.words == "Mine 2" and chip.isVisible())
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(panel) == ["Article 2", "Article 4"])
    session.open_document("a2")
    session.apply(edits.SetStatus("finished"))
    qtbot.waitUntil(lambda: chip.words == "Mine 1")
    session.undo()
    session.undo()
    qtbot.waitUntil(panel.nothing_found.isVisible)
    assert chip.isVisible()


def test_done_and_next_walks_through_what_is_mine_and_not_done(qtbot, make_panel):
    panel, session = make_panel(5)
    assignments, me = session.project.assignments, session.project.me.id
    assignments.assign(assignments.divide(["a1", "a3", "a4"], [me]))
    said = []
    session.said.connect(lambda words, _: said.append(words))
    qtbot.mouseClick(panel.chips.chip("mine"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(panel)) == 3)
    opened = []
    for start in ("a3", "a4", "a1"):
        session.open_document(start)
        qtbot.waitUntil(lambda: panel._open_row() is not None)
        session.apply(edits.SetStatus("finished"))
        panel.select_next_to_do()
        opened.append(session.document.id)
    assert opened == ["a4", "a1", "a1"]
    assert said[-1] == "All that was assigned to you is done."
    panel.chips.chip("all").click()
    qtbot.waitUntil(lambda: len(titles(panel)) == 5)
    session.open_document("a3")
    panel.select_next_to_do()
    assert session.document.id == "a4"


def test_an_article_that_comes_back_is_to_do_in_the_list(qtbot, make_panel):
    panel, session = make_panel(2)
    session.open_document("a1")
    session.apply(edits.AddSpan(Span("one", "p", ((0, 4),))))
    session.apply(edits.SetStatus("finished"))
    session.project.assignments.assign_again({session.project.me.id: ["a1"]})
    qtbot.waitUntil(lambda: panel.model.document_row(0).status == "new")
    assert panel.model.document_row(0).spans == 0
    session.apply(edits.AddSpan(Span("two", "p", ((0, 4),))))
    assert panel.model.document_row(0).status == "in_progress"
    session.apply(edits.SetStatus("finished"))
    assert (panel.model.document_row(0).status, panel.model.document_row(0).spans) == (
        "finished",
        1,
    )
    qtbot.waitUntil(lambda: panel.chips.chip("finished").words == "Done 1")
