"""The command agreement: how far annotators agree, in numbers."""

from collections.abc import Sequence
from pathlib import Path

import click

from annotator.cli.agreement_body import BodyMaker, names_of
from annotator.cli.arguments import find_annotators, project_argument
from annotator.cli.output import ProgressLine, count, json_option, print_json, print_table
from annotator.cli.stopping import Stop
from annotator.messages import show_text
from annotator.messages.agreement_words import (
    ASSISTED_WORDS,
    BREAKDOWN_WORDS,
    F1_WORDS,
    HINT,
    WHY_WORDS,
    show_number,
)
from annotator.project.project import Project
from annotator.review.agreement import F1, Agreement, Coefficient, PairAgreement, Scores, UnitAlpha

Row = tuple[str, ...]
_LONGEST = 40
"""Characters of a name."""
_MOST = 10
"""Pairs of labels that are listed as mixed up."""


@click.command(
    "agreement",
    short_help="Tell how far annotators agree.",
    epilog="Example: annotator agreement news.annotator --annotators Maria,Jonas",
)
@project_argument
@click.option(
    "--annotators",
    multiple=True,
    metavar="A,B,..",
    help="Whose labels are compared; without it everybody's who has finished an article.",
)
@click.option(
    "--in-progress",
    is_flag=True,
    help="Count articles too that one of two has begun and not finished.",
)
@click.option(
    "--gamma",
    "has_gamma",
    is_flag=True,
    help="Measure gamma too, which takes longer and needs the extra “gamma”.",
)
@click.option(
    "--articles", is_flag=True, help="List the articles too, those with the lowest F1 first."
)
@json_option
def tell_agreement(
    project: Path,
    annotators: tuple[str, ...],
    in_progress: bool,
    has_gamma: bool,
    articles: bool,
    as_json: bool,
) -> None:
    """Tell how far annotators agree, each two of them and all together.

    What counts are the articles that both of two have finished. F1 is how much of what either has
    the other has too; the rest is corrected for chance. A dash says why there is no number. With
    ten articles or more, 95 % intervals tell how far other articles might have moved a number.
    """
    with (
        Project.open(project, is_read_only=True) as opened,
        ProgressLine("comparing") as line,
        Stop() as stop,
    ):
        measured = opened.agreement(
            find_annotators(opened, annotators),
            is_unfinished_counted=in_progress,
            has_gamma=has_gamma,
            progress=line.report,
            is_cancelled=stop.is_asked,
        )
        alone = [
            opened.agreement([time.of, time.annotator])
            for time in opened.assignments.second_times()
            if time.of in measured.annotators or not annotators
        ]
        people = opened.annotators(with_second_times=True)
        label_set = opened.label_set
    if as_json:
        maker = BodyMaker(label_set, people)
        body = maker.make(measured)
        if alone:
            body["with_oneself"] = [pair for one in alone for pair in maker.make(one)["pairs"]]
        print_json(body)
        return
    names = {one.id: show_text(one.name, _LONGEST) for one in people}
    printer = _Printer(names, names_of(label_set), "begun" if in_progress else "finished")
    printer.print(measured, has_articles=articles)
    for one in alone:
        click.echo()
        printer.print_oneself(one)


