"""What was taken in from others after an act, and stands on what the act touched."""

from typing import cast

import orjson

from annotator.edits.edit import SetEdit
from annotator.edits.encoding import decode_edit
from annotator.edits.history import Act
from annotator.edits.touched import touched_by
from annotator.project.road import Road
from annotator.storage.taken import read_edits_taken_after


def count_taken_over(road: Road, latest: Act) -> int:
    """Return how many times others have taken in what touches the same as my act did."""
    if latest.annotation_set is None:
        return 0
    with road.store.reading() as connection:
        taken = read_edits_taken_after(connection, latest.annotation_set, latest.seq)
    if not taken:
        return 0
    mine = {touch.id for touch in touched_by(latest.edit, latest.inverse)}
    return sum(
        not mine.isdisjoint(
            touch.id
            for touch in touched_by(
                cast(SetEdit, decode_edit(orjson.loads(one.edit))),
                cast(SetEdit, decode_edit(orjson.loads(one.inverse))),
            )
        )
        for one in taken
    )
