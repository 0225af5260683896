"""Where one was in each article: kept, bounded, forgiving."""

import json
from pathlib import Path

import pytest

from annotator.settings.places import ARTICLES_AT_MOST, PROJECTS_AT_MOST, Place, Places


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "places.json"


NEWS = Path("/somewhere/news.annotator")


def test_what_is_remembered_is_there_next_time(path):
    Places(path).remember(NEWS, "talks", Place(120, 40))
    assert Places(path).place_in(NEWS, "talks") == Place(120, 40)
    assert Places(path).place_in(NEWS, "other") is None
    assert Places(path).place_in(Path("/else"), "talks") is None


def test_the_latest_place_counts_and_an_unchanged_one_writes_nothing(path):
    places = Places(path)
    places.remember(NEWS, "talks", Place(1, 0))
    places.remember(NEWS, "talks", Place(2, 0))
    path.unlink()
    places.remember(NEWS, "talks", Place(2, 0))
    assert not path.exists()
    assert places.place_in(NEWS, "talks") == Place(2, 0)


def test_what_was_read_long_ago_is_forgotten(path):
    kept = {
        f"/old{n}": {f"a{m}": [m, 0] for m in range(ARTICLES_AT_MOST)}
        for n in range(PROJECTS_AT_MOST)
    }
    path.parent.mkdir()
    path.write_text(json.dumps(kept))
    places = Places(path)
    places.remember(Path("/old3"), "new", Place(1, 1))
    places.remember(NEWS, "talks", Place(1, 1))
    written = json.loads(path.read_text())
    assert len(written) == PROJECTS_AT_MOST
    assert "/old0" not in written
    assert len(written["/old3"]) == ARTICLES_AT_MOST
    assert "a0" not in written["/old3"]
    assert places.place_in(Path("/old3"), "new") == Place(1, 1)


def test_two_windows_forget_nothing_of_each_other(path):
    one, other = Places(path), Places(path)
    one.remember(NEWS, "talks", Place(1, 0))
    other.remember(Path("/sport"), "cup", Place(2, 0))
    one.remember(NEWS, "ferry", Place(3, 0))
    one.remember(NEWS, "talks", Place(1, 0))
    fresh = Places(path)
    assert fresh.place_in(Path("/sport"), "cup") == Place(2, 0)
    assert fresh.last_in(NEWS) == "talks"
    assert fresh.last_in(Path("/none")) is None


@pytest.mark.parametrize(
    "kept", ['{"/p": 3}', '{"/p": {"talks": [1]}}', '{"/p": {"talks": [-1, "x"]}}', "nonsense"]
)
def test_what_is_not_fit_counts_as_not_remembered(path, kept):
    path.parent.mkdir()
    path.write_text(kept)
    places = Places(path)
    assert places.place_in(Path("/p"), "talks") is None
    places.remember(Path("/p"), "talks", Place(1, 0))
    assert places.place_in(Path("/p"), "talks") == Place(1, 0)


def test_a_home_that_cannot_be_written_stops_nobody(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    places = Places(blocked / "places.json")
    places.remember(NEWS, "talks", Place(1, 0))
    assert places.place_in(NEWS, "talks") == Place(1, 0)
