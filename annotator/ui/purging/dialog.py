"""What erasing for good would do, explained before: a reason is asked for, and a word."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.messages import sentence
from annotator.messages.purge_words import NEVER_BACK, OUTSIDE, Row
from annotator.model.errors import AnnotatorError
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.told_rows import ToldRows
from annotator.ui.models.reading import read_project
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session

_WIDTH = 600


class PurgeDialog(FormDialog):
    """Rows of what goes and what stays; below them why, and the word that lets it go."""

    help_page = "forgetting"
    example = ""
    """Of a reason."""

    def __init__(
        self,
        session: Session,
        title: str,
        what: str,
        word: str,
        look: Callable[[], Any],
        parent: QWidget | None = None,
    ) -> None:
        """`what` is named first; `word` is to be typed; `look` counts, on another thread, what
        `show_preview` shows."""
        super().__init__(title, "Erase for good", parent)
        self.setObjectName("purge")
        self._word = word
        self._is_known = False
        self.what = PlainLabel(what, self, tone="strong")
        self.told = ToldRows(self)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(self.example)
        self.typed = QLineEdit(self)
        self.warning = PlainLabel(f"{NEVER_BACK} {OUTSIDE}", self, tone="muted")
        self._arrange(word)
        self.accept_button.setEnabled(False)
        for field in (self.reason, self.typed):
            field.textChanged.connect(self.can_do)
        self.say("Counting what would go…", "muted")
        read_project(
            session.project, look, owner=self, on_done=self._take, on_failed=self._say_failure
        )

    def show_preview(self, preview: Any) -> None:
        """Show what was counted."""
        raise NotImplementedError

    def accept(self) -> None:
        """Close, and let it go: whoever listens to `accepted` does it."""
        if self.accept_button.isEnabled():
            super().accept()

    def can_do(self, *_: object) -> None:
        """Let the button be pressed when all is said."""
        self.accept_button.setEnabled(
            self._is_known
            and bool(self.reason.text().strip())
            and self.typed.text().strip().casefold() == self._word.casefold()
        )

    # ---- inside --------------------------------------------------------------------------

    def _arrange(self, word: str) -> None:
        self.fields.addWidget(self.what)
        self.fields.addLayout(self.told)
        self.fields.addWidget(self.warning)
        self.arrange_more()
        self.add_field("Why? It is kept, and read by anybody", self.reason)
        self.add_field(f"Type “{word}” to let it go", self.typed)
        self.fields.addStretch(1)
        self.setMinimumWidth(_WIDTH)

    def arrange_more(self) -> None:
        """Add fields of one's own above the last two."""

    def _take(self, preview: Any) -> None:
        self._is_known = True
        self.say("")
        self.show_preview(preview)
        self.can_do()
        self._grow()
        self.reason.setFocus()

    def _say_failure(self, error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        self.say(sentence(error))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show where it goes from, and what stays."""
        self.told.show_rows(rows)
