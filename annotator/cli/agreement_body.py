"""Agreement as the object that `agreement --json` prints; names and meaning as promised there."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.messages.agreement_words import WHY_WORDS
from annotator.model.annotator import Annotator
from annotator.model.labels import LabelSet
from annotator.review.agreement import (
    F1,
    Agreement,
    ArticleAgreement,
    Coefficient,
    PairAgreement,
    RelationBreakdown,
    Scores,
    UnitAlpha,
)
from annotator.review.compare import Breakdown

Body = dict[str, Any]


class BodyMaker:
    """Makes the object, with names where the numbers have ids."""

    def __init__(self, label_set: LabelSet, annotators: list[Annotator]) -> None:
        self._people = {one.id: one.name for one in annotators}
        self._names = names_of(label_set)

    def make(self, measured: Agreement) -> Body:
        """Return the whole object."""
        body: Body = {
            "annotators": [self._people[one] for one in measured.annotators],
            "documents": measured.documents,
            "pairs": [self._pair(one) for one in measured.pairs],
            **self._coefficients(
                {
                    "u_alpha": self._unit_alpha(measured.u_alpha),
                    "alpha": {
                        "document_labels": measured.alpha.document_labels,
                        "relation_types": measured.alpha.relation_types,
                        "attributes": self._named(measured.alpha.attributes),
                        "label_groups": dict(measured.alpha.label_groups),
                        "words": measured.alpha.words,
                    },
                    "alpha_u_1995": {
                        "alpha_u": measured.alpha_u.all_labels,
                        "labels": self._named(measured.alpha_u.labels),
                    },
                    **({"gamma": measured.gamma} if measured.gamma else {}),
                }
            ),
            "all_pairs": self._scores(measured.whole),
        }
        _say_why(body["all_pairs"], numbers_of(measured.whole))
        return body

    # ---- parts ----------------------------------------------------------------------------------

    def _pair(self, pair: PairAgreement) -> Body:
        coefficients = {
            "token_kappa": pair.token_kappa,
            "token_kappa_labelled": pair.token_kappa_labelled,
            "u_alpha": self._unit_alpha(pair.u_alpha),
            **({"gamma": pair.gamma} if pair.gamma else {}),
        }
        body = {
            "a": self._people[pair.first or ""],
            "b": self._people[pair.second or ""],
            "documents": len(pair.articles),
            **self._scores(pair.scores),
            **self._coefficients(coefficients),
            "confusions": [
                {"a": self._names.get(one, one), "b": self._names.get(other, other), "count": count}
                for (one, other), count in sorted(pair.confusions.items())
            ],
            "articles": [self._article(one) for one in pair.articles],
        }
        _say_why(body, numbers_of(pair.scores))
        return body

    def _scores(self, scores: Scores) -> Body:
        return {
            **{name: _f1(one) for name, one in numbers_of(scores)},
            **(assisted_body(scores) if scores.assisted.first else {}),
            "breakdown": _breakdown(scores.breakdown),
            "breakdown_share": _shares(scores.breakdown),
            "relation_breakdown": _breakdown(scores.relation_breakdown),
            "labels": {
                self._names.get(label, label): {
                    "span_f1": _f1(one.span_f1),
                    "overlap_f1": _f1(one.overlap_f1),
                }
                for label, one in scores.labels.items()
            },
            "relations": {
                self._names.get(label, label): {"relation_f1": _f1(one)}
                for label, one in scores.relation_labels.items()
            },
        }

    def _article(self, article: ArticleAgreement) -> Body:
        scores = {
            "span_f1": article.span_f1,
            "boundary_f1": article.boundary_f1,
            "overlap_f1": article.overlap_f1,
            "relation_f1": article.relation_f1,
        }
        numbers = {"token_kappa": article.token_kappa, "u": article.u}
        body: Body = {
            "document": article.document,
            **{name: _f1(one) for name, one in scores.items()},
            **{name: one.value for name, one in numbers.items()},
            "breakdown": _breakdown(article.breakdown),
        }
        _say_why(body, [*scores.items(), *numbers.items()])
        return body

    def _unit_alpha(self, alpha: UnitAlpha) -> Body:
        return {
            "u": alpha.u,
            "u_bar": alpha.u_bar,
            "cu": alpha.cu,
            "ku": self._named(alpha.ku),
        }

    def _named(self, numbers: Mapping[str, Coefficient]) -> dict[str, Coefficient]:
        return {self._names.get(id, id): one for id, one in numbers.items()}

    def _coefficients(self, tree: Mapping[str, Any]) -> Body:
        """Return the values in the shape of the tree; beside them what else is known of them."""
        found = list(_leaves(tree))
        return {
            **_values(tree),
            "intervals": {
                path: {"low": one.low, "high": one.high}
                for path, one in found
                if one.low is not None
            },
            "coverage": {path: one.coverage for path, one in found if one.coverage is not None},
            "why": {path: WHY_WORDS[one.why] for path, one in found if one.why},
        }


def names_of(label_set: LabelSet) -> dict[str, str]:
    """Return id -> name of span labels, relation labels and attributes."""
    names = {one.id: one.name for one in label_set.span_labels}
    names |= {one.id: one.name for one in label_set.relation_labels}
    return names | {one.id: one.name for one in label_set.attributes}


def numbers_of(scores: Scores) -> list[tuple[str, F1]]:
    """Return the scores that are one number each, by their names."""
    return [
        ("span_f1", scores.span_f1),
        ("boundary_f1", scores.boundary_f1),
        ("overlap_f1", scores.overlap_f1),
        ("relation_f1", scores.relation_f1),
        ("relation_f1_given_spans", scores.relation_f1_given_spans),
        ("relation_overlap_f1", scores.relation_overlap_f1),
        ("relation_f1_given_overlap", scores.relation_f1_given_overlap),
    ]


def assisted_body(scores: Scores) -> Body:
    """Return how many spans were suggested and how many not, and how many the other has too."""
    return {
        name: {
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "spans": one.first,
            "same": one.matched,
        }
        for name, one in (("assisted", scores.assisted), ("unassisted", scores.unassisted))
    }


def _f1(one: F1) -> Body:
    return {
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "matched": one.matched,
        "a": one.first,
        "b": one.second,
    }


def _breakdown(breakdown: Breakdown | RelationBreakdown) -> dict[str, int]:
    body = breakdown._asdict()
    return {
        {"only_first": "only_a", "only_second": "only_b"}.get(name, name): count
        for name, count in body.items()
    }


def _shares(breakdown: Breakdown) -> dict[str, float | None]:
    """Return the breakdown in parts of one, or null where there is nothing to part."""
    whole = sum(breakdown)
    return {name: count / whole if whole else None for name, count in _breakdown(breakdown).items()}


def _say_why(body: Body, numbers: list[tuple[str, F1]] | list[tuple[str, Any]]) -> None:
    """Add to `why` what has no value."""
    why = body.setdefault("why", {})
    why.update({name: WHY_WORDS[one.why] for name, one in numbers if one.why})


def _values(tree: Mapping[str, Any]) -> Body:
    return {
        name: _values(one) if isinstance(one, Mapping) else one.value for name, one in tree.items()
    }


def _leaves(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Coefficient]]:
    for name, one in tree.items():
        if isinstance(one, Mapping):
            yield from _leaves(one, f"{path}{name}.")
        else:
            yield f"{path}{name}", one
