"""Whether there is a screen, told from the environment."""

import pytest

from annotator.cli.display import has_display


@pytest.mark.parametrize(
    ("environment", "platform", "is_there"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "minimal"}, "darwin", False),
        ({"QT_QPA_PLATFORM": "offscreen:enable_fonts"}, "win32", False),
        ({"QT_QPA_PLATFORM": "xcb"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_displays(environment: dict[str, str], platform: str, is_there: bool) -> None:
    assert has_display(environment, platform) is is_there
