"""Send work out: a packet with chosen articles and labels, written as a project file of its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from annotator.messages import name_path, sentence
from annotator.model.annotation_set import Status
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.merging.report import PacketReport
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.dialogs.path_field import PathField, documents_folder
from annotator.ui.dialogs.people_ticks import PeopleTicks
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.models.article_words import count_words
from annotator.ui.panels.menu_button import Choice, MenuButton
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.panels.tick_box import TickBox
from annotator.ui.session import Session

Articles = Literal["finished", "assigned", "listed", "open", "all"]
_STATUSES: tuple[Status, ...] = ("finished",)
_FILES = "Projects (*.annotator);;All files (*)"
_EXPLAINED = (
    "Whoever gets the file opens it as any project and works in it. What comes back is taken in "
    "here, whatever has been done meanwhile."
)


class SendDialog(FormDialog):
    """Stays open after writing, so that the words can be read or another packet written."""

    help_page = "colleagues"

    packet_written = Signal(object)
    """Its path."""

    def __init__(
        self,
        session: Session,
        listed: Sequence[int],
        parent: QWidget | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        """`listed` are the keys of the articles that the list shows; `folder` is where the file is
        proposed, by default among the user's documents."""
        super().__init__("Send for review", "Write the file", parent)
        self._session = session
        self._project = session.project
        self._listed = listed
        self._articles: Articles = "finished"
        self.people = PeopleTicks(session.project, self)
        self.articles = MenuButton("Articles", self, is_framed=True)
        me, counts = session.project.me, session.project.document_counts()
        if me is not None and counts["in_progress"] + counts["finished"]:
            self.people.tick(me.name)
        self.review = TickBox("decisions and remarks go along", self)
        self.note = QLineEdit(self)
        self.note.setAccessibleName("A word to whoever opens it")
        self.note.setPlaceholderText("what whoever opens it is told")
        in_folder = folder if folder and folder.is_dir() else documents_folder()
        self._folder = in_folder
        self.target = PathField("File", "", _ask_target, self)
        self._arrange()
        self.cancel_button.setText("Close")
        self._propose()
        self.articles.choice_requested.connect(self._choose_articles)
        self.people.changed.connect(self._check)
        self.review.toggled.connect(self._check)
        self.target.path_changed.connect(self._check)
        self._check()

    def accept(self) -> None:
        """Write the packet, with progress and a way to stop."""
        if not self.accept_button.isEnabled():
            return
        target = Path(self.target.path()).expanduser()
        self.accept_button.setEnabled(False)
        ProgressDialog(
            f"Writing {target.name}",
            _write,
            self._project,
            target,
            self._which(),
            self._choice(),
            on_done=lambda report: self._end_well(target, report),
            on_failed=self._end_badly,
            parent=self,
        ).open()

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.fields.addWidget(PlainLabel(_EXPLAINED, self, tone="muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows: list[tuple[str, QWidget]] = [
            ("Labels of", self.people),
            ("Articles", self.articles),
            ("Review", self.review),
            ("Note", self.note),
            ("File", self.target),
        ]
        for row, (name, field) in enumerate(rows):
            label = PlainLabel(name, self, tone="muted")
            label.setWordWrap(False)
            is_high = field is self.people
            place = Qt.AlignmentFlag.AlignTop if is_high else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label, row, 0, place)
            grid.addWidget(field, row, 1)
        self.fields.addLayout(grid)
        self.setMinimumWidth(600)

    def _show_articles(self) -> None:
        is_anybody = bool(self.people.chosen())
        everything = self._project.document_counts()["all"]
        choices = []
        if is_anybody:
            choices.append(Choice("finished", "Those that one of them has done"))
            choices.append(Choice("assigned", "Those that one of them is to label"))
        if len(self._listed) != everything:
            listed = count_words(len(self._listed), "article")
            choices.append(Choice("listed", f"The {listed} that the list shows"))
        if self._session.document is not None:
            choices.append(Choice("open", "The open article"))
        choices.append(Choice("all", f"All {count_words(everything, 'article')}"))
        if self._articles not in [one.key for one in choices]:
            self._articles = "all"
        self.articles.set_choices(choices, self._articles)

    # ---- what happens --------------------------------------------------------------------

    def _choose_articles(self, articles: str) -> None:
        for one in ("finished", "assigned", "listed", "open", "all"):
            if one == articles:
                self._articles = one
        self._check()

    def _check(self) -> None:
        self._show_articles()
        words = "" if self.people.chosen() else self._words_for_nobody()
        is_named = bool(self.target.path())
        self.say(words if is_named else "Say where the file shall be.", "muted")
        self.accept_button.setEnabled(is_named)

    def _words_for_nobody(self) -> str:
        if self.review.isChecked():
            return "Nobody is ticked: the articles go out with what was decided on them."
        return "Nobody is ticked: only the articles go out."

    def _choice(self) -> PacketChoice:
        return PacketChoice(
            annotators=tuple(one.name for one in self.people.chosen()),
            statuses=_STATUSES if self._articles == "finished" else (),
            is_assigned_only=self._articles == "assigned",
            with_review=self.review.isChecked(),
            note=self.note.text().strip(),
        )

    def _which(self) -> Sequence[int] | str | None:
        """Return the keys listed, the id of the open article, or None where the choice decides."""
        if self._articles == "open" and self._session.document is not None:
            return self._session.document.id
        return self._listed if self._articles == "listed" else None

    def _end_well(self, target: Path, report: PacketReport) -> None:
        self._propose()
        self.say(f"Wrote {name_path(target)}: {_packet_words(report)}.", "good")
        self.cancel_button.setFocus()
        self.packet_written.emit(target)

    def _end_badly(self, error: Exception) -> None:
        self.accept_button.setEnabled(True)
        if isinstance(error, Cancelled):
            self.say("Stopped; nothing was written.", "warn")
        elif isinstance(error, AnnotatorError | OSError):
            self.say(sentence(error))
        else:
            raise error

    def _propose(self) -> None:
        """Propose a name that is not taken: a packet never replaces a file."""
        me = self._project.me
        stem = f"{self._project.name} ({me.name})" if me is not None else self._project.name
        fit = "".join(one if one.isalnum() or one in " -_()." else "_" for one in stem)
        number, path = 1, self._folder / f"{fit}.annotator"
        while path.exists():
            number += 1
            path = self._folder / f"{fit} {number}.annotator"
        self.target.edit.setText(str(path))


def _packet_words(report: PacketReport) -> str:
    articles = count_words(report.documents, "article")
    if not report.sets:
        return f"{articles}, nobody's labels"
    sets = count_words(report.sets, "annotation set")
    inside = f"{count_words(report.spans, 'span')} and {count_words(report.relations, 'relation')}"
    return f"{articles}, {sets} with {inside}"


def _write(
    project: Project,
    target: Path,
    which: Sequence[int] | str | None,
    choice: PacketChoice,
    **follow: object,
) -> PacketReport:
    if isinstance(which, str):
        choice = replace(choice, documents=(which,))
    elif which is not None:
        choice = replace(choice, documents=tuple(project.document_ids(which)))
    return project.write_packet(target, choice, **follow)  # type: ignore[arg-type]


def _ask_target(parent: QWidget, start: str) -> str:
    chosen, _ = QFileDialog.getSaveFileName(parent, "Send for review", start, _FILES)
    return chosen
