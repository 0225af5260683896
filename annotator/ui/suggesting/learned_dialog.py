"""What the program has learned from my labels: from what, how good for each label, and switches."""

from collections.abc import Collection

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.suggest.card import FEWEST, Card, LabelCard
from annotator.suggest.suggestion import IN_ARTICLE, IN_PROJECT
from annotator.suggest.tagger import CRF
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import count_words, locale, one_line
from annotator.ui.panels.plain_text import PlainLabel

_LABEL, _SPANS, _PRECISION, _RECALL, _GATE, _STATE = range(6)
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEADS = ("Suggest", "My spans", "Right", "Found", "Sure from", "From what was learned")
_PARTS = (
    (IN_ARTICLE, "Words labelled before in the same article"),
    (IN_PROJECT, "Words labelled before in other articles"),
    (CRF, "What was learned from finished articles"),
)
_ID = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 760, 560


class LearnedDialog(FormDialog):
    """Shows what it is given, and says what is switched."""

    help_page = "suggestions"
    off_changed = Signal(list)
    """These parts and labels (ids) are off now."""
    learn_requested = Signal()
    stop_requested = Signal()
    """What is being learned just now shall not be."""
    forget_requested = Signal()

    def __init__(
        self, label_set: LabelSet, off: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__("What it has learned", "Close", parent)
        self.setObjectName("learned")
        self._label_set, self._off = label_set, set(off)
        self._is_filling = self._is_learning = False
        self.told = PlainLabel("", self, tone="muted")
        self.fields.addWidget(self.told)
        self.parts: dict[str, QCheckBox] = {}
        for part, words in _PARTS:
            box = self.parts[part] = QCheckBox(words, self)
            box.setChecked(part not in self._off)
            box.toggled.connect(lambda is_on, part=part: self._switch(part, is_on))
            self.fields.addWidget(box)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName("Labels, and how good their suggestions are")
        self.fields.addWidget(self.list, 1)
        self.learn_button = QPushButton("Learn now", self)
        self.forget_button = QPushButton("Forget what was learned", self)
        for at, button in enumerate((self.learn_button, self.forget_button)):
            button.setAutoDefault(False)
            self.buttons.insertWidget(at, button)
        self.cancel_button.hide()
        self._dress()
        self.learn_button.clicked.connect(self._learn_or_stop)
        self.forget_button.clicked.connect(self.forget_requested)
        self.list.itemChanged.connect(self._switch_label)
        self.resize(_WIDTH, _HEIGHT)

    def show_card(self, card: Card | None, to_go: int | None, *, is_learning: bool) -> None:
        """Show what is known of the model, after how many articles more it learns of itself, and
        whether another is being trained."""
        self.told.setText(_told(card, to_go, is_learning=is_learning))
        self._is_learning = is_learning
        self.learn_button.setText("Stop learning" if is_learning else "Learn now")
        self.forget_button.setEnabled(card is not None and not is_learning)
        known = {one.label: one for one in card.labels} if card else {}
        self._is_filling = True
        self.list.clear()
        for label in self._label_set.usable_span_labels():
            item = QTreeWidgetItem(self.list)
            item.setText(_LABEL, one_line(label.name, 60))
            item.setData(_LABEL, _ID, label.id)
            is_on = label.id not in self._off
            item.setCheckState(_LABEL, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self._write(item, known.get(label.id))
        self._is_filling = False
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def _learn_or_stop(self) -> None:
        (self.stop_requested if self._is_learning else self.learn_requested).emit()

    def _dress(self) -> None:
        tree = self.list
        tree.setHeaderLabels(_HEADS)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        header, head = tree.header(), tree.headerItem()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Stretch)
        for column in range(_SPANS, _STATE + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            if column != _STATE:
                head.setTextAlignment(column, _NUMBERS)

    def _write(self, item: QTreeWidgetItem, card: LabelCard | None) -> None:
        words = ("", "", "", "", "nothing known yet")
        if card is not None:
            words = (
                locale().toString(card.spans),
                _share(card.precision),
                _share(card.recall),
                _share(card.gate),
                _state(card),
            )
        for column, said in enumerate(words, start=_SPANS):
            item.setText(column, said)
            if column != _STATE:
                item.setTextAlignment(column, _NUMBERS)

    def _switch_label(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _LABEL and not self._is_filling:
            is_on = item.checkState(_LABEL) == Qt.CheckState.Checked
            self._switch(item.data(_LABEL, _ID), is_on)

    def _switch(self, one: str, is_on: bool) -> None:
        if is_on:
            self._off.discard(one)
        else:
            self._off.add(one)
        self.off_changed.emit(sorted(self._off))


def _told(card: Card | None, to_go: int | None, *, is_learning: bool) -> str:
    if is_learning:
        return "It is learning from your finished articles. What was known goes on being used."
    if card is None:
        return f"Nothing yet. {_when(to_go)}"
    at = QDateTime.fromString(card.at, Qt.DateFormat.ISODate).toLocalTime()
    when = locale().toString(at, "d MMM yyyy, HH:mm")
    return (
        f"Learned from {count_words(len(card.documents), 'article')} of yours on {when}, and tested"
        " on those of them that it had not seen. Right: the share of its suggestions that was"
        f" right; found: the share of your spans that it suggested. {_when(to_go)}"
    )


def _when(to_go: int | None) -> str:
    if to_go is None:
        return "It learns from what somebody who has signed in has finished."
    if to_go == 0:
        return "It learns when you finish an article, or at once when you ask."
    return (
        f"It learns when you have finished {count_words(to_go, 'article')} more,"
        " or at once when you ask."
    )


def _state(card: LabelCard) -> str:
    if card.gate is not None:
        return "suggested"
    return "off: too little known" if card.suggested < FEWEST else "off: too often wrong"


def _share(value: float | None) -> str:
    return "" if value is None else f"{round(100 * value)} %"
