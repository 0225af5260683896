"""A text view with someone who applies its wishes, and hands that press keys and move the mouse."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.edits.apply import Ground, apply
from annotator.model.errors import AnnotatorError
from annotator.ui.selection import Selection
from annotator.ui.text_view.text_view import TextView
from tests.builders import LABEL_SET, make_document, make_set

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """Holds the set; applies each wish as a session would."""

    def __init__(self, qtbot, document=None, annotation_set=None, label_set=LABEL_SET):
        self.qtbot = qtbot
        self.document = document or make_document()
        self.set = annotation_set or make_set()
        self.label_set = label_set
        self.selection = Selection()
        self.view = TextView(self.selection)
        self.edits, self.inverses, self.notices, self.errors = [], [], [], []
        self.view.edit_requested.connect(self.apply)
        self.view.notice.connect(self.notices.append)
        qtbot.addWidget(self.view)

    def show(self, width=900, height=600):
        self.view.set_text_font("Noto Serif", 13.5)
        self.view.resize(width, height)
        self.view.show_document(self.document, self.set, self.label_set)
        self.view.show()
        self.view.activateWindow()
        self.view.setFocus()
        self.qtbot.waitUntil(lambda: self.view.focusProxy().hasFocus())
        self.settle()

    def show_text(self, text, *annotations, sections=(), language=None):
        from annotator.model.document import Document, Meta

        self.document = Document("talks", text, Meta(language=language), tuple(sections))
        self.set = make_set(*annotations)
        self.view.show_document(self.document, self.set, self.label_set)
        self.settle()

    def close(self):
        self.view.close()

    def settle(self):
        """Let everything that waits for the event loop happen, idle measuring included."""
        self.qtbot.waitUntil(lambda: self.view.is_settled)
        QApplication.processEvents()

    def apply(self, edit):
        self.edits.append(edit)
        try:
            done = apply(edit, self.set, Ground(self.label_set, len(self.document.text)))
        except AnnotatorError as error:
            self.errors.append(error)
            return
        self.set = done.annotation_set
        self.inverses.append(done.inverse)
        self.view.apply_changes(done.changes)

    # ---- keys

    def key(self, key, modifiers=NONE, text="", scan_code=0):
        """Press and release a key in the text."""
        target = self.view.focusProxy()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, scan_code, 0, 0, text)
            QApplication.sendEvent(target, event)
        QApplication.processEvents()

    def type(self, letters):
        for letter in letters:
            self.key(Qt.Key(ord(letter.upper())), text=letter)

    # ---- the mouse

    def point_at(self, offset, dy=0.0, dx=2.0):
        """The point just right of an offset's left edge, in the middle of the characters."""
        self.view.reveal(offset)
        rect = self.view.caret_rect(offset)
        return QPointF(rect.left() + dx, rect.center().y() + dy)

    def name_point(self, span):
        """The middle of the name above a span."""
        number = self.view.galley.blocks.number_at(self.set.spans[span].start)
        laid = self.view.galley.laid(number)
        top = self.view.top_of(number)
        name = next(n for line in laid.lines for n in line.names if n.span == span)
        return QPointF(
            self.view.column_left() + name.left + min(8, name.width / 2),
            top + name.top + name.height / 2,
        )

    def wire_points(self, relation):
        """The middle of each piece of text that says a relation's name."""
        galley, found = self.view.galley, []
        for number in range(len(galley.blocks)):
            top = self.view.top_of(number)
            if top is None:
                continue
            for line in galley.laid(number).lines:
                for wire in line.wires:
                    if wire.relation == relation:
                        x = self.view.column_left() + wire.text_left + wire.width / 2
                        found.append(QPointF(x, top + wire.y))
        return found

    def mouse(self, kind, point, buttons, modifiers=NONE, button=LEFT):
        viewport = self.view.viewport()
        event = QMouseEvent(
            kind, point, QPointF(viewport.mapToGlobal(point.toPoint())), button, buttons, modifiers
        )
        QApplication.sendEvent(viewport, event)

    def press(self, point, modifiers=NONE):
        self.mouse(QEvent.Type.MouseButtonPress, point, LEFT, modifiers)

    def move(self, point, modifiers=NONE):
        self.mouse(QEvent.Type.MouseMove, point, LEFT, modifiers, Qt.MouseButton.NoButton)

    def release(self, point, modifiers=NONE):
        self.mouse(QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.NoButton, modifiers)
        QApplication.processEvents()

    def click(self, point, modifiers=NONE):
        self.press(point, modifiers)
        self.release(point, modifiers)

    def double_click(self, point):
        self.click(point)
        self.mouse(QEvent.Type.MouseButtonDblClick, point, LEFT)
        self.release(point)

    def drag(self, start, end, modifiers=NONE, steps=4):
        self.press(start, modifiers)
        for step in range(1, steps + 1):
            self.move(start + (end - start) * step / steps, modifiers)
        self.release(end, modifiers)

    def drag_text(self, start, end, modifiers=NONE):
        """Drag over the text from one offset to another."""
        first = self.point_at(start)
        self.drag(first, self.point_at(end, dx=-2.0), modifiers)

    # ---- looking

    def text_of(self, covered):
        return None if covered is None else self.document.text[covered[0] : covered[1]]

    @property
    def selected_text(self):
        return self.text_of(self.selection.text)

    def covered(self):
        """What is labelled with what, in reading order."""
        spans = sorted(self.set.spans.values(), key=lambda span: (span.start, -span.end, span.id))
        return [(span.label, span.covered_text(self.document.text)) for span in spans]

    def find(self, words, nth=1):
        at = -1
        for _ in range(nth):
            at = self.document.text.index(words, at + 1)
        return at

    def put_caret(self, offset):
        self.selection.set_caret(offset)


def point(x, y):
    return QPoint(x, y)
