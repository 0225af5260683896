"""The part of a report about the review: what was decided, why, and differences in their text."""

from collections import Counter
from collections.abc import Iterator

from annotator.messages.case_words import KIND_WORDS
from annotator.messages.curated_words import open_words, provenance_words
from annotator.model.difference import DIFFERENCE_KINDS, DifferenceKind
from annotator.model.verdict import Choice
from annotator.report.findings import Excerpt, Findings, PairReview, Sample
from annotator.report.markup import Html, element, table
from annotator.report.words import counted, named, share_words

_CHOICES: dict[Choice, str] = {  # but for those that say whose labels are right
    "both": "both are right",
    "neither": "nothing should be there",
    "edited": "put right by the reviewer",
    "added": "added: both had missed it",
}
_KINDS: dict[DifferenceKind, str] = {
    "missing": "Only the first has it",
    "extra": "Only the second has it",
    "label": "Same words, another label",
    "boundary": "Same label, other words",
    "label_and_boundary": "Another label on other words",
    "relation": "Relations",
    "attribute": "Attributes",
    "document_label": "Labels of articles",
}


def differences_part(findings: Findings) -> Iterator[Html]:
    """Yield how many differences of each kind there are, and how many are open."""
    for pair in findings.pairs:
        if len(findings.pairs) > 1:
            yield element("h3", f"{_pair_name(findings, pair)}")
        rows = [
            (
                KIND_WORDS[kind],
                pair.differences[kind],
                pair.differences[kind] - pair.open[kind],
                pair.open[kind],
            )
            for kind in DIFFERENCE_KINDS
            if pair.differences[kind]
        ]
        if not rows:
            yield element("p", f"None on {counted(pair.documents, 'article')}.")
            continue
        whole, left = pair.differences.total(), pair.open.total()
        rows.append(("all", whole, whole - left, left))
        yield table(("difference", "found", "decided", "open"), rows)


def decisions_part(findings: Findings) -> Iterator[Html]:
    """Yield what was decided and for which reasons, in the whole project."""
    said = findings.decisions
    if not said.given:
        yield element("p", "Nothing has been decided yet.")
        return
    yield element(
        "p",
        f"{counted(said.given, 'decision')} on {counted(said.documents, 'article')};"
        f" annotators have accepted {said.accepted:,} and contested {said.contested:,}.",
    )
    choices = [
        (f"as {named(findings, whose)} has it", count) for whose, count in said.right.most_common()
    ]
    choices += [
        (words, said.choices[choice]) for choice, words in _CHOICES.items() if said.choices[choice]
    ]
    rows = [(words, count, share_words(count, said.given)) for words, count in choices]
    yield table(("decision", "", "share"), rows)
    reasons: list[tuple[str, int, str]] = [
        (reason, count, share_words(count, said.given))
        for reason, count in said.reasons.most_common()
    ]
    if said.without_reason and reasons:
        share = share_words(said.without_reason, said.given)
        reasons.append(("no reason given", said.without_reason, share))
    if reasons:
        yield table(("reason", "", "share"), reasons)
    else:
        yield element("p", "No reasons were given.", class_="quiet")


def flags_part(findings: Findings) -> Iterator[Html]:
    """Yield what the guideline needs work for."""
    flagged = findings.decisions.flagged
    if not flagged:
        yield element("p", "No decision says that the guideline needs work.")
        return
    yield element("p", f"{counted(flagged, 'decision')} said that the guideline needs work.")
    yield from map(_sample, findings.flags)
    if left := flagged - len(findings.flags):
        yield element("p", f"{left:,} more not shown here.", class_="quiet")


def curated_part(findings: Findings) -> Iterator[Html]:
    """Yield what the curated sets hold."""
    counts = findings.curated
    if not counts["lines"]:
        yield element("p", "No article has a curated set yet.")
        return
    yield element(
        "p",
        f"{counted(counts['lines'], 'article')} with a curated set: {provenance_words(counts)}.",
    )
    provenance = counts["provenance"]
    yield table(
        ("", "spans", "relations"),
        [
            (word, provenance["spans"].get(word, 0), provenance["relations"].get(word, 0))
            for word in ("unanimous", "adjudicated", "added", "imported")
            if provenance["spans"].get(word) or provenance["relations"].get(word)
        ],
        note="unanimous: all who have finished say so; adjudicated: they differed, a decision says"
        " so; added: the reviewer added it; imported: it came from a file",
    )
    yield table(
        ("judged to be nothing", "negatives"),
        Counter(counts["negative_labels"]).most_common(),
    )
    if left_out := open_words(counts):
        yield element("p", f"{left_out}.")


def samples_part(findings: Findings) -> Iterator[Html]:
    """Yield differences in their text, some of each kind."""
    if not findings.samples:
        yield element("p", "There is no difference to show.")
        return
    yield element("p", "Drawn by lot, the same ones each time.", class_="quiet")
    for kind, samples in findings.samples.items():
        yield element("h3", _KINDS[kind])
        yield from map(_sample, samples)


# ---- pieces -------------------------------------------------------------------------------------


def _pair_name(findings: Findings, pair: PairReview) -> str:
    return f"{named(findings, pair.first)} and {named(findings, pair.second)}"


def _sample(sample: Sample) -> Html:
    words = sample.words
    return element(
        "div",
        element(
            "p",
            element("b", element("bdi", words.title)),
            element("span", f" {words.kind}", class_="quiet"),
            element("span", " · ", element("bdi", sample.title), class_="quiet"),
            class_="what",
        ),
        *map(_excerpt, sample.excerpts),
        element("p", element("bdi", words.sides), class_="sides"),
        _decided(sample),
        class_="sample",
    )


def _excerpt(excerpt: Excerpt) -> Html:
    name = element("span", f"{excerpt.name}: ", class_="quiet") if excerpt.name else ""
    pieces = [element("mark", one.text) if one.is_marked else one.text for one in excerpt.pieces]
    return element("p", name, element("bdi", *pieces), class_="excerpt", dir="auto")


def _decided(sample: Sample) -> Html:
    if not sample.reviewer:
        return element("p", "Not decided yet.", class_="quiet decided")
    settled = sample.words.settled.removeprefix("✓ ")
    reason = f" ({sample.reason})" if sample.reason else ""
    comment = [": ", element("bdi", f"“{sample.comment}”")] if sample.comment else []
    by = element("span", f" – decided by {sample.reviewer}{reason}", class_="quiet")
    return element("p", "✓ ", element("b", settled), by, *comment, class_="decided")
