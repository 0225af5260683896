"""What is known of a model: what it was trained from, and how good it was in its own test."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

SURE_ENOUGH = 0.8
"""Precision below which a label is not suggested."""
GATES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""How sure a model may have to be; the lowest that is precise enough is taken."""
FEWEST = 5
"""Suggestions of a label in the test below which nothing is known of its precision."""


class Guess(NamedTuple):
    """One suggestion of the test."""

    label: str
    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True)
class LabelCard:
    """How good a model is for one label, measured on articles that it had not seen."""

    label: str
    """Its id."""
    spans: int
    """That I have put in the articles, those included that no tag can say."""
    gate: float | None
    """How sure the model must be; None where it is never precise enough, or too little is known:
    then the label is off, and the numbers are those of the highest gate with enough of them."""
    suggested: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of the suggestions that was right; None where there was none."""
        return self.right / self.suggested if self.suggested else None

    @property
    def recall(self) -> float | None:
        """The share of the spans that was suggested rightly; None where there is no span."""
        return self.right / self.spans if self.spans else None


@dataclass(frozen=True, slots=True)
class Card:
    """Kept beside a model."""

    version: str
    documents: tuple[str, ...]
    """Ids of the articles that it learned from."""
    finished: int
    """Articles that were finished then: those beyond what is read of a large project too."""
    at: str
    """When (ISO 8601)."""
    seconds: float
    labels: tuple[LabelCard, ...]

    def gates(self) -> dict[str, float]:
        """Return label (id) -> how sure the model must be, of those that are good enough."""
        return {one.label: one.gate for one in self.labels if one.gate is not None}


def judge(label: str, spans: int, guesses: Sequence[Guess]) -> LabelCard:
    """Return how good a label (id) is: the lowest gate that is precise enough, or none."""
    shown: tuple[int, int] = (0, 0)
    for gate in GATES:
        passed = [one for one in guesses if one.label == label and one.confidence >= gate]
        if gate == GATES[0] or len(passed) >= FEWEST:
            shown = (len(passed), sum(one.is_right for one in passed))
        if len(passed) >= FEWEST and shown[1] >= SURE_ENOUGH * len(passed):
            return LabelCard(label, spans, gate, *shown)
    return LabelCard(label, spans, None, *shown)


def plain_of(card: Card) -> dict[str, Any]:
    """Return a card as JSON values."""
    return asdict(card)


def card_of(body: Mapping[str, Any]) -> Card:
    """Return what `plain_of` made this of. KeyError, TypeError where it holds something else."""
    labels = tuple(LabelCard(**one) for one in body["labels"])
    return Card(**{**body, "documents": tuple(body["documents"]), "labels": labels})
