"""The command compare: where two annotators differ."""

from collections import Counter
from pathlib import Path
from typing import Any

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


@click.command(
    "compare",
    short_help="Tell where two annotators differ.",
    epilog="Example: annotator compare news.annotator Maria Jonas",
)
@project_argument
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@json_option
def compare_annotators(project: Path, first: str, second: str, as_json: bool) -> None:
    """Tell where annotators A and B differ, on the articles that both have labelled."""
    with Project.open(project, is_read_only=True) as opened:
        pairing = Pairing(_find(opened, first), _find(opened, second))
        found = [
            (opened.document(document), difference)
            for document in opened.review.labelled(pairing)
            for difference in opened.review.compare(document, pairing).differences
        ]
        counts = Counter(difference.kind for _, difference in found)
        if as_json:
            bodies = [_body(document, one, opened.label_set) for document, one in found]
            every = {kind: counts[kind] for kind in DIFFERENCE_KINDS}
            print_json({"differences": bodies, "counts": every})
            return
        for document, difference in found:
            teller = CaseTeller(document.text, opened.label_set, first, second)
            words = teller.tell(Case(difference))
            where = show_text(document.id, 30)
            click.echo(f"{where}: {words.kind}: {words.title} – {words.sides}")
        print_table([(KIND_WORDS[kind], counts[kind]) for kind in DIFFERENCE_KINDS if counts[kind]])
        if not found:
            click.echo("No differences.")


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
