"""Story: two people and two files.

Maria labels, and sends the articles to Jonas without her labels. Jonas labels them in the file he
was sent. It comes back to Rita, who settles what differs and nothing else. The curated set goes
home and says where each span comes from; Maria finds in her inbox what was decided.
"""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from annotator.formats.verify import verify
from annotator.project.project import Project
from annotator.project.rows import ExportChoice
from annotator.ui.dialogs.packet_note import PacketNote
from annotator.ui.dialogs.send import SendDialog
from annotator.ui.dialogs.take_in import TakeInDialog
from tests.ui.windows import CTRL, SHIFT, Hands

QUAY = "Quay reopens\n\nIlse Varga reopened the quay at Lomera. Erik Palm of Norrow Lines came.\n"
MARKET = "Market day\n\nThe fish market of Lomera was full. Ana Ortiz counted the boats.\n"
PERSON, ORGANISATION, PLACE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3


class Desk(Hands):
    """One window, and whoever sits at it."""

    def open(self, path: Path, name: str) -> None:
        self.window.opening.open_path(path, name)
        self.settle()

    @property
    def project(self) -> Project:
        return self.window.session.project

    def label(self, words: str, key: Qt.Key) -> None:
        """Put the caret on the first of some words, select them all, press the key of a label."""
        view = self.window.page.view
        view.setFocus()
        self.window.session.selection.set_caret(view.text.index(words))
        for _ in words.split():
            self.press(Qt.Key.Key_Right, CTRL | SHIFT)
        self.press(key)

    def done(self) -> None:
        self.press(Qt.Key.Key_Return, CTRL)
        self.settle()

    def dialog(self, kind):
        """The dialog of a kind that is open."""

        def found():
            return [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, kind) and one.isVisible()
            ]

        self.qtbot.waitUntil(lambda: len(found()) == 1)
        return found()[0]

    def close(self, dialog: QDialog) -> None:
        """Close a dialog; the window has the keys again."""
        dialog.accept_button.click() if dialog.accept_button.isVisible() else dialog.reject()
        self.settle()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)


@pytest.fixture
def desk(window, qtbot) -> Desk:
    return Desk(qtbot, window)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A project of two articles."""
    path = tmp_path / "news.annotator"
    with Project.create(path, annotator="Maria") as project:
        for name, text in (("1-quay.txt", QUAY), ("2-market.txt", MARKET)):
            (tmp_path / name).write_text(text, encoding="utf-8")
            project.import_sources([tmp_path / name])
    return path


def send(desk: Desk, target: Path) -> None:
    """Write the articles without anybody's labels."""
    desk.window.run("send")
    dialog = desk.dialog(SendDialog)
    dialog.people.boxes["Maria"].click()
    dialog.note.setText("Both, please.")
    dialog.target.edit.setText(str(target))
    dialog.accept_button.click()
    desk.qtbot.waitUntil(lambda: dialog.message.text().startswith("Wrote"))
    dialog.reject()
    desk.settle()


def take_in(desk: Desk, path: Path) -> str:
    """Take a file in; return how the dialog put what would come of it."""
    desk.window.opening.take_in_path(path)
    dialog = desk.dialog(TakeInDialog)
    desk.settle()
    words = dialog.summary.text()
    if dialog.accept_button.text() == "Take in":
        dialog.accept_button.click()
        desk.settle()
    desk.close(dialog)
    return words


def maria_labels(desk: Desk) -> None:
    desk.label("Ilse Varga", PERSON)
    desk.label("Lomera", PLACE)
    desk.label("Norrow Lines", ORGANISATION)
    desk.done()
    desk.label("Lomera", PLACE)
    desk.done()


def jonas_labels(desk: Desk) -> None:
    for document in desk.project.documents():
        assert list(desk.project.annotation_sets(document.id)) == []
    desk.label("Ilse Varga", PERSON)
    desk.label("Lomera", PLACE)
    desk.label("Norrow Lines", PLACE)
    desk.label("Erik Palm", PERSON)
    desk.done()
    desk.label("Lomera", PLACE)
    desk.label("Ana Ortiz", PERSON)
    desk.done()


def rita_settles(desk: Desk, documents: list[str]) -> None:
    """Erik Palm: Jonas is right; Norrow Lines: Maria is; Ana Ortiz: nothing should be here."""
    decisions = {
        documents[0]: [("missing", Qt.Key.Key_A), ("label", Qt.Key.Key_S)],
        documents[1]: [("missing", Qt.Key.Key_X)],
    }
    desk.press(Qt.Key.Key_2, CTRL)
    desk.settle()
    page = desk.window.review_page
    for document, steps in decisions.items():
        desk.window.session.open_document(document)
        desk.settle()
        page.focus_text()
        assert page.reviewing.names == ("Jonas", "Maria")
        assert [one.difference.kind for one in page.reviewing.cases] == [kind for kind, _ in steps]
        for _, key in steps:
            desk.press(key)
        desk.settle()
        assert page.reviewing.open_count == 0


def covered(project: Project, document: str) -> set[str]:
    """What the spans of whoever is signed in cover."""
    text = project.document(document).text
    return {one.covered_text(text) for one in project.annotation_set(document).spans.values()}


def test_out_and_back_and_settled(desk: Desk, news: Path, tmp_path: Path) -> None:
    packet = tmp_path / "for-jonas.annotator"
    desk.open(news, "Maria")
    maria_labels(desk)
    send(desk, packet)

    desk.open(packet, "Jonas")
    note = desk.dialog(PacketNote)
    assert note.note.text() == "Both, please."
    desk.close(note)
    jonas_labels(desk)

    desk.open(news, "Rita")
    assert take_in(desk, packet) == "This would come in:"
    assert take_in(desk, packet) == "Nothing in it is new here."
    documents = [one.id for one in desk.project.documents()]
    rita_settles(desk, documents)

    out = tmp_path / "gold.jsonl"
    desk.project.export(out, ExportChoice(is_curated_only=True))
    assert verify(out).is_right
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {
        (one["text"], one["label"]): one["provenance"] for line in lines for one in line["spans"]
    } == {
        ("Ilse Varga", "PERSON"): "unanimous",
        ("Lomera", "PLACE"): "unanimous",
        ("Erik Palm", "PERSON"): "adjudicated",
        ("Norrow Lines", "ORGANISATION"): "adjudicated",
    }
    assert [one["text"] for one in lines[1]["negatives"]] == ["Ana Ortiz"]

    desk.press(Qt.Key.Key_1, CTRL)
    desk.window.session.sign_in("Maria")
    desk.window.session.open_document(documents[0])
    desk.settle()
    hers = {"Ilse Varga", "Lomera", "Norrow Lines"}
    assert covered(desk.project, documents[0]) == hers
    desk.window.run("inbox")
    desk.settle()
    desk.press(Qt.Key.Key_A)
    desk.settle()
    assert covered(desk.project, documents[0]) == {*hers, "Erik Palm"}
    desk.press(Qt.Key.Key_Z, CTRL)
    assert covered(desk.project, documents[0]) == hers
