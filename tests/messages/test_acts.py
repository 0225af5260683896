"""Acts in a few words, with the words of the article where they are known."""

import inspect
from dataclasses import replace

import pytest

from annotator.edits import edit as edits
from annotator.edits.apply import Ground, apply
from annotator.edits.carrying import carried_act
from annotator.edits.compose import confirm_spans, relabel_spans, remove_annotations
from annotator.edits.edit import Edit
from annotator.messages import act_words, step_words
from annotator.model.annotation_set import SetState
from annotator.model.assignment import Assignment
from annotator.model.difference import Difference
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.hidden import Hidden
from annotator.model.labels import LabelSet
from annotator.model.oddity import Dismissal
from annotator.model.relation import Relation
from annotator.model.verdict import Remark, Verdict
from tests.builders import LABEL_SET, TEXT, make_set, make_span

VARGA = make_span(TEXT, "Ilse Varga", id="v")
LINES = make_span(TEXT, "Norrow Lines", "o", id="n")
WORKS = Relation("rel", "w", "v", "n")
KNOWN = {"v": VARGA, "n": LINES, "rel": WORKS}
VERDICT = Verdict(
    "v", "talks", "mara", "2026-01-24", "second", Difference("label", VARGA, VARGA), "ilse", "jon"
)
BLIND = Assignment("talks", "ilse", "2026-01-24", "mara", is_blind=True)
ASIDE = Hidden("talks", "2026-01-24", "mara", is_removed=False)
RIGHT = Dismissal("talks", "ends", "3-9 p")
REMARK = Remark("r", "talks", "v", "jon", "2026-01-24", "Is it <b>her</b>?")

VARGA_HERSELF = Entity("e", "Ilse Varga", "p", "Q1")

