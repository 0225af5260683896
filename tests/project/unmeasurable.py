"""Projects in which agreement has nothing to measure, by what is the matter."""

from collections.abc import Callable
from pathlib import Path

from annotator.edits.edit import AddSpan, SetStatus
from annotator.model.span import Span
from annotator.project.project import Project
from tests.builders import TEXT, make_document, make_span
from tests.project.building import make_project
from tests.project.differing import say


def _nobody(project: Project) -> None:
    """Nobody has done anything."""


def _one_person(project: Project) -> None:
    say(project, "ana", make_span(TEXT, "Ilse Varga"), document="d0")


def _nothing_in_common(project: Project) -> None:
    say(project, "ana", make_span(TEXT, "Ilse Varga"), document="d0")
    say(project, "ben", make_span(TEXT, "Ilse Varga"), document="d1")


def _one_label(project: Project) -> None:
    """Both say the same of every word there is, and there is no other label."""
    for document in ("d0", "d1"):
        for name in ("ana", "ben"):
            say(project, name, Span("all", "p", ((0, len(TEXT)),)), document=document)


def _all_empty(project: Project) -> None:
    for document in ("d0", "d1"):
        for name in ("ana", "ben", "cy"):
            say(project, name, document=document)


def _one_article(project: Project) -> None:
    say(project, "ana", make_span(TEXT, "Ilse Varga"), document="d0")
    say(project, "ben", make_span(TEXT, "Norrow Lines", "o"), document="d0")


def _one_is_empty(project: Project) -> None:
    say(project, "ana", make_span(TEXT, "Ilse Varga"), document="d0")
    say(project, "ben", document="d0")


def _no_words(project: Project) -> None:
    for name in ("ana", "ben"):
        project.sign_in(name)
        project.apply(AddSpan(Span(f"dash-{name}", "p", ((0, 1),))), "d2")
        project.apply(SetStatus("finished"), "d2")


UNMEASURABLE: dict[str, Callable[[Project], None]] = {
    "nobody": _nobody,
    "one person": _one_person,
    "nothing in common": _nothing_in_common,
    "one label": _one_label,
    "all empty": _all_empty,
    "one article": _one_article,
    "one is empty": _one_is_empty,
    "no words": _no_words,
}


def make_unmeasurable(folder: Path, what: str) -> Project:
    """Return an open project of three articles, the third of them without a word."""
    documents = [make_document(TEXT, "d0"), make_document(TEXT + "x", "d1")]
    project = make_project(folder, [*documents, make_document("— …\n", "d2")], annotator=None)
    UNMEASURABLE[what](project)
    return project
