"""Speed of entities: 100,000 of them, 200,000 spans linked to them.

What is held against a span is read once, and from then on changed by what is done: milliseconds
of the first question after the project was opened, of one after a link, and of one after an act on
many articles, beside reading all of it anew.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from annotator.edits.edit import LinkSpan
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.entity import Entity
from annotator.model.span import Span
from annotator.project.entities.doing import LinkEverywhere
from annotator.project.entities.suggesting import Names
from annotator.project.project import Project
from annotator.storage.entities import read_linked_words
from annotator.storage.intake import Intake
from annotator.ui.entities.entity_model import make_ready
from annotator.ui.entities.list_dialog import EntityListDialog
from annotator.ui.entities.mention_model import MentionModel
from tests.benchmarks.measures import timed
from tests.builders import LABEL_SET

pytestmark = pytest.mark.benchmark

ENTITIES, ARTICLES, LINKS = 100_000, 2_000, 100
_GIVEN = ("Ilse", "Otto", "Mara", "Jonas", "Edda", "Erik", "Wanda", "Piet", "Nora", "Aino")


def name_of(number: int) -> str:
    """One of 100,000 names; a surname is that of ten people."""
    return f"{_GIVEN[number % 10]} Sur{number // 10:05d}"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which each of 2,000 articles has 100 spans that are linked, and one that is
    not."""
    path = tmp_path_factory.mktemp("entities") / "large.annotator"

    def job(intake: Intake) -> None:
        me = intake.annotator_named("ilse").id
        intake.put_entities(Entity(f"e{number}", name_of(number)) for number in range(ENTITIES))
        for article in range(ARTICLES):
            numbers = [(article * LINKS + place) % ENTITIES for place in range(LINKS)]
            words = [*map(name_of, numbers), f"Sur{article:05d}"]
            text = ". ".join(words)
            spans, start = {}, 0
            for place, one in enumerate(words):
                id = f"{article} {place}"
                entity = f"e{numbers[place]}" if place < LINKS else None
                spans[id] = Span(id, "p", ((start, start + len(one)),), entity=entity)
                start += len(one) + 2
            intake.add_document(Document(f"d{article}", text))
            intake.add_set(
                AnnotationSet(f"s{article}", f"d{article}", me, "in_progress", spans=spans)
            )

    with Project.create(path, label_set=LABEL_SET, annotator="ilse") as project:
        project.bring_in(job, import_id="first", sources=("news.txt",))
    return path


def milliseconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def test_which_entity_is_meant_is_known_at_once(large: Path) -> None:
    with Project.open(large, annotator="ilse") as project:
        entities = project.entities
        ask = lambda number=0: entities.suggestions(f"d{number}", f"{number} {LINKS}")  # noqa: E731
        print(f"\n{'first question':<34}{milliseconds(ask):>10.1f} ms")
        print(f"{'another':<34}{milliseconds(ask):>10.1f} ms")
        times = []
        for number in range(50):
            found = ask(number)
            link = LinkSpan(f"{number} {LINKS}", found[0].entity.id, found[0].entity.name)
            project.apply(link, f"d{number}")
            times.append(milliseconds(lambda number=number: ask(number + 1)))
        print(f"{'after a link, median':<34}{median(times):>10.1f} ms, most {max(times):.1f} ms")

        def read_anew() -> None:
            with project.store.reading() as connection:
                Names(entities.all().values(), read_linked_words(connection))

        print(f"{'all read anew':<34}{milliseconds(read_anew):>10.1f} ms")
        act = LinkEverywhere("Sur00060", "e600")
        print(f"{'linked everywhere':<34}{milliseconds(lambda: entities.do(act)):>10.1f} ms")
        print(f"{'a question after that':<34}{milliseconds(ask):>10.1f} ms")


def test_all_of_them_are_listed(large: Path) -> None:
    with Project.open(large, annotator="ilse") as project:
        rows = milliseconds(project.entities.rows)
        mentions = milliseconds(lambda: list(project.entities.mentions("e7")))
        print(f"\n{'all entities with their counts':<34}{rows:>10.1f} ms")
        print(f"{'all mentions of one':<34}{mentions:>10.1f} ms")


def test_what_is_typed_is_found_while_one_types(large: Path, qtbot: Any) -> None:
    with Project.open(large, annotator="ilse") as project:
        rows = make_ready(project.entities.rows())
        matching = project.entities.matching()
        dialog = EntityListDialog(MentionModel(project.label_set, {}, None))
        qtbot.addWidget(dialog)
        dialog.show()
        shown = timed(lambda: dialog.show_rows(rows))
        lines = [f"{'all of them shown':<34}{shown:>10.1f} ms"]
        for typed in ("s", "sur0", "ilse sur00042", "zzz", ""):
            keys = timed(lambda typed=typed: dialog.search.setText(typed))
            lines.append(f"{f'list: “{typed}” typed':<34}{keys:>10.1f} ms")
        for typed in ("s", "sur0", "ilse sur00042", "zzz"):
            found = timed(lambda typed=typed: matching.find(typed))
            lines.append(f"{f'linking: “{typed}” typed':<34}{found:>10.1f} ms")
        print("\n" + "\n".join(lines))
        dialog.close()
