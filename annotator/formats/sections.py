"""Where sections may lie: a credit in its caption, a quotation in a paragraph, the rest apart."""

from collections.abc import Iterable

from annotator.model.document import Section

_HELD_BY = {"credit": "caption", "quotation": "paragraph"}


def sort_sections(sections: Iterable[Section]) -> tuple[tuple[Section, ...], list[Section]]:
    """Return the sections that may stand together, in order, and those that may not.

    Of two that overlap the one that comes first in order stays.
    """
    placed: list[Section] = []
    misplaced: list[Section] = []
    last: dict[str, Section] = {}
    for section in sorted(sections, key=lambda one: one.place):
        # Those that are held lie apart from their own kind, all others from each other.
        group = section.kind if section.kind in _HELD_BY else ""
        before, holder = last.get(group), last.get(_HELD_BY.get(section.kind, ""))
        is_held = not group or (holder is not None and section.end <= holder.end)
        if not is_held or (before is not None and section.start < before.end):
            misplaced.append(section)
            continue
        placed.append(section)
        last[group] = last[section.kind] = section
    return tuple(placed), misplaced
