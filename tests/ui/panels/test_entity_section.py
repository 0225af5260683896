"""The inspector shows the entity of the selected span, and where else in the article it is."""

import pytest
from PySide6.QtCore import Qt

from annotator.edits.edit import AddSpan, PutEntities, Together
from annotator.project.entities.entities import link_spans
from annotator.ui.panels.inspector import Inspector
from tests.builders import TEXT, make_span


@pytest.fixture
def inspector(qtbot, session):
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    inspector.resize(290, 900)
    inspector.show()
    for told in (session.selection.changed, session.changed, session.document_opened):
        told.connect(lambda *_: inspector.bring_up_to_date())
    return inspector


@pytest.fixture
def linked(session):
    """Varga, the pronoun "she" and no more are linked to an entity."""
    session.apply(AddSpan(make_span(TEXT, "she", id="she")))
    return session.project.entities.make(
        "Ilse <b>Varga</b>", "p", identifier="Q4711", document="talks", spans=["varga", "she"]
    )


def test_a_span_without_one_can_be_linked(qtbot, inspector, session):
    session.selection.select_spans(["varga"])
    section = inspector.entity
    assert section.isVisible() and not section.heading.isVisible()
    assert not section.unlink_button.isVisible() and not section.all_button.isVisible()
    with qtbot.waitSignal(inspector.link_requested):
        qtbot.mouseClick(section.link_button, Qt.MouseButton.LeftButton)
    session.selection.select_relation("holds")
    assert not section.isVisible()
    session.selection.select_spans(["varga", "lines"])
    assert not section.isVisible()


def test_name_outside_id_and_other_mentions(qtbot, inspector, session, linked):
    session.selection.select_spans(["varga"])
    section = inspector.entity
    assert section.name.text() == "Ilse <b>Varga</b>"
    assert section.outside_id.text() == "Q4711"
    assert section.others.text() == "1 other mention in this article:"
    (row,) = section.rows
    assert "she said" in row.words
    with qtbot.waitSignal(inspector.reveal_requested) as told:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert told.args == ["she"]
    with qtbot.waitSignal(inspector.entity_requested) as told:
        qtbot.mouseClick(section.all_button, Qt.MouseButton.LeftButton)
    assert told.args == [linked.id]


def test_it_follows_what_is_done(qtbot, inspector, session, linked):
    session.selection.select_spans(["varga"])
    section = inspector.entity
    session.project.entities.put(PutEntities((type(linked)(linked.id, "I. Varga"),)))
    assert section.name.text() == "I. Varga"
    assert not section.outside_id.isVisible()
    session.selection.select_spans(["she"])
    qtbot.mouseClick(section.unlink_button, Qt.MouseButton.LeftButton)
    assert session.annotation_set.spans["she"].entity is None
    assert not section.name.isVisible()
    session.selection.select_spans(["varga"])
    assert section.others.text() == "The only mention in this article."
    assert section.rows == []
    session.undo()
    assert session.annotation_set.spans["she"].entity == linked.id


def test_of_very_many_only_the_first_are_listed(inspector, session, linked):
    spans = [make_span(TEXT, "a", id=f"a{number}", nth=number) for number in range(1, 10)]
    spans += [make_span(TEXT, "e", id=f"e{number}", nth=number) for number in range(1, 10)]
    session.apply(Together(tuple(map(AddSpan, spans))))
    session.apply(link_spans([one.id for one in spans], linked))
    session.selection.select_spans(["varga"])
    assert len(inspector.entity.rows) == 12
    assert inspector.entity.others.text() == "19 other mentions in this article:"
