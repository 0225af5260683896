"""What the consistency lens finds, with what stands around it, and the articles it looks at."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.oddity import Oddity
from annotator.model.oddity import Place as Fragments
from annotator.project.consistency.mending import OddPlace
from annotator.project.corpus_search import AROUND, CorpusSearch
from annotator.project.listing import shown_title
from annotator.project.pages import read_said
from annotator.project.road import Road

_LONGEST = 160
"""Characters of what is odd that are shown."""


class Found(NamedTuple):
    """Something odd, whose, and with what stands around it."""

    place: OddPlace
    title: str
    """Of the article."""
    left: str
    text: str
    """What is odd; of a relation its head, an arrow, its tail."""
    right: str
    is_mine: bool
    """Whether it stands in a set of mine, which I can mend."""
    likelihood: float | None
    """How likely it is a slip, 0 to 1; None: that is told by how many of the kind there are
    (`ranked.Ranked`)."""

    @property
    def oddity(self) -> Oddity:
        """What is odd."""
        return self.place.oddity


class Batch(NamedTuple):
    """Some of what is found, as it is found."""

    found: list[Found]
    spans: Mapping[tuple[str, str], int]
    """Annotator and label (ids) -> how many spans have been looked at so far."""
    by_chance: Collection[str] = ()
    """Words that stand without a label too often for that to be odd; grows while it is looked."""


class Labelled(NamedTuple):
    """An article with the sets on it that count, and whose of them is mine (an annotator id)."""

    document: Document
    sets: Sequence[AnnotationSet]
    mine: str | None

    def found(self, annotator: str, oddity: Oddity, likelihood: float | None = None) -> Found:
        """Return something odd in an annotator's (id) set with what stands around it."""
        text, id = self.document.text, self.document.id
        start, end = oddity.place[0][0], oddity.place[-1][1]
        covered = _covered(text, oddity.place)
        if oddity.other_place:
            covered = f"{covered} → {_covered(text, oddity.other_place)}"
        return Found(
            OddPlace(id, annotator, oddity),
            shown_title(self.document.meta.title, text, id),
            text[max(0, start - AROUND) : start],
            covered,
            text[end : end + AROUND],
            annotator == self.mine,
            likelihood,
        )


def _covered(text: str, place: Fragments) -> str:
    return " … ".join(text[start : min(end, start + _LONGEST)] for start, end in place[:3])


def read_labelled(road: Road, documents: Sequence[str], *, is_for_me: bool) -> Iterator[Labelled]:
    """Yield articles (ids) on which sets of annotators say anything, unsaved edits included;
    `is_for_me`: only those sets that I may see."""
    search = CorpusSearch(road)
    for said in read_said(road, documents, with_review=False):
        sets = search.seen(said, is_for_me=is_for_me)
        if sets:
            with road.lock:
                mine = road.set_owner(said.document.id, road.my_id)
            yield Labelled(said.document, sets, mine)
