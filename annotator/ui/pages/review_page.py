"""The place where one reviews: article list, one text with two people's labels, the queue."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from annotator.edits.edit import AddRelation, AddSpan, SetEdit
from annotator.messages import sentence
from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Choice
from annotator.settings.store import Settings
from annotator.ui.article_look import ArticleLook
from annotator.ui.bindings import Bindings, as_seen, find_label
from annotator.ui.pages.no_article import NoArticle
from annotator.ui.panels.article_list import ArticleListPanel
from annotator.ui.review.blind_bar import BlindBar
from annotator.ui.review.by_phrase import ByPhrase
from annotator.ui.review.deciding import Deciding
from annotator.ui.review.disputed import disputed
from annotator.ui.review.people_bar import PeopleBar
from annotator.ui.review.proposal import Proposal
from annotator.ui.review.queue import Queue
from annotator.ui.review.queue_panel import QueuePanel
from annotator.ui.review.reading_ahead import ReadingAhead
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.review.survey import Survey
from annotator.ui.review.union import unite
from annotator.ui.selection import Selection
from annotator.ui.session import Session
from annotator.ui.text_view.colours import text_colours
from annotator.ui.text_view.overview_strip import OverviewStrip
from annotator.ui.text_view.text_view import TextView
from annotator.ui.theme import current_colours, theme

if TYPE_CHECKING:
    from annotator.ui.review.agreement_dialog import AgreementDialog

_WIDTHS = [264, 850, 326]
_LEAST_FOR_LIST = 980
"""How wide (pixels) the page must be for the article list; text and queue are always there."""
_EDITING = "Editing: label keys and Alt → work, Esc ends it"
_END_FIRST = "You are editing this: Esc ends that, then decide."


class ReviewPage(QWidget):
    """Shows the review and carries keys to it. Annotators' sets are only looked at here."""

    help_page = "review"

    action_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        bindings: Bindings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._bindings = bindings
        self._settings = settings
        self._is_list_wanted = True
        self.proposal: Proposal | None = None
        self.agreement: AgreementDialog | None = None
        """Made when it is asked for."""
        self.reviewing = Reviewing(session, self)
        self.deciding = Deciding(session, self.reviewing)
        self.selection = Selection(self)
        self.articles = ArticleListPanel(session, settings=settings)
        self.view = TextView(self.selection)
        self.look = ArticleLook(self.view, settings)
        self.strip = OverviewStrip(self.view)
        self.people = PeopleBar(self.reviewing)
        self.people.setObjectName("label_bar")
        self.people.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.blind = BlindBar(self.reviewing)
        self.survey = Survey(session, self.reviewing, self)
        self.walk = Queue(session, self.reviewing, self.survey, settings, self)
        self.queue = QueuePanel(session, self.reviewing, self.deciding, self.survey, self.walk)
        self.by_phrase = ByPhrase(session, self.reviewing, self.view, self)
        self.ahead = ReadingAhead(session, self.reviewing, self.walk, self)
        self.nothing = NoArticle()
        self._middle = QStackedWidget()
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._arrange()
        self._connect()
        self._dress()

    # ---- for the window

    def focus_text(self) -> None:
        """Put the focus back into the text, or into the list while no article is open."""
        if self.session.document is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.articles.focus_list()

    def is_in_text(self) -> bool:
        """Tell whether the text has the focus."""
        focused = self.window().focusWidget()
        return focused is self.view or self.view.isAncestorOf(focused)

    def show_list(self, is_wanted: bool) -> None:
        """Show or hide the article list, as far as the width allows."""
        self._is_list_wanted = is_wanted
        self.articles.setVisible(is_wanted and self.width() >= _LEAST_FOR_LIST)

    def show_keys(self, shown_key: Callable[[str], str]) -> None:
        """Show the keys that actions (ids) have now."""
        self.queue.show_keys(shown_key)
        self.articles.search.key_hint.set_keys(shown_key("filter_articles"))

    def walk_panels(self, step: int) -> None:
        """Move the focus to the next panel, or back."""
        stops: list[QWidget] = [self.articles.view, self.view, self.queue.discussion.reply]
        shown = [stop for stop in stops if stop.isVisible()]
        focused = self.window().focusWidget()
        here = next(
            (at for at, one in enumerate(shown) if one is focused or one.isAncestorOf(focused)), 0
        )
        if shown:
            shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def stop(self) -> None:
        """Let go of what is under way: the project is about to be closed."""
        self.articles.model.stop()
        if self.agreement is not None:
            self.agreement.stop()
            self.agreement.deleteLater()
            self.agreement = None
        self.reviewing.end()
        self.survey.stop()
        self.queue.figures.stop()
        self.ahead.stop()
        self.by_phrase.stop()

    # ---- acts

    def decide(self, choice: Choice, outcome: tuple[Span | Relation, ...] = ()) -> None:
        """Settle the case one is at and go to the next that waits; not while one is edited."""
        if self.proposal is not None:
            self.session.said.emit(_END_FIRST, False)
            return
        if self.deciding.decide(choice, outcome=outcome):
            self.walk.go_to_open()

    def step(self, step: int) -> None:
        """Go to the next case (1) or the previous one (-1); behind the last of an article comes
        the next article with one that waits."""
        if not self.walk.step(step) and step > 0:
            self.next_disputed()

    def next_open(self) -> None:
        """Go to the next case that waits, in another article where none is left in this one."""
        if not self.walk.go_to_open():
            self.next_disputed()

    def next_disputed(self) -> None:
        """Open the next article with a case that waits."""
        found = self.walk.next_article()
        if found is not None:
            self.session.open_then(found, self.focus_text)
        elif self.survey.is_complete:
            self.session.said.emit("No other article has an open difference.", False)
        else:
            self.session.said.emit("The articles are still being read.", False)

    def set_audit(self, percent: int) -> None:
        """Ask about so much, in a hundred, of what all agree on."""
        self._settings.choose("audit_percent", percent)
        self.reviewing.set_audit(percent / 100)

    def look_by_phrase(self) -> None:
        """Show where the words one is at stand in the project."""
        self.by_phrase.open()

    def list_phrases(self) -> None:
        """Show the phrases that are not labelled alike."""
        self.by_phrase.open_list()

    def write_comment(self) -> None:
        """Let a comment on the decision be written."""
        self.queue.said.write_comment()

    def discuss(self) -> None:
        """Put the cursor into the field for what one has to say about the case."""
        self.queue.discussion.reply.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def edit_case(self) -> None:
        """Begin to put the case right that one is at; where that is under way, end it."""
        if self.proposal is not None:
            self.end_edit()
            return
        case, document = self.reviewing.case, self.session.document
        if case is None or document is None:
            return
        if not Proposal.can_begin(case.difference):
            self.session.said.emit("This is not in the text: decide for one side.", False)
            return
        self.proposal = Proposal(case.difference, document, self.session.label_set)
        self._show_sets(self.proposal.annotation_set, self.reviewing.second, self.session.label_set)
        subject = self.proposal.subject
        if subject in self.proposal.annotation_set.relations:
            self.selection.select_relation(subject)
        else:
            self.selection.select_spans([subject])
        self.view.reveal(case.difference.place[0])
        self.people.mode.setText(_EDITING)

    def end_edit(self) -> None:
        """End editing: what was changed is the verdict; nothing changed is none."""
        if self.proposal is None:
            self.selection.clear()
            return
        is_decided = self._keep_edit()
        self._show_article()
        if is_decided:
            self.walk.go_to_open()
        self._show_current()

    def _keep_edit(self) -> bool:
        """Let what was put right be the verdict, also where one goes elsewhere without ending it;
        tell whether it is."""
        proposal, self.proposal = self.proposal, None
        if proposal is None or not proposal.is_changed:
            return False
        # One may have gone to another case meanwhile, by a click in the queue.
        self.reviewing.go_to_key(proposal.about)
        return self.deciding.decide("edited", outcome=proposal.outcome)

    # ---- making

    def _arrange(self) -> None:
        text = QWidget()
        text.setObjectName("article_side")
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.people)
        column.addWidget(self.blind)
        beside = QHBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.view, 1)
        beside.addWidget(self.strip)
        column.addLayout(beside, 1)
        self._middle.addWidget(self.nothing)
        self._middle.addWidget(text)
        for widget in (self.articles, self._middle, self.queue):
            self.columns.addWidget(widget)
        self.columns.setHandleWidth(1)
        self.columns.setChildrenCollapsible(False)
        for place, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(place, stretch)
        self.articles.setMinimumWidth(200)
        self._middle.setMinimumWidth(360)
        self.queue.setMinimumWidth(270)
        self.columns.setSizes(_WIDTHS)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)

    def _connect(self) -> None:
        view, session = self.view, self.session
        self.articles.document_requested.connect(session.open_document)
        self.articles.leave_requested.connect(self.focus_text)
        self.articles.action_requested.connect(self.action_requested)
        self.articles.model.counts_loaded.connect(
            lambda counts: self.nothing.show_count(counts.get("all", 0))
        )
        self.people.choice_requested.connect(lambda: self.action_requested.emit("choose_people"))
        self.blind.look_requested.connect(self._look_anyway)
        self.queue.leave_requested.connect(self.focus_text)
        view.key_hook = self._take_key
        view.edit_requested.connect(self._take_edit)
        view.notice.connect(lambda words: session.said.emit(words, False))
        self.selection.changed.connect(self._follow_selection)
        self.queue.bar.filter_requested.connect(lambda: self.action_requested.emit("filter_queue"))
        self.session.leaving.connect(self._keep_edit)
        self.reviewing.pairing_changed.connect(self._show_article)
        self.reviewing.pairing_changed.connect(self._follow_pairing)
        self.reviewing.cases_changed.connect(self._show_disputed)
        self.reviewing.current_changed.connect(self._show_current)
        theme().changed.connect(self._dress)

    # ---- what happens

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the open article while one looks."""
        super().showEvent(event)
        self.look.restore()
        self.reviewing.audit_share = self._settings.get("audit_percent") / 100
        self.reviewing.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Follow nothing while another place is shown."""
        self.end_edit()
        self.reviewing.end()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the list yield to the text, and come back."""
        super().resizeEvent(event)
        self.show_list(self._is_list_wanted)

    def _look_anyway(self) -> None:
        self.action_requested.emit("look_anyway")
        self.focus_text()

    def _follow_pairing(self) -> None:
        self.survey.follow(self.reviewing.wished, self.reviewing.audit_share)

    def _show_article(self) -> None:
        self.proposal = None
        self.people.mode.setText("")
        document = self.session.document
        if document is None:
            self.view.clear_document()
        else:
            self._show_what_is_said(document)
        self._middle.setCurrentIndex(0 if document is None else 1)
        self._show_current()

    def _show_what_is_said(self, document: Document) -> None:
        reviewing, label_set = self.reviewing, self.session.label_set
        reviewed, pairing = reviewing.reviewed, reviewing.pairing
        if reviewed is not None and pairing is not None and pairing.is_everybody:
            union = unite(document.id, reviewed.places, label_set)
            self._show_sets(union.annotation_set, None, union.label_set)
        else:
            nobody = AnnotationSet("", document.id, None)
            self._show_sets(reviewing.first or nobody, reviewing.second, label_set)

    def _show_sets(
        self, first: AnnotationSet, second: AnnotationSet | None, label_set: LabelSet
    ) -> None:
        document = self.session.document
        assert document is not None
        below = None if second is None else (second, self.reviewing.names[1])
        ordered = self.ahead.ordered(first)
        self.view.show_document(document, first, label_set, below, ordered)
        self._show_disputed()

    def _show_disputed(self) -> None:
        reviewing = self.reviewing
        is_quiet = reviewing.pairing is None or self.proposal is not None
        self.view.show_disputed(None if is_quiet else disputed(reviewing.cases, reviewing.case))

    def _show_current(self) -> None:
        if self.proposal is not None:
            return
        self._show_disputed()
        if self.reviewing.place is not None:
            self.view.reveal(self.reviewing.place)

    def _follow_selection(self) -> None:
        """A span that is clicked is the way to its case."""
        selected = self.selection.relation or self.selection.span
        if selected is None or self.proposal is not None:
            return
        self.reviewing.go_to_one_of([selected])

    def _take_key(self, event: QKeyEvent) -> bool:
        """Run what a key in the text means; False leaves it to the text."""
        label = find_label(event, self.session.label_set)
        action = self._bindings.find_action(event, "review")
        if self.proposal is not None and action not in {"leave_edit", "edit_case"}:
            action = self._bindings.find_action(event, "article")
        is_to_add = label is not None and self.proposal is None and self.selection.text is not None
        if action is not None and not is_to_add:
            self.action_requested.emit(as_seen(action, event, is_leftwards=self.view.is_leftwards))
            return True
        if label is None:
            return False
        if self.proposal is None and self.selection.text is None:
            if self.deciding.decide_for_label(label):
                self.walk.go_to_open()
                return True
            words = "Select what both have missed and label it, or edit the difference."
            self.session.said.emit(words, False)
        else:
            self.view.label(label)
        return True

    def _take_edit(self, edit: SetEdit) -> None:
        if self.proposal is not None:
            try:
                self.view.apply_changes(self.proposal.apply(edit))
            except AnnotatorError as error:
                self.session.refused.emit(sentence(error))
        elif isinstance(edit, AddSpan):
            self._add(edit.span)
        elif isinstance(edit, AddRelation):
            self._add(edit.relation)
        else:
            self.session.said.emit("Labels of others are not changed here: edit instead.", False)

    def _add(self, missed: Span | Relation) -> None:
        """Add what both have missed, and say so: its card may be out of sight."""
        count = self.reviewing.count
        self.deciding.add((missed,))
        if self.reviewing.count > count:
            self.selection.clear()  # the next key is for the difference one is at
            self.session.said.emit("Added to the curated set, behind the differences.", True)

    def _dress(self) -> None:
        colours = current_colours()
        self.view.set_colours(text_colours(is_dark=colours.is_dark, is_high=colours.is_high))
