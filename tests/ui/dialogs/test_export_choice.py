"""What the ticks and menus of an export ask for."""

import pytest

from annotator.project.rows import ExportChoice
from annotator.ui.dialogs.export_choice import ExportChoiceForm, shares_of


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
