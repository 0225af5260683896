"""Bringing in: what is met, what is new, what conflicts, and what the report says of it."""

import os
import sys
import zipfile
from collections.abc import Iterator
from io import BufferedReader, BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.format import Carries, Format, Item, ReadOptions, Setting, setting
from annotator.formats.registry import all_formats
from annotator.formats.source import Source
from annotator.messages import problem_words
from annotator.model.document import Document, Meta
from annotator.model.errors import (
    AnnotatorAssumed,
    ArticleTwice,
    AttributeUnknown,
    AttributeValueWrong,
    Cancelled,
    CharactersReplaced,
    DocumentConflict,
    DocumentRenamed,
    FileEmpty,
    FileNotText,
    FormatUnknown,
    IdsRenewed,
    LineWrong,
    MetaKept,
    NameUnfit,
    RelationForbidden,
    SetConflict,
    SourceMissing,
    TextTwice,
)
from annotator.model.format_errors import ReaderFailed, SettingUnknown, SettingWrong
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet, SpanLabel
from annotator.model.span import Span
from annotator.project.import_choice import ImportChoice, LabelNamed
from annotator.project.project import Project
from annotator.project.rows import PROBLEMS_KEPT, ImportReport, Progress
from tests.builders import LABEL_SET, TEXT
from tests.formats.reading import line, relation, span

ARTICLE = "Ferry sails\n\nIt sailed today, the mayor said.\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(
        tmp_path / "new.annotator", label_set=LABEL_SET, annotator="Maria"
    ) as project:
        yield project


@pytest.fixture
def bring(project: Project, tmp_path: Path) -> Any:
    """Brings lines in, as one file."""

    def bring(*bodies: dict[str, Any], **options: Any) -> ImportReport:
        return project.import_sources([write_lines(tmp_path, *bodies)], **options)

    return bring


def write_lines(folder: Path, *bodies: dict[str, Any]) -> Path:
    path = folder / "in.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, bodies)))
    return path


def errors(report: ImportReport) -> list[type]:
    return [type(one.error) for one in report.problems]


def only_set(project: Project, document: str = "talks") -> Any:
    [found] = project.annotation_sets(document)
    return found


# ---- raw articles ----------------------------------------------------------------------------


def test_a_folder_of_articles_comes_in_and_what_is_none_is_named(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "b.txt").write_text(ARTICLE)
    (folder / "a.txt").write_text(TEXT)
    (folder / "empty.txt").write_text("")
    (folder / "photo.txt").write_bytes(b"\x89PNG" + bytes(50))
    (folder / "page.svg").write_text("<svg>")
    report = project.import_sources([folder])
    assert (report.documents_new, report.documents_known, report.documents_skipped) == (2, 0, 3)
    assert report.documents == ["a", "b"]
    assert errors(report) == [FileEmpty, FormatUnknown, FileNotText]
    assert [Path(one.file).name for one in report.problems] == [
        "empty.txt",
        "page.svg",
        "photo.txt",
    ]
    [first, second] = project.documents()
    assert (first.text, second.text) == (TEXT, ARTICLE)
    assert second.meta.title == "Ferry sails"
    assert [one.kind for one in second.sections] == ["title", "paragraph"]


def test_an_article_is_met_by_its_text_and_two_names_stay_apart(
    project: Project, tmp_path: Path
) -> None:
    for name, text in (("x/a.txt", ARTICLE), ("y/a.txt", TEXT), ("z/copy.txt", ARTICLE)):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(text)
    report = project.import_sources([tmp_path / "x", tmp_path / "y", tmp_path / "z"])
    assert (report.documents_new, report.documents_known) == (2, 1)
    assert report.documents == ["a", "a-2"]
    again = project.import_sources([str(tmp_path / "?" / "*.txt")])
    assert (again.documents_new, again.documents_known, again.documents) == (0, 3, ["a", "a-2"])


