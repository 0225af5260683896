"""How the review of a document stands between some people: what they say, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.model.annotation_set import AnnotationSet
from annotator.model.curated import Curated
from annotator.model.document import Document
from annotator.model.labels import LabelSet
from annotator.model.verdict import Verdict
from annotator.project.pages import Said
from annotator.review.audit import is_place_drawn, keep_audited, sample_agreed
from annotator.review.cases import Case, find_cases, find_place_cases, verdicts_on
from annotator.review.compare import Comparison, compare, compare_alone, reading_order
from annotator.review.curation import curate
from annotator.review.queue import Standing
from annotator.review.votes import Place, count_votes


class Pairing(NamedTuple):
    """Whose sets are compared: annotator ids, None for the curated set."""

    first: str | None
    second: str | None = None
    is_alone: bool = False
    """Only the first's set is reviewed; `second` says nothing then."""
    is_everybody: bool = False
    """All who have labelled the document are; nobody is named then."""


EVERYBODY = Pairing(None, is_everybody=True)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document in one pairing, whole."""

    document: Document
    sets: tuple[AnnotationSet, ...]
    """Everybody's, by name."""
    first: AnnotationSet | None
    second: AnnotationSet | None
    """None where nobody else is compared, or everybody is."""
    comparison: Comparison | None
    """None where everybody is compared."""
    places: tuple[Place, ...]
    """Where everybody is compared: all that is said."""
    cases: tuple[Case, ...]
    """What differs and what is audited, in reading order."""
    apart: tuple[Verdict, ...]
    """Verdicts that no case shows: by which something was added, and those with which the
    annotators have gone along."""

    @property
    def standing(self) -> Standing:
        """How far they agree, and how much waits; what is audited does not count, but what was
        added and is contested."""
        differing = [one for one in self.cases if not one.is_audit]
        contested = sum(bool(one.objectors) for one in self.apart)
        if self.comparison is not None:
            alike = len(self.comparison.matches) + len(self.comparison.relation_matches)
        else:
            alike = sum(one.is_agreed and one.voices > 1 for one in self.places)
        open_ones = sum(one.is_open for one in differing)
        total = len(differing) + contested
        return Standing(self.document.id, alike, total, open_ones + contested)


def review_document(
    said: Said, pairing: Pairing, label_set: LabelSet, audit_share: float = 0.0
) -> Reviewed:
    """Return how a document stands. `audit_share` (0 to 1) of what those who have finished say
    alike is asked too."""
    if pairing.is_everybody:
        return _review_everybody(said, label_set, audit_share)
    first = _set_of(said, pairing.first, label_set)
    second = None if pairing.is_alone else _set_of(said, pairing.second, label_set)
    if second is None:
        comparison = compare_alone(first, label_set)
        asked = [*comparison.differences]
    else:
        comparison = compare(first, second, label_set)
        asked = [*comparison.differences]
        if first.status == second.status == "finished":
            asked += sample_agreed(first, second, comparison, audit_share)
            asked.sort(key=reading_order)
    cases = keep_audited(find_cases(asked, said.verdicts))
    apart = _find_apart(cases, said.verdicts, pairing)
    return Reviewed(said.document, said.sets, first, second, comparison, (), tuple(cases), apart)


def _review_everybody(said: Said, label_set: LabelSet, audit_share: float) -> Reviewed:
    places = tuple(count_votes(said.sets, label_set)) if len(said.sets) > 1 else ()
    are_finished = all(one.status == "finished" for one in said.sets)
    asked = [
        one
        for one in places
        if not one.is_agreed
        or (are_finished and is_place_drawn(said.document.id, audit_share, one))
    ]
    cases = keep_audited(find_place_cases(asked, said.verdicts))
    apart = _find_apart(cases, said.verdicts, EVERYBODY)
    return Reviewed(said.document, said.sets, None, None, None, places, tuple(cases), apart)


def judge_anew(reviewed: Reviewed, verdicts: Sequence[Verdict], pairing: Pairing) -> Reviewed:
    """Return how a document stands with other verdicts on it, where the sets are as they were."""
    if pairing.is_everybody:
        places = [one.place for one in reviewed.cases if one.place is not None]
        cases = find_place_cases(places, verdicts)
    else:
        cases = find_cases([one.difference for one in reviewed.cases], verdicts)
    apart = _find_apart(cases, verdicts, pairing)
    return replace(reviewed, cases=tuple(cases), apart=apart)


def _find_apart(
    cases: Sequence[Case], verdicts: Sequence[Verdict], pairing: Pairing
) -> tuple[Verdict, ...]:
    shown = {one.verdict.id for one in cases if one.verdict is not None}
    for case in cases:
        if case.place is not None:
            shown |= {one.id for one in verdicts_on(case.place, verdicts)}
    return tuple(one for one in verdicts if one.id not in shown and _is_apart(one, pairing))


def _is_apart(verdict: Verdict, pairing: Pairing) -> bool:
    """Whether a verdict that no case shows is told of all the same."""
    if verdict.choice == "added":
        return True
    is_accepted = any(answer == "accepted" for _, answer in verdict.answers)
    is_of_them = pairing.is_everybody or {verdict.first, verdict.second} == {*pairing[:2]}
    return is_accepted and is_of_them


def curated_of(said: Said, label_set: LabelSet) -> Curated:
    """Return the curated set of a document; an imported one is what it starts from."""
    return curate(said.document.id, said.sets, said.verdicts, label_set, said.imported)


def _set_of(said: Said, annotator: str | None, label_set: LabelSet) -> AnnotationSet:
    if annotator is None:
        return curated_of(said, label_set).annotation_set
    return said.set_of(annotator)
