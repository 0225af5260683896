"""What is known of a model: what it was trained from, and how good it was in its own test."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

SURE_ENOUGH = 0.8
"""Precision below which a label is not suggested."""
AIM = 0.85
"""Precision that a gate is chosen for: on other articles it will be a little less."""
GATES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""How sure a model may have to be; the lowest that is precise enough is taken."""
FEWEST = 5
"""Suggestions of a label in the test below which nothing is known of its precision."""


class Guess(NamedTuple):
    """One suggestion of the test."""

    label: str
    confidence: float
    is_right: bool
    fold: int = 0
    """Which of the parts of the articles it was made in."""


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
    """Return how good a label (id) is, and the lowest gate that is precise enough, or none.

    Decision: the numbers are nested. On each part of the articles the gate is measured that the
    other parts choose, as a gate looks better on what it was chosen by; only that it be used
    later is decided by all of them.
    """
    mine = [one for one in guesses if one.label == label]
    suggested = right = 0
    for fold in {one.fold for one in mine}:
        others = [one for one in mine if one.fold != fold]
        gate = _gate_of(others, FEWEST * 0.8)
        if gate is None:
            continue
        passed = [one for one in mine if one.fold == fold and one.confidence >= gate]
        suggested += len(passed)
        right += sum(one.is_right for one in passed)
    gate = _gate_of(mine, FEWEST)
    if gate is not None and suggested >= FEWEST and right >= SURE_ENOUGH * suggested:
        return LabelCard(label, spans, gate, suggested, right)
    if suggested < FEWEST:
        suggested, right = _highest(mine)
    return LabelCard(label, spans, None, suggested, right)


def _gate_of(guesses: Sequence[Guess], fewest: float) -> float | None:
    """Return the lowest gate that enough guesses pass, of which enough are right."""
    for gate in GATES:
        passed = [one.is_right for one in guesses if one.confidence >= gate]
        if len(passed) >= fewest and sum(passed) >= AIM * len(passed):
            return gate
    return None


def _highest(guesses: Sequence[Guess]) -> tuple[int, int]:
    """Return how many pass the highest gate that enough pass, or else the lowest, and how many of
    them are right."""
    passed = [one for one in guesses if one.confidence >= GATES[0]]
    for gate in GATES[1:]:
        fewer = [one for one in guesses if one.confidence >= gate]
        if len(fewer) < FEWEST:
            break
        passed = fewer
    return len(passed), sum(one.is_right for one in passed)


def plain_of(card: Card) -> dict[str, Any]:
    """Return a card as JSON values."""
    return asdict(card)


def card_of(body: Mapping[str, Any]) -> Card:
    """Return what `plain_of` made this of. KeyError, TypeError where it holds something else."""
    labels = tuple(LabelCard(**one) for one in body["labels"])
    return Card(**{**body, "documents": tuple(body["documents"]), "labels": labels})
