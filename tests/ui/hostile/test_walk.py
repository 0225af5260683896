"""Rows 31 and 32: through every action, dialog, panel and menu of the program with hostile words.

One test that takes half a minute: it goes everywhere. What it has to meet is not listed here but
found in the program, so that whatever is added has to be gone through as well.
"""

import sqlite3
import sys
from contextlib import closing

import orjson
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from annotator.project import held
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from annotator.ui.actions import ACTIONS
from annotator.ui.adding.dialog import AddArticlesDialog
from annotator.ui.backups.dialog import BackupsDialog
from annotator.ui.dialogs.held_dialog import HeldDialog
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.dialogs.packet_note import PacketNote
from annotator.ui.dialogs.people import PeopleDialog
from annotator.ui.dialogs.progress import ProgressDialog
from annotator.ui.dialogs.salvaged import SalvagedDialog
from annotator.ui.dialogs.take_in import TakeInDialog
from annotator.ui.faults.dialog import FaultReport
from annotator.ui.label_set.about import AboutLabelSet
from annotator.ui.label_set.dialog import LabelSetDialog
from annotator.ui.label_set.places import PlacesDialog
from annotator.ui.overview.labels_card import LabelsCard
from annotator.ui.overview.places_dialog import PlacesDialog as PlacesBehindDialog
from annotator.ui.purging.person import ForgetPersonDialog
from tests.ui.hostile.fetching import has_network_of_qt, watched
from tests.ui.hostile.project import ME, make_hostile
from tests.ui.hostile.walking import Walker, widgets_of_the_program
from tests.ui.hostile.words import NOUNS, bad, bad_name, literal

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="openings of a file are told otherwise elsewhere"
)

ELSEWHERE = ("review", "inbox", "overview")
"""What does not act on an article."""
LAST = ("close_project", "quit")


@pytest.fixture
def walker(qtbot, window, tmp_path, monkeypatch):
    """Before the start page; dialogs of the system are answered with nothing chosen."""
    (tmp_path / "traps").mkdir()
    with watched(tmp_path / "traps") as watch:
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
        monkeypatch.setattr(held, "BUSY_TIMEOUT", 0.2)
        yield Walker(qtbot, window, watch)


def test_rows_31_and_32_hostile_words_are_shown_as_they_are(walker, tmp_path, tally, expected_logs):
    expected_logs("ValueError")
    path = make_hostile(tmp_path, walker.watch.traps)
    go_to_the_start_page(walker, path)
    go_where_one_annotates(walker, path)
    go_into_the_inbox(walker)
    go_where_one_reviews(walker)
    go_to_the_overview(walker)
    go_through_files(walker, tmp_path)
    for action in LAST:
        walker.run(action)
    tally(
        inputs_tried=len({one.words for one in walker.read}),
        actions=len(walker.ran),
        texts_read=len(walker.read),
    )
    assert list(walker.misshown()) == []
    assert walker.ran == {one.id for one in ACTIONS}, "an action was not gone through"
    unmet = set(widgets_of_the_program()) - {base for one in walker.met for base in one.__mro__}
    assert unmet == set(), "a part of the program was not gone through"
    shown = {noun for noun in NOUNS if any(literal(noun) in one.words for one in walker.read)}
    assert shown == set(NOUNS), "what was not even shown"
    stripped = [
        one
        for one in walker.read
        for noun in NOUNS
        if f"{noun}!" in one.words and literal(noun) not in one.words and one.kind != "markdown"
    ]
    assert stripped == []
    assert not has_network_of_qt()


def go_to_the_start_page(walker, path):
    window = walker.window
    window.settings.remember_project(path)
    window.start.refresh()
    walker.look("the start page")
    for action in ACTIONS:
        if not action.needs and action.id not in LAST:
            walker.run(action.id)


def begin(walker):
    """A span of mine with everything on it is selected in the open article."""
    session = walker.window.session
    session.open_document("talks")
    walker.hands.settle()
    session.selection.select_spans(["varga 0"])
    walker.window.page.focus_text()
    walker.hands.settle()


