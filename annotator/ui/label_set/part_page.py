"""What the pages of labels and attributes have in common: named fields, and what is wrong told
below each."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.ui.dialogs.verbatim_field import VerbatimField
from annotator.ui.label_set.contradictions import Contradiction, Field
from annotator.ui.label_set.draft import Draft, Part
from annotator.ui.panels.plain_text import PlainLabel, set_tone

FEW_LINES = 58
"""Height in pixels of a text of two lines."""
_GAP = 12


class PartPage(QWidget):
    """Shows one label or attribute and says what its fields make of it."""

    changed = Signal()
    """Somebody has changed a field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_showing = False
        """Fields are being filled: what they say is no change."""
        self._told: dict[Field, PlainLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.setSpacing(_GAP)
        self.name = self.line()

    # ---- for the window ----------------------------------------------------------------------

    def show_part(self, part: Part, draft: Draft) -> None:
        """Fill the fields."""
        self._is_showing = True
        self.fill(part, draft)
        self._is_showing = False

    def fill(self, part: Part, draft: Draft) -> None:
        """Put into the fields what is said of a part."""
        raise NotImplementedError

    def take(self, part: Part, draft: Draft) -> None:
        """Let the part become in the draft what the fields say."""
        raise NotImplementedError

    def tell(self, wrong: Iterable[Contradiction]) -> None:
        """Tell at each field what is wrong there; the rest is right."""
        for field, label in self._told.items():
            label.hide()
            self.field_widget(field).setAccessibleDescription("")
        for one in wrong:
            label = self._told[one.field]
            if label.isHidden():
                label.setText(one.words)
                set_tone(label, "bad" if one.is_hindrance else "warn")
                label.show()
                self.field_widget(one.field).setAccessibleDescription(one.words)

    def go_to(self, field: Field) -> None:
        """Put the focus where something is wrong."""
        target = self.field_widget(field)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()

    def field_widget(self, field: Field) -> QWidget:
        """Return the widget in which a field is entered."""
        return self.name

    # ---- for the pages -----------------------------------------------------------------------

    def line(self) -> QLineEdit:
        """Return a field of one line."""
        field = QLineEdit(self)
        field.textEdited.connect(self._tell_change)
        return field

    def text(self, lines: int = 2) -> VerbatimField:
        """Return a field of several lines."""
        field = _TextField(self)
        field.setMinimumHeight(FEW_LINES * lines // 2)
        field.textChanged.connect(self._tell_change)
        return field

    def put(
        self,
        *columns: tuple[str, QWidget, *tuple[QWidget, ...]],
        told: Iterable[Field] = (),
        stretch: int = 0,
        shares: tuple[int, ...] = (),
    ) -> None:
        """Add fields side by side, each under its name with what stands beside it; below them is
        told what is wrong with these `told`."""
        row = QHBoxLayout()
        row.setSpacing(14)
        for number, (name, field, *beside) in enumerate(columns):
            row.addLayout(self._under_name(name, field, beside), shares[number] if shares else 1)
        self._put_block(row, told, stretch)

    def put_below(self, *widgets: QWidget, told: Iterable[Field] = ()) -> None:
        """Add widgets side by side without names; what is wrong with these `told` below them."""
        row = QHBoxLayout()
        row.setSpacing(18)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self._put_block(row, told, 0)

    def add_note(self, note: QWidget) -> None:
        """Add a line that is hidden until there is something to say."""
        note.hide()
        self._column.addWidget(note)

    def end(self, stretch: int = 0) -> None:
        """No field follows."""
        self._column.addStretch(stretch)

    def _put_block(self, row: QHBoxLayout, told: Iterable[Field], stretch: int) -> None:
        block = QVBoxLayout()
        block.setSpacing(4)
        block.addLayout(row, 1)
        for one in told:
            self._told[one] = PlainLabel(parent=self, tone="bad")
            self._told[one].hide()
            block.addWidget(self._told[one])
        self._column.addLayout(block, stretch)

    def _under_name(self, name: str, field: QWidget, beside: list[QWidget]) -> QVBoxLayout:
        label = PlainLabel(name, self, tone="muted")
        label.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(name)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(field, 1)
        for widget in beside:
            line.addWidget(widget)
        column.addLayout(line, 1)
        return column

    def _tell_change(self) -> None:
        if not self._is_showing:
            self.changed.emit()


class _TextField(VerbatimField):
    """Takes the room that is left, and asks for no more than a few lines."""

    def sizeHint(self) -> QSize:
        """Return the least that it can do with."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


def entered(field: QLineEdit, before: str) -> str:
    """Return what was typed, bare of white space around; where nothing was, what was there."""
    return field.text().strip() if field.isModified() else before


def show_line(field: QLineEdit, text: str) -> None:
    """Show a text of one line; its beginning is read, not its end."""
    field.setText(text)
    field.setCursorPosition(0)
