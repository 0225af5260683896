"""Whatever is done and undone, the view shows what a view opened afterwards shows."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.edits.edit import AddRelation, AddSpan, MoveSpan, RelabelSpan
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.text_view import span_edits
from annotator.ui.text_view.density import NAMES_SHOWN, Density
from annotator.ui.text_view.galley import Galley
from tests.builders import LABEL_SET, TEXT

LONG = (TEXT + "\n") * 3

ranges = st.tuples(st.integers(0, len(LONG) - 30), st.integers(1, 28)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "part", "move", "relabel", "relate", "delete", "undo", "names"]),
        st.integers(0, 50),
        ranges,
        st.sampled_from("poc"),
    ),
    min_size=1,
    max_size=12,
)


def edit_for(desk, step, count):
    kind, which, covered, label = step
    spans = sorted(desk.set.spans.values(), key=lambda span: span.id)
    if kind == "add" or not spans:
        return AddSpan(Span(f"s{count}", label, (covered,)))
    span = spans[which % len(spans)]
    if kind == "part":
        return span_edits.add_fragment(span, covered)
    if kind == "move":
        return MoveSpan(span.id, (covered,))
    if kind == "relabel":
        return RelabelSpan(span.id, label)
    if kind == "relate":
        other = spans[(which + 1) % len(spans)]
        return AddRelation(Relation(f"r{count}", "s", span.id, other.id))
    if kind == "delete":
        return span_edits.delete_spans([span], desk.set.relations.values())
    return desk.inverses.pop() if desk.inverses else None


def numbers(laid):
    return (laid.height, [(line.boxes, line.names, line.joins, line.wires) for line in laid.lines])


@given(steps)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_the_view_follows_every_edit_and_its_inverse(desk, given_steps):
    desk.show_text(LONG)
    desk.view.set_density(Density())
    desk.inverses.clear()
    desk.view.grab()
    density = Density()
    for count, step in enumerate(given_steps):
        if step[0] == "names":
            density = Density(NAMES_SHOWN[step[1] % 3])
            desk.view.set_density(density)
            continue
        edit = edit_for(desk, step, count)
        if edit is not None:
            desk.apply(edit)
    desk.view.grab()
    shown = desk.view.galley
    typography, colours = shown.typography, desk.view.colours
    fresh = Galley(desk.document, desk.set, LABEL_SET, typography, colours, shown.width, density)
    for number in range(len(shown.blocks)):
        assert numbers(shown.laid(number)) == numbers(fresh.laid(number)), number
        assert shown.heights.height(number) == fresh.laid(number).height
    assert list(shown.index.in_order()) == list(fresh.index.in_order())


def test_undoing_a_deletion_brings_span_and_relation_back(desk):
    from tests.builders import make_span

    desk.show_text(
        TEXT,
        make_span(TEXT, "Ilse Varga", "p", "a"),
        make_span(TEXT, "Norrow Lines", "o", "b"),
        Relation("r", "w", "a", "b"),
    )
    before = desk.view.viewport().grab().toImage()
    desk.selection.select_spans(["a"])
    desk.view.delete_selected()
    assert not desk.wire_points("r")
    desk.apply(desk.inverses.pop())
    desk.selection.set_caret(0)
    assert desk.wire_points("r")
    desk.view.caret.hide()
    after = desk.view.viewport().grab().toImage()
    assert before.size() == after.size()