WITH_TEXT: list[tuple[Edit, str]] = [
    (edits.AddSpan(VARGA), "labelled “Ilse Varga” PERSON"),
    (edits.RemoveSpan("v"), "deleted “Ilse Varga”"),
    (edits.RelabelSpan("v", "r"), "relabelled “Ilse Varga” ROLE"),
    (edits.MoveSpan("v", ((0, 7),)), "moved the ends of a span to “Council”"),
    (edits.AddRelation(WORKS), "related “Ilse Varga” works for “Norrow Lines”"),
    (edits.RemoveRelation("rel"), "deleted “Ilse Varga” works for “Norrow Lines”"),
    (edits.RelabelRelation("rel", "l"), "relabelled a relation leads"),
    (edits.TurnRelation("rel"), "turned “Ilse Varga” works for “Norrow Lines” round"),
    (edits.SetAttribute("v", "m", "named"), "set mention to named on “Ilse Varga”"),
    (edits.SetAttribute("v", "m", None), "removed mention on “Ilse Varga”"),
    (
        edits.SetAttribute("rel", "f", True),
        "set checked to yes on “Ilse Varga” works for “Norrow Lines”",
    ),
    (edits.SetNote("v", "who?"), "wrote a note on “Ilse Varga”"),
    (edits.SetNote("v", " "), "removed the note on “Ilse Varga”"),
    (edits.LinkSpan("v", "e", "Ilse Varga"), "linked “Ilse Varga” to “Ilse Varga”"),
    (edits.LinkSpan("v", "e"), "linked “Ilse Varga” to an entity"),
    (edits.LinkSpan("v", None), "took the link of “Ilse Varga” away"),
    (
        edits.Together((edits.LinkSpan("v", "e", "Varga"), edits.LinkSpan("n", "e", "Varga"))),
        "linked 2 spans to “Varga”",
    ),
    (
        edits.Together((edits.LinkSpan("v", None), edits.LinkSpan("n", None))),
        "took the links of 2 spans away",
    ),
    (edits.PutEntities((VARGA_HERSELF,)), "put the entity “Ilse Varga” (Q1)"),
    (
        edits.PutEntities((VARGA_HERSELF,), linked=edits.LinkSpan("v", "e", "Ilse Varga")),
        "put the entity “Ilse Varga” (Q1): linked “Ilse Varga” to “Ilse Varga”",
    ),
    (
        edits.PutEntities((replace(VARGA_HERSELF, is_retired=True),)),
        "retired the entity “Ilse Varga”",
    ),
    (edits.PutEntities((), ("e",)), "removed 1 entity"),
    (edits.PutEntities((VARGA_HERSELF, VARGA_HERSELF)), "changed 2 entities"),
    (edits.SetStatus("in_progress"), "marked the article in progress"),
    (edits.SetDocumentLabels(frozenset({"d2", "d1"})), "labelled the article politics, sport"),
    (edits.SetDocumentLabels(frozenset()), "removed the labels of the article"),
    (edits.SetDocumentAttribute("x", ("a", "b")), "set certainty to a, b on the article"),
    (edits.PutBack(WORKS), "put back “Ilse Varga” works for “Norrow Lines”"),
    (
        edits.PutBackState(SetState("new", frozenset(), {})),
        "put back what was said of the article",
    ),
    (edits.Together(()), "did nothing"),
    (confirm_spans([VARGA._replace(is_doubtful=True)]), "confirmed “Ilse Varga”"),
    (
        confirm_spans([VARGA._replace(is_doubtful=True), LINES._replace(is_doubtful=True)]),
        "confirmed “Ilse Varga” and 1 more",
    ),
    (
        edits.Together((edits.AddSpan(VARGA), edits.AddSpan(LINES)), carried_act("ferry")),
        "carried 2 annotations over from “ferry”",
    ),
    (
        edits.Together((edits.AddSpan(VARGA), edits.SetStatus("in_progress"))),
        "labelled “Ilse Varga” PERSON",
    ),
    (
        edits.Together((edits.AddSpan(VARGA), edits.AddSpan(LINES), edits.AddRelation(WORKS))),
        "labelled “Ilse Varga” PERSON and 2 more",
    ),
    (edits.Together((edits.AddSpan(VARGA), edits.AddSpan(VARGA))), "labelled 2 spans PERSON"),
    (relabel_spans(["v", "n"], "r"), "relabelled 2 spans ROLE"),
    (
        edits.CorrectMeta("talks", Meta("Ferry talks")),
        "corrected what is known about “Ferry talks”",
    ),
    (edits.CorrectMeta("talks", Meta()), "corrected an article"),
    (edits.ReplaceLabelSet(LABEL_SET), "changed the label set “Test”"),
    (edits.BringIn("i", documents=3), "brought in 3 articles"),
    (edits.BringIn("i", documents=1, sets=2), "brought in 1 article and 2 annotation sets"),
    (edits.Retire("i", sets=1), "took out 1 annotation set"),
    (edits.TakeIn("i"), "took in a colleague’s project"),
    (
        edits.TakeIn("i", ("jon.annotator",), 2, 3, 1),
        "took in jon.annotator: 2 articles and 3 annotation sets, changes in 1 annotation set",
    ),
    (
        edits.GiveBack("i", changed=2),
        "took out what a colleague’s project had brought: changes in 2 annotation sets",
    ),
    (edits.Settle((VERDICT,)), "settled “Ilse Varga”: the second is right"),
    (
        edits.Settle((replace(VERDICT, choice="neither"),)),
        "settled “Ilse Varga”: nothing should be here",
    ),
    (
        edits.Settle((replace(VERDICT, choice="added", difference=None, outcome=(LINES,)),)),
        "added what both had missed: “Norrow Lines”",
    ),
    (
        edits.Settle((replace(VERDICT, difference=Difference("relation", WORKS)),)),
        "settled a relation works for: the second is right",
    ),
    (
        edits.Settle((replace(VERDICT, difference=Difference("document_label")),)),
        "settled what is said of the article: the second is right",
    ),
    (edits.Settle((VERDICT, VERDICT)), "settled 2 differences"),
    (edits.Settle((), ("v",)), "withdrew 1 verdict"),
    (edits.AnswerVerdict("v", "contested"), "contested a verdict"),
    (
        edits.AnswerVerdict("v", "accepted", edits.RelabelSpan("v", "r")),
        "accepted a verdict: relabelled “Ilse Varga” ROLE",
    ),
    (edits.AnswerVerdict("v", None), "took back the answer to a verdict"),
    (edits.Say(REMARK), "remarked “Is it <b>her</b>?”"),
    (edits.Say(replace(REMARK, is_closing=True)), "closed a discussion"),
    (edits.Unsay("r"), "took back a remark"),
    (edits.SetReasons(("slip",)), "changed the list of reasons"),
    (
        edits.ReviewTogether((edits.AnswerVerdict("v", "contested"), edits.Say(REMARK))),
        "contested a verdict: “Is it <b>her</b>?”",
    ),
    (edits.ReviewTogether((edits.AnswerVerdict("v", "accepted"),) * 2), "accepted 2 verdicts"),
    (
        edits.ReviewTogether((edits.AnswerVerdict("v", "accepted"),)),
        "accepted a verdict",
    ),
    (
        edits.ReviewTogether((edits.Unsay("r"), edits.AnswerVerdict("v", None))),
        "took back a remark and 1 more",
    ),
    (edits.ReviewTogether(()), "did nothing"),
    (edits.Assign((BLIND,)), "assigned 1 article to 1 annotator blind"),
    (
        edits.Assign((BLIND, BLIND._replace(document="d1", annotator="jon", is_blind=False))),
        "assigned 2 articles to 2 annotators",
    ),
    (edits.Assign((), (("talks", "ilse"),)), "withdrew 1 assignment"),
    (edits.Look("talks"), "looked at labels given blind before all had finished"),
    (edits.Look("talks", is_looking=False), "looked no more at labels given blind"),
    (
        edits.RenameAnnotators((("a", "Maria"), ("b", "Maria, second time"))),
        "renamed an annotator “Maria”",
    ),
    (edits.JoinAnnotators("a", "b", ("s", "t")), "joined two annotators (2 annotation sets)"),
    (edits.PartAnnotators("a", "b", ("s",)), "parted two annotators (1 annotation set)"),
    (edits.Hide((ASIDE, ASIDE._replace(document="d1"))), "set 2 articles aside"),
    (edits.Hide((ASIDE._replace(is_removed=True),)), "removed 1 article from the list"),
    (edits.Hide((), ("talks",)), "brought 1 article back into the list"),
    (edits.Dismiss((RIGHT, RIGHT._replace(name="0-3 p"))), "said that 2 places may stay so"),
    (edits.Dismiss((), (RIGHT,)), "let 1 place be looked at again"),
    (edits.Purge("x", documents=2), "erased 2 articles for good"),
    (edits.Purge("x", people=1), "forgot who an annotator was"),
    (edits.Purge("x", emptied=(("a", "b"),)), "emptied 1 act more"),
    (edits.Purged(), "did something that has been erased"),
]


