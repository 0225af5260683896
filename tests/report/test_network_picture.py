"""The picture of a graph is sound SVG: nodes as large as they are, names that cover no other."""

from itertools import combinations
from random import Random
from xml.etree import ElementTree

from annotator.report.network_picture import Dot, Link, draw_network
from tests.report.test_line_pictures import parts
from tests.report.test_pictures import HOSTILE, words

_SVG = "{http://www.w3.org/2000/svg}"


def test_nodes_and_ties_are_drawn_as_large_as_their_numbers() -> None:
    dots = [Dot("Varga", "#c2571a", 16, -1, -1), Dot("Norrow Lines", "#2f6fde", 4, 1, 1)]
    picture = draw_network("News", dots, [Link(0, 1, 9)])
    large, small = parts(picture, "circle")
    assert float(large["r"]) > float(small["r"]) and large["fill"] == "#c2571a"
    (tie,) = parts(picture, "line")
    assert (tie["x1"], tie["y2"]) == (large["cx"], small["cy"])
    assert set(words(picture)) == {"Varga", "Norrow Lines"}


def test_names_lie_apart_and_within_and_the_largest_have_theirs() -> None:
    random = Random(3)
    dots = [
        Dot(f"name {at:03}", "#c2571a", 100 - at, random.uniform(-1, 1), random.uniform(-1, 1))
        for at in range(100)
    ]
    picture = draw_network("News", dots, [])
    root = ElementTree.fromstring(picture)
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    rooms = [
        tuple(float(one[side]) for side in ("x", "y", "width", "height"))
        for one in parts(picture, "rect")
    ]
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(rooms, 2):
        assert x + w <= x2 + 0.2 or x2 + w2 <= x + 0.2 or y + h <= y2 + 0.2 or y2 + h2 <= y + 0.2
    assert all(x >= 0 and y >= 0 and x + w <= width and y + h <= height for x, y, w, h in rooms)
    named = words(picture)
    assert "name 000" in named and 30 < len(named) < 100


def test_a_name_is_never_markup_and_nothing_is_drawn_soundly() -> None:
    picture = draw_network(HOSTILE, [Dot(HOSTILE, '"><script>', 1, 0, 0)], [])
    allowed = {"svg", "title", "line", "text", "circle", "rect"}
    assert {one.tag for one in ElementTree.fromstring(picture).iter()} <= {
        f"{_SVG}{tag}" for tag in allowed
    }
    assert "\u202e" not in picture
    ElementTree.fromstring(draw_network("None", [], []))
