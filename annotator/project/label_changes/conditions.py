"""Which spans and relations a split is about."""

from typing import TypeAlias

from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.label_changes.change import Split
from annotator.project.searching import telling_of_patterns
from annotator.text.finding import Finder, Query

Ends: TypeAlias = tuple[Span, Span]
"""Head and tail."""


class Conditions:
    """Asked of what wears the label of a split. PatternWrong, PatternTooHeavy."""

    def __init__(self, split: Split) -> None:
        self._split = split
        self._texts = frozenset(_bare(one) for one in split.texts)
        self._finder: Finder | None = None
        if split.words:
            # "of Lomera" is found in "port of Lomera", "era" is not.
            query = Query(split.words, split.is_pattern, is_whole_word=not split.is_pattern)
            with telling_of_patterns(split.words):
                self._finder = Finder(query)

    def fit(self, one: Span | Relation, ends: Ends | None, text: str) -> bool:
        """Tell whether a span, or a relation with these ends (None: they are not known), meets all
        conditions. PatternTooHeavy."""
        split = self._split
        if split.attribute is not None:
            name, value = split.attribute
            if one.attributes.get(name) != value:
                return False
        if isinstance(one, Span):
            return self._has_words((one,), text)
        asks = self._finder or self._texts or split.heads or split.tails
        if ends is None:
            return not asks
        head, tail = ends
        return (
            (not split.heads or head.label in split.heads)
            and (not split.tails or tail.label in split.tails)
            and self._has_words(ends, text)
        )

    def _has_words(self, spans: tuple[Span, ...], text: str) -> bool:
        """Tell whether one of the spans covers what is asked for."""
        if self._finder is None and not self._texts:
            return True
        covered = [span.covered_text(text) for span in spans]
        if self._texts and not any(_bare(one) in self._texts for one in covered):
            return False
        finder = self._finder
        with telling_of_patterns(self._split.words):
            return finder is None or any(next(iter(finder.find(one)), None) for one in covered)


def _bare(text: str) -> str:
    """A name that runs over the end of a line is the same name."""
    return " ".join(text.split())