class _Printer:
    """Prints agreement for people to read."""

    def __init__(self, people: dict[str, str], labels: dict[str, str], counted: str) -> None:
        self._people = people
        self._labels = labels
        self._counted = counted
        """What an article must be to count."""

    def print(self, measured: Agreement, *, has_articles: bool) -> None:
        """Print each pair, then all together."""
        for pair in measured.pairs:
            self._print_pair(pair)
            if has_articles:
                _print_articles(pair)
        if len(measured.pairs) != 1:
            people = [self._people[one] for one in measured.annotators]
            words = f"{count(measured.documents, 'article')} that two or more have {self._counted}"
            click.echo(f"{' · '.join(people) or 'Nobody'}: {words}")
            self._print_scores(measured.whole, ("one", "other"))
            click.echo()
        self._print_corrected(measured)
        click.echo()
        click.echo(HINT)

    def print_oneself(self, measured: Agreement) -> None:
        """Print how far somebody agrees with what they said of the same articles before."""
        for pair in measured.pairs:
            click.echo("With oneself, on articles that came back:")
            self._print_pair(pair)

    def _print_pair(self, pair: PairAgreement) -> None:
        first, second = self._people[pair.first or ""], self._people[pair.second or ""]
        articles = count(len(pair.articles), "article")
        click.echo(f"{first} and {second}: {articles} that both have {self._counted}")
        self._print_scores(pair.scores, (first, second))
        self._print_confusions(pair)
        click.echo()
        rows = [
            _row("kappa of words", pair.token_kappa),
            _row("kappa of labelled words", pair.token_kappa_labelled),
            _row("u-alpha of spans", pair.u_alpha.u),
        ]
        if pair.gamma:
            rows.append(_row("gamma", pair.gamma))
        print_table(rows, ("corrected for chance", "", "interval"))
        click.echo()

    def _print_scores(self, scores: Scores, sides: tuple[str, str]) -> None:
        click.echo()
        print_table(
            [_f1_row(words, getattr(scores, name)) for name, words in F1_WORDS.items()],
            ("F1", "", "interval", "alike", *sides),
        )
        self._print_breakdown(scores, sides)
        if scores.assisted.first:
            click.echo()
            print_table(
                [
                    (words, show_number(one.value), _between(one), one.matched, one.first)
                    for words, one in (
                        (words, getattr(scores, name)) for name, words in ASSISTED_WORDS.items()
                    )
                ],
                ("spans", "", "interval", "alike", "of"),
            )
        by_label = [
            _f1_row(self._labels.get(label, label), one.span_f1)
            for label, one in scores.labels.items()
        ]
        by_label += [
            _f1_row(self._labels.get(label, label), one)
            for label, one in scores.relation_labels.items()
        ]
        if by_label:
            click.echo()
            print_table(by_label, ("F1 by label", "", "interval", "alike", *sides))

    def _print_confusions(self, pair: PairAgreement) -> None:
        """Say which labels are given to the same words, or to words that overlap, most first."""
        mixed = [
            (count, one, other) for (one, other), count in pair.confusions.items() if one != other
        ]
        if not mixed:
            return
        click.echo()
        print_table(
            [
                (self._labels.get(one, one), self._labels.get(other, other), count)
                for count, one, other in sorted(mixed, key=lambda one: (-one[0], *one[1:]))[:_MOST]
            ],
            (self._people[pair.first or ""], self._people[pair.second or ""], "mixed up"),
        )

    def _print_breakdown(self, scores: Scores, sides: tuple[str, str]) -> None:
        """Say how all spans divide, in parts of a hundred that sum up to it."""
        whole = sum(scores.breakdown)
        if not whole:
            return
        only = tuple(f"only {side}" for side in sides)
        click.echo()
        print_table(
            [
                (word, number, f"{100 * number / whole:.1f} %")
                for word, number in zip((*BREAKDOWN_WORDS, *only), scores.breakdown, strict=True)
            ],
            ("spans", "", ""),
        )

    def _print_corrected(self, measured: Agreement) -> None:
        alpha, unit = measured.alpha, measured.u_alpha
        rows = [*self._unit_rows(unit)]
        rows.append(_row("alpha of words", alpha.words))
        rows.append(_row("alpha of article labels", alpha.document_labels))
        rows += [
            _row(f"alpha of article labels: {group or 'without a group'}", one)
            for group, one in alpha.label_groups.items()
        ]
        rows += [
            _row(f"alpha of “{self._labels.get(id, id)}”", one)
            for id, one in alpha.attributes.items()
        ]
        rows.append(_row("alpha of relation types", alpha.relation_types))
        rows.append(_row("alpha-U of 1995", measured.alpha_u.all_labels))
        if measured.gamma:
            rows.append(_row("gamma", measured.gamma))
        print_table(rows, ("corrected for chance", "", "interval"))

    def _unit_rows(self, unit: UnitAlpha) -> list[Row]:
        rows = [
            _row("u-alpha: which words, which label", unit.u),
            _row("|u-alpha: which words", unit.u_bar),
            _row("cu-alpha: which label where spans overlap", unit.cu),
        ]
        rows += [
            _row(f"(k)u-alpha: {self._labels.get(id, id)}", one) for id, one in unit.ku.items()
        ]
        return rows


def _print_articles(pair: PairAgreement) -> None:
    """List the articles of a pair, the lowest F1 first and those without one last."""
    found = sorted(
        pair.articles, key=lambda one: (one.span_f1.value is None, one.span_f1.value, one.document)
    )
    print_table(
        [
            (
                show_text(one.document, _LONGEST),
                show_number(one.span_f1.value),
                show_number(one.overlap_f1.value),
                show_number(one.relation_f1.value),
                sum(one.breakdown[1:]),
            )
            for one in found
        ],
        ("article", "F1", "overlapping", "relations", "spans that differ"),
    )
    click.echo()


def _f1_row(name: str, one: F1) -> Sequence[object]:
    if one.why:
        return (name, show_number(None), WHY_WORDS[one.why], "", "", "")
    return (name, show_number(one.value), _between(one), one.matched, one.first, one.second)


def _row(name: str, one: Coefficient) -> Row:
    if one.why:
        return (name, show_number(None), WHY_WORDS[one.why])
    return (name, show_number(one.value), _between(one))


def _between(one: F1 | Coefficient) -> str:
    if one.low is None:
        return ""
    return f"{show_number(one.low)} to {show_number(one.high)}"
