"""The places behind a number, with what stands around them; Enter goes to one in its text."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.ui.concordance.model import (
    ARTICLE,
    LABELS,
    LEFT,
    ORDERS,
    RIGHT,
    TEXT,
    TICK,
    Concordance,
)
from annotator.ui.dialogs.help_page import HelpedDialog
from annotator.ui.models.article_words import count_words, locale
from annotator.ui.models.reading import read_project
from annotator.ui.overview.doors import Found, Passage, PlacesBehind
from annotator.ui.panels.enter_button import is_enter
from annotator.ui.panels.plain_text import PlainLabel, title_text
from annotator.ui.tasks import Task
from annotator.ui.widgets.near_end import NearEnd

_SIZE = QSize(66, 34)
"""In heights of a line."""


class PassagesModel(Concordance[Passage]):
    """Places as rows: what is said there stands where labels do; nothing is ticked."""

    def can_tick(self, hit: Passage) -> bool:
        """Nothing is done to several at once here."""
        return False

    def label_words(self, hit: Passage) -> str:
        """Return what is said, and by whom."""
        return hit.said


class PlacesDialog(HelpedDialog):
    """Fills as places are found."""

    help_page = "overview"

    place_requested = Signal(object)
    """A `Passage` shall be seen in its article."""

    def __init__(
        self, project: Project, label_set: LabelSet, door: PlacesBehind, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("places")
        self.setWindowTitle(title_text(door.words))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = PlainLabel(door.words, self, tone="strong")
        self.counts = PlainLabel("", self, tone="muted")
        self.model = PassagesModel(label_set, self)
        self.list = QTreeView(self)
        self.close_button = QPushButton("Close", self)
        self.go_button = QPushButton("Go there", self)
        self._arrange()
        self._task: Task | None = read_project(
            project,
            door.find,
            project,
            label_set,
            owner=self,
            on_done=lambda found: self._show(found, is_all=True),
            on_failed=self._fail,
            on_progress=lambda found: self._show(found, is_all=False),
        )

    def stop(self) -> None:
        """Look no further."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def done(self, result: int) -> None:
        """Stop what is under way, and go."""
        self.stop()
        super().done(result)

    # ---- inside

    def _arrange(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName("Places")
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setItemDelegateForColumn(LEFT, NearEnd(self.list))
        self.list.hideColumn(TICK)
        line = QFontMetrics(self.font()).height()
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((TEXT, 12), (LABELS, 13), (ARTICLE, 13)):
            header.resizeSection(column, width * line)
        self.resize((_SIZE * line).boundedTo(self.screen().availableSize() * 0.94))
        bottom = QHBoxLayout()
        bottom.addWidget(self.counts, 1)
        bottom.addWidget(self.close_button)
        bottom.addWidget(self.go_button)
        for button in (self.close_button, self.go_button):
            button.setAutoDefault(False)
        self.go_button.setEnabled(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 16, 18, 16)
        whole.setSpacing(10)
        whole.addWidget(self.heading)
        whole.addWidget(self.list, 1)
        whole.addLayout(bottom)
        self.counts.setText("Looking…")
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _: self._go())
        header.sectionClicked.connect(self._sort)
        self.go_button.clicked.connect(self._go)
        self.close_button.clicked.connect(self.reject)
        self.list.setFocus()

    def _show(self, found: Found, *, is_all: bool) -> None:
        self.model.add(found.places[len(self.model.all_hits) :])
        if self.model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, TEXT))
        self.go_button.setEnabled(bool(self.model.rowCount()))
        self.counts.setText(_counts(found, is_all=is_all))

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, AnnotatorError):
            raise error
        self.counts.setText(sentence(error))

    def _sort(self, column: int) -> None:
        """A second click goes back to the order of the project."""
        order = ORDERS[column]
        self.model.sort_rows("project" if self.model.order == order else order)

    def _go(self) -> None:
        passage = self.model.hit(max(0, self.list.currentIndex().row()))
        if passage is not None:
            self.place_requested.emit(passage)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the place one is at."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and is_enter(event):  # type: ignore[arg-type]
            self._go()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1 helps, Esc leaves; Enter belongs to what has the focus."""
        if not is_enter(event):
            super().keyPressEvent(event)


def _counts(found: Found, *, is_all: bool) -> str:
    """Return how many there are, and how many of them are listed."""
    if not found.total:
        return "There is nothing here any more."
    articles = len({one.document for one in found.places})
    if not is_all:
        return f"{count_words(found.total, 'place')} …"
    where = count_words(articles, "article")
    if len(found.places) < found.total:
        listed = locale().toString(len(found.places))
        return f"The first {listed} of {count_words(found.total, 'place')}, in {where}"
    return f"{count_words(found.total, 'place')} in {where}"
