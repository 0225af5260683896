"""Files in and out of the window: which project is open, articles that come in, a corpus out.

What a click needs is imported by the click: the start page is painted sooner without it.
"""

import getpass
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.messages import sentence, show_text
from annotator.model.errors import (
    AnnotatorError,
    Cancelled,
    NotAProject,
    ProjectLocked,
    ProjectMissing,
    SavingFailed,
)
from annotator.ui.panels.plain_text import PlainBox

if TYPE_CHECKING:
    from annotator.project.merging.report import ConflictFound
    from annotator.project.project import Project
    from annotator.project.rows import ImportReport
    from annotator.ui.main_window import MainWindow

PROJECT_ENDING = ".annotator"
SAMPLE_ANNOTATOR = "Maria"
"""Whose labels are seen in the sample until somebody else signs in."""
_PROJECTS = f"Projects (*{PROJECT_ENDING});;All files (*)"
_COLLEAGUES = f"Projects and annotated files (*{PROJECT_ENDING} *.jsonl *.gz *.zst);;All files (*)"
_MAGIC = b"SQLite format 3\x00"
"""How a project file begins, as any of SQLite's."""


def sample_path() -> Path:
    """Return where the sample is kept, so that what one tries in it is there next time."""
    return user_data_path("annotator", appauthor=False) / f"sample{PROJECT_ENDING}"


