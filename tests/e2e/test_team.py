"""Story: an annotator and a reviewer, each at a window of their own, and a hub between them.

Maria claims an article, labels it and sends it. Jon does his part. Mara takes both in, settles what
differs and sends that. Maria finds it in her inbox: she accepts one decision and contests the
other; Mara finds that one open again. In a folder, and on a PostgreSQL server.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from annotator.edits.edit import AddSpan, ReplaceLabelSet, SetStatus
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.sharing.connecting import make_hub
from annotator.project.sharing.people import join
from annotator.settings.store import Settings
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks
from annotator.ui.team.dialog import TeamDialog
from tests.ui.windows import CTRL, SHIFT, Hands

QUAY = "Quay reopens\n\nIlse Varga reopened the quay at Lomera. Erik Palm of Norrow Lines came.\n"
PERSON, ORGANISATION, PLACE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3
JON = {"Ilse Varga": "PERSON", "Lomera": "PLACE", "Norrow Lines": "PLACE", "Erik Palm": "PERSON"}


class Desk(Hands):
    """One window at one project, the keys of whoever sits at it, and their password."""

    password = ""

    def turn_to(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def open(self, path: Path, name: str) -> None:
        self.turn_to()
        self.window.opening.open_path(path, name)
        self.settle()

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def dialog(self) -> TeamDialog:
        return self.window.findChildren(TeamDialog)[0]

    def open_team(self, place: str) -> None:
        """Open the window of the team; say where it is, and the password where one is asked."""
        self.turn_to()
        self.wait_saved()
        self.window.run("team")
        dialog = self.dialog
        dialog.activateWindow()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        if not dialog.place.path():
            dialog.place.edit.setFocus()
            self.type(place)
        self.wait()
        if dialog.password.isVisible():
            dialog.password.setFocus()
            self.type(self.password)

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: self.dialog._task is None)

    def press_button(self, button: QPushButton) -> str:
        """Press a button of the team's window by the keyboard; return what it says then."""
        assert button.isEnabled()
        button.setFocus()
        self.press(Qt.Key.Key_Space)
        self.wait()
        self.settle()
        assert not self.dialog.faults.isVisible(), self.dialog.faults.toPlainText()
        return self.dialog.message.text()

    def close_team(self) -> None:
        self.press(Qt.Key.Key_Escape)
        self.qtbot.waitUntil(lambda: not self.window.findChildren(TeamDialog))
        self.turn_to()
        self.settle()

    def exchange(self, place: str) -> str:
        self.open_team(place)
        words = self.press_button(self.dialog.accept_button)
        self.close_team()
        return words

    def open_article(self) -> None:
        (document,) = self.project.documents()
        self.window.session.open_document(document.id)
        self.settle()

    def label(self, words: str, key: Qt.Key) -> None:
        """Put the caret on the first of some words, select them all, press the key of a label."""
        view = self.window.page.view
        view.setFocus()
        self.window.session.selection.set_caret(view.text.index(words))
        for _ in words.split():
            self.press(Qt.Key.Key_Right, CTRL | SHIFT)
        self.press(key)

    def covered(self) -> dict[str, str]:
        """What the spans of whoever is signed in cover, and their labels."""
        (document,) = self.project.documents()
        names = {one.id: one.name for one in self.project.label_set.span_labels}
        spans = self.project.annotation_set(document.id).spans.values()
        return {one.covered_text(document.text): names[one.label] for one in spans}


