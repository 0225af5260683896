"""In which format a corpus goes out: what that can carry, its settings, and what becomes of the
rest."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from annotator.formats.fitting import carries_all
from annotator.formats.format import Format, Misfit, Setting
from annotator.formats.registry import all_formats
from annotator.messages import sentence
from annotator.messages.carried_words import carried_words, not_carried_words
from annotator.model.errors import ExtraMissing
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel

_MISFITS: tuple[tuple[Misfit, str], ...] = (
    ("flatten", "is bent until it fits, or left out"),
    ("drop", "is left out"),
    ("strict", "refuses the export"),
)


class ExportFormatForm(QWidget):
    """Menus and fields drawn from the registry: a format that is added is here by itself."""

    format_changed = Signal()
    """Another format, or another setting of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = {one.name: one for one in all_formats() if one.can_write}
        self.format: Format = self._formats["jsonl"]
        """The one that is chosen."""
        self._misfit: Misfit = "flatten"
        self._chosen: dict[str, dict[str, str]] = {}
        self.format_button = MenuButton("Format", self, is_framed=True)
        self.carries = PlainLabel(parent=self, tone="muted")
        # It alone takes the room beside the names: a menu is as wide as its words.
        self.carries.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.misfit_button = MenuButton("What does not fit", self, is_framed=True)
        self.more = QWidget(parent)
        """The format's own settings: they stand below what goes out."""
        self._grid, self._more = _grid(self), _grid(self.more)
        self._add_row("Format", self.format_button)
        self._grid.addWidget(self.carries, self._grid.rowCount(), 1)
        self._misfit_row = self._add_row(_LONGEST_NAME, self.misfit_button)
        self.settings: dict[str, QWidget] = {}
        """The fields of the format's settings, by name."""
        self._rows: list[QWidget] = []
        self._show()
        self.format_button.choice_requested.connect(self.choose_format)
        self.misfit_button.choice_requested.connect(self._choose_misfit)

    @property
    def misfit(self) -> Misfit:
        """What becomes of what does not fit."""
        return self._misfit

    def chosen_settings(self) -> dict[str, str]:
        """Return what was chosen of the format's settings, but for what is default."""
        return dict(self._chosen.get(self.format.name, {}))

    def what_is_missing(self) -> str:
        """Return why the format cannot be written, or nothing."""
        try:
            self.format.check_installed()
        except ExtraMissing as error:
            return sentence(error)
        return ""

    def choose_format(self, name: str) -> None:
        """Choose a format by its name."""
        self.format = self._formats[name]
        self._show()
        self.format_changed.emit()

    # ---- inside --------------------------------------------------------------------------

    def _add_row(
        self, name: str, field: QWidget, grid: QGridLayout | None = None
    ) -> tuple[QWidget, QWidget]:
        grid = grid or self._grid
        row = grid.rowCount()
        label = PlainLabel(name, self, tone="muted")
        label.setFixedWidth(names_width(self))
        grid.addWidget(label, row, 0)
        grid.addWidget(field, row, 1)
        return label, field

    def _choose_misfit(self, misfit: str) -> None:
        self._misfit = next(one for one, _ in _MISFITS if one == misfit)
        self._show_misfit()
        self.format_changed.emit()

    def _show(self) -> None:
        choices = [Choice(one.name, _words_of(one)) for one in self._formats.values()]
        self.format_button.set_choices(choices, self.format.name)
        self.carries.setText(_carries_words(self.format))
        self._show_misfit()
        self._show_settings()

    def _show_misfit(self) -> None:
        choices = [Choice(*one) for one in _MISFITS]
        self.misfit_button.set_choices(choices, self._misfit)
        for widget in self._misfit_row:
            widget.setVisible(not carries_all(self.format.carries))

    def _show_settings(self) -> None:
        for widget in self._rows:
            self._more.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._rows, self.settings = [], {}
        for setting in self.format.write_settings:
            field = self._field(setting)
            self.settings[setting.name] = field
            self._rows += self._add_row(setting.title, field, self._more)
            if setting.description:
                said = PlainLabel(setting.description, self.more, tone="muted")
                said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                self._more.addWidget(said, self._more.rowCount(), 1)
                self._rows.append(said)
        self.more.setVisible(bool(self.settings))

    def _field(self, setting: Setting) -> QWidget:
        value = self._chosen.get(self.format.name, {}).get(setting.name, setting.default)
        if not setting.values:
            edit = QLineEdit(value, self)
            edit.setAccessibleName(setting.title)
            edit.textChanged.connect(lambda said: self._choose(setting, said))
            return edit
        button = MenuButton(setting.title, self, is_framed=True)
        button.set_choices([Choice(one, one) for one in setting.values], value)
        button.choice_requested.connect(lambda said: self._choose(setting, said))
        return button

    def _choose(self, setting: Setting, value: str) -> None:
        chosen = self._chosen.setdefault(self.format.name, {})
        chosen[setting.name] = value
        if value == setting.default:
            del chosen[setting.name]
        field = self.settings[setting.name]
        if isinstance(field, MenuButton):
            field.set_choices(field.choices, value)
        self.format_changed.emit()


def _grid(widget: QWidget) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    return grid


def names_width(widget: QWidget) -> int:
    """Return the width, in pixels, of the names beside the fields of an export: all of them stand
    in one column, whatever form they are of; longer ones wrap."""
    return QFontMetrics(widget.font()).horizontalAdvance(f"{_LONGEST_NAME} ")


_LONGEST_NAME = "What does not fit"


def _words_of(format: Format) -> str:
    return format.title if format.is_installed else f"{format.title} (not installed)"


def _carries_words(format: Format) -> str:
    """Return what a format carries, and that nobody else has proved it where that is so."""
    said = carried_words(format.carries)
    if missing := not_carried_words(format.carries):
        said = f"{said} {missing}"
    if not format.has_proof:
        said = f"{said} Unproved: no program but ours has been held against it."
    return said
