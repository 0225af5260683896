"""A place of the corpus as a line of Markdown that reads as it was written, and where it is put."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.ui.guideline.examples import relation_example, span_example, with_example
from annotator.ui.markdown_text import MarkdownText
from tests.builders import make_document, make_span

TEXT = (
    "Ferries are late. A spokesman for Ilse Varga, the harbour master, said so on Monday. More"
    " will follow.\n1. “We agreed,” she said.\n"
)


def document(text: str = TEXT, title: str | None = "Ferry talks") -> Document:
    return make_document(text, "talks", title)


def test_the_sentence_is_shown_with_what_is_covered_in_bold() -> None:
    said = span_example(document(), make_span(TEXT, "Ilse Varga"))
    assert said == (
        "A spokesman for **Ilse Varga**, the harbour master, said so on Monday. — *Ferry talks*"
    )


def test_parts_of_a_span_are_each_in_bold() -> None:
    begin, end = TEXT.index("Ilse"), TEXT.index("master")
    span = Span("s", "p", ((begin, begin + 4), (end, end + 6)))
    assert "for **Ilse** Varga, the harbour **master**, said" in span_example(document(), span)
    far = Span("s", "p", ((0, 7), (TEXT.index("More"), TEXT.index("More") + 4)))
    assert span_example(document(), far) == (
        "**Ferries** are late. … **More** will follow. — *Ferry talks*"
    )


def test_a_relation_is_shown_with_both_its_ends() -> None:
    head, tail = make_span(TEXT, "Ilse Varga"), make_span(TEXT, "harbour master", "r")
    assert relation_example(document(), head, tail) == (
        "Ilse Varga → harbour master: A spokesman for **Ilse Varga**, the **harbour master**, said"
        " so on Monday. — *Ferry talks*"
    )


def test_what_begins_with_a_sign_stands_in_brackets() -> None:
    said = span_example(document(), make_span(TEXT, "“We agreed,”", "c"))
    assert said == "\\[“We agreed,”\\] she said. — *Ferry talks*"


def test_of_a_long_sentence_what_is_near_is_shown() -> None:
    text = "He said " + "so and so " * 60 + "that Lomera burns " + "and so on " * 60 + "today."
    said = span_example(document(text), make_span(text, "Lomera", "o"))
    assert said.startswith("… so") and "**Lomera** burns" in said and len(said) < 260
    assert " … — *Ferry talks*" in said
    claim = span_example(document(text), Span("s", "c", ((0, len(text)),)))
    assert " … " in claim and len(claim) < 320


def shown(markdown: str) -> QTextDocument:
    page = MarkdownText(10.0)
    page.show_markdown(markdown)
    made = page.document().clone()
    page.deleteLater()
    return made


WORDS = st.text(
    st.sampled_from("ab é中*_`[](){}<>&|~$^#!\\-+=1.)“”:/@'\""), min_size=1, max_size=24
)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_it_reads_as_it_was_written(qapp, left: str, covered: str, right: str) -> None:
    text = f"{left}{covered}{right}"
    span = Span("s", "p", ((len(left), len(left) + len(covered)),))
    made = Document("d", text, Meta(title="T"))
    read = shown(f"- {span_example(made, span)}\n").toPlainText()
    told = " ".join(text.split())
    bare = read.replace("[", "").replace("]", "").replace(" ", "").replace("…", "")
    wanted = told.replace("[", "").replace("]", "").replace(" ", "")
    # Where the sentence ends within it, what follows is no part of it.
    assert bare.endswith("—T") and bare.removesuffix("—T") in wanted
    assert covered.replace("[", "").replace("]", "").replace(" ", "") in bare


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Examples\n\n- x\n"),
        ("Mark names.", "Mark names.\n\n## Examples\n\n- x\n"),
        ("# Examples\n\n- a\n", "# Examples\n\n- a\n- x\n"),
        ("## Example:\n", "## Example:\n\n- x\n"),
        (
            "## EXAMPLES\n\n- a\n\nSee more.\n\n## Not\n\n- b",
            "## EXAMPLES\n\n- a\n\nSee more.\n\n- x\n\n## Not\n\n- b\n",
        ),
        ("## Examples\n- a\n## Not", "## Examples\n- a\n- x\n\n## Not\n"),
        ("```\n# Examples\n```", "```\n# Examples\n```\n\n## Examples\n\n- x\n"),
    ],
)
def test_it_comes_to_the_other_examples(before: str, after: str) -> None:
    assert with_example(before, "x") == after
    assert with_example(after, "x") == after
