"""What `import --dry-run` prints: a preview for people, or as JSON."""

from typing import Any

import click

from annotator.cli.output import count, print_table
from annotator.messages import problem_words, sentence, show_text
from annotator.messages.quoting import UNIT_WORDS
from annotator.messages.unit_words import unit_example_words, unit_guess_words
from annotator.project.import_preview import ImportPreview, LabelPreview, UnitPreview

_FILES_SHOWN = 20


def preview_json(preview: ImportPreview) -> dict[str, Any]:
    """Return a preview in the shape that `import --dry-run --json` promises."""
    return {
        "sample": preview.is_sample,
        "file_count": preview.file_count,
        "files": [
            {
                "name": file.name,
                "format": file.format or None,
                "sure": file.sureness.name.lower(),
                "articles": file.articles,
                "spans": file.spans,
                "relations": file.relations,
                "problems": file.problems,
                "whole": file.is_whole,
            }
            for file in preview.files
        ],
        "documents": {
            "all": preview.articles,
            "known": preview.articles_known,
            "other_text": preview.articles_other,
            "newer": preview.articles_newer,
        },
        "spans": preview.spans,
        "relations": preview.relations,
        "labels": [
            {
                "kind": one.label.kind,
                "name": one.label.name,
                "uses": one.uses,
                "new": one.is_new,
                "suggestion": one.suggestion or None,
            }
            for one in preview.labels
        ],
        "annotators": dict(preview.annotators),
        "unnamed": preview.unnamed,
        "offsets": _unit_json(preview.unit) if preview.unit else None,
        "settings": {
            name: {one.name: one.default for one in settings} for name, settings in preview.settings
        },
        "problems": [
            {
                "file": one.file,
                "line": one.line,
                "why": sentence(one.error),
                "skipped": one.is_skipped,
            }
            for one in preview.problems
        ],
    }


def _unit_json(unit: UnitPreview) -> dict[str, Any]:
    example = unit.guess.example
    return {
        "unit": unit.guess.unit,
        "sure": unit.guess.sureness,
        "used": unit.used,
        "file": unit.file,
        "example": dict(example.words) if example else None,
    }


def print_preview(preview: ImportPreview) -> None:
    """Print a preview for people."""
    at_least = "at least " if preview.is_sample else ""
    click.echo(
        f"Would come in: {at_least}{count(preview.articles, 'article')} "
        f"({preview.articles_known:,} here already), {count(preview.spans, 'span')}, "
        f"{count(preview.relations, 'relation')}. Nothing was changed."
    )
    if preview.is_sample:
        click.echo("It is too much for a quick look: only a part was looked at.")
    _print_files(preview)
    if preview.articles_other:
        verb = "has" if preview.articles_other == 1 else "have"
        click.echo(
            f"{count(preview.articles_other, 'article')} {verb} an id that is here with another "
            "text: left alone, or brought in beside with --other-text apart, or as a newer text "
            "with --other-text newer"
        )
    if preview.articles_newer:
        click.echo(
            f"{count(preview.articles_newer, 'article')} may be a newer text of one of the same "
            "name that is here: --other-text newer brings it in so, with the labels"
        )
    if new := preview.new_labels:
        click.echo("New labels: " + ", ".join(map(_label_words, new)))
    _print_annotators(preview)
    if preview.unit:
        _print_unit(preview.unit)
    for name, settings in preview.settings:
        chosen = ", ".join(f"{one.name}={one.default}" for one in settings)
        click.echo(f"Settings of {name}: {show_text(chosen, 200)} (change them with --set)")
    for problem in preview.problems:
        verb = "would be skipped" if problem.is_skipped else "noted"
        click.echo(f"{verb}: {problem_words(problem.file, problem.line, problem.error)}")
    if more := preview.problem_count - len(preview.problems):
        click.echo(f"… and {more:,} more.")


def _print_files(preview: ImportPreview) -> None:
    rows = [
        (
            one.name,
            one.format or "—",
            one.sureness.name.lower(),
            one.articles,
            one.spans,
            one.relations,
        )
        for one in preview.files[:_FILES_SHOWN]
    ]
    print_table(rows, ("file", "format", "sure", "articles", "spans", "relations"))
    if more := preview.file_count - len(rows):
        click.echo(f"… and {count(more, 'file')} more.")


def _label_words(label: LabelPreview) -> str:
    name = show_text(label.label.name)
    said = f"{name} ({label.label.kind}, {label.uses:,})"
    if not label.suggestion:
        return said
    return f"{said[:-1]}, perhaps {show_text(label.suggestion)}: --map '{name}={label.suggestion}')"


def _print_annotators(preview: ImportPreview) -> None:
    if preview.annotators:
        names = ", ".join(f"{show_text(name)} ({number:,})" for name, number in preview.annotators)
        click.echo(f"Labels of: {names}")
    if preview.unnamed:
        click.echo(
            f"{count(preview.unnamed, 'article')} with labels of nobody named: "
            "say whose with --annotator NAME"
        )


def _print_unit(unit: UnitPreview) -> None:
    click.echo(unit_guess_words(unit.guess))
    if unit.used != unit.guess.unit:
        used = f"read as {UNIT_WORDS[unit.used]}" if unit.used else "read otherwise"
        click.echo(f"They are {used}, unless you say --offset-unit {unit.guess.unit}")
    rows = [(UNIT_WORDS[one], words) for one, words in unit_example_words(unit.guess)]
    if rows:
        print_table(rows, ("offsets as", "an example covers"))
