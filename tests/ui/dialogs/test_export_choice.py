"""What the ticks and menus of an export ask for."""

import pytest

from annotator.project.rows import ExportChoice
from annotator.ui.dialogs.export_choice import ExportChoiceForm, dates_of, shares_of


@pytest.fixture
def form(qtbot):
    """A form for two annotators."""
    form = ExportChoiceForm(["maria", "<b>otto</b>"])
    qtbot.addWidget(form)
    form.show()
    return form


def test_what_nobody_touched_stays_out_at_first(form):
    assert form.choice() == ExportChoice(statuses=("finished", "in_progress"))
    assert form.what_is_missing() == ""


def test_everything_can_be_asked_for(form):
    form.statuses["new"].click()
    assert form.choice() == ExportChoice(statuses=("finished", "in_progress", "new"))
    form.whose.choice_requested.emit("both")
    assert form.choice() == ExportChoice()


def test_the_curated_set(qtbot, form):
    assert not form.negatives.isVisible()
    with qtbot.waitSignal(form.choice_changed):
        form.whose.choice_requested.emit("curated")
    assert form.whose.words.startswith("the curated set")
    assert form.choice() == ExportChoice(is_curated_only=True)
    assert not any(box.isVisible() for box in (*form.annotators.values(), *form.statuses.values()))
    with qtbot.waitSignal(form.choice_changed):
        form.negatives.click()
    assert form.choice() == ExportChoice(is_curated_only=True, has_negatives=False)


def test_both(form):
    form.whose.choice_requested.emit("both")
    assert not any(box.isVisible() for box in form.annotators.values())
    assert form.choice() == ExportChoice(statuses=("finished", "in_progress", "curated"))
    form.statuses["in_progress"].click()
    form.negatives.click()
    assert form.choice() == ExportChoice(statuses=("finished", "curated"), has_negatives=False)
    form.statuses["finished"].click()
    assert form.choice() is None


def test_where_nobody_annotates_the_curated_set_is_proposed(qtbot):
    form = ExportChoiceForm([])
    qtbot.addWidget(form)
    assert form.choice() == ExportChoice(is_curated_only=True)


def test_ticks_choose(qtbot, form):
    with qtbot.waitSignal(form.choice_changed):
        form.annotators["<b>otto</b>"].click()
    form.statuses["in_progress"].click()
    assert form.choice() == ExportChoice(annotators=("maria",), statuses=("finished",))
    form.statuses["new"].click()
    form.statuses["finished"].click()
    assert form.choice() == ExportChoice(annotators=("maria",), statuses=("new",))


def test_nobody_and_no_status_are_no_choice(form):
    for box in form.annotators.values():
        box.click()
    assert form.choice() is None
    assert "annotator" in form.what_is_missing()
    form.annotators["maria"].click()
    for box in form.statuses.values():
        box.setChecked(False)
    assert form.choice() is None
    assert "status" in form.what_is_missing()


def test_offsets(qtbot, form):
    with qtbot.waitSignal(form.choice_changed):
        form.offsets.choice_requested.emit("utf16")
    assert form.choice().offsets == "utf16"
    assert form.offsets.words.startswith("UTF-16")


def test_a_split(qtbot, form):
    qtbot.keyClicks(form.split, "80/10/1")
    assert form.choice() is None
    assert "80/10/10" in form.what_is_missing()
    qtbot.keyClicks(form.split, "0")
    assert form.choice().split == (80, 10, 10)


@pytest.mark.parametrize(
    ("written", "shares"),
    [
        ("", ()),
        ("  ", ()),
        ("80/10/10", (80, 10, 10)),
        ("80 : 20", (80, 20)),
        ("100", None),
        ("80/10", None),
        ("80/10/5/5", None),
        ("-80/180", None),
        ("a/b", None),
        ("٨٠/٢٠", None),
    ],
)
def test_shares(written, shares):
    assert shares_of(written) == shares


def test_a_split_of_sources_with_a_seed(qtbot, form):
    assert not form.seed.isVisible()
    qtbot.keyClicks(form.split, "80/20")
    assert form.seed.isVisible()
    qtbot.keyClicks(form.seed, "x")
    assert form.choice() is None and "number" in form.what_is_missing()
    form.seed.setText("7")
    form.by.choice_requested.emit("sources")
    assert form.split.text() == ""
    qtbot.keyClicks(form.split, "60/40")
    chosen = form.choice()
    assert (chosen.split, chosen.seed, chosen.is_split_by_source) == ((60, 40), 7, True)


def test_a_split_by_date(qtbot, form):
    form.by.choice_requested.emit("dates")
    qtbot.keyClicks(form.split, "2017-06-01, soon")
    assert form.choice() is None and "2017-06-01" in form.what_is_missing()
    form.split.setText("2017-06-01, 2018-01-01")
    assert not form.seed.isVisible()
    chosen = form.choice()
    assert (chosen.split, chosen.split_at) == ((), ("2017-06-01", "2018-01-01"))


def test_articles_names_and_texts(qtbot, form):
    qtbot.keyClicks(form.words, " ferry ")
    form.pseudonyms.click()
    form.texts.click()
    chosen = form.choice()
    assert (chosen.words, chosen.has_pseudonyms, chosen.has_text) == ("ferry", True, False)
    assert not form.wants_key
    form.key.click()
    assert form.wants_key
    form.whose.choice_requested.emit("curated")
    assert not form.pseudonyms.isVisible()


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("", ()),
        ("2017-06-01", ("2017-06-01",)),
        ("2017-06-01,2018-01-01 ", ("2017-06-01", "2018-01-01")),
        ("2018-01-01, 2017-06-01", None),
        ("2017-06-01, 2017-06-01", None),
        ("2017-13-01", None),
        ("2016-01-01, 2017-01-01, 2018-01-01", None),
    ],
)
def test_dates(written, dates):
    assert dates_of(written) == dates
