"""Settings: defaults, overrides on disk, forgiveness for files that are not fit."""

import json
from pathlib import Path

import pytest

from annotator.settings.store import RECENT_AT_MOST, Settings
from annotator.settings.table import BY_NAME, SETTINGS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "settings.json"


def test_every_default_is_accepted_and_described():
    for setting in SETTINGS:
        assert setting.accepts(setting.default)
        assert setting.description.endswith(".")
    assert len(BY_NAME) == len(SETTINGS)


def test_what_is_chosen_is_there_next_time(path):
    Settings(path).choose("theme", "dark")
    assert Settings(path).get("theme") == "dark"


def test_only_what_differs_is_written(path):
    settings = Settings(path)
    settings.choose("theme", "dark")
    settings.choose("annotator", "maria")
    settings.choose("theme", "system")
    assert json.loads(path.read_text()) == {"annotator": "maria"}


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "\x00\xff", '"x"'])
def test_a_file_that_cannot_be_read_counts_as_empty(path, text):
    path.parent.mkdir()
    path.write_bytes(text.encode("latin-1"))
    settings = Settings(path)
    assert settings.get("theme") == "system"
    settings.choose("theme", "light")
    assert Settings(path).get("theme") == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "pink"),
        ("text_size", True),
        ("text_size", 2),
        ("recent_projects", [1]),
        ("column_widths", [1, 2]),
        ("annotator", None),
    ],
)
def test_what_is_not_fit_is_refused_and_on_disk_passed_over(path, name, value):
    settings = Settings(path)
    with pytest.raises(ValueError, match=name):
        settings.choose(name, value)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({name: value}))
    assert Settings(path).get(name) == BY_NAME[name].default


def test_recent_projects_are_newest_first_once_each_and_few(path, tmp_path):
    settings = Settings(path)
    for number in range(RECENT_AT_MOST + 3):
        settings.remember_project(tmp_path / f"{number}.annotator")
    settings.remember_project(tmp_path / "5.annotator")
    recent = Settings(path).recent_projects()
    assert recent[0] == tmp_path / "5.annotator"
    assert len(recent) == len(set(recent)) == RECENT_AT_MOST
    settings.forget_project(tmp_path / "5.annotator")
    assert tmp_path / "5.annotator" not in settings.recent_projects()


def test_a_home_that_cannot_be_written_stops_nobody(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    settings = Settings(blocked / "settings.json")
    settings.choose("theme", "dark")
    assert settings.get("theme") == "dark"
