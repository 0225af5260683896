"""Foreign text in messages: visible, short, on one line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.messages import name_path, shorten, show_size, show_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ilse Varga", "Ilse Varga"),
        ("  Ilse\nVarga ", "Ilse⏎Varga"),
        ("a\tb\r\nc", "a⇥b␍⏎c"),
        ("\u202eagraV", "‹U+202E›agraV"),
        ("\x1b[31mred", "‹U+001B›[31mred"),
        ("\ud800", "‹U+D800›"),
        ("a\u00a0b", "a b"),
        ("<b>Evil</b> &amp; Corp", "<b>Evil</b> &amp; Corp"),
        ("وزير الموانئ", "وزير الموانئ"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("", ""),
    ],
)
def test_text_is_shown_as_it_is_written(text: str, shown: str) -> None:
    assert show_text(text) == shown


def test_marks_do_not_pile_up() -> None:
    assert show_text("e" + "\u0301" * 500) == "e" + "\u0301" * 4


@given(st.text(max_size=400), st.integers(5, 100))
def test_shown_text_is_short_and_printable(text: str, limit: int) -> None:
    shown = show_text(text, limit)
    assert len(shown) <= limit
    assert all(one.isprintable() or one in "\u200c\u200d" for one in shown)


def test_a_long_text_keeps_both_ends() -> None:
    shown = show_text("begin " + "x" * 10_000 + " end")
    assert shown.startswith("begin ")
    assert shown.endswith(" end")
    assert "…" in shown


def test_shortening_leaves_short_text_alone() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcdefgh", 5) == "abc…h"


def test_paths_are_named_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path.parent))
    monkeypatch.setenv("USERPROFILE", str(tmp_path.parent))
    assert name_path(tmp_path / "a" / "b.txt") == str(Path("a") / "b.txt")
    assert name_path(tmp_path.parent / "c.txt") == str(Path("~") / "c.txt")
    assert name_path(Path("given.txt")) == "given.txt"
    assert name_path(Path("-")) == "standard input"


def test_a_long_path_keeps_its_end() -> None:
    named = name_path(Path("x" * 300) / "talks.txt")
    assert named.startswith("…")
    assert named.endswith("talks.txt")
    assert len(named) == 80


def test_a_path_hides_nothing() -> None:
    assert name_path(Path("a\nb\u202e.txt")) == "a⏎b‹U+202E›.txt"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (12_000, "12 kB"),
        (3_400_000, "3.4 MB"),
        (7e12, "7e+03 GB"),
    ],
)
def test_sizes(size: int, said: str) -> None:
    assert show_size(int(size)) == said
