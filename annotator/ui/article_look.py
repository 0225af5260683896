"""What the article is like by choice: size, face, lines, names, arcs, labels, arrow keys; kept."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from annotator.model.labels import LabelSet
from annotator.settings.store import Settings
from annotator.settings.table import BY_NAME
from annotator.ui.fonts import READING_FAMILY
from annotator.ui.text_view.density import ARCS_SHOWN, NAMES_SHOWN, ArcsShown, Density, NamesShown
from annotator.ui.text_view.text_view import TextView

COLUMN_STEP = 6
"""Characters."""
SPACING_STEP = 0.1
NAMES_WORDS: dict[NamesShown, str] = {
    "always": "Names of labels are always shown.",
    "hover": "Names of labels are shown under the pointer and on what is selected.",
    "never": "Names of labels are not shown.",
}
ARCS_WORDS: dict[ArcsShown, str] = {
    "all": "All relations are drawn.",
    "selection": "Only relations of what is selected are drawn.",
    "none": "Relations are not drawn.",
}


class ArticleLook(QObject):
    """Carries settings to a text view, and what is changed there back into the settings."""

    changed = Signal()
    said = Signal(str)
    """What is different now, for the status bar."""

    def __init__(self, view: TextView, settings: Settings) -> None:
        super().__init__(view)
        self._view = view
        self._settings = settings
        view.zoomed.connect(self._keep_size)
        view.hidden_labels_changed.connect(self._keep_hidden)
        self.restore()

    def restore(self) -> None:
        """Let the view look as the settings say."""
        get = self._settings.get
        self._view.set_text_font(get("text_family") or READING_FAMILY, get("text_size"))
        self._view.set_measure(get("column_characters"), get("line_spacing"))
        self._view.set_density(Density(get("names_shown"), get("arcs_shown")))
        self._view.set_hidden_labels(get("hidden_labels"))
        self._view.keyboard.steps_by_word = get("are_arrows_by_word")

    def get(self, name: str) -> Any:
        """Return a setting."""
        return self._settings.get(name)

    def choose(self, name: str, value: Any) -> None:
        """Keep a setting and look so at once. ValueError where the setting does not take it."""
        self._settings.choose(name, value)
        self.restore()
        self.changed.emit()

    def reset(self, names: Iterable[str]) -> None:
        """Let settings be as they were delivered."""
        for name in names:
            self._settings.choose(name, BY_NAME[name].default)
        self.restore()
        self.changed.emit()

    # ---- lines -----------------------------------------------------------------------------

    def widen(self, step: int) -> None:
        """Let lines hold some more characters, or fewer for negative steps."""
        wanted = self.get("column_characters") + step * COLUMN_STEP
        if self._try("column_characters", wanted):
            self.said.emit(f"About {wanted} characters to a line.")

    def loosen(self, step: int) -> None:
        """Put the lines further apart, or closer for negative steps."""
        wanted = round(self.get("line_spacing") + step * SPACING_STEP, 2)
        if self._try("line_spacing", wanted):
            self.said.emit(f"Lines {round(100 * wanted)} % apart.")

    def _try(self, name: str, value: Any) -> bool:
        if not BY_NAME[name].accepts(value):
            self.said.emit("Not further this way.")
            return False
        self.choose(name, value)
        return True

    # ---- what stands around the text -------------------------------------------------------

    def show_names(self, names: NamesShown) -> None:
        """Show the names of labels always, on hover or never."""
        self.choose("names_shown", names)
        self.said.emit(NAMES_WORDS[names])

    def show_arcs(self, arcs: ArcsShown) -> None:
        """Show all relations, those of the selection or none."""
        self.choose("arcs_shown", arcs)
        self.said.emit(ARCS_WORDS[arcs])

    def cycle_names(self) -> None:
        """Go to the next way of showing names."""
        at = NAMES_SHOWN.index(self.get("names_shown")) + 1
        self.show_names(NAMES_SHOWN[at % len(NAMES_SHOWN)])

    def cycle_arcs(self) -> None:
        """Go to the next way of showing relations."""
        at = ARCS_SHOWN.index(self.get("arcs_shown")) + 1
        self.show_arcs(ARCS_SHOWN[at % len(ARCS_SHOWN)])

    # ---- the caret -------------------------------------------------------------------------

    def toggle_arrows(self) -> None:
        """Let the arrow keys go by words, or by characters again."""
        is_by_word = not self.get("are_arrows_by_word")
        self.choose("are_arrows_by_word", is_by_word)
        self.said.emit(
            "Arrows go by words, with Ctrl by characters."
            if is_by_word
            else "Arrows go by characters, with Ctrl by words."
        )

    # ---- labels switched off ---------------------------------------------------------------

    def is_label_shown(self, label: str) -> bool:
        """Tell whether spans or relations with a label (id) are shown."""
        return label not in self._view.hidden_labels

    def show_label(self, label: str, is_shown: bool) -> None:
        """Switch a label (id) on or off."""
        hidden = self._view.hidden_labels - {label}
        self._hide(hidden if is_shown else hidden | {label})

    def show_all_labels(self, label_set: LabelSet) -> None:
        """Switch every label of a label set on."""
        self._hide(self._view.hidden_labels - _ids(label_set))

    def hidden_count(self, label_set: LabelSet) -> int:
        """Return how many labels of a label set are switched off."""
        return len(self._view.hidden_labels & _ids(label_set))

    def _hide(self, labels: frozenset[str]) -> None:
        self._view.set_hidden_labels(labels)
        self._keep_hidden(labels)

    def _keep_hidden(self, labels: frozenset[str]) -> None:
        self._settings.choose("hidden_labels", sorted(labels))
        self.changed.emit()

    def _keep_size(self, size: float) -> None:
        self._settings.choose("text_size", size)


def _ids(label_set: LabelSet) -> frozenset[str]:
    spans = frozenset(one.id for one in label_set.span_labels)
    return spans | frozenset(one.id for one in label_set.relation_labels)
