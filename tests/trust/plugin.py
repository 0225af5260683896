"""pytest plugin: knows which rows a test shows, keeps what it counted, prints the table."""

from collections.abc import Callable

import pytest

from tests.trust.rows import ROWS, rows_in_name
from tests.trust.table import FIGURE, Row, lines_of_table

MARKER = (
    "trust(*rows, simulated=None): shows rows of the table of faults; see tests/trust/__init__.py"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--trust=all` or `--trust=1,2,33` runs the rows in full and prints their table."""
    parser.addoption(
        "--trust", metavar="ROWS", help="run the tests of these rows in full, or of `all`"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known and, where the table is asked for, keeps account of it."""
    config.addinivalue_line("markers", MARKER)
    asked = config.getoption("--trust")
    if asked:
        numbers = list(ROWS) if asked == "all" else [int(one) for one in asked.split(",")]
        unknown = [one for one in numbers if one not in ROWS]
        if unknown:
            raise pytest.UsageError(f"There is no row {unknown[0]}.")
        config.option.markexpr = "trust"
        config.pluginmanager.register(Account(numbers), "trust-account")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Marks a test that has its rows in its name."""
    rows = rows_in_name(getattr(item, "originalname", None) or item.name)
    if rows:
        item.add_marker(pytest.mark.trust(*rows))


def rows_of(item: pytest.Item) -> set[int]:
    """The rows that a test shows."""
    rows = {row for one in item.iter_markers("trust") for row in one.args}
    unknown = rows - set(ROWS)
    if unknown:
        raise pytest.UsageError(f"{item.nodeid}: there is no row {min(unknown)}")
    return rows


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[..., None]:
    """`tally(kills=1, losses=0)`: adds to the figures of the test's rows what it just did."""

    def add(**counts: int) -> None:
        properties = request.node.user_properties
        properties.extend(
            (FIGURE + name.replace("_", " "), count) for name, count in counts.items()
        )

    return add


@pytest.fixture(scope="session")
def trials(request: pytest.FixtureRequest) -> Callable[..., int]:
    """`trials(everyday=6, full=60)`: how often to try in this run."""
    is_full = bool(request.config.getoption("--trust"))

    def choose(*, everyday: int, full: int) -> int:
        return full if is_full else everyday

    return choose


class Account:
    """Selects the tests of the rows asked for and gathers what they come to."""

    def __init__(self, numbers: list[int]) -> None:
        self.rows = {number: Row(number) for number in numbers}
        self.together = Row(0)
        self.shown: dict[str, set[int]] = {}

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leaves out the tests of other rows."""
        for item in items:
            self.shown[item.nodeid] = rows_of(item) & set(self.rows)
            for marker in item.iter_markers("trust"):
                if what := marker.kwargs.get("simulated"):
                    self._note_simulated(self.shown[item.nodeid], what)
        out = [item for item in items if not self.shown[item.nodeid]]
        items[:] = [item for item in items if self.shown[item.nodeid]]
        if out:
            config.hook.pytest_deselected(items=out)

    def _note_simulated(self, numbers: set[int], what: str) -> None:
        for number in numbers:
            if what not in self.rows[number].simulated:
                self.rows[number].simulated.append(what)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Counts a test and its figures for each of its rows, and once for all together."""
        is_verdict = report.when == "call" or not report.passed
        rows = [self.rows[number] for number in self.shown.get(report.nodeid, ())]
        for row in (*rows, *([self.together] if rows else [])):
            if is_verdict:
                self._count(row, report)
            if report.when == "teardown":
                row.figures.update(_figures(report))

    def _count(self, row: Row, report: pytest.TestReport) -> None:
        row.passed += report.passed
        row.failed += report.failed
        if report.skipped and isinstance(report.longrepr, tuple):
            why = report.longrepr[2].removeprefix("Skipped: ")
            row.skipped += [why] if why not in row.skipped else []

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A row without a test, or with a loss, fails the run."""
        is_good = all(row.is_good for row in self.rows.values())
        if not is_good and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        """Prints the table; where tests are only listed, how many each row has."""
        terminalreporter.section("what is promised, and what was done to it")
        if config.option.collectonly:
            for number in self.rows:
                count = sum(number in rows for rows in self.shown.values())
                terminalreporter.write_line(f"{number:>3}  {ROWS[number]}: {count:,} tests")
            return
        for line in lines_of_table(self.rows.values(), self.together):
            terminalreporter.write_line(line)


def _figures(report: pytest.TestReport) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, count in report.user_properties:
        if name.startswith(FIGURE):
            assert isinstance(count, int)
            found[name.removeprefix(FIGURE)] = found.get(name.removeprefix(FIGURE), 0) + count
    return found
