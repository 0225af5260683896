"""Worked examples of agreement, from publications and from other programs, and how to say them.

Where each comes from stands beside it in tests/data/agreement.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet, SpanLabel
from annotator.model.span import Span
from annotator.review.agreement import Agreement
from annotator.review.alpha import alpha_values, coincide, distances
from annotator.review.kappa import kappa_values
from annotator.review.tally import Tally

FOLDER = Path(__file__).resolve().parents[1] / "data" / "agreement"
LABELS = LabelSet(
    "Examples",
    span_labels=tuple(SpanLabel(name, name, "#c2571a") for name in ("PERSON", "PLACE", "ROLE")),
)


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def alpha_of(items: list[list[object]]) -> float | None:
    """Krippendorff's alpha of items, each given as what every annotator said (None: nothing)."""
    found = coincide([value for value in item if value is not None] for item in items)
    counts = np.array([list(found.values.values())], float)
    apart = distances(found.values)
    return number(alpha_values(np.array([found.apart]), counts, apart))


def kappa_of(items: list[list[object]]) -> float | None:
    """Cohen's kappa of items, each given as what two annotators said."""
    values = list(dict.fromkeys(value for item in items for value in item))
    table = np.zeros((2, 1, len(values)))
    for item in items:
        for side, value in enumerate(item):
            table[side, 0, values.index(value)] += 1
    agreeing = sum(one == other for one, other in items)
    return number(kappa_values(np.array([len(items)]), np.array([agreeing]), table[0], table[1]))


def number(values: NDArray[np.float64]) -> float | None:
    return None if np.isnan(values[0]) else float(values[0])


def make_examples(
    documents: list[dict[str, Any]],
    annotators: str,
    *,
    is_missing: bool = False,
    has_gamma: bool = False,
) -> Agreement:
    """Measure documents of one-character words. `is_missing`: c has left out every third."""
    tally = Tally(tuple(annotators), LABELS, has_gamma=has_gamma)
    for at, document in enumerate(documents):
        sets = {
            annotator: AnnotationSet(
                f"{annotator}{at}",
                f"d{at}",
                annotator,
                "finished",
                spans={
                    f"{annotator}{start}": Span(f"{annotator}{start}", label, ((start, end),))
                    for start, end, label in spans
                },
            )
            for annotator, spans in document["sets"].items()
            if annotator in annotators and not (is_missing and annotator == "c" and at % 3 == 0)
        }
        tally.add(f"d{at}", "字" * document["words"], sets)
    return tally.finish()