def take_back(session, act):
    """Take back what was done since an act."""
    for _ in range(20):
        latest = session.project.next_undo()
        if latest is None or act is None or latest.seq <= act.seq:
            return
        session.undo()


def go_where_one_annotates(walker, path):
    window = walker.window
    if window.session is not None:
        window.close_project()
    assert window.show_project(Project.open(path, annotator=ME))
    session = window.session
    before = session.project.next_undo()
    for action in ACTIONS:
        if action.context in ELSEWHERE or action.id in (*LAST, "open_sample", "tour"):
            continue
        window.show_place(action.place or "annotate")
        begin(walker)
        walker.run(action.id)
        take_back(session, before)
    begin(walker)
    for chosen in (["varga 0", "lines 0"], ["words 0"], []):
        session.selection.select_spans(chosen)
        walker.look(f"{chosen} selected")
    session.selection.select_relation("works 0")
    walker.look("a relation selected")
    begin(walker)
    view = window.page.view
    walker.ask_for_menu(view.viewport(), QPoint(60, 60))
    articles = window.page.articles.view
    walker.ask_for_menu(articles.viewport(), QPoint(20, 20))
    for chip in window.page.labels.row.chips[:3]:
        walker.ask_for_menu(chip, QPoint(3, 3))
    for one in session.project.documents():
        session.open_document(one.id)
        walker.look(f"the article {one.id}")


def go_into_the_inbox(walker):
    window = walker.window
    begin(walker)
    window.run("inbox")
    walker.look("the inbox")
    before = window.session.project.next_undo()
    for action in ACTIONS:
        if action.context == "inbox":
            if not window.page.side.is_open:
                window.run("inbox")
            walker.run(action.id)
            take_back(window.session, before)


def go_where_one_reviews(walker):
    window = walker.window
    window.session.sign_in(bad_name("colleague"))
    window.run("review")
    walker.hands.settle()
    for action in ACTIONS:
        if action.context == "review":
            window.show_place("review")
            walker.run(action.id)
    window.show_place("annotate")


def go_to_the_overview(walker):
    window = walker.window
    window.run("overview")
    walker.look("the overview")
    for action in ACTIONS:
        if action.context == "overview":
            window.show_place("overview")
            walker.run(action.id)
    window.show_place("overview")
    page = window.overview_page
    walker.hands.qtbot.waitUntil(
        lambda: page.is_made and not page.reading.is_reading and not page.reading.is_waiting,
        timeout=20_000,
    )
    walker.look("the overview, all counted")
    chart = page.card(LabelsCard).spans
    chart.setFocus()
    walker.hands.press(Qt.Key.Key_Home)
    walker.hands.press(Qt.Key.Key_Return)
    walker.dialog(PlacesBehindDialog)
    walker.look("the spans behind a number")
    walker.leave()
    window.show_place("annotate")


def go_through_files(walker, tmp_path):
    """Files come in, are refused, and are damaged; a fault comes up."""
    window, traps = walker.window, walker.watch.traps
    opening = window.opening
    coming = tmp_path / f"{bad_name('file').replace('/', '|')}.jsonl"
    coming.write_bytes(b"\n".join(map(orjson.dumps, hostile_lines(traps))))
    opening.bring_in([coming])
    dialog = walker.dialog(AddArticlesDialog)
    walker.look_into(dialog)
    dialog.accept()
    walker.glance("coming in", walker.at_once(ProgressDialog))
    walker.look("what came in")
    walker.look_into(walker.dialog(ImportReportDialog))
    walker.leave()
    refused = tmp_path / f"{bad_name('refused').replace('/', '|')}.pdf"
    refused.write_bytes(b"no PDF")
    opening.bring_in([refused])
    walker.look("a refused file")
    take_in_a_colleagues(walker, tmp_path)
    change_the_labels(walker)
    begin_to_forget_a_person(walker)
    window.faults.hear(ValueError(bad("fault", traps)), "in the window")
    walker.dialog(FaultReport).has_words.setChecked(True)
    walker.look("a fault")
    walker.leave()
    open_a_packet(walker, tmp_path)
    open_what_is_damaged(walker, tmp_path)
    open_what_another_holds(walker, tmp_path)


