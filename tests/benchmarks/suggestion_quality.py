"""How good suggestions are by the number of articles that were labelled, and what they take.

F1 is that of spans (label and both ends), over all spans of the articles tested together, of all
that the model finds: as in the table of the design. Beside it what is shown to whoever labels:
repetition and model together, behind the gates of the self-test.
"""

import gc
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet, SpanLabel
from annotator.project.project import Project
from annotator.storage.intake import Intake
from annotator.suggest.matching import Matcher
from annotator.suggest.phrases import Phrases
from annotator.suggest.tagger import Tagger
from annotator.suggest.training import Learned, fit, read_articles

SIZES = (20, 50, 100, 200)
Found = set[tuple[int, int, str]]


@dataclass
class Score:
    """Spans counted over articles."""

    found: int = 0
    there: int = 0
    right: int = 0

    def add(self, found: Found, there: Found) -> None:
        """Count one article."""
        self.found += len(found)
        self.there += len(there)
        self.right += len(found & there)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / (self.found + self.there) if self.found + self.there else 0.0


@dataclass
class Line:
    """What comes of so many articles."""

    articles: int
    spans: int
    model: Score = field(default_factory=Score)
    """All that the model finds."""
    shown: Score = field(default_factory=Score)
    """What is shown."""
    trained: float = 0.0
    """Seconds (processor time) of one training."""
    tested: float = 0.0
    """Seconds (processor time) of training with the self-test, in a process of its own."""
    suggested: list[float] = field(default_factory=list)
    """Milliseconds (processor time) of the suggestions of one article, each of those tested."""

    def words(self) -> str:
        """Return it as a row of a table."""
        model, shown = self.model, self.shown
        return (
            f"| {self.articles} | {self.spans} | {model.f1:.3f} | {shown.precision:.2f} |"
            f" {shown.recall:.2f} | {self.trained:.1f} s | {self.tested:.1f} s |"
            f" {median(self.suggested):.1f} ms | {max(self.suggested):.1f} ms |"
        )


HEAD = (
    "| articles | spans | F1 of the model | right of what is shown | found of what is there |"
    " training | with its test | suggesting, median | worst |\n|---|---|---|---|---|---|---|---|---|"
)


def measure(
    folder: Path,
    train: Sequence[Learned],
    test: Sequence[Learned],
    sizes: Sequence[int] = SIZES,
    seed: int = 0,
) -> Iterator[Line]:
    """Yield a line for each number of articles, drawn at random from `train`."""
    drawn = list(train)
    Random(seed).shuffle(drawn)
    for size in sizes:
        if size <= len(drawn):
            folder.mkdir(parents=True, exist_ok=True)
            yield _measure(folder / f"{size}.annotator", drawn[:size], test)


def _measure(path: Path, train: Sequence[Learned], test: Sequence[Learned]) -> Line:
    line = Line(len(train), sum(len(one.spans) for one in train))
    begun = time.process_time()
    labels = sorted({span.label for one in train for span in one.spans})
    model = path.with_suffix(".model")
    fit(read_articles(train), labels, model, is_exact=True)
    line.trained = time.process_time() - begun
    known, tagger = Phrases(), Tagger(model.read_bytes())
    for one in train:
        known.put(one.id, one.text, one.spans)
    matcher = Matcher(known.shapes)
    for one in test:
        found = tagger.find(one.text, matcher, known.shapes.get, is_exact=True)
        line.model.add({(a, b, label) for a, b, label, _ in found}, _there(one))
    with Project.create(path, label_set=_label_set(labels), annotator="ilse") as project:
        _fill(project, train, test)
        begun = _time_of_children()
        project.suggesting.train()
        line.tested = _time_of_children() - begun
        gc.collect()
        gc.disable()  # as the program does while an article is open
        try:
            _suggest(project, test, line)
        finally:
            gc.enable()
        project.suggesting.forget_model()
    # The first question reads all that was labelled, once while a project is open.
    del line.suggested[0]
    return line


def _time_of_children() -> float:
    """Return the seconds of processes that have ended; Windows does not say."""
    times = os.times()
    return times.children_user + times.children_system


def _suggest(project: Project, test: Sequence[Learned], line: Line) -> None:
    for one in test:
        document, mine = project.document(one.id), project.annotation_set(one.id)
        begun = time.thread_time()  # what others do on the machine is not in it
        shown = project.suggesting.suggest(document, mine)
        line.suggested.append((time.thread_time() - begun) * 1000)
        line.shown.add({(a.start, a.end, a.label) for a in shown}, _there(one))


def _label_set(labels: Sequence[str]) -> LabelSet:
    return LabelSet("News", "", tuple(SpanLabel(one, one, "#2f6fde") for one in labels))


def _there(one: Learned) -> Found:
    return {(span.start, span.end, span.label) for span in one.spans}


def _fill(project: Project, train: Sequence[Learned], test: Sequence[Learned]) -> None:
    def job(intake: Intake) -> None:
        me = intake.annotator_named("ilse").id
        for one in (*train, *test):
            intake.add_document(Document(one.id, one.text))
        for one in train:
            spans = {span.id: span for span in one.spans}
            intake.add_set(AnnotationSet(new_id(), one.id, me, "finished", spans=spans))

    project.bring_in(job, import_id="all", sources=("news.txt",))
