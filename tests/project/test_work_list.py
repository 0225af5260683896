"""Which articles a list shows and in what order: each order and each condition against what one
finds by going through all of them, saved and not saved yet."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from annotator.edits import edit as edits
from annotator.model.document import Document, Meta
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.rows import Bounds, ListOrder, ListQuery
from annotator.storage import writer
from tests.project.building import make_project


class Told(NamedTuple):
    """What the list can be asked of one article."""

    key: int
    status: str
    published: str | None
    source: str | None
    characters: int
    spans: int
    last_edit: int | None
    """Its place among the edits."""


METAS = [
    Meta("Zulu", "Norrow Post", "2017-03-24"),
    Meta("Yankee", "Harbour Gazette", "2017"),
    Meta("X-ray", None, "2016-12"),
    Meta("Whiskey", "Norrow Post", None),
    Meta("Victor", "", ""),
    Meta("Uniform", "harbour gazette", "2018-01-01"),
    Meta("Tango", "Norrow Post", "2017-03-24"),
    Meta("Sierra", "Ärendet", "2017-04"),
    Meta("Romeo", None, None),
]
SPANS = (0, 3, 1, 0, 2, 0, 5, 3, 1)
FINISHED = (1, 6)
EDITED = (7, 1, 6, 4, 8, 2)
"""In the order in which they get their spans."""
ARTICLES = [
    Told(
        number + 1,
        "finished" if number in FINISHED else "in_progress" if SPANS[number] else "new",
        meta.published or None,
        meta.source or None,
        40 - 7 * (number % 4),
        SPANS[number],
        EDITED.index(number) if number in EDITED else None,
    )
    for number, meta in enumerate(METAS)
]
STATUSES = ("new", "in_progress", "finished")


@pytest.fixture(params=["saved", "not saved yet"])
def project(request: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """Nine articles, of which six have spans of mine; whether that is in the file or not."""

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("refused")

    is_saved = request.param == "saved"
    bare = [Document(f"d{one.key - 1}", "x" * one.characters) for one in ARTICLES]
    documents = [replace(one, meta=meta) for one, meta in zip(bare, METAS, strict=True)]
    with make_project(tmp_path, documents if is_saved else bare) as project:
        project.flush()
        with monkeypatch.context() as patch:
            if not is_saved:
                patch.setattr(writer, "_write_all", refuse)
                for number, meta in enumerate(METAS):
                    project.apply_to_project(edits.CorrectMeta(f"d{number}", meta))
            for number in EDITED:
                for at in range(SPANS[number]):
                    span = Span(f"{number}.{at}", "p", ((at, at + 1),))
                    project.apply(edits.AddSpan(span), f"d{number}")
                if number in FINISHED:
                    project.apply(edits.SetStatus("finished"), f"d{number}")
                if is_saved:
                    _let_the_clock_go_on()
            if is_saved:
                project.flush()
            assert bool(project.unsaved) is not is_saved
            yield project


def _let_the_clock_go_on() -> None:
    """Edits are told apart by milliseconds."""
    begun = datetime.now(UTC).isoformat(timespec="milliseconds")
    while datetime.now(UTC).isoformat(timespec="milliseconds") == begun:
        pass


KEYS: dict[ListOrder, Callable[[Told], Any]] = {
    "project": lambda one: one.key,
    "status": lambda one: STATUSES.index(one.status),
    "published": lambda one: one.published,
    "source": lambda one: one.source,
    "characters": lambda one: one.characters,
    "spans": lambda one: one.spans,
    "last_edit": lambda one: one.last_edit,
}


@pytest.mark.parametrize("is_reversed", [False, True])
@pytest.mark.parametrize("order", [one for one in KEYS if one != "last_edit"])
def test_each_order(project: Project, order: ListOrder, is_reversed: bool) -> None:
    value = KEYS[order]
    known = [one for one in ARTICLES if value(one) is not None]
    unknown = [one for one in ARTICLES if value(one) is None]  # at the end either way
    wanted = sorted(known, key=value, reverse=is_reversed)
    if order != "project" and is_reversed:  # equal ones stand in project order all the same
        wanted = [
            one
            for v in sorted({value(k) for k in known}, reverse=True)
            for one in known
            if value(one) == v
        ]
    found = project.work_list.keys(ListQuery(order=order, is_reversed=is_reversed))
    assert found == [one.key for one in [*wanted, *unknown]]


def test_what_was_edited_last_comes_first(project: Project) -> None:
    found = project.work_list.keys(ListQuery(order="last_edit", is_reversed=True))
    untouched = [one.key for one in ARTICLES if one.last_edit is None]
    if project.unsaved:  # all of them just now
        assert set(found[:6]) == {number + 1 for number in EDITED}
    else:
        assert found[:6] == [number + 1 for number in reversed(EDITED)]
    assert found[6:] == untouched


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        (ListQuery(which="new"), lambda one: one.status == "new"),
        (ListQuery(which="in_progress"), lambda one: one.status == "in_progress"),
        (ListQuery(which="finished"), lambda one: one.status == "finished"),
        (ListQuery(sources=("Norrow Post",)), lambda one: one.source == "Norrow Post"),
        (
            ListQuery(sources=("Ärendet", "harbour gazette")),
            lambda one: one.source in ("Ärendet", "harbour gazette"),
        ),
        (ListQuery(since="2017"), lambda one: (one.published or "") >= "2017"),
        (ListQuery(since="2017", until="2017"), lambda one: (one.published or "")[:4] == "2017"),
        (ListQuery(until="2017-03"), lambda one: one.published and one.published[:7] <= "2017-03"),
        (ListQuery(characters=Bounds(26, 33)), lambda one: 26 <= one.characters <= 33),
        (ListQuery(spans=Bounds(most=0)), lambda one: one.spans == 0),
        (ListQuery(spans=Bounds(3)), lambda one: one.spans >= 3),
        (
            ListQuery("TANGO post", spans=Bounds(1), which="finished"),
            lambda one: one.key == 7,
        ),
        (ListQuery(edited_since="2020"), lambda one: one.last_edit is not None),
        (ListQuery(edited_until="2020"), lambda one: False),
    ],
    ids=lambda one: str(one) if isinstance(one, ListQuery) else "",
)
def test_each_condition(project: Project, query: ListQuery, fits: Callable[[Told], bool]) -> None:
    found = project.work_list.keys(query)
    assert found == [one.key for one in ARTICLES if fits(one)]


def test_sources_are_counted_by_name(tmp_path: Path) -> None:
    documents = [Document(f"d{one}", "text", meta) for one, meta in enumerate(METAS)]
    with make_project(tmp_path, documents) as project:
        project.work_list.hide(["d3"])
        assert sorted(project.work_list.sources()) == [
            ("Harbour Gazette", 1),
            ("Norrow Post", 2),
            ("harbour gazette", 1),
            ("Ärendet", 1),
        ]


def test_an_id_leads_to_its_key_listed_or_not(tmp_path: Path) -> None:
    documents = [Document(f"d{one}", "text") for one in range(3)]
    with make_project(tmp_path, documents) as project:
        project.work_list.hide(["d1"])
        keys = [project.work_list.key_of(f"d{one}") for one in range(4)]
        assert keys == [*project.work_list.keys(ListQuery())[:1], 2, 3, None]
