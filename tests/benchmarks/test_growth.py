"""How the work grows: the exponent, the table, and a whole run with a handful of articles."""

from pathlib import Path

import orjson
import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.growth import Growth, growth_of, lines_of, too_fast


def test_the_exponent_is_that_of_the_last_step() -> None:
    line = Growth("line", {100: 5.0, 1_000: 1.0, 10_000: 10.0})
    square = Growth("square", {1_000: 1.0, 10_000: 100.0})
    assert line.exponent == pytest.approx(1.0)
    assert square.exponent == pytest.approx(2.0)
    assert too_fast([line, square]) == ["square"]


def test_what_is_too_short_tells_nothing() -> None:
    assert Growth("short", {1_000: 0.001, 10_000: 0.04}).exponent is None
    assert Growth("once", {1_000: 2.0}).exponent is None


def test_a_run_says_and_keeps_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--sizes", "20,12", "--out", str(tmp_path)]) in (0, 1)  # So few tell nothing.
    said = capsys.readouterr().out
    grown = [
        growth_of(one) for one in orjson.loads((tmp_path / "results.json").read_bytes())["acts"]
    ]
    assert {tuple(one.seconds) for one in grown} == {(12, 20)}
    assert {"import", "merge a colleague's", "take the merging back"} <= {one.act for one in grown}
    assert said.startswith("\n".join(lines_of(grown)))
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")
