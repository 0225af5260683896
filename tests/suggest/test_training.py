"""A model trained on one's own labels: what it finds, how it is judged, and what harms nothing."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from annotator.model.errors import Cancelled
from annotator.model.span import Span
from annotator.model.suggest_errors import TrainingFailed
from annotator.suggest.card import Guess, card_of, judge, plain_of
from annotator.suggest.child import train_in_child
from annotator.suggest.matching import Matcher
from annotator.suggest.phrases import Phrases
from annotator.suggest.tagger import Tagger, suggestions_of
from annotator.suggest.tagging import runs_of, sentences_of, tags_of
from annotator.suggest.training import Learned, train

FIRST = ("Ilse", "Tom", "Mara", "Jan", "Rosa", "Otto", "Edda", "Piet")
LAST = ("Varga", "Quill", "Norrow", "Hale", "Brandt", "Okoro", "Lind", "Sato")
PLACES = ("Lomera", "Tarsk", "Quell", "Ostrand", "Pirro", "Dunmere")


def make_article(number: int) -> Learned:
    name = f"{FIRST[number % 8]} {LAST[(number // 2) % 8]}"
    place = PLACES[number % 6]
    text = f"Minister {name} arrived in {place} on Monday. The minister said nothing in {place}."
    spans = [("PERSON", text.index(name), len(name))]
    spans += [("PLACE", text.index(place), len(place)), ("PLACE", text.rindex(place), len(place))]
    return Learned(
        f"d{number}",
        text,
        tuple(
            Span(f"s{number}-{at}", label, ((start, start + size),))
            for at, (label, start, size) in enumerate(spans)
        ),
    )


ARTICLES = [make_article(number) for number in range(20)]


def test_tags_say_spans_and_back() -> None:
    text = "Ilse Varga left. Tom Quill stayed in New Lomera."
    read = sentences_of(text)
    spans = [
        Span("a", "P", ((0, 10),)),
        Span("b", "P", ((5, 10),)),  # nested: left to repetition
        Span("c", "P", ((17, 20), (21, 26))),  # in parts
        Span("d", "L", ((37, 47),)),
        Span("e", "L", ((11, 13),)),  # amid a word
    ]
    tags = tags_of(read, spans, {"P", "L"})
    assert tags[:4] == ["B P", "I P", "O", "O"]
    assert tags[4:] == ["O", "O", "O", "O", "B L", "I L", "O"]
    assert list(runs_of(tags)) == [(0, 1, "P"), (8, 9, "L")]
    assert list(runs_of(["I P", "B P", "I L", "O"])) == [(0, 0, "P"), (1, 1, "P"), (2, 2, "L")]


def test_it_finds_in_a_new_article_what_it_has_learned_and_says_how_good_it_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "model"
    card = train(ARTICLES, path, is_exact=True)
    assert {one.label for one in card.labels} == {"PERSON", "PLACE"}
    assert {one.label: one.spans for one in card.labels} == {"PERSON": 20, "PLACE": 40}
    assert card.gates().keys() == {"PERSON", "PLACE"}
    assert all((one.precision or 0) >= 0.8 for one in card.labels)
    assert card_of(plain_of(card)) == card
    text = "Minister Ada Newname arrived in Farville on Monday."
    known = Phrases()
    found = Tagger(path.read_bytes()).find(text, Matcher(()), known.shapes.get, is_exact=True)
    told = [
        (text[one.start : one.end], one.label, one.model, one.version)
        for one in suggestions_of(found, card.gates(), card.version)
    ]
    assert ("Ada Newname", "PERSON", "crf", card.version) in told
    assert ("Farville", "PLACE", "crf", card.version) in told


def test_a_label_that_is_not_precise_enough_is_off_until_it_is() -> None:
    wrong = [Guess("P", 0.6, False, at) for at in range(5)]
    right = [Guess("P", 0.85, True, at % 5) for at in range(8)]
    assert judge("P", 20, wrong).gate is None
    better = judge("P", 20, wrong + right)
    assert (better.gate, better.precision, better.recall) == (0.7, 1.0, 0.4)
    assert judge("P", 20, right[:4]).gate is None, "too few to know"
    assert judge("P", 3, []).precision is None


def test_a_gate_is_not_measured_on_what_it_was_chosen_by() -> None:
    """Above 0.7 all are right in four parts and wrong in the fifth: four in five would pass."""
    guesses = [Guess("P", 0.55, False, at % 5) for at in range(40)]
    guesses += [Guess("P", 0.75, True, at) for at in range(4) for _ in range(5)]
    guesses += [Guess("P", 0.75, False, 4) for _ in range(5)]
    told = judge("P", 50, guesses)
    # Where a part is left out whose five are right, 15 of 20 are: no gate is good enough for it.
    assert (told.suggested, told.right) == (5, 0)
    assert told.gate is None
    fair = [Guess("P", 0.75, True, at % 5) for at in range(20)]
    fair += [Guess("P", 0.55, False, at % 5) for at in range(40)]
    told = judge("P", 50, fair)
    assert (told.gate, told.suggested, told.right) == (0.6, 20, 20)


def test_one_label_and_ten_thousand(tmp_path: Path) -> None:
    one = [article._replace(spans=article.spans[:1]) for article in ARTICLES]
    assert [label.label for label in train(one, tmp_path / "one", is_exact=True).labels] == [
        "PERSON"
    ]
    many = [
        article._replace(
            spans=tuple(Span(f"{article.id}{n}", f"L{500 * at + n}", ((0, 8),)) for n in range(500))
            + article.spans[:1]
        )
        for at, article in enumerate(ARTICLES)
    ]
    begun = time.monotonic()
    card = train(many, tmp_path / "many", is_exact=True)
    assert len(card.labels) == 10_001 and card.gates().keys() <= {"PERSON"}
    assert time.monotonic() - begun < 60


def test_a_child_does_it_and_may_die(tmp_path: Path) -> None:
    path = tmp_path / "model"
    card = train_in_child(ARTICLES, path, is_exact=True)
    assert card.gates() and Tagger(path.read_bytes())
    assert [one.name for one in tmp_path.iterdir()] == ["model"]
    for code in (
        "import os; os.abort()",
        "pass",
        "print('[]')",
        "import os; os.kill(os.getpid(), 9)",
    ):
        with pytest.raises(TrainingFailed):
            train_in_child(ARTICLES, path, is_exact=True, command=[sys.executable, "-c", code])
    with pytest.raises(TrainingFailed):
        train_in_child(ARTICLES, path, is_exact=True, command=[str(tmp_path / "nothing")])


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    begun = time.monotonic()
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    with pytest.raises(Cancelled):
        train_in_child(
            ARTICLES, tmp_path / "model", is_exact=True, is_cancelled=lambda: True, command=command
        )
    assert time.monotonic() - begun < 30
