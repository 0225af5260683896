"""Reads a window as its eyes, pointer and screen reader do, and says what is not as it was written.

Each text is found where Qt keeps it, with how Qt will show it: as markup or plain, with mnemonics or
without.
"""

from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    Qt,
)
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

ROWS, COLUMNS = 20, 8
"""How many rows and columns of a list are read."""
WIDEST = 1280
"""Pixels: what is wider has no room on the smaller screens that there are."""
_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)


class Shown(NamedTuple):
    """One text, where it is, and how it is shown."""

    where: str
    text: str
    kind: str
    """"plain", "mnemonics", "tooltip", "title", "markdown", or "guessed" where Qt looks at the text to
    find out whether it is markup."""

    def faults(self) -> Iterator[str]:
        """Yield what is not as it was written."""
        if self.kind == "mnemonics" and "&" in self.text.replace("&&", ""):
            yield "eats an &"
        if self.kind == "guessed" and (Gui.mightBeRichText(self.text) or "!" in self.text):
            yield "may be read as markup"
        if self.kind == "title" and "[*]" in self.text.replace("[*][*]", ""):
            yield "eats [*]"
        if self.kind == "tooltip" and Gui.mightBeRichText(self.text):
            inside = self.text.removeprefix("<qt>").removesuffix("</qt>")
            if "<" in inside or ">" in inside or inside == self.text:
                yield "is read as markup"

    @property
    def words(self) -> str:
        """The text as it comes to the eye."""
        if self.kind == "mnemonics":
            return self.text.replace("&&", "&")
        if self.kind == "title":
            return self.text.replace("[*][*]", "[*]")
        if self.kind == "tooltip" and self.text.startswith("<qt>"):
            return unescape(self.text.removeprefix("<qt>").removesuffix("</qt>"))
        return self.text


def read(top: QWidget) -> Iterator[Shown]:
    """Yield every text of a dialog or menu; of the main window, which is large, what is seen now."""
    parts = (top, *top.findChildren(QWidget))
    for widget in parts:
        if isinstance(top, QMainWindow) and not widget.isVisible():
            continue
        where = f"{type(top).__name__}: {type(widget).__name__} {widget.objectName()}".rstrip()
        for shown in _of_any(widget):
            yield shown._replace(where=f"{where} {shown.where}".rstrip())
        for text, kind in _texts(widget):
            yield Shown(where, text, kind)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            for shown in _items(widget.model()):
                yield shown._replace(where=f"{where} {shown.where}")


def _of_any(widget: QWidget) -> Iterator[Shown]:
    """What every widget may have."""
    yield Shown("tooltip", widget.toolTip(), "tooltip")
    yield Shown("what is this", widget.whatsThis(), "tooltip")
    yield Shown("status tip", widget.statusTip(), "plain")
    yield Shown("spoken", widget.accessibleName(), "plain")
    yield Shown("spoken", widget.accessibleDescription(), "plain")
    yield Shown("title", widget.windowTitle(), "title")
    for action in widget.actions():
        yield Shown("action", action.text().partition("\t")[0], "mnemonics")
        if isinstance(widget, QMenu) and widget.toolTipsVisible():
            yield Shown("action's tooltip", action.toolTip(), "tooltip")


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:  # noqa: C901, PLR0912  one line a kind
    match widget:
        case QLabel():
            if widget.textFormat() != Qt.TextFormat.PlainText:
                yield widget.text(), "guessed"
            has_keys = widget.buddy() is not None
            yield QLabel.text(widget), "mnemonics" if has_keys else "plain"
        case QAbstractButton():
            yield widget.text(), "mnemonics"
        case QGroupBox():
            yield widget.title(), "mnemonics"
        case QTabBar():
            for tab in range(widget.count()):
                yield widget.tabText(tab), "mnemonics"
                yield widget.tabToolTip(tab), "tooltip"
        case QComboBox():
            for row in range(min(widget.count(), ROWS)):
                yield widget.itemText(row), "plain"
                yield str(widget.itemData(row, Qt.ItemDataRole.ToolTipRole) or ""), "tooltip"
        case QMenu():
            yield widget.title(), "mnemonics"
        case QLineEdit():
            yield widget.text(), "plain"
            if widget.completer() is not None and widget.completer().model() is not None:
                yield from ((one.text, one.kind) for one in _items(widget.completer().model()))
            yield widget.placeholderText(), "plain"
        case QPlainTextEdit():
            yield widget.toPlainText(), "plain"
            yield widget.placeholderText(), "plain"
        case QTextBrowser() | QTextEdit():
            yield widget.toPlainText(), "markdown"
        case QAbstractSpinBox():
            yield widget.text(), "plain"
        case _:
            text = getattr(widget, "text", None)  # our own painted widgets
            if callable(text):
                found = text()
                yield found if isinstance(found, str) else "", "plain"


def _items(model: QAbstractItemModel) -> Iterator[Shown]:
    for index in _indexes(model, QModelIndex()):
        for role, kind in (
            (Qt.ItemDataRole.DisplayRole, "plain"),
            (Qt.ItemDataRole.ToolTipRole, "tooltip"),
            (Qt.ItemDataRole.StatusTipRole, "plain"),
            (Qt.ItemDataRole.WhatsThisRole, "tooltip"),
            *((role, "plain") for role in _SPOKEN),
        ):
            found = index.data(role)
            if isinstance(found, str):
                yield Shown(f"item {role.name}", found, kind)
    for column in range(_columns(model, QModelIndex())):
        for role, kind in (
            (Qt.ItemDataRole.DisplayRole, "plain"),
            (Qt.ItemDataRole.ToolTipRole, "tooltip"),
        ):
            found = model.headerData(column, Qt.Orientation.Horizontal, role)
            if isinstance(found, str):
                yield Shown("heading", found, kind)


def _indexes(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(min(model.rowCount(parent), ROWS)):
        for column in range(_columns(model, parent)):
            yield model.index(row, column, parent)
        if not isinstance(model, QAbstractListModel | QAbstractTableModel):
            yield from _indexes(model, model.index(row, 0, parent))


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    """Lists have one; Qt does not let them be asked."""
    if isinstance(model, QAbstractListModel):
        return 1
    return min(model.columnCount(parent), COLUMNS)


def too_wide(top: QWidget) -> Iterator[str]:
    """Yield what does not fit a screen: a window that cannot be narrower, or a menu."""
    width = top.sizeHint().width() if isinstance(top, QMenu) else top.minimumSizeHint().width()
    if width > WIDEST:
        yield f"{type(top).__name__} is {width} pixels wide"


def windows() -> list[QWidget]:
    """Return what is on the screen."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]
