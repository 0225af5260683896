"""The command duplicates."""

from pathlib import Path

from tests.cli.conftest import Command
from tests.project.test_newer_texts import NEW, OLD


def test_groups_for_people_and_programs(command: Command, tmp_path: Path) -> None:
    assert command("new", "news.annotator").status == 0
    (tmp_path / "ferry.txt").write_text(OLD, encoding="utf-8")
    command("import", "news.annotator", "ferry.txt")
    alone = command("duplicates", "news.annotator")
    assert alone.out == "No two articles are nearly the same.\n"
    (tmp_path / "ferry.txt").write_text(OLD + "More to follow.\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(NEW.split("week")[1], encoding="utf-8")
    said = command("import", "news.annotator", "ferry.txt", "other.txt", "--other-text", "newer")
    assert "“ferry-2” is a newer text of “ferry”; both are here." in said.out
    assert "nearly the same: ferry, ferry-2\n" in said.out
    lines = command("duplicates", "news.annotator").out.splitlines()
    assert lines[0] == "2 articles nearly the same:"
    assert lines[2].endswith("%  ferry-2, a newer text of ferry")
    [[one, two]] = command("duplicates", "news.annotator", "--json").json["groups"]
    assert (one["document"], one["newer_text_of"]) == ("ferry", None)
    assert (two["document"], two["newer_text_of"]) == ("ferry-2", "ferry")
    assert one["share"] == two["share"] > 0.9


def test_a_project_that_is_not_there(command: Command) -> None:
    result = command("duplicates", "gone.annotator")
    assert (result.status, "gone.annotator" in result.line) == (2, True)
