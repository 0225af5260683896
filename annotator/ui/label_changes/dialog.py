"""The window that changes a label: which, how, what that concerns, and the one button."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.project.label_changes.counting import LabelPreview
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.label_changes.choice import (
    VERB_WORDS,
    Choice,
    Verb,
    list_parts,
    list_verbs,
)
from annotator.ui.label_changes.fields import ChoiceFields
from annotator.ui.label_changes.preview_tables import PreviewTables
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel, set_tone

_SIZE = QSize(900, 680)
_CTRL = Qt.KeyboardModifier.ControlModifier


class LabelChangeDialog(HelpedDialog):
    """Shows what it is given and asks for the rest."""

    help_page = "label-changes"

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
        self.preview = PreviewTables(self)
        self.concerned, self.people = self.preview.concerned, self.preview.people
        self.examples = self.preview.examples
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
        self.preview.show_preview(preview)
        self.say("")
        self.do_button.setEnabled(True)

    def forget(self) -> None:
        """Show nothing of what a change would do: another one is looked at."""
        self.preview.forget()
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
        whole.addWidget(self.preview, 1)
        whole.addLayout(bottom)

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
        if is_enter(event):
            if isinstance(focused, QPushButton):
                focused.click()
            elif isinstance(focused, QLineEdit) or event.modifiers() & _CTRL:
                self._do()
        else:
            super().keyPressEvent(event)

    def _do(self) -> None:
        if self.do_button.isEnabled():
            self.change_requested.emit()
