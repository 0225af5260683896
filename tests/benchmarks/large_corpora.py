"""A hundred thousand invented articles, European, Chinese and Thai, some of them labelled."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.storage.intake import Intake
from tests.builders import LABEL_SET

RARE, PHRASE, NAME, HAN = "quillbrae", "harbour master", "Ilse Varga", "港務局"
"""In one article of 1,000; of 50; of 100, and labelled in each second of those; of 50."""
_COMMON = ("the", "of", "and", "to", "in", "said", "on", "for", "with", "was")
_SYLLABLES = [a + b + c for a in "bdfgklmnprstvz" for b in "aeiou" for c in ("", "n", "r", "s")]
_SENTENCES = 6_000
_THAI = [chr(one) for one in range(0x0E01, 0x0E2F)]


def make_articles(count: int) -> Iterator[Document]:
    """Yield articles of about a thousand letters, or three hundred Han characters."""
    random = Random(7)
    latin, han, thai = _latin(random), _signs(random, _han(), "。"), _signs(random, _THAI, " ")
    for number in range(count):
        kind = number % 10
        pool, sentences = (han, 14) if kind in (3, 6) else (thai, 10) if kind == 9 else (latin, 12)
        parts = random.choices(pool, k=sentences)
        if pool is latin:
            parts[5:5] = _marks(number)
        elif pool is han and number % 50 < 10:
            parts.insert(5, f"{HAN}說。")
        text = f"{number}. {' '.join(parts) if pool is not han else ''.join(parts)}"
        source, day = f"Agency {number % 7}", f"20{10 + number % 15}-0{1 + number % 9}-11"
        yield Document(f"d{number:06}", text, Meta(parts[0][:60], source=source, published=day))


def make_corpus(path: Path, count: int) -> Path:
    """Make a project of so many articles, with the index of words."""

    def job(intake: Intake) -> None:
        ilse = intake.annotator_named("ilse")
        for document in make_articles(count):
            intake.add_document(document)
            start = document.text.find(NAME)
            if start >= 0 and int(document.id[1:]) % 200 < 100:
                span = Span(f"s{document.id}", "p", ((start, start + len(NAME)),))
                intake.add_set(
                    AnnotationSet(
                        f"a{document.id}",
                        document.id,
                        ilse.id,
                        "in_progress",
                        spans={span.id: span},
                    )
                )

    with Project.create(path, label_set=LABEL_SET, annotator="ilse") as project:
        project.bring_in(job, import_id="all")
        project.search.index()
    return path


def _marks(number: int) -> list[str]:
    marks = []
    if number % 1000 == 5:
        marks.append(f"A {RARE} came by.")
    if number % 50 == 10:
        marks.append(f"The {PHRASE} spoke.")
    if number % 100 == 1:
        marks.append(f"{NAME} was there, and so was Mr Varga.")
    return marks


def _latin(random: Random) -> list[str]:
    rare = ["".join(random.choices(_SYLLABLES, k=random.randint(2, 4))) for _ in range(30_000)]
    words = [*_COMMON, *rare]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    return [
        " ".join(random.choices(words, cum_weights=weights, k=random.randint(9, 18))).capitalize()
        + "."
        for _ in range(_SENTENCES)
    ]


def _signs(random: Random, signs: list[str], end: str) -> list[str]:
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(signs))))
    return [
        "".join(random.choices(signs, cum_weights=weights, k=random.randint(12, 30))) + end
        for _ in range(_SENTENCES)
    ]


def _han() -> list[str]:
    return [chr(one) for one in range(0x4E00, 0x4E00 + 3_000)]
