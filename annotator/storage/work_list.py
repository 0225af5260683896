"""Which documents a list shows and in what order: one statement, read from summary rows and from
indexes that hold no text."""

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from annotator.model.annotation_set import Status
from annotator.storage.columns import dump
from annotator.storage.hidden import SHOWN

Column = Literal["position", "status", "published", "source", "characters", "spans", "edited"]


class Told(NamedTuple):
    """What is so of a document, whatever stands in the file: it is not saved yet, or another's set
    counts there."""

    status: Status
    spans: int
    edited: str | None
    """When, where it has been edited since; None: as the file says."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Conditions on documents, and their order; empty is all, in project order."""

    annotator: str | None = None
    """Whose (id) sets and edits count; None: nobody's sets, and everybody's edits."""
    is_hidden: bool = False
    """Those alone that are hidden, which else are left out."""
    among: Collection[str] | None = None
    """No others than these (ids)."""
    status: Status | None = None
    sources: Collection[str] = ()
    published: tuple[str, str] = ("", "")
    """First and last date, as far as they are said, both included; "" leaves an end open."""
    characters: tuple[int | None, int | None] = (None, None)
    spans: tuple[int | None, int | None] = (None, None)
    edited: tuple[str, str] = ("", "")
    order: Column = "position"
    is_descending: bool = False
    told: Mapping[str, Told] = field(default_factory=dict)
    """Document id -> what counts instead."""
    metas: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Document id -> source and date that count instead."""


def read_listed(connection: sqlite3.Connection, listed: Listed) -> list[int]:
    """Return the keys of the documents in their order; what lacks what is sorted by comes last,
    what is equal in project order."""
    asked = _Asked(listed)
    return [key for (key,) in connection.execute(asked.statement(), asked.parameters)]


def read_sources(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return the sources of documents that are not hidden, with how many each has, by name."""
    return connection.execute(
        f"SELECT source, count(*) FROM documents WHERE {SHOWN} AND source <> ''"
        " GROUP BY source ORDER BY source COLLATE NOCASE, source"
    ).fetchall()


