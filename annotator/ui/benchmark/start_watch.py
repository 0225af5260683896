"""Watches a start: says when the window answers, and closes it. `application.TELL_START` asks for
it, so that what is measured is the very start that a user sees."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from annotator.ui.benchmark.bare_window import tell_answer

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow


class StartWatch(QObject):
    """Waits until the start page is painted, or the text of an article where one is to open."""

    def __init__(self, window: "MainWindow", *, is_for_article: bool) -> None:
        super().__init__(window)
        self._window = window
        self._watched: list[QWidget] = []
        if is_for_article:
            self._wait_for_article()
        else:
            # A page that is covered by what is on it is not painted itself.
            self._watch(window.start, *window.start.findChildren(QWidget))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See the paint; when the loop turns again, it is over."""
        if event.type() == QEvent.Type.Paint and self._watched:
            for one in self._watched:
                one.removeEventFilter(self)
            self._watched = []
            QTimer.singleShot(0, self, self._tell)
        return False

    def _wait_for_article(self) -> None:
        session, page = self._window.session, self._window.page
        if session is None or page is None or session.document is None:
            QTimer.singleShot(0, self, self._wait_for_article)
        else:
            self._watch(page.view.viewport())
            page.view.viewport().update()

    def _watch(self, *widgets: QWidget) -> None:
        self._watched = list(widgets)
        for one in widgets:
            one.installEventFilter(self)

    def _tell(self) -> None:
        tell_answer()
        self._window.close()
        QApplication.quit()
