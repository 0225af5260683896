"""What has been counted of an open project, and what is left of it when it is narrowed down."""

import threading
from collections.abc import Callable
from math import inf
from typing import TypeAlias

import numpy as np

from annotator.project.overview.comparing import Comparing
from annotator.project.overview.corpus import Corpus, CorpusView
from annotator.project.overview.kept import Kept, Labour, Loaded, pack, unpack
from annotator.project.overview.meetings import LabelKeys, Meetings
from annotator.project.overview.narrowed import EVERYTHING, Narrowed
from annotator.project.overview.scope import Scope, narrow
from annotator.project.overview.sheets import Sheets, read_sheets
from annotator.project.overview.timeline import Timeline, worked_on_days
from annotator.project.overview.visible import Seen, find_seen, see_all
from annotator.project.overview.words import WordCounts
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.storage.overview.corpus import read_entity_keys
from annotator.storage.overview.sheets import FileState, read_languages


def no_progress(_: object) -> None:
    """Tell nobody."""


class Counted:
    """What has been counted of an open project, kept while it is open, and what was dear on disk
    too; any thread may ask."""

    def __init__(self, kept: Kept) -> None:
        self.reading_sheets = threading.Lock()
        self.reading_history = threading.Lock()
        self.sheets: Sheets | None = None
        self.timeline = Timeline()
        self.timeline_labour = Labour(kept, "timeline")
        self.seen: tuple[FileState, str | None, Seen] | None = None
        """What somebody (id) may see of the sheets of a state."""
        self.scopes: dict[_Asked, Scope] = {}
        self.reading_corpus = threading.Lock()
        self.corpus = Corpus()
        self.corpus_labour = Labour(kept, "corpus")
        self.view: CorpusView | None = None
        self.counting_words = threading.Lock()
        self.words = WordCounts()
        self.words_labour = Labour(kept, "words")
        self.comparing = threading.Lock()
        self.meetings = Meetings()
        self.meetings_labour = Labour(kept, "meetings")
        self.rules = ""
        """The `LabelKeys.rules` by which the meetings were counted."""
        self.languages: tuple[FileState, dict[int, str]] | None = None

    def keep_scope(self, key: "_Asked", scope: Scope) -> None:
        """Keep what a page of pictures asks for again and again."""
        if len(self.scopes) >= _SCOPES_KEPT:
            self.scopes = {}
        self.scopes[key] = scope


_Asked: TypeAlias = tuple[Narrowed, str | None, bool]
_SCOPES_KEPT = 8


