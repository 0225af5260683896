"""A dry run of an import: what would come in, without a change."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.formats.format import Sureness
from annotator.messages import problem_words
from annotator.model.document import Meta
from annotator.model.errors import Cancelled, FormatUnknown, SourceMissing
from annotator.project import previewing
from annotator.project.import_choice import ImportChoice, LabelNamed
from annotator.project.import_preview import ImportPreview, LabelPreview
from annotator.project.project import Project
from annotator.text.offsets import Unit, unit_positions
from tests.builders import LABEL_SET
from tests.formats.reading import line, relation, span

ARTICLE = "Ferry sails\n\nIt sailed today, the mayor said.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(
        tmp_path / "new.annotator", label_set=LABEL_SET, annotator="Maria"
    ) as project:
        yield project


@pytest.fixture
def look(project: Project, tmp_path: Path) -> Any:
    """Looks at lines, as one file."""

    def look(*bodies: dict[str, Any] | bytes, **options: Any) -> ImportPreview:
        path = tmp_path / "in.jsonl"
        raw = [one if isinstance(one, bytes) else orjson.dumps(one) for one in bodies]
        path.write_bytes(b"\n".join(raw))
        return project.preview_import([path], **options)

    return look


def test_what_would_come_in_is_counted_and_nothing_changes(look: Any, project: Project) -> None:
    preview = look(
        line(spans=[span(), span("s2", 5, 10)], relations=[relation()]),
        line(annotator="Zoé", spans=[span("s3")]),
        line(id="b", text="Another.", annotator=None, status="new"),
        b"{",
    )
    [file] = preview.files
    assert (file.format, file.sureness, file.is_whole) == ("jsonl", Sureness.SURE, True)
    assert (file.articles, file.spans, file.relations, file.problems) == (2, 3, 1, 1)
    assert (preview.articles, preview.spans, preview.relations) == (2, 3, 1)
    assert (preview.annotators, preview.unnamed) == ((("Maria", 1), ("Zoé", 1)), 0)
    assert [one.line for one in preview.problems] == [4]
    assert (preview.problem_count, preview.is_sample, preview.is_plain) == (1, False, False)
    assert list(project.documents()) == []
    assert list(project.history()) == []


def test_it_agrees_with_the_import(look: Any, project: Project, tmp_path: Path) -> None:
    bodies = [
        line(spans=[span(), span("s2", 5, 10, "VESSEL")], relations=[relation(label="sails")]),
        line(id="b", text="Another.", labels=["justice"]),
    ]
    preview = look(*bodies)
    report = project.import_sources([tmp_path / "in.jsonl"])
    assert (preview.articles, preview.spans, preview.relations) == (
        report.documents_new, report.spans, report.relations,
    )  # fmt: skip
    assert {one.label.name for one in preview.new_labels} == set(report.new_labels)
    again = look(*bodies)
    assert (again.articles_known, again.new_labels) == (2, [])


def test_labels_new_to_the_project_come_first_with_what_they_may_be(look: Any) -> None:
    preview = look(
        line(
            labels=["Sport"],
            spans=[span(), span("s2", label="person"), span("s3", label="person"),
                   span("s4", label="ORG"), span("s5", label="VESSEL")],
            relations=[relation(label="sails")],
        )
    )  # fmt: skip
    assert preview.labels == (
        LabelPreview(LabelNamed("span", "person"), 2, True, "PERSON", True),
        LabelPreview(LabelNamed("span", "ORG"), 1, True, "ORGANISATION", False),
        LabelPreview(LabelNamed("span", "VESSEL"), 1, True),
        LabelPreview(LabelNamed("span", "PERSON"), 1, False),
        LabelPreview(LabelNamed("relation", "sails"), 1, True),
        LabelPreview(LabelNamed("document", "Sport"), 1, True, "sport", True),
    )


def test_what_is_here_already_and_what_has_another_text(look: Any, project: Project) -> None:
    project.add_article(line()["text"], Meta(), name="talks")
    project.add_article("Old text.", Meta(), name="b")
    preview = look(line(), line(id="b", text="New text."), line(id="c", text="Third."))
    assert (preview.articles, preview.articles_known, preview.articles_other) == (3, 1, 1)


def test_raw_articles_are_met_by_their_text_and_leave_nothing_to_ask(
    project: Project, tmp_path: Path
) -> None:
    project.add_article(ARTICLE, Meta(), name="ferry")
    for name, text in (("a", ARTICLE), ("b", ARTICLE), ("c", "Other.")):
        (tmp_path / f"{name}.txt").write_text(text)
    preview = project.preview_import([str(tmp_path / "*.txt")])
    assert (preview.articles, preview.articles_known) == (2, 1)
    assert preview.is_plain
    assert preview.examples[0].opening == ARTICLE
    assert [one.format for one in preview.files] == ["text", "text", "text"]


def test_sets_of_nobody_named_are_counted(look: Any) -> None:
    preview = look(
        line(annotator=None, status="in_progress", spans=[span()]),
        line(id="b", annotator=None, status="curated", spans=[span("s2")]),
        line(id="c", annotator=None, status="new"),
    )
    assert (preview.annotators, preview.unnamed) == ((), 1)


def test_what_is_too_much_is_a_sample(
    look: Any, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "_LEAST_LINES", 2)
    for number in range(3):
        lines = [line(id=f"{number}-{at}", text=f"Text {number} {at}.") for at in range(5)]
        (tmp_path / f"{number}.jsonl").write_bytes(b"\n".join(map(orjson.dumps, lines)))
    preview = previewing.preview_import(
        project, [str(tmp_path / "*.jsonl")], ImportChoice(), lines=6
    )
    assert (preview.is_sample, preview.articles, preview.file_count) == (True, 6, 3)
    assert [one.is_whole for one in preview.files] == [False] * 3


def test_time_is_bounded_and_something_is_seen_all_the_same(
    look: Any, project: Project, tmp_path: Path
) -> None:
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text(f"Number {number}.")
    preview = project.preview_import([str(tmp_path / "*.txt")], seconds=0)
    assert preview.is_sample
    assert (preview.file_count, preview.articles) == (50, 1)


def test_it_can_be_stopped(look: Any) -> None:
    with pytest.raises(Cancelled):
        look(line(), is_cancelled=lambda: True)


def test_wrong_use_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        project.preview_import([tmp_path / "gone.txt"])
    (tmp_path / "a.txt").write_text(ARTICLE)
    with pytest.raises(FormatUnknown):
        project.preview_import([tmp_path / "a.txt"], ImportChoice(format="papyrus"))


def test_files_that_cannot_come_in_are_named(project: Project, tmp_path: Path) -> None:
    (tmp_path / "page.xyz").write_text("<what>")
    (tmp_path / "empty.txt").write_text("")
    preview = project.preview_import([str(tmp_path / "*.*z"), tmp_path / "empty.txt"])
    assert [(one.format, one.problems) for one in preview.files] == [("", 1), ("text", 1)]
    assert preview.problem_count == 2


def test_an_archive_is_looked_into(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("a.txt", ARTICLE)
        archive.writestr("empty.txt", "")
    preview = project.preview_import([tmp_path / "in.zip"])
    assert [Path(one.name).name for one in preview.files] == ["a.txt", "empty.txt"]
    [problem] = preview.problems
    assert "in.zip/empty.txt" in problem_words(problem.file, problem.line, problem.error)


# ---- what offsets count ----------------------------------------------------------------------

WIDE = "😀 Ilse Varga met 😀 Norrow Lines, and 😀 Wend saw Zoé"
PLACES = [(2, 12), (19, 31), (39, 43), (48, 51)]


def counted(unit: Unit, **more: Any) -> dict[str, Any]:
    at = unit_positions(WIDE, unit)
    spans = [span(f"s{number}", at[start], at[end]) for number, (start, end) in enumerate(PLACES)]
    return line(text=WIDE, spans=spans, **more)


def test_offsets_that_count_something_else_are_told_with_an_example(look: Any) -> None:
    unit = look(counted("utf16")).unit
    assert unit
    assert (unit.guess.unit, unit.guess.sureness, unit.used) == ("utf16", "sure", "codepoint")
    assert dict(unit.guess.example.words)["utf16"] == "Ilse Varga"
    assert dict(unit.guess.example.words)["codepoint"] == "lse Varga "
    assert Path(unit.file).name == "in.jsonl"


def test_the_unit_that_is_chosen_is_used(look: Any) -> None:
    unit = look(counted("utf16"), choice=ImportChoice(offset_unit="utf16")).unit
    assert unit
    assert (unit.guess.unit, unit.used) == ("utf16", "utf16")


def test_the_unit_that_the_file_says_is_used(look: Any) -> None:
    unit = look(counted("utf8", offsets="utf8")).unit
    assert unit
    assert (unit.guess.unit, unit.used) == ("utf8", "utf8")


def test_where_units_are_alike_there_is_nothing_to_choose(look: Any) -> None:
    assert look(line(text="Ilse Varga spoke.", spans=[span()])).unit is None
    assert look(line(text="Ilse Varga spoke 😀", spans=[span()])).unit is None


def test_an_example_shows_its_spans_in_the_opening(look: Any) -> None:
    long = "Ilse Varga spoke. " * 50
    [example] = look(
        line(text=long, spans=[span(), span("s2", 18, 28), span("s3", 720, 730)])
    ).examples
    assert example.opening == long[:600]
    assert [(one.start, one.end) for one in example.spans] == [(0, 10), (18, 28)]
    assert example.annotator == "Maria"


def test_keys_of_a_files_own_are_offered_and_choosing_them_counts(
    project: Project, tmp_path: Path
) -> None:
    record = {"nr": 1, "kopf": "Ferry", "leib": "Ilse Varga spoke of Norrow Lines on Monday."}
    (tmp_path / "in.json").write_bytes(orjson.dumps([record]))
    choice = ImportChoice(format="mapper")
    preview = project.preview_import([tmp_path / "in.json"], choice)
    assert preview.offers["text"].taken == "leib"
    assert "kopf" in [one.value for one in preview.offers["title"].values]
    chosen = ImportChoice(format="mapper", settings={"title": "kopf"})
    preview = project.preview_import([tmp_path / "in.json"], chosen)
    assert preview.offers["title"].taken == "kopf"
    assert preview.examples[0].title == "Ferry"
