"""The text view: an article with its spans and relations, to be read and marked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QWidget

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.ui.selection import Selection
from annotator.ui.text_view.announcing import Announcing
from annotator.ui.text_view.blinking import BlinkingCaret
from annotator.ui.text_view.blocks import Blocks
from annotator.ui.text_view.canvas import Canvas
from annotator.ui.text_view.colours import TextColours
from annotator.ui.text_view.copied import copied_spans, copied_words
from annotator.ui.text_view.density import Density, shown_changes, shown_part
from annotator.ui.text_view.galley import Galley
from annotator.ui.text_view.gestures import Gestures
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.keyboard import Keyboard
from annotator.ui.text_view.look import Disputed, TextRange, look_at
from annotator.ui.text_view.marking import Marking
from annotator.ui.text_view.offers import Offers
from annotator.ui.text_view.one_act import OneAct
from annotator.ui.text_view.ordering import Ordered
from annotator.ui.text_view.painter import Painter
from annotator.ui.text_view.relating import Relating
from annotator.ui.text_view.second_set import SecondSet
from annotator.ui.text_view.shadow import Shadow
from annotator.ui.text_view.span_edits import Granularity, Unit

_SMALLEST, _LARGEST = 8.0, 40.0


class TextView(Canvas):
    """Shows one article. Wishes leave it as signals; what became of them comes in as `Changes`."""

    edit_requested = Signal(object)
    """A `SetEdit`; the owner applies it and calls `apply_changes`."""
    notice = Signal(str)
    """A hint for the status bar, such as "Nothing to label here."."""
    menu_requested = Signal(QPoint, list)
    """Where on the screen, and the ids of the spans there, the innermost first."""
    granularity_changed = Signal(str)
    hits_changed = Signal()
    """`hits` are others now."""
    disputed_changed = Signal()
    """`disputed` is another now."""
    zoomed = Signal(float)
    """The text size in points, after the user changed it."""
    hidden_labels_changed = Signal(object)
    """A frozenset of the labels (ids) that are switched off, after the view itself changed it."""

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selection = selection
        self.act = OneAct()
        """What is done within it is shown at its end."""
        self.key_hook: Callable[[QKeyEvent], bool] | None = None
        self._document: Document | None = None
        self._annotation_set = AnnotationSet("", "", None)
        self._label_set = LabelSet()
        self._index = AnnotationIndex.empty()
        self._hits: tuple[TextRange, ...] = ()
        self._hovered_relation: str | None = None
        self._hovered_spans: tuple[str, ...] = ()
        self._density = Density()
        self._hidden_labels: frozenset[str] = frozenset()
        self.second = SecondSet(self)
        self.offers = Offers(self)
        self._preview: TextRange | None = None
        self._disputed: Disputed | None = None
        self._normal_size = self._point_size
        self._is_following = False
        self.caret = BlinkingCaret(self)
        self.keyboard = Keyboard(self)
        self._shadow = Shadow(self.viewport(), self.keyboard.take)
        self._shadow.caret_moved.connect(self._follow_shadow)
        self._shadow.focus_changed.connect(self.caret.follow_focus)
        self.setFocusProxy(self._shadow)
        self.setAccessibleName(self.tr("Article"))
        self.marking = Marking(self)
        self._announcing = Announcing(self)
        self.relating = Relating(self)
        self.gestures = Gestures(self)
        selection.changed.connect(self._follow_selection)
        self.scrolled.connect(self._place_shadow)

    # ---- what is shown -----------------------------------------------------------------------

    def show_document(
        self,
        document: Document,
        annotation_set: AnnotationSet,
        label_set: LabelSet,
        second: tuple[AnnotationSet, str] | None = None,
        ordered: Ordered | None = None,
    ) -> None:
        """Show an article with one annotator's spans and relations, from its start.

        `second` is what stands below the text (`show_second`). `ordered`: where it has been put in
        order already, on another thread perhaps.
        """
        self.relating.cancel()
        self.marking.forget()
        self._announcing.forget()
        self.second.clear()
        self._document, self._annotation_set = document, annotation_set
        self._label_set = label_set
        if document.meta.language != self._language:
            self._language, self._typography = document.meta.language, None
        galley = Galley(
            document,
            shown_part(annotation_set, self._hidden_labels),
            label_set,
            self.typography(),
            self._colours,
            self._column_width(),
            self._density,
            ordered,
        )
        if second is not None:
            self.second.show(*second)
            galley.show_second(self.second.shown_part(self._hidden_labels))
        self._index = galley.index
        self.offers.clear()
        self.keyboard.begin(galley)
        self._hits, self._hovered_relation, self._hovered_spans = (), None, ()
        self._disputed = None
        self._shadow.show_text(document.text, galley.blocks)
        self._show_galley(galley, label_set)
        self.selection.set_caret(0)
        self.refresh_look()

    def clear_document(self) -> None:
        """Show nothing."""
        self.relating.cancel()
        self.marking.forget()
        self.second.clear()
        self.offers.clear()
        self._document, self._index = None, AnnotationIndex.empty()
        self._annotation_set = AnnotationSet("", "", None)
        self.keyboard.begin(None)
        self._shadow.show_text("", Blocks(""))
        self._show_galley(None, LabelSet())

    def apply_changes(self, changes: Changes) -> None:
        """Show what an edit changed; only the blocks it touches are laid out again."""
        if changes.label_set is not None:
            self.set_label_set(changes.label_set[1])
        if self._galley is None or self._document is None or changes.document != self._document.id:
            return
        if changes.annotation_set is None or changes.annotation_set.id != self._annotation_set.id:
            return
        self._annotation_set = changes.annotation_set
        changes = shown_changes(changes, self._index, self._hidden_labels)
        with self.act:
            self._refresh_blocks(self._galley.apply(changes))
            gone = {one.id for one, after in changes.spans if one is not None and after is None}
            gone |= {one.id for one, after in changes.relations if one and after is None}
            self.relating.cancel()
            if gone:
                self.selection.forget(gone)
            self.offers.prune()
            self.refresh_look()
            self.act.ask(self._announcing.follow)

    def set_label_set(self, label_set: LabelSet) -> None:
        """Show the names and colours of another version of the label set."""
        self._label_set = label_set
        if self._galley is not None:
            self._galley.set_label_set(label_set)
            self._painter = Painter(self._colours, label_set, self.typography())
        self._refresh()

    def set_colours(self, colours: TextColours) -> None:
        """Draw with other colours."""
        self._colours = colours
        self._dress_scroll_bar()
        if self._galley is not None:
            self._keeping_place(lambda galley: galley.set_colours(colours))
            self._painter = Painter(colours, self._label_set, self.typography())
        self.viewport().update()

    def set_text_font(self, family: str, point_size: float) -> None:
        """Set the text in another face and size; this size is what `zoom_normal` returns to."""
        self._normal_size = point_size
        if (family, point_size) != (self._family, self._point_size):
            self._set_type(family, point_size)

    def _set_type(self, family: str, point_size: float) -> None:
        self._family, self._point_size = family, point_size
        self._set_anew()

    def set_measure(self, column_characters: int, line_spacing: float) -> None:
        """Let lines hold about so many characters, and stand so far apart (1 as delivered)."""
        if (column_characters, line_spacing) != (self._column_characters, self._line_spacing):
            self._column_characters, self._line_spacing = column_characters, line_spacing
            self._set_anew()

    def _set_anew(self) -> None:
        self._typography = None
        typography = self.typography()
        if self._galley is not None:
            self._keeping_place(self._retype)
            self._painter = Painter(self._colours, self._label_set, typography)
        self.viewport().update()

    def _retype(self, galley: Galley) -> None:
        galley.width = self._column_width()
        galley.set_typography(self.typography())

    def set_hits(self, hits: Iterable[TextRange]) -> None:
        """Show what a search found."""
        self._hits = tuple(hits)
        self.refresh_look()
        self.hits_changed.emit()

    # ---- how much is shown -------------------------------------------------------------------

    @property
    def density(self) -> Density:
        """How much stands around the text."""
        return self._density

    def set_density(self, density: Density) -> None:
        """Draw more or less around the text; the top line stays where it is."""
        if density == self._density:
            return
        self._density = density
        self._keeping_place(lambda galley: galley.set_density(density))
        self.refresh_look()
        self.viewport().update()

    @property
    def hidden_labels(self) -> frozenset[str]:
        """The labels (ids) of spans and relations that are switched off."""
        return self._hidden_labels

    def set_hidden_labels(self, labels: Iterable[str]) -> None:
        """Leave out what wears one of these labels (ids), and relations at such spans."""
        hidden = frozenset(labels)
        if hidden == self._hidden_labels:
            return
        self._hidden_labels = hidden
        self.relating.cancel()
        self._keeping_place(self._show_annotations)
        shown = self._index
        self.selection.forget(
            one
            for one in (*self.selection.spans, self.selection.relation or "")
            if one not in shown.spans and one not in shown.relations
        )
        self.refresh_look()
        self._refresh()

    def _show_annotations(self, galley: Galley) -> None:
        galley.show_annotations(shown_part(self._annotation_set, self._hidden_labels))
        galley.show_second(self.second.shown_part(self._hidden_labels))
        self._index = galley.index

    def show_label_again(self, label: str) -> None:
        """Switch a label on that was off, because the hand has just used it."""
        if label in self._hidden_labels:
            self.set_hidden_labels(self._hidden_labels - {label})
            self.hidden_labels_changed.emit(self._hidden_labels)

    def show_second(self, annotation_set: AnnotationSet, name: str) -> None:
        """Draw another annotator's spans below the text, to be looked at only."""
        self.second.show(annotation_set, name)
        part = self.second.shown_part(self._hidden_labels)
        self._keeping_place(lambda galley: galley.show_second(part))

    def clear_second(self) -> None:
        """Draw nobody else's spans any more."""
        if self.second.annotation_set is not None:
            self.second.clear()
            self._keeping_place(lambda galley: galley.show_second(None))

    def show_disputed(self, disputed: Disputed | None) -> None:
        """Let what two people differ on wear colour, and nothing else; None ends that."""
        self._disputed = disputed
        self.refresh_look()
        self.disputed_changed.emit()

    # ---- what others may ask -----------------------------------------------------------------

    @property
    def text(self) -> str:
        """The text of the article."""
        return self._document.text if self._document is not None else ""

    @property
    def index(self) -> AnnotationIndex:
        """The spans and relations shown."""
        return self._index

    @property
    def document_id(self) -> str:
        """The id of the article shown, or ""."""
        return self._document.id if self._document is not None else ""

    def relations_at(self, spans: Iterable[str]) -> list[Relation]:
        """Return the relations at spans (ids), those that are switched off as well."""
        if not self._hidden_labels:
            ids = {id for span in spans for id in self._index.relations_of(span)}
            return [self._index.relations[id] for id in sorted(ids)]
        at = set(spans)
        every = self._annotation_set.relations.values()
        return [one for one in every if one.head in at or one.tail in at]

    @property
    def label_set(self) -> LabelSet:
        """The label set in use."""
        return self._label_set

    @property
    def hits(self) -> tuple[TextRange, ...]:
        """What a search found."""
        return self._hits

    @property
    def disputed(self) -> Disputed | None:
        """What two people differ on, where they are compared."""
        return self._disputed

    @property
    def granularity(self) -> Granularity:
        """What selections snap to."""
        return self.marking.granularity

    def label_meant(self) -> str:
        """Return the label (id) of the selected span or relation, else of the span at the caret."""
        relation = self._index.relations.get(self.selection.relation or "")
        if relation is not None:
            return relation.label
        at = self.selection.spans[-1:] or self._index.spans_at(self.selection.caret)
        return next((self._index.spans[one].label for one in at if one in self._index.spans), "")

    def name_of_span(self, id: str) -> str:
        """Return the name of a span's label as it stands above the text."""
        label = self._index.spans[id].label
        return self._galley.wording.span_name(label) if self._galley is not None else label

    def beginning_of(self, id: str) -> str:
        """Return the first words of a span."""
        span = self._index.spans[id]
        return self._galley.wording.beginning(span, 40) if self._galley is not None else ""

    def reads_leftwards(self, offset: int) -> bool:
        """Tell whether the paragraph at an offset runs from right to left."""
        galley = self._galley
        if galley is None:
            return False
        return galley.laid(galley.blocks.number_at(offset)).paragraph.is_rtl

    @property
    def is_leftwards(self) -> bool:
        """Whether the selected span, or the caret, stands in text that runs to the left."""
        span = self.marking.primary()
        return self.reads_leftwards(self.selection.caret if span is None else span.start)

    # ---- commands: each is what an action calls ----------------------------------------------

    def label(self, label_id: str) -> None:
        """Label the selected text, else relabel the selected spans, else label the word here."""
        if self._galley is not None:
            self.marking.label(label_id)

    def select_next_span(self) -> None:
        """Select the next span in reading order."""
        self.marking.select_neighbour(1)

    def select_previous_span(self) -> None:
        """Select the previous span in reading order."""
        self.marking.select_neighbour(-1)

    def select_span_at_caret(self) -> None:
        """Select the span at the caret; again, the next one around it."""
        self.marking.select_at_caret()

    def come_back(self) -> None:
        """Return to where one was before following a relation."""
        self.marking.come_back()

    def list_spans_here(self) -> None:
        """List all spans and relations at the caret, to choose one."""
        self.relating.list_spans_here()

    def gather_next_span(self) -> None:
        """Select the next span beside those selected; right after going back, let go of one."""
        self.marking.gather_neighbour(1)

    def gather_previous_span(self) -> None:
        """Select the previous span beside those selected; after going on, let go of one."""
        self.marking.gather_neighbour(-1)

    def move_end(self, step: int, unit: Unit = "word") -> None:
        """Move the selected span's end."""
        self.marking.move_end(step, unit)

    def move_start(self, step: int, unit: Unit = "word") -> None:
        """Move the selected span's start."""
        self.marking.move_start(step, unit)

    def add_fragment(self) -> None:
        """Add the selected text, or the word at the caret, to the span selected last."""
        self.marking.add_fragment()

    def remove_fragment(self) -> None:
        """Take the part at the caret away from the selected span."""
        self.marking.remove_fragment()

    def delete_selected(self) -> None:
        """Delete the selected relation or spans."""
        self.marking.delete_selected()

    def start_relation(self) -> None:
        """Show hint letters on every span a relation may lead to; turn a selected relation."""
        self.relating.start()

    def cancel(self) -> None:
        """Leave what is under way; where nothing is, let go of the selection."""
        if not self.gestures.stop() and not self.relating.cancel():
            self.selection.clear()

    def cycle_granularity(self) -> None:
        """Select by word, character or sentence."""
        self.marking.cycle_granularity()

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        self.marking.select_sentence()

    def select_all(self) -> None:
        """Select the whole article."""
        self.selection.select_text(0, len(self.text))

    def copy(self) -> None:
        """Copy the selected text, or the text of the selected spans, as it is in the article; with
        spans go their labels, as HTML and JSON."""
        chosen, spans = self.selection.text, self.marking.selected_spans()
        if chosen is not None:
            QGuiApplication.clipboard().setMimeData(copied_words(self.text[slice(*chosen)]))
        elif spans:
            copied = copied_spans(self.text, list(spans), self.label_set)
            QGuiApplication.clipboard().setMimeData(copied)

    def copy_with_labels(self) -> None:
        """Copy the selected spans with the names of their labels, as plain text too."""
        spans = self.marking.selected_spans()
        if spans:
            copied = copied_spans(self.text, list(spans), self.label_set, has_names=True)
            QGuiApplication.clipboard().setMimeData(copied)

    def zoom(self, step: int) -> None:
        """Set the text larger or smaller by steps; 0 returns to the normal size."""
        size = self._point_size * 1.1**step if step else self._normal_size
        self._set_type(self._family, round(min(_LARGEST, max(_SMALLEST, size)), 2))
        self.zoomed.emit(self._point_size)

    def place_of_reading(self) -> tuple[int, int]:
        """Return where the caret stands and which offset is the first on screen."""
        return (self.selection.caret, self.visible_range()[0])

    def take_up_reading(self, caret: int, top: int) -> None:
        """Put the caret and the first line on screen where they were."""
        if self._galley is None or self._anchor is None:
            return
        caret, top = (max(0, min(offset, len(self.text))) for offset in (caret, top))
        self.selection.set_caret(caret)
        if top > 0:
            number = self._galley.blocks.number_at(top)
            laid = self._galley.laid(number)
            self._anchor.go_to(number, laid.lines[laid.paragraph.line_at(top)].top)
            self._settle()

    def reveal_span(self, id: str) -> None:
        """Scroll to a span as little as need be."""
        span = self._index.spans.get(id)
        if span is not None:
            self.reveal(span.start)

    def go_to_span(self, id: str, beside: Sequence[str] = ()) -> None:
        """Select a span, after those `beside` it, put the caret at its start and scroll there."""
        span = self._index.spans.get(id)
        if span is not None:
            self.selection.select_spans([*beside, id], caret=span.start)
            self.reveal(span.start)

    # ---- selection, shadow, caret --------------------------------------------------------------

    def _follow_selection(self) -> None:
        """Have the invisible text say what is selected."""
        selection = self.selection
        if selection.spans:
            self.marking.last_span = selection.spans[-1]
        self.offers.follow_selection()
        self._is_following = True
        if selection.text is None:
            self._shadow.place(selection.caret, selection.caret)
        else:
            start, end = selection.text
            anchor = end if selection.caret == start else start
            self._shadow.place(anchor, start if anchor == end else end)
        self._is_following = False
        self.refresh_look()
        self._place_shadow()
        self.act.ask(self.caret.show)
        self.act.ask(self._announcing.follow)

    def _follow_shadow(self) -> None:
        """Select what a screen reader selected in the invisible text."""
        if self._is_following or self._document is None:
            return
        anchor, caret = self._shadow.anchor(), self._shadow.caret()
        if anchor != caret:
            self.selection.select_text(anchor, caret)
        else:
            self.selection.set_caret(caret)

    def anchor(self) -> int:
        """Return where the text selection began."""
        return self._shadow.anchor()

    def has_caret(self) -> bool:
        """Tell whether keys come here, so that the caret is to be seen."""
        return self._galley is not None and self._shadow.hasFocus()

    def preview(self, covered: TextRange | None) -> None:
        """Show what a drag would make of a span."""
        if covered != self._preview:
            self._preview = covered
            self.refresh_look()

    def refresh_look(self) -> None:
        """Draw what is selected, lit and hinted at now."""
        self.act.ask(self._look_again)

    def _look_again(self) -> None:
        look = look_at(
            self._index,
            text=self._preview or self.selection.text,
            spans=self.selection.spans,
            relation=self.selection.relation,
            hovered_relation=self._hovered_relation,
            targets=self.relating.targets(),
            hints=self.relating.hints(),
            hits=self._hits,
        )
        if offers := self.offers.look(self._hidden_labels):
            are_named = self._density.names == "always"
            look = replace(look, offers=offers, names_offers=are_named)
        if self._disputed is not None:
            lit = look.lit_relations | (self._disputed.annotations & self._index.relations.keys())
            look = replace(look, disputed=self._disputed, lit_relations=lit)
        self.set_look(look.thinned(self._density, self._hovered_spans))

    def hover(self, relation: str | None, spans: tuple[str, ...] = ()) -> None:
        """Light the relation under the pointer, and name the spans there where names float."""
        if self._density.names != "hover":
            spans = ()
        if (relation, spans) != (self._hovered_relation, self._hovered_spans):
            self._hovered_relation, self._hovered_spans = relation, spans
            self.refresh_look()

    def _place_shadow(self) -> None:
        self.act.ask(self._place_shadow_now)

    def _place_shadow_now(self) -> None:
        if not self.isVisible():
            return  # Before it is shown the column may have another width.
        rect = self.caret_rect(self.selection.caret) if self._galley is not None else None
        if rect is not None:
            self._shadow.stand_at(rect.topLeft().toPoint())

    def announce(self, sentence: str) -> None:
        """Have a screen reader say something."""
        self._shadow.announce(sentence)

    def _follow_shift(self, first: int, by: int) -> None:
        self.caret.follow_shift(first, by)

    def _fill_a_little(self) -> bool:
        return self._shadow.fill_more()

    def _paint_over(self, painter: QPainter) -> None:
        self.caret.paint(painter)
        self.gestures.paint_over(painter)

    def _is_painted_over(self) -> bool:
        return self.gestures.is_drawing

    # ---- the mouse -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.gestures.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.gestures.menu(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.gestures.leave()
        return super().viewportEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.caret.hide()
        self.gestures.stop()
        self.relating.cancel()
        super().hideEvent(event)
