"""The window in which the label set of a project is made and changed, applied as one act."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.project.label_use import LabelUse
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.label_set.about import AboutLabelSet
from annotator.ui.label_set.contradictions import Contradiction, contradictions
from annotator.ui.label_set.draft import KINDS, Draft, Kind, Part
from annotator.ui.label_set.effect_words import effect_words
from annotator.ui.label_set.kind_words import KIND_TABS
from annotator.ui.label_set.label_page import SpanLabelPage
from annotator.ui.label_set.left_over import count_left_over
from annotator.ui.label_set.part_list import PartList
from annotator.ui.label_set.part_page import PartPage
from annotator.ui.label_set.part_pages import PartPages
from annotator.ui.label_set.preview import GuidelinePreview
from annotator.ui.models.article_words import one_line
from annotator.ui.panels.plain_text import PlainBox, PlainLabel, Tone, set_tone
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.tab_order import order_tabs
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.theme import theme

_SIZE = QSize(940, 760)
_PREVIEW_WIDTH = 320
"""Of the preview of a guideline, where the screen has room for it."""
_LIST_WIDTH = 300


class LabelSetDialog(FormDialog):
    """Labels on the left, the page of one on the right. Nothing is done before Apply."""

    help_page = "labels"
    apply_requested = Signal()
    """The draft is to become the label set of the project."""
    file_requested = Signal()
    writing_requested = Signal()
    places_requested = Signal(str)
    """Some of the places that applying concerns; what it means in words."""

    def __init__(self, label_set: LabelSet, parent: QWidget | None = None) -> None:
        super().__init__("Label set", "Apply", parent)
        self.setObjectName("label_set")
        self.draft = Draft(label_set)
        self._use: LabelUse | None = None
        self._is_busy = False
        self._wrong: set[str] = set()
        """The labels and attributes (ids) whose rows are marked."""
        self.tabs = QTabBar(self)
        self.labels = PartList(self)
        self.add_button = QPushButton("Add", self)
        self.up_button, self.down_button = QPushButton("Up", self), QPushButton("Down", self)
        self.retire_button = QPushButton("Retire", self)
        self.about_button = QPushButton("About…", self)
        self.take_over_button = QPushButton("Take over a file…", self)
        self.write_button = QPushButton("Write a file…", self)
        self.effects = PlainLabel(parent=self, tone="muted")
        self.places_button = QuietButton("Show places…", self)
        self.notice = PlainLabel(parent=self, tone="muted")
        self.pages = PartPages(self)
        self.preview = GuidelinePreview(self)
        self.preview_box = TickBox("Preview of the guideline", self)
        self._arrange()
        self._connect()
        order_tabs(self)
        self._fit()
        self._list()

    @property
    def kind(self) -> Kind:
        """What is listed."""
        return KINDS[max(0, self.tabs.currentIndex())]

    @property
    def page(self) -> PartPage:
        """The page for what is listed."""
        return self.pages.of[self.kind]

    @property
    def part(self) -> Part | None:
        """The label or attribute whose page is shown, as it is in the draft."""
        return self.draft.part(self.labels.chosen)

    def show_part(self, id: str) -> None:
        """Show the page of a label or attribute (id), if it is there."""
        kind = self.draft.kind_of(id)
        if kind is not None:
            self.tabs.setCurrentIndex(KINDS.index(kind))
            self._list(id)

    @property
    def left_over(self) -> int:
        """How much of what is labelled would not be allowed any more; 0 while nobody has counted
        what is."""
        return count_left_over(self.draft, self._use) if self._use is not None else 0

    def show_use(self, use: LabelUse) -> None:
        """Show how often each label is worn."""
        self._use = use
        self._show_again()

    def take_over(
        self, label_set: LabelSet, notice: str, shown: tuple[str, str] | None, tone: Tone
    ) -> None:
        """Let the draft become another label set, show the part of it that is so called (kind and
        name), and say what that was."""
        self.draft.take_over(label_set)
        parts = (
            one.id for kind in KINDS for one in self.draft.parts(kind) if (kind, one.name) == shown
        )
        self._show_again()
        self.show_part(next(parts, ""))
        self.notify(notice, tone)

    def notify(self, words: str, tone: Tone = "muted") -> None:
        """Say something above the buttons until something is changed."""
        set_tone(self.notice, tone)
        self.notice.setText(words)
        self.notice.setVisible(bool(words))
        self._grow()

    def allow_colours(self, is_allowed: bool) -> None:
        """Let labels be made and colours be proposed, or not yet."""
        self.add_button.setEnabled(is_allowed)
        self.pages.allow_colours(is_allowed)
        self._show()

    def be_busy(self, is_busy: bool) -> None:
        """Let nothing be changed, and the window not be closed, while it is being applied."""
        self._is_busy = is_busy
        for one in (
            self.tabs,
            self.labels,
            self.pages,
            self.accept_button,
            self.add_button,
            self.about_button,
            self.take_over_button,
            self.write_button,
        ):
            one.setEnabled(not is_busy)
        self._enable_buttons(not is_busy)

    def accept(self) -> None:
        """Ask for the change where it can be applied, else go to what is in the way."""
        if self._is_free() and self.draft.is_changed:
            self.apply_requested.emit()

    def done_applying(self) -> None:
        """Close; everything is applied."""
        super().accept()

    def reject(self) -> None:
        """Close; ask first where something is not applied."""
        if self._is_busy:
            return
        if not self.draft.is_changed:
            super().reject()
            return
        box = PlainBox("The changes of the label set are not applied yet.", self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        drop = box.addButton("Drop the changes", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Go on editing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        drop.clicked.connect(lambda: FormDialog.reject(self))
        box.open()

    # ---- making ----------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What is labelled")
        for kind in KINDS:
            self.tabs.addTab(KIND_TABS[kind])
        left, buttons = QVBoxLayout(), QHBoxLayout()
        left.setSpacing(8)
        buttons.setSpacing(8)
        for button in (self.add_button, self.up_button, self.down_button, self.retire_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.up_button.setToolTip("Alt+Up")
        self.down_button.setToolTip("Alt+Down")
        left.addWidget(self.labels, 1)
        left.addLayout(buttons)
        whole = QHBoxLayout()
        whole.setSpacing(18)
        self.labels.setMinimumWidth(_LIST_WIDTH)
        whole.addLayout(left, 2)
        whole.addWidget(self.pages, 3)
        whole.addWidget(self.preview, 2)
        self.preview.setMinimumWidth(_PREVIEW_WIDTH)
        top = QHBoxLayout()
        top.addWidget(self.tabs, 1)
        top.addWidget(self.preview_box)
        self.fields.addLayout(top)
        self.fields.addLayout(whole, 1)
        meaning = QHBoxLayout()
        meaning.setSpacing(8)
        meaning.addWidget(self.effects, 1)
        meaning.addWidget(self.places_button, 0, Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(meaning)
        self.fields.addWidget(self.notice)
        self.notice.hide()
        for place, button in enumerate(
            (self.about_button, self.take_over_button, self.write_button)
        ):
            button.setAutoDefault(False)
            self.buttons.insertWidget(place, button)

    def _fit(self) -> None:
        """Take the room that is wanted, with the preview where the screen is wide enough."""
        room = self.screen().availableGeometry().size()
        wide = QSize(_SIZE.width() + _PREVIEW_WIDTH, _SIZE.height())
        self.preview_box.setChecked(wide.width() <= room.width())
        self.resize((wide if self.preview_box.isChecked() else _SIZE).boundedTo(room))

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self._list())
        self.labels.currentItemChanged.connect(lambda *_: self._show())
        self.labels.moved.connect(self._move_to)
        self.pages.changed.connect(self._take)
        self.pages.colour_requested.connect(self._propose)
        self.pages.key_requested.connect(self._free_key)
        self.add_button.clicked.connect(self._add)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.retire_button.clicked.connect(self._retire)
        self.places_button.clicked.connect(lambda: self.places_requested.emit(self.effects.text()))
        self.about_button.clicked.connect(self._open_about)
        self.take_over_button.clicked.connect(self.file_requested)
        self.write_button.clicked.connect(self._ask_to_write)
        QShortcut(QKeySequence("Alt+Up"), self, lambda: self._move(-1))
        QShortcut(QKeySequence("Alt+Down"), self, lambda: self._move(1))
        self.preview_box.toggled.connect(lambda _: self._tell())
        theme().changed.connect(self._show_again)

    # ---- what happens ----------------------------------------------------------------------

    def _is_free(self) -> bool:
        """Tell whether nothing is in the way of using the draft; go to what is."""
        hindrance = self._hindrance(contradictions(self.draft))
        if hindrance is not None:
            self.show_part(hindrance.part)
            self.page.go_to(hindrance.field)
        return hindrance is None

    def _open_about(self) -> None:
        about = AboutLabelSet(self.draft.label_set, self)
        about.changed.connect(self._take_about)
        about.open()

    def _take_about(self, label_set: LabelSet) -> None:
        self.notify("")
        self.draft.take_over(label_set)
        self._tell()

    def _ask_to_write(self) -> None:
        if self._is_free():
            self.writing_requested.emit()

    def _add(self) -> None:
        self.notify("")
        self._list(self.draft.add(self.kind))
        self.page.go_to("name")

    def _move(self, steps: int) -> None:
        if self.part is not None:
            self._move_to(self.part.id, self.draft.place(self.part.id) + steps)

    def _move_to(self, id: str, place: int) -> None:
        self.notify("")
        self.draft.move_to(id, place)
        self._list(id)

    def _retire(self) -> None:
        part = self.part
        if part is None:
            return
        naming = self.draft.naming(part.id) if self.draft.is_new(part.id) else []
        if naming:
            names = ", ".join(f"“{one_line(one, 40)}”" for one in naming[:3])
            self.notify(f"“{one_line(part.name, 40)}” is ticked in {names}; untick it there first.")
            return
        self.notify("")
        place = self.draft.place(part.id)
        self.draft.retire_or_restore(part.id)
        parts = self.draft.parts(self.kind)
        self._list(parts[min(place, len(parts) - 1)].id if parts else "")

    def _propose(self) -> None:
        if isinstance(self.page, SpanLabelPage):
            self.page.propose(self.draft)

    def _free_key(self) -> None:
        if isinstance(self.page, SpanLabelPage) and self.part is not None:
            self.page.free_key(self.part, self.draft)

    def _take(self) -> None:
        """Take over what the fields say."""
        part = self.part
        if part is not None:
            self.notify("")
            self.page.take(part, self.draft)
            self._tell()

    # ---- showing ---------------------------------------------------------------------------

    @property
    def _count(self) -> Callable[[str], int] | None:
        return self._use.count if self._use else None

    def _show_again(self) -> None:
        self._list(self.labels.chosen)

    def _list(self, chosen: str = "") -> None:
        parts = self.draft.parts(self.kind)
        self.labels.show_parts(self.kind, parts, chosen, self._count, self._wrong)
        self._show()

    def _show(self) -> None:
        part = self.part
        self.pages.show_part(self.kind, part, self.draft)
        if part is not None:
            is_new = self.draft.is_new(part.id)
            words = "Remove" if is_new else "Restore" if part.is_retired else "Retire"
            self.retire_button.setText(words)
        self._enable_buttons(True)
        self._tell()

    def _enable_buttons(self, is_enabled: bool) -> None:
        for button in (self.up_button, self.down_button, self.retire_button):
            button.setEnabled(is_enabled and self.part is not None)

    def _tell(self) -> None:
        """Tell what does not go together where it can be mended, and what applying means."""
        found = contradictions(self.draft)
        chosen = self.labels.chosen
        self.page.tell(one for one in found if one.part == chosen)
        self._point_out(found)
        hindrance = self._hindrance(found)
        if hindrance is not None and hindrance.part != chosen:
            part = self.draft.part(hindrance.part)
            name = one_line(part.name, 40) if part is not None else ""
            self.say(f"In “{name}”: {hindrance.words}")
        else:
            self.say("")
        self._follow()
        self.accept_button.setEnabled(self.draft.is_changed)
        said = effect_words(self.draft, self._use) if self._use and hindrance is None else ""
        self.effects.setText(said)
        self.effects.setVisible(bool(said))
        self.places_button.setVisible(bool(said))

    def _follow(self) -> None:
        """Show what the guideline of the label will look like, where it can have one."""
        part = self.part
        has_one = isinstance(part, SpanLabel | RelationLabel)
        self.preview_box.setVisible(has_one)
        self.preview.setVisible(has_one and self.preview_box.isChecked())
        if isinstance(part, SpanLabel | RelationLabel) and self.preview_box.isChecked():
            self.preview.follow(part, self.draft.label_set)

    def _point_out(self, found: Iterable[Contradiction]) -> None:
        """Mark the kinds and the rows in which something does not go together, and write what the
        row that is shown says now."""
        wrong = {one.part for one in found if one.is_hindrance}
        differing = (wrong ^ self._wrong) | {self.labels.chosen}
        self._wrong = wrong
        for number, kind in enumerate(KINDS):
            parts = self.draft.parts(kind)
            sign = " ⚠" if any(one.id in wrong for one in parts) else ""
            self.tabs.setTabText(number, f"{KIND_TABS[kind]} {len(parts)}{sign}")
        for row, part in enumerate(self.draft.parts(self.kind)):
            item = self.labels.topLevelItem(row)
            if part.id in differing and item is not None:
                self.labels.write_row(item, part, self._count, part.id in wrong)

    def _hindrance(self, found: Iterable[Contradiction]) -> Contradiction | None:
        """Return what is in the way of applying, first what is on the page that is shown."""
        hindrances = [one for one in found if one.is_hindrance]
        here = (one for one in hindrances if one.part == self.labels.chosen)
        return next(here, next(iter(hindrances), None))
