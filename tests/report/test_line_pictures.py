"""Pictures of lines are sound SVG that goes where its values are, and says them in words."""

import itertools
from xml.etree import ElementTree

import pytest

from annotator.report.line_pictures import Line, Stop, Tick, draw_lines
from tests.report.test_pictures import HOSTILE, words

_SVG = "{http://www.w3.org/2000/svg}"
_UP = [Tick(0, "0.0"), Tick(0.5, "0.5"), Tick(1, "1.0")]


def parts(picture: str, tag: str) -> list[dict[str, str]]:
    return [one.attrib for one in ElementTree.fromstring(picture).iter(f"{_SVG}{tag}")]


def test_a_line_goes_through_its_values_and_its_band_around_it() -> None:
    stops = [Stop(0, 0.0, 0.0, 0.5), Stop(10, 0.5, 0.25, 1.0), Stop(40, 1.0, 0.75, 1.0)]
    picture = draw_lines("F1", [Line("spans", stops)], [Tick(0, "May"), Tick(40, "June")], _UP)
    places = [(float(one["cx"]), float(one["cy"])) for one in parts(picture, "circle")]
    foot, middle, top = (float(one["y1"]) for one in parts(picture, "line")[:3])
    assert [y for _, y in places] == [foot, middle, top] and foot > middle > top
    assert places[2][0] - places[0][0] == pytest.approx(4 * (places[1][0] - places[0][0]), abs=0.5)
    (band,) = parts(picture, "polygon")
    corners = [tuple(map(float, one.split(","))) for one in band["points"].split()]
    assert [x for x, _ in corners] == [x for x, _ in (*places, *places[::-1])]
    assert corners[0][1] == middle and corners[1][1] == top and corners[5][1] == foot
    assert {"0.0", "0.5", "1.0", "May", "June", "spans"} == set(words(picture))


def test_where_some_values_have_no_interval_each_shows_its_own() -> None:
    stops = [Stop(0, 0.5), Stop(1, 0.5, 0.25, 0.75), Stop(2, 0.5)]
    picture = draw_lines("F1", [Line("", stops)], [], _UP)
    assert not parts(picture, "polygon")
    middle = parts(picture, "circle")[1]
    (interval,) = (one for one in parts(picture, "line") if one["x1"] == one["x2"])
    assert interval["x1"] == middle["cx"]
    assert float(interval["y1"]) > float(middle["cy"]) > float(interval["y2"])


def test_lines_are_told_apart_without_colour_and_their_names_lie_below_each_other() -> None:
    lines = [Line(f"line {at}", [Stop(0, 0), Stop(9, 0.5)]) for at in range(10)]
    picture = draw_lines("Pace", lines, [], _UP)
    drawn = parts(picture, "line")[3:]
    kinds = {(one["stroke"], one.get("stroke-dasharray")) for one in drawn}
    assert len(kinds) == len(drawn) == 10
    names = [one for one in parts(picture, "text") if one.get("font-size") == "12"]
    feet = sorted(float(one["y"]) for one in names)
    assert len(feet) == 10 and all(b - a >= 13 for a, b in itertools.pairwise(feet))


def test_ticks_below_never_lie_over_each_other() -> None:
    below = [Tick(at, f"2026-{at:02}") for at in range(60)]
    picture = draw_lines("Days", [Line("", [Stop(0, 0), Stop(59, 1)])], below, _UP)
    shown = [float(one["x"]) for one in parts(picture, "text") if one["text-anchor"] == "middle"]
    assert len(shown) > 4 and all(b - a >= 70 for a, b in itertools.pairwise(shown))


def test_one_value_and_none_are_drawn_soundly() -> None:
    one = draw_lines("One", [Line("a", [Stop(3, 0.5)]), Line("b", [])], [Tick(3, "x")], _UP)
    assert len(parts(one, "circle")) == 1 and not parts(one, "polygon")
    for picture in (one, draw_lines("None", [], [], _UP)):
        width, height = (
            float(ElementTree.fromstring(picture).attrib[side]) for side in ("width", "height")
        )
        assert width and height


def test_a_name_is_never_markup() -> None:
    ticks = [Tick(0, HOSTILE), Tick(1, HOSTILE)]
    picture = draw_lines(HOSTILE, [Line(HOSTILE, [Stop(0, 0), Stop(1, 1)])], ticks, ticks)
    allowed = {"svg", "title", "line", "text", "circle"}
    assert {one.tag for one in ElementTree.fromstring(picture).iter()} <= {
        f"{_SVG}{tag}" for tag in allowed
    }
    assert "\u202e" not in picture
