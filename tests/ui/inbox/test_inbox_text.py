"""What the text shows of a row of the inbox."""

from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.verdict import Verdict
from annotator.review.concerns import concern_of
from annotator.review.inbox import InboxRow
from annotator.ui.inbox.inbox_text import decided_set, lit_place, name_of_decided
from tests.builders import TEXT, make_set, make_span

ILSE = make_span(TEXT, "Ilse Varga", "p", "a")
LINES = make_span(TEXT, "Norrow Lines", "o", "n")
WORKS = Relation("w", "w", "a", "n")
MINE = make_set(ILSE, LINES, WORKS)


def row_of(difference, choice="second", **rest):
    verdict = Verdict("v", "talks", "mara", "2026-01-24", choice, difference, "me", "jon", **rest)
    concern = concern_of(verdict, "me", has_finished=True)
    return InboxRow("talks", "Ferry talks", "waiting", (0, 0), "v", verdict, concern)


def test_what_was_decided_is_a_set_of_its_own():
    other = ILSE._replace(id="b", label="o")
    row = row_of(Difference("label", ILSE, other))
    assert decided_set(row).spans == {"b": other}
    lit = lit_place(row, MINE)
    assert lit.places == ILSE.fragments
    assert lit.current == {"a", "b"}
    assert {"a", "n", "w"} <= lit.annotations  # nothing of mine turns grey


def test_a_relation_comes_with_its_ends():
    row = row_of(Difference("relation", None, WORKS, None, (ILSE, LINES), fault="extra"))
    decided = decided_set(row)
    assert (decided.spans.keys(), decided.relations.keys()) == ({"a", "n"}, {"w"})
    assert lit_place(row, MINE).places == (*ILSE.fragments, *LINES.fragments)


def test_where_nothing_is_right_there_is_no_set():
    row = row_of(Difference("missing", ILSE), "neither")
    assert decided_set(row) is None
    assert lit_place(row, MINE).places == ILSE.fragments


def test_a_value_is_not_in_the_text_but_what_carries_it_is():
    said = Difference("attribute", ILSE, ILSE, attribute="m", first_value="named")
    assert decided_set(row_of(said)) is None
    assert lit_place(row_of(said), MINE).places == ILSE.fragments
    politics = Difference("document_label", document_label="d1", second_value=True)
    assert lit_place(row_of(politics), MINE).places == ()


def test_what_is_only_discussed_is_lit():
    row = InboxRow("talks", "", "discussed", (0, 0), "w", annotation=WORKS)
    assert decided_set(row) is None
    assert lit_place(row, MINE).places == (*ILSE.fragments, *LINES.fragments)


def test_names_are_only_words():
    assert name_of_decided("<b>mara") == "decided by <b>mara"
