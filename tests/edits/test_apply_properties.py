"""Any edit on any set: its inverse brings the same set back, and its changes say what it did."""

import pytest
from hypothesis import given

from annotator.edits.apply import Ground, Outcome, apply
from annotator.edits.edit import SetEdit
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import AnnotatorError
from tests.builders import LABEL_SET
from tests.strategies import LENGTH, annotation_sets, set_edits

GROUND = Ground(LABEL_SET, LENGTH)


def try_edit(edit: SetEdit, before: AnnotationSet) -> Outcome | None:
    """The outcome, or None where the edit is refused; then nothing was done."""
    spans, relations = dict(before.spans), dict(before.relations)
    try:
        return apply(edit, before, GROUND)
    except AnnotatorError:
        assert (dict(before.spans), dict(before.relations)) == (spans, relations)
        return None


@given(annotation_sets(), set_edits)
def test_the_inverse_brings_the_same_set_back(before: AnnotationSet, edit: SetEdit) -> None:
    if done := try_edit(edit, before):
        assert apply(done.inverse, done.annotation_set, GROUND).annotation_set == before


@given(annotation_sets(), set_edits)
def test_the_inverse_of_the_inverse_does_it_again(before: AnnotationSet, edit: SetEdit) -> None:
    if done := try_edit(edit, before):
        undone = apply(done.inverse, done.annotation_set, GROUND)
        redone = apply(undone.inverse, undone.annotation_set, GROUND)
        assert redone.annotation_set == done.annotation_set


@given(annotation_sets(), set_edits)
def test_changes_are_the_difference(before: AnnotationSet, edit: SetEdit) -> None:
    done = try_edit(edit, before)
    if done is None:
        return
    after, changes = done.annotation_set, done.changes
    spans = dict(before.spans)
    for old, new in changes.spans:
        assert old != new
        assert old is None or spans.pop(old.id) == old
        if new:
            spans[new.id] = new
    assert spans == after.spans
    relations = dict(before.relations)
    for head, tail in changes.relations:
        assert head is None or relations.pop(head.id) == head
        if tail:
            relations[tail.id] = tail
    assert relations == after.relations
    assert changes.state == ((before.state, after.state) if before.state != after.state else None)
    assert changes.annotation_set == after
    assert changes.is_empty == (after == before)


@given(annotation_sets(), set_edits)
def test_no_relation_loses_an_end(before: AnnotationSet, edit: SetEdit) -> None:
    if done := try_edit(edit, before):
        after = done.annotation_set
        for relation in after.relations.values():
            assert relation.head in after.spans
            assert relation.tail in after.spans


@given(annotation_sets(), set_edits)
def test_no_span_leaves_the_text(before: AnnotationSet, edit: SetEdit) -> None:
    if done := try_edit(edit, before):
        for span in done.annotation_set.spans.values():
            assert 0 <= span.start < span.end <= LENGTH
            for (_, end), (start, _) in zip(span.fragments, span.fragments[1:], strict=False):
                assert end < start


def test_something_that_is_no_edit_is_our_fault() -> None:
    with pytest.raises(TypeError):
        apply("add", AnnotationSet("s", "d", "me"), GROUND)  # type: ignore[arg-type]
