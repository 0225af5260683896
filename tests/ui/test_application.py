"""Setting Qt up, pictures without a screen, faults, garbage."""

import gc
import sys
from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from annotator.model.errors import DocumentUnknown, ProjectMissing, TargetUnwritable
from annotator.model.relation import Relation
from annotator.ui.application import make_application, make_window
from annotator.ui.collecting import Collecting
from annotator.ui.faults import report_of, take_fault, watch_faults
from annotator.ui.picture import picture_window, settle
from annotator.ui.session import Session
from annotator.ui.theme import LIGHT, current_colours
from tests.builders import TEXT, make_set, make_span
from tests.ui.ferry_project import add_documents, article, make_project
from tests.ui.windows import CTRL


def test_the_application_is_dressed(qapp, settings):
    assert make_application(settings) is qapp
    assert qapp.font().families()[0] == "Inter"
    assert current_colours() is LIGHT
    assert qapp.applicationName() == "annotator"


def test_the_reading_face_and_three_weights_are_there(qapp, settings):
    make_application(settings)
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold):
        font = QFont("Inter")
        font.setWeight(weight)
        assert font.exactMatch()


def test_a_window_on_a_project_or_with_its_start_page(qapp, qtbot, settings, tmp_path):
    make_project(tmp_path / "news.annotator").close()
    window = make_window(tmp_path / "news.annotator", "jon", settings)
    qtbot.addWidget(window)
    settle(qapp)
    assert window.session.project.me.name == "jon"
    window.close()
    empty = make_window(None, None, settings)
    qtbot.addWidget(empty)
    assert empty.start.isVisible()


@pytest.mark.parametrize("annotator", [None, "jon"])
def test_a_picture_is_taken_without_touching_my_settings(tmp_path, qapp, annotator):
    make_project(tmp_path / "news.annotator").close()
    picture = tmp_path / "window.png"
    picture_window(tmp_path / "news.annotator", annotator, picture, (1200, 700))
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1200, 700)
    colours = {image.pixel(x, y) for x in range(0, 1200, 20) for y in range(0, 700, 20)}
    assert len(colours) > 5
    made = {path.name for path in tmp_path.iterdir()} - {"news.annotator-journal"}
    assert made == {"news.annotator", "window.png"}


def test_a_picture_is_taken_in_the_colours_asked_for(tmp_path, qapp):
    make_project(tmp_path / "news.annotator").close()
    corners = {}
    for theme in ("dark", "light"):
        picture = tmp_path / f"{theme}.png"
        picture_window(tmp_path / "news.annotator", None, picture, (800, 600), theme=theme)
        corners[theme] = QImage(str(picture)).pixelColor(1, 1).lightness()
    assert corners["dark"] < 80
    assert corners["light"] > 200


def test_a_picture_that_cannot_be_taken_says_why(tmp_path, qapp):
    with pytest.raises(ProjectMissing):
        picture_window(tmp_path / "none.annotator", None, tmp_path / "x.png", (800, 600))
    make_project(tmp_path / "news.annotator").close()
    with pytest.raises(TargetUnwritable):
        picture_window(tmp_path / "news.annotator", None, tmp_path / "no" / "x.png", (800, 600))


# ---- faults


def test_an_error_of_the_users_world_is_a_sentence(opened):
    take_fault(opened, DocumentUnknown("nowhere"))
    assert "nowhere" in opened.status_bar.message()
    assert opened.fault_report is None


def test_a_fault_of_ours_is_a_report_once_and_the_work_is_kept(opened, capsys, qtbot):
    take_fault(opened, RuntimeError("<b>broken</b>"))
    first = opened.fault_report
    take_fault(opened, RuntimeError("again"))
    assert opened.fault_report is first
    assert "<b>broken</b>" in first.text.toPlainText()
    assert "broken" in capsys.readouterr().err
    first.reject()
    assert opened.fault_report is None


def test_a_report_names_versions_and_place():
    try:
        raise ValueError("odd")
    except ValueError as error:
        report = report_of(error)
    assert report.startswith("annotator ")
    assert "test_application.py" in report
    assert report.rstrip().endswith("ValueError: odd")


def test_faults_are_watched_only_while_the_window_runs(opened):
    before = sys.excepthook
    with watch_faults(opened):
        assert sys.excepthook is not before
        sys.excepthook(DocumentUnknown, DocumentUnknown("nowhere"), None)
        assert "nowhere" in opened.status_bar.message()
    assert sys.excepthook is before


def test_ctrl_c_in_the_terminal_closes_the_window(opened):
    with watch_faults(opened):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert opened.session is None


# ---- garbage


def test_python_collects_only_when_idle_while_a_project_is_open(qtbot, tmp_path):
    session = Session(make_project(tmp_path / "news.annotator"))
    collecting = Collecting()
    try:
        collecting.follow(session)
        assert not gc.isenabled()
        session.open_document("talks")
        collecting.collect()
        assert gc.get_freeze_count() > 1000
        frozen = gc.get_freeze_count()
        collecting.collect()
        assert gc.get_freeze_count() == frozen
    finally:
        collecting.follow(None)
        session.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() < 1000


def test_with_a_large_article_open_nothing_is_looked_through(qtbot, tmp_path, monkeypatch):
    session = Session(make_project(tmp_path / "news.annotator"))
    collecting = Collecting()
    generations = []
    monkeypatch.setattr(gc, "collect", lambda *which: generations.append(which))
    monkeypatch.setattr("annotator.ui.collecting._MANY", -1)
    try:
        collecting.follow(session)
        session.open_document("talks")
        collecting.collect()
        assert generations == []
        assert gc.get_freeze_count() > 1000
        session.close_document()
        collecting.collect()
        assert generations == [()]
    finally:
        collecting.follow(None)
        session.close()


def test_five_hundred_articles_leave_no_objects_behind(window, tmp_path, hands):
    articles = [article(f"a{n}", TEXT, TEXT.partition("\n")[0]) for n in range(500)]
    project = make_project(tmp_path / "many.annotator", articles)
    spans = (make_span(TEXT, "Ilse Varga", "p", "i"), make_span(TEXT, "Norrow Lines", "o", "n"))
    marked = make_set(*spans, Relation("w", "w", "i", "n"), annotator=project.me.id)
    sets = [replace(marked, id=f"set{n}", document=f"a{n}") for n in range(500)]
    add_documents(project, [], sets)
    del articles, sets
    assert window.show_project(project)
    hands.settle()

    def walk(count):
        for _ in range(count):
            hands.press(Qt.Key.Key_PageDown, CTRL)
        hands.settle()
        gc.unfreeze()
        gc.collect()
        return Counter(type(one).__name__ for one in gc.get_objects())

    walk(99)  # what is kept of some articles is kept by now
    before = walk(200)
    after = walk(200)
    assert window.session.document.id == "a499"
    assert after.total() - before.total() < 2_000
    # More than before, not in all: other tests of the same run hold some of their own.
    for kind in ("Document", "Galley", "Blocks", "AnnotationIndex", "Painter", "LaidBlock"):
        assert after[kind] - before[kind] <= 8, (kind, before[kind], after[kind])


def test_nothing_is_left_of_windows_that_were_closed(qapp, qtbot, settings, tmp_path):
    make_project(tmp_path / "news.annotator").close()
    for _ in range(3):
        window = make_window(tmp_path / "news.annotator", None, settings)
        settle(qapp)
        window.close()
        window.deleteLater()
        del window
        settle(qapp)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    names = [type(widget).__name__ for widget in QApplication.allWidgets()]
    assert names.count("MainWindow") == 0
    assert names.count("TextView") == 0
