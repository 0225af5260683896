"""Edits as JSON and back."""

import dataclasses
import typing

import orjson
import pytest
from hypothesis import given

from annotator.edits import edit as edits
from annotator.edits import encoding
from annotator.edits.edit import (
    AssigningEdit,
    Edit,
    PeopleEdit,
    ProjectEdit,
    PurgeEdit,
    ReviewEdit,
    SetEdit,
)
from annotator.model.document import Meta
from annotator.model.labels import LabelSet
from tests.builders import LABEL_SET
from tests.strategies import (
    assigning_edits,
    entity_edits,
    list_edits,
    metas,
    people_edits,
    project_edits,
    review_edits,
    set_edits,
)


def through_json(edit: Edit) -> Edit:
    return encoding.decode_edit(orjson.loads(orjson.dumps(encoding.encode_edit(edit))))


@given(set_edits)
def test_every_edit_of_a_set_comes_back_the_same(edit: SetEdit) -> None:
    assert through_json(edit) == edit


@given(project_edits)
def test_every_edit_of_a_project_comes_back_the_same(edit: ProjectEdit) -> None:
    assert through_json(edit) == edit


@given(review_edits)
def test_every_edit_of_a_review_comes_back_the_same(edit: ReviewEdit) -> None:
    assert through_json(edit) == edit


@given(list_edits)
def test_every_edit_of_lists_comes_back_the_same(edit: edits.Hide | edits.Dismiss) -> None:
    assert through_json(edit) == edit


@given(people_edits)
def test_every_edit_of_annotators_comes_back_the_same(edit: PeopleEdit) -> None:
    assert through_json(edit) == edit


@given(assigning_edits)
def test_every_edit_of_assignments_comes_back_the_same(edit: AssigningEdit) -> None:
    assert through_json(edit) == edit


@given(entity_edits)
def test_every_edit_of_entities_comes_back_the_same(edit: edits.PutEntities) -> None:
    assert through_json(edit) == edit


@pytest.mark.parametrize(
    "edit", [edits.Purge("x", 2, 0, (("a1", "b2"), ("c3", "d4"))), edits.Purged()]
)
def test_what_was_erased_comes_back_as_no_more_than_it_is(edit: PurgeEdit) -> None:
    assert through_json(edit) == edit


@given(metas)
def test_meta_comes_back_the_same(meta: Meta) -> None:
    body = orjson.loads(orjson.dumps(encoding.encode_meta(meta)))
    assert encoding.decode_meta(body) == meta


@pytest.mark.parametrize("label_set", [LABEL_SET, LabelSet()])
def test_a_label_set_comes_back_the_same(label_set: LabelSet) -> None:
    body = orjson.loads(orjson.dumps(encoding.encode_label_set(label_set)))
    assert encoding.decode_label_set(body) == label_set


def test_several_choices_come_back_as_a_tuple() -> None:
    edit = edits.SetAttribute("a", "t", ("one", "two"))
    assert through_json(edit) == edit


def test_every_kind_of_edit_can_be_encoded() -> None:
    unions = (SetEdit, ProjectEdit, ReviewEdit, AssigningEdit, PeopleEdit, PurgeEdit)
    kinds = {kind for union in unions for kind in typing.get_args(union)}
    kinds |= {edits.Hide, edits.Dismiss, edits.PutEntities}
    assert {kind for kind in kinds if dataclasses.is_dataclass(kind)} == set(
        encoding._EDITS.values()
    )


def test_an_edit_of_another_make_is_said_so() -> None:
    with pytest.raises(KeyError):
        encoding.decode_edit({"edit": "AddColour"})


def test_what_is_as_usual_is_left_out() -> None:
    edit = edits.AddSpan(edits.Span("a", "p", ((0, 3),)))
    assert encoding.encode_edit(edit) == {
        "edit": "AddSpan",
        "span": {"id": "a", "label": "p", "fragments": [[0, 3]]},
    }
