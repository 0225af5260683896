"""A team in one folder: each on a copy of a project of their own, whatever happens to it."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from annotator.edits.edit import (
    AddRelation,
    AddSpan,
    MoveSpan,
    RelabelSpan,
    RemoveSpan,
    SetDocumentLabels,
    SetEdit,
    SetNote,
    SetStatus,
)
from annotator.hub.folder import FolderHub
from annotator.model.annotator import Annotator
from annotator.model.errors import AnnotatorError
from annotator.model.ids import new_id
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project
from annotator.project.sharing.report import SyncReport
from annotator.storage.annotators import add_annotator
from annotator.storage.writer import Transaction
from tests.builders import make_document
from tests.hub.server import TestedHub
from tests.project.building import make_project
from tests.project.merging.copies import content

TEXTS = ("A text about Norrow Lines and its ferries.", "Another one about the harbour of Wend.")


class Member:
    """Somebody at a file."""

    def __init__(self, path: Path, name: str, place: Path | str = "") -> None:
        self.path = path
        self.name = name
        self.place = str(place or path.with_name("team"))
        """The hub."""
        self.kept: list[Path] = []
        """Copies of the file from before."""

    @contextmanager
    def open(self) -> Iterator[Project]:
        with Project.open(self.path, annotator=self.name) as project:
            yield project

    def do(self, *edits: SetEdit, document: str = "d0") -> None:
        with self.open() as project:
            for one in edits:
                project.apply(one, document)

    def push(self, place: Path | str = "") -> SyncReport:
        with self.open() as project:
            return project.sharing.push(str(place or self.place))

    def pull(self, place: Path | str = "") -> SyncReport:
        with self.open() as project:
            report = project.sharing.pull(str(place or self.place))
            assert project.check() == []
            return report

    def keep(self) -> None:
        """Copy the file aside."""
        kept = self.path.with_suffix(f".kept{len(self.kept)}")
        self.kept.append(Path(shutil.copyfile(self.path, kept)))

    def content(self) -> dict[str, object]:
        return {name: one for name, one in content(self.path).items() if name != "reasons"}


def make_team(folder: Path, names: tuple[str, ...] = ("ilse", "ilse", "jon")) -> list[Member]:
    """Return members, each with a copy of one project of two articles; the hub is `folder/team`."""
    FolderHub.make(folder / "team")
    documents = [make_document(text, f"d{number}") for number, text in enumerate(TEXTS)]
    with make_project(folder, documents, name="base", annotator=None) as project:
        for name in dict.fromkeys(names):
            project.sign_in(name)
        base = project.path
    return [
        Member(Path(shutil.copyfile(base, folder / f"{name}{number}.annotator")), name)
        for number, name in enumerate(names)
    ]


def edit_at_random(chance: random.Random, project: Project) -> None:
    """Do one small thing to my labels, whatever is there."""
    document = chance.choice(["d0", "d1"])
    mine = project.annotation_set(document)
    spans = sorted(mine.spans)
    start = 2 * chance.randrange(8)
    edits: list[SetEdit] = [
        AddSpan(Span(new_id(), chance.choice("po"), ((start, start + 5),))),
        SetStatus(chance.choice(["in_progress", "finished"])),
        SetDocumentLabels(frozenset(chance.choice([["d1"], ["d2"], []]))),
    ]
    if spans:
        one, other = chance.choice(spans), chance.choice(spans)
        edits += [
            RemoveSpan(one),
            RelabelSpan(one, chance.choice("pocr")),
            MoveSpan(one, ((start, start + 3),)),
            SetNote(one, chance.choice(["one", "two", None])),
            AddRelation(Relation(new_id(), "s", one, other)),
        ]
    try:
        project.apply(chance.choice(edits), document)
    except AnnotatorError:
        return


def make_team_on(folder: Path, hub: TestedHub) -> list[Member]:
    """Return members of a hub on a server who see everything: a reviewer on two machines, and a
    coordinator."""
    documents = [make_document(text, f"d{number}") for number, text in enumerate(TEXTS)]
    with make_project(folder, documents, name="base", annotator=None) as project:
        assert project.store.writer is not None
        for role in ("mara", "ada"):
            person = Annotator(role, role.title())
            project.store.writer.run(partial(_add, person))
        base = project.path
    return [
        Member(
            Path(shutil.copyfile(base, folder / f"{role}{number}.annotator")),
            role.title(),
            hub.place(role),
        )
        for number, role in enumerate(("mara", "mara", "ada"))
    ]


def _add(person: Annotator, writing: Transaction) -> None:
    add_annotator(writing.connection, person)


def sync_all(members: list[Member], place: Path | str = "") -> None:
    """Let everybody push and pull until nothing new comes to anybody."""
    for _ in range(8):
        for one in members:
            one.push(place)
        reports = [one.pull(place) for one in members]
        assert [report.problems for report in reports] == [[]] * len(members)
        if not any(report.merges for report in reports):
            return
    raise AssertionError("they go on for ever")
