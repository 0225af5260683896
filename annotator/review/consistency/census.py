"""How the whole corpus labels: which words, with which labels, which ends; counted set by set."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator

from annotator.review.consistency.counting import Counted
from annotator.review.consistency.repeats import Regular
from annotator.review.consistency.variation import BESIDE, ENDS, End, Ends, Usage, usage_of

_PAIRS = 1 << 20
"""More pairs of a label and an annotator than any project has."""
_STATES = 2 * len(ENDS)


class Census:
    """Takes in what sets hold; labels and annotators are numbers here, in order of appearance.

    It remembers words and counts, no places: a million spans are some tens of megabytes.
    """

    def __init__(self) -> None:
        self.labels: dict[str, int] = {}
        """Label id -> number."""
        self.annotators: dict[str, int] = {}
        """Annotator id -> number."""
        self._words: dict[str, int] = {}
        self._pairs: dict[tuple[int, int], int] = {}
        self._votes: Counter[int] = Counter()
        self._cores: dict[tuple[str, int], int] = {}
        self._ends: Counter[int] = Counter()

    def add(self, annotator: str, counted: Iterable[Counted]) -> None:
        """Take in the spans of a set of an annotator (id)."""
        whose = self.annotators.setdefault(annotator, len(self.annotators))
        for one in counted:
            label = self.labels.setdefault(one.label, len(self.labels))
            words = self._words.setdefault(one.words, len(self._words))
            pair = self._pairs.setdefault((label, whose), len(self._pairs))
            self._votes[words * _PAIRS + pair] += 1
            if one.article or one.possessive or one.stop:
                self._add_ends(one, label)

    def _add_ends(self, one: Counted, label: int) -> None:
        core = self._cores.setdefault((one.core, label), len(self._cores))
        for number, state in enumerate((one.article, one.possessive, one.stop)):
            if state:
                self._ends[core * _STATES + 2 * number + state - BESIDE] += 1

    # ---- what it says ---------------------------------------------------------------------------

    def varied(self) -> dict[str, Usage]:
        """Return words -> how they are labelled, of those that wear several labels."""
        labels = [label for label, _ in self._pairs]
        first: dict[int, int] = {}
        several: set[int] = set()
        for key in self._votes:
            words, pair = divmod(key, _PAIRS)
            if first.setdefault(words, labels[pair]) != labels[pair]:
                several.add(words)
        votes = self._votes_of(several)
        return {
            words: usage_of(votes[number])
            for words, number in self._words.items()
            if number in several
        }

    def regular(self, usable: Collection[str]) -> Iterator[Regular]:
        """Yield the words that wear one of these labels (ids) mostly, and how often they wear
        any."""
        names = list(self.labels)
        labels = [label for label, _ in self._pairs]
        most: dict[int, tuple[int, int]] = {}
        totals: Counter[int] = Counter()
        by_label: Counter[tuple[int, int]] = Counter()
        for key, count in self._votes.items():
            words, pair = divmod(key, _PAIRS)
            by_label[words, labels[pair]] += count
            totals[words] += count
        for (words, label), count in by_label.items():
            if count > most.get(words, (0, 0))[0]:
                most[words] = count, label
        for written, number in self._words.items():
            name = names[most[number][1]]
            if name in usable:
                yield Regular(written, name, totals[number])

    def varied_ends(self) -> dict[tuple[str, str], dict[End, Ends]]:
        """Return (core, label id) -> what some leave out at its ends and others take in."""
        names = list(self.labels)
        cores = list(self._cores)
        found: dict[tuple[str, str], dict[End, Ends]] = defaultdict(dict)
        for key, within in self._ends.items():
            core, state = divmod(key, _STATES)
            number, is_within = divmod(state, 2)
            beside = self._ends.get(key - 1, 0) if is_within else 0
            if beside and beside != within:
                words, label = cores[core]
                found[words, names[label]][ENDS[number]] = Ends(ENDS[number], beside, within)
        return dict(found)

    def _votes_of(self, wanted: Collection[int]) -> dict[int, dict[tuple[int, int], int]]:
        pairs = list(self._pairs)
        found: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
        for key, count in self._votes.items():
            words, pair = divmod(key, _PAIRS)
            if words in wanted:
                found[words][pairs[pair]] = count
        return found


def state_of(one: Counted, end: End) -> int:
    """Return the state of one of a span's ends: 0, `BESIDE` or `WITHIN`."""
    return (one.article, one.possessive, one.stop)[ENDS.index(end)]
