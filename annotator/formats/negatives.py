"""Pairs of spans that nobody related: examples of nothing, as many as are asked for.

A model of relations must see pairs that have none. Of all there are, far too many, `sampled` takes
a share of the pairs that are related. Nothing is random: a pair is taken for its hash, so that the
same project gives the same bytes, and articles that come later change nothing before them.
"""

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from annotator.formats.format import Setting
from annotator.formats.token_text import Aligned, Tokens
from annotator.model.format_errors import SettingWrong
from annotator.model.relation import Relation

NO_RELATION = "no_relation"
"""The label of pairs without a relation, as TACRED calls it."""
NEGATIVES = Setting(
    "negatives",
    "Pairs without a relation",
    "1",
    (),
    "how many for each pair that has one, as 0, 0.5 or 3; of one sentence, either way round",
)
SEED = Setting("seed", "Seed", "1", (), "another word takes other pairs")


class Pair(NamedTuple):
    """Two spans, by id; head and tail are not the same the other way round."""

    head: str
    tail: str


Key = TypeVar("Key", bound=tuple[str, ...])
"""Whatever is taken or not, by strings that tell it from all others of its article."""


@dataclass(slots=True)
class Sampling:
    """Takes pairs line by line, and keeps what could not be given until there are pairs for it."""

    share: float
    """How many pairs without a relation are taken for each that has one."""
    seed: str = "1"
    _owed: float = 0.0

    def sampled(
        self, document: str, related: Iterable[Pair], candidates: Iterable[Pair]
    ) -> list[Pair]:
        """Return those of the candidates that are taken, in their order.

        `related` are the pairs of this line that have a relation; no candidate counts that is one.
        """
        has = set(related)
        return self.take(document, len(has), (one for one in candidates if one not in has))

    def take(self, document: str, positives: int, negatives: Iterable[Key]) -> list[Key]:
        """Return as many of the negatives as these positives, and earlier ones, ask for."""
        self._owed += self.share * positives
        count = int(self._owed + 1e-9)
        if not count:
            return []
        ranked = ((self._rank(document, one), at, one) for at, one in enumerate(negatives))
        taken = sorted((at, one) for _, at, one in heapq.nsmallest(count, ranked))
        self._owed -= len(taken)
        return [one for _, one in taken]

    def _rank(self, document: str, one: Sequence[str]) -> bytes:
        key = "\0".join((self.seed, document, *one))
        return hashlib.blake2b(key.encode(), digest_size=8).digest()


def sampling_of(settings: Mapping[str, str]) -> Sampling:
    """Return the sampling that the settings `NEGATIVES` and `SEED` ask for. SettingWrong."""
    asked = settings[NEGATIVES.name]
    try:
        share = float(asked)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1000:
        raise SettingWrong(NEGATIVES.name, asked, ("a number from 0 to 1000",))
    return Sampling(share, settings[SEED.name])


def pairs_within_sentences(aligned: Mapping[str, Aligned], tokens: Tokens) -> Iterator[Pair]:
    """Yield every pair of spans on tokens that lie in one sentence, both ways round."""
    by_sentence: dict[int, list[str]] = {}
    for id, one in aligned.items():
        by_sentence.setdefault(tokens.sentence_of(one.first), []).append(id)
    for ids in by_sentence.values():
        for head in ids:
            for tail in ids:
                if head != tail and aligned[head][:2] != aligned[tail][:2]:
                    yield Pair(head, tail)


def pairs_of(relations: Iterable[Relation]) -> list[Pair]:
    """Return the pairs that have a relation, each once, in order."""
    return list(dict.fromkeys(Pair(one.head, one.tail) for one in relations))
