"""Arguments and options that several commands share."""

from collections.abc import Iterable
from pathlib import Path

import click

from annotator.model.errors import AnnotatorUnknown
from annotator.project.people import annotator_typed
from annotator.project.project import Project

project_argument = click.argument("project", type=click.Path(path_type=Path))

existing_annotator_option = click.option(
    "--annotator", metavar="NAME", help="Who annotates; made where there is nobody of that name."
)


def find_annotators(project: Project, typed: Iterable[str]) -> list[str]:
    """Return the ids of the annotators named, in their order. A name may have a comma in it."""
    people = project.annotators(with_second_times=True)
    found = []
    for part in typed:
        whole = annotator_typed(people, part)
        names = [part] if whole else [one.strip() for one in part.split(",") if one.strip()]
        for name in names:
            annotator = annotator_typed(people, name)
            if annotator is None:
                raise AnnotatorUnknown(name)
            found.append(annotator.id)
    return found
