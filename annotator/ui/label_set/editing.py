"""Editing the label set: between its window and the project."""

from PySide6.QtWidgets import QWidget

from annotator.edits.edit import ReplaceLabelSet
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.project.label_use import LabelUse
from annotator.project.project import Project
from annotator.ui.label_set.colour_choice import suggest_colours
from annotator.ui.label_set.dialog import LabelSetDialog
from annotator.ui.session import Session
from annotator.ui.tasks import run_task


def edit_label_set(session: Session, parent: QWidget | None = None) -> LabelSetDialog:
    """Open the window of the label set; what is applied there is one act that can be undone."""
    dialog = LabelSetDialog(session.project.label_set, parent)

    def apply(label_set: LabelSet) -> None:
        try:
            session.project.apply_to_project(ReplaceLabelSet(label_set), dialog)
        except AnnotatorError as error:
            dialog.say(sentence(error))
        else:
            dialog.done_applying()
            session.said.emit("The label set is changed.", True)

    def show_use(use: LabelUse) -> None:
        dialog.show_use(use)
        allow_colours()

    def fail(error: Exception) -> None:
        allow_colours()
        if not isinstance(error, AnnotatorError):
            raise error
        dialog.say(sentence(error))

    def allow_colours(is_allowed: bool = True) -> None:
        dialog.add_button.setEnabled(is_allowed)
        dialog.propose_button.setEnabled(is_allowed)

    dialog.apply_requested.connect(apply)
    allow_colours(False)
    run_task(_read, session.project, owner=dialog, on_done=show_use, on_failed=fail)
    dialog.open()
    dialog.labels.setFocus()
    return dialog


def _read(project: Project) -> LabelUse:
    """Return what is worn. The first colour that is worked out takes a third of a second, those
    after it nothing: it is worked out here, where the window does not wait for it."""
    suggest_colours((), 1)
    return project.label_use()
