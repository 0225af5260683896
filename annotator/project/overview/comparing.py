"""Comparing the sets of which it is not known yet what they have in common, page by page."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from annotator.model.annotation_set import AnnotationSet
from annotator.project.curating import curated_of
from annotator.project.overview.meetings import (
    CURATED_SET,
    LabelKeys,
    Meetings,
    Pair,
    pairs_on_articles,
)
from annotator.project.overview.scope import Scope
from annotator.project.overview.sheets import FINISHED, IN_PROGRESS, Numbers
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.storage.annotations import read_set_rows
from annotator.storage.columns import dump
from annotator.storage.outlet import PAGE, SharedDocument, page_keys, stream_reviewed
from annotator.storage.overview.corpus import read_relabelled
from annotator.storage.overview.sheets import read_touched
from annotator.storage.store import Store

_SCOPES_KEPT = 16


class Comparing:
    """What is missing of the meetings that a scope asks for."""

    def __init__(
        self,
        store: Store,
        scope: Scope,
        meetings: Meetings,
        keys: LabelKeys,
        second_times: set[str],
    ) -> None:
        self._store, self._scope, self._sheets = store, scope, scope.sheets
        self._meetings, self._keys, self._second_times = meetings, keys, second_times

    def drop_changed(self) -> None:
        """Let go of the meetings of sets that are not as they were."""
        last, meetings = self._sheets.state.last, self._meetings
        if meetings.last == last:
            return
        if meetings.numbers:
            with self._store.reading() as connection:
                changed = read_relabelled(connection, meetings.last)
                touched = read_touched(connection, meetings.last)
            meetings.drop(self._sets_on(changed), self._sets_on(touched))
        meetings.last = last

    def _sets_on(self, documents: set[str] | None) -> set[int] | None:
        if documents is None:
            return None
        rows = [row for row, id in enumerate(self._sheets.articles.ids) if id in documents]
        sets = self._sheets.sets
        return set(sets.keys[np.isin(sets.articles, rows)].tolist())

    def compare(
        self, progress: ReportProgress, is_cancelled: IsCancelled | None, *, with_curated: bool
    ) -> None:
        """Compare each two people on each article, or each person with the curated set there, where
        that has not been done. Cancelled."""
        complete = self._meetings.complete
        if any(scope is self._scope and one is with_curated for scope, one in complete):
            return
        if with_curated:
            self._compare_with_curated(progress, is_cancelled)
        else:
            self._compare_people(progress, is_cancelled)
        self._meetings.complete = [(self._scope, with_curated), *complete[: _SCOPES_KEPT - 1]]

    # ---- people with each other -----------------------------------------------------------------

    def _compare_people(self, progress: ReportProgress, is_cancelled: IsCancelled | None) -> None:
        """Compare each two people on each article. Cancelled."""
        known, sheets = self._meetings.numbers, self._sheets
        missing = {
            int(sheets.articles.keys[article]): new
            for article, pairs in pairs_on_articles(sheets, self._scope.sets)
            if (new := [pair for pair in pairs if pair not in known])
        }
        spans = np.bincount(sheets.sets.articles, sheets.sets.spans, len(sheets.articles.keys))
        sizes = dict(zip(sheets.articles.keys.tolist(), spans.astype(int).tolist(), strict=True))
        documents = [SharedDocument(key, sizes[key]) for key in missing]
        done = 0
        for page in page_keys(documents):
            stop_if(is_cancelled)
            progress(Progress(done, len(documents)))
            self._compare_page(page, [pair for key in page for pair in missing[key]])
            done += len(page)
        progress(Progress(done, len(documents)))

    def _compare_page(self, documents: Sequence[int], pairs: Sequence[Pair]) -> None:
        condition = "AND document_key IN (SELECT value FROM json_each(?))"
        with self._store.reading() as connection:
            rows = read_set_rows(connection, condition, (dump(list(documents)),))
        wanted = {key for pair in pairs for key in pair}
        sets = {key: row.made() for row in rows if (key := row.key) in wanted}
        for pair in pairs:
            if pair[0] in sets and pair[1] in sets:
                self._meetings.add(pair, [sets[key] for key in pair], self._keys)

    # ---- people with the curated set ------------------------------------------------------------

    def _compare_with_curated(
        self, progress: ReportProgress, is_cancelled: IsCancelled | None
    ) -> None:
        """Compare each person with the curated set, on articles that are reviewed. Cancelled."""
        missing = self._missing_with_curated()
        documents = list(missing)
        for first in range(0, len(documents), PAGE):
            stop_if(is_cancelled)
            progress(Progress(first, len(documents)))
            page = documents[first : first + PAGE]
            curated_on = stream_curated(self._store, page, self._keys, self._second_times)
            for id, curated, sets in curated_on:
                for annotator, key in missing[id].items():
                    if annotator in sets:
                        pair = (key, CURATED_SET)
                        self._meetings.add(pair, (sets[annotator], curated), self._keys)
        progress(Progress(len(documents), len(documents)))

    def _missing_with_curated(self) -> dict[str, dict[str, int]]:
        """Return document id -> annotator id -> set key."""
        scope, sheets, sets = self._scope, self._sheets, self._sheets.sets
        is_curated = np.zeros(len(scope.articles), np.bool_)
        is_curated[sets.articles[sets.annotators == 0]] = True
        reviewed = scope.curated & (sheets.articles.is_reviewed | is_curated)
        begun = np.isin(sets.statuses, (FINISHED, IN_PROGRESS))
        people = scope.sets & (sets.annotators > 0) & begun & reviewed[sets.articles]
        ids = sheets.annotator_ids
        found: dict[str, dict[str, int]] = {}
        for row in _in_order(np.flatnonzero(people), sets.articles):
            key = int(sets.keys[row])
            if (key, CURATED_SET) not in self._meetings.numbers:
                document = sheets.articles.ids[int(sets.articles[row])]
                found.setdefault(document, {})[ids[int(sets.annotators[row])]] = key
        return found


def stream_curated(
    store: Store, documents: Collection[str], keys: LabelKeys, second_times: Collection[str]
) -> Iterator[tuple[str, AnnotationSet, dict[str, AnnotationSet]]]:
    """Yield document id, curated set, and the people's sets by annotator id, of those of these
    documents (ids) that have one, in project order."""
    for one in stream_reviewed(store, documents):
        sets = {held.annotator: held for held in one.sets if held.annotator is not None}
        theirs = [held for who, held in sets.items() if who not in second_times]
        curated = curated_of(one.document.id, theirs, one.verdicts, keys.label_set, one.imported)
        if curated is not None:
            yield one.document.id, curated.annotation_set, sets


def _in_order(rows: Numbers, articles: Numbers) -> list[int]:
    order: list[int] = rows[np.argsort(articles[rows], kind="stable")].tolist()
    return order
