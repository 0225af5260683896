"""The place where one sees how the project stands: article list, filters, cards of pictures."""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import sentence
from annotator.model.changes import Changes
from annotator.model.errors import AnnotatorError
from annotator.project.overview.narrowed import Narrowed
from annotator.project.project import Project
from annotator.project.rows import ListQuery
from annotator.settings.store import Settings
from annotator.ui.bindings import Bindings
from annotator.ui.charts import saving
from annotator.ui.charts.network import Network
from annotator.ui.models.reading import read_project
from annotator.ui.overview.card import Card, Picture
from annotator.ui.overview.columns import Columns
from annotator.ui.overview.narrowing_bar import NarrowingBar
from annotator.ui.overview.places_dialog import PlacesDialog
from annotator.ui.overview.reading import OverviewReading
from annotator.ui.panels.article_list import ArticleListPanel
from annotator.ui.session import Session

Shown = TypeVar("Shown", bound=Card)
CARDS = (
    ("progress_card", "ProgressCard", 0),
    ("labels_card", "LabelsCard", 0),
    ("agreement_card", "AgreementCard", 1),
    ("over_time_card", "OverTimeCard", 0),
    ("confusion_card", "ConfusionCard", 1),
    ("relations_card", "RelationsCard", 1),
    ("pace_card", "PaceCard", 0),
    ("attributes_card", "AttributesCard", 1),
    ("news_card", "NewsCard", 1),
    ("articles_card", "ArticlesCard", 1),
    ("spans_card", "SpansCard", 0),
)
"""Module and class of each card, and its column: 0 is the left one. They are loaded, made and read
in this order, one at a time, so that the page is there at once; the one that counts words is last.
"""
_WIDTHS = [264, 1176]
_LEAST_FOR_LIST = 900
"""How wide (pixels) the page must be for the article list."""
_PAGES: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}
_GRAPH = "Graph for other programs (*.graphml)"
_ENDINGS = "Picture (*.png);;Drawing (*.svg);;Numbers for a spreadsheet (*.csv)"


