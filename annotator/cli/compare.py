"""The command compare: where two annotators differ, or more."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import click

from annotator.cli.arguments import project_argument
from annotator.cli.output import json_option, print_json, print_table
from annotator.messages import show_text
from annotator.messages.case_words import KIND_WORDS, CaseTeller
from annotator.model.difference import DIFFERENCE_KINDS, Difference
from annotator.model.document import Document
from annotator.model.errors import AnnotatorUnknown
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.people import annotator_typed
from annotator.project.project import Project
from annotator.project.standing import Pairing
from annotator.review.cases import Case
from annotator.review.votes import Place, Vote, count_votes

Found: TypeAlias = tuple[Document, Case]


@click.command(
    "compare",
    short_help="Tell where two annotators, or more, differ.",
    epilog="Example: annotator compare news.annotator Maria Jonas",
)
@project_argument
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.argument("others", metavar="[C]...", nargs=-1)
@json_option
def compare_annotators(
    project: Path, first: str, second: str, others: tuple[str, ...], as_json: bool
) -> None:
    """Tell where annotators A and B differ, on the articles that both have labelled; with more of
    them, who says what where they do not all say the same, on articles that two have labelled."""
    with Project.open(project, is_read_only=True) as opened:
        names = (first, second, *others)
        people = {_find(opened, name): name for name in names}
        found = _count(opened, people) if len(people) > 2 else _compare(opened, *people)
        teller = _Teller(opened.label_set, people)
        counts = Counter(case.difference.kind for _, case in found)
        if as_json:
            bodies = [teller.body(document, case) for document, case in found]
            every = {kind: counts[kind] for kind in DIFFERENCE_KINDS}
            print_json({"differences": bodies, "counts": every})
            return
        for document, case in found:
            click.echo(teller.line(document, case))
        print_table([(KIND_WORDS[kind], counts[kind]) for kind in DIFFERENCE_KINDS if counts[kind]])
        if not found:
            click.echo("No differences.")


def _compare(project: Project, first: str, second: str | None = None) -> list[Found]:
    """Return every difference of two (ids); whoever is named twice differs from nobody."""
    pairing = Pairing(first, second or first)
    return [
        (project.document(document), Case(difference))
        for document in project.review.labelled(pairing)
        for difference in project.review.compare(document, pairing).differences
    ]


def _count(project: Project, people: Mapping[str, str]) -> list[Found]:
    """Return every place where more than two (ids) do not all say the same."""
    found: list[Found] = []
    for said in project.review.said():
        sets = [one for one in said.sets if one.annotator in people]
        places = count_votes(sets, project.label_set) if len(sets) > 1 else []
        found += [
            (said.document, Case(one.difference, place=one)) for one in places if not one.is_agreed
        ]
    return found


class _Teller:
    """Tells differences of people, by id, under the names that were typed."""

    def __init__(self, label_set: LabelSet, people: Mapping[str, str]) -> None:
        self._label_set = label_set
        self._people = people

    def line(self, document: Document, case: Case) -> str:
        """Return a difference as a line."""
        first, second = [*self._people.values(), ""][:2]
        teller = CaseTeller(document.text, self._label_set, first, second, names=self._people)
        words = teller.tell(case)
        return f"{show_text(document.id, 30)}: {words.kind}: {words.title} – {words.sides}"

    def body(self, document: Document, case: Case) -> dict[str, Any]:
        """Return a difference as the object that `--json` lists."""
        if case.place is None:
            return _body(document, case.difference, self._label_set)
        body = _body(document, case.difference, self._label_set)
        for side in ("a", "b", "a_value", "b_value"):
            body.pop(side, None)
        body["votes"] = [self._vote(document, case.place, one) for one in case.place.votes]
        body["silent"] = [self._people[one] for one in case.place.silent]
        return body

    def _vote(self, document: Document, place: Place, vote: Vote) -> dict[str, Any]:
        told: dict[str, Any] = {"annotators": [self._people[one] for one in vote.annotators]}
        if place.is_of_value:
            return {**told, "value": vote.value}
        return {**told, "says": _annotation(vote.annotation, document, self._label_set)}


def _find(project: Project, name: str) -> str:
    found = annotator_typed(project.annotators(with_second_times=True), name)
    if found is None:
        raise AnnotatorUnknown(name)
    return found.id


def _body(document: Document, difference: Difference, label_set: LabelSet) -> dict[str, Any]:
    """Return a difference as the object that `compare --json` lists."""
    body: dict[str, Any] = {
        "document": document.id,
        "kind": difference.kind,
        "a": _annotation(difference.first, document, label_set),
        "b": _annotation(difference.second, document, label_set),
    }
    if difference.fault:
        body["fault"] = difference.fault
    if difference.attribute:
        attribute = label_set.attribute(difference.attribute)
        body["attribute"] = attribute.name if attribute else difference.attribute
    if difference.document_label:
        label = label_set.document_label(difference.document_label)
        body["label"] = label.name if label else difference.document_label
    if difference.attribute or difference.document_label:
        body["a_value"], body["b_value"] = difference.first_value, difference.second_value
    return body


def _annotation(
    annotation: Span | Relation | None, document: Document, label_set: LabelSet
) -> dict[str, Any] | None:
    if annotation is None:
        return None
    if isinstance(annotation, Relation):
        relation_label = label_set.relation_label(annotation.label)
        name = relation_label.name if relation_label else annotation.label
        ends = {"head": annotation.head, "tail": annotation.tail}
        return {"id": annotation.id, "label": name, **ends}
    span_label = label_set.span_label(annotation.label)
    body: dict[str, Any] = {
        "id": annotation.id,
        "label": span_label.name if span_label else annotation.label,
        "start": annotation.start,
        "end": annotation.end,
        "text": annotation.covered_text(document.text),
    }
    if annotation.is_discontinuous:
        body["fragments"] = [list(part) for part in annotation.fragments]
    return body
