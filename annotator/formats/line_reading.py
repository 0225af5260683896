"""A line on its way in: what is wrong with it, and what it has that nobody here knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from annotator.formats.corpus import Problem
from annotator.formats.fields import Wrong, a_list
from annotator.formats.source import Source
from annotator.formats.strict_json import JsonWrong, check_value
from annotator.model.errors import AnnotatorError, LineWrong

T = TypeVar("T")


@dataclass(slots=True)
class LineReading:
    """A line on its way in."""

    source: Source
    number: int
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[str, Any] = field(default_factory=dict)
    unknown_names: set[str] = field(default_factory=set)

    def refuse(self, wrong: Wrong, *, is_whole: bool = False) -> None:
        """Note a part that stays out, or the whole line."""
        error = LineWrong(self.source.path, self.number, wrong.reason, wrong.field)
        self.problems.append(Problem(self.source.name, self.number, error, is_whole=is_whole))

    def remark(self, error: AnnotatorError) -> None:
        """Note a thing that came in, but not as it stood."""
        self.problems.append(Problem(self.source.name, self.number, error, is_skipped=False))

    def each(self, body: Any, name: str, read: Callable[[Any, str], T]) -> Iterator[T]:
        """Yield what `read` makes of each part of a list; the parts it refuses are noted."""
        for index, part in enumerate(a_list(body, name)):
            try:
                yield read(part, f"{name}[{index}]")
            except Wrong as wrong:
                self.refuse(wrong)

    def keep_unknown(self, body: dict[str, Any], known: set[str], *path: str) -> None:
        """Keep the keys that the format does not know, under the path where they stood."""
        if body.keys() <= known:
            return
        kept = self.unknown
        for step in path:
            kept = kept.setdefault(step, {})
        for key in body.keys() - known:
            try:
                check_value(body[key])
            except JsonWrong as error:
                raise Wrong(key, str(error)) from error
            kept[key] = body[key]
            self.unknown_names.add(".".join((*path[:1], key)))
