"""The place where one annotates: article list, label bar over the text, inspector."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.settings.places import Place, Places
from annotator.settings.store import Settings
from annotator.ui.article_look import ArticleLook
from annotator.ui.bindings import Bindings, as_seen, find_label
from annotator.ui.colleagues import Colleague, list_colleagues
from annotator.ui.concordance.searching import Searching
from annotator.ui.elsewhere.elsewhere import Elsewhere
from annotator.ui.entities.linking import Linking
from annotator.ui.entities.listing import Listing
from annotator.ui.finding import Finding
from annotator.ui.guideline.beside import Guidelines
from annotator.ui.history.history import History
from annotator.ui.inbox.inbox_side import InboxSide
from annotator.ui.lens.lens import Lens
from annotator.ui.not_allowed.working_through import WorkingThrough
from annotator.ui.pages.no_article import NoArticle
from annotator.ui.pages.yielding import INSPECTOR, LIST, TABLES, Yielding
from annotator.ui.panels.annotation_tables import AnnotationTables
from annotator.ui.panels.article_list import ArticleListPanel
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.label_bar import LabelBar
from annotator.ui.panels.shown_labels import ShownLabels
from annotator.ui.reading_ahead import ReadingAhead
from annotator.ui.relation_labels import relabel_by_key
from annotator.ui.same_text import SameText
from annotator.ui.seen_text import SeenText
from annotator.ui.session import Session
from annotator.ui.suggesting.suggestions import Suggestions
from annotator.ui.text_view.colours import text_colours
from annotator.ui.text_view.overview_strip import OverviewStrip
from annotator.ui.text_view.text_view import TextView
from annotator.ui.theme import current_colours, theme
from annotator.ui.widgets.find_bar import FindBar

_LEAST_BESIDE_INBOX = 980
"""How wide (pixels) the page must be for the article list beside the inbox."""


class Nobody(Enum):
    """Whose spans stand below mine where nobody's do (None would be the curated set)."""

    NOBODY = "nobody"


DEFAULT_WIDTHS = [264, 876, 300]
"""Of list, article and inspector, as in the drawings at 1440 pixels."""
DEFAULT_HEIGHTS = [560, 240]
"""Of the article and the tables below it."""


