"""Row 15: what never ends or has no measure is stopped within five seconds and 200 MB."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.storage.foreign.tampering import make_theirs, run
from tests.storage.foreign.test_opening import ENDLESS, HUGE
from tests.trust.measuring import measure

OPENING = "from annotator.storage.foreign.opening import open_foreign"
OPEN = "open_foreign(Path(sys.argv[1])).__enter__()"
LARGE = "CAST(zeroblob({}) AS TEXT)"

FILES: dict[str, tuple[str, str]] = {
    "an endless view": (f"CREATE VIEW more AS {ENDLESS}", "ForeignShape"),
    "a view of 400 MB": (f"CREATE VIEW more AS {HUGE}", "ForeignShape"),
    "a text of 30 MB": (f"UPDATE documents SET text = {LARGE.format(30_000_000)}", "done"),
    "a note of 30 MB": (f"UPDATE spans SET note = {LARGE.format(30_000_000)}", "done"),
    "an act of 30 MB": (
        f"UPDATE history SET at = {LARGE.format(30_000_000)} WHERE seq = 3", "HistoryBroken",
    ),
    "a text of 400 MB": (
        f"UPDATE documents SET text = {LARGE.format(400_000_000)} WHERE id = 'second'", "done",
    ),
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured otherwise elsewhere")
def test_row_15_it_is_stopped_in_time_and_in_bounded_memory(
    tmp_path: Path, tally: Callable[..., None], trials: Callable[..., int]
) -> None:
    for name in list(FILES)[: trials(everyday=3, full=len(FILES))]:
        statement, outcome = FILES[name]
        folder = tmp_path / name
        folder.mkdir()
        theirs = make_theirs(folder)
        run(statement)(theirs)
        found = measure(OPENING, OPEN, theirs)
        tally(inputs_tried=1)
        assert found.outcome == outcome, name
        assert found.seconds < 5, name
        assert found.megabytes < 200, (name, found)
        theirs.unlink()
