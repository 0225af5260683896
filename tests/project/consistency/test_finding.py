"""What looks like slips is found in the whole project, ranked, and only where one may look."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan, RemoveSpan
from annotator.model.document import Document
from annotator.model.errors import Cancelled
from annotator.model.oddity import OddKind
from annotator.project.consistency.found import Found
from annotator.project.consistency.ranked import Ranked, Ranking
from annotator.project.label_changes.change import Retire
from annotator.project.project import Project
from annotator.project.rows import Progress
from tests.builders import make_document, make_set, make_span
from tests.project.building import bring, make_project


def ranking(project: Project, *kinds: OddKind, **more: object) -> Ranking:
    ranked = Ranked(more.pop("at_most", None))  # type: ignore[arg-type]
    for batch in project.consistency.find(kinds, **more):  # type: ignore[arg-type]
        ranked.add(batch)
    return ranked.ranking()


def words(found: Sequence[Found]) -> list[tuple[str, str, str]]:
    return [(one.place.document, one.text, one.oddity.odd) for one in found]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ninety-nine times PERSON and once ORGANISATION; another name as often one as the other."""
    documents, sets = [], []
    for number in range(100):
        text = f"{number}. Ilse Varga met Norrow."
        id = f"d{number}"
        documents.append(make_document(text, id))
        spans = [
            make_span(text, "Ilse Varga", "o" if number == 7 else "p", id=f"v{number}"),
            make_span(text, "Norrow", "o" if number % 2 else "r", id=f"n{number}"),
        ]
        one = make_set(*spans, document=id, annotator="ilse")
        sets.append(one.__class__(f"set{number}", id, "ilse", "finished", spans=one.spans))
    with make_project(tmp_path, documents) as made:
        bring(made, sets=sets, import_id="sets")
        yield made


def test_one_against_ninety_nine_goes_before_half_and_half(project: Project) -> None:
    found = ranking(project, "labels")
    assert words(found.found[:2]) == [
        ("d7", "Ilse Varga", "minority"),
        ("d0", "Norrow", "tie"),
    ]
    first = found.found[0]
    assert (first.oddity.better_label, first.oddity.counts[:3]) == ("p", (1, 99, 100))
    assert (first.left, first.right, first.is_mine) == ("7. ", " met Norrow.", True)
    assert found.counts["labels"] == 1 + 100
    done, _ = project.consistency.mend([first.place])
    assert done.done == 1
    assert "Ilse Varga" not in {one.text for one in ranking(project, "labels").found}


def test_only_so_many_of_a_kind_are_kept_and_all_are_counted(project: Project) -> None:
    few = ranking(project, "labels", at_most=5)
    assert (len(few.found), few.counts["labels"]) == (5, 101)
    assert words(few.found[:1]) == [("d7", "Ilse Varga", "minority")]


def test_what_is_not_saved_yet_counts(project: Project) -> None:
    project.apply(RemoveSpan("v3"), "d3")
    (found,) = ranking(project, "repeats").found
    assert words([found]) == [("d3", "Ilse Varga", "unlabelled")]
    assert (found.oddity.label, found.oddity.counts, found.oddity.weight) == ("p", (99, 1), 1.0)
    assert project.consistency.mend([found.place])[0].done == 1
    assert ranking(project, "repeats").found == []


def test_what_mostly_stands_bare_is_no_slip(project: Project) -> None:
    text = "It met him. " * 3
    documents = [make_document(f"{number} {text}", f"m{number}") for number in range(6)]
    bring(project, documents, import_id="bare")
    for number, one in enumerate(documents):
        covered = "him" if number else "met"
        project.apply(AddSpan(make_span(one.text, covered, "r", id=f"m{number}")), one.id)
    found = ranking(project, "repeats")
    # “met” is labelled once and stands bare 17 times, “him” 5 times and 13.
    assert {one.text for one in found.found} == {"him"}
    assert found.counts["repeats"] == len(found.found) == 6 * 3 - 5


