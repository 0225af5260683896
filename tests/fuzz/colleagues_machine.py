"""A state machine over copies of one project that people carry back and forth: whatever is sent,
taken in, taken back and sent again in whatever order, nothing is lost and all come to say the same."""

import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from annotator.edits.edit import CorrectMeta
from annotator.model.document import Meta
from annotator.model.errors import AnnotatorError
from annotator.project.label_changes.change import Rename
from annotator.project.project import Project
from annotator.project.rows import PacketChoice
from tests.builders import make_document
from tests.fuzz.facts import Facts, assert_same, facts_of
from tests.fuzz.project_machine import LABELS, TEXT
from tests.fuzz.set_edits import count_anew, draw_edit, new_id
from tests.project.building import bring, make_project
from tests.project.merging.copies import content, plain

NAMES = ("desk", "train", "home")
PEOPLE = ("ilse", "jon")
KINDS = (
    "add", "add", "add", "tie", "remove", "move", "attribute", "note", "relabel", "untie", "turn",
    "flag", "status", "document", "tone",
)  # fmt: skip
copies = st.integers(0, 2)
numbers = st.integers(0, 11)


class ColleaguesMachine(RuleBasedStateMachine):
    """Two people, three copies, and packets that may be old."""

    def __init__(self) -> None:
        super().__init__()
        count_anew()
        self.folder = Path(tempfile.mkdtemp(prefix="machine"))
        self.paths: list[Path] = []
        self.packets: list[Path] = []
        self.made: dict[str, Any] = {}
        """Every span that somebody made and nobody has touched since, by id."""

    @initialize()
    def begin(self) -> None:
        documents = [make_document(TEXT, f"d{number}") for number in range(2)]
        with make_project(self.folder, documents, name="desk", label_set=LABELS) as project:
            for name in PEOPLE[::-1]:
                project.sign_in(name)
            base = project.path
        self.paths = [base]
        for name in NAMES[1:]:
            self.paths.append(Path(shutil.copyfile(base, self.folder / f"{name}.annotator")))

    def teardown(self) -> None:
        try:
            if self.paths and sys.exc_info()[0] is None:
                self.come_together()
        finally:
            shutil.rmtree(self.folder)

    # ---- what is done in a copy -------------------------------------------------------------

    @rule(
        at=copies,
        who=st.sampled_from(PEOPLE),
        where=st.integers(0, 1),
        steps=st.lists(st.tuples(st.sampled_from(KINDS), numbers, numbers), min_size=1, max_size=4),
    )
    def edit(self, at: int, who: str, where: int, steps: list[tuple[str, int, int]]) -> None:
        with Project.open(self.paths[at], annotator=who) as project:
            for kind, which, how in steps:
                before = project.annotation_set(f"d{where}")
                edit = draw_edit(kind, which, how, before, ("p", "o"))
                try:
                    if edit is not None:
                        project.apply(edit, f"d{where}")
                except AnnotatorError:
                    continue
                after = project.annotation_set(f"d{where}")
                self.note(before.spans, after.spans)

    def note(self, before: Any, after: Any) -> None:
        """Keep which spans have been made, and which of them changed or went since."""
        for id, span in after.items():
            if id not in before:
                self.made[id] = (span.label, span.fragments)
            elif (before[id].label, before[id].fragments) != (span.label, span.fragments):
                self.made.pop(id, None)
        for id in before:
            if id not in after:
                self.made.pop(id, None)

    @rule(at=copies, name=st.sampled_from(["one", "two"]), label=st.sampled_from(["p", "o", "w"]))
    def rename_label(self, at: int, name: str, label: str) -> None:
        with Project.open(self.paths[at], annotator="ilse") as project:
            try:
                project.labels.change(Rename(label, f"{name} {label}"))
            except AnnotatorError:
                return

    @rule(at=copies, title=st.sampled_from(["Ferry", "Talks"]))
    def correct(self, at: int, title: str) -> None:
        with Project.open(self.paths[at], annotator="ilse") as project:
            project.apply_to_project(CorrectMeta("d0", Meta(title=title)))

    @rule(at=copies)
    def add_article(self, at: int) -> None:
        with Project.open(self.paths[at], annotator="jon") as project:
            id = new_id("more")
            bring(project, [make_document(f"{id} {TEXT}", id)], import_id=id)

    # ---- what goes back and forth -----------------------------------------------------------

    @rule(at=copies, who=st.sampled_from([None, PEOPLE[:1], PEOPLE[1:]]), with_review=st.booleans())
    def send(self, at: int, who: tuple[str, ...] | None, with_review: bool) -> None:
        path = self.folder / f"{new_id('packet')}.annotator"
        with Project.open(self.paths[at], annotator="ilse") as project:
            project.write_packet(path, PacketChoice(annotators=who, with_review=with_review))
        self.packets.append(path)

    @rule(at=copies, which=numbers, back=st.booleans())
    def take_packet_in(self, at: int, which: int, back: bool) -> None:
        if self.packets:
            self.take_in(at, self.packets[which % len(self.packets)], back=back)

    @rule(at=copies, other=copies, back=st.booleans())
    def take_copy_in(self, at: int, other: int, back: bool) -> None:
        if at != other:
            self.take_in(at, self.paths[other], back=back)

    def take_in(self, at: int, other: Path, *, back: bool = False) -> None:
        """Take a file in, twice; with `back` take it back and in again between."""
        there = self.surviving(other)
        with Project.open(self.paths[at], annotator="ilse") as project:
            before, here = facts_of(project), self.surviving_in(facts_of(project))
            expected = plain(project.examine(other))
            report = project.merge(other)
            assert plain(report) == expected
            after = facts_of(project)
            assert not (here | there) - self.surviving_in(after), "a label is lost"
            if back and report.is_anything_new:
                project.undo()
                assert_same(without_people(before), without_people(facts_of(project)))
                project.redo()
                assert_same(after, facts_of(project))
            again = project.merge(other)
            assert not again.is_anything_new, plain(again)
            assert_same(after, facts_of(project))
            project.flush()
            assert project.check() == []
        with Project.open(self.paths[at], is_read_only=True) as read:
            assert_same(after, facts_of(read))

    def surviving(self, path: Path) -> set[Any]:
        with Project.open(path, is_read_only=True) as project:
            return self.surviving_in(facts_of(project))

    def surviving_in(self, facts: Facts) -> set[Any]:
        """Return what is said at all: document, label and place of spans that nobody touched."""
        kept = set(self.made.values())
        said = {
            (key[1], value["label"], value["fragments"])
            for key, value in facts.items()
            if key[0] == "span"
        }
        return {one for one in said if one[1:] in kept and self.is_untouched(facts, one)}

    def is_untouched(self, facts: Facts, said: Any) -> bool:
        return any(
            key[0] == "span"
            and key[3] in self.made
            and (key[1], value["label"], value["fragments"]) == said
            for key, value in facts.items()
        )

    def come_together(self) -> None:
        """Take all into the first and the first into all: they say the same."""
        first, *others = range(len(self.paths))
        for other in others:
            self.take_in(first, self.paths[other])
        for other in others:
            self.take_in(other, self.paths[first])
        said = content(self.paths[first])
        for other in others:
            assert_alike(said, content(self.paths[other]))


def without_people(facts: Facts) -> Facts:
    """Return facts without who there is: people who came in stay known."""
    return {key: value for key, value in facts.items() if key[0] != "person"}


def assert_alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Fail, and say where, unless two copies say the same, by whatever names of labels."""
    for name, said in one.items():
        if name == "labels":
            continue
        if isinstance(said, dict):
            keys = defaultdict(list)
            for key in {*said, *other[name]}:
                if said.get(key) != other[name].get(key):
                    keys[name, key] = [said.get(key), other[name].get(key)]
            assert not keys, dict(keys)
        else:
            assert said == other[name], name
