"""A short soak, and that a soak would notice. The long one: `packaging/dev.py soak --minutes 10`."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.model.span import Span
from annotator.ui.picture import PictureSettings, shown_window
from tests.soak.measures import Held, look, slope, windows
from tests.soak.running import Outcome, compare, make_work, work
from tests.soak.soak import Soak

QUIET = Held(100.0, 50.0, 1000, 500, 3, 2, 2)


@pytest.mark.benchmark
@pytest.mark.qt_log_ignore("Mouse event at .* occurs outside target window", extend=True)
def test_half_a_minute_at_machine_speed_loses_nothing_and_leaves_nothing(
    qapp: object, tmp_path: Path
) -> None:
    outcome = work(tmp_path, 30, seed=1)
    print("\n".join(outcome.lines()))
    assert outcome.labels
    assert [one for one in outcome.faults() if "more with each round" not in one] == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_each_dialog_is_gone_when_it_is_closed(qapp: object, tmp_path: Path) -> None:
    settings = PictureSettings()
    with shown_window(make_work(tmp_path), "ilse", settings, (1400, 900)) as window:
        soak = Soak(window, 1, tmp_path)
        soak.open_everything()  # some are made once and kept
        soak.rest(0)
        before, held = windows(), look(window).objects
        soak.open_everything()
        soak.rest(0)
        assert windows() == before
        assert look(window).objects <= held + 20


def test_what_grows_is_told() -> None:
    assert slope([3.0, 3.0, 3.0]) == 0
    assert slope([1.0, 2.0, 3.0, 4.0]) == pytest.approx(1)
    grown = [QUIET._replace(in_use=100 + at, objects=500 + 5 * at) for at in range(8)]
    looks = [*grown, grown[-1]._replace(threads=3)]
    found = Outcome(looks=looks, new_windows=["QMenu"]).faults()
    assert [one.split()[-1] for one in found] == ["round", "round", "QMenu", "3"]
    assert Outcome(looks=[QUIET] * 4).faults() == []


def test_what_is_lost_is_told() -> None:
    span = Span("s", "p", ((0, 3),))
    outcome = Outcome(looks=[QUIET, QUIET])
    said = {("a", "s"): span, ("a", "t"): span._replace(id="t")}
    compare(outcome, said, {("a", "s"): span._replace(label="o"), ("b", "s"): span})
    assert (outcome.labels, outcome.lost, outcome.not_told) == (2, 2, 1)
    assert len(replace(outcome, file_faults=["text"]).faults()) == 3
