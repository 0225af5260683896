"""Pictures of counts are sound SVG, as large as their numbers, and say them in words."""

from xml.etree import ElementTree

from annotator.report.count_pictures import Count, draw_columns, draw_counts, draw_curve
from tests.report.test_pictures import HOSTILE, words

_SVG = "{http://www.w3.org/2000/svg}"


def sizes(picture: str, side: str) -> list[float]:
    root = ElementTree.fromstring(picture)
    return [float(one.attrib[side]) for one in root.iter(f"{_SVG}rect")]


def test_bars_are_as_long_as_their_numbers() -> None:
    picture = draw_counts("Labels", [Count("PERSON", 2_000, "#c2571a"), Count("ROLE", 500)])
    long, short = sizes(picture, "width")
    assert long == 4 * short and {"PERSON", "2,000", "ROLE", "500"} <= set(words(picture))


def test_columns_are_as_high_as_their_numbers_and_named_where_there_is_room() -> None:
    picture = draw_columns("Spans", [Count(f"{at}", at) for at in range(40)])
    heights = sizes(picture, "height")
    assert heights[0] == 0 and heights[39] == 3 * heights[13]
    assert 5 <= len(words(picture)) - 2 <= 10 and "39" in words(picture)


def test_a_curve_goes_through_its_points_within_the_picture() -> None:
    picture = draw_curve("Names", [(1, 64), (2, 100), (14, 130)], "first", "last")
    root = ElementTree.fromstring(picture)
    lines = [one.attrib for one in root.iter(f"{_SVG}line")][2:]
    assert len(lines) == 2 and lines[0]["x2"] == lines[1]["x1"] and lines[0]["y2"] == lines[1]["y1"]
    assert {"0", "130", "first", "last"} == set(words(picture))
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    assert all(0 <= float(one["x2"]) <= width and 0 <= float(one["y2"]) <= height for one in lines)


def test_nothing_at_all_is_drawn_soundly() -> None:
    for picture in (
        draw_counts("None", []),
        draw_counts("None", [Count("a", 0)]),
        draw_columns("None", []),
        draw_curve("None", [(3, 0)], "a", "b"),
    ):
        ElementTree.fromstring(picture)


def test_a_name_is_never_markup() -> None:
    for picture in (
        draw_counts(HOSTILE, [Count(HOSTILE, 1, '"><script>')]),
        draw_columns(HOSTILE, [Count(HOSTILE, 1)]),
        draw_curve(HOSTILE, [(1, 1), (2, 2)], HOSTILE, HOSTILE),
    ):
        root = ElementTree.fromstring(picture)
        assert {one.tag for one in root.iter()} <= {
            f"{_SVG}{tag}" for tag in ("svg", "title", "rect", "line", "text")
        }
        assert "\u202e" not in picture
