"""Tracebacks without text: what is ours is shown, whatever else an error says is not."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edits.apply import apply
from annotator.faults.fault import Faults
from annotator.faults.traces import name_of, place_of, trace_without_text, words_without_text
from annotator.model.errors import DocumentUnknown
from annotator.settings.store import Settings
from annotator.storage.writer import Writer

SECRET = "Zyxwvut"


def caught(act) -> BaseException:
    try:
        act()
    except BaseException as error:  # noqa: BLE001
        return error
    raise AssertionError("nothing was raised")


def raises(error: BaseException):
    def act() -> None:
        raise error

    return act


def test_it_says_where_it_happened_by_modules() -> None:
    trace = trace_without_text(caught(lambda: apply(None, None, None)))  # type: ignore[arg-type]
    assert "  tests/faults/test_traces.py:" in trace
    assert "  annotator/edits/apply.py:" in trace
    assert "/home" not in trace
    assert place_of("/somewhere/else/entirely.py") == "entirely.py"


def ask_sqlite() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("SELECT " + SECRET)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda: [][int("3")], "list index out of range"),
        (lambda: 1 // 0, "integer division or modulo by zero"),
        (lambda: None.span, "'NoneType' object has no attribute 'span'"),
        (lambda: None + 1, "unsupported operand type(s) for +: 'NoneType' and 'int'"),
        (lambda: len(3), "object of type 'int' has no len()"),
        (lambda: Faults().meet(), "Faults.meet() missing 2 required positional arguments"),
        (lambda: no_such_name, "name 'no_such_name' is not defined"),  # type: ignore[name-defined] # noqa: F821
        (lambda: Path("/no/such/" + SECRET).read_bytes(), "No such file or directory"),
        (ask_sqlite, "SQLITE_ERROR"),
        (lambda: SECRET.encode("ascii") + "é".encode("ascii"), "at 0"),
    ],
)
def test_what_python_says_itself_is_shown(act, words: str) -> None:
    shown = words_without_text(caught(act))
    assert shown.startswith(words)
    assert SECRET not in shown


def test_constants_of_our_own_function_are_shown_and_nothing_between(tmp_path) -> None:
    settings = Settings(tmp_path / "settings.json")
    error = caught(lambda: settings.choose("theme", SECRET))
    assert SECRET in str(error)
    assert words_without_text(error) == "… does not take …"


def test_a_message_without_anybody_s_words_is_shown_whole(tmp_path) -> None:
    from tests.project.building import make_project

    path = make_project(tmp_path)
    path.close()
    writer = Writer(path.path, told=None)  # type: ignore[arg-type]
    writer.abandon()
    error = caught(lambda: writer.enqueue(lambda _: None))
    assert words_without_text(error) == "closed before the job began"


@pytest.mark.parametrize(
    "error",
    [
        KeyError(SECRET),
        ValueError(SECRET),
        TypeError(f"'{SECRET}' object is not callable"),
        AttributeError(f"'NoneType' object has no attribute '{SECRET}'"),
        RuntimeError("one", SECRET),
        OSError(2, SECRET, SECRET),
        UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
        DocumentUnknown(SECRET),
        ExceptionGroup(SECRET, [KeyError(SECRET), ValueError(SECRET)]),
        SyntaxError(SECRET, (SECRET, 1, 1, SECRET)),
    ],
)
def test_texts_in_errors_are_left_out(error: BaseException) -> None:
    error.add_note(SECRET)
    outer = caught(raises(error))
    outer.__cause__ = caught(raises(KeyError(SECRET)))
    trace = trace_without_text(outer)
    assert SECRET not in trace.replace("raise", "")
    assert name_of(error) in trace


@given(st.text(min_size=1), st.sampled_from([KeyError, ValueError, TypeError, RuntimeError]))
def test_no_text_whatever_comes_through(text: str, kind: type[Exception]) -> None:
    """A text that has none of our phrases in it is gone from what is shown, word for word."""
    shown = words_without_text(caught(raises(kind(f"{text}{SECRET}"))))
    assert shown == ""


def test_a_chain_and_a_deep_stack_stay_readable() -> None:
    def deep(count: int) -> None:
        deep(count + 1)

    error = caught(lambda: deep(0))
    error.__context__ = ValueError()
    trace = trace_without_text(error)
    assert "RecursionError: maximum recursion depth exceeded" in trace
    assert "which happened while this was dealt with:" in trace
    assert len(trace.splitlines()) < 90


def test_an_error_that_cannot_even_be_said_is_named() -> None:
    class Odd(Exception):
        def __str__(self) -> str:
            raise ValueError

        @property
        def args(self):  # type: ignore[override]
            raise ValueError

    assert "Odd" in trace_without_text(caught(raises(Odd())))
