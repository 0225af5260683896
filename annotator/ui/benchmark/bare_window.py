"""Shows a bare window of Qt, says so when it answers, and ends: the floor of a start.

python -m annotator.ui.benchmark.bare_window
"""

import sys

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class _Line(QLabel):
    """Ends the program when the loop turns again after it was painted."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def event(self, event: QEvent) -> bool:
        """See that it is painted."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, _end)
        return super().event(event)


def tell_answer() -> None:
    """Say that the window answers, and after that how many megabytes it holds where the system
    tells."""
    sys.stdout.write("answers\n")
    sys.stdout.flush()
    from annotator.benchmark.stopwatch import resident

    sys.stdout.write(f"{resident() or ''}\n")
    sys.stdout.flush()


def _end() -> None:
    tell_answer()
    QApplication.exit(0)


def main() -> int:
    """Show the window until it has answered."""
    application = QApplication(["bare"])
    window = QMainWindow()
    window.setCentralWidget(_Line("A line of text"))
    window.resize(1440, 900)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