class _Asked:
    """A statement in the making: only what is asked for is joined."""

    def __init__(self, listed: Listed) -> None:
        self._listed = listed
        self.parameters: dict[str, Any] = {"annotator": listed.annotator}
        self._conditions = [SHOWN]
        if listed.is_hidden:
            self._conditions = [
                "documents.is_retired = 0",
                "documents.key IN (SELECT document_key FROM hidden_documents)",
            ]
        self._has_meta = bool(listed.metas)
        self._narrow()

    def statement(self) -> str:
        """Return the whole of it."""
        order = self._column(self._listed.order)
        direction = " DESC" if self._listed.is_descending else ""
        by = "" if self._listed.order == "position" else f"{order} IS NULL, {order}{direction}, "
        last = direction if self._listed.order == "position" else ""
        return (
            f"{self._tables()} WHERE {' AND '.join(self._conditions)}"
            f" ORDER BY {by}documents.position{last}, documents.key{last}"
        )

    def _tables(self) -> str:
        known = ""
        joins = ""
        if self._needs("status", "spans", "edited"):
            known += (
                ", told AS (SELECT json_extract(value, '$[0]') AS id,"
                " json_extract(value, '$[1]') AS status, json_extract(value, '$[2]') AS spans,"
                " json_extract(value, '$[3]') AS edited FROM json_each(:told))"
            )
            joins += " LEFT JOIN told ON told.id = documents.id"
            self.parameters["told"] = dump([[id, *one] for id, one in self._listed.told.items()])
        if self._needs("status", "spans"):
            joins += _MINE
        if self._needs("edited"):
            known += f", {_EDITS if self._listed.annotator is not None else _ANY_EDITS}"
            joins += " LEFT JOIN edits ON edits.document = documents.id"
        if self._has_meta and self._needs("source", "published"):
            known += (
                ", said AS (SELECT json_extract(value, '$[0]') AS id,"
                " json_extract(value, '$[1]') AS source, json_extract(value, '$[2]') AS published"
                " FROM json_each(:metas))"
            )
            joins += " LEFT JOIN said ON said.id = documents.id"
            self.parameters["metas"] = dump([[id, *one] for id, one in self._listed.metas.items()])
        begin = f"WITH {known[2:]} " if known else ""
        return f"{begin}SELECT documents.key FROM documents{joins}"

    def _needs(self, *columns: Column) -> bool:
        """Whether a condition or the order asks for one of these."""
        one = self._listed
        asked = {one.order}
        for column, is_asked in (
            ("status", one.status is not None),
            ("source", bool(one.sources)),
            ("published", any(one.published)),
            ("spans", one.spans != (None, None)),
            ("edited", any(one.edited)),
        ):
            if is_asked:
                asked.add(column)  # type: ignore[arg-type]
        return bool(asked.intersection(columns))

    def _column(self, column: Column) -> str:
        if column == "status":
            return f"CASE {_STATUS} WHEN 'new' THEN 0 WHEN 'in_progress' THEN 1 ELSE 2 END"
        if column == "spans":
            return _SPANS
        if column == "edited":
            return "coalesce(told.edited, edits.at)"
        if column in ("source", "published"):
            file = f"nullif(documents.{column}, '')"
            if not self._has_meta:
                return file
            return f"CASE WHEN said.id IS NULL THEN {file} ELSE nullif(said.{column}, '') END"
        return f"documents.{column}"

    def _narrow(self) -> None:
        one = self._listed
        if one.among is not None:
            self._add("documents.id IN (SELECT value FROM json_each(:among))", among=one.among)
        if one.status is not None:
            self._conditions.append(f"{_STATUS} = :status")
            self.parameters["status"] = one.status
        if one.sources:
            condition = f"{self._column('source')} IN (SELECT value FROM json_each(:sources))"
            self._add(condition, sources=one.sources)
        for column, ends in (("characters", one.characters), ("spans", one.spans)):
            for end, sign, name in zip(ends, (">=", "<="), ("least", "most"), strict=True):
                if end is not None:
                    named = f"{column}_{name}"
                    self._conditions.append(f"{self._column(column)} {sign} :{named}")  # type: ignore[arg-type]
                    self.parameters[named] = end
        self._narrow_dates("published", one.published)
        self._narrow_dates("edited", one.edited)

    def _narrow_dates(self, column: Column, ends: tuple[str, str]) -> None:
        """A date is as long as it is said: "2017" ends with the last of its days."""
        since, until = ends
        if since:
            self._conditions.append(f"{self._column(column)} >= :{column}_since")
            self.parameters[f"{column}_since"] = since
        if until:
            said = f"substr({self._column(column)}, 1, {len(until)})"
            self._conditions.append(f"{said} <= :{column}_until")
            self.parameters[f"{column}_until"] = until

    def _add(self, condition: str, **lists: Collection[str]) -> None:
        self._conditions.append(condition)
        self.parameters |= {name: dump(list(ids)) for name, ids in lists.items()}


_MINE = """
    LEFT JOIN annotation_sets ON annotation_sets.document_key = documents.key
        AND annotation_sets.is_retired = 0
        AND coalesce(annotation_sets.annotator_key, 0) =
            (SELECT key FROM annotators WHERE annotators.id = :annotator)
"""
_STATUS = "coalesce(told.status, annotation_sets.status, 'new')"
_SPANS = "coalesce(told.spans, annotation_sets.spans, 0)"
# What came with a colleague's file was edited there.
_EDITS = """
    edits AS (
        SELECT document, max(at) AS at FROM (
            SELECT document, max(at) AS at FROM history
            WHERE annotator = :annotator AND document IS NOT NULL GROUP BY document
            UNION ALL
            SELECT here, max(at) FROM taken_history
            WHERE annotator = :annotator AND here IS NOT NULL GROUP BY here
        ) GROUP BY document
    )
"""
_ANY_EDITS = """
    edits AS (
        SELECT document, max(at) AS at FROM (
            SELECT document, at FROM history WHERE document IS NOT NULL
            UNION ALL SELECT here, at FROM taken_history WHERE here IS NOT NULL
        ) GROUP BY document
    )
"""
