"""How much a draft leaves is what the list of what is not allowed has afterwards."""

from dataclasses import replace

import pytest

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentLabels,
)
from annotator.model.attribute import Attribute
from annotator.model.relation import Relation
from annotator.ui.label_set.draft import Draft
from annotator.ui.label_set.left_over import count_left_over
from tests.builders import LABEL_SET, TEXT, make_set, make_span
from tests.project.building import bring, make_project


@pytest.fixture
def project(tmp_path):
    with make_project(tmp_path) as made:
        for edit in (
            AddSpan(make_span(TEXT, "Ilse Varga", id="varga")),
            AddSpan(make_span(TEXT, "Norrow Lines", "o", id="lines")),
            AddRelation(Relation("works", "w", "varga", "lines")),
            SetAttribute("varga", "m", "named"),
            SetDocumentLabels(frozenset({"d1"})),
        ):
            made.apply(edit, "talks")
        jon = make_set(make_span(TEXT, "Monday", id="j"), annotator="jon")
        bring(made, sets=[jon], import_id="jon")
        yield made


def retired(part):
    return replace(part, is_retired=True)


def changed(kind, id, change):
    parts = tuple(change(one) if one.id == id else one for one in getattr(LABEL_SET, kind))
    return replace(LABEL_SET, **{kind: parts})


@pytest.mark.parametrize(
    ("after", "left"),
    [
        (LABEL_SET, 0),
        (changed("span_labels", "p", lambda one: replace(one, name="PEOPLE")), 0),
        (changed("span_labels", "p", retired), 2),
        (changed("span_labels", "r", retired), 0),
        (changed("document_labels", "d1", retired), 1),
        (changed("attributes", "m", retired), 1),
        (changed("relation_labels", "w", lambda one: replace(one, tails=frozenset("r"))), 1),
        (changed("attributes", "m", lambda one: replace(one, values=("pronoun",))), 1),
        (changed("attributes", "m", lambda one: replace(one, labels=frozenset("o"))), 1),
        (changed("attributes", "m", lambda one: replace(one, is_required=True)), 1),
        (changed("attributes", "m", lambda one: replace(one, is_required=True, is_retired=True)),
         1),
        (replace(LABEL_SET, attributes=(*LABEL_SET.attributes,
                                        Attribute("new", "new", "flag", is_required=True))), 3),
        (replace(LABEL_SET, attributes=(*LABEL_SET.attributes, Attribute(
            "new", "new", "flag", "relation", is_required=True))), 1),
    ],
)  # fmt: skip
def test_as_much_as_is_listed_afterwards(project, after, left):
    draft = Draft(project.label_set)
    draft.label_set = after
    assert count_left_over(draft, project.label_use()) == left
    project.apply_to_project(ReplaceLabelSet(after))
    assert sum(map(len, project.labels.invalid())) == left
