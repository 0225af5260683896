"""Bars: the interval of a number is seen on a bar of any colour."""

import pytest

from annotator.ui.charts import saving
from annotator.ui.charts.bars import Bar, Bars
from annotator.ui.text_view.colours import contrast
from annotator.ui.theme import theme


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("colour", ["#1d1c1a", "#e6e4e0", "#4a2800"])
def test_an_interval_is_seen_on_its_bar_and_beside_it(qtbot, choice, colour):
    theme().choose(choice)
    bars = Bars("Agreement by label", ("Label", "F1"))
    qtbot.addWidget(bars)
    bars.resize(400, 60)
    bars.show_bars([Bar("GROUP", 0.5, "0.500", colour, low=0.1, high=0.9)], 1.0)
    image = saving.as_image(bars)

    def is_seen(x: int) -> bool:
        """Whether a line lies there, lighter or darker than what is right above and below it."""
        names = [image.pixelColor(x, y).name() for y in range(image.height())]
        return any(
            min(contrast(names[y], names[y - 3]), contrast(names[y], names[y + 3])) > 3
            for y in range(3, len(names) - 3)
        )

    seen = sum(map(is_seen, range(60, image.width() - 60)))
    assert seen > 0.7 * 0.8 * (image.width() - 120)
