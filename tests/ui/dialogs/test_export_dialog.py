"""A corpus is previewed, written, verified; what hinders it is said in the dialog."""

import json

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import SetStatus
from annotator.formats.losses import Losses, Lost
from annotator.formats.manifest import Tally
from annotator.formats.registry import format_named
from annotator.formats.verify import Verdict, VerifyFault
from annotator.model.errors import FileEmpty
from annotator.project.rows import CorpusPreview
from annotator.ui.dialogs.export_dialog import (
    ExportDialog,
    file_kinds,
    renamed,
    verified_words,
    written_words,
)
from annotator.ui.dialogs.export_preview import losses_words, preview_words, shorten_line
from annotator.ui.dialogs.path_field import documents_folder


@pytest.fixture
def dialog(qtbot, session):
    """A dialog on screen that has read its preview."""
    dialog = ExportDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview.lines.toPlainText() != "")
    return dialog


def export(qtbot, dialog):
    """Accept, and wait until it is written."""
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: dialog.message.text() != "")


def test_the_preview_is_the_first_lines(dialog):
    line = json.loads(dialog.preview.lines.toPlainText())
    assert line["id"] == "talks"
    assert [span["text"] for span in line["spans"]] == [
        "Ilse Varga",
        "harbour master",
        "Norrow Lines",
    ]
    assert dialog.preview.count.text() == "1 article, 1 line. Here long texts shortened:"


def test_the_preview_follows_the_choice(qtbot, dialog):
    dialog.choice.statuses["in_progress"].click()
    qtbot.waitUntil(lambda: dialog.preview.count.text() == "None of 1 article: no lines.")
    dialog.choice.statuses["finished"].click()
    assert dialog.preview.count.text() == "Nothing to write yet."
    assert not dialog.accept_button.isEnabled()
    assert dialog.message.text() == "Tick at least one status."


def test_the_preview_of_the_curated_set(qtbot, dialog, session):
    dialog.choice.whose.choice_requested.emit("curated")
    qtbot.waitUntil(lambda: dialog.preview.count.text() == "None of 1 article: no lines.")
    for name in ("otto", "maria"):
        session.project.sign_in(name)
        session.project.apply(SetStatus("finished"), "talks")
    dialog.choice.negatives.click()
    qtbot.waitUntil(lambda: "1 article, 1 line. Curated: 0 spans." in dialog.preview.count.text())
    assert "3 spans in 1 article are left out" in dialog.preview.count.text()


def test_a_corpus_is_written_and_verified(qtbot, dialog, tmp_path):
    target = tmp_path / "out.jsonl"
    dialog.target.edit.setText(str(target))
    export(qtbot, dialog)
    assert json.loads(target.read_text(encoding="utf-8"))["annotator"] == "maria"
    assert (tmp_path / "out.jsonl.manifest.json").exists()
    assert "out.jsonl (1 line)" in dialog.message.text()
    dialog.verify_button.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("All right: 1 line, 3 spans"))


def test_a_file_changed_since_does_not_verify(qtbot, dialog, tmp_path):
    target = tmp_path / "out.jsonl"
    dialog.target.edit.setText(str(target))
    export(qtbot, dialog)
    target.write_text(target.read_text(encoding="utf-8").replace("Ilse", "Elsa"), encoding="utf-8")
    dialog.verify_button.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("Not right."))


def test_a_target_that_cannot_be_written_is_said(qtbot, dialog, tmp_path):
    dialog.target.edit.setText(str(tmp_path / "nowhere" / "out.jsonl"))
    export(qtbot, dialog)
    assert "nowhere" in dialog.message.text()
    assert dialog.accept_button.isEnabled()
    assert not dialog.verify_button.isVisible()


def test_a_target_must_be_said(dialog):
    dialog.target.edit.clear()
    assert not dialog.accept_button.isEnabled()


def test_the_file_is_proposed_among_the_documents(dialog, session):
    assert dialog.target.path() == str(documents_folder() / f"{session.project.name}.jsonl")


def test_the_file_is_proposed_where_the_last_one_went(qtbot, session, tmp_path):
    for folder, proposed in ((tmp_path, tmp_path), (tmp_path / "gone", documents_folder())):
        dialog = ExportDialog(session, folder=folder)
        qtbot.addWidget(dialog)
        assert dialog.target.path() == str(proposed / f"{session.project.name}.jsonl")


