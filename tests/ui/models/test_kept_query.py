"""What lists are narrowed to is found again in the settings, whatever stands there."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project.rows import Bounds, ListQuery
from annotator.settings.store import Settings
from annotator.ui.models.kept_query import KEPT, kept_query, remember_query
from tests.ui.models.test_list_words import WHOLE

NEWS = Path("news.annotator")


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


def test_all_but_the_words_is_found_again(settings, tmp_path):
    remember_query(settings, NEWS, WHOLE)
    again = Settings(tmp_path / "settings.json")
    assert kept_query(again, NEWS) == ListQuery(
        "",
        "new",
        WHOLE.sources,
        "2017",
        "2018",
        Bounds(1000, 2000),
        Bounds(1, 1),
        "",
        "2026-01",
        "spans",
        is_reversed=True,
    )
    assert kept_query(again, Path("other.annotator")) == ListQuery()


def test_nobody_begins_with_what_was_set_aside(settings):
    remember_query(settings, NEWS, ListQuery(which="hidden"))
    assert kept_query(settings, NEWS) == ListQuery()
    assert settings.get("lists") == {}


def test_the_latest_projects_are_kept(settings):
    for number in range(KEPT + 3):
        remember_query(settings, Path(str(number)), ListQuery(order="spans"))
    remember_query(settings, Path("5"), ListQuery(order="source"))
    assert list(settings.get("lists"))[-1] == "5"
    assert len(settings.get("lists")) == KEPT
    assert kept_query(settings, Path("0")) == ListQuery()


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.text(max_size=3), st.sampled_from(["spans"])
)
values = st.one_of(scalars, st.lists(scalars, max_size=3), st.dictionaries(st.text(), scalars))
names = st.sampled_from([*ListQuery.__dataclass_fields__, "else"])


@given(st.dictionaries(names, values))
def test_what_is_not_fit_is_left_out(tmp_path_factory, plain):
    path = tmp_path_factory.mktemp("kept") / "settings.json"
    path.write_text(json.dumps({"lists": {str(NEWS): plain}}), encoding="utf-8")
    settings = Settings(path)
    query = kept_query(settings, NEWS)
    remember_query(settings, NEWS, query)
    if query.which != "hidden":
        assert kept_query(settings, NEWS) == query
