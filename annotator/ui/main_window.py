"""The window: start page or annotate page between the bar at the top and the one at the bottom."""

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, SavingFailed
from annotator.settings.store import Settings
from annotator.ui.actions import ACTIONS, BY_ID, Place
from annotator.ui.backups.keeping import BackupKeeper
from annotator.ui.bindings import Bindings, shown_keys
from annotator.ui.collecting import Collecting
from annotator.ui.faults.watching import FaultWatch
from annotator.ui.key_table import KeyTable
from annotator.ui.menus import fill_menu, make_shortcuts, set_keys, span_menu
from annotator.ui.opening import Opening
from annotator.ui.pages.start_page import StartPage
from annotator.ui.panels.plain_text import title_text
from annotator.ui.people import keep_my_name
from annotator.ui.status import Status
from annotator.ui.warming import Warming
from annotator.ui.widgets.status_bar import StatusBar
from annotator.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from annotator.project.project import Project
    from annotator.ui.commands import Command
    from annotator.ui.pages.annotate_page import AnnotatePage
    from annotator.ui.pages.overview_page import OverviewPage
    from annotator.ui.pages.review_page import ReviewPage
    from annotator.ui.session import Session
    from annotator.ui.windows import Windows

_OF_ANNOTATING = (
    "edit_note",
    "discuss",
    "accept_suggestion",
    "reject_suggestion",
    "accept_all_alike",
    "next_suggestion",
    "previous_suggestion",
)
"""Acts on the text that make sense only where one annotates."""
DEFAULT_SIZE = (1440, 900)


