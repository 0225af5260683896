"""Every row of the table has a test that says so."""

import re
from pathlib import Path

from tests.trust.rows import ROWS, rows_in_name

TESTS = Path(__file__).resolve().parents[1]
_MARKED = re.compile(r"mark\.trust\(([\d, ]+)")
_NAMED = re.compile(r"def (test_rows?_\w+)\(")


def test_every_row_has_a_test() -> None:
    """Looked for in the source: to collect all tests would take longer than all else here."""
    shown: set[int] = set()
    for path in TESTS.rglob("test_*.py"):
        if path.parent.name == "trust":
            continue
        source = path.read_text(encoding="utf-8")
        for name in _NAMED.findall(source):
            shown.update(rows_in_name(name))
        for numbers in _MARKED.findall(source):
            shown.update(int(one) for one in numbers.split(",") if one.strip())
    assert set(ROWS) - shown == set(), "rows that nothing shows"
    assert shown - set(ROWS) == set(), "rows that are not in the table"
