"""Verdicts and remarks of two files met: each by its id."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import orjson

from annotator.edits.encoding import encode_verdict
from annotator.edits.touched import ANSWER, MADE, Touched, When
from annotator.model.changes import RemarkChange, VerdictChange
from annotator.model.verdict import Remark, Verdict
from annotator.project.merging.sides import KnownRow

Said = TypeVar("Said", Verdict, Remark)


class ReviewsMet:
    """What each side knows of a review that the other does not."""

    def __init__(self, my_rows: Iterable[KnownRow], your_rows: Iterable[KnownRow]) -> None:
        mine = {row.sha256: row for row in my_rows}
        yours = {row.sha256: row for row in your_rows}
        self._here = Touched(row.known for sha256, row in mine.items() if sha256 not in yours)
        self._there = Touched(row.known for sha256, row in yours.items() if sha256 not in mine)

    def verdicts(
        self, mine: Mapping[str, Verdict], yours: Mapping[str, Verdict]
    ) -> list[VerdictChange]:
        """Return what is made, changed and withdrawn. What one has withdrawn stays withdrawn."""
        changes: list[VerdictChange] = list(self._come_and_go(mine, yours))
        for id in mine.keys() & yours.keys():
            if mine[id] != yours[id]:
                met = self._met(mine[id], yours[id])
                if met != mine[id]:
                    changes.append((mine[id], met))
        return changes

    def remarks(
        self, mine: Mapping[str, Remark], yours: Mapping[str, Remark]
    ) -> list[RemarkChange]:
        """Return what is made and taken back; a remark is never changed."""
        return list(self._come_and_go(mine, yours))

    def _come_and_go(
        self, mine: Mapping[str, Said], yours: Mapping[str, Said]
    ) -> Iterable[tuple[Said | None, Said | None]]:
        for id, one in yours.items():
            if id not in mine and not self._here.is_gone(id):
                yield (None, one)
        for id, one in mine.items():
            if id not in yours and self._there.is_gone(id):
                yield (one, None)

    def _met(self, mine: Verdict, yours: Verdict) -> Verdict:
        """Where both have changed a verdict the newer stays; on the same one answers of all do."""
        if replace(mine, answers=()) != replace(yours, answers=()):
            here, there = self._here.when(mine.id, MADE), self._there.when(mine.id, MADE)
            return mine if _rank(here, mine) > _rank(there, yours) else yours
        here, there = self._here.when(mine.id, ANSWER), self._there.when(mine.id, ANSWER)
        if (here is None) != (there is None):
            return yours if here is None else mine
        one, other = sorted((mine.answers, yours.answers))
        return replace(mine, answers=tuple(sorted({**dict(one), **dict(other)}.items())))


def _rank(when: When | None, verdict: Verdict) -> tuple[When, bytes]:
    return (when or ("", ""), orjson.dumps(encode_verdict(replace(verdict, answers=()))))
