"""What is worn, by whom, and what a change of the label set would mean for it."""

from dataclasses import replace

import pytest

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentAttribute,
    SetDocumentLabels,
)
from annotator.model.attribute import Attribute
from annotator.model.errors import KeyTaken, LabelInUse
from annotator.model.label_errors import NameTaken
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.project.label_use import Effect, Whose, effects_of
from tests.builders import LABEL_SET, TEXT, make_span
from tests.project.building import make_documents, make_project

TOPIC = Attribute("t", "tone", "several", "document", ("calm", "loud"))
LABELS = replace(LABEL_SET, attributes=(*LABEL_SET.attributes, TOPIC))


@pytest.fixture
def project(tmp_path):
    """Ilse and Jonas on two articles: people, an organisation, a relation, values."""
    project = make_project(tmp_path, make_documents(2), label_set=LABELS)
    for name, articles in (("ilse", ("d0", "d1")), ("jonas", ("d1",))):
        project.sign_in(name)
        for article in articles:
            text = project.document(article).text
            person = make_span(text, "Ilse Varga", "p", f"{name} {article} p")
            lines = make_span(text, "Norrow Lines", "o", f"{name} {article} o")
            project.apply(AddSpan(person), article)
            project.apply(AddSpan(lines), article)
            tie = Relation(f"{name} {article} w", "w", person.id, lines.id)
            project.apply(AddRelation(tie), article)
            project.apply(SetAttribute(person.id, "m", "named"), article)
    project.apply(SetDocumentLabels(frozenset({"d1"})), "d1")
    project.apply(SetDocumentAttribute("t", ("calm", "loud")), "d1")
    with project:
        yield project


def effects(project, after: LabelSet) -> list[Effect]:
    return effects_of(project.label_set, after, project.label_use())


def with_part(of: str, id: str, /, **values) -> LabelSet:
    parts = tuple(replace(one, **values) if one.id == id else one for one in getattr(LABELS, of))
    return replace(LABELS, **{of: parts})


def test_everything_that_is_worn_is_counted(project):
    use = project.label_use()
    counts = {id: use.count(id) for id in ("p", "o", "r", "w", "h", "m", "d1", "d2", "t")}
    assert counts == {"p": 3, "o": 3, "r": 0, "w": 3, "h": 0, "m": 3, "d1": 1, "d2": 0, "t": 1}


def test_what_is_not_saved_yet_counts_too(project):
    project.apply(AddSpan(make_span(project.document("d0").text, "June", "r", "new")), "d0")
    assert project.label_use().count("r") == 1


def test_a_new_name_concerns_what_wears_the_label(project):
    [found] = effects(project, with_part("span_labels", "p", name="HUMAN"))
    assert found[:4] == ("rename", "p", "PERSON", "HUMAN")
    assert found.whose == (Whose("ilse", spans=2), Whose("jonas", spans=1))
    assert found.total == Whose(None, spans=3)


def test_a_colour_a_key_and_words_concern_nobody(project):
    changed = with_part("span_labels", "p", colour="#123456", key="q", guideline="# Who")
    assert effects(project, changed) == []
    assert effects(project, with_part("span_labels", "r", name="OFFICE")) == []


def test_a_retired_label_concerns_what_wears_it(project):
    [found] = effects(project, with_part("document_labels", "d1", is_retired=True))
    assert found == Effect("retire", "d1", "politics", "", (Whose("jonas", articles=1),))


def test_narrower_ends_concern_the_relations_that_they_forbid(project):
    narrower = with_part("relation_labels", "w", heads=frozenset("r"))
    [found] = effects(project, narrower)
    assert (found.kind, found.becomes) == ("ends", "PERSON → ORGANISATION")
    assert found.whose == (Whose("ilse", relations=2), Whose("jonas", relations=1))
    assert effects(project, with_part("relation_labels", "w", tails=frozenset("or"))) == []


def test_a_value_that_goes_concerns_what_has_it(project):
    [found] = effects(project, with_part("attributes", "m", values=("name", "pronoun")))
    assert (found.kind, found.becomes, found.total.spans) == ("values", "named", 3)
    assert effects(project, with_part("attributes", "m", values=("named",))) == []
    [tone] = effects(project, with_part("attributes", "t", values=("calm",)))
    assert (tone.becomes, tone.whose) == ("loud", (Whose("jonas", articles=1),))


def test_another_kind_concerns_the_values_that_do_not_fit_it(project):
    [found] = effects(project, with_part("attributes", "m", kind="number", values=()))
    assert (found.kind, found.becomes, found.total.spans) == ("kind", "named", 3)
    assert effects(project, with_part("attributes", "m", kind="text", values=())) == []


def test_fewer_labels_concern_the_values_on_the_others(project):
    [found] = effects(project, with_part("attributes", "m", labels=frozenset("o")))
    assert (found.kind, found.becomes, found.total.spans) == ("labels", "PERSON", 3)
    assert effects(project, with_part("attributes", "m", labels=frozenset("po"))) == []


def test_an_attribute_that_has_values_does_not_go(project):
    less = replace(LABELS, attributes=tuple(one for one in LABELS.attributes if one.id != "m"))
    with pytest.raises(LabelInUse) as refused:
        project.apply_to_project(ReplaceLabelSet(less))
    assert (refused.value.label, refused.value.count) == ("mention", 3)
    less = replace(LABELS, attributes=tuple(one for one in LABELS.attributes if one.id != "t"))
    with pytest.raises(LabelInUse):
        project.apply_to_project(ReplaceLabelSet(less))
    less = replace(LABELS, attributes=tuple(one for one in LABELS.attributes if one.id != "x"))
    project.apply_to_project(ReplaceLabelSet(less))
    assert project.label_set.attribute("x") is None


def test_a_label_set_that_contradicts_itself_is_refused(project):
    with pytest.raises(NameTaken):
        project.apply_to_project(ReplaceLabelSet(with_part("span_labels", "p", name="ROLE")))
    with pytest.raises(KeyTaken):
        project.apply_to_project(ReplaceLabelSet(with_part("span_labels", "p", key="2")))
    assert project.label_set == LABELS
    assert TEXT in project.document("d0").text
