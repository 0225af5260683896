"""Agreement of many documents: each is counted as it comes, and the numbers are made at the end."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import NamedTuple, TypeVar

import numpy as np

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet
from annotator.review.agreement import (
    Agreement,
    Alpha,
    ArticleAgreement,
    Coefficient,
    OlderAlpha,
    PairAgreement,
    Undefined,
)
from annotator.review.alpha import Coincidences, coincide
from annotator.review.alpha_u import Continua
from annotator.review.bootstrap import Table
from annotator.review.gamma import Disorder, gamma_values, measure_disorder
from annotator.review.kappa import Words
from annotator.review.meeting import Meeting, meet
from annotator.review.outline import Outline
from annotator.review.questions import Asker, Question
from annotator.review.reckoning import Reckoning, spread
from annotator.review.scores import (
    count_spans,
    count_ties,
    family_of,
    gather_answers,
    kappa_of,
    length_table,
    make_alpha,
    make_kappas,
    make_scores,
    make_unit_alpha,
    meeting_tables,
    why_no_kappa,
)
from annotator.review.unitizing import Continuum, Lengths
from annotator.review.units import Places, Units, units_of

K = TypeVar("K", bound=Hashable)

_WORDS = Question("words")
_LABELS = Question("document_labels")
_TYPES = Question("relation_types")


class Tally:
    """Counts documents for some annotators (ids)."""

    def __init__(
        self, annotators: Sequence[str], label_set: LabelSet, *, has_gamma: bool = False
    ) -> None:
        """`has_gamma` needs scipy."""
        self._annotators = tuple(annotators)
        self._label_set = label_set
        self._symmetric = frozenset(one.id for one in label_set.relation_labels if one.is_symmetric)
        self._labels = _Columns(one.id for one in label_set.span_labels)
        self._relation_labels = _Columns(one.id for one in label_set.relation_labels)
        self._label_sets = _Columns([frozenset[int]()])
        """The sets of labels that words wear; 0 is none."""
        self._asker = Asker(label_set)
        self._documents: list[str] = []
        self._raters: list[int] = []
        """How many sets there are on each document."""
        self._pairs = {pair: _PairTally() for pair in combinations(self._annotators, 2)}
        self._why_empty: Undefined = "documents" if len(self._annotators) > 1 else "annotators"
        self._has_words = False
        self._has_gamma = has_gamma
        self._disorders: list[Disorder] = []
        """Of all on each document; empty where gamma is not asked for."""
        self._continua = Continua(len(self._annotators))
        self._answers: dict[Question, dict[int, Coincidences]] = defaultdict(dict)
        """Question -> place of the document -> what was answered."""
        self._distances: dict[Question, Table | None] = {}
        """How far the answers to a question are apart, once they are all there."""

    # ---- counting -------------------------------------------------------------------------------

    def add(self, document: str, text: str, sets: Mapping[str, AnnotationSet]) -> None:
        """Count the sets (by annotator id) on a document that has this text.

        Sets of others do not count; nor does a document on which only one of them has a set.
        """
        raters = [one for one in self._annotators if one in sets]
        if len(raters) < 2:
            return
        place = len(self._documents)
        self._documents.append(document)
        self._raters.append(len(raters))
        outlines = [Outline(sets[one], self._symmetric) for one in raters]
        units = [units_of(sets[one].spans.values(), self._labels) for one in raters]
        if len(raters) == len(self._annotators):
            self._continua.add(units, len(text))
        continuum = Continuum(units, len(text))
        labelled = self._label_words(text, units)
        apart = 0
        for one, other in combinations(range(len(raters)), 2):
            pair = self._pairs[raters[one], raters[other]]
            pair.places.append(place)
            pair.meetings.append(meet(outlines[one], outlines[other], self._label_set))
            pair.lengths.append(continuum.lengths(one, other))
            pair.words.append(_compare_words(labelled[one], labelled[other]))
            apart += 2 * (pair.words[-1].items - pair.words[-1].agreeing)
            if self._has_gamma:
                together = [units[one], units[other]]
                pair.disorders.append(measure_disorder(together, len(text), place))
        if self._has_gamma:
            is_pair = len(raters) == 2
            self._disorders.append(
                pair.disorders[-1] if is_pair else measure_disorder(units, len(text), place)
            )
        for question, items in self._asker.ask([sets[one] for one in raters]).items():
            self._answers[question][place] = coincide(items)
        said: Counter[Hashable] = Counter()
        for one_labelled in labelled:
            said.update(one_labelled.counts)
        self._answers[_WORDS][place] = Coincidences(apart / (len(raters) - 1), said)

    def _label_words(self, text: str, units: Sequence[Units]) -> list["_Labelled"]:
        words = Words(text)
        self._has_words = self._has_words or len(words) > 0
        found = []
        for one in units:
            values, which = words.label(one)
            numbers = np.array([self._label_sets[value] for value in values], np.int64)
            times = np.bincount(which, minlength=len(values)).tolist()
            counts = dict(zip(numbers.tolist(), times, strict=True))
            found.append(_Labelled(numbers[which], counts))
        return found

    # ---- the numbers ----------------------------------------------------------------------------

    def finish(self, *, has_intervals: bool = True) -> Agreement:
        """Return the numbers of what was counted."""
        tables = {pair: self._tables(of_pair) for pair, of_pair in self._pairs.items()}
        whole = self._whole(tables, has_intervals)
        return Agreement(
            self._annotators,
            len(self._documents),
            tuple(self._pair(pair, tables[pair], has_intervals) for pair in self._pairs),
            make_scores(whole, self._labels, self._relation_labels),
            make_unit_alpha(whole, self._labels),
            self._alpha(whole),
            self._older_alpha(),
            self._gamma(whole),
        )

    def _tables(self, pair: "_PairTally") -> dict[str, Table]:
        columns = {number: number for number in range(len(self._label_sets))}
        return {
            **meeting_tables(pair.meetings, self._labels, self._relation_labels),
            "words": np.array([one[:3] for one in pair.words], np.float64).reshape(-1, 3),
            "first_words": spread([one.first for one in pair.words], columns),
            "second_words": spread([one.second for one in pair.words], columns),
            "lengths": length_table(pair.lengths, len(self._labels)),
            **self._disorder_table(pair.disorders),
        }

    def _disorder_table(self, disorders: Sequence[Disorder]) -> dict[str, Table]:
        if not self._has_gamma:
            return {}
        return {"disorder": np.array(disorders, np.float64).reshape(-1, 2)}

    def _pair(
        self, names: tuple[str, str], tables: dict[str, Table], has_intervals: bool
    ) -> PairAgreement:
        pair = self._pairs[names]
        reckoning = Reckoning(tables, len(pair.places), has_intervals=has_intervals)
        confusions: Counter[tuple[str, str]] = Counter()
        for meeting in pair.meetings:
            confusions.update(meeting.confusions)
        return PairAgreement(
            *names,
            make_scores(reckoning, self._labels, self._relation_labels),
            *make_kappas(reckoning),
            make_unit_alpha(reckoning, self._labels),
            confusions,
            self._articles(pair, reckoning),
            self._gamma(reckoning),
        )

    def _articles(self, pair: "_PairTally", reckoning: Reckoning) -> tuple[ArticleAgreement, ...]:
        """Return the numbers of each document of a pair."""
        exact, boundary, overlap = (
            reckoning.f1_of_each(count_spans(matched), "spans")
            for matched in ("exact", "boundary", "overlap")
        )
        relations = reckoning.f1_of_each(count_ties, "relations")
        kappas = kappa_of(reckoning.tables).tolist()
        alphas = family_of(reckoning.tables).u.tolist()
        return tuple(
            ArticleAgreement(
                self._documents[place],
                exact[row],
                boundary[row],
                overlap[row],
                relations[row],
                _coefficient(kappas[row], why_no_kappa(reckoning.tables["words"][row])),
                _coefficient(alphas[row], "one value" if exact[row].why is None else "spans"),
                pair.meetings[row].breakdown,
                pair.meetings[row].cases,
            )
            for row, place in enumerate(pair.places)
        )

    def _whole(
        self, tables: Mapping[tuple[str, str], Mapping[str, Table]], has_intervals: bool
    ) -> Reckoning:
        """Return the tables of all pairs added up, and what was said of whole things."""
        count = len(self._documents)
        whole = self._tables(_PairTally())
        for name in ("words", "first_words", "second_words"):
            del whole[name]
        others = np.array(self._raters, np.float64) - 1
        for name, empty in whole.items():
            added = np.zeros((count, empty.shape[1]))
            for pair, of_pair in self._pairs.items():
                added[of_pair.places] += tables[pair][name]
            whole[name] = added / others[:, np.newaxis] if name == "lengths" else added
        whole |= self._disorder_table(self._disorders)
        attributes = [Question("attribute", one.id) for one in self._label_set.attributes]
        for question in (_LABELS, _TYPES, _WORDS, *attributes, *self._answers):
            answers = gather_answers(self._answers.get(question, {}), count)
            whole[_name(question)] = answers.table
            self._distances[question] = answers.distances
        return Reckoning(whole, count, has_intervals=has_intervals, why_empty=self._why_empty)

    def _alpha(self, whole: Reckoning) -> Alpha:
        nothing = frozenset[str]()
        groups = [one for one in self._answers if one.what == "label_group"]
        attributes = [Question("attribute", one.id) for one in self._label_set.attributes]
        return Alpha(
            self._alpha_of(whole, _LABELS, "labels", nothing),
            {one.about: self._alpha_of(whole, one, "labels", nothing) for one in groups},
            {one.about: self._alpha_of(whole, one, "attribute") for one in attributes},
            self._alpha_of(whole, _TYPES, "ties"),
            self._alpha_of(whole, _WORDS, "labelled words" if self._has_words else "words", 0),
        )

    def _alpha_of(
        self, whole: Reckoning, question: Question, why: Undefined, nothing: Hashable = None
    ) -> Coefficient:
        """Return alpha of a question; `why` it has none if all that was ever said is `nothing`."""
        answers = self._answers.get(question, {}).values()
        is_answered = any(one.values.keys() - {nothing} for one in answers)
        return make_alpha(
            whole,
            _name(question),
            self._distances[question],
            "one value" if is_answered else why,
        )

    def _gamma(self, reckoning: Reckoning) -> Coefficient | None:
        if not self._has_gamma:
            return None
        value, drawn = reckoning.both(lambda tables: gamma_values(tables["disorder"]))
        return reckoning.coefficient(value[0], drawn, "spans")

    def _older_alpha(self) -> OlderAlpha:
        found = self._continua.disagreements()
        known = dict(enumerate(self._labels))
        observed = sum(one.observed for one in found.values())
        expected = sum(one.expected for one in found.values())
        why = self._why_empty if self._continua.is_empty else "spans"
        return OlderAlpha(
            _older(observed, expected, why),
            {
                known[label]: _older(one.observed, one.expected, "one value")
                for label, one in sorted(found.items())
            },
        )


def measure_pair(
    text: str, first: AnnotationSet, second: AnnotationSet, label_set: LabelSet
) -> PairAgreement:
    """Return how far two sets on one document, which has this text, agree; without intervals.

    ValueError where they are on two.
    """
    tally = Tally(("first", "second"), label_set)
    tally.add(first.document, text, {"first": first, "second": second})
    (pair,) = tally.finish(has_intervals=False).pairs
    return replace(pair, first=first.annotator, second=second.annotator)


class _Columns(dict[K, int]):
    """A number for each key, in the order in which they are met."""

    def __init__(self, keys: Iterable[K]) -> None:
        super().__init__()
        for key in keys:
            self[key] = len(self)

    def __missing__(self, key: K) -> int:
        self[key] = len(self)
        return self[key]


def _older(observed: float, expected: float, why: Undefined) -> Coefficient:
    return Coefficient(1 - observed / expected) if expected else Coefficient(why=why)


def _coefficient(value: float, why: Undefined) -> Coefficient:
    return Coefficient(why=why) if np.isnan(value) else Coefficient(value)


def _name(question: Question) -> str:
    return f"{question.what}:{question.about}"


class _Labelled(NamedTuple):
    """What an annotator says of the words of a document."""

    numbers: Places
    """For each word the number of its set of labels."""
    counts: dict[int, int]
    """Number -> how many words."""


class _WordCounts(NamedTuple):
    """What two say of the words of a document."""

    items: int
    agreeing: int
    unlabelled: int
    first: Mapping[int, int]
    second: Mapping[int, int]


def _compare_words(first: _Labelled, second: _Labelled) -> _WordCounts:
    is_same = first.numbers == second.numbers
    agreeing = int(np.count_nonzero(is_same))
    unlabelled = int(np.count_nonzero(is_same & (first.numbers == 0)))
    return _WordCounts(len(is_same), agreeing, unlabelled, first.counts, second.counts)


@dataclass(slots=True)
class _PairTally:
    """What was counted of two annotators, document by document."""

    places: list[int] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    words: list[_WordCounts] = field(default_factory=list)
    lengths: list[Lengths] = field(default_factory=list)
    disorders: list[Disorder] = field(default_factory=list)
    """Empty where gamma is not asked for."""
