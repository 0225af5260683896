"""The panel of all articles: search, filter, open."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.project.rows import ANY, DocumentFilter, ListQuery
from annotator.settings.store import Settings
from annotator.ui.actions import BY_ID
from annotator.ui.models.article_words import (
    count_words,
    one_line,
    title_words,
    title_words_of,
)
from annotator.ui.models.articles import ArticlesModel
from annotator.ui.models.kept_query import kept_query, remember_query
from annotator.ui.models.list_words import bare
from annotator.ui.panels.article_choice import Chosen
from annotator.ui.panels.article_view import ArticleView
from annotator.ui.panels.chosen_bar import ChosenBar
from annotator.ui.panels.empty_list import EmptyList
from annotator.ui.panels.filter_chips import FilterChips
from annotator.ui.panels.key_hint import key_of
from annotator.ui.panels.list_controls import ListControls
from annotator.ui.panels.list_progress import ListProgress
from annotator.ui.panels.search_field import SearchField
from annotator.ui.session import Session
from annotator.ui.theme import theme

_NONE: dict[DocumentFilter, str] = {
    "mine": "Nothing has been assigned to you.",
    "doubtful": "No span of yours is to be checked.",
    "hidden": "No article was set aside or removed.",
    "disputed": "Wherever two people have finished an article, they agree or it is settled.",
}

_WAYS_IN = ("import_files", "paste_article", "take_in")


class ArticleListPanel(QWidget):
    """The articles of the session's project; the open one is highlighted."""

    help_page = "articles"

    document_requested = Signal(str)
    """An article (id) shall be opened."""
    leave_requested = Signal()
    """The hand wants back to the article: one was chosen, or Esc was pressed."""
    action_requested = Signal(str)
    """An action (id) by which articles come in, or go."""
    menu_requested = Signal(QPoint)
    """What can be done with the chosen articles is asked for, at a place of the screen."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, settings: Settings | None = None
    ) -> None:
        """`settings` remember what the list is sorted by and narrowed to."""
        super().__init__(parent)
        self._session, self._settings = session, settings
        self._open_place = 0
        """The row where the open article was last found."""
        self._after_open: Sequence[int] | None = None
        """Where the open article has gone from the list: the keys of those that stood after it, of
        which one is to open."""
        self.setAccessibleName("Article list")
        self.model = ArticlesModel(session.project, self)
        self.search = SearchField(key_of("filter_articles"), self)
        self.search.setPlaceholderText("Search articles")
        self.search.setAccessibleName("Search articles")
        self.chips = FilterChips(self)
        self.controls = ListControls(self)
        self.progress = ListProgress(self)
        self.view = ArticleView(self)
        self.view.setModel(self.model)
        self.chosen_bar = ChosenBar(self)
        self.no_articles = self._make_no_articles()
        self.nothing_found = self._make_nothing_found()
        self._arrange()
        self._connect()
        self._begin_as_left()
        self._reload()
        self._show_open_document(session.document)

    # ---- for the window ------------------------------------------------------------------

    def focus_search(self) -> None:
        """Put the cursor into the search field, its text selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focus_list(self) -> None:
        """Put the focus into the list, onto the open article or the first one."""
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def chosen(self) -> Chosen:
        """Return the articles chosen in the list: several, or the one that the hand is on; else
        the open one."""
        rows = self.view.selected_rows()
        if len(rows) > 1:
            keys = self.model.keys
            return Chosen([keys[row] for row in rows])
        row = self.model.document_row(rows[0]) if rows else None
        if row is not None:
            return Chosen((row.key,), row.id, title_words(row))
        document = self._session.document
        if document is None:
            return Chosen()
        return Chosen((), document.id, title_words_of(document))

    def show_filter(self, which: DocumentFilter) -> None:
        """Show only the articles of a filter, its pill filled."""
        self.set_query(replace(self.model.query, which=which))

    def set_query(self, query: ListQuery) -> None:
        """List what fits a query, in its order; it is remembered but for its words."""
        self._show_query(query)
        self.model.set_query(query)
        if self._settings is not None:
            remember_query(self._settings, self._session.project.path, query)

    def select_next(self) -> None:
        """Ask for the article after the open one."""
        self._step(1)

    def select_previous(self) -> None:
        """Ask for the article before the open one."""
        self._step(-1)

    def select_next_to_do(self) -> None:
        """Ask for the article after the open one; among mine, for the next that is not done, round
        from the last to the first."""
        row = self._open_row()
        count = self.model.rowCount()
        if self.model.query.which != "mine" or row is None:
            if row == count - 1:
                self._session.said.emit("Done. This is the last article of the list.", False)
            self.select_next()
            return
        for wanted in (*range(row + 1, count), *range(row)):
            found = self.model.document_row(wanted)
            if found is not None and found.status != "finished":
                self.document_requested.emit(found.id)
                return
        self._session.said.emit("All that was assigned to you is done.", False)

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        top = QVBoxLayout()
        top.setContentsMargins(10, 0, 10, 0)
        top.setSpacing(8)
        top.addWidget(self.search)
        top.addWidget(self.chips)
        layout.addLayout(top)
        layout.addWidget(self.controls)
        self._stack = QStackedLayout()
        for page in (self.view, self.no_articles, self.nothing_found):
            self._stack.addWidget(page)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self.chosen_bar)
        layout.addWidget(self.progress)

    def _connect(self) -> None:
        session, model = self._session, self.model
        session.changed.connect(self._take_changes)
        session.saved.connect(self._take_saved)
        session.document_opened.connect(self._show_open_document)
        session.annotator_changed.connect(self._reload)
        model.keys_loaded.connect(self._show_keys)
        model.counts_loaded.connect(self._show_counts)
        model.document_found.connect(self._show_place)
        self.search.textChanged.connect(model.set_search)
        self.search.list_requested.connect(self._enter_list)
        self.search.leave_requested.connect(self.leave_requested)
        self.chips.filter_requested.connect(self.show_filter)
        self.progress.filter_requested.connect(self.show_filter)
        self.controls.query_requested.connect(self.set_query)
        self.controls.narrowing_requested.connect(lambda: self.action_requested.emit("narrow_list"))
        self.view.row_chosen.connect(self._choose)
        self.view.leave_requested.connect(self._leave)
        self.view.menu_requested.connect(self.menu_requested)
        self.view.removal_requested.connect(lambda: self.action_requested.emit("remove_articles"))
        self.view.chosen_changed.connect(self.chosen_bar.show_count)
        self.chosen_bar.menu_requested.connect(self.menu_requested)
        self.chosen_bar.nothing_requested.connect(self._choose_none)
        self.view.search_requested.connect(self.focus_search)
        theme().changed.connect(self.view.viewport().update)

    def _make_no_articles(self) -> EmptyList:
        page = EmptyList(self)
        page.say("No articles yet", "Drop files or folders here, or add them:")
        for action in _WAYS_IN:
            button = page.add_button(BY_ID[action].text)
            button.clicked.connect(
                lambda _=False, action=action: self.action_requested.emit(action)
            )
        return page

    def _make_nothing_found(self) -> EmptyList:
        page = EmptyList(self)
        self._all_button = page.add_button("Show all articles")
        self._all_button.clicked.connect(self._show_all)
        self._hidden_button = page.add_button("Show what was set aside")
        self._hidden_button.clicked.connect(lambda: self.show_filter("hidden"))
        return page

    # ---- what happens --------------------------------------------------------------------

    def _begin_as_left(self) -> None:
        """Begin as the list was left."""
        if self._settings is not None:
            query = kept_query(self._settings, self._session.project.path)
            self._show_query(query)
            self.model.set_query(query)

    def _reload(self) -> None:
        self.model.reload()
        self.model.reload_counts()
        self.model.reload_disputed()

    def _take_changes(self, changes: Changes, origin: object) -> None:
        document = self._session.document
        gone = {after.document for _, after in changes.hidden if after is not None}
        is_listed = self.isVisible() and self.model.query.which != "hidden"
        if document is not None and document.id in gone and is_listed:
            self._after_open = self.model.keys[self._open_place + 1 :]
        self.model.take_changes(changes)

    def _take_saved(self, unsaved: int) -> None:
        self.model.take_saved()

    def _show_open_document(self, document: Document | None) -> None:
        self.view.delegate().open_document = document.id if document else None
        self.view.viewport().update()
        if document is not None:
            self.model.find_document(document.id)

    def _show_keys(self) -> None:
        self._show_page()
        after, self._after_open = self._after_open, None
        if after is not None:
            self._open_instead(after)
        elif self._session.document is not None:
            self.model.find_document(self._session.document.id)

    def _open_instead(self, after: Sequence[int]) -> None:
        """Open what stood next (keys) and is still listed, else the last; leave the open article
        where nothing is listed."""
        keys = self.model.keys
        listed = set(keys)
        key = next((one for one in after if one in listed), keys[-1] if keys else None)
        found = None if key is None else self.model.document_row(keys.index(key))
        if found is not None:
            self.document_requested.emit(found.id)
        else:
            self._session.close_document()

    def _show_place(self, document: str, row: int) -> None:
        if document != self.view.delegate().open_document:
            return
        self._open_place = row
        self.view.go_to(self.model.index(row))

    def _show_counts(self, counts: dict[str, int]) -> None:
        self.chips.set_counts(counts)
        self.progress.show_counts(counts)
        self.controls.setVisible(bool(counts.get("all") or counts.get("hidden")))
        total = counts.get("all", 0)
        words = f"Search {count_words(total, 'article')}" if total else "Search articles"
        self.search.setPlaceholderText(words)
        self._show_page()

    def _show_query(self, query: ListQuery) -> None:
        self.chips.choose(query.which)
        self.controls.show_query(query)
        self.view.delegate().has_length = query.order == "characters" or query.characters != ANY

    def _show_page(self) -> None:
        query = self.model.query
        search, which = query.search, query.which
        is_bare = not query.is_narrowed
        self.controls.show_count(self.model.rowCount())
        page: QWidget = self.view
        if not self.model.rowCount():
            has_hidden = bool(self.model.counts.get("hidden"))
            is_asked = not is_bare or has_hidden
            page = self.nothing_found if is_asked else self.no_articles
            if not is_asked and self.model.counts.get("all", 1):
                page = self.view
        if search:
            help = f"No article has “{one_line(search, 60)}” in its title, source or text."
            self.nothing_found.say("Nothing found", help)
        elif query != bare(query):
            self.nothing_found.say("None here", "No article fits what the list is narrowed to.")
        elif is_bare:
            self.nothing_found.say("None left", "All articles were set aside or removed.")
        else:
            self.nothing_found.say("None here", _NONE.get(which, "No article has this status."))
        self._all_button.setVisible(not is_bare)
        self._hidden_button.setVisible(is_bare)
        self._stack.setCurrentWidget(page)

    def _show_all(self) -> None:
        self.search.clear()
        query = self.model.query
        self.set_query(ListQuery(order=query.order, is_reversed=query.is_reversed))
        self.search.setFocus()

    # ---- choosing ------------------------------------------------------------------------

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.focus_list()

    def _choose(self, row: int) -> None:
        found = self.model.document_row(row)
        if found is not None:
            self.document_requested.emit(found.id)
            self.leave_requested.emit()

    def _leave(self) -> None:
        """Go back to the text; the open article is the one that counts again."""
        if self._session.document is not None:
            self.model.find_document(self._session.document.id)
        self.leave_requested.emit()

    def _choose_none(self) -> None:
        self.view.let_go()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, step: int) -> None:
        row = self._open_row()
        wanted = 0 if row is None else row + step
        found = self.model.document_row(wanted)
        if found is not None:
            self.document_requested.emit(found.id)

    def _open_row(self) -> int | None:
        document = self._session.document
        if document is None:
            return None
        there = self.model.document_row(self._open_place)
        if there is not None and there.id == document.id:
            return self._open_place
        return self.model.row_of(document.id)
