"""What columns a table has: the card and the Croissant description are drawn from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal["text", "number", "texts", "name", "names", "records"]
"""A string, an integer, a list of strings; one of the table's names, or a list of them; a list of
objects with columns of their own."""


class Column(NamedTuple):
    """A column of a table."""

    name: str
    kind: Kind
    about: str
    parts: tuple["Column", ...] = ()
    """Of records."""


@dataclass(slots=True)
class Names:
    """Names in a fixed order, each with its number: those of the label set, then those met."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def expect(self, names: Iterable[str]) -> None:
        """Give a number to those that have none, before they are met."""
        for name in names:
            self._numbers.setdefault(name, len(self._numbers))

    def meet(self, name: str) -> int:
        """Return the number of a name that a row has, the next one where it has none."""
        self._met.add(name)
        return self._numbers.setdefault(name, len(self._numbers))

    @property
    def all(self) -> list[str]:
        """All names, in the order of their numbers."""
        return list(self._numbers)

    @property
    def met(self) -> list[str]:
        """Those that rows have, in the same order."""
        return [name for name in self._numbers if name in self._met]
