"""What the history says of when: who did how much on which article, and when sets were finished.

Each row is read once, and kept for the next time (`kept`); what is new is read behind it.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
import orjson

from annotator.project.overview.kept import Column, Loaded, narrow, pack, unpack
from annotator.project.overview.narrowed import Narrowed
from annotator.project.overview.sheets import Mask, Numbers, Sheets
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.storage.joined import read_joined
from annotator.storage.overview.acts import (
    ActRow,
    count_acts,
    read_acts,
    read_taken_acts,
)
from annotator.storage.overview.sheets import read_state
from annotator.storage.readers import Reading

_LATEST = 253_000_000_000
"""Seconds since 1970: the year 9987. Days beyond are none in every time zone."""


@dataclass(slots=True)
class Timeline:
    """The acts of a project, in no particular order, and when sets were finished."""

    own: int = 0
    """The last row that was read of the project's own history."""
    taken: int = 0
    """The last one of what came with colleagues' files."""
    at: "array[int]" = field(default_factory=lambda: array("q"))
    """Seconds since 1970, UTC."""
    annotators: "array[int]" = field(default_factory=lambda: array("i"))
    """Numbers in `names`."""
    documents: "array[int]" = field(default_factory=lambda: array("i"))
    """Numbers in `names`; -1 where an act is not about one article."""
    spans: "array[int]" = field(default_factory=lambda: array("i"))
    """Spans made."""
    names: dict[str | None, int] = field(default_factory=dict)
    """Ids of annotators and documents, numbered."""
    finished: dict[str, int] = field(default_factory=dict)
    """Set (id) -> when it was finished last; those that are not any more are left out."""
    joined: Mapping[str, str] = field(default_factory=dict)
    """Annotator -> who they are now (ids)."""
    retired: int = 0
    """How many imports have been taken back."""

    @staticmethod
    def of(kept: Loaded) -> "Timeline":
        """Return what was kept."""
        columns = kept.columns
        taken, retired = columns["read"].tolist()
        found = Timeline(kept.last, taken, retired=retired)
        for name in _COLUMNS:
            column: array[int] = getattr(found, name)
            column.frombytes(columns[name].astype(column.typecode).tobytes())
        names = unpack(columns["names"])
        found.names = dict(zip(names, range(len(names)), strict=True))
        times = columns["finished_at"].tolist()
        found.finished = dict(zip(unpack(columns["finished"]), times, strict=True))
        joined = unpack(columns["joined"])
        found.joined = dict(zip(joined[::2], joined[1::2], strict=True))
        return found

    def as_columns(self) -> dict[str, Column]:
        """Return all of it, to be kept."""
        joined = [id for pair in self.joined.items() for id in pair]
        return {
            **{name: narrow(np.array(getattr(self, name), np.int64)) for name in _COLUMNS},
            "names": pack(list(self.names)),
            "finished": pack(list(self.finished)),
            "finished_at": np.array(list(self.finished.values()), np.int64),
            "joined": pack(joined),
            "read": np.array((self.taken, self.retired), np.int64),
        }

    def fresh(self, reading: Reading) -> "Timeline":
        """Return this one; or an empty one where somebody has become somebody else, or rows that
        were taken in went again."""
        with reading() as connection:
            joined, retired = read_joined(connection), read_state(connection).whole[1]
        if (joined, retired) == (self.joined, self.retired):
            return self
        return Timeline(joined=joined, retired=retired)

    def read_on(
        self,
        reading: Reading,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        """Read what is new. Cancelled: what has been read stays."""
        with reading() as connection:
            total = count_acts(connection)
        # Taken rows are older than what was done here since: what is said last counts.
        for read, last in ((read_taken_acts, "taken"), (read_acts, "own")):
            while True:
                stop_if(is_cancelled)
                with reading() as connection:
                    rows = read(connection, getattr(self, last))
                if not rows:
                    break
                self._take(rows)
                setattr(self, last, rows[-1].number)
                progress(Progress(min(total, self.taken + self.own), total))

    def _take(self, rows: list[ActRow]) -> None:
        names = self.names
        for row in rows:
            if row.at is None or not 0 < row.at < _LATEST:
                continue  # whoever wrote that, no clock did
            who = row.annotator
            if who is not None:
                who = self.joined.get(who, who)
            self.at.append(row.at)
            self.annotators.append(names.setdefault(who, len(names)))
            document = row.document
            self.documents.append(
                -1 if document is None else names.setdefault(document, len(names))
            )
            self.spans.append(row.spans)
            if row.edit is not None and row.annotation_set is not None:
                status = _last_status(orjson.loads(row.edit))
                if status == "finished":
                    self.finished[row.annotation_set] = row.at
                elif status is not None:
                    self.finished.pop(row.annotation_set, None)

    def columns(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """Return when, who, on what and how many spans, each act a row."""
        # The spans of an act are put down last: another may be reading on meanwhile.
        spans = np.array(self.spans, np.int64)
        count = len(spans)
        return (
            np.array(self.at, np.int64)[:count],
            np.array(self.annotators, np.int64)[:count],
            np.array(self.documents, np.int64)[:count],
            spans,
        )


_COLUMNS = ("at", "annotators", "documents", "spans")


def _last_status(edit: dict[str, Any]) -> str | None:
    """Return the status that an edit gives its set, None where it gives none."""
    name = edit["edit"]
    if name == "SetStatus":
        return str(edit["status"])
    if name == "PutBackState":
        return str(edit["state"]["status"])
    if name in ("Together", "ReviewTogether"):
        given = [status for one in edit["edits"] if (status := _last_status(one))]
        return given[-1] if given else None
    inner = edit.get("taken") or edit.get("linked")
    return _last_status(inner) if isinstance(inner, dict) else None


def local_day(at: int) -> str:
    """Return the day (ISO, by the clock of this machine) of a time (seconds since 1970)."""
    return datetime.fromtimestamp(at, UTC).astimezone().date().isoformat()


QUARTER = 900
"""Seconds: no clock is set otherwise than by quarters of an hour."""


def worked_on_days(timeline: Timeline, sheets: Sheets, narrowed: Narrowed) -> Mask:
    """Return the articles on which somebody who counts did something on the days asked for."""
    names, people = timeline.names, narrowed.annotators
    at, who, what, _ = timeline.columns()
    quarters = at // QUARTER
    since, until = narrowed.worked_since, narrowed.worked_until
    within = [
        quarter
        for quarter in np.unique(quarters).tolist()
        if (day := local_day(quarter * QUARTER)) >= since
        and (not until or day[: len(until)] <= until)
    ]
    chosen = np.isin(quarters, within)
    if people:
        chosen &= np.isin(who, [names[one] for one in people if one in names])
    worked = set(np.unique(what[chosen]).tolist())
    documents = sheets.articles.ids
    return np.fromiter((names.get(id) in worked for id in documents), np.bool_, len(documents))
