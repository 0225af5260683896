"""A quiet button that says what is chosen and opens the menu of what could be."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QFontMetrics
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import menu_text, plain_tooltip

_WIDEST = 190
_WIDEST_FRAMED = 420
_ARROW = " ▾"
_FLAT = (
    "QToolButton { padding: 1px 2px 1px 6px; }"
    "QToolButton::menu-indicator { image: none; width: 0px; }"
)
_FRAMED = (
    "QToolButton { background: palette(base); color: palette(text); padding: 5px 10px;"
    " border: 1px solid palette(mid); border-radius: 6px; }"
    "QToolButton:focus { border-color: palette(link); }"
    "QToolButton::menu-indicator { image: none; width: 0px; }"
)


class Choice(NamedTuple):
    """One entry of the menu."""

    key: str
    words: str


class MenuButton(QToolButton):
    """Shows one of several choices; choosing asks, and shows nothing new by itself."""

    choice_requested = Signal(str)
    """The key of a choice."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, is_framed: bool = False
    ) -> None:
        super().__init__(parent)
        self._widest = _WIDEST_FRAMED if is_framed else _WIDEST
        self._padding = 26 if is_framed else 12
        self._name = name
        self._choices: tuple[Choice, ...] = ()
        self._chosen = ""
        self._words = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setStyleSheet(_FRAMED if is_framed else _FLAT)

    @property
    def words(self) -> str:
        """What the button says is chosen."""
        return self._words

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the menu offers."""
        return self._choices

    def set_choices(self, choices: Sequence[Choice], chosen: str, otherwise: str = "") -> None:
        """Offer these choices; where `chosen` is none of them the button says `otherwise`."""
        self._choices, self._chosen = tuple(choices), chosen
        words = next((one.words for one in choices if one.key == chosen), otherwise)
        self._words = words
        metrics = QFontMetrics(self.font())
        line = one_line(words, 200)
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self._widest)
        self.setText(menu_text(shown, 200) + _ARROW)
        self.setToolTip(plain_tooltip(words) if shown != words else "")
        self.setAccessibleName(f"{self._name}: {words}")

    def sizeHint(self) -> QSize:
        """Return room for the words alone: their arrow is one of them."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(width + self._padding, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its words."""
        return QSize(40, self.sizeHint().height())

    def _fill(self) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        for choice in self._choices:
            action = self._menu.addAction(menu_text(choice.words))
            action.setCheckable(True)
            action.setChecked(choice.key == self._chosen)
            action.triggered.connect(
                lambda _=False, key=choice.key: self.choice_requested.emit(key)
            )
            group.addAction(action)
