"""The part of a report about agreement: what was compared, the figures, and what they stand on."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from annotator.messages.agreement_words import (
    BREAKDOWN_WORDS,
    F1_WORDS,
    HINT,
    WHY_WORDS,
    show_number,
)
from annotator.report.findings import Findings
from annotator.report.markup import Html, element, joined, table
from annotator.report.pictures import Bar, Part, draw_bars, draw_matrix, draw_parts
from annotator.report.words import (
    attribute_name,
    counted,
    figure,
    label_name,
    named,
    range_words,
    share_words,
)
from annotator.review.agreement import F1, Coefficient, PairAgreement, Scores
from annotator.review.compare import Breakdown

_LABELS = 14
"""Labels that a matrix has room for."""
_PAIRS_IN_FULL = 3
"""More pairs than that are told in one table, each on a row."""


def compared_part(findings: Findings) -> Iterator[Html]:
    """Yield what was compared: who, how much of it, and what counts."""
    said = findings.statistics.annotators
    rows = []
    for id in findings.agreement.annotators:
        name = findings.people.get(id, id)
        about = said.get(name)
        sets = about["sets"] if about else {}
        marks = (about["spans"], about["relations"]) if about else (0, 0)
        rows.append((name, sets.get("finished", 0), sets.get("in_progress", 0), *marks))
    counts = "begun" if findings.is_unfinished_counted else "finished"
    yield element(
        "p",
        f"The project has {counted(findings.statistics.documents, 'article')}. An article counts"
        f" for two people if both have {counts} it:"
        f" {counted(findings.agreement.documents, 'article')} for two of them at least.",
    )
    yield table(("", "articles done", "in progress", "spans", "relations"), rows)


def figures_part(findings: Findings) -> Iterator[Html]:
    """Yield the figures, of all together and of each two."""
    agreement = findings.agreement
    if not agreement.pairs:
        yield element("p", "There are no two people to compare.")
        return
    yield from _scores(findings, agreement.whole, _sides(findings, agreement.pairs))
    if len(agreement.pairs) > 1:
        yield element("h3", "Each two of them")
        yield _pairs_table(findings, agreement.pairs)


def _sides(findings: Findings, pairs: Sequence[PairAgreement]) -> tuple[str, str]:
    if len(pairs) > 1:
        return ("one", "other")
    return named(findings, pairs[0].first), named(findings, pairs[0].second)


def _scores(findings: Findings, scores: Scores, sides: tuple[str, str]) -> Iterator[Html]:
    figures: dict[str, F1] = {words: getattr(scores, name) for name, words in F1_WORDS.items()}
    yield draw_bars("F1 with 95 % intervals", [_bar(name, one) for name, one in figures.items()])
    yield table(
        ("F1", "", "95 % interval", "alike", *sides),
        [_f1_row(name, one) for name, one in figures.items()],
    )
    yield element("h3", "Where the spans agree and where not")
    yield from _breakdown(scores.breakdown, sides)
    if scores.labels:
        yield element("h3", "By label")
        bars = [_bar(label_name(findings, id), one.span_f1) for id, one in scores.labels.items()]
        yield draw_bars("F1 by label", bars)
        rows = [
            (*_f1_row(label_name(findings, id), one.span_f1), figure(one.overlap_f1.value))
            for id, one in scores.labels.items()
        ]
        head = ("same words, same label", "", "95 % interval", "alike", *sides, "overlapping")
        yield table(head, rows)
    relations = [
        _f1_row(label_name(findings, id), one) for id, one in scores.relation_labels.items()
    ]
    yield table(("relations by type", "", "95 % interval", "alike", *sides), relations)


def _breakdown(breakdown: Breakdown, sides: tuple[str, str]) -> Iterator[Html]:
    whole = sum(breakdown)
    if not whole:
        yield element("p", "Nobody has marked a span.")
        return
    names = (*BREAKDOWN_WORDS, *(f"only {side}" for side in sides))
    parts = [Part(name, count) for name, count in zip(names, breakdown, strict=True)]
    yield draw_parts("How all spans divide", parts)
    yield table(
        ("spans", "", "share"),
        [(part.name, part.size, share_words(part.size, whole)) for part in parts],
        note="Two spans that answer each other count once; together they are all spans of both.",
    )


def _pairs_table(findings: Findings, pairs: Sequence[PairAgreement]) -> Html:
    rows = [
        (
            f"{named(findings, pair.first)} and {named(findings, pair.second)}",
            len(pair.articles),
            _with_range(pair.scores.span_f1),
            figure(pair.scores.boundary_f1.value),
            figure(pair.scores.overlap_f1.value),
            figure(pair.scores.relation_f1.value),
            figure(pair.token_kappa.value),
            figure(pair.u_alpha.u.value),
        )
        for pair in pairs
    ]
    head = ("", "articles", "F1", "same words", "overlapping", "relations", "kappa", "u-alpha")
    return table(head, rows)


def mixed_up_part(findings: Findings) -> Iterator[Html]:
    """Yield which labels are given to the same words: a matrix for each two, or for all."""
    pairs = [pair for pair in findings.agreement.pairs if pair.confusions]
    if not pairs:
        yield element("p", "No spans of two people answer each other.")
        return
    if len(pairs) > _PAIRS_IN_FULL:
        together: Counter[tuple[str, str]] = Counter()
        for pair in pairs:
            together.update(pair.confusions)
        yield from _matrix(findings, together, "one", "other")
        return
    for pair in pairs:
        first, second = named(findings, pair.first), named(findings, pair.second)
        yield from _matrix(findings, pair.confusions, first, second)


def _matrix(
    findings: Findings, counts: Mapping[tuple[str, str], int], first: str, second: str
) -> Iterator[Html]:
    used: Counter[str] = Counter()
    for (one, other), count in counts.items():
        used[one] += count
        used[other] += count
    known = [label.id for label in findings.label_set.span_labels if used[label.id]]
    labels = known
    if len(known) > _LABELS:
        most = {id for id, _ in used.most_common(_LABELS)}
        labels = [id for id in known if id in most]
    names = [label_name(findings, id) for id in labels]
    lines = [[counts.get((one, other), 0) for other in labels] for one in labels]
    yield element("p", f"Rows: {first}. Columns: {second}.")
    yield draw_matrix(f"Labels of {first} against those of {second}", names, names, lines)
    if len(labels) < len(known):
        rest = len(known) - len(labels)
        yield element("p", f"{counted(rest, 'rarer label')} left out.", class_="quiet")


def chance_part(findings: Findings) -> Iterator[Html]:
    """Yield the figures that are corrected for chance."""
    agreement = findings.agreement
    rows: list[tuple[object, ...]] = []
    if len(agreement.pairs) == 1:
        pair = agreement.pairs[0]
        rows.append(_row("kappa of words", pair.token_kappa))
        rows.append(_row("kappa of labelled words", pair.token_kappa_labelled))
    unit, alpha = agreement.u_alpha, agreement.alpha
    rows += [
        _row("u-alpha: which words, which label", unit.u),
        _row("|u-alpha: which words", unit.u_bar),
        _row("cu-alpha: which label where spans overlap", unit.cu),
    ]
    rows += [_row(f"(k)u-alpha: {label_name(findings, id)}", one) for id, one in unit.ku.items()]
    rows.append(_row("alpha of words", alpha.words))
    rows.append(_row("alpha of article labels", alpha.document_labels))
    rows += [
        _row(f"alpha of “{attribute_name(findings, id)}”", one)
        for id, one in alpha.attributes.items()
    ]
    rows.append(_row("alpha of relation types", alpha.relation_types))
    yield table(("", "", "95 % interval"), rows)
    yield element("p", HINT, class_="quiet")


def oneself_part(findings: Findings) -> Iterator[Html]:
    """Yield how far people agree with what they said of the same articles before."""
    rows = [
        (
            named(findings, pair.first),
            len(pair.articles),
            _with_range(pair.scores.span_f1),
            figure(pair.scores.overlap_f1.value),
            figure(pair.scores.relation_f1.value),
        )
        for one in findings.with_oneself
        for pair in one.pairs
    ]
    yield table(("", "articles twice", "F1", "overlapping", "relations"), rows)


# ---- pieces -------------------------------------------------------------------------------------


def _bar(name: str, one: F1) -> Bar:
    return Bar(name, one.value, one.low, one.high, figure(one.value))


def _f1_row(name: str, one: F1) -> tuple[object, ...]:
    if one.why:
        return (name, figure(None), WHY_WORDS[one.why], "", "", "")
    return (name, figure(one.value), range_words(one), one.matched, one.first, one.second)


def _row(name: str, one: Coefficient) -> tuple[object, ...]:
    if one.why:
        return (name, figure(None), WHY_WORDS[one.why])
    return (name, figure(one.value), range_words(one))


def _with_range(one: F1) -> Html:
    words = f" ({range_words(one)})" if one.low is not None else ""
    return joined([show_number(one.value), words])
