"""The guidelines in a panel: a search over all of them on top, the page of one label below."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet
from annotator.text.finding import Finder, Query, QueryTooHeavy
from annotator.ui.guideline.page import GuidelinePage, Label
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.search_field import SearchField
from annotator.ui.panels.section import Heading
from annotator.ui.theme import theme

_EDGE = 14
_BEFORE, _AFTER = 24, 60
"""Characters shown around what is found."""
_LIST_SHARE = 0.4
"""Of the height of the panel that the list of labels takes at most."""


class GuidelinePanel(QWidget):
    """One label's page; the list of labels comes while one searches. It keeps the place in each
    page."""

    help_page = "guidelines"

    leave_requested = Signal()
    """The hand wants back into the text; the panel stays."""
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_set = LabelSet()
        self._labels: list[Label] = []
        self._label = ""
        self._places: dict[str, int] = {}
        self.is_closing_key: Callable[[QKeyEvent], bool] = lambda event: False
        self.heading = Heading("Guideline", self)
        self.close_button = QuietButton("Close", self)
        self.close_button.setAccessibleName("Close the guideline")
        self.search = SearchField("", self)
        self.search.setPlaceholderText("Find in all guidelines")
        self.search.setAccessibleName("Find in all guidelines")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Labels")
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = GuidelinePage(self)
        self.said = PlainLabel("", self, tone="muted")
        self.said.setWordWrap(True)
        self.said.hide()
        self.list.hide()
        self._arrange()
        self._connect()

    @property
    def label(self) -> Label | None:
        """The label whose page is shown."""
        return next((one for one in self._labels if one.id == self._label), None)

    def show_label_set(self, label_set: LabelSet, label: str = "") -> None:
        """Show the labels of a label set, and the page of one of them (id).

        Where it has none of that id, the page shown before stays, or the first one.
        """
        self._keep_place()
        relations = (one for one in label_set.relation_labels if not one.is_retired)
        self._label_set = label_set
        self._labels = [*label_set.usable_span_labels(), *relations]
        ids = [one.id for one in self._labels]
        known = [one for one in (label, self._label, *ids) if one in ids]
        self._label = known[0] if known else ""
        self._fill()
        self._show()

    def focus_page(self) -> None:
        """Put the focus on the page, so that the arrow keys scroll it."""
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- making

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.close_button)
        above = QVBoxLayout()
        above.setContentsMargins(_EDGE, 8, _EDGE, 0)
        above.setSpacing(8)
        above.addLayout(top)
        above.addWidget(self.search)
        above.addWidget(self.list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 8)
        whole.setSpacing(4)
        whole.addLayout(above)
        whole.addWidget(self.page, 1)
        below = QHBoxLayout()
        below.setContentsMargins(_EDGE, 0, _EDGE, 0)
        below.addWidget(self.said, 1)
        whole.addLayout(below)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.close_requested)
        self.search.textChanged.connect(self._search)
        self.search.list_requested.connect(self._go_to_list)
        self.search.leave_requested.connect(self.leave_requested)
        self.list.currentRowChanged.connect(self._turn)
        self.list.itemClicked.connect(lambda _: self.focus_page())
        self.page.anchorClicked.connect(self._tell_link)
        theme().changed.connect(self._show)
        for widget in (self.search, self.list, self.page):
            widget.installEventFilter(self)

    # ---- what happens

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list is there while one searches; Enter goes from it to the page, “/” back up."""
        if event.type() == QEvent.Type.FocusIn:
            self._keep_place()
            self.list.setVisible(watched is not self.page and bool(self._labels))
            self._fit_list()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.list and is_enter(event):
                self.focus_page()
                return True
            if watched is self.page and event.text() == "/":
                self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back into the text; the key that opened the panel closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        elif self.is_closing_key(event):
            self.close_requested.emit()
        else:
            super().keyPressEvent(event)

    def _go_to_list(self) -> None:
        if self.list.count():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self) -> None:
        self._fill()
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        else:
            self._go_to_place()
        self.said.setText("" if self.list.count() else "Nothing found in any guideline.")
        self.said.setVisible(not self.list.count())

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for label, excerpt in self._found():
            keys = f"  {label.key.upper()}" if label.key else ""
            words = one_line(label.name, 60) + keys
            item = QListWidgetItem(f"{words}\n{excerpt}" if excerpt else words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, label.id)
            if label.id == self._label:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._fit_list()

    def _fit_list(self) -> None:
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        most = max(80, round(self.height() * _LIST_SHARE))
        self.list.setFixedHeight(max(24, min(rows + 4, most)))

    def _found(self) -> Iterator[tuple[Label, str]]:
        """Yield the labels in whose words the search is met, with what is around its first hit."""
        words = self._words()
        try:
            finder = Finder(Query(words))
        except QueryTooHeavy:
            return
        for label in self._labels:
            if not words:
                yield label, ""
                continue
            for text in (label.name, label.description, label.example, label.guideline):
                hit = next(iter(finder.find(text)), None)
                if hit is not None:
                    around = text[max(0, hit[0] - _BEFORE) : hit[1] + _AFTER]
                    yield label, "" if text == label.name else one_line(around, 120)
                    break

    def _words(self) -> str:
        return " ".join(self.search.text().split())

    def _turn(self, row: int) -> None:
        item = self.list.item(row)
        if item is not None:
            self._keep_place()
            self._label = item.data(Qt.ItemDataRole.UserRole)
            self._show()

    def _keep_place(self) -> None:
        """Keep how far one has read; what is looked for leads elsewhere, and is not kept."""
        if self._label and not self._words():
            self._places[self._label] = self.page.verticalScrollBar().value()

    def _show(self) -> None:
        label = self.label
        self.said.hide()
        if label is None:
            self.page.say("This project has no labels yet.")
            return
        self.page.show_label(label, self._label_set)
        self._go_to_place()

    def _go_to_place(self) -> None:
        """Go to what is looked for, else to where one was."""
        self.page.document().size()  # lays it out to its end: until then the bar is too short
        self.page.verticalScrollBar().setValue(self._places.get(self._label, 0))
        self.page.light_up(self._words())

    def _tell_link(self, url: QUrl) -> None:
        """Copy the address of a link and say it: nothing is opened from here."""
        QGuiApplication.clipboard().setText(url.toString())
        self.said.setText(f"Address copied: {one_line(url.toString(), 200)}")
        self.said.show()
