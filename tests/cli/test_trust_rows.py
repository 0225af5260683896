"""Rows 21 to 45 of the table of faults, from the command line: one sentence, and the rest goes on."""

import pickle
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_cache_path

from annotator.messages.agreement_words import WHY_WORDS
from annotator.model.document import Document
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import LABEL_SET
from tests.cli.conftest import Command
from tests.hostile_sources import GOOD, LINES, SPANS, ZIPS, bodies, brat_folder, by_row, evil_pickle
from tests.project.building import bring
from tests.project.differing import say
from tests.project.unmeasurable import UNMEASURABLE, make_unmeasurable
from tests.watching import hearing, nothing_outside


@pytest.fixture
def empty(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with nothing in it; temporary files have a folder that is empty afterwards."""
    assert command("new", "empty.annotator").status == 0
    (tmp_path / "spare").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "spare"))
    return tmp_path / "empty.annotator"


@pytest.mark.parametrize("name", by_row(LINES))
def test_a_bad_line_stays_out_and_the_next_comes_in(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    line, why = LINES[name]
    (tmp_path / "in.jsonl").write_bytes(line + b"\n" + GOOD + b"\n")
    result = command("import", empty, "in.jsonl", "--format", "jsonl", "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json["documents"] == {"new": 1, "known": 0, "skipped": 1}
    [problem] = result.json["problems"]
    assert (problem["line"], problem["skipped"]) == (1, True)
    assert why in problem["why"]


@pytest.mark.parametrize("name", by_row(SPANS))
def test_a_bad_span_stays_out_and_its_article_comes_in(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    line, why = SPANS[name]
    (tmp_path / "in.jsonl").write_bytes(line)
    report = command("import", empty, "in.jsonl", "--json").json
    assert (report["documents"]["new"], report["spans"]) == (1, 0)
    [problem] = report["problems"]
    assert problem["line"] == 1
    assert why in problem["why"]


@pytest.mark.parametrize("name", ["R&D", "😀", "مؤسسة", "CON", "a/b", "<b>x</b>", "../../x"])
def test_row_32_odd_names_of_labels_come_in_as_they_are(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    line = SPANS["no characters"][0].replace(b'"end": 0', b'"end": 4')
    (tmp_path / "in.jsonl").write_bytes(line.replace(b"PERSON", name.encode()))
    report = command("import", empty, "in.jsonl", "--json").json
    assert (report["spans"], report["labels"]["new"]) == (1, [name])
    assert name in command("stats", empty, "--json").json["labels"]


@pytest.mark.parametrize(
    "name",
    by_row(["zeroes", "noise", "deep objects", "wrong kinds", "surrogates", "UTF-16", "cut",
            "entities", "entity outside", "markup", "half a ZIP", "pickle"]),
)  # fmt: skip
def test_no_content_ends_in_a_traceback(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for ending in (".jsonl", ".json", ".txt", ".html", ".xmi", ".csv", ".docx", ".eml"):
        (folder / f"bad{ending}").write_bytes(bodies()[name])
    (folder / "good.jsonl").write_bytes(GOOD)
    with nothing_outside(tmp_path, user_cache_path("annotator", appauthor=False)):
        result = command("import", empty, folder, "--json")
    assert (result.status, result.err) == (0, "")
    assert result.json["documents"]["new"] >= 1
    assert "fault of annotator" not in result.out
    assert command("check", empty).status == 0


@pytest.mark.parametrize("name", ZIPS)
def test_row_34_archives_have_limits_and_write_nowhere(
    command: Command, empty: Path, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "deep" / "in"
    folder.mkdir(parents=True)
    (folder / "in.zip").write_bytes(ZIPS[name]())
    (folder / "good.jsonl").write_bytes(GOOD)
    with nothing_outside(tmp_path / "spare", empty, user_cache_path("annotator", appauthor=False)):
        result = command("import", empty, folder, "--json")
    assert result.status == 0
    assert any("in.zip" in one["file"] for one in result.json["problems"])
    assert not any("spare" in one["why"] + one["file"] for one in result.json["problems"])
    assert list((tmp_path / "spare").iterdir()) == []
    assert sorted(one.name for one in folder.iterdir()) == ["good.jsonl", "in.zip"]


def test_row_33_a_folder_of_brat_with_links(command: Command, empty: Path, tmp_path: Path) -> None:
    brat_folder(tmp_path / "chosen")
    result = command("import", empty, "chosen", "--json")
    assert result.status == 0
    named = {Path(one["file"]).name for one in result.json["problems"]}
    assert {"circle", "etc", "passwd.txt", "gone.txt", "alone.ann"} <= named
    assert result.json["documents"]["new"] == 2


def test_row_33_many_files_come_in_and_can_be_stopped(
    command: Command,
    empty: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tally: Callable[..., None],
    trials: Callable[..., int],
) -> None:
    folder, count = tmp_path / "many", trials(everyday=600, full=100_000)
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"Article {number}.")
    asked: list[int] = []
    monkeypatch.setattr(
        "annotator.cli.stopping.Stop.is_asked",
        lambda _: asked.append(1) or len(asked) > 1.5 * count,
    )
    tally(files=count)
    result = command("import", empty, folder)
    assert (result.status, result.line) == (130, "annotator: stopped.")
    assert command("stats", empty, "--json").json["documents"] == 0


def test_row_38_a_pickle_is_no_article(command: Command, empty: Path, tmp_path: Path) -> None:
    for name in ("model.pkl", "model.joblib", "model.crf"):
        (tmp_path / name).write_bytes(bodies()["pickle"])
        result = command("import", empty, name)
        assert result.status == 2
        assert name in result.line


@pytest.mark.parametrize("name", ["model.pkl", "model.joblib", "model.crf", "a.txt", "a.jsonl",
    "a.spacy", "a.parquet", "a.json", "a.conll", "a.npy", "a.xmi"])  # fmt: skip
def test_row_38_what_would_run_when_it_is_loaded_is_never_loaded(
    command: Command, empty: Path, tmp_path: Path, name: str, tally: Callable[..., None]
) -> None:
    """The pickle makes a file where it is loaded, as Python's own loader shows."""
    evil, made = evil_pickle(tmp_path / "made")
    pickle.loads(evil)
    assert made.exists()
    made.unlink()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(evil)
    (tmp_path / "in" / "good.jsonl").write_bytes(GOOD)
    with hearing("pickle.find_class", "marshal.load") as heard:
        result = command("import", empty, "in", "--json")
        command("import", empty, tmp_path / "in" / name)
    assert heard == []
    assert not made.exists()
    assert (result.status, result.json["documents"]["new"]) == (0, 1)
    assert any(name in one["file"] for one in result.json["problems"])
    tally(pickles=2)


def test_row_38_what_lies_beside_a_project_is_not_even_opened(
    command: Command, project: Path, tmp_path: Path
) -> None:
    for name in ("model.pkl", "news.pkl", "news.annotator.pkl", "news.joblib", "news.crf"):
        (tmp_path / name).write_bytes(evil_pickle(tmp_path / "made")[0])
    with hearing("open", "pickle.find_class") as heard:
        for words in (["check"], ["stats"], ["search"], ["lens"], ["agreement"], ["backup"]):
            more = ["Varga"] if words == ["search"] else []
            assert command(*words, project, *more).status == 0
    opened = {Path(str(arguments[0])).suffix for event, arguments in heard if event == "open"}
    assert not opened & {".pkl", ".joblib", ".crf"}
    assert all(event == "open" for event, _ in heard)


HEAVY = ["(a+)+$", "(x+x+)+y"]
WRONG = ["(a", "(?V1)a", "(?r)a", "a" * 10_000, "((a{1000}){1000}){1000}"]


@pytest.mark.parametrize("pattern", HEAVY + WRONG, ids=lambda one: one[:12])
def test_row_37_a_pattern_is_answered_or_refused_in_a_sentence(
    command: Command, tmp_path: Path, pattern: str, tally: Callable[..., None]
) -> None:
    text = ("a" * 4_000 + "! " + "x" * 4_000 + ", ") * 5
    with Project.create(tmp_path / "x.annotator", label_set=LABEL_SET) as opened:
        bring(opened, [Document("one", text)])
        say(opened, "Maria", Span("long", "p", ((0, len(text)),)), document="one")
    for words in (
        ["search", "x.annotator", pattern, "--regex"],
        [
            "labels",
            "x.annotator",
            "split",
            "PERSON",
            "--into",
            "ROLE",
            "--words",
            pattern,
            "--regex",
        ],
    ):
        begun = time.thread_time()
        result = command(*words)
        assert time.thread_time() - begun < 1.0
        assert (result.status, result.out) == (2, "")
        assert ("characters" if len(pattern) > 1_000 else "pattern") in result.line
        tally(patterns=1)
    with Project.open(tmp_path / "x.annotator") as opened:
        [one] = [one for one in opened.annotation_sets("one") if one.spans]
        assert [span.label for span in one.spans.values()] == ["p"]
        assert opened.check() == []


def nulls(value: Any, path: str = "") -> set[str]:
    """Where there is no value; an interval or a share that is not given is no number."""
    if isinstance(value, dict):
        return {
            found
            for key, one in value.items()
            if key not in {"low", "high", "breakdown_share", "why"}
            for found in nulls(one, path if key == "value" else f"{path}.{key}".strip("."))
        }
    return {path} if value is None else set()


@pytest.mark.parametrize("what", UNMEASURABLE)
def test_row_45_where_there_is_nothing_to_measure_it_says_why(
    command: Command, tmp_path: Path, what: str, tally: Callable[..., None]
) -> None:
    make_unmeasurable(tmp_path, what).close()
    for words in ([], ["--articles"], ["--in-progress"]):
        result = command("agreement", "news.annotator", *words)
        assert (result.status, result.err) == (0, "")
        assert not re.search(r"\b(nan|inf|None|null)\b", result.out, re.IGNORECASE)
        rows = [line for line in result.out.splitlines() if re.search(r"\s–(\s|$)", line)]
        assert rows
        reasons = (*WHY_WORDS.values(),)
        is_of_article = re.compile(r"d\d ")
        assert all(is_of_article.match(row) or row.strip().endswith(reasons) for row in rows)
        tally(dashes=len(rows))
    found = command("agreement", "news.annotator", "--json").json
    for one in (*found["pairs"], found["all_pairs"]):
        articles = one.pop("articles", [])
        assert nulls(one) == set(one["why"])
        assert all(nulls(article) == set(article["why"]) for article in articles)
    rest = {key: one for key, one in found.items() if key not in {"pairs", "all_pairs"}}
    assert nulls(rest) == set(found["why"])
    assert command("report", "news.annotator", "-o", "out.html").status == 0
    page = (tmp_path / "out.html").read_text("utf-8")
    assert not re.search(r">\s*(nan|inf|None|null)\s*<", page, re.IGNORECASE)


def test_where_nothing_came_in_it_is_one_line_on_stderr(
    command: Command, empty: Path, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINES["deep"][0])
    result = command("import", empty, "in.jsonl", "--format", "jsonl")
    assert result.status == 2
    assert "in.jsonl:1" in result.line