def test_a_habit_is_less_likely_a_slip_than_what_happened_once(tmp_path: Path) -> None:
    text = "Norrow, paid. Varga, came."
    documents = [make_document(f"{number} {text}", f"d{number}") for number in range(9)]
    with make_project(tmp_path, documents) as project:
        for number in range(9):
            # Organisations with the comma in every second article, persons once.
            whole = documents[number].text
            covered = "Norrow," if number % 2 else "Norrow"
            project.apply(AddSpan(make_span(whole, covered, "o", id=f"o{number}")), f"d{number}")
            covered = "Varga," if number == 8 else "Varga"
            project.apply(AddSpan(make_span(whole, covered, "p", id=f"p{number}")), f"d{number}")
        found = ranking(project, "ends")
        assert [one.text for one in found.found] == ["Varga,", *["Norrow,"] * 4]
        assert [one.oddity.mend for one in found.found] == ["move"] * 5
        done, _ = project.consistency.mend([one.place for one in found.found])
        assert (done.done, ranking(project, "ends").found) == (5, [])


def test_variants_are_found_and_mended(tmp_path: Path) -> None:
    documents = [make_document(f"{number}: the Senate met.", f"d{number}") for number in range(9)]
    with make_project(tmp_path, documents) as project:
        for number, one in enumerate(documents):
            covered = "the Senate" if number == 4 else "Senate"
            project.apply(AddSpan(make_span(one.text, covered, "o", id=f"s{number}")), one.id)
        (found,) = ranking(project, "variants").found
        assert words([found]) == [("d4", "the Senate", "article")]
        project.consistency.mend([found.place])
        assert ranking(project, "variants").counts["variants"] == 0


def test_a_label_that_cannot_be_given_is_not_offered(project: Project) -> None:
    project.labels.change(Retire("p"))
    found = ranking(project, "labels")
    assert (found.found[0].text, found.found[0].oddity.mend) == ("Ilse Varga", "")


def test_hidden_articles_are_left_out(project: Project) -> None:
    project.work_list.hide(["d7"])
    assert {one.text for one in ranking(project, "labels").found} == {"Norrow"}


def test_progress_is_told_and_it_can_be_stopped(project: Project) -> None:
    told: list[Progress] = []
    ranking(project, progress=told.append)
    assert [one.total for one in told] == [200] * len(told)
    assert (told[0].done, told[-1].done) == (0, 200)
    assert [one.total for one in _told(project, "ends")] == [100] * 6
    batches = project.consistency.find(is_cancelled=lambda: len(told) > 0)
    with pytest.raises(Cancelled):
        list(batches)


def _told(project: Project, kind: OddKind) -> list[Progress]:
    told: list[Progress] = []
    ranking(project, kind, progress=told.append)
    return told


def test_the_first_is_seen_before_all_has_been_read(project: Project) -> None:
    text = "Varga, came."
    bring(project, [make_document(text, "a")], import_id="a")
    project.apply(AddSpan(make_span(text, "Varga,", "p")), "a")
    project.work_list.hide([f"d{number}" for number in range(30)])
    told: list[Progress] = []
    for batch in project.consistency.find(progress=told.append):
        if batch.found and batch.found[0].oddity.kind == "ends":
            break
    assert told[-1].done <= 72 < told[-1].total


def test_who_is_blind_sees_only_what_is_their_own(tmp_path: Path) -> None:
    texts = {f"d{number}": f"{number}. Ilse Varga met Norrow." for number in range(4)}
    documents = [Document(id, text) for id, text in texts.items()]
    with make_project(tmp_path, documents, annotator="maria") as project:
        ids = {}
        for name in ("jonas", "maria"):
            ids[name] = project.sign_in(name).id
        division = project.assignments.divide(list(texts), list(ids.values()), per_article=2)
        project.assignments.assign(division, is_blind=True)
        for name, label in (("jonas", "o"), ("maria", "p")):
            project.sign_in(name)
            for id, text in texts.items():
                project.apply(AddSpan(make_span(text, "Varga", label, id=f"{name}{id}")), id)
        text = texts["d0"]
        project.sign_in("jonas")
        project.apply(AddSpan(make_span(text, "Norrow.", "o", id="stray")), "d0")
        project.sign_in("maria")
        mine = ranking(project, is_for_me=True)
        assert mine.counts == dict.fromkeys(mine.counts, 0)
        whole = ranking(project)
        assert (whole.counts["labels"], whole.counts["ends"]) == (8, 1)
        assert {one.is_mine for one in whole.found if one.oddity.kind == "ends"} == {False}
        project.sign_in("jonas")
        seen = ranking(project, is_for_me=True)
        assert (seen.counts["labels"], seen.counts["ends"]) == (0, 1)