def test_a_file_that_would_be_replaced_is_said_before(dialog, tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("older", encoding="utf-8")
    dialog.target.edit.setText(str(target))
    assert dialog.message.text().endswith("out.jsonl is there already; Export replaces it.")
    assert dialog.accept_button.isEnabled()
    assert target.read_text(encoding="utf-8") == "older"


def test_where_a_corpus_went_is_told(qtbot, dialog, tmp_path):
    dialog.target.edit.setText(str(tmp_path / "out.jsonl"))
    with qtbot.waitSignal(dialog.corpus_written) as written:
        dialog.accept_button.click()
    assert written.args == [tmp_path / "out.jsonl"]


NOT_CURATED = Tally().plain()["curated"]
CURATED = NOT_CURATED | {
    "lines": 1,
    "spans": 5,
    "provenance": {"spans": {"added": 1, "unanimous": 4}, "relations": {}},
    "negatives": 2,
    "open": {"documents": 1, "spans": 3},
}


@pytest.mark.parametrize(
    ("preview", "words"),
    [
        (
            CorpusPreview(["{}"] * 3, 1020, 1010, 2000, NOT_CURATED, Losses(), {}),
            "1,010 of 2,000 articles, 1,020 lines; 990 left out. "
            "Here the first 3, long texts shortened:",
        ),
        (
            CorpusPreview(["{}"] * 2, 2, 2, 2, NOT_CURATED, Losses(), {}),
            "All 2 articles, 2 lines. Here long texts shortened:",
        ),
        (CorpusPreview([], 0, 0, 12, NOT_CURATED, Losses(), {}), "None of 12 articles: no lines."),
        (
            CorpusPreview(["{}"], 1, 1, 2, CURATED, Losses(), {}),
            "1 of 2 articles, 1 line; 1 left out. Curated: 5 spans: 4 unanimous, 1 added; "
            "2 negatives. 3 spans in 1 article are left out, undecided as yet. "
            "Here long texts shortened:",
        ),
    ],
)
def test_words_for_what_goes_out(preview, words):
    assert preview_words(preview) == words


def test_a_long_text_does_not_hide_the_spans():
    sections = [{"kind": "paragraph", "start": at, "end": at + 1} for at in range(40)]
    body = {"id": "a", "text": "wörd " * 2000, "sections": sections, "spans": [{"id": "s"}]}
    shown = shorten_line(json.dumps(body) + "\n")
    assert len(shown) < 400
    again = json.loads(shown)
    assert again["text"].endswith("… (10,000 characters)")
    assert again["sections"] == [*sections[:2], "… 38 more sections"]
    assert (again["id"], again["spans"]) == ("a", [{"id": "s"}])


def test_a_line_of_another_format_is_cut():
    assert shorten_line("x" * 2000) == "x" * 1500 + "…"
    assert shorten_line("[1]") == "[1]"


def test_words_for_splits(tmp_path):
    manifest = {"files": [{"name": "a.train.jsonl", "lines": 8}, {"name": "a.dev.jsonl"}]}
    words = written_words(tmp_path / "a.jsonl", manifest)
    assert "a.train.jsonl (8 lines)" in words
    assert "a.dev.jsonl" in words


def test_words_for_many_faults(tmp_path):
    fault = VerifyFault("a.jsonl", 3, FileEmpty(tmp_path / "a.jsonl"))
    words = verified_words(Verdict(1, 0, 0, [fault] * 5, 7))
    assert words.startswith("Not right.\n")
    assert words.count("a.jsonl has no text in it.") == 3
    assert words.endswith("… and 9 more faults.")


# ---- other formats -------------------------------------------------------------------------------


def test_losses_are_shown_before_and_told_after(qtbot, dialog, tmp_path):
    assert not dialog.preview.losses.isVisible()
    dialog.target.edit.setText(str(tmp_path / "out.jsonl"))
    dialog.format.choose_format("conll")
    assert dialog.target.path() == str(tmp_path / "out.conll")
    qtbot.waitUntil(dialog.preview.losses.isVisible)
    assert "stay out" in dialog.preview.losses.text()
    assert "B-PERSON" in dialog.preview.lines.toPlainText()
    export(qtbot, dialog)
    assert "out.conll (1 line)" in dialog.message.text()
    assert "held against its text" in dialog.message.text()
    assert "stay out" in dialog.message.text()
    dialog.verify_button.click()
    qtbot.waitUntil(lambda: dialog.message.text().startswith("All right: 1 line, 3 spans"))


def test_strict_says_so_and_writes_nothing(qtbot, dialog, tmp_path):
    dialog.target.edit.setText(str(tmp_path / "out.jsonl"))
    dialog.format.choose_format("conll")
    dialog.format.misfit_button.choice_requested.emit("strict")
    qtbot.waitUntil(lambda: "nothing would be written" in dialog.preview.losses.text())
    export(qtbot, dialog)
    assert "cannot carry" in dialog.message.text()
    assert list(tmp_path.glob("out*")) == []


def test_a_folder_is_written_and_replaced(qtbot, dialog, tmp_path):
    dialog.target.edit.setText(str(tmp_path / "out.jsonl"))
    dialog.format.choose_format("brat")
    assert dialog.target_label.text() == "Folder"
    assert dialog.target.path() == str(tmp_path / "out")
    export(qtbot, dialog)
    assert dialog.message.text().startswith("Wrote ")
    assert (tmp_path / "out").is_dir()
    dialog.choice.pseudonyms.click()
    assert "if it is an earlier export" in dialog.message.text()


def test_what_only_our_lines_can_is_not_asked_of_others(dialog):
    assert dialog.choice.texts.isVisible() and dialog.choice.offsets.isVisible()
    dialog.choice.texts.click()
    assert not dialog.asked().has_text
    dialog.format.choose_format("conll")
    assert not dialog.choice.texts.isVisible() and not dialog.choice.offsets.isVisible()
    assert dialog.asked().has_text
    assert dialog.asked().format == "conll"


def test_a_key_of_the_pseudonyms_lies_beside(qtbot, dialog, tmp_path):
    dialog.target.edit.setText(str(tmp_path / "out.jsonl"))
    assert not dialog.choice.key.isVisible()
    dialog.choice.pseudonyms.click()
    dialog.choice.key.click()
    qtbot.waitUntil(lambda: '"A1"' in dialog.preview.lines.toPlainText())
    export(qtbot, dialog)
    assert "maria" not in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out.jsonl.names.json").read_text("utf-8")) == {"A1": "maria"}


def test_parts_are_told_before(qtbot, dialog):
    dialog.choice.split.setText("80/20")
    qtbot.waitUntil(lambda: "In parts: train " in dialog.preview.count.text())


def test_words_for_losses():
    losses = Losses()
    losses.add(Lost("status", "d", name="finished"))
    preview = CorpusPreview(["{}"], 1, 1, 1, NOT_CURATED, losses, {})
    assert losses_words(preview, is_strict=True).startswith("Not everything fits:")
    losses.add(Lost("note", "d", name="ROLE"))
    assert losses_words(preview).splitlines() == [
        "Not everything fits:",
        "· 1 note (ROLE) stays out",
        "· 1 status of a set (finished) stays out",
    ]
    assert "nothing would be written" in losses_words(preview, is_strict=True)
    assert losses_words(preview._replace(losses=Losses())) == ""


@pytest.mark.parametrize(
    ("path", "before", "after", "named"),
    [
        ("/a/x.jsonl", "jsonl", "conll", "/a/x.conll"),
        ("/a/x.jsonl.gz", "jsonl", "conll", "/a/x.conll.gz"),
        ("/a/x.zip", "jsonl", "brat", "/a/x.zip"),
        ("/a/x.v1", "jsonl", "conll", "/a/x.v1.conll"),
        ("/a/x.jsonl", "jsonl", "brat", "/a/x"),
        ("/a/x", "brat", "jsonl", "/a/x.jsonl"),
        ("", "brat", "jsonl", ""),
    ],
)
def test_the_name_goes_with_the_format(path, before, after, named):
    formats = [format_named(one, to_write=True) for one in (before, after)]
    assert renamed(path, *formats).replace("\\", "/") == named


def test_file_kinds():
    assert file_kinds(format_named("jsonl")).startswith(
        "JSON lines [annotator] (*.jsonl *.jsonl.gz"
    )
    assert file_kinds(format_named("brat")).startswith("Folder (*)")


def test_what_is_not_read_is_told_by_its_hashes():
    assert verified_words(Verdict(files=3, is_read=False)) == "3 files: all as they were written."
