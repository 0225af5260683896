"""Guard: a skipped test fails the run, unless its reason stands in tests/allowed_skips.txt.

The file has one reason a line; a reason that begins so is allowed. Lines with # are remarks.
"""

from pathlib import Path

import pytest

SKIPS = pytest.StashKey[list[str]]()


def read_allowed(root: Path) -> tuple[str, ...]:
    """The beginnings of the reasons that are allowed; none where there is no list."""
    path = root / "tests" / "allowed_skips.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


class SkipGuard:
    """Gathers the skips of one run that are not allowed, and fails the run for them."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self.allowed = allowed
        self.faults: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes a test that was skipped; one that is expected to fail is no skip."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report.nodeid, report.longrepr)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Notes a file that was skipped as a whole."""
        if report.skipped:
            self._note(report.nodeid, report.longrepr)

    def _note(self, where: str, why: object) -> None:
        reason = str(why[2] if isinstance(why, tuple) else why).removeprefix("Skipped: ")
        if not reason.startswith(self.allowed or ("\0",)):
            self.faults.append(f"{where}: {reason}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Turns a good exit status into a bad one."""
        if self.faults and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Says which skips failed the run."""
        for fault in self.faults:
            terminalreporter.write_line(f"SKIP NOT ALLOWED {fault}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Sets the guard over this run."""
    config.pluginmanager.register(SkipGuard(read_allowed(config.rootpath)), "skip-guard")
