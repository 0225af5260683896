"""A state machine over the review: verdicts, answers, remarks and the curated set, while annotators
go on with their work, undo included."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from annotator.model.span import Span
from annotator.model.verdict import Choice
from annotator.project.project import Project
from annotator.project.review import Pairing, Ruling
from annotator.project.ruling import Beside
from annotator.project.standing import EVERYBODY
from tests.fuzz.facts import assert_same
from tests.fuzz.project_machine import ProjectMachine, numbers
from tests.fuzz.set_edits import PLACES, new_id

CHOICES: tuple[Choice, ...] = ("first", "second", "both", "neither", "edited")


class ReviewMachine(ProjectMachine):
    """Two who label the same articles, and whoever decides between them."""

    # ---- many labels, so that there is something to decide ------------------------------------

    @rule(where=st.integers(0, 1), steps=st.lists(st.tuples(numbers, numbers), max_size=4))
    def label_and_finish(self, where: int, steps: list[tuple[int, int]]) -> None:
        for name in [one.name for one in self.people()][:2]:
            self.sign_in_by_name(name)
            for kind, (which, how) in zip(("add", "tie", "add", "document"), steps, strict=False):
                self.edit(kind, which + len(name), how, where)
            self.edit("status", 0, 2, where)

    def sign_in_by_name(self, name: str) -> None:
        self.project.sign_in(name)

    # ---- deciding ---------------------------------------------------------------------------

    def pairing(self, how: int) -> Pairing:
        people = [one.id for one in self.people()]
        if how % 5 == 4 or len(people) < 2:
            return Pairing(people[how % len(people)], is_alone=True)
        if how % 5 == 3:
            return Pairing(None, people[how % len(people)])
        first = how % len(people)
        return Pairing(people[first], people[(first + 1) % len(people)])

    @rule(
        where=numbers,
        how=numbers,
        which=numbers,
        choice=st.sampled_from(CHOICES),
        all_of_them=st.booleans(),
    )
    def settle(self, where: int, how: int, which: int, choice: Choice, all_of_them: bool) -> None:
        document, pairing, review = self.document(where), self.pairing(how), self.project.review
        cases = review.cases(document, pairing)
        if not cases:
            return
        chosen = cases if all_of_them else [cases[which % len(cases)]]
        rulings = [self.ruling(document, pairing, one.difference, choice, which) for one in chosen]
        before = {key: one for key, one in self.facts.items() if key[0] != "verdict"}
        done = self.act(lambda: review.settle(rulings))
        after = {key: one for key, one in self.facts.items() if key[0] != "verdict"}
        assert_same(before, after)
        if all_of_them and done is not None and None not in (pairing.first, pairing.second):
            still = [one for one in review.cases(document, pairing) if one.verdict is None]
            assert not still, still

    def ruling(self, document, pairing, difference, choice, which) -> Ruling:  # type: ignore[no-untyped-def]
        outcome: tuple[Span, ...] = ()
        value = None
        if choice == "edited":
            if difference.kind in ("attribute", "document_label"):
                value = difference.first_value if which % 2 else difference.second_value
                if value is None:
                    choice = "neither"
            elif difference.kind == "relation":
                choice = "neither"
            else:
                outcome = (Span(new_id("v"), "o", PLACES[which % 8]),)
        reason = ("Boundary", None)[which % 2]
        return Ruling(document, pairing, difference, choice, outcome, value, reason, "why?")

    @rule(where=numbers, how=numbers, which=numbers)
    def add_what_both_missed(self, where: int, how: int, which: int) -> None:
        span = Span(new_id("v"), "p", PLACES[which % 8])
        ruling = Ruling(self.document(where), self.pairing(how), None, "added", (span,))
        self.act(lambda: self.project.review.settle([ruling]))

    @rule(words=st.sampled_from(["ferry", "שלום", "and a"]), label=st.sampled_from(["p", None]))
    def settle_a_phrase(self, words: str, label: str | None) -> None:
        if label is not None and label not in self.span_labels():
            return
        found = [one.occurrence for page in self.project.review.occurrences(words) for one in page]
        said = Beside(reason="Phrase", needs_guideline=True)
        self.act(lambda: self.project.review.settle_occurrences(found, label, said))

    def verdict_ids(self) -> list[str]:
        made = [(one.at, key[1]) for key, one in self.facts.items() if key[0] == "verdict"]
        return [id for _, id in sorted(made)]

    @precondition(lambda self: bool(self.verdict_ids()))
    @rule(kind=st.sampled_from(["withdraw", "stand by", "accept", "contest", "say"]), which=numbers)
    def answer(self, kind: str, which: int) -> None:
        known = self.verdict_ids()
        one, review = known[which % len(known)], self.project.review
        document = self.facts["verdict", one].document
        match kind:
            case "withdraw":
                self.act(lambda: review.withdraw([one]))
            case "stand by":
                self.act(lambda: review.stand_by([one]))
            case "accept":
                self.act(lambda: review.accept([one]))
            case "contest":
                self.act(lambda: review.contest(one, ("", "No: \x00 <b>")[which % 2]))
            case _:
                closing = which % 2 == 0
                self.act(lambda: review.say(document, one, "Well.", is_closing=closing))

    @rule(where=numbers)
    def accept_all_of_the_inbox(self, where: int) -> None:
        document = self.document(where)
        rows = [row for row in self.project.review.inbox(document) if row.verdict is not None]
        verdicts = [row.verdict.id for row in rows if row.verdict and row.is_waiting]
        if verdicts:
            self.act(lambda: self.project.review.accept(verdicts))

    @rule(reasons=st.lists(st.sampled_from(["Boundary", "Type", " ", "Type "]), max_size=3))
    def set_reasons(self, reasons: list[str]) -> None:
        self.act(lambda: self.project.review.set_reasons(reasons))

    # ---- what always holds --------------------------------------------------------------------

    @rule()
    def look_at_the_review(self) -> None:
        self.project.flush()
        with Project.open(self.project.path, is_read_only=True) as other:
            for document in self.all_documents():
                assert other.review.curated(document) == self.project.review.curated(document)
        for document in self.all_documents():
            self.look_at_one(document)
        list(self.project.review.inbox())
        self.project.review.disputed()
        self.project.review.phrases()
        assert self.project.check() == []

    def look_at_one(self, document: str) -> None:
        review = self.project.review
        length = len(self.facts["text", document])
        curated = review.curated(document)
        spans = curated.annotation_set.spans
        for span in [*spans.values(), *curated.negatives]:
            assert all(0 <= start < end <= length for start, end in span.fragments)
        for relation in curated.annotation_set.relations.values():
            assert {relation.head, relation.tail} <= spans.keys()
        assert curated.provenance.keys() <= spans.keys() | curated.annotation_set.relations.keys()
        for how in range(5):
            reviewed = review.reviewed(document, self.pairing(how))
            assert reviewed.standing.open <= reviewed.standing.differences
        review.reviewed(document, EVERYBODY, 1.0)

    def all_documents(self) -> list[str]:
        return [key[1] for key in self.facts if key[0] == "text"]
