"""Who somebody is, forgotten: what they are called instead, and where people wrote the name."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from annotator.messages import show_text
from annotator.messages.purge_words import backup_row, person_rows, staying_rows, written_words
from annotator.model.annotator import Annotator
from annotator.project.purging.told import PersonPurge
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.purging.dialog import PurgeDialog
from annotator.ui.session import Session

_TELLING = 3
"""Letters that a name must have to be looked for by itself."""
_ROWS = 5
"""Places seen at once."""


class ForgetPersonDialog(PurgeDialog):
    """A name, the pseudonym in its place, and the places where people wrote it."""

    example = "asked for by the person"

    def __init__(
        self, session: Session, person: Annotator, root: Path | None, parent: QWidget | None = None
    ) -> None:
        project = session.project
        self.person = person
        self.pseudonym = QLineEdit(project.purging.pseudonym(person.id))
        self.places = QListWidget()
        self.replace_box = TickBox("Replace it there too", widest=400)
        super().__init__(
            session,
            "Forget this person",
            f"“{show_text(person.name, 60)}”",
            person.name,
            lambda: project.purging.preview_person(person.id, root=root),
            parent,
        )
        self.pseudonym.textChanged.connect(self.can_do)

    def arrange_more(self) -> None:
        """Add what they are called, and the places."""
        self.add_field("Called from then on", self.pseudonym)
        self._label = PlainLabel("Where people wrote the name", self, tone="muted")
        self.fields.addWidget(self._label)
        self.fields.addWidget(self.places)
        self.fields.addWidget(self.replace_box)
        self.places.setAccessibleName("Where people wrote the name")
        self.places.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self._label, self.places, self.replace_box):
            widget.hide()

    def can_do(self, *_: object) -> None:
        """As every purge, and with a name."""
        super().can_do()
        if not self.pseudonym.text().strip():
            self.accept_button.setEnabled(False)

    def show_preview(self, preview: PersonPurge) -> None:
        """Name the person by all their names, and say where those go from."""
        self.what.setText(", ".join(f"“{show_text(one, 60)}”" for one in preview.names))
        copies = preview.copies
        rows = [*person_rows(preview.erased), backup_row(copies.backups, copies.size)]
        rows += staying_rows(beside=copies.beside, articles=preview.articles)
        self.show_rows(rows)
        # A name of a letter or two is a word like any other: whoever wants that says so.
        self.replace_box.setChecked(all(len(one) >= _TELLING for one in preview.names))
        for one in preview.written:
            self.places.addItem(written_words(one))
        for widget in (self._label, self.places, self.replace_box):
            widget.setVisible(bool(preview.written))
        if preview.written:
            self.places.ensurePolished()
            seen = max(2, min(len(preview.written), _ROWS))
            self.places.setFixedHeight(seen * self.places.sizeHintForRow(0) + 6)
