"""The acts and their floors do the same: measured once, on very few articles."""

from pathlib import Path

import pytest

from annotator.benchmark.acts import ACTS
from annotator.benchmark.contract import CONTRACT
from annotator.benchmark.corpus import PEOPLE
from annotator.benchmark.ground import Ground, Sizes
from annotator.benchmark.measured import Line
from annotator.benchmark.running import decode_measured, encode_measured

SIZES = Sizes(many=60, some=12, rounds=1, strokes=2)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(tmp_path_factory.mktemp("ground"), SIZES)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_measured_beside_its_floor(ground: Ground, act: str) -> None:
    measured = ACTS[act](ground)
    promise = next(one for one in CONTRACT if one.id == act)
    line = Line.of(promise, decode_measured(b"noise\n" + encode_measured(measured)))
    assert line.ratio is not None
    assert line.ratio > 0
    assert not promise.is_in_window


def test_each_act_without_a_window_is_measured() -> None:
    assert set(ACTS) == {one.id for one in CONTRACT if not one.is_in_window}


def test_what_acts_are_done_on_is_made_once(ground: Ground) -> None:
    made = ground.project(12)
    before = made.stat()
    assert ground.project(12) == made
    assert made.stat().st_mtime_ns == before.st_mtime_ns
    assert ground.project(12, people=PEOPLE[:1]) != made
    assert Path(ground.copy(made, "worked-in")).exists()
