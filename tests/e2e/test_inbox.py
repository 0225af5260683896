"""Story: what a review decides comes back to those who labelled.

Ana and Ben have finished an article and differ in every way there is. Mara settles each difference
by its key. Ana reads her inbox: she accepts, contests with a word, asks. Mara finds the contested
case open again and the question beside it. Ben takes all of it at once. Everything is undone and
done again on the way, the project is closed and opened, and in the end the two say the same, which
is the curated set.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    SetAttribute,
    SetDocumentLabels,
    SetStatus,
)
from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.review.compare import compare
from annotator.ui.main_window import MainWindow
from tests.builders import LABEL_SET, TEXT, make_document, make_span
from tests.project.building import make_project
from tests.ui.windows import CTRL, SHIFT, Hands

ANA = (
    AddSpan(make_span(TEXT, "Council", "o", "ana-council")),
    AddSpan(make_span(TEXT, "ferry talks", "c", "ana-talks")),
    AddSpan(make_span(TEXT, "Ilse Varga", "p", "ana-varga")),
    AddSpan(make_span(TEXT, "harbour master", "r", "ana-master")),
    AddSpan(make_span(TEXT, "Norrow Lines", "o", "ana-lines")),
    AddSpan(make_span(TEXT, "June", "c", "ana-june")),
    AddRelation(Relation("ana-works", "w", "ana-varga", "ana-lines")),
    AddRelation(Relation("ana-holds", "h", "ana-varga", "ana-master")),
    SetAttribute("ana-varga", "m", "pronoun"),
    SetDocumentLabels(frozenset({"d1"})),
    SetStatus("finished"),
)
BEN = (
    AddSpan(make_span(TEXT, "Council", "r", "ben-council")),
    AddSpan(make_span(TEXT, "opens ferry", "r", "ben-opens")),
    AddSpan(make_span(TEXT, "Ilse Varga", "p", "ben-varga")),
    AddSpan(make_span(TEXT, "the harbour master", "r", "ben-master")),
    AddSpan(make_span(TEXT, "Norrow Lines", "o", "ben-lines")),
    AddSpan(make_span(TEXT, "she", "p", "ben-she")),
    AddRelation(Relation("ben-leads", "l", "ben-varga", "ben-lines")),
    SetAttribute("ben-varga", "m", "named"),
    SetStatus("finished"),
)
DECISIONS = {
    "document_label": [Qt.Key.Key_A],
    "label": [Qt.Key.Key_E, Qt.Key.Key_4, Qt.Key.Key_Escape],
    "label_and_boundary": [Qt.Key.Key_D],
    "type": [Qt.Key.Key_S],
    "missing relation": [Qt.Key.Key_A],
    "attribute": [Qt.Key.Key_S],
    "boundary": [Qt.Key.Key_S],
    "extra": [Qt.Key.Key_X],
    "missing": [Qt.Key.Key_A],
}
"""What Mara presses on each kind of difference."""
SETTLED = {
    ("Council", "c"),
    ("ferry talks", "c"),
    ("opens ferry", "r"),
    ("Ilse Varga", "p"),
    ("harbour master", "r"),
    ("Monday", "c"),
    ("Norrow Lines", "o"),
    ("June", "c"),
}
"""What is right in the end."""


class Story:
    """One window at which three people sit down in turn."""

    def __init__(self, window: MainWindow, qtbot: Any, path: Path) -> None:
        self.window, self.path = window, path
        self.hands = Hands(qtbot, window)
        self.ids: dict[str, str] = {}
        with make_project(
            path.parent, [make_document(title="Ferry talks")], annotator=None
        ) as made:
            for name, edits in (("ana", ANA), ("ben", BEN)):
                self.ids[name] = made.sign_in(name).id
                for edit in edits:
                    made.apply(edit, "talks")
        self.open()

    def open(self) -> None:
        assert self.window.show_project(Project.open(self.path))
        self.hands.settle()

    def sit_down(self, name: str) -> None:
        assert self.window.session is not None
        assert self.window.session.sign_in(name)
        self.window.session.open_document("talks")
        self.hands.settle()

    def press(self, *keys: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            self.hands.press(key, *(() if modifiers is None else (modifiers,)))

    @property
    def project(self) -> Project:
        assert self.window.session is not None
        return self.window.session.project

    def set_of(self, name: str) -> AnnotationSet:
        return self.project.annotation_set("talks", self.ids[name])

    # ---- the review

    @property
    def reviewing(self) -> Any:
        assert self.window.review_page is not None
        return self.window.review_page.reviewing

    def review(self) -> None:
        self.sit_down("mara")
        self.press(Qt.Key.Key_2, modifiers=CTRL)
        self.hands.settle()
        assert self.reviewing.names == ("ana", "ben")

    def decide(self) -> None:
        """Press what is to be pressed on the case one is at."""
        difference = self.reviewing.case.difference
        kind = difference.kind
        if kind == "relation":
            kind = "type" if difference.fault == "type" else "missing relation"
        self.press(*DECISIONS[kind])

    def settled_words(self) -> list[str]:
        return [row.words.settled for row in self.reviewing.rows.rows]

    # ---- the inbox

    @property
    def inbox(self) -> Any:
        assert self.window.page is not None
        return self.window.page.side.inbox

    def look(self, name: str) -> None:
        self.press(Qt.Key.Key_1, modifiers=CTRL)
        self.sit_down(name)
        if not self.window.page.side.has_focus():  # type: ignore[union-attr]
            self.press(Qt.Key.Key_I, modifiers=CTRL | SHIFT)

    def kinds(self) -> list[str]:
        return [one.words.kind for one in self.inbox.rows]

    def go_to(self, kind: str) -> None:
        self.press(Qt.Key.Key_Home)
        for _ in range(self.kinds().index(kind)):
            self.press(Qt.Key.Key_J)
        assert self.inbox.told.words.kind == kind

    def state(self, kind: str) -> str:
        return str(self.inbox.rows[self.kinds().index(kind)].row.state)


@pytest.fixture
def story(window: MainWindow, qtbot: Any, tmp_path: Path) -> Story:
    return Story(window, qtbot, tmp_path / "news.annotator")


def words_of(annotation_set: AnnotationSet) -> set[tuple[str, str]]:
    return {(one.covered_text(TEXT), one.label) for one in annotation_set.spans.values()}


def test_what_a_review_decides_comes_back_to_those_who_labelled(story: Story) -> None:
    before = {name: story.set_of(name) for name in ("ana", "ben")}
    settle_everything(story)
    assert {name: story.set_of(name) for name in before} == before
    ana_answers(story)
    mara_settles_again(story)
    close_and_open(story)
    ana_takes_what_is_left(story)
    ben_takes_all_at_once(story)
    check_the_end(story)


def settle_everything(story: Story) -> None:
    """Mara presses a key for each difference, and adds what both had missed."""
    story.review()
    assert story.reviewing.open_count == 9
    while story.reviewing.open_count:
        story.decide()
    story.window.review_page.selection.select_text(*place_of("Monday"))  # type: ignore[union-attr]
    story.press(Qt.Key.Key_4)
    assert len(story.project.review.verdicts("talks")) == 10
    story.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert len(story.project.review.verdicts("talks")) == 9
    story.press(Qt.Key.Key_Y, modifiers=CTRL)


def ana_answers(story: Story) -> None:
    """Ana accepts four, contests the boundary with a word, and asks about the attribute."""
    story.look("ana")
    assert story.window.top.inbox_button.text() == "Inbox 6"
    assert story.kinds() == [
        "label", "label and boundary", "relation", "attribute", "boundary", "added",
    ]  # fmt: skip
    before = story.set_of("ana")
    for kind in ("label", "label and boundary", "relation", "added"):
        story.go_to(kind)
        story.press(Qt.Key.Key_A)
        assert story.state(kind) == "accepted"
    assert story.set_of("ana").relations["ana-works"].label == "l"
    assert story.set_of("ana").spans["ana-council"].label == "c"

    story.go_to("boundary")
    story.press(Qt.Key.Key_C)
    story.hands.type("Articles are no part of a role")
    story.press(Qt.Key.Key_Return)
    assert story.state("boundary") == "contested"
    story.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert story.state("boundary") == "waiting"
    story.press(Qt.Key.Key_Y, modifiers=CTRL)
    assert story.state("boundary") == "contested"

    story.go_to("attribute")
    story.press(Qt.Key.Key_D)
    story.hands.type("Is a name in full always named?")
    story.press(Qt.Key.Key_Return)
    story.press(Qt.Key.Key_Escape)
    assert story.inbox.waiting_count == 1

    # Six acts back, one by one, and on again.
    for _ in range(6):
        story.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert story.set_of("ana") == before
    assert story.inbox.waiting_count == 6
    for _ in range(6):
        story.press(Qt.Key.Key_Y, modifiers=CTRL)
    assert story.inbox.waiting_count == 1


def mara_settles_again(story: Story) -> None:
    """What is contested is open again, with Ana's words; her question stands beside its case."""
    story.review()
    assert story.reviewing.open_count == 1
    assert story.reviewing.case.difference.kind == "boundary"
    (contested,) = [one for one in story.settled_words() if one.startswith("contested")]
    assert contested == "contested by ana: “Articles are no part of a role” · decided: ben"
    assert sum("accepted by ana" in one for one in story.settled_words()) == 4
    story.press(Qt.Key.Key_A)
    assert story.reviewing.open_count == 0
    story.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert story.reviewing.case.is_contested
    story.press(Qt.Key.Key_Y, modifiers=CTRL)

    kinds = [one.difference.kind for one in story.reviewing.cases]
    story.reviewing.go_to(kinds.index("attribute"))
    assert [one.text for one in story.reviewing.remarks()] == ["Is a name in full always named?"]
    story.press(Qt.Key.Key_R)
    story.hands.type("Yes, rule 3")
    story.press(Qt.Key.Key_Return, Qt.Key.Key_Escape)


