"""Columns that are read again only as far as something has changed."""

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotator.edits.edit import AddSpan, CorrectMeta, SetStatus
from annotator.model.document import Meta
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.project.overview.sheets import Sheets, count_alike, distinct, read_sheets
from annotator.project.project import Project
from tests.project.building import bring, make_documents
from tests.project.overview.invented import invent


def is_same(one: Sheets, other: Sheets) -> bool:
    """Whether two hold the same rows."""
    parts = [(one.articles, other.articles), (one.sets, other.sets)]
    parts += [(one.spans, other.spans), (one.relations, other.relations)]  # type: ignore[list-item]
    return all(
        np.array_equal(getattr(here, name), getattr(there, name))
        for here, there in parts
        for name in here.__slots__
    )


def read_twice(project: Project, known: Sheets) -> Sheets:
    """Read what has changed, which is what reading all anew gives."""
    project.flush()
    now = read_sheets(project.store.reading, known)
    assert is_same(now, read_sheets(project.store.reading))
    return now


def test_what_has_changed_is_read_again(tmp_path: Path) -> None:
    with invent(tmp_path, 3) as project:
        known = read_sheets(project.store.reading)
        assert read_sheets(project.store.reading, known) is known
        shown = tuple(known.articles.ids)
        project.apply(AddSpan(Span(new_id(), "p", ((0, 2),))), shown[0])
        project.apply(SetStatus("finished"), shown[-1])
        now = read_twice(project, known)
        assert not is_same(now, known)
        project.undo()
        now = read_twice(project, now)
        project.apply_to_project(CorrectMeta(shown[1], Meta(source="Elsewhere")))
        now = read_twice(project, now)
        assert "Elsewhere" in now.articles.sources
        project.work_list.hide(shown[:2])
        now = read_twice(project, now)
        assert tuple(now.articles.ids) == shown[2:]
        bring(project, [one for one in make_documents(20) if one.id == "d19"], (), "more")
        now = read_twice(project, now)
        assert len(now.articles.ids) == len(shown) - 1


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 5)), max_size=40),
    st.sampled_from([1, 10**7]),
)
def test_rows_that_are_alike_are_counted(rows: list[tuple[int, int, int]], factor: int) -> None:
    """Also where they are too large to be one number."""
    table = np.array(rows, np.int64).reshape(-1, 3) * factor
    found, times = count_alike(*table.T)
    expected = Counter(map(tuple, table.tolist()))
    assert list(map(tuple, found.tolist())) == sorted(expected)
    assert times.tolist() == [expected[one] for one in sorted(expected)]
    assert distinct(table[:, 2]).tolist() == sorted(set(table[:, 2].tolist()))
