"""What applying the draft means for what is labelled already: whose, and some of the places."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from annotator.messages import sentence
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.project.label_changes.change import Revise
from annotator.project.label_changes.counting import LabelPreview
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.ui.dialogs.form import FormDialog
from annotator.ui.label_changes.preview_tables import PreviewTables
from annotator.ui.panels.plain_text import PlainLabel
from annotator.ui.session import Session
from annotator.ui.tasks import run_task

_SIZE = QSize(880, 560)


class PlacesDialog(FormDialog):
    """Counts off the GUI thread and shows what it found; nothing is done by it but by its one
    button."""

    help_page = "labels"

    def __init__(
        self, session: Session, change: Revise, effects: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("What this means", "Apply", parent)
        self.setObjectName("label_change")
        self.effects = PlainLabel(effects, self)
        self.preview = PreviewTables(self)
        self.fields.addWidget(self.effects)
        self.fields.addWidget(self.preview, 1)
        self.cancel_button.setText("Back")
        self.say("Counting…", "muted")
        self._task = run_task(
            _preview,
            session.project,
            change,
            owner=self,
            on_done=self._show,
            on_failed=self._fail,
            on_progress=self._tell,
        )
        self.finished.connect(lambda _: self._task.cancel())
        self.resize(_SIZE)
        self.accept_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, preview: LabelPreview) -> None:
        self.say("")
        self.preview.show_preview(preview)

    def _tell(self, progress: Progress) -> None:
        self.say(f"Counting: {progress.done:,} of {progress.total:,} articles…", "muted")

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return  # nobody waits for it any more
        if not isinstance(error, AnnotatorError):
            raise error
        self.say(sentence(error))


def _preview(
    project: Project,
    change: Revise,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> LabelPreview:
    return project.labels.preview(
        change, is_for_me=True, progress=progress, is_cancelled=is_cancelled
    )
