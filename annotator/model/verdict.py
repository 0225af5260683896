"""A verdict: what a reviewer decided about one difference, why, and what came of it."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from annotator.model.attribute import AttributeValue
from annotator.model.difference import Difference
from annotator.model.relation import Relation
from annotator.model.span import Span

Choice = Literal["first", "second", "both", "neither", "edited", "added"]
"""neither: nothing should be here · edited: what the reviewer made of it is right · added: both
had missed what the reviewer made."""
CHOICES: tuple[Choice, ...] = get_args(Choice)
Answer = Literal["accepted", "contested"]
Answers: TypeAlias = tuple[tuple[str, Answer], ...]
"""What annotators (ids) answered, in order of the ids."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One decision on one article. It keeps what it judged as that was then: where the sets have
    moved on since, it is stale."""

    id: str
    document: str
    reviewer: str
    """An annotator's id."""
    at: str
    """ISO 8601, UTC; it only informs: clocks lie."""
    choice: Choice
    difference: Difference | None = None
    """None for "added"."""
    first: str | None = None
    """Whose set was above (annotator id; None: the curated set, or nobody's for "added")."""
    second: str | None = None
    """Whose was below; None as above, or where one set was reviewed alone."""
    outcome: tuple[Span | Relation, ...] = ()
    """What the reviewer made ("edited", "added"), with ids of their own. The ends of a relation
    name spans of the two sets or of outcomes."""
    value: AttributeValue | None = None
    """What the reviewer says of an attribute ("edited")."""
    reason: str | None = None
    """One of the project's reasons, as it read then."""
    comment: str = ""
    needs_guideline: bool = False
    guideline: str = ""
    """Under which version of label set and guidelines it was given."""
    answers: Answers = ()
    answered_before: Answers = ()
    """What those who have not answered yet had said to the verdict in whose place this came."""

    @property
    def objectors(self) -> tuple[str, ...]:
        """The annotators (ids) who contest it."""
        return tuple(who for who, answer in self.answers if answer == "contested")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said in the discussion of an annotation or a verdict (`about`: its id).

    The first remark about a thing opens its thread; `is_closing` ends it, a later one opens it
    again.
    """

    id: str
    document: str
    about: str
    annotator: str
    at: str
    text: str
    is_closing: bool = False
