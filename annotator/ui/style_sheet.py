"""The few rules that Fusion and a palette cannot say."""

from typing import Protocol

from annotator.resources import resource_path

_ARROW = resource_path("icons", "arrow-down").with_suffix(".svg").as_posix()
_UP = resource_path("icons", "arrow-up").with_suffix(".svg").as_posix()
"""Grey that is seen on both themes: a style sheet gives pictures no colour."""


class StyleColours(Protocol):
    """The colours that the rules below are filled with."""

    @property
    def window(self) -> str: ...
    @property
    def base(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def border(self) -> str: ...
    @property
    def hover(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def muted(self) -> str: ...
    @property
    def faint(self) -> str: ...
    @property
    def good(self) -> str: ...
    @property
    def warn(self) -> str: ...
    @property
    def bad(self) -> str: ...
    @property
    def accent(self) -> str: ...
    @property
    def on_accent(self) -> str: ...
    @property
    def accent_soft(self) -> str: ...


def style_sheet(colours: StyleColours) -> str:
    """Return the application's style sheet. Property `quiet` makes a button flat."""
    c = colours
    return f"""
QToolTip {{ background: {c.base}; color: {c.text}; border: 1px solid {c.border}; padding: 4px; }}
QLineEdit, QPlainTextEdit[field="true"] {{ background: {c.base}; border: 1px solid {c.border};
  border-radius: 6px; padding: 5px 8px; selection-background-color: {c.accent_soft};
  selection-color: {c.text}; }}
QLineEdit:focus, QPlainTextEdit[field="true"]:focus {{ border: 1px solid {c.accent}; }}
QPushButton {{ background: {c.base}; border: 1px solid {c.border}; border-radius: 6px;
  padding: 6px 14px; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:focus {{ border: 1px solid {c.accent}; }}
QPushButton:default {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton:disabled, QPushButton:default:disabled {{ background: transparent; color: {c.faint};
  border-color: {c.line}; }}
QComboBox {{ background: {c.base}; border: 1px solid {c.border}; border-radius: 6px;
  padding: 5px 8px; }}
QComboBox:focus {{ border: 1px solid {c.accent}; }}
QAbstractSpinBox {{ background: {c.base}; border: 1px solid {c.border}; border-radius: 6px;
  padding: 4px 0; selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
QAbstractSpinBox:focus {{ border: 1px solid {c.accent}; }}
QAbstractSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: 22px;
  background: transparent; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{ background: {c.hover}; }}
QAbstractSpinBox::up-arrow {{ image: url("{_UP}"); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url("{_ARROW}"); width: 12px; height: 12px; }}
QComboBox::drop-down {{ border: none; background: transparent; width: 22px; }}
QComboBox::down-arrow {{ image: url("{_ARROW}"); width: 14px; height: 14px; }}
QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QPushButton[quiet="true"], QToolButton {{ background: transparent; border: 1px solid transparent;
  border-radius: 6px; padding: 4px 8px; color: {c.muted}; }}
QPushButton[quiet="true"]:hover, QToolButton:hover {{ background: {c.hover}; color: {c.text}; }}
QPushButton[quiet="true"]:focus, QToolButton:focus {{ border: 1px solid {c.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QMenu {{ background: {c.base}; border: 1px solid {c.border}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
*[tone="muted"], QLabel[muted="true"] {{ color: {c.muted}; }}
*[tone="faint"] {{ color: {c.faint}; }}
*[tone="good"] {{ color: {c.good}; }}
*[tone="warn"] {{ color: {c.warn}; }}
*[tone="bad"] {{ color: {c.bad}; }}
*[tone="strong"] {{ font-weight: 600; }}
*[tone="title"] {{ font-size: 22pt; font-weight: 600; }}
*[tone="heading"] {{ color: {c.muted}; font-weight: 600; }}
QPushButton[small="true"] {{ padding: 0 3px; }}
QListWidget[framed="true"] {{ background: {c.base}; border: 1px solid {c.border};
  border-radius: 6px; padding: 3px; }}
QListWidget[framed="true"]:focus {{ border: 1px solid {c.accent}; }}
QListWidget[framed="true"]::item {{ border-radius: 4px; padding: 5px 7px; color: {c.text}; }}
QListWidget[framed="true"]::item:hover {{ background: {c.hover}; }}
QListWidget[framed="true"]::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
#top_bar {{ border-bottom: 1px solid {c.line}; }}
QPushButton#place {{ border: none; background: transparent; color: {c.muted}; padding: 5px 12px;
  border-radius: 6px; }}
QPushButton#place:hover {{ background: {c.hover}; }}
QPushButton#place:checked {{ background: {c.accent_soft}; color: {c.accent}; font-weight: 600; }}
QPushButton#place:focus {{ border: 1px solid {c.accent}; padding: 4px 11px; }}
QProgressBar {{ background: {c.line}; border: none; border-radius: 2px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
#overview_ground {{ background: {c.hover}; }}
#overview_card {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 8px; }}
#narrowing_bar {{ background: {c.window}; border-bottom: 1px solid {c.line}; }}
QToolButton[filter="true"] {{ background: {c.base}; color: {c.text}; padding: 4px 9px;
  border: 1px solid {c.border}; }}
QToolButton[filter="true"][narrowed="true"] {{ background: {c.accent_soft}; color: {c.accent}; }}
#narrowing_bar QLineEdit {{ padding: 3px 8px; }}
#narrowing_bar QPushButton:checked {{ background: {c.accent_soft}; color: {c.accent}; }}
#status_bar {{ border-top: 1px solid {c.line}; }}
#find_bar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
#find_bar QToolButton {{ padding: 4px 6px; }}
#concordance QToolButton {{ padding: 4px 6px; }}
#find_bar QToolButton[toggle="true"], #concordance QToolButton[toggle="true"] {{
  border: 1px solid {c.border}; }}
#find_bar QToolButton[toggle="true"]:focus, #concordance QToolButton[toggle="true"]:focus {{
  border: 1px solid {c.accent}; }}
#find_bar QToolButton:checked, #concordance QToolButton:checked {{
  background: {c.accent_soft}; color: {c.accent}; border: 1px solid {c.accent}; }}
#same_text QTreeView, #by_phrase QTreeView, #near_duplicates QTreeView,
#concordance QTreeView, #elsewhere QTreeView, #lens QTreeView, #label_change QTreeView,
#label_set QTreeView, #learned QTreeView,
#label_change QListWidget, #label_set QListWidget, #label_set QTableView {{
  border: 1px solid {c.border}; border-radius: 6px; outline: 0; }}
#guideline_preview {{ background: {c.base}; border: 1px solid {c.border}; border-radius: 6px; }}
#label_set QTreeView QHeaderView::section, #learned QHeaderView::section {{ padding: 4px 6px; }}
#label_set QListWidget::item {{ padding: 4px 6px; }}
#label_set QListWidget::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
#reasons QListWidget::item {{ padding: 5px 3px; }}
#same_text QTreeView::item, #by_phrase QTreeView::item,
#near_duplicates QTreeView::item, #label_set QTreeView::item, #concordance QTreeView::item,
#elsewhere QTreeView::item, #lens QTreeView::item, #label_change QTreeView::item,
#learned QTreeView::item {{
  padding: 5px 3px; border: none; }}
#same_text QTreeView::item:selected, #by_phrase QTreeView::item:selected,
#near_duplicates QTreeView::item:selected, #label_set QTreeView::item:selected,
#concordance QTreeView::item:selected,
#elsewhere QTreeView::item:selected, #lens QTreeView::item:selected,
#label_change QTreeView::item:selected, #learned QTreeView::item:selected {{
  background: {c.accent_soft}; }}
#same_text QTreeView::indicator, #by_phrase QTreeView::indicator,
#elsewhere QTreeView::indicator, #label_change QListWidget::indicator,
#label_set QTableView::indicator, #learned QTreeView::indicator {{
  width: 12px; height: 12px; border: 1px solid {c.muted};
  border-radius: 3px; }}
#same_text QTreeView::indicator:checked, #by_phrase QTreeView::indicator:checked,
#elsewhere QTreeView::indicator:checked, #label_change QListWidget::indicator:checked,
#label_set QTableView::indicator:checked, #learned QTreeView::indicator:checked {{
  background: {c.accent}; border-color: {c.accent}; }}
#same_text QTreeView::indicator:disabled, #by_phrase QTreeView::indicator:disabled,
#elsewhere QTreeView::indicator:disabled {{
  border-color: {c.line}; }}
#not_allowed QTableView {{ border: 1px solid {c.border}; border-radius: 6px; }}
#not_allowed QTableView::item {{ padding: 0 6px; border: none; }}
#not_allowed QTableView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
#not_allowed QHeaderView::section {{ padding: 5px 9px; }}
#narrow_list QListWidget, #people QListWidget, #backups QListWidget {{
  border: 1px solid {c.border}; border-radius: 6px;
  outline: 0; }}
#narrow_list QListWidget::item, #people QListWidget::item, #backups QListWidget::item {{
  padding: 5px 3px; }}
#people QListWidget::item:selected, #backups QListWidget::item:selected {{
  background: {c.accent_soft}; color: {c.text}; }}
#narrow_list QListWidget::indicator {{ width: 12px; height: 12px; border: 1px solid {c.muted};
  border-radius: 3px; }}
#narrow_list QListWidget::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; }}
#past_bar {{ background: {c.accent_soft}; border-bottom: 1px solid {c.line}; }}
#label_bar, #blind_bar {{ border-bottom: 1px solid {c.line}; }}
#article_side {{ background: {c.base}; }}
#chooser, #key_sheet, #shown_labels {{ background: {c.base}; border: 1px solid {c.border}; }}
#chooser QListView {{ background: transparent; }}
#entities QTreeView {{ border: 1px solid {c.border}; border-radius: 6px; outline: 0; }}
#entities QTreeView::item {{ padding: 4px 7px; border: none; }}
#entities QTreeView QLineEdit {{ padding: 0 1px; border: 1px solid {c.accent};
  border-radius: 3px; }}
#entities QTreeView::item:selected {{ background: {c.accent_soft}; color: {c.text}; }}
#entities QTreeView::indicator {{ width: 12px; height: 12px; border: 1px solid {c.muted};
  border-radius: 3px; }}
#entities QTreeView::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; }}
#annotation_tables {{ background: {c.window}; border-top: 1px solid {c.line}; }}
QTabBar::tab {{ background: transparent; color: {c.muted}; border: none; padding: 7px 10px;
  border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {c.text}; border-bottom: 2px solid {c.accent}; }}
QTabBar::tab:focus {{ color: {c.accent}; }}
QTableView {{ background: {c.base}; outline: none; selection-background-color: {c.accent_soft};
  selection-color: {c.text}; }}
QTableView::item {{ padding: 0 8px; border: none; }}
QTableView::item:focus {{ border: 1px solid {c.accent}; }}
QHeaderView {{ background: {c.window}; }}
QHeaderView::section {{ background: {c.window}; color: {c.muted}; border: none; padding: 4px 11px;
  border-bottom: 1px solid {c.line}; }}
QHeaderView::section:vertical {{ border: none; }}
QTableCornerButton::section {{ background: {c.window}; border: none;
  border-bottom: 1px solid {c.line}; }}
QSplitter::handle {{ background: {c.line}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {c.border}; border-radius: 3px; margin: 2px; min-height: 28px;
  min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
