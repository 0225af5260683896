"""The panel of all articles: search, filter, open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.project.rows import DocumentFilter
from annotator.ui.actions import BY_ID
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.models.articles import ArticlesModel
from annotator.ui.panels.article_view import ArticleView
from annotator.ui.panels.empty_list import EmptyList
from annotator.ui.panels.filter_chips import FilterChips
from annotator.ui.panels.key_hint import key_of
from annotator.ui.panels.search_field import SearchField
from annotator.ui.session import Session
from annotator.ui.theme import theme

_NONE: dict[DocumentFilter, str] = {
    "mine": "Nothing has been assigned to you.",
    "doubtful": "No span of yours is to be checked.",
    "disputed": "Wherever two people have finished an article, they agree or it is settled.",
}

_WAYS_IN = ("import_files", "paste_article", "take_in")


class ArticleListPanel(QWidget):
    """The articles of the session's project; the open one is highlighted."""

    document_requested = Signal(str)
    """An article (id) shall be opened."""
    leave_requested = Signal()
    """The hand wants back to the article: one was chosen, or Esc was pressed."""
    action_requested = Signal(str)
    """An action (id) by which articles come in."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._open_place = 0
        """The row where the open article was last found."""
        self.setAccessibleName("Article list")
        self.model = ArticlesModel(session.project, self)
        self.search = SearchField(key_of("filter_articles"), self)
        self.search.setPlaceholderText("Search articles")
        self.search.setAccessibleName("Search articles")
        self.chips = FilterChips(self)
        self.view = ArticleView(self)
        self.view.setModel(self.model)
        self.no_articles = self._make_no_articles()
        self.nothing_found = self._make_nothing_found()
        self._arrange()
        self._connect()
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
        if self.model.query[1] != "mine" or row is None:
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
        self._stack = QStackedLayout()
        for page in (self.view, self.no_articles, self.nothing_found):
            self._stack.addWidget(page)
        layout.addLayout(self._stack, 1)

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
        self.chips.filter_requested.connect(model.set_filter)
        self.view.row_chosen.connect(self._choose)
        self.view.leave_requested.connect(self.leave_requested)
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
        page.add_button("Show all articles").clicked.connect(self._show_all)
        return page

    # ---- what happens --------------------------------------------------------------------

    def _reload(self) -> None:
        self.model.reload()
        self.model.reload_counts()
        self.model.reload_disputed()

    def _take_changes(self, changes: Changes, origin: object) -> None:
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
        if self._session.document is not None:
            self.model.find_document(self._session.document.id)

    def _show_place(self, document: str, row: int) -> None:
        if document != self.view.delegate().open_document:
            return
        self._open_place = row
        index = self.model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)

    def _show_counts(self, counts: dict[str, int]) -> None:
        self.chips.set_counts(counts)
        total = counts.get("all", 0)
        words = f"Search {count_words(total, 'article')}" if total else "Search articles"
        self.search.setPlaceholderText(words)
        self._show_page()

    def _show_page(self) -> None:
        search, which = self.model.query
        page: QWidget = self.view
        if not self.model.rowCount():
            is_asked = bool(search) or which != "all"
            page = self.nothing_found if is_asked else self.no_articles
            if not is_asked and self.model.counts.get("all", 1):
                page = self.view
        if search:
            help = f"No article has “{one_line(search, 60)}” in its title, source or text."
            self.nothing_found.say("Nothing found", help)
        else:
            self.nothing_found.say("None here", _NONE.get(which, "No article has this status."))
        self._stack.setCurrentWidget(page)

    def _show_all(self) -> None:
        self.search.clear()
        self.chips.chip("all").setChecked(True)
        self.model.set_filter("all")
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
