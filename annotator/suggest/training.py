"""A sequence model trained on articles and tested on them: what the child process does."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from annotator.model.span import Span
from annotator.suggest.card import Card, Guess, judge
from annotator.suggest.matching import Matcher
from annotator.suggest.phrases import Phrases
from annotator.suggest.tagger import Tagger
from annotator.suggest.tagging import Sentence, features_of, sentences_of, tags_of

FOLDS = 5
LABELS_AT_MOST = 60
"""The most frequent: the time of training grows with their square."""
RAREST = 5
"""Spans of a label below which nothing is learned of it."""
WORDS_AT_MOST = 200_000
"""Words of all articles together; of a larger project the newest are read."""
LONGEST_ARTICLE = 200_000
"""Code points of an article that is learned from."""
_ITERATIONS = 60


class Learned(NamedTuple):
    """An article as it is learned from."""

    id: str
    text: str
    spans: tuple[Span, ...]


class Read(NamedTuple):
    """An article in words."""

    article: Learned
    sentences: list[Sentence]


def train(
    articles: Sequence[Learned],
    path: Path,
    *,
    is_exact: bool,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Card:
    """Write a model of articles (the newest last) to a file and return how good it is: tested
    five times on a fifth of the articles, which it had not seen."""
    begun = time.monotonic()
    chosen = read_articles(articles)
    counts = Counter(span.label for one in chosen for span in one.article.spans)
    common = [label for label, count in counts.most_common(LABELS_AT_MOST) if count >= RAREST]
    guesses: list[Guess] = []
    for fold in range(FOLDS):
        progress(fold, FOLDS + 1)
        held = chosen[fold::FOLDS]
        rest = [one for at, one in enumerate(chosen) if at % FOLDS != fold]
        found = _test(rest, held, common, path, is_exact)
        guesses += (one._replace(fold=fold) for one in found)
    progress(FOLDS, FOLDS + 1)
    fit(chosen, common, path, is_exact)
    digest = sha256(path.read_bytes()).hexdigest()
    return Card(
        version=f"{len(articles)}-{digest[:8]}",
        documents=tuple(one.article.id for one in chosen),
        finished=len(articles),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - begun, 2),
        labels=tuple(judge(label, counts[label], guesses) for label in counts),
    )


def read_articles(articles: Sequence[Learned]) -> list[Read]:
    """Return articles in words, the newest of them where there are too many."""
    chosen: list[Read] = []
    words = 0
    for one in reversed(articles):
        if len(one.text) > LONGEST_ARTICLE:
            continue
        read = Read(one, sentences_of(one.text))
        words += sum(map(len, read.sentences))
        if words > WORDS_AT_MOST and chosen:
            break
        chosen.append(read)
    return chosen[::-1]


def _known(articles: Collection[Read], is_exact: bool) -> tuple[Phrases, Matcher]:
    known = Phrases(is_case_exact=is_exact)
    for one in articles:
        known.put(one.article.id, one.article.text, one.article.spans)
    return known, Matcher(known.shapes)


def fit(
    articles: Sequence[Read], labels: Collection[str], path: Path, is_exact: bool
) -> tuple[Phrases, Matcher]:
    """Write a model of some labels (ids) to a file, and return what is known of phrases with what
    finds them. While it learns, what is known of a phrase is what the other articles say, as it
    will be later."""
    import pycrfsuite  # here: an extra, and native code that only the child shall run to train

    trainer: Any = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.05, "c2": 0.05, "max_iterations": _ITERATIONS})
    known, matcher = _known(articles, is_exact)
    for (_, text, spans), read in articles:
        besides = known.shapes_besides(_)
        tags = iter(tags_of(read, spans, labels))
        for sentence in features_of(text, read, matcher, besides, is_exact=is_exact):
            trainer.append(sentence, [next(tags) for _word in sentence])
    trainer.train(str(path))
    return known, matcher


def _test(
    rest: Sequence[Read],
    held: Sequence[Read],
    labels: Collection[str],
    path: Path,
    is_exact: bool,
) -> list[Guess]:
    if not rest or not held:
        return []
    known, matcher = fit(rest, labels, path, is_exact)
    tagger = Tagger(path.read_bytes())
    guesses: list[Guess] = []
    for one in held:
        right: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for span in one.article.spans:
            if len(span.fragments) == 1:
                right[span.label].add((span.start, span.end))
        found = tagger.find(one.article.text, matcher, known.shapes.get, is_exact=is_exact)
        guesses += (
            Guess(label, sure, (start, end) in right[label]) for start, end, label, sure in found
        )
    return guesses
