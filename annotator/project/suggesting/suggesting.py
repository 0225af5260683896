"""What a project offers of suggestions. A door beside `Project`: `project.suggesting`."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from annotator.edits.edit import Dismiss
from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.errors import AnnotatorUnknown
from annotator.model.span import Span
from annotator.project.consistency.dismissing import dismiss
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.project.suggesting.learning import Learning, Repeated, my_rejections
from annotator.project.suggesting.trained import Trained
from annotator.project.suggesting.unaided import Unaided
from annotator.suggest.card import Card
from annotator.suggest.matching import can_match
from annotator.suggest.rejection import Rejection, dismissal_of
from annotator.suggest.repeating import Taken, repeat_in_article, repeat_in_project
from annotator.suggest.suggestion import IN_ARTICLE, IN_PROJECT, Suggestion, in_text_order
from annotator.suggest.tagger import CRF, Found, Tagger, suggestions_of
from annotator.suggest.tagger import LONGEST as LONGEST_TAGGED

Walk = Callable[[Callable[[Road], Changes], object], Changes]
"""Changes something under the lock of the road, and tells the listeners."""
LONGEST = 2_000_000
"""Code points of an article in which words of other articles are looked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which suggestions somebody wants."""

    off: frozenset[str] = frozenset()
    """Parts that are switched off (`IN_ARTICLE`, `IN_PROJECT`, `CRF`), and labels (ids) of which
    none are wanted."""
    is_case_exact: bool = True
    """Whether words must be written alike, upper and lower case too."""


class Suggesting:
    """Suggestions on my sets. What it learns it keeps as long as the project is open. It belongs
    off the GUI thread, but for `reject`, `bring_back`, `note` and `is_available`."""

    def __init__(self, road: Road, walk: Walk) -> None:
        self._road, self._walk = road, walk
        self._learning = Learning(road)
        self._trained = Trained(road)
        self._unaided = Unaided(road)

    @property
    def is_available(self) -> bool:
        """Whether what it needs is installed: the extra `annotator[suggest]`."""
        return can_match()

    def is_unaided(self, document: str) -> bool:
        """Tell whether a document (id) is one of those given to several people that are shown
        without suggestions (`annotator.project.suggesting.unaided`)."""
        return document in self._unaided

    def note(self, changes: Changes) -> None:
        """Take note of what has changed, so that it is learned when it is next asked for."""
        if changes.has_list_changes or changes.label_set is not None or changes.people:
            self._learning.forget()
            self._trained.look_again()
        self._learning.note(changes)

    def suggest(
        self,
        document: Document,
        mine: AnnotationSet,
        wanted: Wanted = Wanted(),
        *,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> list[Suggestion]:
        """Return what is suggested on a document for my set on it as it is now, in text order; none
        of what I have rejected. Nothing where I have finished, in a set that is not mine, that is
        of a second time (comparing with oneself would be comparing with the suggestions), or
        where all are shown none (`is_unaided`). Cancelled."""
        is_mine = mine.annotator is not None and mine.annotator == self._road.my_id
        if not is_mine or mine.status == "finished" or not self.is_available:
            return []
        if self.is_unaided(document.id):
            return []
        labels = {one.id for one in self._road.label_set.usable_span_labels()} - wanted.off
        known = self._learning.repeated(
            document.id,
            is_case_exact=wanted.is_case_exact,
            progress=progress,
            is_cancelled=is_cancelled,
        )
        spans, found = list(mine.spans.values()), list[Suggestion]()
        if IN_ARTICLE not in wanted.off:
            found += repeat_in_article(document.text, spans, known.phrases, labels)
        kept, read = None, list[Found]()
        if CRF not in wanted.off and len(document.text) <= LONGEST_TAGGED:
            kept = self._trained.get()
        if kept is not None:
            read = _read_by(kept[1], document, known, is_cancelled)
        if IN_PROJECT not in wanted.off and len(document.text) <= LONGEST:
            found += repeat_in_project(
                document.id,
                document.text,
                Taken([*(one.fragments for one in spans), *(one.place for one in found)]),
                known.phrases,
                known.matcher,
                labels,
                [one[:3] for one in read],
                is_cancelled,
            )
        if kept is not None:
            found += _modelled(kept[0], read, spans, labels, found)
        rejected = {one.suggestion.key for one in self.rejected(document.id)}
        return sorted((one for one in found if one.key not in rejected), key=in_text_order)

    def card(self) -> Card | None:
        """Return what is known of the model that was trained on my labels; None where there is
        none."""
        kept = self._trained.get()
        return kept[0] if kept else None

    def is_training_due(self) -> bool:
        """Tell whether I have finished so many articles since that it should learn (again)."""
        return self.is_available and self._trained.is_due()

    def articles_to_go(self) -> int | None:
        """Return how many articles more I am to finish before it learns (again) of itself; None
        where it never does."""
        return self._trained.to_go() if self.is_available else None

    def train(
        self,
        *,
        is_case_exact: bool = True,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Card | None:
        """Learn from the articles I have finished, in a process of its own, and return how good it
        is; None where there are fewer than ten, or it is learning already. What fails leaves what
        was known before. Cancelled, TrainingFailed."""
        if not self.is_available:
            return None
        return self._trained.train(is_exact=is_case_exact, is_cancelled=is_cancelled)

    def forget_model(self) -> None:
        """Delete the model that was trained on my labels. It learns again when it is asked to, or
        when I have finished ten more articles."""
        self._trained.forget()

    def rejected(self, document: str) -> list[Rejection]:
        """Return what I have rejected on a document (id)."""
        return my_rejections(self._road, document)

    def reject(
        self, document: str, suggestions: Sequence[Suggestion], *, origin: object = None
    ) -> Changes:
        """Say of suggestions on a document (id) that they are wrong, as one act of mine: they are
        not made again. AnnotatorUnknown, DocumentUnknown, SavingFailed, ProjectReadOnly,
        ProjectLocked."""
        edit = Dismiss(tuple(dismissal_of(one) for one in self._mine(document, suggestions)))
        return self._walk(lambda road: dismiss(road, edit), origin)

    def bring_back(self, rejections: Collection[Rejection], *, origin: object = None) -> Changes:
        """Let what was rejected be suggested again, as one act of mine. Errors as `reject`."""
        edit = Dismiss((), tuple(sorted(map(dismissal_of, rejections))))
        return self._walk(lambda road: dismiss(road, edit), origin)

    def _mine(self, document: str, suggestions: Iterable[Suggestion]) -> list[Rejection]:
        me = self._road.my_id
        if me is None:
            raise AnnotatorUnknown("")
        return [Rejection(document, me, one) for one in suggestions]


def _read_by(
    tagger: Tagger, document: Document, known: Repeated, is_cancelled: IsCancelled
) -> list[Found]:
    """Return all that a model finds in a document."""
    return list(
        tagger.find(
            document.text,
            known.matcher,
            known.phrases.shapes_besides(document.id),
            is_exact=known.phrases.is_case_exact,
            is_cancelled=is_cancelled,
        )
    )


def _modelled(
    card: Card,
    read: Iterable[Found],
    spans: Iterable[Span],
    labels: Collection[str],
    before: Iterable[Suggestion],
) -> list[Suggestion]:
    """Return what a model suggests of what it finds where neither a span nor another suggestion
    (`before`) stands."""
    gates = {label: gate for label, gate in card.gates().items() if label in labels}
    taken = Taken([*(one.fragments for one in spans), *(one.place for one in before)])
    return [
        one
        for one in suggestions_of(iter(read), gates, card.version)
        if taken.is_free(one.start, one.end, is_nested=False)
    ]
