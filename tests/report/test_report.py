"""A report on a project: what is in it is what is so, and nothing in it is markup but ours."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import AddRelation, AddSpan, CorrectMeta, SetStatus
from annotator.model.document import Meta
from annotator.model.errors import AnnotatorUnknown, Cancelled, TargetUnwritable
from annotator.model.labels import SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.rows import Progress
from annotator.report.findings import Findings
from annotator.report.gathering import gather
from annotator.report.page import make_page
from annotator.report.writing import write_report
from tests.builders import LABEL_SET, TEXT, make_document, make_span
from tests.project.building import make_documents, make_project
from tests.project.differing import say
from tests.report.reading import Page

EVIL = '<script>alert("x")</script><img src=x onerror=y>&amp;\u202e'
ILSE = make_span(TEXT, "Ilse Varga", "p", "i")
MONDAY = make_span(TEXT, "Monday", "c", "m")
LINES = make_span(TEXT, "Norrow Lines", "o", "l")
THE_LINES = LINES._replace(fragments=((LINES.start - 5, LINES.end),))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """ada and ben have finished the talks: one span alike, one with another label, one with other
    words; mara reviews."""
    documents = [make_document(title="Ferry talks"), make_document(TEXT, "quiet")]
    with make_project(tmp_path, documents, annotator=None) as made:
        say(made, "ada", ILSE, LINES, make_span(TEXT, "Monday", "c", "m"))
        say(made, "ben", ILSE, THE_LINES, make_span(TEXT, "Monday", "r", "m"))
        say(made, "ada", ILSE, document="quiet", is_finished=False)
        made.sign_in("mara")
        yield made


def pairing(project: Project) -> Pairing:
    ids = {one.name: one.id for one in project.annotators()}
    return Pairing(ids["ada"], ids["ben"])


def settle(project: Project, kind: str, **said: object) -> None:
    pair = pairing(project)
    (case,) = [one for one in project.review.cases("talks", pair) if one.difference.kind == kind]
    project.review.settle([Ruling("talks", pair, case.difference, **said)])  # type: ignore[arg-type]


def page_of(project: Project, **chosen: object) -> Page:
    return Page(make_page(gather(project, **chosen)))  # type: ignore[arg-type]


def test_what_was_compared_and_the_figures(project: Project) -> None:
    findings = gather(project)
    page = Page(make_page(findings))
    score = findings.agreement.whole.span_f1
    assert (score.matched, score.first, score.second) == (1, 3, 3)
    assert page.row("spans: same words, same label") == (
        "spans: same words, same label", "0.333", "1", "3", "3",
    )  # fmt: skip
    assert page.row("ada") == ("ada", "1", "1", "4", "0")
    assert page.row("other label") == ("other label", "1", "33.3 %")
    assert page.row("PERSON")[:2] == ("PERSON", "1.000")
    assert page.row("kappa of words")[0] == "kappa of words"
    assert "ada and ben have both finished 1 article." in page.text
    assert len(page.pictures) == 4 + 7


def test_a_figure_that_is_missing_says_why(project: Project) -> None:
    row = page_of(project).row("relations: same type, same ends")
    assert row[1:] == ("–", "nobody has made a relation")


def test_differences_in_their_text(project: Project) -> None:
    page = page_of(project)
    assert page.row("all") == ("all", "2", "0", "2")
    assert sorted(page.marked) == ["Monday", "Norrow Lines", "that Norrow Lines"]
    assert "Not decided yet." in page.text
    assert "ada CLAIM · ben ROLE" in page.text


def test_decisions_reasons_and_flags(project: Project) -> None:
    settle(project, "label", choice="neither", reason="slip", comment="Days are no names.")
    settle(project, "boundary", choice="second", needs_guideline=True, comment="Take “that”?")
    page = page_of(project)
    assert page.row("all") == ("all", "2", "2", "0")
    assert page.row("as ben has it") == ("as ben has it", "1", "50.0 %")
    assert page.row("nothing should be there") == ("nothing should be there", "1", "50.0 %")
    assert page.row("slip") == ("slip", "1", "50.0 %")
    assert page.row("no reason given") == ("no reason given", "1", "50.0 %")
    assert "1 decision said that the guideline needs work." in page.text
    assert "“Take “that”?”" in page.text
    assert "nothing here – decided by mara (slip): “Days are no names.”" in page.text
    assert "2 spans: 1 unanimous, 1 adjudicated; 2 negatives" in page.text
    assert page.row("unanimous") == ("unanimous", "1", "0")


def test_what_the_reviewer_added_may_be_flagged_too(project: Project) -> None:
    added = Ruling(
        "talks", pairing(project), None, "added", (make_span(TEXT, "June", "c", "j"),),
        needs_guideline=True,
    )  # fmt: skip
    project.review.settle([added])
    page = page_of(project)
    assert page.row("added: both had missed it")[1] == "1"
    assert "June" in page.marked


def test_annotators_can_be_chosen_and_what_is_begun_can_count(project: Project) -> None:
    cleo = say(project, "cleo", ILSE, document="quiet")
    ids = pairing(project)
    assert "There are no two people" not in page_of(project).text
    page = page_of(project, annotators=[ids.first, cleo], is_unfinished_counted=True)
    assert "ada and cleo have both begun 1 article." in page.text
    assert page.row("spans: same words, same label")[1] == "1.000"
    with pytest.raises(AnnotatorUnknown):
        gather(project, ["nobody"])


def test_three_people_are_told_two_by_two(project: Project) -> None:
    say(project, "cleo", ILSE)
    page = page_of(project)
    assert page.row("ada and cleo")[1:3] == ("1", "0.500")
    assert "Of ada, ben, cleo two or more have finished 1 article." in page.text
    assert page.text.count("Labels of") == 3


def test_what_is_in_the_project_with_pictures_and_tables(project: Project) -> None:
    for document in ("talks", "quiet"):
        said = Span(f"day {document}", "c", MONDAY.fragments, {"x": "possible"})
        project.apply(AddSpan(said), document)
    project.apply(AddSpan(ILSE), "talks")
    project.apply(AddSpan(LINES), "talks")
    project.apply(AddRelation(Relation("r", "w", ILSE.id, LINES.id)), "talks")
    page = page_of(project)
    titles = {one.findtext("{http://www.w3.org/2000/svg}title") for one in page.pictures}
    assert titles >= {
        "Articles by state",
        "Spans by label",
        "Relations by label",
        "Relations from the labels at the left to those above",
        "Attribute: certainty",
        "Spans by label and by the tenth of the article in which they begin",
        "Annotation sets by how many spans they have",
        "Distinct names",
    }
    rows = page.rows[page.rows.index(("articles", "share")) :]
    counts = {one.label: one for one in project.overview.span_labels()}
    assert ("PERSON", str(counts["p"].times), "2") in rows and counts["p"].times == 4
    assert ("PERSON — works for → ORGANISATION", "1", "1") in rows
    assert ("possible", "2") in rows
    growth = project.overview.growth()
    assert ("2", str(growth.spans[-1]), str(growth.names[-1])) in rows
    ada = next(one.id for one in project.annotators() if one.name == "ada")
    assert "Relations by label" not in page_of(project, annotators=[ada]).text


def test_what_one_may_not_see_yet_is_not_counted(project: Project) -> None:
    ids = {one.name: one.id for one in project.annotators()}
    mine, other = ids["mara"], ids["ada"]
    division = project.assignments.divide(["quiet"], [mine, other], per_article=2)
    project.assignments.assign(division, is_blind=True)
    seen, everything = gather(project, is_for_me=True), gather(project)
    assert (seen.corpus.closed, everything.corpus.closed) == (1, 0)
    assert seen.corpus.per_set.total < everything.corpus.per_set.total
    assert "Without what is given blind on 1 article" in Page(make_page(seen)).text


def test_nobody_and_nothing(tmp_path: Path) -> None:
    with make_project(tmp_path) as project:
        page = page_of(project)
    for words in (
        "There are no two people to compare yet.",
        "Nothing has been decided yet.",
        "No article has a curated set yet.",
        "There is no difference to show.",
        "No decision says that the guideline needs work.",
    ):
        assert words in page.text


def test_names_and_texts_are_never_markup(tmp_path: Path) -> None:
    text = f"{EVIL} Ilse {EVIL}"
    evil = SpanLabel("evil", EVIL, "#123456")
    label_set = replace(LABEL_SET, name=EVIL, span_labels=(*LABEL_SET.span_labels, evil))
    document = make_document(text, title=EVIL)
    with make_project(tmp_path, [document], annotator=None, label_set=label_set) as project:
        ids = [
            say(project, f"{name} {EVIL}", make_span(text, "Ilse", label, "i"))
            for name, label in (("a", "evil"), ("b", "p"))
        ]
        project.apply_to_project(CorrectMeta("talks", Meta(EVIL)))
        (case,) = project.review.cases("talks", Pairing(*ids))
        project.review.set_reasons([EVIL])
        ruling = Ruling(
            "talks", Pairing(*ids), case.difference, "first", reason=EVIL, comment=EVIL,
            needs_guideline=True,
        )  # fmt: skip
        project.review.settle([ruling])
        html = make_page(gather(project))
    page = Page(html)
    assert "\u202e" not in html
    assert '<script>alert("x")</script>' in page.text
    assert "Ilse" in page.marked


def test_samples_are_few_and_always_the_same(tmp_path: Path) -> None:
    with make_project(tmp_path, make_documents(30), annotator=None) as project:
        for number in range(30):
            for name, label in (("ada", "p"), ("ben", "o")):
                say(project, name, Span("i", label, ((0, 4),)), document=f"d{number}")
        findings = gather(project, samples=5)
        again = gather(project, samples=5)
    samples = findings.samples["label"]
    assert len(samples) == 5
    numbers = [int(one.document[1:]) for one in samples]
    assert numbers == sorted(numbers)
    assert _without_time(findings) == _without_time(again)
    assert findings.pairs[0].differences["label"] == 30


def _without_time(findings: Findings) -> str:
    return make_page(replace(findings, made="2026-01-24T00:00:00"))


def test_what_one_may_not_see_yet_is_not_quoted(project: Project) -> None:
    settle(project, "boundary", choice="second", needs_guideline=True, comment="Secret.")
    dora = project.sign_in("dora").id
    project.assignments.assign(project.assignments.divide(["talks"], [dora]), is_blind=True)
    mine = page_of(project, is_for_me=True)
    assert mine.marked == []
    assert "Secret." not in mine.text
    assert "1 more not shown here." in mine.text
    assert "Secret." in page_of(project).text


def test_somebody_against_oneself(project: Project) -> None:
    ada = project.sign_in("ada").id
    project.assignments.assign_again({ada: ["talks"]})
    assert "Agreement with oneself" not in page_of(project).text
    project.apply(AddSpan(ILSE._replace(id="again")), "talks")
    project.apply(SetStatus("finished"), "talks")
    page = page_of(project)
    assert "Agreement with oneself" in page.text
    assert ("ada", "1", "0.500", "0.500", "–") in page.rows


def test_it_is_written_beside_and_can_be_stopped(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old", encoding="utf-8")
    told: list[Progress] = []
    with pytest.raises(Cancelled):
        write_report(project, target, is_cancelled=lambda: True)
    assert target.read_text(encoding="utf-8") == "old"
    write_report(project, target, progress=told.append)
    assert told
    Page(target.read_text(encoding="utf-8"))
    assert not list(tmp_path.glob("*.partial"))
    with pytest.raises(TargetUnwritable):
        write_report(project, tmp_path / "nowhere" / "x.html")