@pytest.fixture
def desks(qtbot, window: MainWindow, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Maria's window, and Mara's."""
    settings = Settings(tmp_path / "settings of mara" / "settings.json")
    settings.choose("audit_percent", 0)
    other = MainWindow(settings)
    qtbot.addWidget(other)
    other.resize(1440, 900)
    with qtbot.waitExposed(other):
        other.show()
    yield Desk(qtbot, window), Desk(qtbot, other)
    qtbot.waitUntil(lambda: not running_tasks())
    for one in (window, other):
        if isValid(one):
            one.close()
    qtbot.waitUntil(lambda: not running_tasks())


@dataclass
class Hub:
    """Where they exchange, and the project of each."""

    places: dict[str, str]
    passwords: dict[str, str]
    paths: dict[str, Path]
    has_claims: bool


def make_news(path: Path) -> None:
    """Make a project of one article, as whoever leads the work does."""
    source = path.with_name("quay.txt")
    source.write_text(QUAY, encoding="utf-8")
    with Project.create(path, annotator="Ada") as project:
        project.import_sources([source])


@pytest.fixture
def in_a_folder(tmp_path: Path) -> Hub:
    folder = tmp_path / "team"
    make_hub(str(folder))
    news = tmp_path / "news.annotator"
    make_news(news)
    names = ("Maria", "Jon", "Mara")
    for name in names:
        with Project.open(news, annotator=name):
            pass
    paths = {one: Path(shutil.copyfile(news, tmp_path / f"{one}.annotator")) for one in names}
    return Hub(dict.fromkeys(names, str(folder)), dict.fromkeys(names, ""), paths, False)


@pytest.fixture
def on_a_server(tmp_path: Path, hub, no_store) -> Hub:
    news = tmp_path / "news.annotator"
    make_news(news)
    with Project.open(news) as project:
        label_set = project.label_set
    ada = tmp_path / "ada.annotator"
    join(hub.place("ada"), ada)
    with Project.open(ada, annotator="Ada") as project:
        project.apply_to_project(ReplaceLabelSet(label_set))
        project.import_sources([news.with_name("quay.txt")])
        project.sharing.push(hub.place("ada"))
        assert project.sharing.offer(2, hub.place("ada")) == 1
    roles = {"Maria": "maria", "Jon": "jon", "Mara": "mara"}
    paths = {name: tmp_path / f"{name}.annotator" for name in roles}
    for name, role in roles.items():
        join(hub.place(role), paths[name])
    plain = {name: hub.place(role).replace(f":{role}!@", "@") for name, role in roles.items()}
    return Hub(plain, {name: f"{role}!" for name, role in roles.items()}, paths, True)


def jon_does_his_part(hub: Hub) -> None:
    place = hub.places["Jon"].replace("jon@", f"jon:{hub.passwords['Jon']}@")
    with Project.open(hub.paths["Jon"], annotator="Jon") as project:
        if hub.has_claims:
            assert len(project.sharing.claim(5, place)) == 1
            project.sharing.pull(place)
        (document,) = project.documents()
        ids = {one.name: one.id for one in project.label_set.span_labels}
        for number, (words, label) in enumerate(JON.items()):
            start = document.text.index(words)
            span = Span(f"jon{number}", ids[label], ((start, start + len(words)),))
            project.apply(AddSpan(span), document.id)
        project.apply(SetStatus("finished"), document.id)
        assert project.sharing.push(place).is_same


def maria_labels(maria: Desk, hub: Hub) -> None:
    maria.open(hub.paths["Maria"], "Maria")
    if hub.has_claims:
        assert list(maria.project.documents()) == []
        maria.open_team(hub.places["Maria"])
        assert "1 article claimed" in maria.press_button(maria.dialog.claim_button)
        maria.close_team()
    maria.open_article()
    maria.label("Ilse Varga", PERSON)
    maria.label("Lomera", PLACE)
    maria.label("Norrow Lines", ORGANISATION)
    maria.press(Qt.Key.Key_Return, CTRL)
    maria.settle()
    assert "sent" in maria.exchange(hub.places["Maria"])


def mara_settles(mara: Desk, hub: Hub) -> None:
    """Jon is right both times."""
    mara.open(hub.paths["Mara"], "Mara")
    assert "taken in" in mara.exchange(hub.places["Mara"])
    mara.press(Qt.Key.Key_2, CTRL)
    mara.settle()
    mara.open_article()
    page = mara.window.review_page
    page.focus_text()
    assert page.reviewing.names == ("Jon", "Maria")
    assert [one.difference.kind for one in page.reviewing.cases] == ["missing", "label"]
    mara.press(Qt.Key.Key_A)
    mara.press(Qt.Key.Key_A)
    mara.settle()
    assert page.reviewing.open_count == 0
    assert "sent" in mara.exchange(hub.places["Mara"])


def maria_answers(maria: Desk, hub: Hub) -> None:
    """Erik Palm she had missed; of Norrow Lines she is not persuaded."""
    assert "taken in" in maria.exchange(hub.places["Maria"])
    maria.open_article()
    assert maria.window.top.inbox_button.text() == "Inbox 2"
    maria.window.run("inbox")
    maria.settle()
    inbox = maria.window.page.side.inbox
    assert [one.words.kind for one in inbox.rows] == ["missing", "label"]
    maria.press(Qt.Key.Key_A)
    maria.settle()
    maria.press(Qt.Key.Key_End)
    assert inbox.told.words.kind == "label"
    maria.press(Qt.Key.Key_C)
    maria.type("A company, not where it is")
    maria.press(Qt.Key.Key_Return)
    maria.settle()
    assert [str(one.row.state) for one in inbox.rows] == ["accepted", "contested"]
    assert maria.covered() == {
        "Ilse Varga": "PERSON",
        "Lomera": "PLACE",
        "Norrow Lines": "ORGANISATION",
        "Erik Palm": "PERSON",
    }
    assert "sent" in maria.exchange(hub.places["Maria"])


def mara_hears(mara: Desk, hub: Hub) -> None:
    """What is contested is open again, with the word beside it; Maria was right."""
    assert "taken in" in mara.exchange(hub.places["Mara"])
    page = mara.window.review_page
    page.focus_text()
    assert page.reviewing.open_count == 1
    assert page.reviewing.case.difference.kind == "label"
    settled = [row.words.settled for row in page.reviewing.rows.rows]
    assert any("“A company, not where it is”" in one for one in settled)
    mara.press(Qt.Key.Key_S)
    mara.settle()
    assert page.reviewing.open_count == 0
    mara.exchange(hub.places["Mara"])


def check_the_end(maria: Desk, mara: Desk) -> None:
    """Both files have the same verdicts and the same curated set, and both are whole."""
    curated = []
    for one in (maria, mara):
        (document,) = one.project.documents()
        found = one.project.review.curated(document.id)
        text = document.text
        spans = found.annotation_set.spans.values()
        curated.append(sorted((span.covered_text(text), span.label) for span in spans))
        assert one.project.check() == []
    assert curated[0] == curated[1]
    assert len(curated[0]) == len(JON)
    both = [{one.id for one in desk.project.review.verdicts()} for desk in (maria, mara)]
    assert both[0] == both[1]


@pytest.mark.parametrize("where", ["in_a_folder", "on_a_server"])
def test_an_article_goes_round(desks, request, where: str) -> None:
    maria, mara = desks
    hub: Hub = request.getfixturevalue(where)
    maria.password, mara.password = hub.passwords["Maria"], hub.passwords["Mara"]
    go_on = partial(maria.exchange, hub.places["Maria"])
    maria_labels(maria, hub)
    jon_does_his_part(hub)
    mara_settles(mara, hub)
    maria_answers(maria, hub)
    mara_hears(mara, hub)
    assert "taken in" in go_on()
    check_the_end(maria, mara)
    words = go_on()
    assert words.startswith("Nothing new on either side."), words
