"""Settings taken to another machine as TOML: what was chosen comes back, nothing else goes out."""

import math
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.settings.files import read_settings, write_settings
from annotator.settings.store import Settings
from annotator.settings.table import GROUPS, SETTINGS, shown_settings

OTHER = {
    "theme": "dark",
    "text_size": 18.5,
    "column_characters": 90,
    "is_seen_kept": False,
    "annotator": 'Ma"ria\n\\ ü',
    "keys": {"undo": ["Ctrl+U", "Ctrl+Z"], "quit": []},
    "backup_folder": "C:\\copies",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


def test_every_group_has_settings_and_every_shown_one_a_name():
    for group in GROUPS:
        assert shown_settings(group)
    assert all(one.title and one.description for one in shown_settings())
    titles = [one.title for one in shown_settings()]
    assert len(titles) == len(set(titles))


def test_choices_and_bounds_are_what_is_accepted():
    for one in SETTINGS:
        assert all(one.accepts(value) for value, _ in one.choices)
        if one.bounds is not None:
            assert one.accepts(math.ceil(one.bounds.low))
            assert one.accepts(int(one.bounds.high))
            assert not one.accepts(one.bounds.low - 1)
            assert not one.accepts(one.bounds.high + 1)
            assert not one.accepts(True)


def test_what_was_chosen_comes_back(settings):
    for name, value in OTHER.items():
        settings.choose(name, value)
    taken = read_settings(write_settings(settings))
    assert dict(taken.values) == OTHER
    assert taken.passed_over == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_name_comes_back(tmp_path_factory, name):
    settings = Settings(tmp_path_factory.mktemp("any") / "settings.json")
    settings.choose("annotator", name)
    assert read_settings(write_settings(settings)).values.get("annotator", "") == name


def test_what_the_program_remembers_does_not_go_out(settings):
    settings.choose("folder", "/home/maria/secret")
    settings.remember_project(Path("/home/maria/secret.annotator"))
    assert "secret" not in write_settings(settings)
    taken = read_settings('recent_projects = ["/x"]\n[behaviour]\nfolder = "/y"\n')
    assert dict(taken.values) == {}
    assert taken.passed_over == ("recent_projects", "folder")


def test_what_is_not_known_or_not_fit_is_named(settings):
    taken = read_settings('[appearance]\ntheme = "pink"\ncontrast = "high"\n[later]\nx = 1\n')
    assert dict(taken.values) == {"contrast": "high"}
    assert taken.passed_over == ("theme", "later")


def test_what_is_no_toml_is_refused():
    with pytest.raises(tomllib.TOMLDecodeError):
        read_settings("{")


def test_nobody_is_remembered_where_nobody_wants_it(settings, tmp_path):
    settings.choose("are_recent_kept", False)
    settings.remember_project(tmp_path / "a.annotator")
    assert settings.recent_projects() == []
