"""Examples are shown as they would come in, their spans where they are."""

from annotator.project.import_preview import ArticleExample, ExampleSpan
from annotator.ui.adding.example_view import ExampleView


def marked(view):
    return [one.cursor.selectedText() for one in view.text.extraSelections()]


def test_spans_are_marked_behind_signs_of_two_units(qtbot):
    view = ExampleView()
    qtbot.addWidget(view)
    text = "😀 Ilse Varga\r\nmet 👩‍👧 Wend\u2028and Zoe"
    spans = [
        ExampleSpan(text.index(words), text.index(words) + len(words), "PERSON")
        for words in ("Ilse Varga", "Wend", "Zoe")
    ]
    view.show_examples([ArticleExample("a", "", text, tuple(spans))])
    assert marked(view) == ["Ilse Varga", "Wend", "Zoe"]
    assert view.title.text() == "a"


def test_one_goes_from_example_to_example(qtbot):
    view = ExampleView()
    qtbot.addWidget(view)
    view.show_examples([ArticleExample("a", "First", "One."), ArticleExample("b", "", "Two.")])
    view.show()
    assert (view.title.text(), view.text.toPlainText()) == ("First (1 of 2)", "One.")
    view.next_button.click()
    assert (view.title.text(), view.text.toPlainText()) == ("b (2 of 2)", "Two.")
    view.next_button.click()
    assert view.text.toPlainText() == "One."


def test_without_examples_nothing_is_there(qtbot):
    view = ExampleView()
    qtbot.addWidget(view)
    view.show_examples([])
    assert not view.isVisible()
