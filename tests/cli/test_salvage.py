"""The command salvage."""

from pathlib import Path

from tests.cli.conftest import ARTICLE, Command


def test_what_can_be_saved(command: Command, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    command("new", "news.annotator")
    command("import", "news.annotator", "talks.txt")
    news = tmp_path / "news.annotator"
    damaged = bytearray(news.read_bytes())
    damaged[100:4096] = bytes(3996)
    news.write_bytes(damaged)
    assert command("check", "news.annotator").status == 2
    done = command("salvage", "news.annotator", "-o", "saved.annotator")
    assert done.status == 0
    assert done.out.startswith("Saved: 1 article, 0 spans, 0 relations, 1 act of the history.")
    assert "stays as it is" in done.err
    assert command("check", "saved.annotator").status == 0
    assert news.read_bytes() == damaged
    again = command("salvage", "news.annotator", "-o", "other.annotator", "--json").json
    assert (again["documents"], again["lost_spans"]) == (1, 0)


def test_bad_input(command: Command, tmp_path: Path) -> None:
    assert command("salvage", "nothing.annotator", "-o", "saved.annotator").status == 2
    (tmp_path / "notes.txt").write_text("no project")
    done = command("salvage", "notes.txt", "-o", "saved.annotator")
    assert done.status == 2
    assert "notes.txt" in done.err.splitlines()[-1]
    assert not (tmp_path / "saved.annotator").exists()
