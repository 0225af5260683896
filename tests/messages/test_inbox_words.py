"""What the inbox says of a verdict: before and after, who decided so, and why."""

from dataclasses import replace

import pytest

from annotator.messages.inbox_words import InboxTeller
from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Remark, Verdict
from annotator.review.concerns import concern_of
from annotator.review.inbox import InboxRow
from tests.builders import LABEL_SET, TEXT, make_span

ILSE = make_span(TEXT, "Ilse Varga", "p", "a")
MASTER = make_span(TEXT, "harbour master", "r", "m")
THE_MASTER = make_span(TEXT, "the harbour master", "r", "t")
LINES = make_span(TEXT, "Norrow Lines", "o", "n")
WORKS = Relation("w", "w", "a", "n")
ENDS = (ILSE, LINES)
NAMES = {"mara": "mara <b>", "me": "ilse"}
TELLER = InboxTeller(TEXT, LABEL_SET, lambda id: NAMES.get(id, id))
LABEL = Difference("label", ILSE, ILSE._replace(id="b", label="o"))


def _verdict(difference: Difference | None, choice: str = "second", **rest: object) -> Verdict:
    made = Verdict("v", "talks", "mara", "2026-01-24", choice, difference, "me", "jon")  # type: ignore[arg-type]
    return replace(made, **rest)  # type: ignore[arg-type]


def _row(verdict: Verdict, **rest: object) -> InboxRow:
    concern = concern_of(verdict, "me", has_finished=True)
    row = InboxRow("talks", "Ferry talks", "waiting", (0, 0), verdict.id, verdict, concern)
    return row._replace(**rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdict", "title", "kind", "change"),
    [
        (_verdict(LABEL), "“Ilse Varga”", "label", "PERSON → ORGANISATION"),
        (_verdict(LABEL, "neither"), "“Ilse Varga”", "extra", "PERSON → nothing here"),
        (_verdict(LABEL, "both"), "“Ilse Varga”", "label", "PERSON → PERSON and ORGANISATION"),
        (
            _verdict(LABEL, "edited", outcome=(make_span(TEXT, "Varga", "c", "e"),)),
            "“Ilse Varga”",
            "label",
            "PERSON “Ilse Varga” → CLAIM “Varga”",
        ),
        (
            _verdict(Difference("boundary", MASTER, THE_MASTER)),
            "“harbour master”",
            "boundary",
            "“harbour master” → “the harbour master”",
        ),
        (
            _verdict(Difference("extra", None, LINES)),
            "“Norrow Lines”",
            "missing",
            "nothing → ORGANISATION",
        ),
        (_verdict(Difference("missing", LINES)), "“Norrow Lines”", "extra",
         "ORGANISATION → nothing here"),
        (
            _verdict(Difference("relation", None, WORKS, None, ENDS, fault="extra")),
            "Ilse Varga works for Norrow Lines",
            "relation",
            "nothing → works for",
        ),
        (
            _verdict(
                Difference("relation", WORKS, WORKS._replace(id="z", label="l"), ENDS, ENDS,
                           fault="type")
            ),
            "Ilse Varga works for Norrow Lines",
            "relation",
            "works for → leads",
        ),
        (
            _verdict(
                Difference(
                    "relation", WORKS, Relation("z", "w", "n", "a"), ENDS, ENDS[::-1],
                    fault="direction",
                )
            ),
            "Ilse Varga works for Norrow Lines",
            "relation",
            "Ilse Varga works for Norrow Lines → Norrow Lines works for Ilse Varga",
        ),
        (
            _verdict(
                Difference("attribute", ILSE, ILSE, attribute="m", first_value="named",
                           second_value="pronoun")
            ),
            "“Ilse Varga”",
            "attribute",
            "mention: named → pronoun",
        ),
        (
            _verdict(Difference("document_label", document_label="d1", second_value=True)),
            "politics",
            "article label",
            "no → yes",
        ),
        (
            _verdict(None, "added", outcome=(MASTER,)),
            "“harbour master”",
            "added",
            "nothing → ROLE",
        ),
        (
            _verdict(None, "added", outcome=(WORKS,)),
            "works for",
            "added",
            "nothing → works for",
        ),
    ],
)  # fmt: skip
def test_before_and_after(verdict: Verdict, title: str, kind: str, change: str) -> None:
    words = TELLER.tell_row(_row(verdict), "me")
    assert (words.title, words.kind, words.sides) == (title, kind, change)
    assert (words.settled, words.said) == ("", "mara <b>")


def test_who_decided_so_and_why() -> None:
    verdict = _verdict(LABEL, reason="slip", comment="see <rule> 3", needs_guideline=True)
    said = TELLER.tell_row(_row(verdict), "me").said
    assert said == "mara <b> · slip · “see <rule> 3” · guideline needs work"


def test_when_it_was_decided() -> None:
    teller = InboxTeller(TEXT, LABEL_SET, NAMES.__getitem__, lambda at: f"on {at}")
    told = teller.tell_row(_row(_verdict(LABEL, reason="slip")), "me")
    assert told.said == "mara <b> · on 2026-01-24 · slip"


REMARK = Remark("r", "talks", "v", "me", "2026-01-24", "She is not.")


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"state": "accepted"}, "✓ accepted"),
        ({"state": "contested"}, "contested"),
        ({"state": "contested", "thread": (REMARK,)}, "contested: “She is not.”"),
        ({"state": "stale"}, "your labels have changed since"),
        ({"unread": 1}, "1 remark waits for your answer"),
        ({"state": "stale", "unread": 2},
         "your labels have changed since · 2 remarks wait for your answer"),
    ],
)  # fmt: skip
def test_how_it_stands(row: dict[str, object], state: str) -> None:
    assert TELLER.tell_row(_row(_verdict(LABEL), **row), "me").settled == state


def test_what_was_settled_anew_says_so() -> None:
    again = _verdict(LABEL, answered_before=(("me", "contested"),))
    told = TELLER.tell_row(_row(again, state="settled_since"), "me")
    assert told.settled == "settled anew since you contested it"


def test_what_is_only_discussed() -> None:
    remark = replace(REMARK, annotator="mara", text="Which <one>?")
    row = InboxRow(
        "talks", "Ferry talks", "discussed", (0, 0), "a", annotation=ILSE, thread=(remark,), unread=1
    )  # fmt: skip
    told = TELLER.tell_row(row, "me")
    assert (told.title, told.kind, told.sides) == ("“Ilse Varga”", "discussion", "PERSON")
    assert told.said == "mara <b>: “Which <one>?”"
    told = TELLER.tell_row(row._replace(annotation=WORKS, verdict=_verdict(
        Difference("relation", WORKS, None, ENDS, fault="missing"))), "me")  # fmt: skip
    assert told.title == "Ilse Varga works for Norrow Lines"
    assert TELLER.tell_row(row._replace(annotation=None), "me").title == "The article"


def test_labels_that_are_gone_are_told_by_their_ids() -> None:
    gone = Span("b", "gone", ILSE.fragments)
    told = TELLER.tell_row(_row(_verdict(Difference("label", ILSE, gone))), "me")
    assert told.sides == "PERSON → gone"
