"""The inspector: all about what is selected, or about the article where nothing is."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.edits.edit import SetAttribute, SetEdit, SetNote
from annotator.messages import sentence
from annotator.model.errors import AnnotatorError
from annotator.ui.models.annotation_blame import AnnotationBlame
from annotator.ui.models.annotation_version import AnnotationVersion
from annotator.ui.models.article_remarks import ArticleRemarks
from annotator.ui.panels.article_section import ArticleSection, StatusSection
from annotator.ui.panels.attributes_section import AttributesSection
from annotator.ui.panels.discussion_section import DiscussionSection
from annotator.ui.panels.document_labels_section import DocumentLabelsSection
from annotator.ui.panels.entity_section import EntitySection
from annotator.ui.panels.history_section import HistorySection
from annotator.ui.panels.note_section import NoteSection
from annotator.ui.panels.relations_section import RelationsSection
from annotator.ui.panels.section import ACTS_OVERHANG, Inspected, Section, inspect
from annotator.ui.panels.seen_section import SeenSection
from annotator.ui.panels.selection_section import SelectionSection
from annotator.ui.panels.tab_order import order_tabs, tab_stops
from annotator.ui.session import Session

_EDGE = 14


class Inspector(QScrollArea):
    """Sections below each other, one noun each; their edits go to the session."""

    reveal_requested = Signal(str)
    """An annotation (id) shall come into view and be selected."""
    details_requested = Signal()
    """Title, date, source and so on of the article shall be corrected."""
    link_requested = Signal()
    """Who or what is selected shall be asked."""
    entity_requested = Signal(str)
    """All mentions of an entity (id) shall be seen."""
    moment_requested = Signal(int)
    """The article shall be seen as it was after an act (its number)."""
    leave_requested = Signal()
    """The hand wants back to the article."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._inspected: Inspected | None = None
        self._is_due = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_if_seen)
        self.setAccessibleName("Inspector")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._body = QWidget(self)
        self.selection = SelectionSection()
        self.attributes = AttributesSection()
        self.relations = RelationsSection()
        self.entity = EntitySection(session.project.entities.get)
        self.note = NoteSection()
        self.discussion = DiscussionSection(ArticleRemarks(session, self))
        self.history = HistorySection(
            AnnotationBlame(session, self), AnnotationVersion(session, self)
        )
        self.article = ArticleSection()
        self.document_labels = DocumentLabelsSection()
        self.status = StatusSection()
        self.seen = SeenSection()
        self._sections: tuple[Section, ...] = (
            self.selection,
            self.attributes,
            self.relations,
            self.entity,
            self.note,
            self.discussion,
            self.history,
            self.article,
            self.status,
            self.seen,
            self.document_labels,
        )
        self._arrange()
        self._connect()
        self._show()

    # ---- for the window ------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be done here."""
        self.bring_up_to_date()
        for part in tab_stops(self._body):
            if part.isVisible() and part.isEnabled():
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def edit_note(self) -> None:
        """Put the cursor into the note on what is selected."""
        self.bring_up_to_date()
        if not self.note.isHidden():
            self.ensureWidgetVisible(self.note.field)
            self.note.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def discuss(self) -> None:
        """Put the cursor into the field for what one has to say about what is selected."""
        self.bring_up_to_date()
        if not self.discussion.isHidden():
            self.discussion.begin()
            self.ensureWidgetVisible(self.discussion)

    def bring_up_to_date(self) -> None:
        """Show at once what would be shown in the next turn of the event loop."""
        if self._is_due:
            self._show()

    def commit(self) -> None:
        """Ask for what has been typed and not yet been said: before leaving or closing."""
        for editor in (*self.attributes.editors, *self.document_labels.editors):
            editor.commit()
        self.note.commit()

    # ---- making --------------------------------------------------------------------------

    def _arrange(self) -> None:
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(_EDGE - ACTS_OVERHANG, 14, _EDGE, 14)
        layout.setSpacing(18)
        for section in self._sections:
            section.setParent(self._body)
            layout.addWidget(section)
        layout.addStretch(1)
        self.setWidget(self._body)
        self._body.setAutoFillBackground(False)

    def _connect(self) -> None:
        for section in self._sections:
            section.edit_requested.connect(self._apply)
            section.reveal_requested.connect(self.reveal_requested)
        self.article.details_requested.connect(self.details_requested)
        self.entity.link_requested.connect(self.link_requested)
        self.entity.entity_requested.connect(self.entity_requested)
        self.history.moment_requested.connect(self.moment_requested)
        self.note.leave_requested.connect(self.leave_requested)
        self.discussion.leave_requested.connect(self.leave_requested)
        session = self._session
        session.selection.changed.connect(self._take_selection)
        session.document_opened.connect(self._take_selection)
        session.changed.connect(self._show_soon)

    # ---- what happens --------------------------------------------------------------------

    def _take_selection(self, *_: object) -> None:
        inspected = inspect(self._session)
        if _about(inspected) != _about(self._inspected):
            self.commit()
        self._show_soon()

    def _show_soon(self, *_: object) -> None:
        """Selecting and editing come in one go: shown once, after the text has been painted."""
        self._is_due = True
        self._soon.start()

    def _show_if_seen(self) -> None:
        """What nobody sees is shown when it is seen."""
        if self._is_due and self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is inspected now."""
        self.bring_up_to_date()
        super().showEvent(event)

    def _show(self) -> None:
        self._is_due = False
        inspected = inspect(self._session)
        self._inspected = inspected
        self._body.setVisible(inspected is not None)
        if inspected is not None:
            for section in self._sections:
                section.show_inspected(inspected)
            order_tabs(self._body)

    def _apply(self, edit: SetEdit) -> None:
        """Apply an edit where it was asked for, though another article may be open by now."""
        asked = self._inspected.document.id if self._inspected else ""
        document = self._session.document
        if asked and self._is_about_nothing(edit, asked):
            return
        if document is not None and document.id == asked:
            if self._session.apply(edit, self) is None:
                self._show()
        elif asked:
            try:
                self._session.project.apply(edit, asked, self)
            except AnnotatorError as error:
                self._session.refused.emit(sentence(error))

    def _is_about_nothing(self, edit: SetEdit, document: str) -> bool:
        """Tell whether words were typed on something that has been deleted since."""
        if not isinstance(edit, SetNote | SetAttribute):
            return False
        mine = self._session.project.annotation_set(document)
        return edit.annotation not in mine.spans and edit.annotation not in mine.relations


def _about(inspected: Inspected | None) -> tuple[str, tuple[str, ...], str] | None:
    """Return what tells whether the same thing is inspected as before."""
    if inspected is None:
        return None
    spans = tuple(span.id for span in inspected.spans)
    relation = inspected.relation.id if inspected.relation else ""
    return (inspected.document.id, spans, relation)
