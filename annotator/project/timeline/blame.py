"""Blame: the acts that made one span or relation and changed it, wherever they were done."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, NamedTuple

from annotator.edits.about import annotations_of
from annotator.edits.edit import AddRelation, AddSpan, TakeIn
from annotator.edits.history import Act
from annotator.model.errors import DocumentUnknown
from annotator.model.history_errors import AnnotationUnknown
from annotator.project.past import act_of
from annotator.project.road import Road
from annotator.project.seeing import can_see, can_see_act
from annotator.storage.documents import read_characters
from annotator.storage.past import (
    TakenAct,
    read_place_of,
    read_rows_naming,
    read_rows_of_imports,
    read_taken_naming,
)

Where = Literal["here", "elsewhere", "many", "came in"]
"""here: in this file · elsewhere: in a colleague's, which was taken in · many: by a change of many
sets, as of a label · came in: with an import or a colleague's project."""


class Blamed(NamedTuple):
    """One act on an annotation."""

    act: Act
    """What was done; of a change of many sets the part that was done to this one."""
    where: Where
    seq: int | None
    """Under which number the timeline of this project has it; None: it was done elsewhere."""
    source: str = ""
    """The file that brought it, where it was not done here; of a change of many sets, what it was,
    in a few words."""


def blame(road: Road, document: str, annotation: str, *, is_for_me: bool = False) -> list[Blamed]:
    """Return what made a span or relation (id) on a document (id) and changed it, newest first.

    `is_for_me`: only what I may see now. It tells what is saved. DocumentUnknown,
    AnnotationUnknown. It belongs off the GUI thread.
    """
    with road.store.reading() as connection:
        if read_characters(connection, document) is None:
            raise DocumentUnknown(document)
        rows = read_rows_naming(connection, document, annotation)
        taken, parts = read_taken_naming(connection, document, annotation)
        place = read_place_of(connection, document, annotation)
        imports = {one.import_id for one in (*taken, *parts)}
        if place is not None and place[2] is not None:
            imports.add(place[2])
        came = [act_of(row) for row in read_rows_of_imports(connection, imports)]
    here = [act for act in map(act_of, rows) if annotation in _touched(act)]
    if place is None and not here:
        raise AnnotationUnknown(document, annotation)
    imported = {_import_of(act): act for act in came}
    found = [((act.seq, 1, 0), Blamed(act, "here", act.seq)) for act in here]
    found += _elsewhere(annotation, taken, imported)
    found += _of_many(annotation, parts, imported)
    is_made = any(_makes(one.act, annotation) for _, one in found)
    if place is not None and place[2] in imported and not is_made:
        act = imported[place[2]]
        found.append(((act.seq, 1, 0), Blamed(act, "came in", act.seq, _source(act))))
    found.sort(key=lambda one: one[0], reverse=True)
    blamed = [one for _, one in found]
    if not is_for_me:
        return blamed
    with road.lock:
        me = road.my_id
        if place is not None and not can_see(road, document, me, place[1]):
            return []
        return [one for one in blamed if can_see_act(road, one.act, me)]


_Place = tuple[int, int, int]
"""When it came into this project, and in what order there."""


def _elsewhere(
    annotation: str, taken: Iterable[TakenAct], imported: dict[str, Act]
) -> list[tuple[_Place, Blamed]]:
    """What colleagues did in their files. What a change of many sets keeps for copies of this file
    is told by its parts."""
    found = []
    for one in taken:
        brought = imported.get(one.import_id)
        act = act_of(one.row)
        if annotation in _touched(act) and not (brought and _is_of_many(brought)):
            place = (brought.seq if brought else 0, 0, act.seq)
            source = _source(brought) if brought else ""
            found.append((place, Blamed(act, "elsewhere", None, source)))
    return found


def _of_many(
    annotation: str, parts: Iterable[TakenAct], imported: dict[str, Act]
) -> list[tuple[_Place, Blamed]]:
    """What a change of many sets did to this one; or that it met what was taken in."""
    found = []
    for one in parts:
        whole = imported.get(one.import_id)
        part = act_of(one.row)
        if whole is None or annotation not in _touched(part):
            continue
        if _is_of_many(whole):
            act = replace(whole, edit=part.edit, inverse=part.inverse)
            act = replace(act, document=part.document, annotation_set=part.annotation_set)
            found.append(((whole.seq, 1, 0), Blamed(act, "many", whole.seq, _words_of_many(whole))))
        else:
            came = Blamed(whole, "came in", whole.seq, _source(whole))
            found.append(((whole.seq, 1, 0), came))
    return found


def _touched(act: Act) -> set[str]:
    return {*annotations_of(act.edit)}


def _makes(act: Act, annotation: str) -> bool:
    return any(
        isinstance(one, AddSpan | AddRelation) and annotation in annotations_of(one)
        for one in _parts(act.edit)
    )


def _parts(edit: object) -> Iterable[object]:
    yield edit
    for part in getattr(edit, "edits", ()):
        yield from _parts(part)
    for name in ("taken", "linked"):
        if (part := getattr(edit, name, None)) is not None:
            yield from _parts(part)


def _import_of(act: Act) -> str:
    return str(getattr(act.edit, "import_id", ""))


def _is_of_many(act: Act) -> bool:
    return isinstance(act.edit, TakeIn) and bool(act.edit.act)


def _words_of_many(act: Act) -> str:
    return act.edit.act if isinstance(act.edit, TakeIn) else ""


def _source(act: Act) -> str:
    sources: tuple[str, ...] = getattr(act.edit, "sources", ())
    return sources[0] if sources else ""
