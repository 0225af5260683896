"""The command lens: where the labels of a project contradict themselves, the likeliest slips
first."""

from pathlib import Path
from typing import Any

import click

from annotator.cli.arguments import find_annotators, project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json
from annotator.cli.stopping import Stop
from annotator.messages import show_text
from annotator.messages.oddity_words import KIND_WORDS, mend_words, oddity_words
from annotator.model.oddity import ODD_KINDS, OddKind
from annotator.project.consistency.found import Found
from annotator.project.consistency.ranked import Ranked
from annotator.project.project import Project

_SHOWN = 20
_LEFT = 24
"""Characters of a line before what is odd."""


@click.command(
    "lens",
    short_help="Find where labels contradict themselves.",
    epilog="Example: annotator lens news.annotator --kind labels --kind repeats",
)
@project_argument
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(ODD_KINDS),
    help="Only this kind (repeat it for several).",
)
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only in labels of these."
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=_SHOWN,
    show_default=True,
    help="Of each kind at most so many.",
)
@json_option
def show_odd(
    project: Path,
    kinds: tuple[OddKind, ...],
    annotators: tuple[str, ...],
    limit: int,
    as_json: bool,
) -> None:
    """Find what looks like slips: the same words with different labels or ends, words that are
    labelled elsewhere and not here, stray characters, sentence ends within, relations that are not
    allowed, what is said twice. All labels are compared, those of the annotators named are shown;
    the likeliest slips come first."""
    with Project.open(project) as opened, ProgressLine("reading") as progress, Stop() as stop:
        chosen = set(find_annotators(opened, annotators))
        ranked = Ranked(limit, lambda one: not chosen or one.place.annotator in chosen)
        batches = opened.consistency.find(
            kinds, progress=progress.report, is_cancelled=stop.is_asked
        )
        for batch in batches:
            ranked.add(batch)
        label_set = opened.label_set
        names = {one.id: one.name for one in label_set.span_labels}
        names |= {one.id: one.name for one in label_set.relation_labels}
        people = {one.id: one.name for one in opened.annotators(with_second_times=True)}
    ranking = ranked.ranking()
    if as_json:
        found = [_as_json(one, ranked, names, people) for one in ranking.found]
        print_json({"counts": ranking.counts, "found": found})
        return
    for kind, total in ranking.counts.items():
        if total:
            shown = [one for one in ranking.found if one.oddity.kind == kind]
            more = f", the likeliest {len(shown):,} shown" if len(shown) < total else ""
            click.echo(f"{KIND_WORDS[kind]}: {total:,}{more}")
            for one in shown:
                click.echo(_line(one, names, people))
    total = sum(ranking.counts.values())
    click.echo(
        f"{count(total, 'place')} may be {'a slip' if total == 1 else 'slips'}."
        if total
        else "Nothing looks like a slip."
    )


def _line(found: Found, names: dict[str, str], people: dict[str, str]) -> str:
    left, text, right = (" ".join(part.split()) for part in (found.left, found.text, found.right))
    place = found.place
    where = f"{show_text(place.document)}:{place.oddity.place[0][0]}"
    before = show_text(left[-_LEFT:]).rjust(_LEFT)
    better = mend_words(place.oddity, names)
    said = oddity_words(place.oddity, names) + (f" → {better}" if better else "")
    who = show_text(people.get(place.annotator, place.annotator), 40)
    return f"  {where}  {before} «{show_text(text)}» {show_text(right[:_LEFT])}  [{who}] {said}"


def _as_json(
    found: Found, ranked: Ranked, names: dict[str, str], people: dict[str, str]
) -> dict[str, Any]:
    odd = found.oddity
    return {
        "kind": odd.kind,
        "odd": odd.odd,
        "words": oddity_words(odd, names),
        "document": found.place.document,
        "annotator": people.get(found.place.annotator, found.place.annotator),
        "label": names.get(odd.label, odd.label),
        "fragments": [list(part) for part in odd.place],
        "other_fragments": [list(part) for part in odd.other_place],
        "annotations": list(odd.annotations),
        "left": found.left,
        "text": found.text,
        "right": found.right,
        "mend": odd.mend,
        "better_label": names.get(odd.better_label, odd.better_label) or None,
        "better_fragments": [list(part) for part in odd.better_place],
        "counts": list(odd.counts),
        "likelihood": round(ranked.likelihood(found), 4),
        "rank": round(ranked.rank(found), 4),
    }
