"""What Qt complains of is logged without what it quotes."""

import threading

from PySide6.QtCore import QObject, qWarning

from annotator.ui.faults.qt_messages import logging_qt, words_of


def test_only_who_complained_is_logged(expected_logs, capsys):
    expected_logs(r"^WARNING .*: default: somewhere \(15 characters, [0-9a-f]{8}\)$")
    expected_logs(r"\(10 times\)$")
    with logging_qt():
        for _ in range(10):
            qWarning("Ilse Varga said")
    assert capsys.readouterr().err.count("Ilse Varga said") == 10


def test_a_real_complaint_of_qt(qapp, expected_logs):
    expected_logs(r"qt_messages: [\w.]+: QObject::startTimer \(")
    owner = QObject()
    with logging_qt():
        thread = threading.Thread(target=lambda: owner.startTimer(1_000))
        thread.start()
        thread.join()


def test_words():
    assert words_of("qt.svg", "QFont::setPointSize: Point size <= 0").startswith(
        "qt.svg: QFont::setPointSize (36 characters, "
    )
    assert words_of("Ilse Varga", "x").startswith("Qt: somewhere (1 characters")
