"""What an imported curated set says beside its annotations: where they come from, and what is
nothing."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotator.model.annotation_set import AnnotationSet
from annotator.model.curated import Curated, Negative, Provenance
from annotator.storage.columns import dump, dump_fragments, load_fragments
from annotator.storage.labels import label_keys


def read_curated(
    connection: sqlite3.Connection, sets: Iterable[AnnotationSet]
) -> dict[str, Curated]:
    """Return document id -> curated set for those among these sets that are curated ones."""
    curated = {one.id: one for one in sets if one.annotator is None}
    if not curated:
        return {}
    provenance: dict[str, dict[str, Provenance]] = defaultdict(dict)
    negatives: dict[str, list[Negative]] = defaultdict(list)
    # A file of an older version that can only be read has no place for them.
    if _has_place(connection):
        ids = (dump(list(curated)),)
        for set_id, id, said in connection.execute(_PROVENANCE, ids):
            provenance[set_id][id] = said
        labels = {key: id for id, key in label_keys(connection, "span_labels").items()}
        for set_id, label, start, end, fragments in connection.execute(_NEGATIVES, ids):
            negative = Negative(labels[label], load_fragments(fragments, start, end))
            negatives[set_id].append(negative)
    return {
        one.document: Curated(one, provenance.get(id, {}), tuple(negatives.get(id, ())))
        for id, one in curated.items()
    }


_OF_SETS = """
    JOIN annotation_sets ON annotation_sets.key = set_key
    WHERE annotation_sets.id IN (SELECT value FROM json_each(?))
"""
_PROVENANCE = f"""
    SELECT annotation_sets.id, provenance.id, provenance FROM provenance {_OF_SETS}
"""
_NEGATIVES = f"""
    SELECT annotation_sets.id, label_key, start, negatives.end, fragments
    FROM negatives {_OF_SETS} ORDER BY negatives.key
"""


def _has_place(connection: sqlite3.Connection) -> bool:
    row = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'negatives'"
    ).fetchone()
    return bool(row[0])


def insert_curated(
    connection: sqlite3.Connection, curated: Curated, labels: Mapping[str, int]
) -> None:
    """Add what a curated set, whose row is there, says; `labels` is label id -> key."""
    (key,) = connection.execute(
        "SELECT key FROM annotation_sets WHERE id = ?", (curated.annotation_set.id,)
    ).fetchone()
    connection.executemany(
        "INSERT INTO provenance (set_key, id, provenance) VALUES (?, ?, ?)",
        [(key, id, said) for id, said in curated.provenance.items()],
    )
    connection.executemany(
        'INSERT INTO negatives (set_key, label_key, start, "end", fragments)'
        " VALUES (?, ?, ?, ?, ?)",
        [
            (key, labels[one.label], one.start, one.end, dump_fragments(one.fragments))
            for one in curated.negatives
        ],
    )
