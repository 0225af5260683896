"""What is in files is shown and asked about before it comes in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.project.import_choice import LabelNamed
from annotator.text.offsets import unit_positions
from annotator.ui.dialogs.progress import ProgressDialog
from tests.formats.reading import line, span
from tests.ui.adding.conftest import LABELLED
from tests.ui.projects import HOSTILE
from tests.ui.test_accessible_names import nameless, roleless


def test_what_is_in_it_is_seen(begin):
    dialog = begin(LABELLED, line(id="b", text="Zoé spoke.", annotator="Zoé"))
    assert dialog.isVisible()
    assert dialog.summary.text() == "2 articles, 4 spans, 1 relation"
    assert "Labels of Zoé." in dialog.facts.text()
    assert "Labels that the project has: PERSON." in dialog.facts.text()
    assert "in.jsonl · JSON lines (annotator)" in dialog.source.text()
    assert dialog.labels_heading.text() == "5 labels new to the project"
    assert [one.words for one in dialog.labels.menus.values()] == [
        "made new", "made new", "→ PERSON", "made new", "→ sport",
    ]  # fmt: skip
    assert dialog.example.text.toPlainText().startswith("Ilse Varga leads")
    assert not dialog.problems.isVisible()


def test_whose_labels_they_are_is_asked_first_and_enter_takes_them_in(begin, settle, session):
    dialog = begin(LABELLED)
    assert dialog.focusWidget() is dialog.who
    assert dialog.who.currentText() == "maria"
    dialog.who.setCurrentText("Jonas")
    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    settle()
    [report] = dialog.reports
    assert (report.documents_new, report.spans) == (1, 4)
    assert report.new_labels == ["ORG", "VESSEL", "sails"]
    assert "Jonas" in [one.name for one in session.project.annotators()]


def test_without_a_name_nothing_can_be_taken_in(begin):
    dialog = begin(LABELLED, whose="")
    assert dialog.message.text() == "Say whose labels these are."
    assert not dialog.accept_button.isEnabled()
    dialog.who.setCurrentText("Jonas")
    assert dialog.message.text() == ""
    assert dialog.accept_button.isEnabled()


def test_where_all_is_said_enter_takes_it_in_at_once(begin, settle):
    dialog = begin(line(spans=[span()]))
    assert not dialog.who.isVisible()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert [one.spans for one in dialog.reports] == [1]


def test_labels_become_what_was_chosen(begin, settle, session):
    dialog = begin(LABELLED)
    menus = dialog.labels.menus
    menus[LabelNamed("span", "ORG")].choice_requested.emit("here:ORGANISATION")
    menus[LabelNamed("span", "VESSEL")].choice_requested.emit("out")
    menus[LabelNamed("relation", "sails")].choice_requested.emit("here:leads")
    dialog.accept()
    settle()
    [report] = dialog.reports
    assert (report.new_labels, report.spans, report.spans_left_out) == ([], 3, 1)
    [made] = session.project.annotation_sets("talks")
    assert sorted(one.label for one in made.spans.values()) == ["o", "p", "p"]
    assert [one.label for one in made.relations.values()] == ["l"]


def test_escape_leaves_and_nothing_comes_in(begin, session, settle):
    dialog = begin(LABELLED)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle()
    assert list(session.project.documents()) == []


def test_plain_articles_are_never_asked_about(session, settle, tmp_path):
    from annotator.ui.adding.dialog import AddArticlesDialog

    (tmp_path / "a.txt").write_text("Ferry sails\n\nToday.\n")
    dialog = AddArticlesDialog(session, [tmp_path / "a.txt"])
    shown, reports = [], []
    dialog.taken_in.connect(reports.append)
    dialog.finished.connect(shown.append)
    dialog.begin()
    settle()
    assert [one.documents_new for one in reports] == [1]
    assert shown == [], "it was never open"


# ---- what offsets count

WIDE = "😀 Ilse Varga met 😀 Norrow Lines, and 😀 Wend saw Zoé today."
PLACES = [(2, 12), (19, 31), (39, 43), (48, 51)]


def counted(unit, **more):
    at = unit_positions(WIDE, unit)
    spans = [span(f"s{n}", at[start], at[end]) for n, (start, end) in enumerate(PLACES)]
    return line(text=WIDE, spans=spans, **more)


def covered(session):
    [made] = session.project.annotation_sets("talks")
    return [WIDE[one.start : one.end] for one in made.spans.values()]


def test_a_unit_that_fits_for_sure_is_taken_and_said(begin, settle, session):
    dialog = begin(counted("utf16"))
    choices = dialog.choices
    assert choices.unit_menu.words == "UTF-16 units: “Ilse Varga”"
    assert "4 of 4 spans are whole words" in choices.unit_words.text()
    assert "code points: “lse Varga”" in [one.words for one in choices.unit_menu.choices]
    dialog.accept()
    settle()
    assert covered(session) == ["Ilse Varga", "Norrow Lines", "Wend", "Zoé"]


def test_what_somebody_chooses_stands(begin, settle, session):
    dialog = begin(counted("utf16"))
    dialog.choices.unit_menu.choice_requested.emit("codepoint")
    settle()
    assert dialog.choices.unit == "codepoint"
    dialog.accept()
    settle()
    assert covered(session)[0] == "lse Varga "


def test_where_the_file_is_right_nothing_is_chosen(begin):
    dialog = begin(counted("utf8", offsets="utf8"))
    assert dialog.choices.unit is None
    assert dialog.choices.unit_menu.words == "as the file says: bytes (UTF-8)"


def test_where_units_are_alike_none_is_asked_for(begin):
    assert not begin(LABELLED).choices.unit_menu.isVisible()


# ---- what else is asked, and what goes wrong


def test_an_id_that_is_here_with_another_text_is_asked_about(begin, settle, session):
    begin(line(), line(id="b", text="More.")).accept()
    settle()
    dialog = begin(line(text="Ilse again.", spans=[span(end=4)]))
    assert dialog.choices.other_label.text() == (
        "1 article has an id that is here with another text"
    )
    dialog.choices.other_menu.choice_requested.emit("apart")
    dialog.accept()
    settle()
    assert [one.id for one in session.project.documents()] == ["talks", "b", "talks-2"]


def test_another_format_is_looked_at_anew(begin, settle):
    dialog = begin(LABELLED)
    dialog.choices.format_menu.choice_requested.emit("text")
    settle()
    assert dialog.summary.text() == "1 article"
    assert not dialog.labels.isVisible()
    dialog.choices.format_menu.choice_requested.emit("")
    settle()
    assert dialog.summary.text().startswith("1 article, 4 spans")


def test_where_nothing_can_come_in_it_is_said(begin, tmp_path, session, settle):
    dialog = begin({"version": 1, "id": "a"}, LABELLED)
    assert "1 remark, listed at the end." in dialog.facts.text()
    assert "in.jsonl:1" in dialog.problems.toPlainText()
    dialog.choices.format_menu.choice_requested.emit("")
    (tmp_path / "in.jsonl").write_text("{}")
    dialog.choices.changed.emit()
    settle()
    assert dialog.message.text() == "There is nothing in it that can come in."
    assert not dialog.accept_button.isEnabled()


def test_what_is_gone_meanwhile_is_said(begin, tmp_path, settle):
    dialog = begin(LABELLED)
    (tmp_path / "in.jsonl").unlink()
    dialog.choices.changed.emit()
    settle()
    assert "in.jsonl" in dialog.message.text()
    assert not dialog.accept_button.isEnabled()


def test_an_import_that_is_stopped_leaves_the_dialog_as_it_was(begin, settle, session, qtbot):
    many = [line(id=str(n), text=f"{n} " * 2000, spans=[span(f"s{n}", 0, 1)]) for n in range(300)]
    dialog = begin(*many)
    dialog.accept()
    [progress] = dialog.findChildren(ProgressDialog)
    progress.reject()
    settle()
    assert dialog.isVisible()
    assert dialog.message.text() == "Stopped; nothing came in."
    assert dialog.accept_button.isEnabled()
    assert list(session.project.documents()) == []


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_names_of_labels_are_shown_as_they_are(begin, name):
    label = name.strip()[:900].replace("\x00", "") or "x"
    dialog = begin(line(spans=[span(label=label)], annotator=None, status="in_progress"))
    dialog.grab()
    assert dialog.isVisible()
    for menu in dialog.labels.menus.values():
        menu.menu().aboutToShow.emit()
        assert "made new" in [action.text() for action in menu.menu().actions()]


def test_every_control_has_a_name_and_a_role(begin):
    dialog = begin(LABELLED, counted("utf16", id="wide"), line(annotator=None, spans=[span()]))
    assert nameless(dialog) == []
    assert roleless(dialog) == []


def test_what_is_asked_first_is_in_view_however_low_the_window(begin, qtbot):
    dialog = begin(LABELLED)
    dialog.resize(700, 300)
    dialog._open_at(dialog.who)

    def is_in_view():
        shown = dialog.who.visibleRegion().boundingRect()
        return shown.height() == dialog.who.height()

    qtbot.waitUntil(is_in_view)
    dialog.body.verticalScrollBar().setValue(0)
    QTest.keyClick(dialog.who, Qt.Key.Key_Tab)
    assert not dialog.focusWidget().visibleRegion().isEmpty()
