"""Searching all articles of a project."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, SetAttribute
from annotator.model.article_errors import DateWrong
from annotator.model.document import Document, Meta
from annotator.model.errors import Cancelled, PatternTooHeavy, PatternWrong
from annotator.project import corpus_search
from annotator.project.corpus_search import CorpusQuery, Hit
from annotator.project.project import Project
from annotator.project.rows import Progress
from annotator.storage.looking_up import look_up
from tests.builders import make_set, make_span
from tests.project.building import bring, make_project

TEXTS = {
    "ferry": "The ferry talks began on Monday. Ilse Varga sailed on a ferry.",
    "harbour": "The harbourmaster spoke of ferrymen; Varga did not.",
    "渡輪": "渡輪星期一再次開航。港口很大。",
    "thai": "เรือข้ามฟากออกวันจันทร์",
    "old": "The FERRY is old.",
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    documents = [
        Document(
            id,
            text,
            Meta(
                id.title(), source="Agency" if at % 2 else "Paper", published=f"2026-01-{10 + at}"
            ),
        )
        for at, (id, text) in enumerate(TEXTS.items())
    ]
    with make_project(tmp_path, documents) as made:
        made.apply(AddSpan(make_span(TEXTS["ferry"], "Ilse Varga", id="v1")), "ferry")
        made.apply(SetAttribute("v1", "m", "named"), "ferry")
        bring(
            made,
            sets=[
                make_set(
                    make_span(TEXTS["harbour"], "Varga", "o", id="v2"),
                    document="harbour",
                    annotator="jon",
                )
            ],
            import_id="jon",
        )
        yield made


def found(project: Project, words: str = "", **more: object) -> list[tuple[str, str]]:
    return [(one.document, one.text) for one in all_hits(project, CorpusQuery(words, **more))]  # type: ignore[arg-type]


def all_hits(project: Project, query: CorpusQuery) -> list[Hit]:
    return [one for page in project.search.hits(query) for one in page]


@pytest.mark.parametrize("is_indexed", [False, True])
def test_words_phrases_and_beginnings_of_words(project: Project, is_indexed: bool) -> None:
    if is_indexed:
        project.search.index()
        assert project.search.count_unindexed() == 0
    assert found(project, "ferry") == [
        ("ferry", "ferry"),
        ("ferry", "ferry"),
        ("harbour", "ferrymen"),
        ("old", "FERRY"),
    ]
    assert found(project, "ferry", is_whole_word=True) == [
        ("ferry", "ferry"),
        ("ferry", "ferry"),
        ("old", "FERRY"),
    ]
    assert found(project, "FERRY", is_case_exact=True) == [("old", "FERRY")]
    assert found(project, "ferry tal") == [("ferry", "ferry talks")]
    assert found(project, "erry") == []
    assert found(project, "輪") == [("渡輪", "輪")]
    assert found(project, "星期一") == [("渡輪", "星期一")]
    assert found(project, "ฟาก") == [("thai", "ฟาก")]
    assert found(project, ";") == [("harbour", ";")]


def test_patterns(project: Project) -> None:
    assert found(project, r"\bV\w+a\b", is_pattern=True) == [
        ("ferry", "Varga"),
        ("harbour", "Varga"),
    ]
    with pytest.raises(PatternWrong):
        found(project, "(", is_pattern=True)
    with pytest.raises(PatternTooHeavy):
        found(project, "x" * 2000)


def test_a_heavy_pattern_is_given_up(project: Project) -> None:
    bring(project, [Document("long", "a" * 5000 + "!")], import_id="long")
    with pytest.raises(PatternTooHeavy):
        found(project, "(a+)+$", is_pattern=True)


def test_by_label_attribute_and_annotator(project: Project) -> None:
    assert found(project, labels=("p",)) == [("ferry", "Ilse Varga")]
    assert found(project, "varga", labels=("p",)) == [("ferry", "Varga")]
    assert found(project, "varga", labels=("p", "o")) == [("ferry", "Varga"), ("harbour", "Varga")]
    assert found(project, attribute=("m", "named")) == [("ferry", "Ilse Varga")]
    assert found(project, attribute=("m", "pronoun")) == []
    jon = next(one.id for one in project.annotators() if one.name == "jon")
    assert found(project, "varga", annotators=(jon,)) == [("harbour", "Varga")]
    assert found(project, labels=("p",), annotators=(jon,)) == []
    assert found(project) == []


def test_what_nobody_has_labelled(project: Project) -> None:
    assert found(project, "varga", is_labelled=False) == [("ferry", "Varga")]
    [hit] = all_hits(project, CorpusQuery("varga", is_labelled=True))
    assert (hit.document, hit.labels) == ("harbour", ("o",))


def test_by_what_is_known_of_the_article(project: Project) -> None:
    assert found(project, "ferry", sources=("Agency",)) == [("harbour", "ferrymen")]
    for part in ("agency", "GEN"):
        assert found(project, "ferry", sources=(part,)) == [("harbour", "ferrymen")]
    assert found(project, "ferry", sources=("nobody",)) == []
    assert found(project, "ferry", sources=("nobody", "gen", "pap")) == found(project, "ferry")
    assert found(project, "ferry", since="2026-01-11") == [
        ("harbour", "ferrymen"),
        ("old", "FERRY"),
    ]
    assert found(project, "ferry", until="2026-01-10") == [("ferry", "ferry")] * 2
    assert found(project, "ferry", since="2026-01", until="2026") == found(project, "ferry")
    assert found(project, "ferry", until="2026-01") == found(project, "ferry")
    assert found(project, "ferry", since="2026-02") == found(project, "ferry", until="2025") == []
    for wrong in ("yesterday", "2026-13", "24.01.2026", "2026-1"):
        with pytest.raises(DateWrong):
            found(project, "ferry", until=wrong)
    assert found(project, "ferry", statuses=("in_progress",)) == [
        ("ferry", "ferry"), ("ferry", "ferry"), ("harbour", "ferrymen"),
    ]  # fmt: skip
    assert found(project, "ferry", statuses=("finished",)) == []


def test_a_hit_has_what_stands_around_it(project: Project) -> None:
    hit = all_hits(project, CorpusQuery("talks"))[0]
    text = TEXTS["ferry"]
    assert hit.title == "Ferry"
    assert hit.left + hit.text + hit.right == text[: hit.end + 60]
    assert text[hit.start : hit.end] == "talks"


def test_the_index_follows_what_comes_and_goes(project: Project) -> None:
    project.search.index()
    bring(project, [Document("late", "A late ferry.")], import_id="late")
    assert project.search.count_unindexed() == 1
    assert ("late", "ferry") in found(project, "ferry")
    seen: list[Progress] = []
    project.search.index(seen.append)
    assert seen == [Progress(0, 1)]
    assert ("late", "ferry") in found(project, "ferry")
    project.undo()
    assert ("late", "ferry") not in found(project, "ferry")
    project.redo()
    assert ("late", "ferry") in found(project, "ferry")
    assert project.check() == []


def test_unsaved_labels_count(project: Project) -> None:
    project.apply(AddSpan(make_span(TEXTS["old"], "FERRY", "o", id="f")), "old")
    assert ("old", "FERRY") in found(project, labels=("o",))


def test_unsaved_labels_in_another_article_than_asked_for_do_not_count(project: Project) -> None:
    project.apply(AddSpan(make_span(TEXTS["old"], "FERRY", "o", id="f")), "old")
    assert found(project, labels=("o",), sources=("agency",)) == [("harbour", "Varga")]
    assert ("old", "FERRY") in found(project, labels=("o",), sources=("paper",))


def test_labels_that_are_given_blind_are_not_seen(project: Project) -> None:
    ids = {one.name: one.id for one in project.annotators()}
    division = project.assignments.divide(["harbour"], [ids["ilse"], ids["jon"]], per_article=2)
    project.assignments.assign(division, is_blind=True)
    query = CorpusQuery("varga", labels=("o",))
    assert len(all_hits(project, query)) == 1
    assert [one for page in project.search.hits(query, is_for_me=True) for one in page] == []


def test_stopping(project: Project) -> None:
    with pytest.raises(Cancelled):
        list(project.search.hits(CorpusQuery("ferry"), is_cancelled=lambda: True))
    with pytest.raises(Cancelled):
        project.search.index(is_cancelled=lambda: True)


def test_a_file_that_is_only_read_is_searched_all_the_same(project: Project) -> None:
    project.close()
    with Project.open(project.path, is_read_only=True) as opened:
        assert len(found(opened, "ferry")) == 4


def test_a_query_is_a_value() -> None:
    assert replace(CorpusQuery("a"), words="b") == CorpusQuery("b")


def test_what_is_frequent_is_seen_before_the_index_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [
        Document(f"d{at:02}", "The ferry." if at % 3 else "A ferry, a ferry.") for at in range(35)
    ]
    with make_project(tmp_path, documents) as project:
        project.search.index()
        asked: list[str] = []

        def listen(*arguments: object) -> list[tuple[int, str]]:
            asked.append(arguments[1].question)  # type: ignore[attr-defined]
            return look_up(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(corpus_search, "look_up", listen)
        pages = project.search.hits(CorpusQuery("ferry"))
        first = next(pages)
        assert asked == [""]
        rest = [one for page in pages for one in page]
        assert len(asked) == 2
        assert asked[1]
        # Each place once, in the order of the project.
        assert [(one.document, one.start) for one in (*first, *rest)] == [
            (document.id, start)
            for document in documents
            for start in ((4,) if document.text.startswith("The") else (2, 11))
        ]
