"""The formats of the registry, what each carries, its settings, and what becomes of the rest."""

import pytest

from annotator.formats.format import Carries, Format, Setting
from annotator.formats.registry import all_formats
from annotator.ui.dialogs.export_format import ExportFormatForm


class Missing(Format):
    """A format whose extra nobody has."""

    name = "missing"
    title = "Missing"
    endings = (".mis",)
    carries = Carries(spans=True)
    has_proof = False
    extra = "parquet"
    modules = ("annotator_has_no_such_module",)
    write_settings = (
        Setting("case", "Case", "as", ("as", "upper"), "of letters"),
        Setting("title", "Title", "Corpus"),
    )

    def write(self, lines, stream, options):
        stream.write(b"".join(line.document.id.encode() for line in lines))


@pytest.fixture
def form(qtbot, monkeypatch):
    formats = (*all_formats(), Missing())
    monkeypatch.setattr("annotator.ui.dialogs.export_format.all_formats", lambda: formats)
    form = ExportFormatForm()
    qtbot.addWidget(form)
    qtbot.addWidget(form.more)
    form.show()
    return form


def test_every_writer_is_offered(form):
    keys = [one.key for one in form.format_button.choices]
    assert keys == [one.name for one in all_formats() if one.can_write] + ["missing"]
    assert form.format.name == "jsonl"
    assert form.carries.text() == "Carries everything."
    assert not form.misfit_button.isVisible()
    assert form.what_is_missing() == ""


def test_what_does_not_fit_is_asked_where_something_may_not(qtbot, form):
    form.choose_format("conll")
    assert form.misfit_button.isVisible()
    assert form.carries.text().startswith(
        "Carries spans, spans that overlap. Not: the text as it is"
    )
    assert form.misfit == "flatten"
    with qtbot.waitSignal(form.format_changed):
        form.misfit_button.choice_requested.emit("strict")
    assert (form.misfit, form.misfit_button.words) == ("strict", "refuses the export")


def test_what_is_not_installed_says_how_to_have_it(form):
    form.choose_format("missing")
    assert "not installed" in form.format_button.words
    assert "annotator[parquet]" in form.what_is_missing()
    assert "Unproved" in form.carries.text()


def test_settings_are_drawn_and_kept_for_each_format(qtbot, form):
    form.choose_format("missing")
    assert form.more.isVisibleTo(form.more.parentWidget()) or form.more.isVisible()
    assert form.chosen_settings() == {}
    with qtbot.waitSignal(form.format_changed):
        form.settings["case"].choice_requested.emit("upper")
    form.settings["title"].setText("Harbour")
    assert form.chosen_settings() == {"case": "upper", "title": "Harbour"}
    assert form.settings["case"].words == "upper"
    form.choose_format("jsonl")
    assert (form.chosen_settings(), form.settings) == ({}, {})
    form.choose_format("missing")
    assert form.chosen_settings() == {"case": "upper", "title": "Harbour"}
    assert form.settings["title"].text() == "Harbour"
    form.settings["title"].setText("Corpus")
    assert form.chosen_settings() == {"case": "upper"}