def test_of_two_files_with_one_text_the_second_is_said(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(ARTICLE)
    for expected in ((1, 2, 0), (0, 3, 0)):
        report = project.import_sources([folder])
        counts = (report.documents_new, report.documents_known, report.documents_skipped)
        assert counts == expected
        assert errors(report) == [ArticleTwice, ArticleTwice]
        assert not any(one.is_skipped or one.is_whole for one in report.problems)
        said = [problem_words(one.file, one.line, one.error) for one in report.problems]
        for words, name in zip(said, ("b.txt", "c.txt"), strict=True):
            assert name in words.partition(": ")[0]
            assert "a.txt" in words.partition(": ")[2]
    assert [one.id for one in project.documents()] == ["a"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are other things elsewhere")
def test_a_file_name_that_is_no_text_does_no_harm(project: Project, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(ARTICLE)
    report = project.import_sources([path])
    assert (report.documents, report.problems) == (["caf\ufffd"], [])
    [act] = project.history(newest=1)
    assert act.edit


def test_what_is_not_there_is_refused_before_anything_comes_in(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    with pytest.raises(SourceMissing):
        project.import_sources([tmp_path / "a.txt", tmp_path / "gone.txt"])
    with pytest.raises(FormatUnknown):
        project.import_sources([tmp_path / "a.txt"], format="papyrus")
    assert list(project.documents()) == []


def test_cancelling_leaves_nothing(project: Project, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Number {number}.")
    told: list[Progress] = []
    with pytest.raises(Cancelled):
        project.import_sources(
            [str(tmp_path / "*.txt")], progress=told.append, is_cancelled=lambda: len(told) > 2
        )
    assert list(project.documents()) == []
    assert [one.done for one in told] == [0, 1, 2]
    assert {one.total for one in told} == {5}


def test_progress_of_a_single_file_is_in_bytes(bring: Any) -> None:
    told: list[Progress] = []
    bring(
        *(line(id=str(number), text=f"{number} " * 9999) for number in range(30)),
        progress=told.append,
    )
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert len({one.done for one in told}) > 2
    assert told[-1].done == told[-1].total


def test_a_pasted_article(project: Project) -> None:
    report = project.add_article(
        "a\x00b said.", Meta(title="Mine", authors=("Zoé",)), name="pasted"
    )
    assert (report.documents_new, errors(report)) == (1, [CharactersReplaced])
    document = project.document("pasted")
    assert (document.text, document.meta.title, document.meta.authors) == (
        "a\ufffdb said.",
        "Mine",
        ("Zoé",),
    )
    assert project.add_article("a\x00b said.", Meta()).documents_known == 1
    found = project.add_article(ARTICLE, Meta(source="Wire"))
    meta = project.document(found.documents[0]).meta
    assert (meta.title, meta.source) == ("Ferry sails", "Wire")
    with pytest.raises(FileEmpty):
        project.add_article(" \n", Meta())


# ---- annotated documents ---------------------------------------------------------------------


def test_labels_that_are_missing_are_made_with_a_colour_and_a_key(
    bring: Any, project: Project
) -> None:
    report = bring(
        line(
            labels=["justice"],
            spans=[
                span(),
                span(
                    "s2",
                    5,
                    10,
                    "VESSEL",
                    attributes={"flag": "red", "sunk": True, "crew": 3, "on": ["a"]},
                ),
            ],
            relations=[relation(label="sails")],
        )
    )
    assert report.new_labels == ["VESSEL", "crew", "flag", "on", "sunk", "sails", "justice"]
    assert (report.spans, report.relations, report.problems) == (2, 1, [])
    vessel = project.label_set.span_label_named("VESSEL")
    assert vessel is not None
    assert vessel.key == "5"
    assert vessel.colour not in {one.colour for one in LABEL_SET.span_labels}
    sails = project.label_set.relation_label_named("sails")
    assert sails is not None
    assert (sails.key, sails.heads) == ("a", frozenset())
    kinds = [
        project.label_set.attribute_named(name, "span") for name in ("flag", "sunk", "crew", "on")
    ]
    assert [one.kind for one in kinds if one] == ["text", "flag", "number", "several"]


def test_a_relation_that_the_label_set_forbids_comes_in_and_is_told(bring: Any) -> None:
    report = bring(line(spans=[span(), span("s2", 5, 10)], relations=[relation(label="works for")]))
    [problem] = report.problems
    assert isinstance(problem.error, RelationForbidden)
    assert (problem.error.relation, problem.error.head_label, problem.error.tail_label) == (
        "works for", "PERSON", "PERSON",
    )  # fmt: skip
    assert (problem.is_skipped, problem.line, report.relations) == (False, 1, 1)


def test_a_value_that_an_attribute_does_not_take_comes_in_and_is_told_once(bring: Any) -> None:
    odd = {"mention": "nominal"}
    report = bring(
        line(
            spans=[
                span(attributes=odd),
                span("s2", 0, 4, attributes=odd),
                span("s3", 0, 3, "ROLE", attributes={"mention": "named"}),
            ]
        )
    )
    assert errors(report) == [AttributeValueWrong, AttributeUnknown]
    assert report.spans == 3


def test_the_same_set_again_is_known_and_another_is_left_alone(
    bring: Any, project: Project
) -> None:
    bring(line(spans=[span()]))
    again = bring(line(spans=[span()]))
    assert (again.documents_known, again.spans, again.problems) == (1, 0, [])
    other = bring(line(spans=[span("s9", 5, 10)]))
    assert (errors(other), other.documents_skipped, other.spans) == ([SetConflict], 1, 0)
    assert list(only_set(project).spans) == ["s1"]


def test_a_second_line_of_one_annotator_in_one_file_is_a_conflict(bring: Any) -> None:
    report = bring(line(spans=[span()]), line(spans=[span("s2", 5, 10)]))
    assert errors(report) == [SetConflict]
    assert report.problems[0].line == 2


def test_one_id_with_another_text_is_a_conflict_and_equal_texts_stay_two(
    bring: Any, project: Project
) -> None:
    bring(line())
    report = bring(line(text="Another text.", spans=[span(end=3)]), line(id="twin"))
    assert errors(report) == [DocumentConflict, TextTwice]
    assert (report.documents_new, report.documents_skipped, report.spans) == (1, 1, 0)
    assert [one.id for one in project.documents()] == ["talks", "twin"]


def test_ids_that_are_taken_are_renewed_and_relations_follow(bring: Any, project: Project) -> None:
    marks = {"spans": [span(), span("s2", 5, 10, "ORGANISATION")], "relations": [relation()]}
    bring(line(**marks))
    report = bring(line(id="other", text=line()["text"] + "!", **marks))
    [problem] = report.problems
    assert isinstance(problem.error, IdsRenewed)
    assert (problem.error.document, problem.error.count, problem.error.first) == ("other", 3, "s1")
    made = only_set(project, "other")
    assert not made.spans.keys() & {"s1", "s2"}
    [tie] = made.relations.values()
    assert {tie.head, tie.tail} == set(made.spans)
    assert bring(line(id="other", text=line()["text"] + "!", **marks)).problems == [], (
        "met again all the same"
    )


def test_other_meta_of_a_known_document_is_told(bring: Any, project: Project) -> None:
    report = bring(line(meta={"title": "One"}), line(annotator="Zoé", meta={"title": "Two"}))
    assert errors(report) == [MetaKept]
    assert project.document("talks").meta.title == "One"


def test_whose_annotations_they_are(bring: Any, project: Project) -> None:
    def people() -> list[str]:
        names = {one.id: one.name for one in project.annotators()}
        return [
            names[one.annotator] if one.annotator else one.status
            for one in project.annotation_sets("talks")
        ]

    assert errors(bring(line(annotator=None, spans=[span()]))) == [AnnotatorAssumed]
    assert people() == ["Maria"]
    assert errors(bring(line(annotator=None, spans=[span("s2")]), annotator="Zoé")) == []
    assert errors(bring(line(annotator="Ilya", spans=[span("s3")]), annotator="Zoé")) == []
    assert errors(bring(line(annotator=None, status="curated", spans=[span("s4")]))) == []
    assert errors(bring(line(annotator=None, status="new"))) == []
    assert people() == ["Ilya", "Maria", "Zoé", "curated"]
    assert errors(bring(line(annotator="\x07"))) == [NameUnfit]


def test_a_bad_line_stays_out_and_the_rest_comes_in(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        orjson.dumps(line())
        + b"\n{\n"
        + orjson.dumps(line(id="b", text="Ilse Varga.", spans=[span(), span("s2", 7, 99)]))
    )
    report = project.import_sources([path])
    assert (report.documents_new, report.documents_skipped, report.spans) == (2, 1, 1)
    assert [(one.line, type(one.error)) for one in report.problems] == [
        (2, LineWrong),
        (3, LineWrong),
    ]


def test_the_offset_unit_that_is_named_is_used(bring: Any, project: Project) -> None:
    bring(line(text="😀 Ilse", spans=[span(start=3, end=7)]), offset_unit="utf16")
    assert next(iter(only_set(project).spans.values())).fragments == ((2, 6),)


def test_an_import_is_one_act_that_can_be_taken_back(bring: Any, project: Project) -> None:
    bring(line(spans=[span()]), line(id="b"))
    project.undo()
    assert list(project.documents()) == []
    project.redo()
    assert len(list(project.documents())) == 2


def test_an_article_marked_elsewhere_comes_to_the_article_that_is_here(
    bring: Any, project: Project
) -> None:
    project.add_article(line()["text"], Meta(), name="talks")
    report = bring(line(spans=[span()]))
    assert (report.documents_new, report.documents_known, report.spans) == (0, 1, 1)


def test_the_form_of_a_line_does_not_matter_to_its_meaning(
    bring: Any, project: Project, tmp_path: Path
) -> None:
    bring(line(spans=[span("s2", 5, 10), span()]))
    [document] = project.documents()
    project.export(tmp_path / "out.jsonl")
    report = project.import_sources([tmp_path / "out.jsonl"])
    assert (report.documents_known, report.problems, document.id) == (1, [], "talks")


def test_standard_input(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for raw in (ARTICLE.encode(), orjson.dumps(line(spans=[span()]))):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BufferedReader(BytesIO(raw))))  # type: ignore[arg-type]
        report = project.import_sources(["-"])
        assert (report.documents_new, report.problems) == (1, [])
    assert [one.id for one in project.documents()] == ["stdin", "talks"]


# ---- what a person chooses -------------------------------------------------------------------


class Slips(Format):
    """A format for these tests: each line of a file is `annotator|text|start|end|label`, its ids
    made by the reader; labels are declared before."""

    name = "slips"
    title = "Slips"
    endings = (".slips",)
    carries = Carries(spans=True)
    read_settings = (
        Setting("case", "Case of labels", "kept", ("kept", "lower")),
        Setting("mark", "Mark", ""),
    )

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        yield LabelsFound(LabelSet(span_labels=(SpanLabel("x", "BOAT", "#010203"),)))
        is_lower = setting(options.settings, self.read_settings, "case") == "lower"
        for number, slip in enumerate(source.path.read_text().splitlines(), 1):
            annotator, text, start, end, label = slip.split("|")
            label = label.lower() if is_lower else label
            spans = [Span(new_id(), label, ((int(start), int(end)),))] if label else []
            document = Document(f"{source.path.stem}-{number}", text)
            yield CorpusLine(
                document, annotator or None, spans=tuple(spans), is_raw=True, number=number
            )


@pytest.fixture
def slips(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Brings slips in: name of the file -> its lines."""
    formats = (*all_formats(), Slips())
    monkeypatch.setattr("annotator.formats.registry.all_formats", lambda: formats)
    monkeypatch.setattr("annotator.project.incoming.all_formats", lambda: formats)

    def slips(files: dict[str, list[str]], *choice: Any, **options: Any) -> ImportReport:
        for name, lines in files.items():
            (tmp_path / f"{name}.slips").write_text("\n".join(lines))
        paths = [tmp_path / f"{name}.slips" for name in files]
        return project.import_sources(paths, *choice, **options)

    return slips


def test_two_annotators_files_on_one_text_meet_by_the_text(slips: Any, project: Project) -> None:
    report = slips(
        {
            "a": ["Maria|Ilse Varga spoke.|0|10|PERSON", "Maria|Nobody came.|0|0|"],
            "b": ["Zoé|Nobody came.|0|0|", "Zoé|Ilse Varga spoke.|0|4|PERSON"],
        }
    )
    assert (report.documents_new, report.documents_known, report.spans) == (2, 0, 2)
    assert report.problems == []
    assert [len(list(project.annotation_sets(one.id))) for one in project.documents()] == [2, 2]


def test_two_records_of_one_person_and_one_text_stay_two(slips: Any, project: Project) -> None:
    """A corpus of sentences has the same one twice, labelled otherwise; nothing may be lost."""
    lines = [
        "Maria|She spoke.|0|3|PERSON",
        "Maria|She spoke.|4|9|SPEECH",
        "Zoé|She spoke.|0|3|PERSON",
    ]
    report = slips({"a": lines})
    assert (report.documents_new, report.spans, report.problems) == (2, 3, [])
    sets = [list(project.annotation_sets(one.id)) for one in project.documents()]
    assert [len(one) for one in sets] == [2, 1]
    again = slips({"a": lines})
    assert (again.documents_new, again.documents_known, again.spans, again.problems) == (
        0,
        2,
        0,
        [],
    )


def test_labels_come_to_an_article_that_is_here_under_its_text(
    slips: Any, project: Project
) -> None:
    project.add_article("Ilse Varga spoke.", Meta(), name="talks")
    report = slips({"a": ["Zoé|Ilse Varga spoke.|0|10|PERSON"]})
    assert (report.documents_new, report.documents_known, report.spans) == (0, 1, 1)
    assert [one.id for one in project.documents()] == ["talks"]


def test_what_a_file_declares_is_made_and_goes_with_the_import(
    slips: Any, project: Project
) -> None:
    report = slips({"a": ["Zoé|Nobody came.|0|0|"]})
    assert report.new_labels == ["BOAT"]
    boat = project.label_set.span_label_named("BOAT")
    assert boat and boat.colour == "#010203"
    assert len(list(project.history())) == 1


def test_where_nothing_comes_in_no_label_stays(slips: Any, project: Project) -> None:
    assert slips({"a": []}).documents_new == 0
    assert project.label_set.span_label_named("BOAT") is None


def test_settings_are_told_to_the_reader_and_looked_at_before(slips: Any, project: Project) -> None:
    lines = {"a": ["Zoé|Ilse Varga spoke.|0|10|Person"]}
    with pytest.raises(SettingUnknown) as unknown:
        slips(lines, settings={"colour": "red"})
    assert {"case", "mark"} <= set(unknown.value.known)
    with pytest.raises(SettingWrong) as wrong:
        slips(lines, settings={"case": "upper"})
    assert wrong.value.values == ("kept", "lower")
    with pytest.raises(SettingUnknown):
        slips(lines, settings={"case": "lower"}, format="text")
    assert list(project.documents()) == []
    assert slips(lines, settings={"case": "lower"}).new_labels == ["BOAT", "person"]


def test_labels_get_other_names_or_are_left_out(bring: Any, project: Project) -> None:
    spans = [span(), span("s2", 5, 10, "org"), span("s3", 0, 4, "NOISE")]
    ties = [relation(), relation("r2", "s2", "s3"), relation("r3", label="steers")]
    labels = {
        LabelNamed("span", "org"): "ORGANISATION",
        LabelNamed("span", "NOISE"): "",
        LabelNamed("relation", "steers"): "runs",
        LabelNamed("document", "fun"): "sport",
    }
    choice = ImportChoice(labels=labels)
    report = project.import_sources(
        [write_lines(project.path.parent, line(spans=spans, relations=ties, labels=["fun"]))],
        choice,
    )
    assert (report.spans, report.relations, report.new_labels) == (2, 2, ["runs"])
    assert (report.spans_left_out, report.relations_left_out) == (1, 1)
    made = only_set(project)
    assert sorted(one.label for one in made.spans.values()) == ["o", "p"]
    assert made.labels == {"d2"}
    assert {one.id for one in made.relations.values()} == {"r1", "r3"}


def test_an_article_of_another_text_comes_in_beside_where_asked(
    bring: Any, project: Project
) -> None:
    bring(line())
    path = write_lines(
        project.path.parent,
        line(text="Ilse again.", spans=[span(end=4)]),
        line(text="Ilse again.", annotator="Zoé", spans=[span("s2", end=4)]),
    )
    report = project.import_sources([path], ImportChoice(other_text="apart"))
    assert (report.documents_new, report.documents_skipped, report.spans) == (1, 0, 2)
    assert errors(report) == [DocumentRenamed]
    assert [one.id for one in project.documents()] == ["talks", "talks-2"]
    again = project.import_sources([path], ImportChoice(other_text="apart"))
    assert (again.documents_new, again.documents_known, again.spans) == (0, 1, 0)


# ---- archives --------------------------------------------------------------------------------


def test_an_archive_comes_in_like_a_folder(project: Project, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a/ferry.txt", ARTICLE)
        archive.writestr("corpus.jsonl", orjson.dumps(line(spans=[span()])) + b"\n{\n")
        archive.writestr("empty.txt", "")
        archive.writestr("../out.txt", ARTICLE)
    report = project.import_sources([tmp_path / "news.zip"])
    assert (report.documents_new, report.documents_skipped, report.spans) == (2, 3, 1)
    words = [problem_words(one.file, one.line, one.error) for one in report.problems]
    assert all("news.zip" in one for one in words)
    assert any("news.zip/corpus.jsonl:2" in one for one in words)
    assert any("news.zip/empty.txt" in one for one in words)
    assert not list(tmp_path.rglob("out.txt"))


def test_of_very_many_problems_the_first_are_kept_and_the_rest_counted() -> None:
    report = ImportReport()
    for number in range(2 * PROBLEMS_KEPT):
        report.note(Problem("a", number, FileEmpty(Path("a")), is_skipped=False))
    report.note(Problem("a", 1, FileEmpty(Path("a")), is_whole=True))
    assert len(report.problems) == PROBLEMS_KEPT + 1, "what stayed out is not crowded out"
    assert (report.problems_left_out, report.documents_skipped) == (PROBLEMS_KEPT, 1)


class Stumbling(Slips):
    """A format with a fault of its own: it fails behind the first line."""

    name = "stumbling"
    title = "Stumbling"
    endings = (".stumble",)

    def read(self, source: Source, options: ReadOptions) -> Iterator[Item]:
        yield CorpusLine(Document(source.path.stem, source.path.read_text()), is_raw=True)
        raise KeyError("spam")


def test_a_reader_that_fails_does_not_stop_a_folder(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    formats = (*all_formats(), Stumbling())
    monkeypatch.setattr("annotator.formats.registry.all_formats", lambda: formats)
    for name in ("a.stumble", "b.txt", "c.stumble"):
        (tmp_path / name).write_text(f"Article {name}.")
    report = project.import_sources([str(tmp_path / "?.*t*")])
    assert report.documents == ["a", "b", "c"]
    assert errors(report) == [ReaderFailed, ReaderFailed]
    said = problem_words(report.problems[0].file, None, report.problems[0].error)
    assert "a.stumble was not read to its end" in said
    assert "KeyError" in said
    preview = project.preview_import([str(tmp_path / "?.*t*")])
    assert (preview.articles, preview.problem_count) == (3, 2)
