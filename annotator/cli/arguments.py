"""Arguments and options that several commands share."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotator.messages import show_text
from annotator.model.attribute import AttributeValue, read_value
from annotator.model.errors import AnnotatorUnknown, AttributeUnknown, AttributeValueWrong
from annotator.text.partial_dates import is_partial_date

if TYPE_CHECKING:
    # A window that starts reads this page too, and is seen before anything of a project is needed.
    from annotator.model.labels import LabelSet
    from annotator.project.project import Project

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

project_argument = click.argument("project", type=click.Path(path_type=Path))

existing_annotator_option = click.option(
    "--annotator", metavar="NAME", help="Who annotates; made where there is nobody of that name."
)

dry_run_option = click.option(
    "--dry-run", "is_dry_run", is_flag=True, help="Say what would be done, and do nothing."
)

with_purged_option = click.option(
    "--with-purged",
    is_flag=True,
    help="Articles that were erased here (“annotator purge”) may come in again.",
)


def _read_pairs(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> dict[str, str]:
    """Read NAME=VALUE, also with an empty value; of one name the last counts."""
    pairs: dict[str, str] = {}
    for one in value:
        name, sign, said = one.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(
                f"“{show_text(one)}” is not {parameter.metavar}", context, parameter
            )
        pairs[name.strip()] = said.strip()
    return pairs


def pairs_option(
    name: str, attribute: str, metavar: str, help: str
) -> Callable[[Decorated], Decorated]:
    """Return an option that is given as NAME=VALUE, any number of times, and becomes a dict."""
    return click.option(
        name, attribute, multiple=True, metavar=metavar, callback=_read_pairs, help=help
    )


def _read_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    if value and not is_partial_date(value):
        wrong = f"“{show_text(value)}” is no date; write 2017, 2017-03 or 2017-03-24"
        raise click.BadParameter(wrong, context, parameter)
    return value or ""


def date_option(name: str, help: str) -> Callable[[Decorated], Decorated]:
    """Return an option that takes a date as far as it is said."""
    return click.option(name, metavar="DATE", callback=_read_date, help=help)


settings_option = pairs_option(
    "--set",
    "settings",
    "NAME=VALUE",
    "A setting of the format (repeat it); the help page Formats names them.",
)


def find_annotators(project: "Project", typed: Iterable[str]) -> list[str]:
    """Return the ids of the annotators named, in their order. A name may have a comma in it."""
    from annotator.project.people import annotator_typed

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


def attribute_said(label_set: "LabelSet", said: str) -> tuple[str, AttributeValue]:
    """Return the attribute of spans (id) and the value that NAME=VALUE means. AttributeUnknown,
    AttributeValueWrong."""
    name, equals, written = said.partition("=")
    found = label_set.attribute_named(name, "span")
    if not equals or found is None:
        raise AttributeUnknown(name)
    value = read_value(found, written)
    if value is None:
        raise AttributeValueWrong(name, written, found.values)
    return found.id, value
