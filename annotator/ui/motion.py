"""Reduced motion: nothing blinks, glides or fades where the user wants it still."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
_AS_THE_SYSTEM = -1
_PROPERTY = "is_motion_reduced"


def reduce_motion(application: QApplication, is_reduced: bool) -> None:
    """Keep carets from blinking and Qt's menus from moving, or leave that to the system.

    Where the system itself has no blinking carets, there are none in either case.
    """
    application.setCursorFlashTime(0 if is_reduced else _AS_THE_SYSTEM)
    for effect in _EFFECTS:
        if is_reduced:
            application.setEffectEnabled(effect, False)
    application.setProperty(_PROPERTY, is_reduced)


def is_motion_reduced() -> bool:
    """Tell whether what is painted should keep still."""
    application = QApplication.instance()
    return bool(application is not None and application.property(_PROPERTY))
