"""Going through all articles, page by page, for what looks like slips: once for what is odd in a
set by itself, which counts the corpus too, and once more for what the counts make odd."""

from collections import Counter
from collections.abc import Collection, Iterator

from annotator.model.oddity import ODD_KINDS, Dismissal, OddKind
from annotator.project.consistency.comparing import Comparing
from annotator.project.consistency.found import Batch, Found, Labelled, read_labelled
from annotator.project.consistency.mending import OddPlace
from annotator.project.pages import pages
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.review.consistency.alone import find_alone
from annotator.review.consistency.census import Census
from annotator.review.consistency.counting import as_counted
from annotator.storage.looking_up import Wanted, look_up

CORPUS_KINDS: frozenset[OddKind] = frozenset({"labels", "repeats", "variants"})
"""Those that only the whole corpus shows."""
FACTS: frozenset[OddKind] = frozenset({"relations", "duplicates"})
"""Those about which there is nothing to weigh: they are so."""
_STATUSES = ("in_progress", "finished")


def find_odd(
    road: Road,
    kinds: Collection[OddKind],
    dismissed: Collection[Dismissal] = (),
    *,
    is_for_me: bool,
    progress: ReportProgress,
    is_cancelled: IsCancelled,
) -> Iterator[Batch]:
    """Yield what is found of these kinds, some at a time, what is dismissed left out. Cancelled."""
    kinds = frozenset(kinds or ODD_KINDS)
    documents = _documents(road)
    rounds = 2 if kinds & CORPUS_KINDS else 1
    left_out = frozenset(dismissed)
    finding = _Finding(kinds, left_out)
    done = 0

    def labelled(page: list[str]) -> Iterator[Labelled]:
        nonlocal done
        stop_if(is_cancelled)
        progress(Progress(done, rounds * len(documents)))
        done += len(page)
        return read_labelled(road, page, is_for_me=is_for_me)

    for page in pages(documents):
        yield finding.batch(found for one in labelled(page) for found in finding.alone(one, road))
    if rounds == 2:
        usable = {one.id for one in road.label_set.usable_span_labels()}
        comparing = Comparing(finding.census, kinds, usable)
        finding.by_chance = comparing.given_up
        for page in pages(documents):
            yield finding.batch(found for one in labelled(page) for found in comparing.look(one))
        stop_if(is_cancelled)
        for page_found in comparing.minorities():
            yield finding.batch(iter(page_found))
    progress(Progress(done, rounds * len(documents)))


def _documents(road: Road) -> list[str]:
    """Return the articles (ids) on which somebody has begun, in project order; behind them those
    of which the file does not know it yet."""
    unsaved = [one.document for one in road.on_screen.all_unsaved_sets()]
    with road.store.reading() as connection:
        found = [id for _, id in look_up(connection, Wanted(statuses=_STATUSES))]
        if more := set(unsaved).difference(found):
            found += [id for _, id in look_up(connection, Wanted()) if id in more]
    return found


class _Finding:
    """The first round, and what both leave out."""

    def __init__(self, kinds: frozenset[OddKind], dismissed: frozenset[Dismissal]) -> None:
        self.census = Census()
        self.by_chance: Collection[str] = ()
        self._kinds = kinds
        self._is_alone = bool(kinds - CORPUS_KINDS)
        self._is_counting = bool(kinds & CORPUS_KINDS)
        self._dismissed = dismissed
        self._spans: Counter[tuple[str, str]] = Counter()

    def alone(self, one: Labelled, road: Road) -> Iterator[Found]:
        """Yield what is odd in each set by itself, and count what the sets hold."""
        text = one.document.text
        for held in one.sets:
            annotator = held.annotator or ""
            self._spans.update((annotator, span.label) for span in held.spans.values())
            if self._is_counting:
                counted = (as_counted(text, span) for span in held.spans.values())
                self.census.add(annotator, filter(None, counted))
            if not self._is_alone:
                continue
            for odd in find_alone(text, held, road.label_set):
                if odd.kind in self._kinds:
                    yield one.found(annotator, odd, 1.0 if odd.kind in FACTS else None)

    def batch(self, found: Iterator[Found]) -> Batch:
        """Return what is found without what is dismissed."""
        kept = list(found)
        if self._dismissed:
            kept = [one for one in kept if dismissal_of(one.place) not in self._dismissed]
        return Batch(kept, dict(self._spans), self.by_chance)


def dismissal_of(place: OddPlace) -> Dismissal:
    """Return what it is known by when it is dismissed."""
    return Dismissal(place.document, place.oddity.kind, place.oddity.name)
