"""From the window to a purge and back: asked for, done beside, and the project shown anew.

The project is opened again afterwards: what searches, lists and pages remember of it goes with
them.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from annotator.messages import sentence
from annotator.messages.purge_words import cleaned_words
from annotator.model.annotator import Annotator
from annotator.model.errors import AnnotatorError, Cancelled, ProjectReadOnly
from annotator.model.purge_errors import PurgeUnfinished
from annotator.project.purging.told import PurgeReport
from annotator.ui.models.reading import read_project
from annotator.ui.panels.article_choice import Chosen

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.purging.articles import PurgeArticlesDialog
    from annotator.ui.purging.person import ForgetPersonDialog

_NONE = "Choose articles in the list first, or open one."


def purge_articles(window: "MainWindow", chosen: Chosen) -> None:
    """Explain what erasing articles would do, and do it where that is wanted."""
    from annotator.ui.purging.articles import PurgeArticlesDialog

    session = window.session
    assert session is not None, "the window runs this only with a project"
    if chosen.is_empty:
        session.said.emit(_NONE, False)
    elif _may(window):
        dialog = PurgeArticlesDialog(session, chosen, window.backups.root, window)
        dialog.accepted.connect(partial(_purge_articles, window, dialog))
        dialog.open()


def forget_person(window: "MainWindow", person: Annotator) -> None:
    """Explain what forgetting who an annotator is would do, and do it where that is wanted."""
    from annotator.ui.purging.person import ForgetPersonDialog

    session = window.session
    assert session is not None, "the window runs this only with a project"
    if _may(window):
        dialog = ForgetPersonDialog(session, person, window.backups.root, window)
        dialog.accepted.connect(partial(_forget_person, window, dialog))
        dialog.open()


def go_on_with_purges(window: "MainWindow") -> None:
    """Go on beside with what was erased and is not yet gone from all backups."""
    session = window.session
    if session is None or session.project.is_read_only or not session.project.purging.unfinished():
        return

    def tell(_: int) -> None:
        session.said.emit("What was erased is gone from all backups now.", False)

    def fail(error: Exception) -> None:
        if not isinstance(error, AnnotatorError):
            raise error
        session.refused.emit(sentence(error))

    root, finish = window.backups.root, session.project.purging.finish
    read_project(
        session.project, lambda: finish(root=root), owner=session, on_done=tell, on_failed=fail
    )


# ---- inside -------------------------------------------------------------------------------------


def _may(window: "MainWindow") -> bool:
    """Tell whether anything can be erased in the open project; say why not."""
    assert window.session is not None
    project = window.session.project
    if project.is_read_only:
        error = ProjectReadOnly(project.path, project.read_only_reason)
        window.session.refused.emit(sentence(error))
        return False
    if window.page is not None:
        window.page.inspector.commit()  # a note under way is still the article's
    return True


def _purge_articles(window: "MainWindow", dialog: "PurgeArticlesDialog") -> None:
    assert window.session is not None
    purging, root = window.session.project.purging, window.backups.root
    documents, reason = dialog.documents, dialog.reason.text()

    def work(**how: Any) -> PurgeReport:
        return purging.purge_articles(documents, reason, root=root, **how)

    words = "The article is erased" if len(documents) == 1 else "The articles are erased"
    _run(window, dialog.windowTitle(), work, words)


def _forget_person(window: "MainWindow", dialog: "ForgetPersonDialog") -> None:
    assert window.session is not None
    purging, root = window.session.project.purging, window.backups.root
    person, reason = dialog.person.id, dialog.reason.text()
    pseudonym, is_replaced = dialog.pseudonym.text().strip(), dialog.replace_box.isChecked()

    def work(**how: Any) -> PurgeReport:
        return purging.purge_person(
            person, pseudonym, reason, are_words_replaced=is_replaced, root=root, **how
        )

    _run(window, dialog.windowTitle(), work, f"They are called “{pseudonym}” now")


def _run(window: "MainWindow", title: str, work: Callable[..., PurgeReport], words: str) -> None:
    from annotator.ui.dialogs.progress import ProgressDialog

    def end(report: PurgeReport) -> None:
        _show_anew(window, f"{words}; {cleaned_words(*report.cleaned)}.")

    def fail(error: Exception) -> None:
        if isinstance(error, PurgeUnfinished):
            _show_anew(window, sentence(error))
        elif isinstance(error, AnnotatorError):
            if not isinstance(error, Cancelled):
                window.tell(sentence(error))
        else:
            raise error

    ProgressDialog(title, work, on_done=end, on_failed=fail, parent=window).open()


def _show_anew(window: "MainWindow", words: str) -> None:
    session = window.session
    if session is None:
        return
    path, me = session.project.path, session.project.me
    if window.close_project():
        window.opening.open_path(path, me.name if me is not None else "")
    if window.session is not None:
        window.session.said.emit(words, False)
