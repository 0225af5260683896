"""Verdicts, remarks and reasons as they are on screen: read once, kept with what is not saved."""

import hashlib
from collections.abc import Collection

import orjson

from annotator.edits.encoding import decode_verdict, encode_label_set, encode_verdict
from annotator.model.changes import Changes
from annotator.model.errors import VerdictUnknown
from annotator.model.labels import LabelSet
from annotator.model.verdict import Remark, Verdict
from annotator.storage.store import Store
from annotator.storage.verdicts import (
    ReviewRows,
    VerdictRow,
    has_reviews,
    read_concerned,
    read_reasons,
    read_remark_document,
    read_remarks,
    read_verdict_document,
    read_verdicts,
    read_verdicts_on_each,
)

USUAL_REASONS = (
    "ambiguous text",
    "guideline gap",
    "slip",
    "boundary",
    "edge case",
)
"""What verdicts are given for until somebody says otherwise."""


class Reviews:
    """A memory before the file. Guarded by the lock of the road.

    What is asked of a document is read whole before anything is changed on it, and stays: so what
    waits to be saved is always in it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._verdicts: dict[str, dict[str, Verdict]] = {}
        self._remarks: dict[str, dict[str, Remark]] = {}
        with store.reading() as connection:
            self._has_place = has_reviews(connection)
            reasons = read_reasons(connection) if self._has_place else ()
        self.reasons: tuple[str, ...] = reasons or USUAL_REASONS

    def verdicts(self, document: str) -> dict[str, Verdict]:
        """Return verdict id -> verdict on a document (id), in the order they were given."""
        if document not in self._verdicts:
            self._read(document)
        return self._verdicts[document]

    def verdicts_on_each(self, documents: Collection[str]) -> dict[str, list[Verdict]]:
        """Return document id -> verdicts on it; what is read here is not kept."""
        found = {id: list(self._verdicts[id].values()) for id in documents if id in self._verdicts}
        unread = [id for id in documents if id not in found]
        bodies: dict[str, list[str]] = {}
        if unread and self._has_place:
            with self._store.reading() as connection:
                bodies = read_verdicts_on_each(connection, unread)
        for id in unread:
            found[id] = [decode_verdict(orjson.loads(body)) for body in bodies.get(id, ())]
        return found

    def remarks(self, document: str) -> dict[str, Remark]:
        """Return remark id -> remark on a document (id), in the order they were made."""
        if document not in self._remarks:
            self._read(document)
        return self._remarks[document]

    def verdict(self, id: str) -> Verdict:
        """Return a verdict wherever it is. VerdictUnknown."""
        for held in self._verdicts.values():
            if id in held:
                return held[id]
        document = None
        if self._has_place:
            with self._store.reading() as connection:
                document = read_verdict_document(connection, id)
        # On a document that was read it has been withdrawn, which is not saved yet.
        if document is None or document in self._verdicts:
            raise VerdictUnknown(id)
        return self.verdicts(document)[id]

    def concerned(self, annotator: str) -> list[int]:
        """Return the keys of the documents that may concern an annotator (id), in project order:
        some where in the end nothing does, none left out."""
        if not self._has_place:
            return []
        held = [id for id, verdicts in self._verdicts.items() if verdicts]
        held += [id for id, remarks in self._remarks.items() if remarks]
        with self._store.reading() as connection:
            return read_concerned(connection, annotator, held)

    def document_of_remark(self, id: str) -> str | None:
        """Return the id of the document that a remark is on; None where there is none such."""
        for document, held in self._remarks.items():
            if id in held:
                return document
        if not self._has_place:
            return None
        with self._store.reading() as connection:
            found = read_remark_document(connection, id)
        return found if found not in self._remarks else None

    def all_verdicts(self) -> list[Verdict]:
        """Return every verdict of the project, by document."""
        found: dict[str, list[Verdict]] = {}
        if self._has_place:
            with self._store.reading() as connection:
                for body in read_verdicts(connection):
                    verdict = decode_verdict(orjson.loads(body))
                    found.setdefault(verdict.document, []).append(verdict)
        found |= {id: list(held.values()) for id, held in self._verdicts.items()}
        return [verdict for held in found.values() for verdict in held]

    def note(self, changes: Changes) -> None:
        """Take in what an edit changed."""
        for before, after in changes.verdicts:
            if after:
                self.verdicts(after.document)[after.id] = after
            elif before:
                self.verdicts(before.document).pop(before.id, None)
        for said, says in changes.remarks:
            if says:
                self.remarks(says.document)[says.id] = says
            elif said:
                self.remarks(said.document).pop(said.id, None)
        if changes.reasons:
            self.reasons = changes.reasons[1]

    def forget(self) -> None:
        """Drop what was read: it may have changed in the file, which has all of it."""
        self._verdicts.clear()
        self._remarks.clear()
        with self._store.reading() as connection:
            self.reasons = read_reasons(connection) or USUAL_REASONS

    def _read(self, document: str) -> None:
        if not self._has_place:
            self._verdicts[document], self._remarks[document] = {}, {}
            return
        with self._store.reading() as connection:
            bodies = read_verdicts(connection, document)
            remarks = read_remarks(connection, document)
        verdicts = (decode_verdict(orjson.loads(body)) for body in bodies)
        self._verdicts[document] = {one.id: one for one in verdicts}
        self._remarks[document] = {one.id: one for one in remarks}


def guideline_version(label_set: LabelSet) -> str:
    """Return a short name of label set and guidelines: the same words, the same name."""
    return hashlib.sha256(orjson.dumps(encode_label_set(label_set))).hexdigest()[:12]


def rows_of(changes: Changes) -> ReviewRows | None:
    """Return what an edit of the review writes; None where it is none."""
    if not (changes.verdicts or changes.remarks or changes.reasons):
        return None
    return ReviewRows(
        tuple(verdict_row(after) for _, after in changes.verdicts if after),
        tuple(before.id for before, after in changes.verdicts if before and not after),
        tuple(after for _, after in changes.remarks if after),
        tuple(before.id for before, after in changes.remarks if before and not after),
        changes.reasons[1] if changes.reasons else None,
    )


def verdict_row(verdict: Verdict) -> VerdictRow:
    """Return the row that keeps a verdict."""
    return VerdictRow(
        verdict.id,
        verdict.document,
        verdict.reviewer,
        verdict.at,
        verdict.choice,
        verdict.difference.kind if verdict.difference else None,
        verdict.first,
        verdict.second,
        verdict.reason,
        verdict.comment,
        verdict.needs_guideline,
        orjson.dumps(encode_verdict(verdict)).decode(),
    )
