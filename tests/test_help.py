"""The help tells the truth: its commands and examples run, its ways lead somewhere."""

import json
import re
import shlex
from pathlib import Path

import pytest

from annotator.cli.main import COMMANDS, run
from annotator.edits.edit import AddRelation, AddSpan, SetStatus
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.ui.actions import ACTIONS
from tests.builders import make_span

ROOT = Path(__file__).resolve().parents[1]
HELP = ROOT / "resources" / "help"
README = ROOT / "README.md"
PAGES = sorted(path.stem for path in HELP.glob("*.md"))

ARTICLES = {
    "ferry.txt": "Ferry talks open\n\nIlse Varga, the harbour master, met Norrow Lines on Monday.\n",
    "vote.txt": "Council votes\n\nThe council of Wend voted on Tuesday.\n",
}
COLLEAGUE = "Erik Palm of Norrow Lines said so.\n"

KEYS_OF_THE_TEXT = {"Shift", "Ctrl", "Esc", "Alt ←", "Ctrl A"}  # and of the help, and of lists
LOOKS_LIKE_A_KEY = re.compile(
    r"((Ctrl|Alt|Shift) )*(Ctrl|Alt|Shift|F\d+|[A-Z0-9?←→↑↓]|Esc|Tab|Enter|Space|Delete|Home|End|PgUp|PgDn|Backspace)$"
)


def read(page: str) -> str:
    return (HELP / f"{page}.md").read_text(encoding="utf-8")


def read_prose(page: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", read(page), flags=re.MULTILINE | re.DOTALL)


def list_blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def list_examples() -> list[tuple[str, str]]:
    """Each command of command-line.md, and what it says there that comes out of it."""
    examples = []
    for block in list_blocks(read("command-line"), "console"):
        for part in block.split("$ ")[1:]:
            command, _, expected = part.partition("\n")
            examples.append((command, expected))
    return examples


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder that the pages speak of: two articles, and a colleague's corpus."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")  # `doctor` asks Qt what it finds
    (tmp_path / "articles").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    (tmp_path / "colleague.txt").write_text(COLLEAGUE, encoding="utf-8")
    annotate(tmp_path / "colleague.annotator", tmp_path / "colleague.txt", "Jonas")
    with Project.open(tmp_path / "colleague.annotator") as project:
        project.export(tmp_path / "colleague.jsonl")
    return tmp_path


def annotate(path: Path, article: Path, name: str) -> None:
    """Make a project in which somebody has finished an article of two spans and a relation."""
    with Project.create(path, annotator=name) as project:
        news = project.label_set
        ids = {label.name: label.id for label in (*news.span_labels, *news.relation_labels)}
        project.import_sources([article])
        document = next(project.documents())
        head = make_span(document.text, document.text.split(" of ")[0], ids["PERSON"], "head")
        tail = make_span(document.text, "Norrow Lines", ids["ORGANISATION"], "tail")
        works = Relation("works", ids["works for or member of"], "head", "tail")
        for edit in (AddSpan(head), AddSpan(tail), AddRelation(works), SetStatus("finished")):
            project.apply(edit, document.id)


# ---- commands and examples run ---------------------------------------------------------------


def test_every_example_of_the_command_line_runs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command, expected in list_examples():
        name, *arguments = shlex.split(command)
        assert name == "annotator"
        capsys.readouterr()
        assert run(arguments) == 0, f"{command}: {capsys.readouterr().err}"
        out = capsys.readouterr().out
        if expected:
            assert [line.rstrip() for line in out.splitlines()] == expected.splitlines(), command


def test_every_command_has_an_example_that_runs_or_needs_the_window() -> None:
    run_here = {shlex.split(command)[1] for command, _ in list_examples()}
    windows = {
        words[1]
        for block in list_blocks(read("command-line"), "text")
        for words in map(str.split, block.splitlines())
        if len(words) > 1
    }
    assert windows == {"open", "demo"}
    assert run_here | windows == set(COMMANDS)


def test_the_examples_of_the_python_page_run_one_after_the_other(folder: Path) -> None:
    annotate(folder / "news.annotator", folder / "colleague.txt", "Maria")
    names: dict[str, object] = {"__name__": "__example__"}
    for block in list_blocks(read("python"), "python"):
        exec(compile(block, "python.md", "exec"), names)
    (line,) = map(json.loads, (folder / "ferries.jsonl").read_text("utf-8").splitlines())
    assert line["status"] == "finished"
    assert [span["text"] for span in line["spans"]] == ["Ilse Varga", "harbour master"]
    assert [one["label"] for one in line["relations"]] == ["holds role"]


def test_the_example_of_the_readme_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    annotate(folder / "news.annotator", folder / "colleague.txt", "Maria")
    (block,) = list_blocks(README.read_text(encoding="utf-8"), "python")
    exec(compile(block, "README.md", "exec"), {"__name__": "__example__"})
    assert capsys.readouterr().out.splitlines() == ["Erik Palm PERSON", "Norrow Lines ORGANISATION"]


def test_the_line_shown_on_the_export_page_is_right() -> None:
    (block,) = list_blocks(read("export"), "json")
    line = json.loads(block)
    for part in line["spans"]:
        assert line["text"][part["start"] : part["end"]] == part["text"]
    assert line["sections"][0]["end"] == len(line["text"])


def test_the_line_shown_on_the_export_page_comes_in(folder: Path) -> None:
    (block,) = list_blocks(read("export"), "json")
    (folder / "shown.jsonl").write_text(json.dumps(json.loads(block)) + "\n", encoding="utf-8")
    assert run(["new", "shown.annotator"]) == 0
    assert run(["import", "shown.annotator", "shown.jsonl"]) == 0
    assert run(["export", "shown.annotator", "-o", "again.jsonl"]) == 0
    assert json.loads((folder / "again.jsonl").read_text("utf-8")) == json.loads(block)


# ---- ways and names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [README, *(HELP / f"{page}.md" for page in PAGES)], ids=lambda path: path.stem
)
def test_every_way_leads_to_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)]+)\)", text)
    missing = [target for target in targets if not (path.parent / target).is_file()]
    assert missing == []


def test_every_page_is_led_to_from_the_first() -> None:
    led_to = set(re.findall(r"\]\(([\w-]+)\.md\)", read("first-hour")))
    assert led_to | {"first-hour"} == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_what_is_bold_is_an_action_of_the_table(page: str) -> None:
    named = set(re.findall(r"\*\*(.+?)\*\*", read_prose(page)))
    assert named - {action.text for action in ACTIONS} == set()


@pytest.mark.parametrize("page", [page for page in PAGES if page != "keys"])
def test_every_key_named_does_something(page: str) -> None:
    known = set(re.findall(r"`(.+?)`", read("keys"))) | KEYS_OF_THE_TEXT
    spans = re.findall(r"`([^`\n]+)`", read_prose(page))
    named = {one for one in spans if LOOKS_LIKE_A_KEY.match(one)}
    assert named - known == set()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_its_title_and_fits_the_window(page: str) -> None:
    lines = read(page).splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines if len(line) > 100] == []
    assert "http" not in read(page)


def test_pictures_are_small_enough_to_be_cloned() -> None:
    pictures = list(HELP.glob("*.png"))
    assert pictures
    assert all(path.stat().st_size <= 300_000 for path in pictures)


def test_the_sample_has_as_many_articles_as_is_said() -> None:
    articles = list((ROOT / "resources" / "sample" / "articles").glob("*.txt"))
    assert len(articles) == 15
    assert "Fifteen invented articles" in README.read_text(encoding="utf-8")
    assert "fifteen invented articles" in read("first-hour")
