"""Which fixes do for places that are chosen together, and which needs no asking; no widget."""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from annotator.model.labels import LabelSet
from annotator.project.label_changes.fixing import Fix, SetValue, Turn, fixes_of
from annotator.project.label_changes.listing_invalid import InvalidPlace

Wrong: TypeAlias = tuple[object, ...]
"""What is wrong with a place, wherever that is: places with the same are alike."""

_SAME = attrgetter("kind", "label", "attribute", "value", "head", "tail")


def wrong_of(place: InvalidPlace) -> Wrong:
    """Return what is wrong with a place. True is no 1, and an article is no span."""
    return (*_SAME(place), type(place.value), not place.annotation)


_WHAT_COUNTS = attrgetter("kind", "label", "attribute", "head", "tail")
"""What of a place its fixes depend on."""


class Fixes(NamedTuple):
    """What would mend all of several places."""

    common: tuple[Fix, ...] = ()
    """What keeps most first."""
    at_once: Fix | None = None
    """The one that may be done without asking: it keeps most of each, and makes nothing up."""


def fixes_for(places: Iterable[InvalidPlace], label_set: LabelSet) -> Fixes:
    """Return what would mend all of these places. Thousands of them take some milliseconds."""
    alike = {_WHAT_COUNTS(place): place for place in places}
    offered = [fixes_of(place, label_set) for place in alike.values()]
    if not offered:
        return Fixes()
    first, *others = offered
    common = tuple(fix for fix in first if all(fix in other for other in others))
    best = common[0] if common else None
    is_best_of_each = all(fixes and fixes[0] == best for fixes in offered)
    is_safe = isinstance(best, Turn) or best == SetValue(None)
    return Fixes(common, best if is_safe and is_best_of_each else None)
