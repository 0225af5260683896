"""A whole label set taken for another, values by other names going along: one act."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.messages import act_words
from annotator.model.attribute import Attribute
from annotator.model.errors import AnnotatorError, KeyTaken, LabelUnknown
from annotator.model.label_errors import NameTaken, NothingToChoose, ValueUnknown
from annotator.model.labels import LabelSet, SpanLabel
from annotator.project.label_changes.change import Revise
from annotator.project.label_use import effects_of
from annotator.project.project import Project
from tests.project.building import make_project
from tests.project.label_changes.test_more_changes import LABELS, content, fill


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_project(tmp_path, label_set=LABELS) as made:
        fill(made)
        yield made


def with_attribute(id: str, **values: object) -> LabelSet:
    changed = (
        replace(one, **values) if one.id == id else one  # type: ignore[arg-type]
        for one in LABELS.attributes
    )
    return replace(LABELS, attributes=tuple(changed))


def said(project: Project) -> list[object]:
    sets = list(project.annotation_sets("talks"))
    return [
        [one.spans[id].attributes.get("m") for one in sets for id in ("varga", "j2")
         if id in one.spans],
        next(one.attributes.get("n") for one in sets if one.attributes),
        next(one.relations["works"].attributes.get("f") for one in sets if one.relations),
    ]  # fmt: skip


def test_values_change_places_kinds_turn_and_labels_come_in_one_act(project: Project) -> None:
    before = content(project)
    after = with_attribute("m", values=("pronoun", "named"))
    after = replace(
        after,
        span_labels=(*after.span_labels, SpanLabel("new", "SHIP", "#123456")),
        attributes=tuple(
            replace(one, kind="choice", values=("yes", "no")) if one.id == "f" else one
            for one in after.attributes
        ),
    )
    names = (("m", "named", "pronoun"), ("m", "pronoun", "named"), ("n", "wry", "loud"))
    change = Revise(after, names, frozenset({"f"}))
    preview = project.labels.preview(change)
    assert content(project) == before and preview.label_set == after
    assert [(one.annotator, one.spans, one.relations) for one in preview.worn] == [
        ("ilse", 1, 1),
        ("jon", 1, 0),
    ]
    project.labels.change(change)
    assert project.label_set == after and project.check() == []
    assert said(project) == [["pronoun", "named"], ("calm", "loud"), "yes"]
    act = project.next_undo()
    assert act and "changed the label set" in act_words(act.edit, project.label_set)
    project.undo()
    undone = content(project)
    undone["span_labels"] = [row for row in undone["span_labels"] if "new" not in row]
    assert undone == before and project.label_set == LABELS


def test_where_no_value_turns_only_the_label_set_is_touched(project: Project) -> None:
    held = said(project)
    project.labels.change(Revise(with_attribute("m", name="form")))
    assert project.label_set == with_attribute("m", name="form") and said(project) == held
    project.undo()
    assert project.label_set == LABELS


def test_what_it_means_for_values_is_told_with_their_new_names(project: Project) -> None:
    after = with_attribute("m", values=("by name",))
    names = {"named": "by name"}
    [renamed, gone] = effects_of(
        LABELS, after, project.label_use(), lambda attribute, value: names.get(str(value), value)
    )
    assert (renamed.kind, renamed.becomes, renamed.total.spans) == ("value", "named → by name", 1)
    assert (gone.kind, gone.becomes, gone.total.spans) == ("values", "pronoun", 1)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Revise(with_attribute("m", name="certainty")), NameTaken),
        (Revise(with_attribute("m", values=())), NothingToChoose),
        (Revise(LabelSet()), LabelUnknown),
        (Revise(LABELS, (("m", "gone", "named"),)), ValueUnknown),
        (Revise(LABELS, (("gone", "named", "x"),)), LabelUnknown),
        (
            Revise(
                replace(LABELS, span_labels=(*LABELS.span_labels, SpanLabel("n", "N", "#1", "1")))
            ),
            KeyTaken,
        ),
        (
            Revise(
                replace(LABELS, attributes=(*LABELS.attributes, Attribute("z", "z", "several")))
            ),
            NothingToChoose,
        ),
    ],
)
def test_what_cannot_be_is_refused(
    project: Project, change: Revise, error: type[AnnotatorError]
) -> None:
    before = content(project)
    with pytest.raises(error):
        project.labels.change(change)
    assert content(project) == before


def test_a_preview_is_about_all_that_says_something_else(project: Project) -> None:
    retired = (replace(one, is_retired=one.id == "o") for one in LABELS.span_labels)
    narrower = (
        replace(one, heads=frozenset("r")) if one.id == "h" else one
        for one in LABELS.relation_labels
    )
    after = replace(
        with_attribute("m", name="form"),
        span_labels=tuple(retired),
        relation_labels=tuple(narrower),
    )
    preview = project.labels.preview(Revise(after, changed=frozenset({"o", "h", "m"})))
    assert [(one.annotator, one.spans, one.relations) for one in preview.worn] == [
        ("ilse", 2, 1),  # Norrow Lines is an o, Ilse Varga has an m; holds is an h
        ("jon", 1, 0),
    ]
    assert dict(preview.invalid) == {"retired": 1, "ends": 1}
    assert {one.text for one in preview.examples} == {
        "Ilse Varga",
        "Norrow Lines",
        "Ilse Varga → harbour master",
        "she",
    }
    only = project.labels.preview(Revise(replace(LABELS, span_labels=after.span_labels),
                                         changed=frozenset("o")))  # fmt: skip
    assert [(one.annotator, one.spans) for one in only.worn] == [("ilse", 1)]


def test_what_no_file_can_hold_is_made_clean(project: Project) -> None:
    change = Revise(with_attribute("m", description="a\0b\ud800"), (), frozenset({"m"}))
    project.labels.change(change)
    attribute = project.label_set.attribute("m")
    assert attribute and attribute.description == "a\ufffdb\ufffd"
    assert project.check() == []
