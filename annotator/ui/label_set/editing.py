"""Editing the label set: between its window and the project."""

from PySide6.QtWidgets import QWidget

from annotator.edits.edit import ReplaceLabelSet
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.project.label_changes.change import Revise
from annotator.project.label_use import LabelUse
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, Progress, ReportProgress
from annotator.ui.label_set.dialog import LabelSetDialog
from annotator.ui.label_set.draft import Draft
from annotator.ui.label_set.files import LabelFiles
from annotator.ui.label_set.places import PlacesDialog
from annotator.ui.session import Session
from annotator.ui.tasks import run_task


def edit_label_set(
    session: Session, parent: QWidget | None = None, label: str = ""
) -> LabelSetDialog:
    """Open the window of the label set, at a label or attribute (id) if one is named; what is
    applied there is one act that can be undone."""
    dialog = LabelSetDialog(session.project.label_set, parent)
    dialog.show_part(label)

    def apply() -> None:
        change = dialog.draft.change_wanted()
        if change.value_names or change.converted:
            _change_values(session, dialog, change)
            return
        try:
            session.project.apply_to_project(ReplaceLabelSet(change.label_set), dialog)
        except AnnotatorError as error:
            dialog.say(sentence(error))
        else:
            end()

    def end() -> None:
        left = dialog.left_over
        dialog.done_applying()
        session.said_of_labels.emit("The label set is changed.", left)

    def show_use(use: LabelUse) -> None:
        allow_colours()
        dialog.show_use(use)

    def fail(error: Exception) -> None:
        allow_colours()
        _say_failure(dialog, error)

    def allow_colours(is_allowed: bool = True) -> None:
        dialog.allow_colours(is_allowed)

    def show_places(effects: str) -> None:
        places = PlacesDialog(session, dialog.draft.change_wanted(), effects, dialog)
        places.accepted.connect(dialog.accept)
        places.open()

    dialog.apply_requested.connect(apply)
    dialog.places_requested.connect(show_places)
    LabelFiles(dialog, session.project.path.parent)
    allow_colours(False)
    run_task(_read, session.project, owner=dialog, on_done=show_use, on_failed=fail)
    if session.project.is_read_only:
        dialog.notify("This project can only be read: what is changed here cannot be applied.")
    dialog.open()
    dialog.labels.setFocus()
    return dialog


def _change_values(session: Session, dialog: LabelSetDialog, change: Revise) -> None:
    """Apply a change that makes something of values of attributes: all sets are looked at."""
    dialog.be_busy(True)
    dialog.say("Changing…", "muted")

    def end(_: object) -> None:
        session.said_of_labels.emit("The label set is changed.", dialog.left_over)
        dialog.done_applying()

    def show(progress: Progress) -> None:
        words = f"Changing: {progress.done:,} of {progress.total:,} articles…"
        dialog.say(words, "muted")

    def fail(error: Exception) -> None:
        dialog.be_busy(False)
        _say_failure(dialog, error)

    run_task(
        _change,
        session.project,
        change,
        dialog,
        owner=dialog,
        on_done=end,
        on_failed=fail,
        on_progress=show,
    )


def _say_failure(dialog: LabelSetDialog, error: Exception) -> None:
    if not isinstance(error, AnnotatorError):
        raise error
    dialog.say(sentence(error))


def _change(
    project: Project,
    change: Revise,
    origin: object,
    *,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> object:
    return project.labels.change(
        change, origin=origin, progress=progress, is_cancelled=is_cancelled
    )


def _read(project: Project) -> LabelUse:
    """Return what is worn. To compare the colours of the labels takes some tenths of a second the
    first time, and nothing after it: it is done here, where the window does not wait for it."""
    Draft(project.label_set).next_colour()
    return project.label_use()
