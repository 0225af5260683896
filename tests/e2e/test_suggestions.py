"""Story: what one marks teaches the program, and the hand takes or leaves what it proposes.

Ten articles are marked and finished by keys; the program learns beside; in the eleventh it proposes
names that it has never seen. One is taken, one gets another label, one is rejected for good, three
of one text are taken after a list; all is undone and done again, and the corpus says where each
span comes from. Beside it, how many keys a mark takes with and without suggestions, on the sample.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from PySide6.QtWidgets import QApplication

from annotator.formats.label_sets import read_label_set
from annotator.model.annotation_set import AnnotationSet
from annotator.model.ids import new_id
from annotator.project.project import Project
from annotator.project.sample import sample_lines
from annotator.project.suggesting import trained
from annotator.resources import resource_path
from annotator.ui.dialogs.same_text_dialog import SameTextDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.tasks import running_tasks
from tests.builders import LABEL_SET, make_document
from tests.e2e.golden import GoldenSpan
from tests.e2e.key_hands import KeyHands
from tests.project.building import bring

FIRST = ("Ilse", "Tom", "Mara", "Jan", "Rosa", "Otto", "Edda", "Piet", "Nora", "Aino")
LAST = ("Varga", "Quill", "Norrow", "Hale", "Brandt", "Okoro", "Lind", "Sato", "Tarsby", "Wend")
MINISTERS = [f"{one} {other}" for one, other in zip(FIRST, LAST, strict=True)]
DEPUTIES = [f"{one} {other}" for one, other in zip(FIRST, LAST[3:] + LAST[:3], strict=True)]
TEXTS = [
    f"Minister {name} arrived on Monday. Nobody spoke. Deputy {other} left at noon."
    for name, other in zip(MINISTERS, DEPUTIES, strict=True)
]
NEW = (
    "Minister Ada Newname arrived on Monday. Deputy Lena Seldom left at noon."
    " Minister Sven Unheard arrived on Monday. Nobody spoke. Minister Ada Newname arrived on"
    " Monday. Deputy Tuesday Club left at noon. Minister Ada Newname arrived on Monday."
)
MOST_STEPS = 2
"""Suggestions that one goes to rather than mark by hand."""
LEFT_OUT = "08-cup-final"
"""The article of the sample that is marked twice: by hand, and with suggestions."""


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn beside what whoever runs this has learned."""
    monkeypatch.setattr(trained, "models_folder", lambda: tmp_path / "models")


def show(window: MainWindow, qtbot: Any, path: Path, annotator: str) -> KeyHands:
    assert window.show_project(Project.open(path, annotator=annotator))
    qtbot.waitUntil(lambda: window.session is not None and window.session.document is not None)
    rest(window, qtbot)
    window.page.focus_text()
    return KeyHands(window)


def rest(window: MainWindow, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not running_tasks())
    qtbot.waitUntil(lambda: not window.page.suggestions.is_asking)
    QApplication.processEvents()


def told(window: MainWindow) -> list[tuple[str, str]]:
    text = window.page.view.text
    return [(text[one.start : one.end], one.label) for one in window.page.view.offers.all()]


def marked(window: MainWindow) -> list[tuple[str, str, str]]:
    text = window.page.view.text
    spans = sorted(window.session.annotation_set.spans.values(), key=lambda one: one.start)
    return [(one.covered_text(text), one.label, one.origin) for one in spans]


def finish_ten(window: MainWindow, qtbot: Any, hands: KeyHands) -> None:
    for at, text in enumerate(TEXTS):
        assert hands.text == text
        for name in (MINISTERS[at], DEPUTIES[at]):
            start = text.index(name)
            hands.mark(GoldenSpan("PERSON", ((start, start + len(name)),)))
        hands.press("Ctrl+Return", "finish")
        rest(window, qtbot)


