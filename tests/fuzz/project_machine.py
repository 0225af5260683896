"""A state machine over a real project file: whatever is done, taken back and done again by several
people, with the program closed between, the file says what a plain model says."""

import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from annotator.edits.cleaning import clean_edit
from annotator.edits.edit import CorrectMeta
from annotator.model.annotation_set import AnnotationSet
from annotator.model.annotator import Annotator
from annotator.model.attribute import Attribute
from annotator.model.document import Meta
from annotator.model.errors import AnnotatorError, LabelsHidden, NothingToUndo, UndoBlocked
from annotator.model.people_errors import AnnotatorNameTaken
from annotator.model.span import Span
from annotator.project.dividing import Division
from annotator.project.entities.doing import LinkEverywhere, Mention, MergeEntities, SplitEntity
from annotator.project.label_changes import change as label_changes
from annotator.project.project import Project
from tests.builders import LABEL_SET, make_document
from tests.fuzz.facts import Facts, Key, assert_same, difference, document_ids, facts_of, moved
from tests.fuzz.plain_sets import after_edit
from tests.fuzz.set_edits import KINDS, PLACES, count_anew, draw_edit, new_id
from tests.project.building import bring, make_project

TEXT = "שלום 渡輪 and a 😀 ferry, é combining ....."
LABELS = replace(
    LABEL_SET,
    attributes=(
        *LABEL_SET.attributes,
        Attribute("t", "tone", "several", "document", ("calm", "sad")),
    ),
)
PEOPLE = ("ilse", "jon", "mara")
numbers = st.integers(0, 11)


@dataclass
class Done:
    """An act as the model keeps it: what it changed, and when it was last done or taken back."""

    changes: dict[Key, tuple[Any, Any]]
    touched: int


@dataclass
class Stacks:
    """What one person can take back and do again, the newest last."""

    undo: list[Done] = field(default_factory=list)
    redo: list[Done] = field(default_factory=list)


