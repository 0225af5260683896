"""The window that changes a label: which, how, what that concerns, and the one button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.project.label_changes.counting import LabelPreview
from annotator.ui.dialogs.help_page import show_help
from annotator.ui.label_changes.choice import (
    VERB_WORDS,
    Choice,
    Verb,
    concerned_words,
    invalid_words,
    list_parts,
    list_verbs,
)
from annotator.ui.label_changes.fields import ChoiceFields
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel, set_tone
from annotator.ui.theme import theme
from annotator.ui.widgets.near_end import NearEnd

_SIZE = QSize(900, 680)
_PEOPLE_SHOWN = 5
"""Rows that are seen at once; more are scrolled."""
_CURATED = "the curated set"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CTRL = Qt.KeyboardModifier.ControlModifier


class LabelChangeDialog(QDialog):
    """Shows what it is given and asks for the rest."""

    choice_changed = Signal()
    change_requested = Signal()

    def __init__(
        self, label_set: LabelSet, label: str, verb: Verb, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label_set = label_set
        self.setObjectName("label_change")
        self.setWindowTitle("Change a label")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.labels = QComboBox(self)
        self.labels.setAccessibleName("Label or attribute")
        for part in list_parts(label_set):
            self.labels.addItem(part.words, part.id)
        self.labels.setCurrentIndex(max(0, self.labels.findData(label)))
        self.verbs = QComboBox(self)
        self.verbs.setAccessibleName("What to do with it")
        self.fields = ChoiceFields(label_set, self)
        self.concerned = PlainLabel("", self, tone="strong")
        self.people = _list(self, "How much of whom", ("Whose", "Articles", "Spans", "Relations"))
        self.examples = _list(
            self, "Some of the places", ("Before", "Text", "After", "Article", "Whose")
        )
        self.warning = PlainLabel("", self, tone="warn")
        self.foresight = PlainLabel("", self, tone="muted")
        self.cancel_button = QPushButton("Cancel", self)
        self.do_button = QPushButton("Change", self)
        self._arrange()
        self._take_label(verb)
        self.labels.currentIndexChanged.connect(lambda _: self._take_label(self.verb))
        self.verbs.currentIndexChanged.connect(lambda _: self._take_verb())
        self.fields.changed.connect(self.choice_changed)
        self.do_button.clicked.connect(self._do)
        self.cancel_button.clicked.connect(self.reject)
        self.resize(_SIZE)

    # ---- for whoever opened it -----------------------------------------------------------

    @property
    def label(self) -> str:
        """The label or attribute (id) that is chosen."""
        return str(self.labels.currentData() or "")

    @property
    def verb(self) -> Verb:
        """What is to be done to it."""
        found: Verb = self.verbs.currentData()
        return found

    def choice(self) -> Choice:
        """Return what is filled in."""
        return self.fields.choice(self.verb, self.label)

    def show_preview(self, preview: LabelPreview) -> None:
        """Show what the change would do, and let it be done."""
        self.concerned.setText(concerned_words(preview))
        self.warning.setText(invalid_words(preview))
        self.warning.setVisible(bool(self.warning.text()))
        for one in preview.worn:
            counts = (one.articles, one.spans, one.relations)
            name = _CURATED if one.annotator is None else one_line(one.annotator, 60)
            item = QTreeWidgetItem(self.people, [name, *(f"{count:,}" for count in counts)])
            for column in (1, 2, 3):
                item.setTextAlignment(column, _RIGHT)
        for place in preview.examples:
            name = _CURATED if place.annotator is None else one_line(place.annotator, 60)
            words = (place.left, place.text, place.right, place.title, name)
            item = QTreeWidgetItem(self.examples, [one_line(part) for part in words])
            item.setTextAlignment(0, _RIGHT)
            for column in (0, 2, 3, 4):
                item.setForeground(column, QColor(theme().colours.muted))
        self.people.setVisible(bool(preview.worn))
        self._fit_people(len(preview.worn))
        self.examples.setVisible(bool(preview.examples))
        self.say("")
        self.do_button.setEnabled(True)

    def forget(self) -> None:
        """Show nothing of what a change would do: another one is looked at."""
        for listed in (self.people, self.examples):
            listed.clear()
        self.people.hide()
        self.examples.hide()
        self.warning.hide()
        self.concerned.setText("")
        self.do_button.setEnabled(False)

    def say(self, words: str, *, is_bad: bool = False) -> None:
        """Say how things stand beside the buttons."""
        set_tone(self.foresight, "bad" if is_bad else "muted")
        self.foresight.setText(words)

    def be_busy(self, is_busy: bool) -> None:
        """Let nothing be chosen while it is being done; only Cancel stops it."""
        for one in (self.labels, self.verbs, self.fields, self.do_button):
            one.setEnabled(not is_busy)

    # ---- inside

    def _arrange(self) -> None:
        self.do_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.labels, 1)
        top.addWidget(self.verbs, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self.foresight, 1)
        bottom.addWidget(self.cancel_button)
        bottom.addWidget(self.do_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self.fields)
        whole.addWidget(self.concerned)
        whole.addWidget(self.people)
        whole.addWidget(self.examples, 1000)
        whole.addWidget(self.warning)
        whole.addStretch(1)
        whole.addLayout(bottom)
        for column, mode in enumerate(("Stretch", "ResizeToContents", "Stretch")):
            self.examples.header().setSectionResizeMode(column, QHeaderView.ResizeMode[mode])
        self.examples.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.examples.setItemDelegateForColumn(0, NearEnd(self.examples))
        self.people.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.people.header().setStretchLastSection(False)
        for column in (1, 2, 3):
            self.people.headerItem().setTextAlignment(column, _RIGHT)
        self.examples.headerItem().setTextAlignment(0, _RIGHT)
        self.examples.header().setStretchLastSection(False)

    def _fit_people(self, rows: int) -> None:
        """As high as its rows, up to a few: the places below have the room."""
        row = self.people.sizeHintForRow(0) if rows else 0
        frame = 2 * self.people.frameWidth() + self.people.header().sizeHint().height()
        self.people.setFixedHeight(frame + row * min(rows, _PEOPLE_SHOWN) + 2)

    def _take_label(self, verb: Verb | None) -> None:
        """Offer what can be done to the label; keep what was to be done where it can be."""
        self.verbs.blockSignals(True)
        self.verbs.clear()
        if self.label:
            for one in list_verbs(self._label_set, self.label):
                self.verbs.addItem(VERB_WORDS[one], one)
            self.verbs.setCurrentIndex(max(0, self.verbs.findData(verb)))
        self.verbs.blockSignals(False)
        self._take_verb()

    def _take_verb(self) -> None:
        if self.label:
            self.fields.ask(self.verb, self.label)
            self.do_button.setText(VERB_WORDS[self.verb].split()[0].replace("Say", "Allow"))
        self.choice_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Enter does it from a field, Esc leaves."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_F1:
            show_help("label-changes", self)
        elif is_enter(event):
            if isinstance(focused, QPushButton):
                focused.click()
            elif isinstance(focused, QLineEdit) or event.modifiers() & _CTRL:
                self._do()
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        if self.do_button.isEnabled():
            self.change_requested.emit()


def _list(parent: QWidget, name: str, columns: tuple[str, ...]) -> QTreeWidget:
    listed = QTreeWidget(parent)
    listed.setAccessibleName(name)
    listed.setHeaderLabels(columns)
    listed.setRootIsDecorated(False)
    listed.setUniformRowHeights(True)
    return listed
