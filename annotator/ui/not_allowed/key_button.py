"""A button with the cap of its key beside its words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.ui.models.article_words import one_line
from annotator.ui.panels.enter_button import EnterButton
from annotator.ui.panels.key_hint import KeyHint
from annotator.ui.widgets.line_label import LineLabel

_EDGE, _HEIGHT = 10, 4
_LONGEST = 40


class KeyButton(EnterButton):
    """As wide as words and key; says both to screen readers. A click leaves the focus where it
    is."""

    def __init__(self, words: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        shown = one_line(words, _LONGEST)
        self.setAccessibleName(f"{shown}, key {key}" if key else shown)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.words = LineLabel(shown, self)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._key = KeyHint(key, self)
        self._key.setVisible(bool(key))
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, _HEIGHT, _EDGE - 2, _HEIGHT)
        row.setSpacing(8)
        row.addWidget(self.words)
        row.addWidget(self._key)

    def sizeHint(self) -> QSize:
        """Return room for words and key; as high as buttons without one."""
        height = QPushButton.sizeHint(self).height()
        layout = self.layout()
        assert layout is not None
        return QSize(layout.sizeHint().width(), max(height, layout.sizeHint().height()))