def close_and_open(story: Story) -> None:
    assert story.window.close_project()
    story.open()
    assert story.project.check() == []


def ana_takes_what_is_left(story: Story) -> None:
    """The boundary was hers after all; the question is answered."""
    story.look("ana")
    assert story.kinds() == ["attribute"]
    assert story.inbox.told.words.settled == "1 remark waits for your answer"
    story.press(Qt.Key.Key_A)
    assert story.set_of("ana").spans["ana-varga"].attributes == {"m": "named"}
    assert story.inbox.waiting_count == 1  # she is part of the discussion
    story.press(Qt.Key.Key_D)
    story.hands.type("Thanks")
    story.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)  # Close
    assert story.project.review.remarks("talks")[-1].is_closing
    assert story.inbox.waiting_count == 0


def ben_takes_all_at_once(story: Story) -> None:
    """One key once all of it was looked at; one undo."""
    story.look("ben")
    before = story.set_of("ben")
    assert story.kinds() == [
        "article label", "label", "label and boundary", "relation", "boundary", "added",
        "extra", "missing",
    ]  # fmt: skip
    story.press(Qt.Key.Key_A, modifiers=SHIFT)
    assert story.set_of("ben") == before
    for _ in story.kinds():
        story.press(Qt.Key.Key_J)
    story.press(Qt.Key.Key_A, modifiers=SHIFT)
    assert story.inbox.waiting_count == 0
    after = story.set_of("ben")
    assert before.spans.keys() - after.spans.keys() == {"ben-she"}
    story.press(Qt.Key.Key_Z, modifiers=CTRL)
    assert story.set_of("ben") == before
    assert story.inbox.waiting_count == 8
    story.press(Qt.Key.Key_Y, modifiers=CTRL)
    assert story.set_of("ben") == after


def check_the_end(story: Story) -> None:
    """The two say the same, and that is the curated set, in this file and opened anew."""
    ana, ben = story.set_of("ana"), story.set_of("ben")
    assert words_of(ana) == words_of(ben) == SETTLED
    assert compare(ana, ben, LABEL_SET).differences == ()
    for _ in range(2):
        curated = story.project.review.curated("talks")
        assert words_of(curated.annotation_set) == SETTLED
        assert curated.annotation_set.labels == {"d1"}
        relations = curated.annotation_set.relations.values()
        assert sorted(one.label for one in relations) == ["h", "l"]
        named = {
            one.covered_text(TEXT): one.attributes for one in curated.annotation_set.spans.values()
        }
        assert named["Ilse Varga"] == {"m": "named"}
        assert story.project.check() == []
        close_and_open(story)


def place_of(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return (start, start + len(words))
