"""Every control of the window says what it is, and is reached from the keyboard in reading order."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.relation import Relation
from tests.builders import TEXT, make_span
from tests.ui.windows import CTRL, SHIFT

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def shown(top):
    return [one for one in (top, *top.findChildren(QWidget)) if one.isVisible()]


def nameless(top):
    """The controls, and all else that takes the focus, of which a screen reader has no name."""
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in shown(top)
        if (isinstance(one, CONTROLS) or one.focusPolicy() != Qt.FocusPolicy.NoFocus)
        and not isinstance(one, QScrollBar)
        and not name_of(one).strip()
    ]


def roleless(top):
    """What takes the focus and would be told as a mere box."""
    vague = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}
    return [
        type(one).__name__
        for one in shown(top)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and QAccessible.queryAccessibleInterface(one).role() in vague
    ]


@pytest.fixture
def marked(opened, hands):
    """Two spans and a relation between them; one is selected, and the tables are open."""
    for span in (
        make_span(TEXT, "Ilse Varga", "p", "varga"),
        make_span(TEXT, "Norrow Lines", "o", "lines"),
    ):
        opened.session.apply(AddSpan(span))
    opened.session.apply(AddRelation(Relation("works", "w", "varga", "lines")))
    hands.press(Qt.Key.Key_T, CTRL)
    hands.press(Qt.Key.Key_Escape)
    opened.session.selection.select_spans(["varga"])
    hands.settle()
    return opened


def test_the_start_page_has_a_name_on_everything(window):
    assert window.start.isVisible()
    assert nameless(window) == []
    assert roleless(window) == []


@pytest.mark.parametrize("selects", ["a span", "two spans", "a relation", "nothing"])
def test_the_window_has_a_name_on_everything(marked, hands, selects):
    selection = marked.session.selection
    {
        "a span": lambda: selection.select_spans(["lines"]),
        "two spans": lambda: selection.select_spans(["varga", "lines"]),
        "a relation": lambda: selection.select_relation("works"),
        "nothing": selection.clear,
    }[selects]()
    hands.settle()
    assert nameless(marked) == []
    assert roleless(marked) == []


def test_the_find_bar_has_a_name_on_everything(marked, hands):
    hands.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert marked.page.find_bar.isVisible()
    assert nameless(marked) == []


@pytest.mark.parametrize(
    "action",
    [
        "palette",
        "key_sheet",
        "help",
        "sign_in",
        "article_details",
        "export",
        "label_by_name",
        "new_project",
        "paste_article",
        "settings",
        "change_keys",
    ],
)
def test_the_dialogs_have_a_name_on_everything(marked, qtbot, action):
    from PySide6.QtCore import QTimer

    found = []

    def look():
        dialog = QApplication.activeModalWidget() or QApplication.activeWindow()
        if dialog is None or dialog is marked:
            dialog = next(
                one
                for one in QApplication.topLevelWidgets()
                if one.isVisible() and one is not marked
            )
        found.append((nameless(dialog), dialog.windowTitle() or dialog.accessibleName()))
        dialog.close()

    QTimer.singleShot(50, look)  # some of them run a loop of their own
    marked.run(action)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0][0] == []
    assert found[0][1], "the dialog itself has no name"


def test_tab_goes_through_the_window_in_reading_order(marked):
    page = marked.page
    regions = {
        "top": marked.top,
        "list": page.articles,
        "labels": page.labels,
        "text": page.view,
        "tables": page.tables,
        "inspector": page.inspector,
    }

    def region_of(widget):
        return next((name for name, one in regions.items() if one.isAncestorOf(widget)), "")

    seen, widget = [], marked.top.menu_button
    for _ in range(2000):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            region = region_of(widget)
            if region and (not seen or seen[-1] != region):
                seen.append(region)
        widget = widget.nextInFocusChain()
        if widget is marked.top.menu_button:
            break
    assert seen == list(regions)


def test_f6_goes_through_all_panels_and_comes_round(marked, hands):
    page = marked.page
    stops = [page.articles, page.labels, page.view, page.tables, page.inspector]

    def here():
        focused = marked.focusWidget()
        return next(one for one in stops if one.isAncestorOf(focused))

    assert here() is page.view
    walked = []
    for _ in stops:
        hands.press(Qt.Key.Key_F6)
        walked.append(here())
    assert walked == [page.tables, page.inspector, page.articles, page.labels, page.view]
    hands.press(Qt.Key.Key_F6, SHIFT)
    assert here() is page.labels


def test_every_chip_of_a_status_or_label_is_told_in_words(marked):
    """No meaning by colour alone: what a dot or a chip shows is said, too."""
    model = marked.page.articles.model
    spoken = [
        model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())
    ]
    assert any("In progress" in words for words in spoken)
    assert any("To do" in words for words in spoken)
    chips = map(name_of, marked.page.labels.findChildren(QAbstractButton))
    assert any(name.startswith("PERSON, key 1") for name in chips)
