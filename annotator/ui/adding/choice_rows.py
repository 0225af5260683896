"""What is chosen for all files of an import: their format, its settings, what offsets count."""

from typing import cast, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.formats.registry import all_formats
from annotator.messages.quoting import UNIT_WORDS
from annotator.messages.unit_words import unit_example_words, unit_guess_words
from annotator.project.import_choice import OtherText
from annotator.project.import_preview import ImportPreview, UnitPreview
from annotator.text.offsets import Unit
from annotator.ui.adding.preview_words import other_text_words
from annotator.ui.adding.settings_form import SettingsForm
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel

_OTHER_TEXT: tuple[tuple[OtherText, str], ...] = (
    ("skip", "left alone: the project's text stays, theirs stays out"),
    ("apart", "brought in beside, under an id that is free"),
    ("newer", "brought in as a newer text, and labels go along"),
)
_NEWER = tuple(one for one in _OTHER_TEXT if one[0] != "skip")
_AS_RECOGNISED = ""


class ChoiceRows(QWidget):
    """Rows that are there only where there is something to choose."""

    changed = Signal()
    """The files are to be looked at anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format: str | None = None
        """The name of the format that was chosen."""
        self.unit: Unit | None = None
        """What offsets count, as it was chosen or is sure."""
        self.other_text: OtherText = "skip"
        self._other_choices = _OTHER_TEXT
        self._is_unit_chosen = False
        self.format_menu = MenuButton("Format", self, is_framed=True)
        self.settings = SettingsForm(self)
        self.unit_label = PlainLabel("Offsets count", self, tone="muted")
        self.unit_menu = MenuButton("Offsets count", self, is_framed=True)
        self.unit_words = PlainLabel("", self, tone="muted")
        self.other_label = PlainLabel("", self, tone="muted")
        self.other_menu = MenuButton("Articles with another text", self, is_framed=True)
        self._arrange()
        self.format_menu.choice_requested.connect(self._choose_format)
        self.settings.changed.connect(self.changed)
        self.unit_menu.choice_requested.connect(self._choose_unit)
        self.other_menu.choice_requested.connect(self._choose_other_text)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what can be chosen of what was found."""
        recognised = ", ".join(preview.formats) or "none"
        first = "recognised" if self.format else f"recognised: {recognised}"
        formats = [Choice(one.name, one.title) for one in all_formats() if one.can_read]
        choices = [Choice(_AS_RECOGNISED, first), *formats]
        self.format_menu.set_choices(choices, self.format or _AS_RECOGNISED)
        of_all = {one.name: one for _, settings in preview.settings for one in settings}
        self.settings.show_settings(tuple(of_all.values()), preview.offers)
        self._show_unit(preview.unit)
        self.other_label.setText(other_text_words(preview))
        self._other_choices = _OTHER_TEXT if preview.articles_other else _NEWER
        self._show_other_text(has_some=bool(preview.articles_other or preview.articles_newer))

    def take_unit(self, unit: UnitPreview | None) -> bool:
        """Take the unit that fits for sure, unless somebody chose one; tell whether that is news.

        It is said, with an example, and can be chosen otherwise.
        """
        if unit is None or self._is_unit_chosen or unit.guess.sureness != "sure":
            return False
        if unit.used == unit.guess.unit:
            return False
        self.unit = unit.guess.unit
        self._show_unit(unit)
        return True

    def _show_unit(self, unit: UnitPreview | None) -> None:
        for widget in (self.unit_label, self.unit_menu, self.unit_words):
            widget.setVisible(unit is not None)
        if unit is None:
            return
        examples = dict(unit_example_words(unit.guess))
        as_it_says = UNIT_WORDS[unit.used] if unit.used and not self.unit else ""
        choices = [Choice("", "as the file says" + (f": {as_it_says}" if as_it_says else ""))]
        for one, words in UNIT_WORDS.items():
            shown = f"{words}: {examples[one]}" if one in examples else words
            choices.append(Choice(one, shown))
        self.unit_menu.set_choices(choices, self.unit or "")
        self.unit_words.setText(unit_guess_words(unit.guess))

    def _show_other_text(self, *, has_some: bool) -> None:
        offered = [name for name, _ in self._other_choices]
        if has_some and self.other_text not in offered:
            self.other_text = offered[0]
        self.other_menu.set_choices([Choice(*one) for one in self._other_choices], self.other_text)
        for widget in (self.other_label, self.other_menu):
            widget.setVisible(has_some)

    def _choose_format(self, name: str) -> None:
        self.format = name or None
        self.changed.emit()

    def _choose_unit(self, unit: str) -> None:
        self._is_unit_chosen = True
        self.unit = cast(Unit, unit) if unit in get_args(Unit) else None
        self.changed.emit()

    def _choose_other_text(self, key: str) -> None:
        self.other_text = cast(OtherText, key)
        self._show_other_text(has_some=True)

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        rows = (
            (PlainLabel("Format", self, tone="muted"), self.format_menu),
            (self.unit_label, self.unit_menu),
            (self.other_label, self.other_menu),
        )
        for row, (label, menu) in enumerate(rows):
            label.setBuddy(menu)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(menu, 2 * row, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.settings, 1, 0, 1, 2)
        grid.addWidget(self.unit_words, 3, 1)
        self.settings.hide()
        for widget in (self.unit_label, self.unit_words, self.other_label):
            widget.hide()
        for menu in (self.unit_menu, self.other_menu):
            menu.hide()