class MainWindow(QMainWindow):
    """One window, at most one open project. `run` does any action of the table by its id."""

    project_left = Signal()
    """The open project was closed."""
    closed = Signal(object)
    """The window is closed: path -> place of what it showed until then, if anything."""
    corpus_written = Signal(object)
    """The path of what was exported."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.windows: Windows | None = None
        """All windows of the program; None where this one is alone."""
        self.session: Session | None = None
        self.page: AnnotatePage | None = None
        self.review_page: ReviewPage | None = None
        self.overview_page: OverviewPage | None = None
        self.place: Place = "annotate"
        self.faults = FaultWatch(self)
        self._is_text_only = False
        self.key_table = KeyTable(settings, self)
        self.bindings = Bindings(self.key_table.actions)
        self.opening = Opening(self)
        self.start = StartPage(settings)
        self.top: TopBar = TopBar()
        self.status_bar: StatusBar = StatusBar()
        self.status = Status(self.status_bar, self)
        self._collecting = Collecting(self)
        self.backups = BackupKeeper(settings, self)
        self.shortcuts = make_shortcuts(self.run, self)
        self.menu = QMenu(self)
        self._pages = QStackedWidget()
        self._arrange()
        self._connect()
        self._restore()
        self._show_what_is_open()
        self._warming = Warming(self.start, self)

    # ---- doing

    @cached_property
    def commands(self) -> "dict[str, Command]":
        """What each action does. Made when the first is asked for, or when the window has been
        idle after its first paint (`warming`): dialogs and tables hang on it."""
        from annotator.ui.commands import make_commands

        return make_commands(self)

    def run(self, action: str) -> None:
        """Do an action (id) where it makes sense now; nothing otherwise."""
        if self.can_run(action):
            self.commands[action]()

    def can_run(self, action: str) -> bool:
        """Tell whether an action makes sense with what is open."""
        needs, place = BY_ID[action].needs, BY_ID[action].place
        if place is not None and place != self.place:
            return self._is_edited_there(action)
        if BY_ID[action].context == "inbox":
            return self.page is not None and self.page.side.is_open
        if needs == "article":
            return self.session is not None and self.session.document is not None
        return not needs or self.session is not None

    def _is_edited_there(self, action: str) -> bool:
        """Acts on spans also make sense in the review, while something is put right there."""
        is_of_text = BY_ID[action].context == "article" and action not in _OF_ANNOTATING
        page = self.review_page
        return is_of_text and self.place == "review" and page is not None and bool(page.proposal)

    @property
    def here(self) -> "AnnotatePage | ReviewPage | OverviewPage | None":
        """The page of the place one is in; None on the start page."""
        if self.place == "overview":
            return self.overview_page
        return self.review_page if self.place == "review" else self.page

    def show_place(self, place: Place) -> None:
        """Go where one annotates, where one reviews, or where one sees how the project stands."""
        session, page = self.session, self.page
        if session is None or page is None:
            return
        if place == "review" and self.review_page is None:
            self._make_review(session, page)
        if place == "overview" and self.overview_page is None:
            self._make_overview(session)
        self.place = place
        self.top.show_place(place)
        here = self.here
        assert here is not None
        self._show_panels()
        self._pages.setCurrentWidget(here)
        here.focus_text()
        self._enable()
        self.status.show_article_counts()
        self.status.show_focus()

    def tell(self, words: str) -> None:
        """Show why something could not be done, where one looks now."""
        if self.session is None:
            self.start.say(words)
        else:
            self.status_bar.show_message(words, is_refusal=True)

    def tell_of_fault(self, words: str, *, is_over: bool = False) -> None:
        """Say that something of ours went wrong, now or in a run that is over, with a way to its
        report."""
        if self.session is None:
            self.start.say(words)
        else:
            door = ("Report…", "report_fault")
            self.status_bar.show_message(words, is_refusal=not is_over, door=door)

    def _hurry(self, *_: object) -> None:
        if self.page is not None:
            self._warming.hurry(self.page.view)

    def _open_articles_menu(self, place: QPoint) -> None:
        from annotator.ui.hiding import open_articles_menu

        open_articles_menu(self, place)

    def _open_label_menu(self, label: str, place: QPoint) -> None:
        from annotator.ui.label_set.label_menu import open_label_menu

        open_label_menu(self, label, place)

    def _make_review(self, session: "Session", page: "AnnotatePage") -> None:
        from annotator.ui.pages.review_page import ReviewPage

        made = self.review_page = ReviewPage(session, self.settings, self.bindings)
        page.ahead.besides = made.ahead.besides
        made.action_requested.connect(self.run)
        made.reviewing.current_changed.connect(self.status.show_focus)
        made.selection.changed.connect(self.status.show_focus)
        made.articles.menu_requested.connect(self._open_articles_menu)
        made.show_keys(self.shown_key)
        self._pages.addWidget(made)

    def _make_overview(self, session: "Session") -> None:
        from annotator.ui.overview.going import go_through
        from annotator.ui.pages.overview_page import OverviewPage

        made = self.overview_page = OverviewPage(session, self.settings, self.bindings)
        made.action_requested.connect(self.run)
        made.door_opened.connect(partial(go_through, self))
        made.leave_requested.connect(lambda: self.show_place("annotate"))
        made.articles.menu_requested.connect(self._open_articles_menu)
        made.show_keys(self.shown_key)
        self._pages.addWidget(made)

    # ---- opening and closing

    def show_project(self, project: "Project") -> bool:
        """Put an opened project into the window; the one before is saved and closed first.

        Tells whether it is shown: not where the project before could not be saved and closed.
        """
        if not self.close_project():
            return False
        # Imported when the first project is shown: the start page is painted sooner without it.
        from annotator.ui.pages.annotate_page import AnnotatePage
        from annotator.ui.purging.doing import go_on_with_purges
        from annotator.ui.session import Session

        session = Session(project, self)
        page = AnnotatePage(session, self.settings, self.bindings)
        page.action_requested.connect(self.run)
        page.span_menu_requested.connect(self._show_span_menu)
        page.articles.menu_requested.connect(self._open_articles_menu)
        page.labels.row.menu_requested.connect(self._open_label_menu)
        page.show_keys(self.shown_key)
        page.look.changed.connect(self.status.show_article_counts)
        page.suggestions.changed.connect(self.status.show_focus)
        page.side.inbox.rows_changed.connect(self._show_inbox)
        page.side.toggled.connect(self._enable)
        self.session, self.page = session, page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.settings.remember_project(project.path)
        self.status.follow(session)
        self._collecting.follow(session)
        self.backups.follow(session)
        self.faults.follow(session)
        session.annotator_changed.connect(self._show_names)
        session.changed.connect(partial(keep_my_name, self))
        session.document_opened.connect(self._enable)
        session.document_opened.connect(self._hurry)
        self._show_what_is_open()
        self.status.show_focus()
        page.open_first()
        go_on_with_purges(self)
        return True

    def close_project(self) -> bool:
        """Wait until everything is saved and close the project; False where it stays open."""
        session, page = self.session, self.page
        if session is None or page is None:
            return True
        page.inspector.commit()
        page.ahead.stop()
        page.articles.model.stop()
        page.side.inbox.stop()
        page.searching.stop()
        page.elsewhere.stop()
        page.working_through.stop()
        page.linking.stop()
        page.lens.stop()
        page.suggestions.stop()
        page.history.stop()
        page.listing.stop()
        page.seen.write(is_last=True)
        self.backups.follow(None)
        for other in (self.review_page, self.overview_page):
            if other is not None:
                other.stop()
        try:
            session.close()
        except SavingFailed as error:
            if not self.opening.leaves_unsaved(error):
                return False
            session.leave()
        except AnnotatorError as error:
            self.tell(sentence(error))
            return False
        page.remember()
        others = (self.review_page, self.overview_page)
        self.review_page = self.overview_page = None
        self.place = "annotate"
        for gone in others:
            if gone is not None:
                self._pages.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        self.session = self.page = None
        self.faults.follow(None)
        self.status.follow(None)
        self._collecting.follow(None)
        self._pages.removeWidget(page)
        page.hide()
        page.deleteLater()
        session.deleteLater()
        self.start.refresh()
        self._show_what_is_open()
        self.project_left.emit()
        return True

    # ---- panels

    def toggle_text_only(self) -> None:
        """Leave the text alone on the whole screen, or bring back what stood around it."""
        self._set_text_only(not self._is_text_only)
        self._show_panels()

    def leave_text_only(self) -> None:
        """Bring back what stood around the text, where that alone is shown."""
        if self._is_text_only:
            self.toggle_text_only()

    def toggle_panel(self, setting: str) -> None:
        """Show or hide the list or the inspector, by the name of its setting."""
        is_shown = self.page is not None and self.page.has_panel(setting)
        self.settings.choose(setting, not is_shown)
        self._set_text_only(False)
        self._show_panels()
        if self.page is not None:
            self.page.insist_on_panel(setting, not is_shown)

    def show_panel(self, setting: str) -> None:
        """Show the list or the inspector where it is hidden."""
        if self.page is not None and not self.page.has_panel(setting):
            self.toggle_panel(setting)

    def toggle_tables(self) -> None:
        """Go into the tables of spans and relations; from inside, hide them and go back."""
        assert self.page is not None, "the window runs this only with an article"
        if self.page.is_in_tables():
            self.toggle_panel("are_tables_shown")
            self.page.focus_text()
        else:
            self.show_panel("are_tables_shown")
            self.page.tables.focus_table()

    def show_menu(self) -> None:
        """Open the menu under its button."""
        button = self.top.menu_button
        self.menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _set_text_only(self, is_alone: bool) -> None:
        if is_alone == self._is_text_only:
            return
        self._is_text_only = is_alone
        full = Qt.WindowState.WindowFullScreen
        state = self.windowState()
        self.setWindowState(state | full if is_alone else state & ~full)

    def _show_panels(self) -> None:
        is_alone = self._is_text_only
        self.top.setVisible(not is_alone)
        self.status_bar.setVisible(not is_alone and self.session is not None)
        for other in (self.review_page, self.overview_page):
            if other is not None:
                other.show_list(not is_alone and self.settings.get("is_list_shown"))
        if self.page is not None:
            self.page.show_panels(
                has_list=not is_alone and self.settings.get("is_list_shown"),
                has_inspector=not is_alone and self.settings.get("is_inspector_shown"),
                has_labels=not is_alone,
                has_tables=not is_alone and self.settings.get("are_tables_shown"),
            )

    # ---- Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once the work is safe."""
        session, place = self.session, self.place
        showed = {str(session.project.path): place} if session is not None else {}
        if not self.close_project():
            event.ignore()
            return
        self._warming.stop()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.settings.choose("window_geometry", geometry)
        event.accept()
        self.hide()
        self.closed.emit(showed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project, or bring the articles in."""
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            # Not from inside the drop: the place it came from waits until the drop is over.
            QTimer.singleShot(0, self, lambda: self.opening.take_dropped(paths))

    # ---- making

    def _arrange(self) -> None:
        self._pages.addWidget(self.start)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(whole)
        self.setAcceptDrops(True)
        for shortcut in self.shortcuts.values():
            self.addAction(shortcut)
        fill_menu(self.menu, self.shortcuts)
        self._use_keys()

    def _connect(self) -> None:
        self.key_table.changed.connect(self._use_keys)
        self.backups.failed.connect(lambda words, _: self.tell(words))
        self.top.menu_requested.connect(lambda: self.run("show_menu"))
        self.top.place_requested.connect(self.run)
        self.top.palette_requested.connect(lambda: self.run("palette"))
        self.top.inbox_requested.connect(lambda: self.run("inbox"))
        self.top.annotator_change_requested.connect(lambda: self.run("sign_in"))
        self.status_bar.retry_requested.connect(lambda: self.run("retry_saving"))
        self.status_bar.undo_requested.connect(lambda: self.run("undo"))
        self.status_bar.door_requested.connect(self.run)
        self.status_bar.left_requested.connect(lambda: self.run("not_allowed"))
        self.status_bar.key_sheet_requested.connect(lambda: self.run("key_sheet"))
        self.start.action_requested.connect(self.run)
        self.start.project_requested.connect(self.opening.open_path)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self.status.show_focus)

    def _use_keys(self) -> None:
        """Let keys, menus and hints be as the table of keys has them now."""
        self.bindings.use(self.key_table.actions)
        set_keys(self.shortcuts, self.key_table.actions)
        self.top.show_palette_key(self.shown_key("palette"))
        self.status_bar.show_key_sheet_key(self.shown_key("key_sheet"))
        self.status.show_focus()
        for page in (self.page, self.review_page, self.overview_page):
            if page is not None:
                page.show_keys(self.shown_key)

    def shown_key(self, action: str) -> str:
        """Return the first key of an action (id) as it is shown, or ""."""
        keys = self.key_table.keys_of(action)
        return shown_keys(keys[0]) if keys else ""

    def _restore(self) -> None:
        geometry = self.settings.get("window_geometry")
        if not (geometry and self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))):
            self.resize(*DEFAULT_SIZE)

    # ---- showing

    def _show_what_is_open(self) -> None:
        is_open = self.session is not None
        self._set_text_only(False)
        self._show_panels()
        if not is_open:
            self._pages.setCurrentWidget(self.start)
            self.start.focus_first()
        self._show_names()
        self._enable()

    def _show_names(self) -> None:
        project = self.session.project if self.session else None
        me = project.me if project else None
        self.top.show_project(project.name if project else "", me.name if me else "")
        self.top.show_place(self.place)
        self._show_inbox()
        self.setWindowTitle(title_text(f"{project.name} – annotator") if project else "annotator")

    def _show_inbox(self) -> None:
        inbox = self.page.side.inbox if self.page is not None else None
        has_rows = inbox is not None and inbox.has_rows
        self.top.show_inbox(inbox.waiting_count if inbox is not None else 0, has_rows=has_rows)

    def _enable(self, *_: object) -> None:
        for action in ACTIONS:
            self.shortcuts[action.id].setEnabled(self.can_run(action.id))

    def _show_span_menu(self, place: QPoint) -> None:
        session, page = self.session, self.page
        if session is None or page is None:
            return
        from annotator.ui.text_view.possible import possible_acts

        labels = session.label_set.usable_span_labels()
        possible = possible_acts(page.view)
        menu = span_menu(labels, possible, self.run, page.view.label, self, self.key_table.actions)
        menu.popup(place)
