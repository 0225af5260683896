"""What looks like a slip in somebody's labels: the place, what is odd there, and what would mend
it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

from annotator.model.span import Fragment

OddKind = Literal[
    "labels", "repeats", "variants", "ends", "sentences", "relations", "duplicates", "parts"
]
"""labels: the same text wears another label elsewhere · repeats: what is labelled elsewhere is not
here · variants: the same text has other ends elsewhere · ends: stray characters, or half a word ·
sentences: over the end of a sentence · relations: not allowed · duplicates: said twice · parts:
a part that stands alone."""
ODD_KINDS: tuple[OddKind, ...] = get_args(OddKind)
Odd = Literal[
    "minority", "tie", "unlabelled",
    "article", "no article", "possessive", "no possessive", "full stop", "no full stop",
    "space", "punctuation", "half word", "half character", "only punctuation",
    "over sentence", "over paragraph",
    "turned", "other label", "not allowed", "same span", "same relation",
    "empty part", "parts touch", "far part",
]  # fmt: skip
"""What is odd, by a word; the sentences are in `annotator.messages.oddity_words`."""
Mend = Literal["", "relabel", "label", "move", "delete", "turn"]
"""What would mend it: another label, a span made, other ends, taking it away, turning it round;
empty: that cannot be told."""
Place: TypeAlias = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd in one annotation set, or at one place where it says nothing."""

    kind: OddKind
    odd: Odd
    place: Place
    """Where, in fragments of the text; of a relation its head, then (`other_place`) its tail."""
    label: str
    """The label (id) that stands there, or would."""
    annotations: tuple[str, ...] = ()
    """Ids: the one that is odd first, then what it is held against in the same set."""
    mend: Mend = ""
    better_label: str = ""
    """The label (id) after mending; also what most others wear."""
    better_place: Place = ()
    other_place: Place = ()
    counts: tuple[int, ...] = ()
    """For `labels`: how many wear this label, the other one, any, and how many of the other one
    are by the same annotator; for `repeats`: how often it is labelled, and how often not; for
    `variants`: how many have these ends, and how many the other ones."""
    weight: float = 1.0
    """How much hangs on it; what has nothing that stands on it has 1."""

    @property
    def name(self) -> str:
        """What it is known by on its document when it is dismissed: the place and the label, so
        that it is told by whoever's set it shows in, and is another one when these change."""
        parts = [_place_name(self.place), self.label if self.kind != "repeats" else ""]
        if self.other_place:
            parts.append(_place_name(self.other_place))
        return " ".join(filter(None, parts))


class Dismissal(NamedTuple):
    """That something is right as it is: a kind of oddity on a document (id), by its name."""

    document: str
    kind: str
    name: str


DismissalChange: TypeAlias = tuple[Dismissal | None, Dismissal | None]


def _place_name(place: Place) -> str:
    return "+".join(f"{start}-{end}" for start, end in place)
