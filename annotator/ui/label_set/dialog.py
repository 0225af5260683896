"""The window in which the span labels of a project are made and changed, applied as one act."""

import re
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet, SpanLabel
from annotator.project.label_use import LabelUse, effects_of
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.verbatim_field import VerbatimField
from annotator.ui.hints import counted
from annotator.ui.label_set.draft import Draft
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.chip_colours import chip_colours
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.theme import current_colours

_SIZE = QSize(780, 640)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_SWATCH = 14
_FEW_LINES = 58
"""Height in pixels of a text of two lines."""


class LabelSetDialog(FormDialog):
    """Labels on the left, the page of one on the right. Nothing is done before Apply."""

    help_page = "labels"
    apply_requested = Signal(object)
    """The label set as it shall be."""

    def __init__(self, label_set: LabelSet, parent: QWidget | None = None) -> None:
        super().__init__("Label set", "Apply", parent)
        self.setObjectName("label_set")
        self.draft = Draft(label_set)
        self._use: LabelUse | None = None
        self._is_showing = False
        """Fields are being filled: what they say is no change."""
        self.labels = QTreeWidget(self)
        self.name, self.colour, self.key = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.description = QLineEdit(self)
        self.example, self.guideline = VerbatimField(self), VerbatimField(self)
        self.propose_button = QPushButton("Another", self)
        self.add_button = QPushButton("Add", self)
        self.up_button, self.down_button = QPushButton("Up", self), QPushButton("Down", self)
        self.retire_button = QPushButton("Retire", self)
        self.effects = PlainLabel(parent=self, tone="muted")
        self.page = QWidget(self)
        self._arrange()
        self._connect()
        self._list(label_set.span_labels[0].id if label_set.span_labels else "")
        self.resize(_SIZE)

    @property
    def label(self) -> SpanLabel | None:
        """The label whose page is shown, as it is in the draft."""
        item = self.labels.currentItem()
        id = "" if item is None else str(item.data(0, Qt.ItemDataRole.UserRole))
        return self.draft.label_set.span_label(id)

    def show_use(self, use: LabelUse) -> None:
        """Show how often each label is worn."""
        self._use = use
        self._list(self.label.id if self.label else "")

    def accept(self) -> None:
        """Ask for the change where it can be applied."""
        if not self._wrong():
            self.apply_requested.emit(self.draft.label_set)

    def done_applying(self) -> None:
        """Close; everything is applied."""
        super().accept()

    def reject(self) -> None:
        """Close; ask first where something is not applied."""
        if not self.draft.is_changed:
            super().reject()
            return
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setText("The changes of the label set are not applied yet.")
        drop = box.addButton("Drop the changes", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Go on editing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        drop.clicked.connect(self._drop)
        box.open()

    # ---- making ----------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.labels.setColumnCount(3)
        self.labels.setHeaderLabels(["Span labels", "Key", "Worn"])
        self.labels.setRootIsDecorated(False)
        self.labels.setAccessibleName("Span labels")
        header = self.labels.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.key.setMaxLength(1)
        self.page.setAccessibleName("The label")
        whole, left = QHBoxLayout(), QVBoxLayout()
        whole.setSpacing(18)
        left.addWidget(self.labels, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add_button, self.up_button, self.down_button, self.retire_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.propose_button.setAutoDefault(False)
        self.propose_button.setAccessibleName("Another colour")
        self.up_button.setToolTip("Alt+Up")
        self.down_button.setToolTip("Alt+Down")
        left.addLayout(buttons)
        whole.addLayout(left, 1)
        outer, right = self.fields, QVBoxLayout(self.page)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        self.fields = right
        self.add_field("Name", self.name)
        self.add_field("Colour", self.colour, self.propose_button)
        self.add_field("Key", self.key)
        self.add_field("Description", self.description)
        self.add_field("Example", self.example)
        self.add_field("Guideline", self.guideline)
        self.fields = outer
        for text in (self.example, self.guideline):
            text.setMinimumHeight(_FEW_LINES)
        self.example.setMaximumHeight(2 * _FEW_LINES)
        whole.addWidget(self.page, 1)
        outer.addLayout(whole, 1)
        outer.addWidget(self.effects)

    def _connect(self) -> None:
        self.labels.currentItemChanged.connect(lambda *_: self._show())
        for field in (self.name, self.colour, self.key, self.description):
            field.textEdited.connect(lambda _: self._take())
        for text in (self.example, self.guideline):
            text.textChanged.connect(self._take)
        self.add_button.clicked.connect(self._add)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.retire_button.clicked.connect(self._retire)
        self.propose_button.clicked.connect(self._propose)
        QShortcut(QKeySequence("Alt+Up"), self, lambda: self._move(-1))
        QShortcut(QKeySequence("Alt+Down"), self, lambda: self._move(1))

    # ---- what happens ----------------------------------------------------------------------

    def _drop(self) -> None:
        super().reject()

    def _add(self) -> None:
        self._list(self.draft.add())
        self.name.setFocus()
        self.name.selectAll()

    def _move(self, steps: int) -> None:
        if self.label is not None:
            id = self.label.id
            self.draft.move(id, steps)
            self._list(id)

    def _retire(self) -> None:
        if self.label is not None:
            id = self.label.id
            self.draft.retire_or_restore(id)
            labels = self.draft.label_set.span_labels
            is_there = any(one.id == id for one in labels)
            self._list(id if is_there else labels[-1].id if labels else "")

    def _propose(self) -> None:
        self.colour.setText(self.draft.next_colour())
        self._take()

    def _take(self) -> None:
        """Take over what the fields say; a colour that is none is told and not taken."""
        label = self.label
        if self._is_showing or label is None:
            return
        colour = self.colour.text().strip()
        changed = replace(
            label,
            name=_entered(self.name, label.name),
            colour=colour if _COLOUR.fullmatch(colour) else label.colour,
            key=_entered(self.key, label.key),
            description=_entered(self.description, label.description),
            example=self.example.whole_text(),
            guideline=self.guideline.whole_text(),
        )
        self.draft.change(changed)
        item = self.labels.currentItem()
        if item is not None:
            self._write_row(item, changed)
        self._tell()

    # ---- showing ---------------------------------------------------------------------------

    def _list(self, chosen: str) -> None:
        self.labels.blockSignals(True)
        self.labels.clear()
        for label in self.draft.label_set.span_labels:
            item = QTreeWidgetItem(self.labels)
            item.setData(0, Qt.ItemDataRole.UserRole, label.id)
            self._write_row(item, label)
            if label.id == chosen:
                self.labels.setCurrentItem(item)
        self.labels.blockSignals(False)
        self._show()

    def _write_row(self, item: QTreeWidgetItem, label: SpanLabel) -> None:
        swatch = QPixmap(_SWATCH, _SWATCH)
        swatch.fill(QColor(chip_colours(label.colour, current_colours()).ink))
        item.setIcon(0, swatch)
        item.setText(0, one_line(label.name, 60) + (" (retired)" if label.is_retired else ""))
        item.setText(1, label.key.upper())
        item.setText(2, f"{self._use.count(label.id):,}" if self._use else "")
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _show(self) -> None:
        label = self.label
        self.page.setEnabled(label is not None)
        for button in (self.up_button, self.down_button, self.retire_button):
            button.setEnabled(label is not None)
        self._is_showing = True
        self.name.setText(label.name if label else "")
        self.colour.setText(label.colour if label else "")
        self.key.setText(label.key if label else "")
        self.description.setText(label.description if label else "")
        self.description.setCursorPosition(0)  # its beginning is read, not its end
        self.example.set_whole_text(label.example if label else "")
        self.guideline.set_whole_text(label.guideline if label else "")
        self._is_showing = False
        if label is not None:
            is_new = self.draft.is_new(label.id)
            words = "Remove" if is_new else "Restore" if label.is_retired else "Retire"
            self.retire_button.setText(words)
        self._tell()

    def _tell(self) -> None:
        self.say(self._wrong())
        self.accept_button.setEnabled(self.draft.is_changed)
        self.effects.setText(self._effect_words())
        self.effects.setVisible(bool(self.effects.text()))

    def _wrong(self) -> str:
        colour = self.colour.text().strip()
        if self.label is not None and not _COLOUR.fullmatch(colour):
            return "A colour is written like #2f6fde; choose one, or press Another."
        return self.draft.wrong()

    def _effect_words(self) -> str:
        """Return what applying means for what is worn, a sentence each."""
        if self._use is None:
            return ""
        said = []
        for effect in effects_of(self.draft.before, self.draft.label_set, self._use):
            worn = counted(effect.total.spans, "span")
            if effect.kind == "rename":
                said.append(f"“{effect.name}” becomes “{effect.becomes}” on {worn}.")
            elif effect.kind == "retire":
                said.append(f"“{effect.name}” is offered no more and stays on {worn}.")
            elif effect.kind == "restore":
                said.append(f"“{effect.name}” on {worn} is offered again.")
        return "\n".join(said)


def _entered(field: QLineEdit, before: str) -> str:
    """Return what was typed, bare of white space around; where nothing was, what was there."""
    return field.text().strip() if field.isModified() else before