class OverviewPage(QWidget):
    """Shows cards and carries keys to them."""

    help_page = "overview"

    action_requested = Signal(str)
    door_opened = Signal(object)
    """What is behind a number that was chosen: a value of `overview.doors`."""
    leave_requested = Signal()
    """An article was chosen in the list: the hand wants to its text."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._settings, self._bindings = settings, bindings
        self._is_list_wanted = True
        self.articles = ArticleListPanel(session, settings=settings)
        self.narrowing = NarrowingBar(session)
        self.columns = Columns()
        self.reading = OverviewReading(session, self)
        self.cards: list[Card] = []
        self.places: PlacesDialog | None = None
        """What lists the places behind a number, while it is open."""
        self._scroll = QScrollArea()
        self._sides = QSplitter(Qt.Orientation.Horizontal, self)
        self._arrange()
        self._connect()
        self._unmade = list(CARDS)
        self._making = QTimer(self, interval=0)
        self._making.timeout.connect(self._make_next)

    # ---- for the window

    def focus_text(self) -> None:
        """Put the focus where it was among the pictures, or onto the first."""
        here = self._last if self._last is not None and self._last.isVisible() else None
        shown = here or next((one.seen for one in self._pictures() if one.has_any), None)
        if shown is not None:
            self._go_to(shown)
        else:
            self.narrowing.focus_first()
            self._awaits_picture = True

    def is_in_text(self) -> bool:
        """Tell whether one of the pictures has the focus."""
        return self._scroll.isAncestorOf(self.window().focusWidget())

    def show_list(self, is_wanted: bool) -> None:
        """Show or hide the article list, as far as the width allows."""
        self._is_list_wanted = is_wanted
        self.articles.setVisible(is_wanted and self.width() >= _LEAST_FOR_LIST)

    def show_keys(self, shown_key: Callable[[str], str]) -> None:
        """Show the keys that actions (ids) have now."""
        self.articles.search.key_hint.set_keys(shown_key("filter_articles"))

    def walk_panels(self, step: int) -> None:
        """Move the focus to the next panel, or back."""
        stops: list[QWidget] = [self.articles, self.narrowing, self._scroll]
        shown = [stop for stop in stops if stop.isVisible()]
        focused = self.window().focusWidget()
        here = next(
            (at for at, one in enumerate(shown) if one is focused or one.isAncestorOf(focused)), 0
        )
        goal = shown[(here + step) % len(shown)]
        if goal is self.articles:
            self.articles.focus_list()
        elif goal is self.narrowing:
            self.narrowing.focus_first()
        else:
            self.focus_text()

    def stop(self) -> None:
        """Let go of what is under way: the project is about to be closed."""
        self._making.stop()
        self.articles.model.stop()
        self.reading.stop()
        if self.places is not None:
            self.places.reject()

    def list_articles(self, query: ListQuery) -> None:
        """List articles at the left, and go there."""
        if not self.articles.isVisible():
            self.action_requested.emit("toggle_list")
        self._goes_to_list = True
        if query == self.articles.model.query:
            self._go_to_list()
        self.articles.set_query(query)

    def show_everything(self) -> None:
        """Narrow the numbers to nothing."""
        self.narrowing.show_everything()

    # ---- acts on a picture

    def turn_table(self) -> None:
        """Show the card one is at as tables, or as pictures again."""
        card = self._card_here()
        if card is not None:
            card.turn_table()

    def copy_picture(self) -> None:
        """Put the picture one is at on the clipboard."""
        picture = self._picture_here()
        if picture is not None:
            QGuiApplication.clipboard().setImage(saving.as_image(picture.chart))
            self.session.said.emit(f"Copied the picture “{_name(picture)}”.", False)

    def copy_numbers(self) -> None:
        """Put the numbers of the picture one is at on the clipboard."""
        picture = self._picture_here()
        if picture is not None:
            QGuiApplication.clipboard().setText(saving.as_csv(picture.chart.table()))
            self.session.said.emit(f"Copied the numbers of “{_name(picture)}”.", False)

    def save_picture(self) -> None:
        """Ask where to, and save the picture one is at, or its numbers."""
        picture = self._picture_here()
        if picture is None:
            return
        folder = self._settings.get("export_folder") or str(Path.home())
        name = "-".join(_name(picture).lower().split())
        endings = _ENDINGS if picture.write_graph is None else f"{_ENDINGS};;{_GRAPH}"
        chosen, kind = QFileDialog.getSaveFileName(
            self, "Save the picture", str(Path(folder) / name), endings
        )
        if chosen:
            self.save_to(picture, _with_ending(Path(chosen), kind))

    def save_to(self, picture: Picture, target: Path) -> None:
        """Save a picture, or its numbers, as the ending of a file's name says."""
        try:
            if picture.write_graph is not None and target.suffix.lower() == ".graphml":
                picture.write_graph(target)
            else:
                saving.save(picture.chart, target)
        except AnnotatorError as error:
            self.session.refused.emit(sentence(error))
        else:
            self._settings.choose("export_folder", str(target.absolute().parent))
            self.session.said.emit(f"Saved {target.name}.", False)

    def step(self, step: int) -> None:
        """Go to the next picture (1) or the previous one (-1)."""
        shown = [one for one in self._pictures() if one.has_any]
        if not shown:
            return
        here = self._picture_here()
        at = shown.index(here) + step if here in shown and self.is_in_text() else 0
        self._go_to(shown[at % len(shown)].seen)

    def zoom_graph(self, steps: int) -> None:
        """Come nearer to the graph of the news (1) or go farther off (-1); 0 shows the whole."""
        graphs = (one for one in self._pictures() if isinstance(one.chart, Network))
        graph = next((one for one in graphs if one.has_any and not one.is_table), None)
        if graph is not None and isinstance(graph.chart, Network):
            self._go_to(graph.chart)
            graph.chart.zoom(steps)

    # ---- making

    def _arrange(self) -> None:
        self._last: QWidget | None = None
        """What had the focus when a door was opened."""
        self._awaits_picture = False
        """Whether the focus goes to the first picture as soon as there is one."""
        self._goes_to_list = False
        """Whether the hand wants into the list as soon as it shows what is behind a number."""
        self.columns.setObjectName("overview_ground")
        self.columns.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll.setObjectName("overview_scroll")
        self._scroll.setAccessibleName("Pictures")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.columns)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.narrowing)
        column.addWidget(self._scroll, 1)
        self._sides.addWidget(self.articles)
        self._sides.addWidget(side)
        self._sides.setHandleWidth(1)
        self._sides.setChildrenCollapsible(False)
        self._sides.setStretchFactor(1, 1)
        self.articles.setMinimumWidth(200)
        side.setMinimumWidth(360)
        self._sides.setSizes(_WIDTHS)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._sides)

    def _connect(self) -> None:
        self.articles.document_requested.connect(self._open)
        self.articles.leave_requested.connect(self.focus_text)
        self.articles.action_requested.connect(self.action_requested)
        self.articles.model.keys_loaded.connect(self._follow_list)
        self.articles.model.keys_loaded.connect(self._go_to_list)
        self.narrowing.narrowed_changed.connect(self._narrow)
        self.narrowing.refused.connect(self.session.refused)
        self.narrowing.listed.toggled.connect(self._follow_list)
        self.reading.card_read.connect(self._go_to_first)
        self.session.changed.connect(self._take_changes)
        self.session.annotator_changed.connect(self.narrowing.offer_anew)

    def _make_next(self) -> None:
        """Make one card: the window answers between two of them."""
        if not self._unmade:
            self._making.stop()
            return
        module, name, side = self._unmade.pop(0)
        made = getattr(import_module(f"annotator.ui.overview.{module}"), name)(self.session)
        made.door_opened.connect(self._open_door)
        made.action_requested.connect(self._act_on)
        self.columns.add_card(made, side)
        self.cards = [one for one in self.columns.in_order() if isinstance(one, Card)]
        self.reading.add_card(made)

    @property
    def is_made(self) -> bool:
        """Whether all cards are there."""
        return not self._unmade

    def card(self, kind: type[Shown]) -> Shown:
        """Return the card of a kind, once it has been made."""
        return next(one for one in self.cards if isinstance(one, kind))

    # ---- what happens

    def showEvent(self, event: QShowEvent) -> None:
        """Count while one looks."""
        super().showEvent(event)
        self._making.start()
        self.narrowing.offer_anew()
        self.reading.watch(is_watched=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count nothing while another place is shown."""
        self._making.stop()
        self.reading.watch(is_watched=False)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the list yield to the pictures, and come back."""
        super().resizeEvent(event)
        self.show_list(self._is_list_wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of pictures, where one of them has the focus."""
        action = self._bindings.find_action(event, "overview") if self.is_in_text() else None
        if action is not None:
            self.action_requested.emit(action)
        elif event.key() in _PAGES and self.is_in_text():
            self._scroll.verticalScrollBar().triggerAction(_PAGES[event.key()])
        else:
            super().keyPressEvent(event)

    def _open(self, document: str) -> None:
        if self.session.open_document(document):
            self.leave_requested.emit()

    def _open_door(self, door: object) -> None:
        self._last = self.window().focusWidget()
        self.door_opened.emit(door)

    def _act_on(self, action: str) -> None:
        """Do an act of a card's menu on that card, whatever has the focus."""
        card = self.sender()
        picture = card.picture_here() if isinstance(card, Card) else None
        if picture is not None:
            picture.seen.setFocus(Qt.FocusReason.OtherFocusReason)
            self.action_requested.emit(action)

    def _narrow(self, narrowed: Narrowed) -> None:
        self.reading.narrow(narrowed)

    def _follow_list(self) -> None:
        """Let only what the list shows count, where that is wanted."""
        if not self.narrowing.listed.isChecked():
            self.narrowing.set_documents(None)
            return
        keys = self.articles.model.keys
        read_project(
            self.session.project,
            _ids_of,
            self.session.project,
            keys,
            owner=self,
            on_done=self.narrowing.set_documents,
        )

    def _go_to(self, widget: QWidget) -> None:
        """Put the focus onto a picture or a table, and let it be seen."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(widget)

    def _go_to_first(self) -> None:
        has_stayed = self.narrowing.isAncestorOf(self.window().focusWidget())
        if self._awaits_picture and has_stayed and any(one.has_any for one in self._pictures()):
            self._awaits_picture = False
            self.focus_text()

    def _go_to_list(self) -> None:
        if self._goes_to_list and self.isVisible():
            self.articles.focus_list()
        self._goes_to_list = False

    def _take_changes(self, changes: Changes, origin: object) -> None:
        if self.isVisible() and (changes.has_list_changes or changes.label_set):
            self.narrowing.offer_anew()

    # ---- where one is

    def _pictures(self) -> list[Picture]:
        return [picture for card in self.cards for picture in card.pictures]

    def _card_here(self) -> Card | None:
        here = self.window().focusWidget()
        first = self.cards[0] if self.cards else None
        return next((one for one in self.cards if one.isAncestorOf(here)), first)

    def _picture_here(self) -> Picture | None:
        card = self._card_here()
        return card.picture_here() if card is not None else None


def _name(picture: Picture) -> str:
    return picture.chart.accessibleName()


def _with_ending(target: Path, kind: str) -> Path:
    """Return a path with the ending of the kind that was chosen, where it has none."""
    ending = kind.partition("*")[2].rstrip(")")
    return target if target.suffix else target.with_name(f"{target.name}{ending or '.png'}")


def _ids_of(project: Project, keys: Sequence[int]) -> frozenset[str]:
    """Return the ids of articles (keys)."""
    page = 500
    found: set[str] = set()
    for first in range(0, len(keys), page):
        found.update(row.id for row in project.document_rows(keys[first : first + page]))
    return frozenset(found)
