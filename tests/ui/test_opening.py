"""Files in and out of the window, through its dialogs."""

import shutil
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from shiboken6 import isValid

from annotator.edits.edit import AddSpan, RelabelSpan, SetStatus
from annotator.model.errors import Cancelled, SourceMissing
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import ExportChoice, PacketChoice
from annotator.ui import opening as opening_module
from annotator.ui.adding.dialog import AddArticlesDialog
from annotator.ui.dialogs.article_details import ArticleDetailsDialog
from annotator.ui.dialogs.chooser import Chooser
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.dialogs.packet_note import PacketNote
from annotator.ui.dialogs.paste_article import PasteArticleDialog
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.dialogs.report_dialog import ReportDialog
from annotator.ui.dialogs.send import SendDialog
from annotator.ui.dialogs.take_in import TakeInDialog
from annotator.ui.dialogs.who import WhoDialog
from annotator.ui.new_project.dialog import NewProjectDialog
from tests.ui.ferry_project import FERRY, make_project


@pytest.fixture
def seen(qtbot):
    """Wait for the dialog of a kind that is open, and return it."""

    def wait(kind):
        def find():
            widgets = QApplication.topLevelWidgets()
            return [one for one in widgets if isinstance(one, kind) and one.isVisible()]

        qtbot.waitUntil(lambda: len(find()) == 1)
        return find()[0]

    return wait


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text("Storm closes bridge\n\nThe bridge is shut.\n")
    (folder / "empty.txt").write_text("")
    (folder / "ferry.txt").write_text(FERRY)
    return folder


# ---- projects


def test_without_a_name_one_is_asked_for_it(window, settings, tmp_path, seen, hands):
    make_project(tmp_path / "a.annotator", annotator="jon").close()
    settings.choose("annotator", "")
    window.opening.open_path(tmp_path / "a.annotator")
    who = seen(WhoDialog)
    who.name.setCurrentText("Ana")
    who.accept()
    hands.settle()
    assert window.session.project.me.name == "Ana"
    assert settings.get("annotator") == "Ana"


def test_asked_for_a_name_one_may_turn_back(window, settings, tmp_path, seen):
    make_project(tmp_path / "a.annotator").close()
    settings.choose("annotator", "")
    window.opening.open_path(tmp_path / "a.annotator")
    seen(WhoDialog).reject()
    assert window.session is None


