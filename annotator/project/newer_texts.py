"""Newer texts of articles that are here: both stay, and everybody's labels go along.

What lies in a passage that is the same goes to its new place. What is only found again by its words
comes along marked as doubtful, to be looked at one by one; the rest stays with the older text.
"""

from dataclasses import replace

from annotator.edits.carrying import Carried, carry_over
from annotator.formats.corpus import Problem
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.format_errors import LabelsFollowed, TextNewer
from annotator.model.ids import new_id
from annotator.project.rows import ImportReport
from annotator.storage.intake import Intake
from annotator.text.alignment import Alignment
from annotator.text.fingerprints import fingerprints_of, similarity

_SAME_STORY = 0.2
"""From which share of word runs in common on an article of the same name or address is a newer
text: half of it may have been written anew, but two articles have less than a tenth."""


class NewerTexts:
    """Remembers which documents of an import are newer texts, and carries labels at its end."""

    def __init__(self, intake: Intake, report: ImportReport) -> None:
        self._intake = intake
        self._report = report
        self._pairs: dict[str, tuple[str, str]] = {}
        """Newer -> older (ids), and the file that brought it."""
        self._by_address: dict[str, str] | None = None

    def older_of(self, document: Document) -> str | None:
        """Return the document (id) of which a raw article is a newer text: one of its name or its
        address that has a good part of its words. None where there is none."""
        for older in self._candidates(document):
            text = self._intake.text_of(older)
            if text is not None and tell_the_same(document.text, text):
                return older
        return None

    def add(self, older: str, newer: str, file: str) -> None:
        """Note that a document is a newer text of another (ids); both are in the project."""
        self._pairs[newer] = (self._latest(older), file)

    def carry_labels(self) -> None:
        """Let the labels go along, now that all sets of the import are there: whoever's labels on
        the newer text came with it keeps those."""
        for newer, (older, file) in self._pairs.items():
            self._intake.put_newer_text(newer, older)
            self._remark(file, TextNewer(newer, older))
            self._carry(older, newer, file)

    def _carry(self, older: str, newer: str, file: str) -> None:
        sets = [one for one in self._intake.first_sets_on(older) if one.annotator is not None]
        there = {one.annotator for one in self._intake.first_sets_on(newer)}
        texts = [self._intake.text_of(one) for one in (older, newer)]
        wanted = [one for one in sets if one.annotator not in there]
        if not wanted or texts[0] is None or texts[1] is None:
            return
        alignment = Alignment(texts[0], texts[1])
        came = [self._add_set(one, newer, carry_over(one, alignment)) for one in wanted]
        spans = sum(len(one.spans) for one in came)
        doubtful, lost = sum(one.doubtful for one in came), sum(len(one.lost) for one in came)
        self._report.spans += spans
        self._report.relations += sum(len(one.relations) for one in came)
        self._remark(file, LabelsFollowed(newer, older, spans, doubtful, lost))

    def _add_set(self, theirs: AnnotationSet, newer: str, carried: Carried) -> Carried:
        self._intake.add_set(
            replace(
                theirs,
                id=new_id(),
                document=newer,
                status="in_progress",
                spans={one.id: one for one in carried.spans},
                relations={one.id: one for one in carried.relations},
            )
        )
        return carried

    def _candidates(self, document: Document) -> list[str]:
        """Return ids of documents that may be older texts of an article, the likeliest first."""
        found: list[str] = []
        if document.meta.url:
            if self._by_address is None:
                self._by_address = self._intake.documents_by_url()
            if document.meta.url in self._by_address:
                found.append(self._by_address[document.meta.url])
        if self._intake.document_sha256(document.id) is not None:
            found.append(document.id)
        return [self._latest(one) for one in found]

    def _latest(self, document: str) -> str:
        """Return the newest text of an article that there was before this import."""
        newer = self._intake.newer_texts()
        while document in newer:
            document = newer[document]
        return document

    def _remark(self, file: str, error: LabelsFollowed | TextNewer) -> None:
        self._report.problems.append(Problem(file, None, error, is_skipped=False))


def tell_the_same(text: str, other: str) -> bool:
    """Tell whether two texts of one name or address are texts of one article."""
    one, two = fingerprints_of([text, other])
    return one is not None and two is not None and similarity(one, two) >= _SAME_STORY
