"""The two lists of the window of entities: how they look and what they take."""

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from annotator.ui.concordance.model import ARTICLE, LABELS, LEFT, RIGHT, TEXT, TICK
from annotator.ui.entities.entity_model import ARTICLES, MENTIONS, NAME, OUTSIDE_ID
from annotator.ui.widgets.near_end import NearEnd

_WIDTHS = {MENTIONS: 100, ARTICLES: 100, OUTSIDE_ID: 220}
_MENTION_WIDTHS = {TICK: 34, LABELS: 190, ARTICLE: 190}


def dress_entities(view: QTreeView, model: QAbstractItemModel, *, can_change: bool) -> None:
    """Let a view show entities: several can be selected, and cells typed over where they may."""
    _dress(view, model, "Entities")
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    triggers = QAbstractItemView.EditTrigger
    view.setEditTriggers(triggers.EditKeyPressed if can_change else triggers.NoEditTriggers)
    view.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
    for column, width in _WIDTHS.items():
        view.header().resizeSection(column, width)


def dress_mentions(view: QTreeView, model: QAbstractItemModel, *, can_change: bool) -> None:
    """Let a view show mentions in their context, with ticks where they may be split off."""
    _dress(view, model, "Mentions")
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setItemDelegateForColumn(LEFT, NearEnd(view))
    header = view.header()
    for column in (LEFT, RIGHT):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.ResizeToContents)
    for column, width in _MENTION_WIDTHS.items():
        header.resizeSection(column, width)
    view.setColumnHidden(TICK, not can_change)


def _dress(view: QTreeView, model: QAbstractItemModel, name: str) -> None:
    view.setModel(model)
    view.setAccessibleName(name)
    view.setRootIsDecorated(False)
    view.setUniformRowHeights(True)
    view.setAllColumnsShowFocus(True)
    header = view.header()
    header.setAccessibleName(f"Columns of {name.lower()}")
    header.setStretchLastSection(False)
    header.setSectionsClickable(True)
    header.setSortIndicatorShown(False)
