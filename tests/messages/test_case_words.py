"""What a case says."""

import pytest

from annotator.messages.case_words import Answered, CaseTeller, CaseWords
from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.review.cases import Case
from tests.builders import LABEL_SET, TEXT, make_span

ILSE = make_span(TEXT, "Ilse Varga", "p")
MASTER = make_span(TEXT, "harbour master", "r")
THE_MASTER = make_span(TEXT, "the harbour master", "r")
LEADS = Relation("r", "l", "i", "m")
TELLER = CaseTeller(TEXT, LABEL_SET, "ana", "<b>ben</b>")


@pytest.mark.parametrize(
    ("difference", "title", "kind", "sides"),
    [
        (Difference("missing", ILSE), "“Ilse Varga”", "missing", "only ana: PERSON"),
        (Difference("extra", None, ILSE), "“Ilse Varga”", "extra", "only <b>ben</b>: PERSON"),
        (
            Difference("label", ILSE, ILSE._replace(label="o")),
            "“Ilse Varga”",
            "label",
            "ana PERSON · <b>ben</b> ORGANISATION",
        ),
        (
            Difference("boundary", MASTER, THE_MASTER),
            "“harbour master”",
            "boundary",
            "ana “harbour master” · <b>ben</b> “the harbour master”",
        ),
        (
            Difference("relation", LEADS, None, (ILSE, MASTER), fault="missing"),
            "Ilse Varga leads harbour master",
            "relation",
            "only ana: leads",
        ),
        (
            Difference("relation", LEADS, LEADS, (ILSE, MASTER), (MASTER, ILSE), fault="direction"),
            "Ilse Varga leads harbour master",
            "relation",
            "ana Ilse Varga leads harbour master · <b>ben</b> harbour master leads Ilse Varga",
        ),
        (
            Difference("attribute", ILSE, ILSE, attribute="m", first_value="named"),
            "“Ilse Varga”",
            "attribute",
            "mention: ana named · <b>ben</b> —",
        ),
        (
            Difference("document_label", document_label="d1", second_value=True),
            "politics",
            "article label",
            "ana — · <b>ben</b> yes",
        ),
    ],
)
def test_words(difference: Difference, title: str, kind: str, sides: str) -> None:
    expected = CaseWords(title, kind, sides, "", first="ana", second="<b>ben</b>")
    assert TELLER.tell(Case(difference)) == expected


@pytest.mark.parametrize(
    ("choice", "settled"),
    [
        ("first", "✓ ana"),
        ("second", "✓ <b>ben</b>"),
        ("both", "✓ both"),
        ("neither", "✓ nothing here"),
        ("edited", "✓ put right: ROLE “harbour master”"),
    ],
)
def test_what_was_decided(choice: str, settled: str) -> None:
    outcome: tuple[Span, ...] = (MASTER,) if choice == "edited" else ()
    verdict = Verdict("v", "d", "m", "1", choice, Difference("missing", ILSE), outcome=outcome)  # type: ignore[arg-type]
    assert TELLER.tell(Case(Difference("missing", ILSE), verdict)).settled == settled
    stale = Case(Difference("missing", ILSE), verdict, is_stale=True)
    assert "changed since" in TELLER.tell(stale).settled


# ---- what was answered ----------------------------------------------------------------------------


def test_what_was_accepted_and_what_is_contested() -> None:
    difference = Difference("label", ILSE, ILSE._replace(label="o"))
    verdict = Verdict("v", "talks", "mara", "2026-01-24", "first", difference, "a", "b")
    accepted = Answered("<b>ben</b>", "accepted")
    contested = Answered("ana", "contested", "She is not.")
    case = Case(difference, verdict)
    assert TELLER.tell(case, [accepted]).settled == "✓ ana · accepted by <b>ben</b>"
    told = TELLER.tell(case, [accepted, contested]).settled
    assert told == "contested by ana: “She is not.” · decided: ana"
    told = TELLER.tell(case, [contested._replace(words=""), Answered("cy", "contested")]).settled
    assert told == "contested by ana and cy · decided: ana"
    stale = TELLER.tell(Case(difference, verdict, is_stale=True), [accepted]).settled
    assert "accepted" not in stale
    added = Verdict("v", "talks", "mara", "2026-01-24", "added", outcome=(ILSE,))
    assert TELLER.tell_added(added, [accepted]).settled == "✓ added · accepted by <b>ben</b>"
