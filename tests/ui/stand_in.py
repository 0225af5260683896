"""A project in memory, for panels, until the real door is there."""

from collections.abc import Sequence

from annotator.edits import edit as edits
from annotator.edits.apply import Ground, apply
from annotator.edits.history import Act
from annotator.model.annotation_set import AnnotationSet
from annotator.model.annotator import Annotator
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.project.rows import DocumentRow


class StandIn:
    """Documents and my sets, by id."""

    def __init__(self, label_set, documents: Sequence[Document], sets=()):
        self.label_set = label_set
        self.me = Annotator("me", "maria")
        self._documents = {one.id: one for one in documents}
        self._sets = {one.document: one for one in sets}
        self._listeners = []
        self._acts = []
        self.name = "stand-in"
        self.unsaved = 0
        self.is_read_only = False

    def subscribe(self, listener):
        self._listeners.append(listener)

    def unsubscribe(self, listener):
        self._listeners.remove(listener)

    def close(self):
        pass

    def annotators(self):
        return [self.me]

    def document(self, document):
        return self._documents[document]

    def documents(self):
        return iter(self._documents.values())

    def annotation_set(self, document, annotator=None):
        return self._sets.get(document) or AnnotationSet(f"set-{document}", document, "me")

    def document_keys(self, search="", which="all"):
        words = search.casefold().split()
        keys = []
        for key, one in enumerate(self._documents.values()):
            found = f"{one.meta.title} {one.meta.source} {one.text}".casefold()
            fits = which in ("all", self.annotation_set(one.id).status)
            if fits and all(word in found for word in words):
                keys.append(key)
        return keys

    def document_rows(self, keys):
        documents = list(self._documents.values())
        return [self._row(key, documents[key]) for key in keys]

    def _row(self, key, one):
        mine = self.annotation_set(one.id)
        return DocumentRow(
            key,
            one.id,
            one.meta.title or one.text[:60],
            one.meta.source or "",
            one.meta.published or "",
            len(one.text),
            mine.status,
            len(mine.spans),
            len(mine.relations),
        )

    def document_counts(self):
        counts = {"all": len(self._documents), "new": 0, "in_progress": 0, "finished": 0}
        for one in self._documents:
            counts[self.annotation_set(one).status] += 1
        return counts

    def apply(self, edit, document, origin=None):
        text = self._documents[document].text
        outcome = apply(edit, self.annotation_set(document), Ground(self.label_set, len(text)))
        self._sets[document] = outcome.annotation_set
        self._acts.append(
            Act(
                len(self._acts) + 1,
                "2026-11-22T14:02:11+00:00",
                "me",
                document,
                "s",
                "do",
                None,
                edit,
                outcome.inverse,
            )
        )
        for one in self._listeners:
            one.changed(outcome.changes, origin)
            one.saved(0)
        return outcome.changes

    def apply_to_project(self, edit, origin=None):
        assert isinstance(edit, edits.CorrectMeta)
        from dataclasses import replace

        before = self._documents[edit.document]
        self._documents[edit.document] = replace(before, meta=edit.meta)
        changes = Changes(edit.document, meta=(before.meta, edit.meta))
        for one in self._listeners:
            one.changed(changes, origin)
        return changes

    def history(self, document=None, *, newest=None):
        return iter([one for one in reversed(self._acts) if one.document == document][:newest])
