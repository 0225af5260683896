"""What a report says of months, of pace, of articles and of the graph of the news."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan
from annotator.model.document import Document, Meta
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.report.gathering import gather
from annotator.report.page import make_page
from tests.builders import TEXT, make_span
from tests.project.building import make_project
from tests.project.differing import say
from tests.report.reading import Page

ILSE = make_span(TEXT, "Ilse Varga", "p", "i")
LINES = make_span(TEXT, "Norrow Lines", "o", "l")
OTHER = LINES._replace(label="r")
METAS = (
    Meta("One", "Gazette", "2017-01-03", language="en"),
    Meta("Two", "Gazette", "2017-02-03", language="en"),
    Meta("Three", "Wire", "2017-02-14", language="de"),
    Meta("Four", None, None),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """ada and ben finish two articles in May, in which they agree, and two in July, in one of which
    they do not; ada ties two names."""
    documents = [Document(f"d{at}", TEXT + "x" * 150 * at, meta) for at, meta in enumerate(METAS)]
    works = Relation("r", "w", "i", "l")
    with make_project(tmp_path, documents, annotator=None) as made:
        for at in range(4):
            say(made, "ada", ILSE, LINES, works, document=f"d{at}")
            say(made, "ben", ILSE, OTHER if at == 3 else LINES, document=f"d{at}")
        path = made.path
    with closing(sqlite3.connect(path)) as connection, connection:
        acts = connection.execute(
            "SELECT seq, document FROM history WHERE document IS NOT NULL ORDER BY seq"
        ).fetchall()
        for number, (seq, document) in enumerate(acts):
            month = "05" if document in ("d0", "d1") else "07"
            when = f"2026-{month}-11T09:{number:02}:00.000+00:00"
            connection.execute("UPDATE history SET at = ? WHERE seq = ?", (when, seq))
    with Project.open(path, annotator="ada") as opened:
        yield opened


def page_of(project: Project, **chosen: object) -> Page:
    return Page(make_page(gather(project, **chosen)))  # type: ignore[arg-type]


def titles(page: Page) -> set[str | None]:
    return {one.findtext("{http://www.w3.org/2000/svg}title") for one in page.pictures}


def test_agreement_is_told_month_by_month_with_its_picture(project: Project) -> None:
    page = page_of(project)
    assert page.row("2026-05") == ("2026-05", "2", "1.000", "0.000")
    assert page.row("2026-07") == ("2026-07", "2", "0.750", "0.000")
    assert "F1 by the month in which the second of two finished" in titles(page)
    assert page.row("ada and ben")[:4] == ("ada and ben", "4", "1.000", "0.750")


def test_one_month_is_no_course(project: Project) -> None:
    ada = [one.id for one in project.annotators() if one.name == "ada"]
    page = page_of(project, annotators=ada)
    assert "Agreement over time" not in page.text


def test_whose_pace_is_told_is_asked_for(project: Project) -> None:
    ids = {one.name: one.id for one in project.annotators()}
    assert "Pace" not in page_of(project).text
    page = page_of(project, pace_of=[ids["ada"]])
    # Four acts on each article: in May a sitting on two articles, another in July.
    pace = project.overview.pace_of(ids["ada"])
    told = page.rows[page.rows.index(("hours", "sittings", "spans an hour", "words an hour",
                                      "acts a span", "minutes an article")) + 1]  # fmt: skip
    assert told[:3] == ("ada", f"{pace.hours:,.1f}", str(len(pace.sessions)))
    assert "Spans an hour, day by day" in titles(page)
    with pytest.raises(ValueError, match="oneself"):
        gather(project, is_for_me=True, pace_of=[ids["ben"]])
    mine = page_of(project, is_for_me=True, pace_of=[ids["ada"]])
    assert "Pace" in mine.text


def test_somebody_who_has_not_worked_has_no_pace(project: Project) -> None:
    cleo = project.sign_in("cleo").id
    page = page_of(project, pace_of=[cleo])
    assert "There is no work in the history to reckon a pace from." in page.text


def test_articles_are_told_by_source_date_language_and_length(project: Project) -> None:
    page = page_of(project)
    assert titles(page) >= {
        "Articles by source",
        "Articles by date",
        "Articles by language",
        "Articles by how many characters they have",
        "Annotation sets finished over time",
    }
    assert ("Gazette", "2") in page.rows and ("no source", "1") in page.rows
    assert ("2017-02", "2") in page.rows and "Without 1 article of no date." in page.text
    assert ("en", "2") in page.rows and ("not known", "1") in page.rows


def test_the_graph_of_the_news_has_its_names_and_ties(project: Project) -> None:
    page = page_of(project)
    assert "Who and what, and how they are tied" in titles(page)
    assert page.row("Ilse Varga") == ("Ilse Varga", "PERSON", "8", "4")
    assert page.row("Ilse Varga — works for → Norrow Lines")[1:] == ("4", "4")
    (graph,) = (one for one in page.pictures if "tied" in "".join(one.itertext()))
    drawn = [one.text for one in graph.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Ilse Varga", "Norrow Lines"} <= set(drawn)
    ben = [one.id for one in project.annotators() if one.name == "ben"]
    assert "The graph of the news" not in page_of(project, annotators=ben).text


def test_frequent_words_stand_there_as_text(project: Project) -> None:
    text = project.document("d0").text
    project.apply(AddSpan(make_span(text, "harbour master", "c", "h")), "d0")
    html = make_page(gather(project))
    assert re.search(r"<bdi>Ilse Varga</bdi> 8", html)
    assert "<bdi>harbour master</bdi> 1" in html


def test_what_ties_a_name_to_itself_is_told_and_not_drawn(project: Project) -> None:
    text = project.document("d0").text
    project.apply(AddSpan(make_span(text, "Ilse Varga", "p", "again")), "d0")
    project.apply(AddRelation(Relation("self", "s", "again", "i-ada-d0")), "d0")
    page = page_of(project)
    assert page.row("Ilse Varga — same as → Ilse Varga")[1:] == ("1", "1")
