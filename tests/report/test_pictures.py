"""Pictures are sound SVG that says its figures in words."""

from xml.etree import ElementTree

from annotator.report.pictures import Bar, Part, draw_bars, draw_matrix, draw_parts

_SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<b>&\"'</b>\u202e" + "x" * 200


def words(picture: str) -> list[str]:
    root = ElementTree.fromstring(picture)
    return [one.text or "" for one in root.iter(f"{_SVG}text")]


def widths(picture: str) -> list[float]:
    return [
        float(one.attrib["width"]) for one in ElementTree.fromstring(picture).iter(f"{_SVG}rect")
    ]


def test_bars_are_as_long_as_their_figures() -> None:
    picture = draw_bars(
        "F1", [Bar("whole", 1.0, figure="1.000"), Bar("half", 0.5, 0.4, 0.6, "0.500")]
    )
    full, half = widths(picture)
    assert half * 2 == full
    assert {"whole", "half", "1.000", "0.500"} <= set(words(picture))
    assert len([*ElementTree.fromstring(picture).iter(f"{_SVG}line")]) == 6 + 3


def test_a_figure_that_is_none_has_no_bar_and_one_below_nothing_no_length() -> None:
    picture = draw_bars(
        "F1", [Bar("none", None, figure="–"), Bar("below", -0.3, -0.5, 0.1, "−0.300")]
    )
    assert widths(picture) == [0.0]
    assert {"–", "−0.300"} <= set(words(picture))


def test_parts_fill_the_whole() -> None:
    picture = draw_parts("spans", [Part("agree", 30), Part("other", 10), Part("none", 0)])
    bar, other, *_ = widths(picture)
    assert round(bar / other, 1) == 3.0
    assert [one for one in words(picture) if "%" in one] == [
        "agree 75.0 %",
        "other 25.0 %",
        "none 0.0 %",
    ]
    assert words(draw_parts("spans", [Part("agree", 0)])) == ["agree 0.0 %"]


def test_a_matrix_says_its_counts() -> None:
    picture = draw_matrix("labels", ["P", "O"], ["P", "O"], [[1200, 0], [3, 4]])
    assert words(picture) == ["P", "O", "P", "1,200", "O", "3", "4"]
    assert len(widths(picture)) == 4


def test_names_are_text_and_not_too_long() -> None:
    for picture in (
        draw_bars(HOSTILE, [Bar(HOSTILE, 0.5)]),
        draw_parts(HOSTILE, [Part(HOSTILE, 1)]),
        draw_matrix(HOSTILE, [HOSTILE], [HOSTILE], [[1]]),
    ):
        root = ElementTree.fromstring(picture)
        assert not [*root.iter("b"), *root.iter(f"{_SVG}b")]
        assert "\u202e" not in picture
        assert all(len(one) < 50 for one in words(picture))
