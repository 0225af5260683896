"""Articles that are nearly the same, in groups; labels are carried from one to the others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.project.near_duplicates import Twin
from annotator.project.rows import DocumentRow
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.models.article_words import count_words, one_line
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session
from annotator.ui.theme import current_colours

SHOWN_AT_MOST = 1000
"""Groups listed."""
_WIDTH, _HEIGHT = 900, 480
_TITLE, _SOURCE, _DATE, _SHARE, _LABELS = range(5)
_HEADS = ("Article", "Source", "Date", "In common", "My labels")
_TWIN = Qt.ItemDataRole.UserRole


class NearDuplicatesDialog(FormDialog):
    """Enter opens the article that is chosen; the button carries its labels to its group."""

    help_page = "articles"

    def __init__(
        self, session: Session, groups: Sequence[Sequence[Twin]], parent: QWidget | None = None
    ) -> None:
        super().__init__("Near duplicates", "Open the article", parent)
        self.setObjectName("near_duplicates")
        self._session = session
        self._groups = [list(group) for group in groups[:SHOWN_AT_MOST]]
        self._items: list[tuple[QTreeWidgetItem, Twin]] = []
        self._newer = session.project.near_duplicates.newer_texts()
        self.counts = PlainLabel(_count_words(groups), self, tone="muted")
        self.fields.addWidget(self.counts)
        self.list = QTreeWidget(self)
        self.fields.addWidget(self.list, 1)
        self.carry_button = QPushButton("Carry my labels over to the others", self)
        self.carry_button.setAutoDefault(False)
        self.buttons.insertWidget(0, self.carry_button)
        self.cancel_button.setText("Close")
        self._dress()
        self._fill()
        self.carry_button.clicked.connect(self._carry)
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.list.itemActivated.connect(lambda *_: self.accept())
        self.resize(_WIDTH, _HEIGHT if groups else self.sizeHint().height())
        self._choose_first()

    def accept(self) -> None:
        """Open the article that is chosen."""
        chosen = self._chosen()
        if chosen is not None:
            super().accept()
            self._session.open_then(chosen.document, lambda: None)

    # ---- making --------------------------------------------------------------------------

    def _dress(self) -> None:
        tree = self.list
        tree.setAccessibleName("Articles that are nearly the same")
        tree.setHeaderLabels(_HEADS)
        tree.setUniformRowHeights(True)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setVisible(bool(self._groups))
        for column in (_SHARE, _LABELS):
            tree.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (_SOURCE, _DATE, _SHARE, _LABELS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _fill(self) -> None:
        rows = self._rows()
        strong = QFont(self.list.font())
        strong.setWeight(QFont.Weight.DemiBold)
        muted = QColor(current_colours().muted)
        for group in self._groups:
            head = QTreeWidgetItem([count_words(len(group), "article")])
            head.setFont(_TITLE, strong)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for twin in group:
                item = QTreeWidgetItem(head)
                item.setData(_TITLE, _TWIN, twin)
                self._items.append((item, twin))
                for column in (_SOURCE, _DATE, _SHARE, _LABELS):
                    item.setForeground(column, muted)
                for column in (_SHARE, _LABELS):
                    item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
                self._write(item, twin, rows.get(twin.document))
            self.list.addTopLevelItem(head)
            head.setExpanded(True)
        self.list.setColumnHidden(_SOURCE, not any(row.source for row in rows.values()))

    def _rows(self) -> dict[str, DocumentRow]:
        documents = [twin.document for group in self._groups for twin in group]
        return self._session.project.near_duplicates.rows(documents)

    def _write(self, item: QTreeWidgetItem, twin: Twin, row: DocumentRow | None) -> None:
        title = one_line(row.title if row else twin.document)
        older = self._newer.get(twin.document)
        item.setText(_TITLE, f"{title} — newer text" if older else title)
        item.setText(_SOURCE, one_line(row.source) if row else "")
        item.setText(_DATE, row.published if row else "")
        item.setText(_SHARE, f"{round(100 * twin.share)} %")
        item.setText(_LABELS, f"{row.spans:,}" if row and row.spans else "")

    def _choose_first(self) -> None:
        if self._items:
            self.list.setCurrentItem(self._items[0][0])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_chosen()

    # ---- what is chosen ------------------------------------------------------------------

    def _chosen(self) -> Twin | None:
        item = self.list.currentItem()
        twin: Twin | None = item.data(_TITLE, _TWIN) if item is not None else None
        return twin

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self.accept_button.setEnabled(chosen is not None)
        item = self.list.currentItem()
        has_labels = item is not None and bool(item.text(_LABELS))
        may_write = not self._session.project.is_read_only
        self.carry_button.setEnabled(chosen is not None and has_labels and may_write)

    # ---- carrying over -------------------------------------------------------------------

    def _carry(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        near = self._session.project.near_duplicates
        group = next(group for group in self._groups if chosen in group)
        spans = relations = articles = 0
        try:
            for twin in group:
                if twin.document != chosen.document:
                    carried, _ = near.carry_over(chosen.document, twin.document)
                    spans += len(carried.spans)
                    relations += len(carried.relations)
                    articles += bool(carried.spans or carried.relations)
        except AnnotatorError as error:
            self.say(sentence(error))
            return
        self._show_rows_anew()
        if not articles:
            self.say("Nothing to carry over: what can be carried is there already.", "muted")
            return
        what = [count_words(spans, "span")] if spans or not relations else []
        what += [count_words(relations, "relation")] if relations else []
        where = count_words(articles, "article")
        self.say(f"Carried {' and '.join(what)} over to {where}. Undo takes them back.", "muted")

    def _show_rows_anew(self) -> None:
        rows = self._rows()
        for item, twin in self._items:
            self._write(item, twin, rows.get(twin.document))


def _count_words(groups: Sequence[Sequence[Twin]]) -> str:
    if not groups:
        return "No two articles are nearly the same."
    articles = count_words(sum(map(len, groups)), "article")
    more = f" The first {SHOWN_AT_MOST:,} are listed." if len(groups) > SHOWN_AT_MOST else ""
    return f"{articles} in {count_words(len(groups), 'group')}.{more}"
