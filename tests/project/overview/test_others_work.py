"""What came from colleagues and what was erased, in the numbers."""

from pathlib import Path

from annotator.edits.edit import AddSpan, SetStatus
from annotator.project.overview.behind import ArticlesWhere
from annotator.project.project import Project
from tests.project.merging.copies import COUNCIL, copy, edit, make_base, merge


def test_what_a_colleague_finished_was_finished_then(tmp_path: Path) -> None:
    base = make_base(tmp_path)
    theirs = copy(base, "theirs")
    edit(theirs, AddSpan(COUNCIL), SetStatus("finished"), annotator="jon")
    edit(base, SetStatus("finished"))
    with Project.open(base, annotator="ilse") as project:
        overview = project.overview
        assert overview.by_day().totals == (1,)
        project.merge(theirs)
        days = overview.by_day()
        assert (days.totals, days.came_finished) == ((2,), 0)
        jon = project.assignments.person("jon").id
        assert days.counts[jon] == (1,)
        assert overview.articles(ArticlesWhere(annotator=jon, day=days.days[0])) == ["talks"]
        assert overview.pace_of(jon).sessions[0].spans == 1
        assert overview.agreement().whole.articles == 1
        project.undo()
        assert overview.by_day().totals == (1,)
        assert overview.by_state().waiting == 0
        assert overview.agreement().whole.articles == 0


def test_taking_the_same_in_again_counts_nothing_twice(tmp_path: Path) -> None:
    base = make_base(tmp_path)
    theirs = copy(base, "theirs")
    edit(theirs, AddSpan(COUNCIL), SetStatus("finished"), annotator="jon")
    merge(base, theirs)
    merge(base, theirs)
    with Project.open(base, is_read_only=True) as project:
        jon = next(one.id for one in project.annotators() if one.name == "jon")
        assert project.overview.by_day().counts[jon] == (1,)
        assert project.overview.pace_of(jon).sessions[0].spans == 1


def test_what_was_erased_is_not_kept_for_the_numbers(tmp_path: Path) -> None:
    with Project.open(make_base(tmp_path), annotator="ilse") as project:
        overview = project.overview
        assert "Ilse Varga" in {
            one.text for rows in overview.frequent_texts().values() for one in rows
        }
        project.purging.purge_articles(["talks"], "asked for", root=tmp_path / "backups")
        assert overview.by_state().all == 1
        assert overview.frequent_texts() == {}
        assert overview.corpus().texts.all == []
        assert overview.news().nodes == ()
