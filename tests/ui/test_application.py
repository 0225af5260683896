"""Setting Qt up, pictures without a screen, garbage."""

import gc
from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from annotator.model.errors import ProjectMissing, TargetUnwritable
from annotator.model.relation import Relation
from annotator.ui.application import make_application, make_window
from annotator.ui.collecting import Collecting
from annotator.ui.overview.spans_card import SpansCard
from annotator.ui.picture import (
    PictureSettings,
    picture_window,
    settle,
    shown_window,
    wait_counted,
)
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


def test_a_picture_of_the_overview_waits_until_the_last_card_is_counted(tmp_path, qapp):
    make_project(tmp_path / "news.annotator").close()
    settings = PictureSettings()
    with shown_window(tmp_path / "news.annotator", None, settings, (1200, 700)) as window:
        window.show_place("overview")
        page = window.overview_page
        assert not page.is_made
        wait_counted(page, qapp)
        assert page.is_made and not page.reading.is_reading
        assert page.card(SpansCard).frequent.why.text() == "– nobody has marked a span"


def test_a_picture_that_cannot_be_taken_says_why(tmp_path, qapp):
    with pytest.raises(ProjectMissing):
        picture_window(tmp_path / "none.annotator", None, tmp_path / "x.png", (800, 600))
    make_project(tmp_path / "news.annotator").close()
    with pytest.raises(TargetUnwritable):
        picture_window(tmp_path / "news.annotator", None, tmp_path / "no" / "x.png", (800, 600))


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


def test_very_many_new_objects_are_not_looked_through_at_once(qtbot, tmp_path, monkeypatch):
    session = Session(make_project(tmp_path / "news.annotator"))
    collecting = Collecting()
    monkeypatch.setattr("annotator.ui.collecting._MOST_YOUNG", 20_000)
    try:
        collecting.follow(session)
        session.open_document("talks")
        collecting.collect()
        generations = []
        monkeypatch.setattr(gc, "collect", lambda *which: generations.append(which))
        kept = [[number] for number in range(1_000)]
        collecting.collect()
        assert generations == [(1,)]
        frozen = gc.get_freeze_count()
        kept += [[number] for number in range(30_000)]
        collecting.collect()
        assert generations == [(1,)]
        assert gc.get_freeze_count() > frozen + 30_000
        assert len(kept) == 31_000
    finally:
        collecting.follow(None)
        session.close()


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
