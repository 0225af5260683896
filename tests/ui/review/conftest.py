"""A project of three articles on which people differ, open where one reviews."""

import pytest
from PySide6.QtCore import Qt

from annotator.model.span import Span
from annotator.ui.review.queue import Queue
from tests.builders import TEXT, make_span
from tests.project.differing import say
from tests.ui.ferry_project import FERRY
from tests.ui.windows import CTRL

VARGA = make_span(TEXT, "Ilse Varga", "p", "varga")
LINES = make_span(TEXT, "Norrow Lines", "o", "lines")
MONDAY = make_span(TEXT, "Monday", "c", "monday")
FERRY_VARGA = make_span(FERRY, "Ilse Varga", "p", "varga")
PALM = make_span(FERRY, "Erik Palm", "p", "palm")
NORROW = make_span(FERRY, "Norrow Lines", "o", "lines")
NOTHING = Span("nothing", "c", ((7, 14),))


@pytest.fixture
def several(opened, hands):
    """ana and ben have finished three articles. On the talks they agree on two of three spans, on
    the ferry on none of three, on the third on all. mara reviews."""
    project = opened.session.project
    say(project, "ana", VARGA, LINES, document="talks")
    say(project, "ben", VARGA, LINES, MONDAY, document="talks")
    say(project, "ana", FERRY_VARGA, PALM, document="ferry")
    say(
        project,
        "ben",
        FERRY_VARGA._replace(label="o"),
        PALM._replace(label="r"),
        NORROW,
        document="ferry",
    )
    for name in ("ana", "ben"):
        say(project, name, NOTHING, document="third")
    assert opened.session.sign_in("mara")
    hands.press(Qt.Key.Key_2, CTRL)
    hands.settle()
    return opened.review_page


@pytest.fixture
def queue(several) -> Queue:
    return several.walk


def texts(queue: Queue) -> list[str]:
    """What the rows are about."""
    return [row.words.title for row in queue.rows]


def kinds(queue: Queue) -> list[str]:
    return [row.words.kind for row in queue.rows]
