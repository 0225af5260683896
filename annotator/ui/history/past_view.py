"""An article as it was: its text with the labels of then, below it what has become of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import changes_between
from annotator.settings.store import Settings
from annotator.ui.article_look import ArticleLook
from annotator.ui.history.lines import Line
from annotator.ui.history.model import moment_of
from annotator.ui.history.past import Differences, Past, set_words
from annotator.ui.models.article_words import locale, title_words_of
from annotator.ui.panels.plain_text import ElidedLabel, menu_text
from annotator.ui.selection import Selection
from annotator.ui.text_view.colours import text_colours
from annotator.ui.text_view.overview_strip import OverviewStrip
from annotator.ui.text_view.text_view import TextView
from annotator.ui.theme import current_colours, theme

_CURATED = "the curated set"


class PastView(QWidget):
    """Nothing can be changed here. Tab goes from span to span."""

    selection_changed = Signal()
    leave_requested = Signal()
    """The hand wants back to the timeline."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("past")
        self._past: Past | None = None
        self._line: Line | None = None
        self._shown: AnnotationSet | None = None
        self.selection = Selection(self)
        self.view = TextView(self.selection, self)
        self.view.setAccessibleName("The article as it was")
        self.strip = OverviewStrip(self.view, self)
        self._look = ArticleLook(self.view, settings)
        self.heading = ElidedLabel("", self, tone="strong")
        self.below = ElidedLabel("", self, tone="muted")
        self.became = ElidedLabel("", self, tone="muted")
        self.whose = QComboBox(self)
        self.whose.setAccessibleName("Whose labels")
        self.whose.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.differing: Differences | None = None
        """What of the labels shown is otherwise now."""
        self._arrange()
        self.view.key_hook = self._take_key
        self.selection.changed.connect(self.selection_changed)
        self.whose.currentIndexChanged.connect(lambda _: self._show_sets())
        theme().changed.connect(self._dress)
        self._dress()

    # ---- for the window ------------------------------------------------------------------

    @property
    def past(self) -> Past | None:
        """What is shown."""
        return self._past

    @property
    def annotator(self) -> str | None:
        """Whose labels (id) are shown; None: the curated set's."""
        return self.whose.currentData() or None

    def shows_article(self, document: str) -> bool:
        """Tell whether a state of an article (id) is shown."""
        return self._past is not None and self.view.document_id == document

    @property
    def is_mine(self) -> bool:
        """Whether the labels shown are my own."""
        return self._past is not None and self.annotator == self._past.mine

    def chosen(self) -> list[str]:
        """Return the spans and relations (ids) that are selected."""
        found = [*self.selection.spans]
        return [*found, self.selection.relation] if self.selection.relation else found

    def show_past(self, past: Past, line: Line) -> None:
        """Show how an article was after an act; whose labels the act touched come first."""
        is_other = self._past is None or self._past.document.id != past.document.id
        kept = None if is_other else self.view.place_of_reading()
        self._past, self._line = past, line
        day = locale().toString(moment_of(line.at), "d MMM yyyy, HH:mm:ss")
        self.heading.setText(f"As it was on {day}")
        self.below.setText(f"after: {line.words} · {line.who} · {title_words_of(past.document)}")
        self._fill_whose(past)
        self._show_sets(kept)

    def show_nothing(self, heading: str, below: str = "") -> None:
        """Show no article, and say why."""
        self._past = self._line = self._shown = self.differing = None
        self.view.clear_document()
        self.heading.setText(heading)
        self.below.setText(below)
        self.became.setText("")
        self.whose.hide()
        self.selection_changed.emit()

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        bar = QWidget(self)
        bar.setObjectName("past_bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = QVBoxLayout()
        words.setSpacing(1)
        for label in (self.heading, self.below, self.became):
            words.addWidget(label)
        row = QHBoxLayout(bar)
        row.setContentsMargins(18, 8, 12, 8)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.whose, 0, Qt.AlignmentFlag.AlignTop)
        text = QHBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.view, 1)
        text.addWidget(self.strip)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addLayout(text, 1)

    def _dress(self) -> None:
        colours = current_colours()
        self.view.set_colours(text_colours(is_dark=colours.is_dark, is_high=colours.is_high))

    # ---- what happens --------------------------------------------------------------------

    def _fill_whose(self, past: Past) -> None:
        self.whose.blockSignals(True)
        self.whose.clear()
        for id in past.people:
            name = _CURATED if id is None else past.names.get(id, id)
            words = f"{name} (me)" if id == past.mine else name
            self.whose.addItem(menu_text(words, 40), id or "")
        self.whose.setCurrentIndex(max(0, self.whose.findData(past.owner or "")))
        self.whose.setVisible(self.whose.count() > 0)
        self.whose.blockSignals(False)

    def _show_sets(self, kept: tuple[int, int] | None = None) -> None:
        past, line = self._past, self._line
        if past is None or line is None:
            return
        if kept is None and self.view.document_id == past.document.id:
            kept = self.view.place_of_reading()
        then, _, self.differing, below, look = past.compare(self.annotator, line.annotations)
        self._show_in_text(past, then)
        if below.spans:
            self.view.show_second(below, "now")
        else:
            self.view.clear_second()
        self.view.show_disputed(look)
        if kept is not None:
            self.view.take_up_reading(*kept)
        self._reveal(line)
        if self.annotator in past.untold:
            self.became.setText("What was there then cannot be told: the history has a gap.")
        else:
            legend = " Above: then. Below: now." if below.spans else ""
            self.became.setText(f"Then {set_words(then)}. {self.differing.words}{legend}")
        self.selection_changed.emit()

    def _show_in_text(self, past: Past, then: AnnotationSet) -> None:
        """Show a set; where another state of it stands there, only what differs is laid anew."""
        shown, self._shown = self._shown, then
        is_same = self.view.document_id == past.document.id and shown is not None
        if (
            is_same
            and shown is not None
            and (shown.id, shown.annotator) == (then.id, then.annotator)
        ):
            if past.label_set != self.view.label_set:
                self.view.set_label_set(past.label_set)
            self.view.apply_changes(changes_between(shown, then))
            return
        self._look.restore()
        self.view.set_hidden_labels(())
        ordered = past.ordered if then is past.compared.then else None
        self.view.show_document(past.document, then, past.label_set, ordered=ordered)

    def _reveal(self, line: Line) -> None:
        """Let what the act was about be seen, as far as it is known where that was."""
        index = self.view.index
        spans = [index.spans[id].start for id in line.annotations if id in index.spans]
        heads = [
            index.spans[index.relations[id].head].start
            for id in line.annotations
            if id in index.relations
        ]
        place = min(spans or heads, default=line.place)
        if place is not None and place <= len(self.view.text):
            self.view.reveal(place)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Tab walks through the spans, Esc goes back to the timeline; nothing else is done."""
        if event.key() == Qt.Key.Key_Tab:
            self.view.select_next_span()
        elif event.key() == Qt.Key.Key_Backtab:
            self.view.select_previous_span()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        else:
            return False
        return True