class Counting:
    """Reads and counts, each thing when it is first asked for. It belongs off the GUI thread."""

    def __init__(
        self, road: Road, wait: Callable[[], None], counted: Counted, *, is_for_me: bool = False
    ) -> None:
        """`is_for_me`: only sets count that I may see in the window (`Assignments.can_see`);
        `wait` lets what is queued reach the file."""
        self._road, self._wait, self._counted, self._is_for_me = road, wait, counted, is_for_me

    def scope(self, narrowed: Narrowed = EVERYTHING) -> Scope:
        """Return what is left of the sheets."""
        road, counted = self._road, self._counted
        sheets = self._sheets()
        with road.lock:
            second_times = road.assigned.second_times()
            viewer = road.my_id
        key = (narrowed, viewer, self._is_for_me)
        kept = counted.scopes.get(key)
        if kept is not None and kept.sheets is sheets:
            return kept
        seen = self._seen(sheets, viewer)
        worked_on = None
        if narrowed.worked_since or narrowed.worked_until:
            worked_on = worked_on_days(self.timeline(), sheets, narrowed)
        scope = narrow(sheets, narrowed, seen, second_times, worked_on)
        counted.keep_scope(key, scope)
        return scope

    def count_articles(self, progress: ReportProgress = no_progress) -> None:
        """Read articles, sets and summaries, which takes its time once; whatever needs them does it
        without telling how far it is."""
        self._sheets(progress)

    def count_corpus(
        self,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
        seconds: float = inf,
    ) -> bool:
        """Read all spans and relations, which takes its time once; whatever needs them does it
        without telling how far it is. With `seconds` it reads about so long, and tells whether that
        was all. Cancelled: what has been read stays."""
        return self._read_corpus(self._sheets(), progress, is_cancelled, seconds)

    def corpus(self, narrowed: Narrowed = EVERYTHING, *, is_so_far: bool = False) -> CorpusView:
        """Return the spans and relations that are left; `is_so_far`: of what has been read."""
        counted, scope = self._counted, self.scope(narrowed)
        if not is_so_far:
            self._read_corpus(scope.sheets)
        with counted.reading_corpus:
            kept = counted.view
            if kept is None or kept.scope is not scope or not kept.is_current(counted.corpus):
                kept = counted.view = CorpusView(counted.corpus, scope)
            return kept

    def _read_corpus(
        self,
        sheets: Sheets,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
        seconds: float = inf,
    ) -> bool:
        counted, reading = self._counted, self._road.store.reading
        with counted.reading_corpus:
            kept = counted.corpus_labour.load()
            if kept is not None:
                counted.corpus = Corpus.of(kept, sheets)
            with counted.corpus_labour.counting(
                lambda: Loaded(counted.corpus.last, counted.corpus.as_columns())
            ):
                return counted.corpus.read_on(reading, sheets, progress, is_cancelled, seconds)

    def meetings(
        self,
        scope: Scope,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
        *,
        with_curated: bool = False,
    ) -> Meetings:
        """Return what the sets that count have in common, with each other or with the curated
        sets, and perhaps others. Cancelled: what has been compared stays."""
        road, counted = self._road, self._counted
        with road.lock:
            label_set, second_times = road.label_set, road.assigned.second_times()
        with counted.comparing:
            keys = LabelKeys.of(label_set, scope.sheets)
            kept = counted.meetings_labour.load()
            if kept is not None:
                counted.meetings = Meetings.of(kept)
                counted.rules = "".join(unpack(kept.columns["rules"]))
            if counted.rules != keys.rules:
                counted.meetings, counted.rules = Meetings(), keys.rules
            comparing = Comparing(road.store, scope, counted.meetings, keys, second_times)
            comparing.drop_changed()
            with counted.meetings_labour.counting(self._meetings_now):
                comparing.compare(progress, is_cancelled, with_curated=with_curated)
            return counted.meetings

    def _meetings_now(self) -> Loaded:
        meetings, rules = self._counted.meetings, self._counted.rules
        return Loaded(meetings.last, {**meetings.as_columns(), "rules": pack([rules])})

    def words(
        self,
        scope: Scope,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> WordCounts:
        """Return how many words the articles have on which there is a set that counts, and perhaps
        others. Cancelled: what has been counted stays."""
        counted, sheets = self._counted, scope.sheets
        keys = sheets.articles.keys[np.unique(sheets.sets.articles[scope.begun])].tolist()
        with counted.counting_words:
            kept = counted.words_labour.load()
            if kept is not None:
                counted.words = WordCounts.of(kept)
            with counted.words_labour.counting(
                lambda: Loaded(sheets.state.last, counted.words.as_columns())
            ):
                counted.words.read_on(self._road.store.reading, keys, progress, is_cancelled)
            return counted.words

    def languages(self) -> dict[int, str]:
        """Return document key -> language, where it is known."""
        counted, sheets = self._counted, self._sheets()
        if counted.languages is None or counted.languages[0] != sheets.state:
            counted.languages = (sheets.state, read_languages(self._road.store.reading))
        return counted.languages[1]

    def entity_key(self, entity: str) -> int:
        """Return the key of an entity (id), 0 where there is none."""
        with self._road.store.reading() as connection:
            known = read_entity_keys(connection)
        return next((key for key, (id, _) in known.items() if id == entity), 0)

    def _seen(self, sheets: Sheets, viewer: str | None) -> Seen:
        """Return the sets that count whatever is asked for; found out once for each state."""
        if not self._is_for_me:
            return see_all(sheets)
        kept = self._counted.seen
        if kept is None or kept[:2] != (sheets.state, viewer):
            kept = (sheets.state, viewer, find_seen(self._road, sheets, viewer))
            self._counted.seen = kept
        return kept[2]

    def _sheets(self, progress: ReportProgress = no_progress) -> Sheets:
        self._wait()
        counted = self._counted
        with counted.reading_sheets:
            counted.sheets = read_sheets(self._road.store.reading, counted.sheets, progress)
            return counted.sheets

    def timeline(
        self,
        progress: ReportProgress = no_progress,
        is_cancelled: IsCancelled | None = None,
    ) -> Timeline:
        """Return what the history says of when. Cancelled: what has been read stays."""
        self._wait()
        counted = self._counted
        with counted.reading_history:
            reading = self._road.store.reading
            kept = counted.timeline_labour.load()
            if kept is not None:
                counted.timeline = Timeline.of(kept)
            counted.timeline = counted.timeline.fresh(reading)
            with counted.timeline_labour.counting(
                lambda: Loaded(counted.timeline.own, counted.timeline.as_columns())
            ):
                counted.timeline.read_on(reading, progress, is_cancelled)
            return counted.timeline
