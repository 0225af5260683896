"""Mending whatever can be mended comes to an end, breaks nothing, and is taken back to the byte."""

from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from annotator.model.annotation_set import AnnotationSet
from annotator.model.relation import Relation
from annotator.model.span import Span, tidy_fragments
from annotator.project.consistency.mending import OddPlace
from annotator.project.project import Project
from tests.builders import LABEL_SET, make_document
from tests.project.building import bring, make_project

WORDS = (
    "Varga", "Norrow", "the Senate", "Senate's", "U.S.", "老諾羅", "港務局。", "ข้ามฟาก", "и Москва",
    "“Lomera”", "and", "sailed.", "paid,", "\n\n", "Dr. Quill", "👩‍👩‍👧", "cafe\u0301", "الجزر", "وقال",
)  # fmt: skip
LABELS = [one.id for one in LABEL_SET.span_labels]
TIES = [one.id for one in LABEL_SET.relation_labels]


def random_set(random: Random, number: int, text: str) -> AnnotationSet:
    """Spans anywhere, over anything, some in parts, some twice; relations between any two."""
    spans: dict[str, Span] = {}
    for at in range(random.randint(0, 9)):
        parts = []
        for _ in range(random.choice((1, 1, 1, 2))):
            start = random.randrange(len(text))
            parts.append((start, min(len(text), start + random.randint(1, 14))))
        id = f"{number}s{at}"
        spans[id] = Span(id, random.choice(LABELS), tidy_fragments(parts))
        if random.random() < 0.2:
            spans[f"{id}x"] = spans[id]._replace(id=f"{id}x")
    ids = list(spans)
    ties = [
        Relation(f"{number}r{at}", random.choice(TIES), random.choice(ids), random.choice(ids))
        for at in range(random.randint(0, 4) if ids else 0)
    ]
    return AnnotationSet(
        f"set{number}", f"d{number}", "ilse", "finished", spans=spans,
        relations={one.id: one for one in ties},
    )  # fmt: skip


def mendable(project: Project) -> list[OddPlace]:
    return [
        one.place
        for batch in project.consistency.find()
        for one in batch.found
        if one.is_mine and one.oddity.mend
    ]


def exported(project: Project) -> bytes:
    stream = BytesIO()
    project.export(stream)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(12))
def test_all_is_mended_in_a_few_rounds_and_taken_back(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    texts = [" ".join(random.choices(WORDS, k=random.randint(4, 14))) for _ in range(8)]
    documents = [make_document(text, f"d{at}") for at, text in enumerate(texts)]
    with make_project(tmp_path, documents) as project:
        bring(
            project,
            sets=[random_set(random, at, text) for at, text in enumerate(texts)],
            import_id="sets",
        )
        before, acts = exported(project), 0
        # A label made in one round may be the one that another round compares with.
        for _ in range(12):
            done, changes = project.consistency.mend(mendable(project))
            acts += not changes.is_empty
            if not done.done:
                break
        else:
            pytest.fail("it never ends")
        assert project.check() == []
        assert acts > 0
        for _ in range(acts):
            project.undo()
        assert exported(project) == before
