"""Somebody who goes through everywhere in the program and reads all that is on the screen."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QTabBar,
    QToolTip,
    QWidget,
)

import annotator.ui
from annotator.ui.main_window import MainWindow
from tests.ui.hostile.fetching import Watch
from tests.ui.hostile.looking import WIDEST, Shown, read, too_wide, windows
from tests.ui.windows import Hands


class Walker:
    """Acts through the window's own actions, and keeps what it read, met and found wrong."""

    def __init__(self, qtbot, window: MainWindow, watch: Watch) -> None:
        self.window, self.watch = window, watch
        self.hands = Hands(qtbot, window)
        self.read: set[Shown] = set()
        self.met: set[type] = set()
        self.ran: set[str] = set()
        self.faults: set[str] = set()

    def look(self, where: str, *tops: QWidget) -> None:
        """Read all that is on the screen now, or what these windows show."""
        self.hands.settle()
        for top in tops or windows():
            self.glance(where, top)
        self.faults.update(f"{where}: fetched {what}" for what in self.watch.fetched())

    def glance(self, where: str, top: QWidget) -> None:
        """Read what a window shows at this moment, whatever is under way."""
        self.met.update(type(one) for one in (top, *top.findChildren(QWidget)))
        self.read.update(one for one in read(top) if one.text)
        self.faults.update(f"{where}: {fault}" for fault in too_wide(top))
        top.grab()  # painting reads, too

    def run(self, action: str) -> None:
        """Do an action as the palette does, look, and look into whatever has opened."""
        assert self.window.can_run(action), f"{action} makes no sense here"
        self.window.run(action)
        self.ran.add(action)
        self.look(action)
        for dialog in self.dialogs():
            self.look_into(dialog)
        self.leave()

    def look_into(self, dialog: QWidget) -> None:
        """Turn over each tab, and choose each of the first rows and choices."""
        for bar in dialog.findChildren(QTabBar):
            for tab in range(bar.count()):
                bar.setCurrentIndex(tab)
                self.look(f"{type(dialog).__name__}, tab {tab}", dialog)
        for view in dialog.findChildren(QAbstractItemView):
            model = view.model()
            for row in range(min(model.rowCount(), 3) if model is not None else 0):
                view.setCurrentIndex(model.index(row, 0))
                self.look(f"{type(dialog).__name__}, row {row}", dialog)
        for box in dialog.findChildren(QComboBox):
            box.showPopup()
            others = [one for one in windows() if one not in (self.window, dialog)]
            self.look(f"{type(dialog).__name__}, a list of choices", *others)
            box.hidePopup()

    def press(self, dialog: QWidget, *names: str) -> None:
        """Press buttons of a dialog, looking each time at what comes."""
        for name in names:
            button = getattr(dialog, name)
            assert isinstance(button, QAbstractButton)
            button.click()
            self.look(f"{type(dialog).__name__}.{name}")

    def dialogs(self) -> list[QWidget]:
        """Return what has opened beside the window, the last first."""
        return [one for one in windows() if one is not self.window]

    def dialog(self, kind: type[QDialog]) -> QDialog:
        """Return the open dialog of a kind."""
        self.hands.settle()
        return self.at_once(kind)

    def at_once(self, kind: type[QDialog]) -> QDialog:
        """Return the dialog of a kind that is there now."""
        found = [one for one in self.dialogs() if isinstance(one, kind)]
        assert found, f"{kind.__name__} has not opened"
        return found[0]

    def leave(self) -> None:
        """Close whatever stands before the window."""
        for _ in range(3):
            for top in self.dialogs():
                top.close()
            self.hands.settle()
        self.window.activateWindow()

    def ask_for_menu(self, widget: QWidget, place: QPoint) -> None:
        """Ask for the menu of a place, as the right button does, and look."""
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)
        self.look(f"the menu of {type(widget).__name__}")
        self.leave()

    # ---- what it comes to

    def misshown(self) -> Iterator[str]:
        """Yield what was not shown as it was written, or where it had no room."""
        yield from sorted(self.faults)
        for shown in sorted(self.read):
            for fault in shown.faults():
                yield f"{shown.where}: {fault}: {shown.text[:80]!r}"
        yield from self._wide_tooltips()

    def _wide_tooltips(self) -> Iterator[str]:
        for text in sorted({one.text for one in self.read if one.kind == "tooltip"}, key=len)[-40:]:
            QToolTip.showText(QPoint(0, 0), text, self.window)
            for tip in QApplication.topLevelWidgets():
                is_tip = tip.metaObject().className() == "QTipLabel"
                if is_tip and tip.sizeHint().width() > WIDEST:
                    yield f"a tooltip is {tip.sizeHint().width()} pixels wide: {text[:80]!r}"
        QToolTip.hideText()


def widgets_of_the_program() -> Iterator[type[QWidget]]:
    """Yield every kind of widget that one part of the program has from another."""
    modules = [one.name for one in pkgutil.walk_packages(annotator.ui.__path__, "annotator.ui.")]
    for module in map(importlib.import_module, modules):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ImportFrom) and node.module in modules:
                for name in node.names:
                    kind = getattr(importlib.import_module(node.module), name.name)
                    if inspect.isclass(kind) and issubclass(kind, QWidget):
                        yield kind