class Opening:
    """Asks for files and names, and hands what comes of it to the window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    # ---- projects

    def open_path(self, path: Path, annotator: str = "") -> None:
        """Open a project as an annotator (default: who I am, asked where nobody said)."""
        windows = self._window.windows
        if windows is not None and windows.brings_forward(path, besides=self._window):
            return
        name = annotator or self._window.settings.get("annotator")
        if name:
            self._open_as(path, name)
        else:
            self._ask_name([], lambda name: self._open_as(path, self._keep_name(name)))

    def choose_project(self) -> None:
        """Ask for a project file and open it."""
        window = self._window
        title = "Open a project"
        chosen, _ = QFileDialog.getOpenFileName(window, title, self._folder(), _PROJECTS)
        if chosen:
            self._keep_folder(Path(chosen).parent)
            self.open_path(Path(chosen))

    def make_project(self, articles: Sequence[Path] = ()) -> None:
        """Ask where a new project shall be, make and open it, and let articles come in."""
        from annotator.ui.new_project.dialog import NewProjectDialog

        window = self._window
        folder, name = window.settings.get("folder"), window.settings.get("annotator")
        dialog = NewProjectDialog(
            window,
            folder=Path(folder) if folder else None,
            annotator=name,
            articles=articles,
        )
        dialog.project_created.connect(
            lambda project: self._show_made(project, dialog.articles.paths)
        )
        dialog.name.setFocus()
        dialog.open()

    def open_sample(self) -> None:
        """Open the sample project, made the first time it is asked for.

        It opens as one of the two who annotated it, so that there is something to see.
        """
        path = sample_path()
        if path.exists():
            self.open_path(path, SAMPLE_ANNOTATOR)
            return
        from annotator.project.sample import make_sample

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            make_sample(path)
        except (AnnotatorError, OSError) as error:
            self._tell(error)
            return
        self.open_path(path, SAMPLE_ANNOTATOR)

    def leaves_unsaved(self, error: SavingFailed) -> bool:
        """Ask whether to leave although edits could not be saved; staying is the safe answer."""
        window = self._window
        session = window.session
        unsaved = session.project.unsaved if session else 0
        box = PlainBox(f"{unsaved:,} edits are not saved. {sentence(error)}", window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Not saved")
        box.setInformativeText("Stay and try again, or leave and lose them?")
        stay = box.addButton("Stay", QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton("Leave and lose them", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def retry_saving(self) -> None:
        """Try again now what could not be saved."""
        if self._window.session is not None:
            self._window.session.project.retry()

    # ---- who

    def ask_annotator(self) -> None:
        """Ask who annotates, and go on as that one."""
        session = self._window.session
        if session is None:
            return
        names = [annotator.name for annotator in session.project.annotators()]
        me = session.project.me
        self._ask_name(
            names, lambda name: session.sign_in(self._keep_name(name)), me.name if me else ""
        )

    # ---- articles in

    def choose_files(self) -> None:
        """Ask for files of articles or corpora and bring them in."""
        title = "Add articles"
        chosen, _ = QFileDialog.getOpenFileNames(
            self._window, title, self._folder(), "All files (*)"
        )
        if chosen:
            self._keep_folder(Path(chosen[0]).parent)
            self.bring_in([Path(one) for one in chosen])

    def choose_folder(self) -> None:
        """Ask for a folder of articles and bring all of it in."""
        title = "Add a folder of articles"
        chosen = QFileDialog.getExistingDirectory(self._window, title, self._folder())
        if chosen:
            self._keep_folder(Path(chosen))
            self.bring_in([Path(chosen)])

    def take_dropped(self, paths: list[Path]) -> None:
        """Open a project that was dropped, or ask whether it shall be taken in where one is open;
        bring anything else in, into a new project where none is open."""
        projects = [path for path in paths if path.suffix == PROJECT_ENDING]
        if projects and self._window.session is not None:
            self._ask_what_to_do(projects[0])
        elif projects:
            self.open_path(projects[0])
        elif self._window.session is None:
            self.make_project(paths)
        else:
            self.bring_in(paths)

    def _ask_what_to_do(self, path: Path) -> None:
        """A colleague's file is not worked in by mistake: taking it in comes first."""
        from annotator.ui.dialogs.chooser import Chooser, Entry

        entries = [
            Entry("Take in what a colleague has done in it", lambda: self.take_in_path(path)),
            Entry("Close this project and open that one", lambda: self.open_path(path)),
        ]
        windows = self._window.windows
        if windows is not None:
            entries.append(Entry("Open that one in another window", lambda: windows.open(path)))
        Chooser(show_text(path.name), entries, self._window).open()

    def bring_in(self, paths: list[Path], whose: str | None = None) -> None:
        """Look at files and folders, ask what there is to ask, take them in, and report.

        Articles without labels come in at once. `whose` is proposed as the annotator of labels
        that name none; None proposes me.
        """
        session = self._window.session
        if session is None:
            return
        from annotator.ui.adding.dialog import AddArticlesDialog

        dialog = AddArticlesDialog(session, paths, self._window, whose=whose)
        dialog.taken_in.connect(self._report_import)
        dialog.failed.connect(self._tell)
        dialog.begin()

    # ---- colleagues

    def take_in(self) -> None:
        """Ask for a colleague's project, or for a file that a colleague has annotated."""
        title = "Take in a colleague's project"
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, self._folder(), _COLLEAGUES)
        if chosen:
            self._keep_folder(Path(chosen).parent)
            self.take_in_path(Path(chosen))

    def take_in_path(self, path: Path) -> None:
        """Say what a project would bring and take it in; with any other file as in `bring_in`."""
        session = self._window.session
        if session is None:
            return
        if not _is_database(path):
            self.bring_in([path], whose="")
            return
        from annotator.ui.dialogs.take_in import TakeInDialog

        dialog = TakeInDialog(session, path, self._window)
        dialog.review_requested.connect(self._review)
        dialog.accepted.connect(self._open_what_came)
        dialog.open()

    def send(self) -> None:
        """Ask what goes out for review and where to, and write it."""
        from annotator.ui.dialogs.send import SendDialog

        session, page = self._window.session, self._window.page
        if session is not None and page is not None:
            last = Path(self._window.settings.get("export_folder"))
            dialog = SendDialog(
                session,
                page.articles.model.keys,
                self._window,
                folder=last if last.is_absolute() else None,
            )
            dialog.packet_written.connect(self._keep_export_folder)
            dialog.open()

    def show_near_duplicates(self) -> None:
        """Look for articles that are nearly the same, and show them in groups."""
        from annotator.ui.dialogs.near_duplicates import NearDuplicatesDialog
        from annotator.ui.dialogs.progress import ProgressDialog

        session = self._window.session
        if session is None:
            return
        ProgressDialog(
            "Looking for articles that are nearly the same",
            session.project.near_duplicates.groups,
            on_done=lambda groups: NearDuplicatesDialog(session, groups, self._window).open(),
            on_failed=self._tell,
            parent=self._window,
        ).open()

    def _open_what_came(self) -> None:
        """Open an article where none was there to be opened before."""
        session, here = self._window.session, self._window.here
        if session is None or here is None or session.document is not None:
            return
        for first in session.project.document_rows(session.project.document_keys()[:1]):
            session.open_then(first.id, here.focus_text)

    def _review(self, found: "ConflictFound") -> None:
        """Show what two copies of one person's labels say, one above, one below."""
        from annotator.project.review import Pairing

        session = self._window.session
        if session is None:
            return
        ids = {one.name: one.id for one in session.project.annotators()}
        whose = ids.get(found.annotator) if found.annotator else None

        def compare() -> None:
            self._window.run("review")
            if self._window.review_page is not None and found.other_copy in ids:
                pairing = Pairing(whose, ids[found.other_copy])
                self._window.review_page.reviewing.choose_pairing(pairing)

        session.open_then(found.document, compare)

    # ---- articles that one makes, corrects, takes out

    def paste_article(self) -> None:
        """Show the clipboard's text as an article to be added."""
        from annotator.ui.dialogs.paste_article import PasteArticleDialog

        session = self._window.session
        if session is not None:
            PasteArticleDialog(session, self._window).open()

    def correct_details(self) -> None:
        """Let title, date, source, authors and language of the open article be corrected."""
        from annotator.ui.dialogs.article_details import ArticleDetailsDialog
        from annotator.ui.models.article_words import title_words_of
        from annotator.ui.panels.article_choice import Chosen
        from annotator.ui.purging.doing import purge_articles

        session = self._window.session
        if session is not None and session.document is not None:
            document = session.document
            chosen = Chosen((), document.id, title_words_of(document))
            dialog = ArticleDetailsDialog(session, self._window)
            dialog.purge_requested.connect(partial(purge_articles, self._window, chosen))
            dialog.open()

    def export_corpus(self) -> None:
        """Ask what goes out and where, and write it."""
        from annotator.ui.dialogs.export_dialog import ExportDialog

        session = self._window.session
        if session is not None:
            last = Path(self._window.settings.get("export_folder"))
            dialog = ExportDialog(
                session, self._window, folder=last if last.is_absolute() else None
            )
            dialog.corpus_written.connect(self._keep_export_folder)
            dialog.corpus_written.connect(self._window.corpus_written)
            dialog.open()

    def write_report(self) -> None:
        """Ask whose labels a report is about and where it goes, and write it."""
        from annotator.ui.dialogs.report_dialog import ReportDialog

        session = self._window.session
        if session is not None:
            last = Path(self._window.settings.get("export_folder"))
            folder = last if last.is_absolute() else None
            ReportDialog(session, self._window, folder=folder).open()

    def print_article(self) -> None:
        """Show the open article as it is on paper, and let it be printed or saved as PDF."""
        from annotator.ui.printing.dialog import PrintDialog

        page = self._window.page
        if page is not None and page.session.document is not None:
            last = Path(self._window.settings.get("export_folder"))
            folder = last if last.is_absolute() else None
            PrintDialog(page, self._window, folder=folder).open()

    # ---- inside

    def _open_as(self, path: Path, name: str) -> None:
        from annotator.project.held import is_held

        if is_held(path):
            self._wait_for(path, name)
        else:
            self._open_now(path, name)

    def _wait_for(self, path: Path, name: str) -> None:
        """Open it when the program that holds it lets go; say who that is where it does not."""
        from annotator.project.held import wait_until_free
        from annotator.ui.dialogs.progress import ProgressDialog

        ProgressDialog(
            "Waiting for another program",
            wait_until_free,
            path,
            on_done=lambda _: self._open_now(path, name),
            on_failed=lambda error: self._tell_held(error, path, name),
            parent=self._window,
        ).open()

    def _tell_held(self, error: Exception, path: Path, name: str) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, ProjectLocked):
            self._tell(error)
            return
        from annotator.ui.dialogs.held_dialog import HeldDialog

        dialog = HeldDialog(sentence(error), self._window)
        dialog.accepted.connect(lambda: self._open_as(path, name))
        dialog.open()

    def _open_now(self, path: Path, name: str) -> None:
        from annotator.project.project import Project

        try:
            project = Project.open(path, annotator=name, backups=self._window.backups.root)
        except AnnotatorError as error:
            self._tell(error)
            if isinstance(error, NotAProject | ProjectMissing):
                from annotator.ui.backups.going_back import offer_backups

                offer_backups(self._window, path, error)
            return
        if not self._window.show_project(project):
            project.close()
            return
        self._look_where_it_lies()
        if project.packet_note and project.next_undo() is None:
            self._show_note(project.packet_note)

    def _show_note(self, note: str) -> None:
        """Show what whoever sent the packet says, until something has been done in it."""
        from annotator.ui.dialogs.packet_note import PacketNote

        PacketNote(note, self._window).open()

    def _show_made(self, project: "Project", articles: Sequence[Path] = ()) -> None:
        self._keep_folder(project.path.parent)
        if project.me is not None:
            self._keep_name(project.me.name)
        if not self._window.show_project(project):
            project.close()
            return
        self._look_where_it_lies()
        if articles:
            self.bring_in(list(articles))

    def _look_where_it_lies(self) -> None:
        from annotator.ui.place.telling import look_where_it_lies

        look_where_it_lies(self._window)

    def _focus_text(self) -> None:
        if self._window.page is not None:
            self._window.page.focus_text()

    def _report_import(self, report: "ImportReport") -> None:
        from annotator.ui.dialogs.import_report import ImportReportDialog

        session = self._window.session
        if session is None:
            return
        if session.document is None and report.documents:
            # Where the hand is needed when the report closes.
            session.open_then(report.documents[0], self._focus_text)
        dialog = ImportReportDialog(report, self._window, session.project)
        dialog.near_duplicates_requested.connect(self.show_near_duplicates)
        dialog.open()

    def _ask_name(
        self, names: list[str], on_chosen: Callable[[str], object], chosen: str = ""
    ) -> None:
        from annotator.ui.dialogs.who import WhoDialog

        WhoDialog(names, chosen or _login_name(), on_chosen, self._window).open()

    def _keep_name(self, name: str) -> str:
        self._window.settings.choose("annotator", name)
        return name

    def _folder(self) -> str:
        return str(self._window.settings.get("folder") or Path.home())

    def _keep_folder(self, folder: Path) -> None:
        self._window.settings.choose("folder", str(folder))

    def _keep_export_folder(self, target: Path) -> None:
        self._window.settings.choose("export_folder", str(target.absolute().parent))

    def _tell(self, error: Exception) -> None:
        """Say why something failed where one looks: a bar if a project is open, else a box."""
        if isinstance(error, Cancelled):
            words = "Stopped; nothing came in."
        elif isinstance(error, AnnotatorError | OSError):
            words = sentence(error)
        else:
            raise error
        self._window.tell(words)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _is_database(path: Path) -> bool:
    """Whether it is a project, or what claims to be one; what cannot be read is told of as one."""
    try:
        with path.open("rb") as file:
            return path.suffix == PROJECT_ENDING or file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return True