def take_in_a_colleagues(walker, tmp_path):
    """A colleague's file, as hostile as ours, in which somebody has done more."""
    (tmp_path / "theirs").mkdir()
    theirs = make_hostile(tmp_path / "theirs", walker.watch.traps)
    walker.window.opening.take_in_path(theirs)
    dialog = walker.dialog(TakeInDialog)
    walker.look_into(dialog)
    dialog.accept()
    walker.look("what was taken in")
    walker.leave()


def change_the_labels(walker):
    """A label is retired on which much stands; what the set is about is written."""
    walker.window.run("edit_label_set")
    dialog = walker.dialog(LabelSetDialog)
    walker.press(dialog, "about_button")
    walker.dialog(AboutLabelSet).reject()
    dialog.show_part("p")
    dialog.preview_box.setChecked(True)
    walker.look("a guideline beside its preview")
    dialog.show_part("span-choice")
    dialog.page.values.list.setCurrentRow(0)
    dialog.page.values.remove_button.click()
    walker.look("a value is taken away")
    dialog.places_button.click()
    walker.look_into(walker.dialog(PlacesDialog))
    walker.leave()


def begin_to_forget_a_person(walker):
    """What would go with a person is told, and nothing is done."""
    walker.window.run("people")
    dialog = walker.dialog(PeopleDialog)
    dialog.list.setCurrentIndex(dialog.list.model().index(1, 0))
    walker.press(dialog, "forget_button")
    walker.dialog(ForgetPersonDialog)
    walker.look("what would be forgotten")
    walker.leave()


def open_a_packet(walker, tmp_path):
    """A packet with a word for whoever opens it."""
    window = walker.window
    packet = tmp_path / f"{bad_name('packet').replace('/', '|')}.annotator"
    choice = PacketChoice(note=bad("packet", walker.watch.traps))
    window.session.project.write_packet(packet, choice)
    window.opening.open_path(packet, bad_name("reader"))
    walker.dialog(PacketNote)
    walker.look("a packet")
    walker.leave()


def open_what_is_damaged(walker, tmp_path):
    """A project of which the end is gone is refused, and what can be read is saved."""
    window = walker.window
    window.session.project.flush()
    damaged = tmp_path / f"{bad_name('damaged').replace('/', '|')}.annotator"
    content = window.session.project.path.read_bytes()
    damaged.write_bytes(content[: len(content) * 5 // 6])
    window.opening.open_path(damaged, ME)
    dialog = walker.dialog(BackupsDialog)
    walker.look("damaged")
    walker.press(dialog, "salvage_button")
    walker.dialog(SalvagedDialog)
    walker.look("salvaged")
    walker.leave()


def open_what_another_holds(walker, tmp_path):
    """A project that another program holds is waited for, and then told of."""
    folder = tmp_path / "held"
    folder.mkdir()
    path = make_hostile(folder, walker.watch.traps)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        walker.window.opening.open_path(path, ME)
        walker.dialog(HeldDialog)
        walker.look("a project that is held")
        walker.leave()


def hostile_lines(traps):
    """Return lines of a corpus in which names, titles and texts are hostile, some of them refused."""
    text = f"{bad('text', traps)} Ilse Varga leads Norrow Lines."
    line = {
        "version": 1, "id": bad("identifier", traps), "text": text, "annotator": bad_name("person"),
        "meta": {"title": bad("title", traps), "source": bad("source", traps)}, "status": "finished",
        "labels": [bad("topic", traps)], "relations": [],
        "spans": [{"id": "s1", "label": bad("label", traps), "start": 0, "end": 10},
                  {"id": "s2", "label": f"{bad('label', traps)} new", "start": 0, "end": 10},
                  {"id": "s3", "label": bad("label", traps), "start": 5, "end": 99_999}],
    }  # fmt: skip
    return [line, {**line, "id": f"{line['id']}2", "spans": bad("value", traps)}, {"text": 5}]
