"""What Qt finds here: platform, screens, fonts. Asked in a process of its own, which Qt may end."""

from typing import Any

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication

from annotator.ui.fonts import reading_families, register_fonts


def screen_facts() -> dict[str, Any]:
    """Return what a bug report needs to know of the screen, as JSON has it; where no window can be
    shown Qt ends this process."""
    application = QGuiApplication.instance() or QGuiApplication([])
    assert isinstance(application, QGuiApplication)
    unreadable = list(register_fonts())
    known = set(QFontDatabase.families())
    return {
        "qt": qVersion(),
        "platform": application.platformName(),
        "screens": [
            {
                "width": one.size().width(),
                "height": one.size().height(),
                "scale": one.devicePixelRatio(),
                "dots_per_inch": round(one.logicalDotsPerInch()),
            }
            for one in application.screens()
        ],
        "font_families": len(known),
        "reading_fonts": [family for family in reading_families() if family in known],
        "unreadable_fonts": unreadable,
    }
