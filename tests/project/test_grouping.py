"""Documents that belong together: near duplicates and equal texts, through each other too."""

from pathlib import Path

import pytest

from annotator.model.document import Meta
from annotator.model.errors import Cancelled
from annotator.project.grouping import group_of_kin, joined
from annotator.project.project import Project
from annotator.project.rows import ExportChoice, Progress
from annotator.storage.documents import Origin

WIRE = (
    "The harbour council met on Monday and heard from the ferry company that the boats would sail "
    "again in June, after a winter in which three of five had been in dock for repairs. "
    "Residents of the islands said they had waited long enough and asked for a date in writing. "
)


def origins(ids: str) -> list[Origin]:
    return [Origin(id) for id in ids]


def test_groups_that_share_a_document_are_one_in_project_order() -> None:
    found = joined([["d", "a"], ["b", "c"], ["e", "d"], ["b"]], origins("abcde"))
    assert found == [origins("ade"), origins("bc")]
    assert joined([], origins("")) == []


def test_near_duplicates_and_equal_texts_belong_together(tmp_path: Path) -> None:
    texts = {
        "wire": WIRE,
        "other": "Something else altogether was said of the weather in the north of the country.",
        "update": WIRE + "A spokesman for the company declined to give one.",
        "short": "Brief.",
        "shorter": "Brief.",
    }
    with Project.create(tmp_path / "p.annotator") as project:
        source = tmp_path / "in.jsonl"
        source.write_text(
            "\n".join(
                f'{{"version": 1, "id": "{id}", "text": "{text}", "meta": {{"source": "S {id}"}}}}'
                for id, text in texts.items()
            )
        )
        project.import_sources([source])
        group_of = group_of_kin(project)
        assert [one.document for one in group_of("update")] == ["wire", "update"]
        assert group_of("wire")[0].source == "S wire"
        assert [one.document for one in group_of("shorter")] == ["short", "shorter"]
        assert group_of("other") == ()
        project.add_article("Nobody has printed this one yet, says the mayor.", Meta(), name="new")
        with pytest.raises(Cancelled):
            group_of_kin(project, lambda: True)


def test_looking_for_them_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[Progress] = []
    with Project.create(tmp_path / "p.annotator") as project:
        for number in range(3):
            project.add_article(f"{WIRE} Number {number}.", Meta(), name=f"n{number}")
        choice = ExportChoice(split=(50, 50))
        project.export(tmp_path / "out.jsonl", choice, progress=told.append)
    assert len(told) > 2
    assert told[-1].done == told[-1].total == 3
