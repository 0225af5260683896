"""One purge in one file, in one transaction: what is erased, the tombstone, and the act."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import orjson

from annotator.model.annotator import Annotator
from annotator.model.purge import Erased, Tombstone
from annotator.storage.about import put_about
from annotator.storage.emptied import EMPTY
from annotator.storage.header import KNOWS_EMPTY_ACTS
from annotator.storage.history import HistoryRow
from annotator.storage.purging.articles import Found, erase_documents
from annotator.storage.purging.history import Told, empty_acts
from annotator.storage.purging.people import Person
from annotator.storage.purging.purges import put_tombstone
from annotator.storage.writer import Transaction

_ROWS_OF_AN_ACT = 50_000
"""Emptied rows that one row of the history names: a text that other copies can still read."""


class Order(NamedTuple):
    """What is to be erased, and how edits are read."""

    tombstone: Tombstone
    by: Annotator | None
    told: Told
    pseudonym: str = ""
    """What a person who is forgotten is called from then on."""
    copies: Sequence[str] = ()
    """Annotators (ids) that would stand for other copies of what that person said."""
    spared: Collection[str] = ()
    """Documents (ids) that stay although they have a text that is erased."""


def erase(writing: Transaction, order: Order, found: Found | None, seq: int) -> Erased:
    """Erase documents that were found, or with None the order's person; `seq` is the number that
    the act gets, and those behind it where it has very many rows to name. All of it is in the hands
    of the transaction."""
    connection, tombstone = writing.connection, order.tombstone
    writing.keeping.leave_out()
    # Noughts where something was: should the file not be written anew afterwards, for a crash.
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    if found is not None:
        erased, acts = erase_documents(connection, found, order.told)
    else:
        assert tombstone.annotator is not None
        person = Person(connection, tombstone.annotator, order.copies, order.told)
        erased, acts = person.erase(
            order.pseudonym, are_words_replaced=tombstone.are_words_replaced
        )
        tombstone = tombstone._replace(reason=person.renamed(tombstone.reason, order.pseudonym))
    emptied = empty_acts(connection, acts)
    put_tombstone(connection, tombstone, order.by)
    # Older versions know neither empty acts nor how the chain holds without them.
    put_about(connection, "min_reader", str(KNOWS_EMPTY_ACTS))
    by = order.by.id if order.by else None
    for place in range(0, max(1, len(emptied)), _ROWS_OF_AN_ACT):
        is_first = not place
        body = {
            "edit": "Purge",
            "purge": tombstone.id,
            "documents": len(tombstone.documents) if is_first else 0,
            "people": int(found is None and is_first),
            "emptied": emptied[place : place + _ROWS_OF_AN_ACT],
        }
        edit = orjson.dumps(body).decode()
        writing.append(HistoryRow(seq, tombstone.at, by, None, None, "do", None, edit, EMPTY))
        seq += 1
    return erased
