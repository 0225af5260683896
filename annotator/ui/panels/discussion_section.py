"""DISCUSSION: what people say about the selected span or relation, and the way to say something."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.models.article_remarks import ArticleRemarks
from annotator.ui.panels.discussion import Discussion
from annotator.ui.panels.quiet_button import QuietButton
from annotator.ui.panels.section import Inspected, Section


class DiscussionSection(Section):
    """The thread of the one annotation selected; where there is none, a button that begins one."""

    leave_requested = Signal()

    def __init__(self, remarks: ArticleRemarks, parent: QWidget | None = None) -> None:
        super().__init__("Discussion", parent)
        self._remarks = remarks
        self._about: str | None = None
        self._is_begun = False
        self.begin_button = QuietButton("Begin a discussion", self)
        self.discussion = Discussion(self)
        self.body.addWidget(self.discussion)
        self.add_acts(self.begin_button)
        self.begin_button.clicked.connect(self.begin)
        self.discussion.remark_requested.connect(self._say)
        self.discussion.leave_requested.connect(self.leave_requested)
        remarks.changed.connect(self._show)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show what is said about the one annotation selected."""
        annotation = inspected.annotation
        about = annotation.id if annotation is not None else None
        if about != self._about:
            self._about, self._is_begun = about, False
            self.discussion.reply.clear()
        self.setVisible(about is not None)
        self._show()

    def begin(self) -> None:
        """Let something be said about what is selected."""
        if self._about is not None:
            self._is_begun = True
            self._show()
            self.discussion.reply.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        if self._about is None:
            return
        thread = self._remarks.thread_of(self._about)
        self.discussion.show_thread(thread, self._remarks.name_of)
        has_field = bool(thread) or self._is_begun
        self.discussion.setVisible(has_field)
        self.heading.setVisible(has_field)
        self.begin_button.setVisible(not has_field)

    def _say(self, text: str, is_closing: bool) -> None:
        if self._about is not None:
            self._remarks.say(self._about, text, is_closing=is_closing)
