"""The places of a phrase as a concordance: what is said of each, by whom, and which are meant."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject

from annotator.model.labels import LabelSet
from annotator.project.same_elsewhere import (
    VARIANTS,
    Fit,
    Marked,
    Place,
    Verb,
    can_change,
    count_groups,
    groups_of,
    is_meant,
)
from annotator.ui.concordance.model import Concordance
from annotator.ui.models.article_words import one_line

FIT_WORDS: dict[Fit, str] = {
    "longer": "Within a longer span",
    "shorter": "Holds a shorter span",
    "overlapping": "Crosses a span's end",
}
UNLABELLED = "Unlabelled"
_BESIDE: dict[Fit, str] = {"longer": "in", "shorter": "holds", "overlapping": "crosses"}


class Group(NamedTuple):
    """A bar of the histogram."""

    key: str
    """As `groups_of` has it."""
    name: str
    colour: str
    """Of the label; empty: none."""
    places: int


class ElsewhereModel(Concordance[Place]):
    """Shows what a filter wants, and ticks what the act that is chosen is meant for."""

    def __init__(
        self, label_set: LabelSet, names: Mapping[str, str], parent: QObject | None = None
    ) -> None:
        super().__init__(label_set, parent)
        self._names = names
        self.verb: Verb = "label"
        self.label = ""
        self.annotator = ""
        """Whose labels count (an id); empty: everybody's."""
        self.document = ""
        """The one article (id) whose places are shown; empty: all are."""
        self.groups: frozenset[str] = frozenset()
        """Those that are shown; none: all."""

    def is_shown(self, hit: Place) -> bool:
        if self.document and hit.document != self.document:
            return False
        return not self.groups or not self.groups.isdisjoint(groups_of(hit, self.annotator))

    def can_tick(self, hit: Place) -> bool:
        return can_change(hit, self.verb, self.label)

    def is_meant(self, hit: Place) -> bool:
        return is_meant(hit, self.verb, self.label)

    def label_words(self, hit: Place) -> str:
        people: dict[tuple[str, Fit, str], list[str]] = {}
        for one in hit.marked:
            if self.annotator in ("", one.annotator):
                covered = "" if one.fit == "exact" else one.covered
                people.setdefault((one.label, one.fit, covered), []).append(self._name_of(one))
        return " · ".join(
            self._words_of(label, fit, covered, names)
            for (label, fit, covered), names in people.items()
        )

    def count_groups(self) -> list[Group]:
        """Return the bars: labels, most frequent first, then what is not labelled, then variants.
        A bar that filters stays, though nothing is in it any more."""
        among = (one for one in self.all_hits if not self.document or one.document == self.document)
        counts = count_groups(among, self.annotator)
        counts.update(dict.fromkeys(self.groups, 0))
        labels = [one for one in counts if one and one not in VARIANTS]
        found = [self._group(one, counts[one]) for one in sorted(labels, key=_by(counts))]
        if "" in counts:
            found.append(Group("", UNLABELLED, "", counts[""]))
        return found + [
            Group(one, FIT_WORDS[one], "", counts[one]) for one in VARIANTS if one in counts
        ]

    def _group(self, label: str, count: int) -> Group:
        found = self._label_set.span_label(label)
        if found is None:
            return Group(label, one_line(label, 40), "", count)
        return Group(label, one_line(found.name, 40), found.colour, count)

    def _name_of(self, marked: Marked) -> str:
        return "you" if marked.is_mine else one_line(self._names.get(marked.annotator, "?"), 40)

    def _words_of(self, label: str, fit: Fit, covered: str, names: Iterable[str]) -> str:
        found = self._label_set.span_label(label)
        name = one_line(found.name if found else label, 40)
        beside = f"{_BESIDE[fit]} “{one_line(covered, 40)}” " if fit in _BESIDE else ""
        return f"{beside}{name} ({', '.join(dict.fromkeys(names))})"


def _by(counts: Mapping[str, int]) -> Callable[[str], tuple[int, str]]:
    return lambda label: (-counts[label], label)
