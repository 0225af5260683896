"""What everybody says as one set: each vote once, its voices in the name of its label."""

from annotator.review.votes import count_votes
from annotator.ui.review.union import unite
from tests.builders import LABEL_SET
from tests.review.test_votes import LINES, VARGA, WORKS, own


def test_each_vote_once_with_its_voices():
    places = count_votes(
        [
            own("a", VARGA, LINES, WORKS),
            own("b", VARGA, LINES._replace(label="p"), WORKS),
            own("c", VARGA, labels=frozenset({"d1"})),
        ],
        LABEL_SET,
    )
    union = unite("talks", places, LABEL_SET)
    names = {one.id: one.name for one in union.label_set.span_labels}
    spans = union.annotation_set.spans
    assert {id: names[one.label] for id, one in spans.items()} == {
        "varga-a": "PERSON 3/3",
        "lines-a": "ORGANISATION 1/3",
        "lines-b": "PERSON 1/3",
    }
    (tie,) = union.annotation_set.relations.values()
    assert (tie.head, tie.tail) == ("varga-a", "lines-a")
    assert [one.name for one in union.label_set.relation_labels] == ["works for 2/3"]
    colours = {one.colour for one in union.label_set.span_labels if one.name.startswith("PERSON")}
    assert colours == {LABEL_SET.span_labels[0].colour}
    assert all(not one.key for one in union.label_set.span_labels)


def test_nobody_says_anything():
    union = unite("talks", [], LABEL_SET)
    assert not union.annotation_set.spans and not union.label_set.span_labels
