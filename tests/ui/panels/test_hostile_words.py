"""Words of others are shown literally, in bounded room, wherever a panel shows them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from annotator.edits import edit as edits
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.ui.panels.article_list import ArticleListPanel
from annotator.ui.panels.inspector import Inspector
from annotator.ui.panels.label_bar import LabelBar
from annotator.ui.panels.plain_text import ElidedLabel, PlainLabel, menu_text, plain_tooltip
from annotator.ui.session import Session
from tests.ui.projects import HOSTILE, WIDE_LABEL_SET, make_project


def hostile_label_set(words):
    """Return the label set with these words for the first names of all kinds."""
    first, *others = WIDE_LABEL_SET.span_labels
    relation, *relations = WIDE_LABEL_SET.relation_labels
    mention, *attributes = WIDE_LABEL_SET.attributes
    topic, *topics = WIDE_LABEL_SET.document_labels
    return replace(
        WIDE_LABEL_SET,
        span_labels=(replace(first, name=words, description=words, example=words), *others),
        relation_labels=(replace(relation, name=words), *relations),
        attributes=(replace(mention, name=words, values=(words, "other")), *attributes),
        document_labels=(replace(topic, name=words, group=words), *topics),
    )


@pytest.fixture(params=HOSTILE, ids=str)
def session(request, qtbot, tmp_path):
    """A session in which title, source, labels, note and covered text are hostile."""
    words = HOSTILE[request.param].replace("\x00", "\ufffd")
    document = Document("hostile", f"{words}\nSecond.", Meta(words, words, authors=(words,)))
    project = make_project(tmp_path, [document], label_set=hostile_label_set(words))
    spans = [
        Span("one", "p", ((0, len(words)),), {"m": words}, words),
        Span("two", "o", ((len(words) + 1, len(words) + 7),)),
    ]
    for span in spans:
        project.apply(edits.AddSpan(span), "hostile")
    session = Session(project)
    session.open_document("hostile")
    yield session
    session.close()
    session.deleteLater()


def check_plain(widget):
    """No label reads markup, and no tooltip is guessed to be rich that we did not make so."""
    for label in widget.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    for child in [widget, *widget.findChildren(QWidget)]:
        tip = child.toolTip()
        assert "<" not in tip.removeprefix("<qt>").removesuffix("</qt>")


def test_the_inspector_keeps_its_width(qtbot, session):
    inspector = Inspector(session)
    qtbot.addWidget(inspector)
    inspector.resize(290, 600)
    inspector.show()
    for spans in ([], ["one"], ["two"], ["one", "two"]):
        session.selection.select_spans(spans)
        qtbot.waitUntil(lambda: inspector.widget().width() <= 290)
        assert inspector.widget().minimumSizeHint().width() <= 290
        check_plain(inspector)
        assert not inspector.grab().isNull()


def test_the_label_bar_keeps_its_width(qtbot, session):
    bar = LabelBar(session)
    qtbot.addWidget(bar)
    bar.resize(700, 40)
    bar.show()
    assert all(chip.width() <= 240 for chip in bar.row.chips)
    assert bar.minimumSizeHint().width() < 300
    check_plain(bar)
    assert not bar.grab().isNull()


def test_the_list_paints_it(qtbot, session):
    panel = ArticleListPanel(session)
    qtbot.addWidget(panel)
    panel.resize(264, 400)
    panel.show()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    check_plain(panel)
    title = panel.model.index(0).data()
    assert title.strip()
    assert len(title) <= 400
    assert "\n" not in title
    assert not panel.grab().isNull()


def test_a_tooltip_shows_markup_as_it_is_written():
    assert plain_tooltip("<b>1 & 2</b>") == "<qt>&lt;b&gt;1 &amp; 2&lt;/b&gt;</qt>"
    assert plain_tooltip("  ") == ""
    assert len(plain_tooltip("x" * 10_000)) < 700


def test_words_of_menus_have_no_access_keys():
    assert menu_text("R&D\nof all") == "R&&D of all"
    assert len(menu_text("x" * 1000)) == 61


def test_an_elided_label_keeps_the_whole_words_for_those_who_hear(qtbot):
    label = ElidedLabel("A line that is too long for where it stands")
    qtbot.addWidget(label)
    label.resize(80, 20)
    assert label.shown_text().endswith("…")
    assert label.accessibleName() == "A line that is too long for where it stands"


def test_a_label_of_a_field_shows_its_ampersands(qtbot):
    form = QWidget()
    qtbot.addWidget(form)
    label, field = PlainLabel("R&D", form), QLineEdit(form)
    label.setBuddy(field)
    assert label.text() == "R&D"
    assert QLabel.text(label) == "R&&D"
    assert QAccessible.queryAccessibleInterface(field).text(QAccessible.Text.Name) == "R&D"
    label.setText("S&P")
    assert QLabel.text(label) == "S&&P"
