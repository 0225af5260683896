"""Whatever changes on a crowded page: laid out again it is as if it were laid out anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits.apply import Ground, apply
from annotator.edits.edit import AddRelation, AddSpan, MoveSpan, RelabelSpan
from annotator.model.errors import AnnotatorError
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.ui.fonts import register_fonts
from annotator.ui.text_view import span_edits
from annotator.ui.text_view.colours import LIGHT
from annotator.ui.text_view.density import ARCS_SHOWN, NAMES_SHOWN, Density
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.typography import typography_of
from tests.builders import LABEL_SET, TEXT, make_document, make_set

LONG = TEXT.replace("\n", " ") * 2 + "\nقالت وزارة الميناء في مضيق هالم 12 May ثم عادت.\n" + TEXT
WIDTH = 620.0
GROUND = Ground(LABEL_SET, len(LONG))

ranges = st.tuples(st.integers(0, len(LONG) - 40), st.integers(1, 30)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "part", "move", "relabel", "relate", "delete", "undo"]),
        st.integers(0, 60),
        ranges,
        st.sampled_from("poc"),
    ),
    min_size=1,
    max_size=8,
)
crowds = st.tuples(
    st.lists(st.tuples(ranges, st.sampled_from("poc")), min_size=2, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3)), max_size=20),
).map(lambda drawn: crowd(*drawn))
densities = st.builds(Density, st.sampled_from(NAMES_SHOWN), st.sampled_from(ARCS_SHOWN))


def crowd(places, ties):
    """A set of spans and of relations from one to another a little further on."""
    spans = [Span(f"s{number}", label, (at,)) for number, (at, label) in enumerate(places)]
    by_place = sorted(spans, key=lambda one: one.start)
    relations = {}
    for at, further in ties:
        ends = by_place[at % len(spans)].id, by_place[(at + 1 + further) % len(spans)].id
        if ends[0] != ends[1]:
            relations[ends] = Relation(f"r{len(relations)}", "s", *ends)
    return make_set(*spans, *relations.values(), document="talks")


def edit_for(current, step, count, inverses):
    kind, which, covered, label = step
    spans = sorted(current.spans.values(), key=lambda one: one.id)
    if kind == "add" or not spans:
        return AddSpan(Span(f"n{count}", label, (covered,)))
    span, other = spans[which % len(spans)], spans[(which + 1) % len(spans)]
    return {
        "part": lambda: span_edits.add_fragment(span, covered),
        "move": lambda: MoveSpan(span.id, (covered,)),
        "relabel": lambda: RelabelSpan(span.id, label),
        "relate": lambda: AddRelation(Relation(f"m{count}", "s", span.id, other.id)),
        "delete": lambda: span_edits.delete_spans([span], current.relations.values()),
        "undo": lambda: inverses.pop() if inverses else None,
    }[kind]()


def make_galley(current, density, second=None):
    typography = typography_of("Noto Serif", 13.5, None, 90, 1.0)
    document = make_document(LONG)
    galley = Galley(document, current, LABEL_SET, typography, LIGHT, WIDTH, density)
    galley.show_second(second)
    return galley


def follow(galley, current, given_steps):
    """Yield the set after each step that can be taken, followed by the galley."""
    inverses = []
    for count, step in enumerate(given_steps):
        edit = edit_for(current, step, count, inverses)
        if edit is None:
            continue
        try:
            done = apply(edit, current, GROUND)
        except AnnotatorError:
            continue
        current = done.annotation_set
        if step[0] != "undo":
            inverses.append(done.inverse)
        galley.apply(done.changes)
        yield current


def same(galley, fresh):
    for number in range(len(fresh.blocks)):
        laid, anew = galley.laid(number), fresh.laid(number)
        assert laid.lines == anew.lines, number
        assert (laid.height, laid.tops) == (anew.height, anew.tops)
        assert [line.y() for line in laid.paragraph._lines] == [one.text_top for one in anew.lines]


@pytest.fixture(autouse=True)
def fonts(qapp):
    register_fonts()


@given(crowds, steps, densities)
@settings(max_examples=60, deadline=None)
def test_laid_again_it_is_as_laid_anew(held, given_steps, density):
    galley = make_galley(held, density)
    for number in range(len(galley.blocks)):
        galley.laid(number)
    for current in follow(galley, held, given_steps):
        same(galley, make_galley(current, density))


@given(crowds, crowds, steps)
@settings(max_examples=25, deadline=None)
def test_so_it_is_above_somebody_elses_spans(held, other, given_steps):
    galley = make_galley(held, Density(), other)
    for number in range(len(galley.blocks)):
        galley.laid(number)
    for current in follow(galley, held, given_steps):
        same(galley, make_galley(current, Density(), other))


@pytest.mark.parametrize("length", [5, 30])
def test_an_arc_between_lines_that_have_moved_keeps_its_feet(length):
    """Its feet stand on names, on the boxes beside them, and below."""
    galley = make_galley(make_set(document="talks"), Density())
    starts = galley.laid(0).paragraph.starts
    ends = [Span(f"e{line}", "p", ((starts[line], starts[line] + length),)) for line in (1, 2)]
    current = make_set(*ends, Relation("r", "s", "e1", "e2"))
    galley = make_galley(current, Density())
    galley.laid(0)
    for count, at in enumerate((starts[0], starts[0], starts[1] + 40, starts[0], starts[2] + 40)):
        done = apply(AddSpan(Span(f"n{count}", "oc"[count % 2], ((at, at + 5),))), current, GROUND)
        current = done.annotation_set
        galley.apply(done.changes)
        same(galley, make_galley(current, Density()))
