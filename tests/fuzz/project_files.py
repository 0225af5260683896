"""One damaged project file after another: opened as one's own, as somebody else's, checked and
salvaged. A text that is not what it was is never shown as if it were."""

import random
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from annotator.edits.edit import AddRelation, AddSpan, SetStatus
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.relation import Relation
from annotator.project.project import Project
from annotator.project.salvaging import salvage
from tests.builders import TEXT, make_span
from tests.fuzz.damage import PLAIN
from tests.fuzz.importers import SECONDS, check_said
from tests.project.building import make_documents, make_project
from tests.watching import nothing_outside

PAGE = 4096
WAYS = ("bit", "bit", "bit", "sixteen bytes", "page zeroed", "page exchanged", "cut", "bytes")
SETS = 12


class Trial(NamedTuple):
    """One damaged file; its number gives it again."""

    number: int
    way: str
    raw: bytes


class Found(NamedTuple):
    """What became of it."""

    is_opened: bool
    is_text_changed: bool
    """A text is not what it was, and it was said."""
    is_salvaged: bool


@cache
def whole_file(folder: Path) -> tuple[Path, dict[str, Document]]:
    """Make the file that is damaged, of half a megabyte, and return what it says."""
    documents = make_documents(24, TEXT * 60)
    with make_project(folder, documents, name="whole") as project:
        for number, one in enumerate(documents[:SETS]):
            varga = make_span(one.text, "Ilse Varga", "p", f"v{number}")
            lines = make_span(one.text, "Norrow Lines", "o", f"l{number}")
            project.apply(AddSpan(varga), one.id)
            project.apply(AddSpan(lines), one.id)
            project.apply(AddRelation(Relation(f"w{number}", "w", varga.id, lines.id)), one.id)
        project.apply(SetStatus("finished"), "d0")
    return project.path, {one.id: one for one in documents}


def trials(whole: bytes, numbers: range) -> Iterator[Trial]:
    """Yield damaged files; each number always gives the same."""
    for number in numbers:
        chance = random.Random(f"project {number}")
        way = chance.choice(WAYS)
        yield Trial(number, way, damaged(whole, way, chance))


def damaged(whole: bytes, way: str, chance: random.Random) -> bytes:
    """Return the file damaged in a way that disks, copies and people know."""
    raw = bytearray(whole)
    at = chance.randrange(len(raw))
    page = at // PAGE * PAGE
    match way:
        case "bit":
            raw[at] ^= 1 << chance.randrange(8)
        case "sixteen bytes":
            raw[at : at + 16] = chance.randbytes(len(raw[at : at + 16]))
        case "page zeroed":
            raw[page : page + PAGE] = bytes(PAGE)
        case "page exchanged":
            other = chance.randrange(len(raw) // PAGE) * PAGE
            raw[page : page + PAGE], raw[other : other + PAGE] = (
                raw[other : other + PAGE],
                raw[page : page + PAGE],
            )
        case "cut":
            del raw[at:]
        case _:
            return chance.choice(PLAIN)(bytes(raw), chance)
    return bytes(raw)


def attempt(trial: Trial, documents: dict[str, Document], folder: Path) -> Found:
    """Do everything with one that people do. AssertionError where it does harm."""
    path = folder / "hurt.annotator"
    path.write_bytes(trial.raw)
    started = time.process_time()
    with nothing_outside(folder):
        is_opened, is_changed = open_as_ones_own(path, documents, trial.raw)
        path.write_bytes(trial.raw)
        take_in(path, documents, folder)
        assert path.read_bytes() == trial.raw, "a colleague's file was touched"
        is_salvaged = save_what_can_be(path, folder)
        assert path.read_bytes() == trial.raw, "a damaged file was touched"
        work_in_it(path)
    took = time.process_time() - started
    assert took < 4 * SECONDS, f"it took {took:.1f} s"
    for one in folder.iterdir():
        one.unlink()
    return Found(is_opened, is_changed, is_salvaged)


def open_as_ones_own(path: Path, documents: dict[str, Document], raw: bytes) -> tuple[bool, bool]:
    """Open it to read; tell whether it opened, and whether a text is not what it was."""
    try:
        with Project.open(path, is_read_only=True) as project:
            return True, _look_at_all(project, documents)
    except AnnotatorError as error:
        check_said(error)
        return False, False
    finally:
        assert path.read_bytes() == raw, "reading changed the file"


def _look_at_all(project: Project, documents: dict[str, Document]) -> bool:
    faults = project.check()
    named = {one.where for one in faults}
    changed = False
    unread: list[str] = []
    for id, document in documents.items():
        try:
            read = project.document(id)
            if read.text != document.text:
                changed = True
                assert not project.is_sound(id), f"{id} has another text, and nobody says so"
                assert id in named or faults, f"{id} has another text, and check is silent"
            list(project.annotation_sets(id))
        except AnnotatorError as error:
            check_said(error)
            unread.append(id)
    assert faults or not unread, f"{unread} cannot be read, and check is silent"
    return changed


def take_in(path: Path, documents: dict[str, Document], folder: Path) -> None:
    """Take it in as a colleague's file: what comes is what it was, or says that it is not."""
    with Project.create(folder / "mine.annotator", annotator="jon") as mine:
        try:
            mine.merge(path)
        except AnnotatorError as error:
            check_said(error)
        for one in list(mine.documents()):
            if one.id in documents:
                assert one.text == documents[one.id].text, f"{one.id} came in with another text"
        assert mine.check() == []


def save_what_can_be(path: Path, folder: Path) -> bool:
    """Salvage it: what is saved is whole."""
    target = folder / "saved.annotator"
    try:
        salvage(path, target)
    except AnnotatorError as error:
        check_said(error)
        assert not target.exists(), "nothing was saved, and a file is left"
        return False
    with Project.open(target, annotator="jon") as saved:
        assert saved.check() == []
    return True


def work_in_it(path: Path) -> None:
    """Open it to work in it, label and close: it says what it cannot do."""
    project = None
    try:
        project = Project.open(path, annotator="ilse")
        for id in project.document_ids(project.document_keys())[:3]:
            with suppress(AnnotatorError):
                project.apply(AddSpan(make_span(TEXT, "June", "o", f"new-{id}")), id)
        project.flush()
        project.undo()
        project.close()
    except AnnotatorError as error:
        check_said(error)
        if project is not None:
            project.store.abandon()
