"""Which documents have spans of mine that are to be looked at: they came in with a text that does
not stand there, or were carried over from an older text of the article."""

from annotator.project.road import Road
from annotator.project.rows import Mine
from annotator.storage.annotations import read_doubtful
from annotator.storage.documents import read_all_ids


def find_doubtful(road: Road, mine: Mine) -> list[str]:
    """Return the ids of the documents on which a set of mine has doubtful spans, in project
    order; edits that are not saved yet count."""
    annotators = [one for one in (mine.annotator, *mine.instead.values()) if one is not None]
    if not annotators:
        return []
    with road.lock:
        unsaved = {
            id: any(span.is_doubtful for span in one.spans.values())
            for annotator in annotators
            for id, one in road.on_screen.unsaved_sets(annotator).items()
        }
        with road.store.reading() as connection:
            found = read_doubtful(connection, annotators)
            if not unsaved.keys() - found:
                return [id for id in found if unsaved.get(id, True)]
            order = read_all_ids(connection)
    there = set(found) | unsaved.keys()
    return [id for id in order if id in there and unsaved.get(id, True)]