def test_ten_articles_teach_and_the_hand_decides(
    window: MainWindow, qtbot: Any, tmp_path: Path
) -> None:
    path = tmp_path / "news.annotator"
    with Project.create(path, label_set=LABEL_SET, annotator="maria") as project:
        bring(
            project,
            [
                *(make_document(text, f"d{at}") for at, text in enumerate(TEXTS)),
                make_document(NEW, "new"),
            ],
        )
    hands = show(window, qtbot, path, "maria")
    finish_ten(window, qtbot, hands)
    assert window.session.document.id == "new"
    qtbot.waitUntil(lambda: bool(told(window)))
    ada = ("Ada Newname", "p")
    assert told(window) == [
        ada, ("Lena Seldom", "p"), ("Sven Unheard", "p"), ada, ("Tuesday Club", "p"), ada,
    ]  # fmt: skip
    assert marked(window) == []
    assert "Learned from 10 articles" in window.status_bar.message()
    assert_drawn_dotted(window)

    hands.press("F5", "go")  # to Ada, whom the list is of
    hands.press("Shift+F2", "list")
    (dialog,) = window.findChildren(SameTextDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert len(dialog.ticked()) == 3
    hands.press("Return", "accept")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rest(window, qtbot)
    assert marked(window) == [("Ada Newname", "p", "suggested")] * 3

    window.page.view.selection.set_caret(0)
    hands.press("F5", "go")
    assert window.page.view.offers.current.start == NEW.index("Lena")
    hands.press("Plus", "accept")  # and it goes on
    assert window.page.view.offers.current.start == NEW.index("Sven")
    hands.press("Shift+Delete", "reject")
    assert window.page.view.offers.current.start == NEW.index("Tuesday")
    hands.press("2", "other label")
    rest(window, qtbot)
    assert told(window) == []
    done = marked(window)
    assert [one for one in done if one[0] != "Ada Newname"] == [
        ("Lena Seldom", "p", "suggested"), ("Tuesday Club", "o", "suggested"),
    ]  # fmt: skip
    # Ask anew: what was rejected is not asked again.
    hands.press("Ctrl+PageUp", "go")
    rest(window, qtbot)
    hands.press("Ctrl+PageDown", "go")
    rest(window, qtbot)
    assert told(window) == []

    for _ in range(4):
        hands.press("Ctrl+Z", "undo")
        rest(window, qtbot)
    assert marked(window) == []
    assert len(told(window)) == 6, "what was rejected came back too"
    for _ in range(4):
        hands.press("Ctrl+Y", "redo")
        rest(window, qtbot)
    assert marked(window) == done and told(window) == []

    assert window.close_project()
    qtbot.waitUntil(lambda: not running_tasks())
    check_corpus(path, tmp_path / "corpus.jsonl")


def assert_drawn_dotted(window: MainWindow) -> None:
    """Outlines are drawn on the words and are no firm marks: they go with the suggestions."""
    view: Any = window.page.view
    with_them = view.grab().toImage()
    kept = view.offers.all()
    view.offers.show(())
    without = view.grab().toImage()
    view.offers.show(kept)
    assert with_them != without
    rect = view.caret_rect(NEW.index("Ada")).toRect()
    end = view.caret_rect(NEW.index(" arrived")).toRect()
    rows = [
        "".join(
            "x" if with_them.pixel(x, y) != without.pixel(x, y) else " "
            for x in range(rect.left(), end.left())
        )
        for y in range(rect.top() - 6, rect.bottom() + 8)
    ]
    # A line of dots: many gaps in one row, none of them long.
    dotted = max(rows, key=lambda row: len(row.split()))
    assert len(dotted.split()) > 10


def check_corpus(path: Path, out: Path) -> None:
    with Project.open(path) as project, out.open("wb") as target:
        project.export(target)
    lines = [orjson.loads(one) for one in out.read_bytes().splitlines()]
    spans = {one["text"]: one for line in lines if line["id"] == "new" for one in line["spans"]}
    by_hand = [one for line in lines if line["id"] != "new" for one in line["spans"]]
    assert len(by_hand) == 20 and not any("origin" in one for one in by_hand)
    assert {one["origin"] for one in spans.values()} == {"suggested"}
    assert {text: one["suggested"]["answer"] for text, one in spans.items()} == {
        "Ada Newname": "accepted", "Lena Seldom": "accepted", "Tuesday Club": "changed",
    }  # fmt: skip
    assert all(one["suggested"]["model"] == "crf" for one in spans.values())
    assert all(one["suggested"]["version"].startswith("10-") for one in spans.values())


# ---- keys a mark takes -------------------------------------------------------------------------


@dataclass
class Marked:
    """What it took to mark an article, suggestions taken where they were right."""

    keys: int
    spans: int
    taken: int


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample's articles, all but one finished by Maria."""
    path = tmp_path / "sample.annotator"
    label_set = read_label_set(resource_path("label_sets", "news.toml"))
    tables = tomllib.loads(resource_path("sample", "sets.toml").read_text(encoding="utf-8"))["sets"]
    with Project.create(path, label_set=label_set, annotator="Maria") as project:
        project.import_sources([resource_path("sample", "articles")])
        ids = {one.name: one.id for one in label_set.span_labels}
        documents = {one.id: one for one in project.documents()}
        sets = [
            AnnotationSet(
                new_id(), line.document.id, "Maria", "finished",
                spans={span.id: span._replace(label=ids[span.label], attributes={}) for span in line.spans},
            )
            for line in sample_lines(tables, documents)
            if line.annotator == "Maria" and line.document.id != LEFT_OUT
        ]  # fmt: skip
        bring(project, (), sets, import_id="sets")
        assert len(sets) > 10
        project.suggesting.train()
    return path


def wanted_spans(path: Path) -> list[GoldenSpan]:
    """What Maria marked in the article that is left out, what no suggestion can say included."""
    tables = tomllib.loads(resource_path("sample", "sets.toml").read_text(encoding="utf-8"))["sets"]
    with Project.open(path) as project:
        documents = {one.id: one for one in project.documents()}
        (line,) = (
            one
            for one in sample_lines(tables, documents)
            if (one.annotator, one.document.id) == ("Maria", LEFT_OUT)
        )
    found = [GoldenSpan(one.label, one.fragments) for one in line.spans]
    return sorted(found, key=lambda one: one.place)


def mark_by_hand(hands: KeyHands, wanted: list[GoldenSpan]) -> Marked:
    for one in wanted:
        hands.mark(one)
    return Marked(hands.acts.total(), len(wanted), 0)


def mark_with_suggestions(
    window: MainWindow, qtbot: Any, hands: KeyHands, wanted: list[GoldenSpan]
) -> Marked:
    """Go through the article in reading order: what is suggested rightly and is near is gone to
    and accepted, what is not is marked by hand."""
    offers = window.page.view.offers
    taken = 0
    for one in wanted:
        rest(window, qtbot)
        steps = steps_to(window, one)
        if steps is not None and steps <= MOST_STEPS:
            hands.press_all(["F5"] * steps, "suggestion")
            assert offers.current.place == one.fragments
            hands.press("Plus", "suggestion")
            taken += 1
            continue
        if offers.current is not None:
            hands.press("Left", "suggestion")  # a key would mean the suggestion one is at
        hands.mark(one)
    return Marked(hands.acts.total(), len(wanted), taken)


def steps_to(window: MainWindow, wanted: GoldenSpan) -> int | None:
    """How many suggestions one goes to until one is at that which is meant; None: there is none,
    or it is behind."""
    offers, label_set = window.page.view.offers, window.session.label_set
    at, steps = offers.current, 0
    shown = offers.all()
    first = shown.index(at) if at is not None else None
    if first is None:
        following = offers.neighbour(1)
        if following is None:
            return None
        first, steps = shown.index(following), 1
    for number, one in enumerate(shown[first:]):
        if (label_set.span_label(one.label).name, one.place) == (wanted.label, wanted.fragments):
            return number + steps
    return None


def test_a_mark_takes_fewer_keys_with_suggestions(
    window: MainWindow, qtbot: Any, sample: Path
) -> None:
    wanted = wanted_spans(sample)
    counts: dict[bool, Marked] = {}
    for is_suggested in (False, True):
        hands = show(window, qtbot, sample, "Maria")
        window.session.open_document(LEFT_OUT)
        rest(window, qtbot)
        window.page.focus_text()
        if window.page.suggestions.are_shown != is_suggested:
            window.run("toggle_suggestions")
        rest(window, qtbot)
        counts[is_suggested] = (
            mark_with_suggestions(window, qtbot, hands, wanted)
            if is_suggested
            else mark_by_hand(hands, wanted)
        )
        names = {one.id: one.name for one in window.session.label_set.span_labels}
        mine = window.session.annotation_set.spans.values()
        assert sorted((names[one.label], one.fragments) for one in mine) == sorted(
            (one.label, one.fragments) for one in wanted
        )
        while window.session.annotation_set.spans:
            hands.press("Ctrl+Z", "undo")
        qtbot.waitUntil(lambda: window.session.project.unsaved == 0)
        assert window.close_project()
        qtbot.waitUntil(lambda: not running_tasks())
    by_hand, helped = counts[False], counts[True]
    print(
        f"\n{by_hand.spans} spans: {by_hand.keys / by_hand.spans:.2f} keys a mark by hand,"
        f" {helped.keys / helped.spans:.2f} with suggestions, {helped.taken} of them taken"
    )
    assert helped.taken >= len(wanted) // 5
    assert helped.keys < by_hand.keys
