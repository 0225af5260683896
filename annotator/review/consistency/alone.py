"""What is odd in one annotation set by itself: ends, sentences, duplicates, relations, parts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import regex

from annotator.model.annotation_set import AnnotationSet
from annotator.model.labels import LabelSet
from annotator.model.oddity import Mend, Odd, Oddity, Place
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.review.consistency.ends import odd_ends
from annotator.review.consistency.ranking import weight_of
from annotator.text.sentence_ends import goes_on
from annotator.text.tokens import sentences

_LINE_END = regex.compile(r"\R")
_MARK_INSIDE = regex.compile(r"[.!?…؟۔。！？\r\n\x0b\x0c\x85\u2028\u2029]")


def find_alone(text: str, annotation_set: AnnotationSet, label_set: LabelSet) -> Iterator[Oddity]:
    """Yield what is odd in a set by itself, spans in the order they have."""
    ties = _count_ties(annotation_set)
    for span in annotation_set.spans.values():
        for found in _odd_span(text, span):
            yield _weighed(found, ties.get(span.id, 0))
    yield from _same_spans(annotation_set.spans, ties)
    if annotation_set.relations:
        yield from _odd_relations(annotation_set, label_set)


def _count_ties(annotation_set: AnnotationSet) -> dict[str, int]:
    ties: dict[str, int] = {}
    for one in annotation_set.relations.values():
        ties[one.head] = ties.get(one.head, 0) + 1
        ties[one.tail] = ties.get(one.tail, 0) + 1
    return ties


def _weighed(oddity: Oddity, relations: int) -> Oddity:
    return replace(oddity, weight=weight_of(relations)) if relations else oddity


# ---- one span -----------------------------------------------------------------------------------


def _odd_span(text: str, span: Span) -> Iterator[Oddity]:
    if (found := odd_ends(text, span)) is not None:
        yield found
    if (found := _over_sentence(text, span)) is not None:
        yield found
    if len(span.fragments) > 1 and (found := _odd_parts(text, span)) is not None:
        yield found


def _over_sentence(text: str, span: Span) -> Oddity | None:
    for start, end in span.fragments:
        found = _MARK_INSIDE.search(text, start, end - 1)
        if found is None:
            continue
        held = list(sentences(text, start, end))
        for (_, first_end), (second, _) in pairwise(held):
            if not (goes_on(text, first_end, second) or _is_ordinal(text, first_end)):
                is_break = _LINE_END.search(text, first_end, second)
                odd: Odd = "over paragraph" if is_break else "over sentence"
                return Oddity("sentences", odd, span.fragments, span.label, (span.id,))
    return None


def _is_ordinal(text: str, end: int) -> bool:
    """Tell whether what ends here is a number with a full stop, as in a German date: 24. Mai."""
    return text[end - 1] == "." and text[max(0, end - 2) : end - 1].isdigit()


def _odd_parts(text: str, span: Span) -> Oddity | None:
    parts = span.fragments
    kept = tuple(one for one in parts if any(map(str.isalnum, text[slice(*one)])))
    if 0 < len(kept) < len(parts):
        return _part(span, "empty part", kept)
    joined = _joined(text, parts)
    if len(joined) < len(parts):
        return _part(span, "parts touch", joined)
    for (_, end), (start, _) in pairwise(parts):
        if _LINE_END.search(text, end, start):
            return _part(span, "far part", ())
    return None


def _part(span: Span, odd: Odd, better: Place) -> Oddity:
    return Oddity(
        "parts",
        odd,
        span.fragments,
        span.label,
        (span.id,),
        "move" if better else "",
        better_place=better,
    )


def _joined(text: str, parts: Place) -> Place:
    """Return parts with those joined that only white space lies between."""
    joined = [parts[0]]
    for start, end in parts[1:]:
        before = joined[-1]
        if text[before[1] : start].strip():
            joined.append((start, end))
        else:
            joined[-1] = (before[0], end)
    return tuple(joined)


# ---- several ------------------------------------------------------------------------------------


def _same_spans(spans: Mapping[str, Span], ties: Mapping[str, int]) -> Iterator[Oddity]:
    """Yield spans that say what another one says; the one that says more, or has more relations,
    is the one to keep."""
    seen: dict[tuple[str, Place], Span] = {}
    for span in spans.values():
        key = (span.label, span.fragments)
        other = seen.setdefault(key, span)
        if other is span:
            continue
        kept, gone = sorted(
            (other, span),
            key=lambda one: (-_says(one), -ties.get(one.id, 0), one.id),
        )
        seen[key] = kept
        # What both say in different words is for a person to choose from.
        is_sure = not _says(gone) or _details(gone) == _details(kept)
        yield Oddity(
            "duplicates",
            "same span",
            span.fragments,
            span.label,
            (gone.id, kept.id),
            "delete" if is_sure else "",
            weight=weight_of(ties.get(gone.id, 0)),
        )


def _says(one: Span | Relation) -> int:
    return len(one.attributes) + (one.note is not None)


def _details(one: Span | Relation) -> tuple[dict[str, object], str | None]:
    return dict(one.attributes), one.note


def _odd_relations(annotation_set: AnnotationSet, label_set: LabelSet) -> Iterator[Oddity]:
    labels = {one.id: one for one in label_set.relation_labels}
    spans = annotation_set.spans
    seen: dict[tuple[str, str, str], Relation] = {}
    for one in annotation_set.relations.values():
        head, tail = spans[one.head], spans[one.tail]
        label = labels.get(one.label)
        is_symmetric = label is not None and label.is_symmetric
        ends = sorted((one.head, one.tail)) if is_symmetric else (one.head, one.tail)
        other = seen.setdefault((one.label, *ends), one)
        if other is not one:
            yield _same_relation(one, other, head, tail)
        elif one.head == one.tail or (
            label is not None and not label.allows(head.label, tail.label)
        ):
            yield _not_allowed(one, head, tail, label_set)


def _same_relation(one: Relation, other: Relation, head: Span, tail: Span) -> Oddity:
    kept, gone = sorted((other, one), key=lambda found: (-_says(found), found.id))
    is_sure = not _says(gone) or _details(gone) == _details(kept)
    return Oddity(
        "duplicates",
        "same relation",
        head.fragments,
        one.label,
        (gone.id, kept.id),
        "delete" if is_sure else "",
        other_place=tail.fragments,
    )


def _not_allowed(one: Relation, head: Span, tail: Span, label_set: LabelSet) -> Oddity:
    """Turned round it may be allowed, or by the one other label that fits; else it has to go."""
    label = label_set.relation_label(one.label)
    odd: Odd = "not allowed"
    mend: Mend = "delete"
    better = ""
    if one.head != one.tail:
        fitting = label_set.relations_between(head.label, tail.label)
        if label is not None and label.allows(tail.label, head.label):
            odd, mend = "turned", "turn"
        elif len(fitting) == 1:
            odd, mend, better = "other label", "relabel", fitting[0].id
    return Oddity(
        "relations",
        odd,
        head.fragments,
        one.label,
        (one.id,),
        mend,
        better,
        other_place=tail.fragments,
    )
