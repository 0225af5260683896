"""The tour through a window: shows a step, sees that it is done, remembers how far one has come."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.ui.actions import BY_ID
from annotator.ui.opening import sample_path
from annotator.ui.tour.card import TourCard, TourRing
from annotator.ui.tour.steps import STEPS, Act

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import Session

_EDGE = 16
_END_TITLE = "That was the tour"
_END = (
    "You have labelled, related, taken back and exported. {key_sheet} shows every key, {palette}"
    " finds every command, and {help} tells more wherever you are. Your own articles: drop them on"
    " the window of a new project."
)


def take_tour(window: "MainWindow") -> None:
    """Begin the tour or take it up where it was left; where it is under way, go to its card."""
    tour = window.findChild(Tour, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if tour is not None and tour.is_on:
        tour.focus_card()
        return
    if window.session is None or window.session.project.path != sample_path():
        window.opening.open_sample()
    if window.session is not None and window.session.project.path == sample_path():
        window.show_place("annotate")
        Tour(window).begin()


class Tour(QObject):
    """Lives while it is on; how far one has come is kept in the settings."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = window.session
        kept = window.settings.get("tour_step")
        self._step = kept if kept < len(STEPS) else 0
        self.is_on = True
        document = self._session.document if self._session is not None else None
        self._here = document.id if document is not None else ""
        """The article (id) that is open: the first one opens by itself."""
        self._is_done = False
        """Whether the article left last was done: much of the sample is so from the beginning."""
        self.card = TourCard(window)
        self.ring = TourRing(window)
        self._placing = QTimer(self, singleShot=True, interval=0)
        self._placing.timeout.connect(self._place)
        self.card.leave_requested.connect(self.leave)
        self.card.skip_requested.connect(self._skip)
        self.card.text_requested.connect(self._focus_text)
        window.installEventFilter(self)
        window.key_table.changed.connect(self._refresh)
        window.project_left.connect(self._end)
        window.corpus_written.connect(lambda _: self._take("exported"))
        if self._session is not None:
            self._session.leaving.connect(self._note_left)
            self._session.document_opened.connect(self._take_opened)
            self._session.changed.connect(self._take_changes)

    @property
    def step(self) -> int:
        """The number of the step one is at; as many as there are: all are done."""
        return self._step

    def begin(self) -> None:
        """Show the step one is at."""
        self._window.leave_text_only()
        self.card.show()
        self._show()
        self._focus_text()

    def leave(self) -> None:
        """Show nothing any more; the tour can be taken up again here."""
        self._end()
        if self._step < len(STEPS):
            key = self._window.shown_key("tour")
            way = f"{key} takes it up again" if key else "it can be taken up again"
            self._window.status_bar.show_message(f"You have left the tour: {way}.")
        self._focus_text()

    def focus_card(self) -> None:
        """Put the focus on the card's first button."""
        self.card.leave_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep card and ring in their places."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self._placing.start()
        return False

    # ---- what is done ----

    def _take(self, act: Act) -> None:
        if self._waits_for(act):
            self._go_on(STEPS[self._step].done)

    def _waits_for(self, act: Act) -> bool:
        return self.is_on and self._step < len(STEPS) and STEPS[self._step].act == act

    def _note_left(self) -> None:
        mine = self._session.annotation_set if self._session is not None else None
        self._is_done = mine is not None and mine.status == "finished"

    def _take_opened(self, document: Document | None) -> None:
        before, self._here = self._here, document.id if document is not None else ""
        if before and self._here and before != self._here:
            self._take("finished" if self._is_done and self._waits_for("finished") else "opened")

    def _take_changes(self, changes: Changes, origin: object) -> None:
        session = self._session
        if session is None or changes.annotation_set is None:
            return
        if session.project.next_redo() is not None:  # what is done anew leaves nothing to redo
            self._take("undone")
            return
        if any(before is None for before, _ in changes.spans):
            self._take("labelled")
        if any(before is None for before, _ in changes.relations):
            self._take("related")
        if changes.state is not None and changes.state[1].status == "finished":
            self._take("finished")

    def _skip(self) -> None:
        self._go_on()

    def _go_on(self, done: str = "") -> None:
        self._step = min(self._step + 1, len(STEPS))
        self._window.settings.choose("tour_step", self._step)
        self._show(done)

    # ---- what is shown ----

    def _refresh(self) -> None:
        self._show()

    def _show(self, done: str = "") -> None:
        if not self.is_on:
            return
        is_last = self._step == len(STEPS)
        if is_last:
            self.card.show_step("", _END_TITLE, self._with_keys(_END), done, is_last=True)
        else:
            step = STEPS[self._step]
            count = f"Step {self._step + 1} of {len(STEPS)}"
            words = self._with_keys(step.words)
            self.card.show_step(count, step.title, words, done, is_last=False)
        self._place()

    def _with_keys(self, words: str) -> str:
        """Return words with the keys as they are now; what has none is named as in the palette."""
        label_set = self._session.label_set if self._session is not None else None
        labels = label_set.usable_span_labels() if label_set is not None else ()
        first = next((one for one in labels if one.key), None)
        keys = {"label": f"{first.key.upper()} is {first.name}" if first else "Space finds one"}
        for action in BY_ID:
            if f"{{{action}}}" in words:
                keys[action] = self._window.shown_key(action) or f"“{BY_ID[action].text}”"
        for name, key in keys.items():
            words = words.replace(f"{{{name}}}", key)
        return words

    def _place(self) -> None:
        window, page = self._window, self._window.page
        if not self.is_on or page is None:
            return
        bottom = window.height() - window.status_bar.height() - _EDGE
        self.card.place(window.width() - _EDGE, bottom)
        self.ring.hide()
        if self._step < len(STEPS):
            self.ring.surround(STEPS[self._step].target(window, page))
        self.card.raise_()

    def _focus_text(self) -> None:
        if self._window.page is not None and self._window.place == "annotate":
            self._window.page.focus_text()

    def _end(self) -> None:
        if not self.is_on:
            return
        self.is_on = False
        self._window.removeEventFilter(self)
        self._placing.stop()
        self._window.start.refresh()
        for gone in (self.card, self.ring):
            gone.hide()
            gone.deleteLater()
        self.deleteLater()