@pytest.mark.parametrize(("edit", "words"), WITH_TEXT, ids=[words for _, words in WITH_TEXT])
def test_words_of_an_act(edit: Edit, words: str) -> None:
    assert act_words(edit, LABEL_SET, TEXT, KNOWN) == words


def test_every_edit_has_an_example() -> None:
    kinds = {
        one
        for _, one in inspect.getmembers(edits, inspect.isclass)
        if one.__module__ == edits.__name__
    }
    assert {type(edit) for edit, _ in WITH_TEXT} == kinds


@pytest.mark.parametrize(
    "edit", [edit for edit, _ in WITH_TEXT], ids=lambda edit: type(edit).__name__
)
def test_words_without_the_article_and_with_labels_gone(edit: Edit) -> None:
    words = act_words(edit, LabelSet())
    assert words.strip()
    assert words.isprintable()
    assert "“”" not in words


def test_without_the_text_the_label_is_named() -> None:
    assert act_words(edits.AddSpan(VARGA), LABEL_SET) == "labelled a span PERSON"
    assert act_words(edits.RemoveSpan("v"), LABEL_SET, known=KNOWN) == "deleted a span PERSON"
    assert act_words(edits.RemoveSpan("v"), LABEL_SET) == "deleted a span"
    assert act_words(edits.RemoveRelation("x"), LABEL_SET) == "deleted a relation"


def test_the_inverse_tells_what_was_deleted() -> None:
    before = make_set(VARGA, LINES, WORKS)
    deletion = remove_annotations(before, ["v"])
    outcome = apply(deletion, before, Ground(LABEL_SET, len(TEXT)))
    words = act_words(deletion, LABEL_SET, TEXT, inverse=outcome.inverse)
    assert words == "deleted “Ilse Varga” and 1 relation"


def test_several_deleted() -> None:
    before = make_set(VARGA, LINES, WORKS)
    words = act_words(remove_annotations(before, ["v", "n"]), LABEL_SET, TEXT)
    assert words == "deleted 2 spans and 1 relation"


def test_quoted_words_are_safe_and_short() -> None:
    text = "\u202e" + "x" * 5_000
    span = make_span(text, text, id="long")
    words = act_words(edits.AddSpan(span), LABEL_SET, text)
    assert words.isprintable()
    assert len(words) < 80


@pytest.mark.parametrize(
    ("step", "words"), [("do", "x"), ("undo", "undid: x"), ("redo", "redid: x")]
)
def test_steps(step: str, words: str) -> None:
    assert step_words(step, "x") == words  # type: ignore[arg-type]