class AnnotatePage(QWidget):
    """Puts the panels beside the text and carries wishes between them and the session."""

    help_page = "marking"

    action_requested = Signal(str)
    """An action (id) was asked for by a key in the text or by a panel."""
    span_menu_requested = Signal(QPoint)
    focus_changed = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._settings = settings
        self._bindings = bindings
        self._yielding = Yielding()
        self._is_alone = False
        self.articles = ArticleListPanel(session, settings=settings)
        self.labels = LabelBar(session)
        self.labels.setObjectName("label_bar")
        self.labels.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view = TextView(session.selection)
        self.look = ArticleLook(self.view, settings)
        self._strike_hidden()
        self._places = Places(settings.folder / "places.json")
        self._colleague: str | Nobody | None = Nobody.NOBODY
        self.strip = OverviewStrip(self.view)
        self.seen = SeenText(session, self.view, settings)
        self.seen.changed.connect(self._show_seen)
        self.find_bar = FindBar()
        self.finding = Finding(self.find_bar, self.view, session.selection, self)
        self.same_text = SameText(session, self.view, self)
        self.elsewhere = Elsewhere(session, self.view, self)
        self.lens = Lens(session, self.view, self)
        self.suggestions = Suggestions(session, self.view, settings, self)
        self.history = History(session, self.view, settings, self)
        self.searching = Searching(session, self.view, self)
        self.working_through = WorkingThrough(session, self.view, self)
        self.linking = Linking(session, self.view, self)
        self.listing = Listing(session, self.view, self)
        self.ahead = ReadingAhead(session, self)
        self.nothing = NoArticle()
        self.inspector = Inspector(session)
        self.inspector.seen.ask = self.seen.shown
        self.side = InboxSide(self.inspector, session, self.view, bindings)
        self.guidelines = Guidelines(
            session, self.side, self.side.close_inbox, self._is_guideline_key, self
        )
        self.tables = AnnotationTables(session, bindings)
        self._middle = QStackedWidget()
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._arrange()
        self._connect()
        self._restore()

    # ---- for the window

    def focus_text(self) -> None:
        """Put the focus back into the text, or into the list while no article is open."""
        if self.session.document is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.articles.focus_list()

    def open_first(self) -> None:
        """Open the article where one was last, else the first one, as soon as the list knows it,
        so that one can begin at once."""
        once = Qt.ConnectionType.SingleShotConnection
        self.articles.model.keys_loaded.connect(self._open_first, once)
        self.focus_text()

    def put_label(self, label: str) -> None:
        """Put a label (id) on what counts and go back into the text."""
        self.view.label(label)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_note(self) -> None:
        """Go to the note of what is selected."""
        if self.session.selection.span is None and self.session.selection.relation is None:
            self.session.said.emit("Select a span or a relation to note something on it.", False)
        else:
            self.insist_on_panel(INSPECTOR, True)
            self.inspector.edit_note()

    def discuss(self) -> None:
        """Go to what is said about what is selected."""
        selection = self.session.selection
        if selection.relation is None and len(selection.spans) != 1:
            self.session.said.emit("Select a span or a relation to discuss it.", False)
        else:
            self.insist_on_panel(INSPECTOR, True)
            self.inspector.discuss()

    def is_in_text(self) -> bool:
        """Tell whether the text has the focus."""
        return _has_focus_in(self.view)

    def is_in_tables(self) -> bool:
        """Tell whether the tables of spans and relations have the focus."""
        return self.tables.isVisible() and _has_focus_in(self.tables)

    def show_panels(
        self,
        *,
        has_list: bool,
        has_inspector: bool,
        has_labels: bool = True,
        has_tables: bool = False,
    ) -> None:
        """Show or hide what stands around the text, as far as the width allows."""
        self._yielding.want(LIST, has_list)
        self._yielding.want(TABLES, has_tables)
        self._yielding.want(INSPECTOR, has_inspector)
        self._is_alone = not has_labels
        self.labels.setVisible(has_labels)
        self._place_panels()

    def has_panel(self, setting: str) -> bool:
        """Tell whether the list, the tables or the inspector, by its setting, is shown now."""
        if setting == INSPECTOR and (self.side.is_open or self.guidelines.is_open):
            return False
        return self._yielding.shows(setting)

    def insist_on_panel(self, setting: str, is_wanted: bool) -> None:
        """Show or hide a panel, by the name of its setting, in a narrow window too."""
        self._yielding.insist(setting, is_wanted)
        if setting == INSPECTOR and is_wanted:
            self.side.close_inbox()
            self.guidelines.close()
        self._place_panels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let panels yield to the text, and come back."""
        super().resizeEvent(event)
        self._yielding.set_width(event.size().width())
        self._place_panels()

    def _place_panels(self) -> None:
        has_inbox = self.side.is_open and not self._is_alone
        has_guideline = self.guidelines.is_open and not self._is_alone
        has_room = not (has_inbox or has_guideline) or self.width() >= _LEAST_BESIDE_INBOX
        self.articles.setVisible(self._yielding.shows(LIST) and has_room)
        self.tables.setVisible(self._yielding.shows(TABLES))
        self.side.setVisible(has_inbox or has_guideline or self._yielding.shows(INSPECTOR))
        if not self.is_in_text() and self.window().focusWidget() is None:
            self.focus_text()

    def panels(self) -> list[QWidget]:
        """Return what F6 walks through, left to right, without what is hidden."""
        stops: list[QWidget | None] = [self.articles.view, self.labels.row, self.view, self.tables]
        stops.append(self.side.currentWidget())
        return [stop for stop in stops if stop is not None and stop.isVisible()]

    def walk_panels(self, step: int) -> None:
        """Move the focus to the next panel, or back."""
        stops = self.panels()
        if not stops:
            return
        here = next((place for place, stop in enumerate(stops) if _has_focus_in(stop)), 0)
        target = stops[(here + step) % len(stops)]
        if target is self.articles.view:
            self.articles.focus_list()
        elif target is self.tables:
            self.tables.focus_table()
        elif target is self.side.panel:
            self.side.open_inbox()
        elif not _focus_first(target):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self) -> None:
        """Leave what is under way in the text: a relation, then finding, then the selection."""
        if self.find_bar.isHidden():
            self.view.cancel()
        elif not self.view.relating.cancel():
            self.find_bar.close_bar()

    def show_colleague(self, colleague: Colleague) -> None:
        """Draw somebody else's spans below the text, here and in the articles opened next."""
        self._colleague = colleague.id
        self.view.show_second(colleague.annotation_set, colleague.name)
        self.session.said.emit(f"{colleague.name} below the text: {colleague.counts}.", False)

    def hide_colleague(self) -> None:
        """Draw nobody else's spans any more."""
        self._colleague = Nobody.NOBODY
        self.view.clear_second()

    def open_shown_labels(self) -> None:
        """Open the list of labels that are shown or switched off."""
        labels = ShownLabels(self.session.label_set, self.look, self)
        button = self.labels.shown_button
        below = QPoint(button.width() - labels.sizeHint().width(), button.height() + 2)
        place = button.mapToGlobal(below) if button.isVisible() else self._corner()
        labels.open_below(place)

    def show_keys(self, shown_key: Callable[[str], str]) -> None:
        """Show the keys that actions (ids) have now where a panel names one."""
        self.labels.show_relation_key(shown_key("start_relation"))
        self.side.show_keys(shown_key)
        self.listing.link_key = shown_key("link_entity")
        self.articles.search.key_hint.set_keys(shown_key("filter_articles"))

    def remember(self) -> None:
        """Keep the widths of the columns, and where one is in the article."""
        self._remember_place()
        widths = self.columns.sizes()
        if all(widths):
            self._settings.choose("column_widths", widths)
        heights = self.rows.sizes()
        if all(heights):
            self._settings.choose("row_heights", heights)

    # ---- making

    def _arrange(self) -> None:
        text = QWidget()
        text.setObjectName("article_side")
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.view, 1)
        beside.addWidget(self.strip)
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.labels)
        column.addLayout(beside, 1)
        column.addWidget(self.find_bar)
        self._middle.addWidget(self.nothing)
        self.rows.addWidget(text)
        self.rows.addWidget(self.tables)
        self.rows.setHandleWidth(1)
        self.rows.setChildrenCollapsible(False)
        self.rows.setStretchFactor(0, 1)
        self.rows.setStretchFactor(1, 0)
        self._middle.addWidget(self.rows)
        for widget in (self.articles, self._middle, self.side):
            self.columns.addWidget(widget)
        self.columns.setHandleWidth(1)
        self.columns.setChildrenCollapsible(False)
        for place, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(place, stretch)
        self.articles.setMinimumWidth(200)
        self._middle.setMinimumWidth(360)
        self.side.setMinimumWidth(220)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)

    def _connect(self) -> None:
        session, view = self.session, self.view
        self.articles.model.counts_loaded.connect(
            lambda counts: self.nothing.show_count(counts.get("all", 0))
        )
        self.articles.document_requested.connect(self._open_document)
        self.articles.leave_requested.connect(self.focus_text)
        self.articles.action_requested.connect(self.action_requested)
        self.labels.label_requested.connect(self.put_label)
        self.labels.relation_requested.connect(self._wish("start_relation"))
        self.inspector.reveal_requested.connect(self._reveal)
        self.inspector.link_requested.connect(self._wish("link_entity"))
        self.inspector.entity_requested.connect(self.listing.open)
        self.inspector.moment_requested.connect(self.history.open_article)
        self.inspector.leave_requested.connect(self.focus_text)
        self.inspector.details_requested.connect(self._wish("article_details"))
        self.inspector.seen.unseen_requested.connect(self._wish("go_to_unseen"))
        self.inspector.seen.switch_requested.connect(self._wish("toggle_seen"))
        self.side.action_requested.connect(self.action_requested)
        self.side.text_requested.connect(self.focus_text)
        self.side.toggled.connect(self._take_inbox)
        self.guidelines.text_requested.connect(self.focus_text)
        self.guidelines.toggled.connect(self._place_panels)
        self.labels.row.key_hook = self._take_chip_key
        self.labels.label_set_requested.connect(self._wish("edit_label_set"))
        self.tables.reveal_requested.connect(self._reveal)
        self.tables.go_requested.connect(self._go_to)
        self.tables.leave_requested.connect(self.focus_text)
        self.tables.label_requested.connect(view.label)
        self.tables.action_requested.connect(self._act_from_table)
        self.working_through.text_requested.connect(lambda: self.action_requested.emit("annotate"))
        view.edit_requested.connect(lambda edit: session.apply(edit, view))
        self.look.changed.connect(self._strike_hidden)
        self.look.said.connect(lambda sentence: session.said.emit(sentence, False))
        self.labels.shown_requested.connect(self._wish("choose_labels_shown"))
        session.leaving.connect(self._remember_place)
        view.notice.connect(lambda sentence: session.said.emit(sentence, False))
        view.menu_requested.connect(self._ask_for_menu)
        view.key_hook = self._take_key
        session.changed.connect(self._take_changes)
        session.document_opened.connect(self._show_document)
        session.reveal_requested.connect(view.reveal)
        self.find_bar.closed.connect(self.focus_text)
        self.finding.notice.connect(lambda sentence: session.said.emit(sentence, False))
        theme().changed.connect(self._dress)

    def _restore(self) -> None:
        self._dress()
        self.columns.setSizes(self._settings.get("column_widths") or DEFAULT_WIDTHS)
        self.rows.setSizes(self._settings.get("row_heights") or DEFAULT_HEIGHTS)
        for panel in (LIST, TABLES, INSPECTOR):
            self._yielding.want(panel, self._settings.get(panel))
        self._place_panels()
        self._show_document(self.session.document)

    # ---- what happens

    def _wish(self, action: str) -> object:
        return lambda: self.action_requested.emit(action)

    def _open_first(self) -> None:
        if self.session.document is None:
            last = self._places.last_in(self.session.project.path)
            if last is not None and self._is_there(last):
                self._open_document(last)
            else:
                self.articles.select_next()
            self.focus_text()

    def _is_there(self, document: str) -> bool:
        """Tell whether an article (id) is in the project and its lists."""
        project = self.session.project
        try:
            project.document(document)
        except AnnotatorError:
            return False
        return project.work_list.is_hidden(document) is None

    def _open_document(self, document: str) -> None:
        row = self.articles.model.row_of(document)
        self.ahead.open(document, None if row is None else self.articles.model.document_row(row))

    def _show_document(self, document: Document | None) -> None:
        mine = self.session.annotation_set
        if document is None or mine is None:
            self.view.clear_document()
            self.find_bar.hide()
        else:
            ordered = self.ahead.ordered(mine)
            self.view.show_document(document, mine, self.session.label_set, ordered=ordered)
            self._show_colleague_again()
            place = self._places.place_in(self.session.project.path, document.id)
            if place is not None:
                self.view.take_up_reading(*place)
        self.side.show_in_text()
        self.finding.take_document()
        self._middle.setCurrentIndex(0 if document is None else 1)

    def _take_inbox(self) -> None:
        """Make room for the inbox; or show again what stood below the text before."""
        self._place_panels()
        if not self.side.is_open:
            self.view.clear_second()
            self._show_colleague_again()

    def _show_colleague_again(self) -> None:
        """Show the colleague chosen in an article before, if there is a set of theirs here too."""
        if self._colleague is Nobody.NOBODY:
            return
        found = [one for one in list_colleagues(self.session) if one.id == self._colleague]
        if found:
            self.view.show_second(found[0].annotation_set, found[0].name)
        else:
            self.view.clear_second()

    def _remember_place(self) -> None:
        if self.view.document_id:
            place = Place(*self.view.place_of_reading())
            self._places.remember(self.session.project.path, self.view.document_id, place)

    def _show_seen(self) -> None:
        self.strip.set_seen(self.seen.ranges)
        self.inspector.seen.refresh_soon()

    def _strike_hidden(self) -> None:
        self.labels.show_hidden(self.view.hidden_labels)

    def _corner(self) -> QPoint:
        return self.view.mapToGlobal(QPoint(24, 12))

    def _take_changes(self, changes: Changes, origin: object) -> None:
        document = self.session.document
        if changes.label_set is not None:
            self.view.set_label_set(changes.label_set[1])
        if document is not None and changes.document == document.id:
            self.view.apply_changes(changes)
        if document is not None and changes.has_sight_changes:
            self._show_colleague_again()
        self.side.show_in_text()

    def _reveal(self, annotation: str) -> None:
        mine = self.session.annotation_set
        if mine is None:
            return
        relation = mine.relations.get(annotation)
        if relation is not None:
            self.session.selection.select_relation(annotation)
            self.view.reveal_span(relation.head)
        elif annotation in mine.spans:
            self.session.selection.select_spans([annotation])
            self.view.reveal_span(annotation)

    def _go_to(self, annotation: str) -> None:
        """Put the hand into the text, onto a span or a relation (an id) and its head."""
        mine = self.session.annotation_set
        relation = mine.relations.get(annotation) if mine is not None else None
        self.view.go_to_span(relation.head if relation is not None else annotation)
        if relation is not None:
            self.session.selection.select_relation(annotation)
        self.focus_text()

    def _act_from_table(self, action: str) -> None:
        if action == "start_relation" and self.session.selection.spans:
            self.focus_text()  # the letters to type stand in the text
        self.action_requested.emit(action)

    def _ask_for_menu(self, place: QPoint, spans: object) -> None:
        self.span_menu_requested.emit(place)

    def _take_key(self, event: QKeyEvent) -> bool:
        """Run what a key in the text means; False leaves it to the text."""
        action = self._bindings.find_action(event, "article")
        if action is not None:
            self.action_requested.emit(as_seen(action, event, is_leftwards=self.view.is_leftwards))
            return True
        if relabel_by_key(event, self.session, self.view):
            return True
        label = find_label(event, self.session.label_set)
        if label is not None:
            self.view.label(label)
            return True
        return False

    def _is_guideline_key(self, event: QKeyEvent) -> bool:
        return self._bindings.find_action(event, "article") == "guideline"

    def _take_chip_key(self, event: QKeyEvent, label: str) -> bool:
        """Show the guideline of the label whose chip has the focus."""
        if not self._is_guideline_key(event):
            return False
        self.guidelines.open(label)
        return True

    def _dress(self) -> None:
        colours = current_colours()
        self.view.set_colours(text_colours(is_dark=colours.is_dark, is_high=colours.is_high))


def _has_focus_in(widget: QWidget) -> bool:
    focused = widget.window().focusWidget()
    return focused is widget or widget.isAncestorOf(focused)


def _focus_first(panel: QWidget) -> bool:
    """Put the focus on the first part of a panel that takes it; tell whether there is one."""
    for widget in panel.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
