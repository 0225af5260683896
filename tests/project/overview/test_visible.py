"""Numbers tell nothing of what one may not see yet."""

from pathlib import Path

import pytest

from annotator.project.overview.narrowed import EVERYTHING
from annotator.project.overview.visible import find_seen
from tests.project.overview.invented import PEOPLE, invent


@pytest.mark.parametrize("seed", range(4))
def test_sets_are_seen_as_in_the_window(tmp_path: Path, seed: int) -> None:
    hidden = 0
    with invent(tmp_path, seed, 20) as project:
        for name in (None, *PEOPLE):
            if name is None:
                project._road.me = None
            else:
                project.sign_in(name)
            sheets = project.overview.scope(EVERYTHING).sheets
            seen = find_seen(project._road, sheets, project.me.id if project.me else None)
            ids = sheets.annotator_ids
            for row, is_seen in enumerate(seen.sets.tolist()):
                document = sheets.articles.ids[sheets.sets.articles[row]]
                whose = ids.get(int(sheets.sets.annotators[row]))
                assert is_seen == project.assignments.can_see(document, whose), (document, whose)
                hidden += not is_seen
            for document, is_seen in zip(sheets.articles.ids, seen.curated.tolist(), strict=True):
                assert is_seen == project.assignments.can_see(document, None)
    assert hidden > 10


def test_counts_for_me_leave_out_what_is_blind(tmp_path: Path) -> None:
    with invent(tmp_path, 2, 20) as project:
        everything = {one.label: one.times for one in project.overview.span_labels()}
        mine = {one.label: one.times for one in project.overview.for_me().span_labels()}
        assert sum(mine.values()) < sum(everything.values())
        expected = 0
        times = {one.annotator for one in project.assignments.second_times()}
        times |= {one.id for one in project.annotators(with_second_times=True)} - {
            one.id for one in project.annotators()
        }
        for document in project.documents():
            for one in project.annotation_sets(document):
                if one.annotator in times:
                    continue
                if project.assignments.can_see(document.id, one.annotator):
                    expected += len(one.spans)
        assert sum(mine.values()) == expected


def test_who_signs_in_later_sees_their_own(tmp_path: Path) -> None:
    with invent(tmp_path, 2, 20) as project:
        overview = project.overview.for_me()
        counts: dict[str, int] = {}
        for name in PEOPLE:
            project.sign_in(name)
            counts[name] = sum(one.times for one in overview.span_labels())
        project.sign_in(PEOPLE[0])
        assert sum(one.times for one in overview.span_labels()) == counts[PEOPLE[0]]
        assert len(set(counts.values())) > 1


def test_how_far_people_are_is_no_secret(tmp_path: Path) -> None:
    with invent(tmp_path, 2, 20) as project:
        everything, mine = project.overview, project.overview.for_me()
        assert mine.by_state() == everything.by_state()
        assert mine.by_day() == everything.by_day()
        assert mine.forecast() == everything.forecast()
        theirs = {one.annotator: one for one in everything.by_annotator()}
        seen = {one.annotator: one for one in mine.by_annotator()}
        assert {who: one[:4] for who, one in seen.items()} == {
            who: one[:4] for who, one in theirs.items()
        }
        assert project.me is not None
        assert all(one.spans <= theirs[who].spans for who, one in seen.items())
        assert sum(one.spans for one in seen.values()) < sum(one.spans for one in theirs.values())
        assert everything.closed() == 0
        hidden = {
            document.id
            for document in project.documents()
            for one in project.annotation_sets(document)
            if one.annotator in theirs
            and not project.assignments.can_see(document.id, one.annotator)
        }
        assert mine.closed() == len(hidden) > 0