def test_a_project_is_chosen_from_the_disk(window, settings, tmp_path, monkeypatch, hands):
    make_project(tmp_path / "a.annotator").close()
    chosen = (str(tmp_path / "a.annotator"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    window.run("open_project")
    hands.settle()
    assert window.session.project.name == "a"
    assert settings.get("folder") == str(tmp_path)


def test_choosing_nothing_changes_nothing(opened, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    before = opened.session
    for action in ("open_project", "import_files", "import_folder"):
        opened.run(action)
    assert opened.session is before


def test_a_new_project_is_made_and_opened(window, tmp_path, seen, hands, settings):
    settings.choose("folder", str(tmp_path))
    window.run("new_project")
    dialog = seen(NewProjectDialog)
    assert hands.focused() is dialog.name
    hands.type("harbour")
    for _ in range(2):
        hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert window.session.project.path == tmp_path / "harbour.annotator"
    assert window.page.nothing.words().startswith("Drop text files")


def test_the_sample_is_made_once_and_kept(window, settings, tmp_path, monkeypatch, hands):
    path = tmp_path / "data" / "sample.annotator"
    monkeypatch.setattr(opening_module, "sample_path", lambda: path)
    window.run("open_sample")
    hands.settle()
    assert window.session.project.path == path
    assert window.session.project.document_counts()["all"] >= 12
    assert window.session.annotation_set.spans, "a sample with nothing marked shows nothing"
    assert settings.get("annotator") == "maria", "I am still myself in other projects"
    made = path.stat().st_ino
    window.close_project()
    window.run("open_sample")
    hands.settle()
    assert path.stat().st_ino == made


def test_another_annotator_takes_over(opened, seen, settings):
    opened.run("sign_in")
    who = seen(WhoDialog)
    assert who.name.currentText() == "maria"
    who.name.setCurrentText("jon")
    who.accept()
    assert opened.session.project.me.name == "jon"
    assert settings.get("annotator") == "jon"
    assert opened.windowTitle() == "news – annotator"


# ---- articles in


def test_articles_come_in_with_a_report(opened, files, seen, hands):
    opened.opening.bring_in([files])
    report = seen(ImportReportDialog)
    assert "empty.txt" in report.problems.toPlainText()
    report.reject()
    hands.settle()
    assert opened.session.project.document_counts()["all"] == 4
    assert "of 4 articles done" in opened.status_bar.counts_words()


def test_the_first_article_of_an_empty_project_is_opened(window, files, seen, tmp_path, hands):
    window.show_project(Project.create(tmp_path / "new.annotator", annotator="maria"))
    window.opening.bring_in([files / "good.txt"])
    seen(ImportReportDialog).reject()
    assert window.session.document.id == "good"
    hands.settle()
    assert window.focusWidget() is window.page.view.focusProxy()


def test_files_and_folders_are_chosen_from_the_disk(opened, files, monkeypatch, settings):
    taken = []
    monkeypatch.setattr(opened.opening, "bring_in", taken.append)
    chosen = [str(files / "good.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(files))
    opened.run("import_files")
    opened.run("import_folder")
    assert taken == [[files / "good.txt"], [files]]
    assert settings.get("folder") == str(files)


@pytest.mark.parametrize(
    ("error", "has"), [(Cancelled(), "Stopped"), (SourceMissing("gone.txt"), "gone.txt")]
)
def test_an_import_that_ends_badly_says_so(opened, monkeypatch, qtbot, error, has, files):
    def fail(*_, progress, is_cancelled):
        raise error

    monkeypatch.setattr(opened.session.project, "import_sources", fail)
    opened.opening.bring_in([files / "good.txt"])
    qtbot.waitUntil(lambda: has in opened.status_bar.message())
    assert not [one for one in opened.findChildren(ProgressDialog) if one.isVisible()]


def test_plain_articles_come_in_in_one_step(opened, files, hands):
    opened.opening.bring_in([files / "good.txt"])
    hands.settle()
    tops = QApplication.topLevelWidgets()
    dialogs = [one for one in tops if one.isVisible() and one is not opened]
    assert [type(one) for one in dialogs] == [ImportReportDialog]
    dialogs[0].reject()
    hands.settle()
    assert not opened.findChildren(AddArticlesDialog)


def test_what_is_not_there_is_said_in_the_status_bar(opened, hands, tmp_path):
    opened.opening.bring_in([tmp_path / "gone.txt"])
    hands.settle()
    assert "gone.txt" in opened.status_bar.message()
    assert not [one for one in opened.findChildren(AddArticlesDialog) if one.isVisible()]


def test_an_import_can_be_undone(opened, files, seen, hands):
    opened.opening.bring_in([files / "good.txt"])
    seen(ImportReportDialog).reject()
    hands.settle()
    opened.session.open_document(opened.session.project.document_rows([4])[0].id)
    opened.run("undo")
    hands.settle()
    assert opened.session.project.document_counts()["all"] == 3
    assert opened.session.document is None


# ---- a corpus out


def test_a_corpus_is_proposed_where_the_last_one_went(
    qtbot, opened, settings, seen, hands, tmp_path
):
    target = tmp_path / "corpora" / "first.jsonl"
    target.parent.mkdir()
    opened.run("export")
    dialog = seen(ExportDialog)
    dialog.target.edit.setText(str(target))
    dialog.choice.statuses["new"].click()
    dialog.accept()
    qtbot.waitUntil(dialog.verify_button.isVisible)
    dialog.reject()
    hands.settle()
    assert settings.get("export_folder") == str(target.parent)
    opened.run("export")
    assert Path(seen(ExportDialog).target.path()).parent == target.parent


# ---- what else opens a dialog


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("paste_article", PasteArticleDialog),
        ("article_details", ArticleDetailsDialog),
        ("export", ExportDialog),
        ("report", ReportDialog),
    ],
)
def test_each_dialog_opens_and_leaves_with_escape(opened, action, kind, seen, hands):
    opened.run(action)
    dialog: QDialog = seen(kind)
    hands.press(Qt.Key.Key_Escape)
    hands.settle()
    assert not isValid(dialog)


# ---- colleagues


@pytest.mark.parametrize(("is_second", "dialogs"), [(False, 1), (True, 0)])
def test_a_project_dropped_on_another_is_taken_in_or_opened(
    opened, tmp_path, seen, hands, qtbot, is_second, dialogs
):
    theirs = tmp_path / "theirs.annotator"
    make_project(theirs, annotator="jonas").close()
    mine = opened.session.project.path
    opened.opening.take_dropped([theirs])
    chooser = seen(Chooser)
    if is_second:
        qtbot.keyClick(chooser.query, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.query, Qt.Key.Key_Return)
    hands.settle()
    assert opened.session.project.path == (theirs if is_second else mine)
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, TakeInDialog)]
    assert len([one for one in shown if one.isVisible()]) == dialogs
    for one in shown:
        one.reject()


def test_a_colleagues_project_is_looked_into_before_it_comes_in(opened, tmp_path, seen, hands):
    opened.session.project.flush()
    theirs = tmp_path / "theirs.annotator"
    shutil.copy(opened.session.project.path, theirs)
    with Project.open(theirs, annotator="jonas") as project:
        project.apply(SetStatus("finished"), "ferry")
    opened.opening.take_in_path(theirs)
    dialog = seen(TakeInDialog)
    hands.settle()
    dialog.accept()
    hands.settle()
    names = [one.name for one in opened.session.project.annotators()]
    assert "jonas" in names
    dialog.accept()


@pytest.mark.parametrize("place", ["annotate", "review"])
def test_an_empty_project_offers_articles_in_both_places(
    window, tmp_path, seen, hands, qtbot, place
):
    window.show_project(make_project(tmp_path / "mine.annotator", documents=()))
    window.run(place)
    hands.settle()
    buttons = window.here.articles.no_articles.findChildren(QPushButton)
    (paste,) = [one for one in buttons if one.text().startswith("Paste")]
    qtbot.keyClick(paste, Qt.Key.Key_Return)
    seen(PasteArticleDialog).reject()


def test_what_came_into_an_empty_project_is_opened(window, tmp_path, seen, hands):
    theirs = tmp_path / "theirs.annotator"
    make_project(theirs, annotator="jonas").close()
    window.show_project(make_project(tmp_path / "mine.annotator", documents=()))
    hands.settle()
    assert window.session.document is None
    window.opening.take_in_path(theirs)
    dialog = seen(TakeInDialog)
    hands.settle()
    for _ in ("taken in", "closed"):
        dialog.accept()
        hands.settle()
    assert window.session.document is not None
    assert window.page.is_in_text()


def test_of_another_file_one_is_asked_whose_labels_they_are(opened, tmp_path, seen, hands):
    project = opened.session.project
    corpus = tmp_path / "theirs.jsonl"
    project.apply(SetStatus("finished"), "ferry")
    project.export(corpus, ExportChoice(annotators=("maria",)))
    line = orjson.loads(corpus.read_bytes().splitlines()[0])
    line["annotator"] = None
    corpus.write_bytes(orjson.dumps(line) + b"\n")
    opened.opening.take_in_path(corpus)
    dialog = seen(AddArticlesDialog)
    hands.settle()
    assert hands.focused() is dialog.who
    assert not dialog.accept_button.isEnabled(), "a colleague's labels are not mine unasked"
    hands.type("Jonas")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    seen(ImportReportDialog).accept()
    assert "Jonas" in [one.name for one in project.annotators()]


def test_a_contradiction_is_shown_with_both_copies(opened, tmp_path, seen, hands):
    project = opened.session.project
    project.apply(AddSpan(Span("varga", "p", ((4, 9),))), "ferry")
    project.flush()
    theirs = tmp_path / "theirs.annotator"
    shutil.copy(project.path, theirs)
    with Project.open(theirs, annotator="maria") as copy:
        copy.apply(RelabelSpan("varga", "o"), "ferry")
    project.apply(RelabelSpan("varga", "r"), "ferry")
    opened.opening.take_in_path(theirs)
    dialog = seen(TakeInDialog)
    hands.settle()
    dialog.accept()
    hands.settle()
    dialog.review_button.click()
    hands.settle()
    assert opened.place == "review"
    assert opened.session.document.id == "ferry"
    assert set(opened.review_page.reviewing.names) == {"maria", "maria, other copy"}


def test_a_packet_says_what_came_with_it(window, tmp_path, seen, hands):
    path = tmp_path / "packet.annotator"
    with make_project(tmp_path / "a.annotator", annotator="maria") as project:
        choice = PacketChoice(annotators=(), note="Only the first three, please.")
        project.write_packet(path, choice)
    window.opening.open_path(path, "jonas")
    note = seen(PacketNote)
    assert note.note.text() == "Only the first three, please."
    note.accept()
    hands.settle()


def test_sending_asks_what_goes_out(opened, seen):
    opened.run("send")
    seen(SendDialog).reject()
