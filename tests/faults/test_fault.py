"""Faults of a run: kept once, counted, logged seldom, and never with anybody's text in the log."""

import logging
import threading
from pathlib import Path

from annotator.faults.fault import DISTINCT_AT_MOST, Faults
from annotator.faults.log_file import keeping_log, newest_lines


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001
        return caught


def test_a_thousand_times_the_same_is_one_fault(tmp_path: Path) -> None:
    faults = Faults()
    logger = logging.getLogger("annotator")
    logger.propagate = False
    try:
        with keeping_log(tmp_path):
            met = [faults.meet(raised(KeyError(number)), "in a test") for number in range(1_000)]
    finally:
        logger.propagate = True
    assert [one.is_new for one in met] == [True] + [False] * 999
    assert met[0].fault is met[-1].fault is faults.last
    assert faults.last is not None
    assert faults.last.count == 1_000
    said = [one.partition("ERROR ")[2] for one in newest_lines(50, tmp_path) if "ERROR" in one]
    assert len(said) == 4
    assert said[-1].endswith("has come 1000 times")


def test_others_are_told_apart_up_to_a_bound(expected_logs) -> None:  # type: ignore[no-untyped-def]
    expected_logs("fault, in a test")
    faults = Faults()
    kinds = [type(f"Kind{number}", (Exception,), {}) for number in range(DISTINCT_AT_MOST + 5)]
    met = [faults.meet(raised(kind()), "in a test") for kind in kinds]
    assert sum(one.is_new for one in met) == DISTINCT_AT_MOST
    assert met[-1].fault.count == 6


def test_what_the_error_says_is_kept_apart(expected_logs) -> None:  # type: ignore[no-untyped-def]
    expected_logs("fault, in a test")
    fault = Faults().meet(raised(ValueError("Ilse Varga")), "in a test").fault
    assert fault.kind == "ValueError"
    assert fault.where.startswith("tests/faults/test_fault.py:")
    assert "Varga" not in fault.trace.replace('ValueError("Ilse Varga")', "")
    assert fault.words.rstrip().endswith("ValueError: Ilse Varga")


def test_faults_of_many_threads_are_all_counted(expected_logs) -> None:  # type: ignore[no-untyped-def]
    expected_logs("fault, in a thread|has come")
    faults = Faults()

    def meet() -> None:
        for _ in range(50):
            faults.meet(raised(KeyError(1)), "in a thread")

    threads = [threading.Thread(target=meet) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert faults.last is not None
    assert faults.last.count == 200
