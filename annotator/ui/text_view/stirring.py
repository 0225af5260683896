"""Stirring: above which lines arcs may stand otherwise, because spans or their names do.

What most keys change is a span without relations. Its name may take the place of a leg of an arc
beside it, or push aside the name that an arc stands on; else all arcs stay where they are.
"""

from collections.abc import Collection, Iterator, Mapping

from annotator.ui.text_view.feet import Home
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.lanes import Extent
from annotator.ui.text_view.legs import reach_of
from annotator.ui.text_view.stretches import Named, Packed, names_of
from annotator.ui.text_view.tying import Ties


def stirred_lines(
    packed: Packed,
    homes: list[dict[str, Home]],
    ties: Ties,
    index: AnnotationIndex,
    changed: Collection[str],
) -> set[int]:
    """Return the lines of a block whose arcs are to be tied anew.

    `homes` are as they are now, `ties` as they were before; `changed` are the spans (ids) that are
    others now or at the end of relations that are.
    """
    found: set[int] = set()
    for line in packed.named:
        if _has_changed_arcs(line, homes[line], ties, index, changed):
            # Arcs come down to the next line, too.
            found |= {line, line + 1} & set(range(len(homes)))
        elif _has_stirred_names(
            homes[line], packed.named[line], names_of(packed.lines[line]), index
        ):
            found.add(line)
    return found


def _has_changed_arcs(
    line: int,
    homes: Mapping[str, Home],
    ties: Ties,
    index: AnnotationIndex,
    changed: Collection[str],
) -> bool:
    """Tell whether a changed span on a line has relations, or had."""
    if any(one in changed and index.relations_of(one) for one in homes):
        return True
    return any(
        tie.relation.head in changed or tie.relation.tail in changed
        for there in ties.lines[line : line + 2]
        for tie in there
    )


def _has_stirred_names(
    homes: Mapping[str, Home], before: Named, after: Named, index: AnnotationIndex
) -> bool:
    """Tell whether names are others now, or elsewhere, to which legs on the line have to look."""
    moved = list(_moved_names(before, after))
    if not moved:
        return False
    for span, home in homes.items():
        if index.relations_of(span):
            if before.get(span) != after[span]:
                return True
            left, right = reach_of(home.box)
            if any(start <= right and end >= left for start, end in moved):
                return True
    return False


def _moved_names(before: Named, after: Named) -> Iterator[Extent]:
    """Yield where names stood that do so no longer, and where they stand instead."""
    for span in before.keys() | after.keys():
        old, new = before.get(span), after.get(span)
        if old != new:
            for one in (old, new):
                if one is not None and one[0] is not None:
                    yield one[0]