class ProjectMachine(RuleBasedStateMachine):
    """Three people at one file, one after the other."""

    project: Project

    def __init__(self) -> None:
        super().__init__()
        count_anew()
        self.folder = Path(tempfile.mkdtemp(prefix="machine"))
        self.facts: Facts = {}
        self.first: Facts = {}
        self.stacks: defaultdict[str, Stacks] = defaultdict(Stacks)
        self.clock = 0
        self.hidden: set[str] = set()
        """Documents on which acts cannot be taken back, while they are given blind."""
        self.refused: defaultdict[str, int] = defaultdict(int)

    @initialize()
    def begin(self) -> None:
        documents = [make_document(TEXT, f"d{number}") for number in range(3)]
        self.project = make_project(self.folder, documents, annotator="desk", label_set=LABELS)
        doubtful = Span("odd", "p", PLACES[4], origin="imported", is_doubtful=True)
        sets = [
            AnnotationSet(
                f"set-{name}",
                "d0",
                name,
                "in_progress",
                spans={f"odd-{name}": doubtful._replace(id=f"odd-{name}")},
            )
            for name in PEOPLE
        ]
        bring(self.project, sets=sets, import_id="second")
        for name in PEOPLE[::-1]:
            self.project.sign_in(name)
        self.facts = facts_of(self.project)
        self.first = dict(self.facts)

    def teardown(self) -> None:
        try:
            if self.facts and sys.exc_info()[0] is None:
                self.undo_everything()
                self.look_at_the_file()
        finally:
            if hasattr(self, "project"):
                self.project.close()
            shutil.rmtree(self.folder)

    # ---- what is there ----------------------------------------------------------------------

    @property
    def me(self) -> str:
        assert self.project.me is not None
        return self.project.me.id

    def document(self, which: int) -> str:
        ids = document_ids(self.project)
        return ids[which % len(ids)]

    def people(self) -> list[Annotator]:
        """Return whoever works here; the desk only brought the articles."""
        return [one for one in self.project.annotators() if one.name != "desk"]

    def span_labels(self) -> list[str]:
        return [one.id for one in self.project.label_set.span_labels]

    # ---- the model --------------------------------------------------------------------------

    def note(self, after: Facts) -> dict[Key, tuple[Any, Any]]:
        """Take an act of mine into the model, with what the screen says after it."""
        changes = difference(self.facts, after)
        if changes:
            self.clock += 1
            mine = self.stacks[self.me]
            mine.undo.append(Done(changes, self.clock))
            mine.redo.clear()
        self.facts = after
        return changes

    def act(self, do: Callable[[], object]) -> dict[Key, tuple[Any, Any]] | None:
        """Do something that the model does not foretell; None where it was refused."""
        try:
            do()
        except AnnotatorError as error:
            self.refused[type(error).__name__] += 1
            return None
        return self.note(facts_of(self.project))

    def walk(self, step: str) -> bool:
        """Take back or do again; tell whether it was done."""
        mine = self.stacks[self.me]
        source, target = (mine.undo, mine.redo) if step == "undo" else (mine.redo, mine.undo)
        try:
            self.project.undo() if step == "undo" else self.project.redo()
        except NothingToUndo:
            assert not source
            return False
        except LabelsHidden as refused:
            self.hidden.add(refused.document)
            return False
        except AnnotatorNameTaken:
            assert any(key[0] == "person" for key in source[-1].changes)
            return False
        except UndoBlocked:
            assert source
            latest = max(
                (one.touched for held in self.stacks.values() for one in [*held.undo, *held.redo]),
            )
            assert source[-1].touched != latest, "nothing was done since, and it was refused"
            return False
        self.clock += 1
        done = source.pop()
        self.facts = moved(self.facts, done.changes, back=step == "undo")
        target.append(Done(done.changes, self.clock))
        return True

    def undo_everything(self) -> None:
        """Take all acts of all people back, the latest first: what was there at first is there."""
        while any(one.undo for one in self.stacks.values()):
            latest = max(
                (one for one in self.stacks if self.stacks[one].undo),
                key=lambda one: self.stacks[one].undo[-1].touched,
            )
            self.project.sign_in(self.facts["person", latest])
            is_done = self.walk("undo")
            if self.hidden:
                return
            assert is_done, "what was done last can always be taken back"
            assert_same(self.facts, facts_of(self.project))
        assert_same(self.first, self.facts)

    # ---- what always holds ------------------------------------------------------------------

    @invariant()
    def the_screen_says_what_the_model_says(self) -> None:
        if self.facts:
            assert_same(self.facts, facts_of(self.project))

    @rule()
    def look_at_the_file(self) -> None:
        self.project.flush()
        with Project.open(self.project.path, is_read_only=True) as other:
            assert_same(self.facts, facts_of(other))
        assert self.project.check() == []
        keys = self.project.document_keys()
        for row in self.project.document_rows(keys):
            at = (row.id, self.project.annotation_set(row.id).annotator)
            assert row.status == self.facts.get(("status", *at), "new")
            assert row.spans == sum(key[:3] == ("span", *at) for key in self.facts)
            assert row.relations == sum(key[:3] == ("relation", *at) for key in self.facts)
        counts = self.project.document_counts()
        assert counts["all"] == len(keys)

    # ---- rules ------------------------------------------------------------------------------

    @rule(name=st.sampled_from(PEOPLE))
    def sign_in(self, name: str) -> None:
        names = [one.name for one in self.people()]
        self.project.sign_in(names[PEOPLE.index(name) % len(names)])

    @rule(kind=st.sampled_from(KINDS), which=numbers, how=numbers, where=st.integers(0, 2))
    def edit(self, kind: str, which: int, how: int, where: int) -> None:
        document = self.document(where)
        mine = self.project.annotation_set(document)
        edit = draw_edit(kind, which, how, mine, self.span_labels(), self.entities())
        if edit is None:
            return
        try:
            self.project.apply(edit, document)
        except AnnotatorError as error:
            self.refused[type(error).__name__] += 1
            return
        at = (document, mine.annotator)
        self.note(after_edit(self.facts, clean_edit(edit), at, self.project.label_set))

    @rule()
    def undo(self) -> None:
        self.walk("undo")

    @rule(times=st.integers(2, 5))
    def undo_often(self, times: int) -> None:
        for _ in range(times):
            self.walk("undo")

    @rule()
    def redo(self) -> None:
        self.walk("redo")

    @rule()
    def close_and_open(self) -> None:
        name = self.facts["person", self.me]
        self.project.close()
        self.project = Project.open(self.project.path, annotator=name)

    @rule(title=st.sampled_from(["Ferry", "", "<b>Evil</b> & co", "渡輪"]), where=numbers)
    def correct(self, title: str, where: int) -> None:
        document = self.document(where)
        meta = Meta(title=title or None, published="2026-01-24", extra={"n": [1, None]})
        self.act(lambda: self.project.apply_to_project(CorrectMeta(document, meta)))

    @rule(where=numbers, many=st.booleans(), is_removed=st.booleans(), back=st.booleans())
    def hide(self, where: int, many: bool, is_removed: bool, back: bool) -> None:
        chosen = [self.document(where), *([self.document(where + 1)] if many else [])]
        documents = list(dict.fromkeys(chosen))
        work_list = self.project.work_list
        if back:
            self.act(lambda: work_list.show(documents))
        else:
            self.act(lambda: work_list.hide(documents, is_removed=is_removed))

    @rule(where=numbers, who=numbers, is_blind=st.booleans(), back=st.booleans())
    def assign(self, where: int, who: int, is_blind: bool, back: bool) -> None:
        people = [one.id for one in self.people()]
        pair = (self.document(where), people[who % len(people)])
        if back:
            self.act(lambda: self.project.assignments.withdraw([pair[0]], [pair[1]]))
        else:
            division = Division(1, (pair,), {}, 0)
            self.act(lambda: self.project.assignments.assign(division, is_blind=is_blind))

    @rule(where=numbers)
    def assign_again(self, where: int) -> None:
        document, me = self.document(where), self.me
        if self.facts.get(("status", document, me)) == "finished":
            people = {key for key in self.facts if key[0] == "person"}
            self.act(lambda: self.project.assignments.assign_again({me: [document]}))
            self.keep_people(people)

    def keep_people(self, before: set[Key]) -> None:
        """Whoever was made on the way stays when the act is taken back."""
        made = {key for key in self.facts if key[0] == "person"} - before
        for held in self.stacks.values():
            for done in held.undo:
                for key in made:
                    done.changes.pop(key, None)
        self.first |= {key: self.facts[key] for key in made}

    @rule(who=numbers, name=st.sampled_from(["Ilse Varga", "R&D", "JON", "mara 2"]))
    def rename_person(self, who: int, name: str) -> None:
        people = [one.id for one in self.people()]
        self.act(lambda: self.project.people.rename(people[who % len(people)], name))

    @rule(who=numbers)
    def join(self, who: int) -> None:
        others = [one.id for one in self.people() if one.id != self.me]
        if others:
            other = others[who % len(others)]
            self.act(lambda: self.project.people.join(other, self.me))

    # ---- labels -----------------------------------------------------------------------------

    @rule(
        kind=st.sampled_from(["rename", "retire", "restore", "merge", "split", "ends", "value"]),
        which=numbers,
        how=numbers,
    )
    def change_labels(self, kind: str, which: int, how: int) -> None:
        change = self.label_change(kind, which, how)
        try:
            expected = self.project.labels.preview(change)
        except AnnotatorError as error:
            self.refused[type(error).__name__] += 1
            return
        before = self.facts
        self.project.labels.change(change)  # what can be previewed can be made
        changes = self.note(facts_of(self.project))
        if isinstance(change, label_changes.Merge | label_changes.Split):
            kinds = ("span", "relation")
            worn = [key for key in changes if key[0] in kinds and all(changes[key])]
            relabelled = [key for key in worn if before[key]["label"] != self.facts[key]["label"]]
            assert len(relabelled) <= expected.spans + expected.relations
            gone = [key for key in changes if key[0] == "span" and None in changes[key]]
            assert not gone, "no span is lost"
        if isinstance(change, label_changes.Merge):
            worn_now = {
                self.facts[key]["label"] for key in self.facts if key[0] in ("span", "relation")
            }
            assert not worn_now & set(change.labels)

    def label_change(self, kind: str, which: int, how: int) -> label_changes.LabelChange:
        spans = self.span_labels()
        relations = [one.id for one in self.project.label_set.relation_labels]
        everything = [*spans, *relations, "m", "x", "t", "d1"]
        one = everything[which % len(everything)]
        alike = relations if one in relations else spans
        other = alike[how % len(alike)]
        match kind:
            case "rename":
                return label_changes.Rename(one, f"Name {how}")
            case "retire":
                return label_changes.Retire(one)
            case "restore":
                return label_changes.Restore(one)
            case "merge":
                return label_changes.Merge((one,), other)
            case "split":
                words = ("", "ferry", "渡輪")[how % 3]
                return label_changes.Split(one, other, words)
            case "ends":
                allowed = frozenset(spans[: how % 3])
                return label_changes.AllowEnds(
                    relations[which % len(relations)], allowed, frozenset(), how % 2 == 0
                )
        return label_changes.RenameValue("m", ("named", "pronoun", "calm")[how % 3], f"v{which}")

    # ---- entities ---------------------------------------------------------------------------

    def entities(self) -> list[str]:
        known = [(value.name, key[1]) for key, value in self.facts.items() if key[0] == "entity"]
        return [id for _, id in sorted(known)]

    @rule(where=numbers, which=numbers, linked=st.booleans())
    def make_entity(self, where: int, which: int, linked: bool) -> None:
        document = self.document(where)
        spans = sorted(self.project.annotation_set(document).spans)
        chosen = [spans[which % len(spans)]] if spans and linked else []
        self.act(
            lambda: self.project.entities.make(
                new_id("Entity "), ("p", None)[which % 2], document=document, spans=chosen
            )
        )

    @precondition(lambda self: bool(self.entities()))
    @rule(
        kind=st.sampled_from(["merge", "split", "everywhere", "remove"]), which=numbers, how=numbers
    )
    def do_with_entities(self, kind: str, which: int, how: int) -> None:
        known = self.entities()
        one, other = known[which % len(known)], known[how % len(known)]
        entities = self.project.entities
        mentions = [
            Mention(key[1], key[2], key[3])
            for key, value in self.facts.items()
            if key[0] == "span" and value["entity"] == one
        ]
        match kind:
            case "merge":
                self.act(lambda: entities.do(MergeEntities((one,), other)))
            case "split":
                split = SplitEntity(one, tuple(mentions[: how + 1]), new_id("Split "))
                self.act(lambda: entities.do(split))
            case "everywhere":
                words = ("שלום", "ferry, é", ".")[how % 3]
                self.act(lambda: entities.do(LinkEverywhere(words, (one, None)[which % 2])))
            case _:
                done = self.act(lambda: entities.remove([one]))
                assert done is None or not mentions

    # ---- bringing in ------------------------------------------------------------------------

    @rule(how=numbers)
    def bring_in(self, how: int) -> None:
        id = new_id("brought")

        name = self.people()[how % len(self.people())].name

        def job() -> None:
            spans = {f"{id}-s": Span(f"{id}-s", "p", PLACES[how % 8], origin="imported")}
            one = AnnotationSet(f"set-{id}", id, name, "finished", spans=spans)
            bring(self.project, [make_document(TEXT + id, id)], [one], id)

        self.act(job)
