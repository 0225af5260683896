"""The guards themselves: one bad test for each, in a run of its own, and what the run says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAD = "import gc, logging, os, threading\nimport pytest\nfrom pathlib import Path\n"
IMPATIENT = "from tests.guards import leaks\nleaks.PATIENCE = 0.05\n"

QUIET = """
def test_good(expected_logs):
    expected_logs("disk is .ull")
    logging.getLogger("annotator.storage").warning("disk is full")
    logging.getLogger("annotator.storage").info("nobody minds")
    thread = threading.Thread(target=int)
    thread.start()

def test_home():
    assert "annotator-tests-home-" in str(Path.home())
    assert "annotator-tests-home-" in os.environ["XDG_CONFIG_HOME"]

def test_log():
    logging.getLogger("annotator.storage").warning("disk is full")

@pytest.fixture
def noisy():
    yield
    logging.getLogger("annotator.storage").error("late")

def test_late_log(noisy):
    pass

def test_missing_log(expected_logs):
    expected_logs("never said")

release = threading.Event()

def test_thread():
    threading.Thread(target=release.wait, name="writer").start()

def test_end_thread():
    release.set()

def test_collector_off():
    gc.disable()

frozen = gc.get_freeze_count()

def test_collector_frozen():
    gc.freeze()

def test_collector_is_right_again():
    assert gc.isenabled() and gc.get_freeze_count() <= frozen

def test_warning():
    open(os.devnull)
"""

QT = """
from PySide6.QtCore import QObject, QThread, QTimer, qInfo, qWarning
from PySide6.QtWidgets import QLabel, QWidget

kept = []

def test_good(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QTimer(window).start(10_000)
    QLabel("closed later").deleteLater()
    with qtbot.waitSignal(QTimer(window, singleShot=True, interval=0).timeout, raising=False, timeout=0):
        pass
    qInfo("nobody minds")

def test_garbage(qtbot):
    window = QWidget()
    window.itself = window

def test_widget(qtbot):
    kept.append(QLabel("left", objectName="forgotten"))

def test_widget_is_told_once(qtbot):
    pass

def test_timer(qtbot):
    kept.append(QTimer(interval=60_000))
    kept[-1].start()

def test_timer_that_stopped(qtbot):
    kept.append(QTimer(interval=60_000))
    kept[-1].start()
    kept[-1].stop()

def test_qt_thread(qtbot):
    kept.append(QThread(objectName="worker"))
    kept[-1].start()

def test_end_qt_thread(qtbot):
    kept[-1].quit()
    assert kept[-1].wait(5000)

def test_qt_warning(qtbot):
    qWarning("layout is odd")

@pytest.fixture
def odd():
    yield
    qWarning("closing is odd")

def test_late_qt_warning(qtbot, odd):
    pass
"""

SKIPS = """
@pytest.mark.skip(reason="no network in this house")
def test_skipped():
    pass

@pytest.mark.xfail(reason="known", strict=True)
def test_expected_to_fail():
    assert False

def test_good():
    pass
"""


def run_inner(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Runs one file of tests under the guards and the settings of this project."""
    conftest = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    (folder / "conftest.py").write_text(conftest, encoding="utf-8")
    (folder / "test_inner.py").write_text(HEAD + IMPATIENT + body, encoding="utf-8")
    options = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-rA"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-p", "no:cacheprovider", str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "NO_COLOR": "1", "COLUMNS": "300"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def read_outcomes(output: str) -> dict[str, str]:
    """Each test of an inner run with what was said of it last, `passed` or the fault."""
    outcomes = {}
    pattern = r"^(PASSED|FAILED|ERROR) \S*test_inner\.py::(\w+)(?: - (.*))?$"
    for verdict, name, fault in re.findall(pattern, output, re.MULTILINE):
        if verdict != "PASSED":
            outcomes[name] = f"{verdict} {fault}"
        else:
            outcomes.setdefault(name, "passed")
    return outcomes


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return read_outcomes(run_inner(tmp_path_factory.mktemp("quiet"), QUIET).stdout)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("test_good", "passed"),
        ("test_home", "passed"),
        ("test_log", "unexpected log record: WARNING annotator.storage: disk is full"),
        ("test_late_log", "unexpected log record: ERROR annotator.storage: late"),
        ("test_missing_log", "expected log record that did not come: never said"),
        ("test_thread", "thread still running: writer"),
        ("test_end_thread", "passed"),
        ("test_collector_off", "garbage collection left off"),
        ("test_collector_frozen", "garbage collection left frozen"),
        ("test_collector_is_right_again", "passed"),
        ("test_warning", "PytestUnraisableExceptionWarning"),
    ],
)
def test_what_a_test_leaves_behind(quiet: dict[str, str], name: str, fault: str) -> None:
    assert fault in quiet[name]


@pytest.fixture(scope="module")
def qt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return read_outcomes(run_inner(tmp_path_factory.mktemp("qt"), QT).stdout)


@pytest.mark.qt
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("test_good", "passed"),
        ("test_garbage", "passed"),
        ("test_widget", "window left: QLabel named forgotten"),
        ("test_widget_is_told_once", "passed"),
        ("test_timer", "timer still active: every 60000 ms, child of nobody"),
        ("test_timer_that_stopped", "passed"),
        ("test_qt_thread", "Qt thread still running: QThread named worker"),
        ("test_end_qt_thread", "passed"),
        ("test_qt_warning", "FAILED"),
        ("test_late_qt_warning", "Qt warning at teardown: closing is odd"),
    ],
)
def test_what_a_test_of_the_window_leaves_behind(qt: dict[str, str], name: str, fault: str) -> None:
    assert fault in qt[name]


def test_a_skip_fails_the_run(tmp_path: Path) -> None:
    result = run_inner(tmp_path, SKIPS)
    assert result.returncode == 1
    assert "SKIP NOT ALLOWED test_inner.py::test_skipped: no network in this house" in result.stdout
    assert "1 passed, 1 skipped, 1 xfailed" in result.stdout


def test_a_skip_whose_reason_is_on_the_list_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    allowed = tmp_path / "tests" / "allowed_skips.txt"
    allowed.write_text("# remarks\n\nno network\n", encoding="utf-8")
    assert run_inner(tmp_path, SKIPS).returncode == 0


def test_a_file_that_is_skipped_as_a_whole_fails_the_run(tmp_path: Path) -> None:
    body = "pytest.skip('not today', allow_module_level=True)"
    (tmp_path / "test_other.py").write_text("def test_good(): pass\n", encoding="utf-8")
    result = run_inner(tmp_path, body)
    assert result.returncode == 1
    assert "not today" in result.stdout
