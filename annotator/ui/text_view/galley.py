"""The whole article on one strip: its blocks laid out when they are looked at, and kept a while."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Generator, Iterable
from dataclasses import dataclass

from annotator.model.annotation_set import AnnotationSet
from annotator.model.changes import Changes
from annotator.model.document import Document
from annotator.model.labels import LabelSet
from annotator.ui.text_view.blocks import Block
from annotator.ui.text_view.colours import TextColours
from annotator.ui.text_view.density import Density
from annotator.ui.text_view.heights import Heights, estimate_heights
from annotator.ui.text_view.index import AnnotationIndex
from annotator.ui.text_view.laid import LaidBlock
from annotator.ui.text_view.laying import lay_block
from annotator.ui.text_view.ordering import Ordered, order_article
from annotator.ui.text_view.paragraph import Paragraph, Style, is_right_to_left
from annotator.ui.text_view.relaying import lay_again
from annotator.ui.text_view.typography import Face, Typography
from annotator.ui.text_view.wording import Wording

_KEPT = 600
"""Laid-out blocks that are kept; the least recently seen go first."""
_BLANK = Face(0.55, gap=0.0)


@dataclass(slots=True)
class Work:
    """How much has been done since the article was shown; tests and benchmarks read it."""

    shaped: int = 0
    """Blocks whose text was broken into lines."""
    laid: int = 0
    """Blocks whose spans and relations were laid out."""
    painted_lines: int = 0


class Galley:
    """Blocks, annotations and heights of one article at one width."""

    def __init__(
        self,
        document: Document,
        annotation_set: AnnotationSet,
        label_set: LabelSet,
        typography: Typography,
        colours: TextColours,
        width: float | None = None,
        density: Density | None = None,
        ordered: Ordered | None = None,
    ) -> None:
        """Lay nothing out yet; `width` is that of the column, by itself the typography's.

        `ordered`: where the article has been put in order already, with this very set.
        """
        if ordered is None or ordered.annotation_set is not annotation_set:
            ordered = order_article(document, annotation_set)
        self.text = document.text
        self.blocks, self.index = ordered.blocks, ordered.index
        self.work = Work()
        self._label_set = label_set
        self._colours = colours
        self._density = density or Density()
        self._second: AnnotationIndex | None = None
        self._second_ordered = ordered.second
        self._kept: OrderedDict[int, LaidBlock] = OrderedDict()
        self._begun: tuple[int, Generator[None, None, LaidBlock]] | None = None
        """The block that is being laid out before it is looked at."""
        self._to_free: list[LaidBlock] = []
        self._changed: dict[int, frozenset[str]] = {}
        """Block -> the spans (ids) that look different from when it was laid out last."""
        self.width = width or float(typography.column_width)
        self.set_typography(typography)

    # ---- blocks ----------------------------------------------------------------------------

    def laid(self, number: int) -> LaidBlock:
        """Return a block laid out."""
        found = self._kept.get(number)
        if found is None and self._begun is not None and self._begun[0] == number:
            found = self._keep(number, _finish(self._begun[1]))
        elif found is None:
            found = self._keep(number, _finish(self._lay(number, self._shape(number))))
        elif not self.heights.is_exact(number):
            found = self._keep(number, self._lay_again(number, found))
        self._kept.move_to_end(number)
        return found

    def lay_some(self, numbers: Iterable[int], is_time_up: Callable[[], bool]) -> bool:
        """Lay out blocks before they are looked at, until time is up; return whether some are left.

        Steps are of a fraction of a millisecond: what is begun goes on the next time.
        """
        for number in numbers:
            if number in self._kept:
                continue
            if self._begun is None or self._begun[0] != number:
                self._begun = (number, self._lay(number, self._shape(number)))
            while not is_time_up():
                try:
                    next(self._begun[1])
                except StopIteration as done:
                    self._keep(number, done.value)
                    break
            else:
                return True
        return False

    def _keep(self, number: int, laid: LaidBlock) -> LaidBlock:
        self._begun = None
        self.heights.set_exact(number, laid.height)
        self._kept[number] = laid
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return laid

    def height_of(self, number: int) -> float:
        """Return the true height of a block, laying it out where need be."""
        if self.heights.is_exact(number):
            return self.heights.height(number)
        return self.laid(number).height

    def kept(self, numbers: Collection[int]) -> dict[int, LaidBlock]:
        """Return of these blocks those that are kept, as they were laid out last."""
        return {number: self._kept[number] for number in numbers if number in self._kept}

    def is_laid(self, number: int) -> bool:
        """Tell whether a block is laid out and kept."""
        return number in self._kept and self.heights.is_exact(number)

    def _shape(self, number: int) -> Paragraph:
        self.work.shaped += 1
        block = self.blocks[number]
        text = self.text[block.start : block.end]
        opening = text
        if block.paragraph_start != block.start:
            opening = self.text[block.paragraph_start : block.paragraph_start + 200]
        is_rtl = not opening.isascii() and is_right_to_left(opening)
        return Paragraph(text, block.start, self.width, self._styles(block), is_rtl)

    def _styles(self, block: Block) -> list[Style]:
        face = self._face(block)
        length = block.end - block.start
        styles = [self._style(face, 0, length)]
        for section in block.sections:
            start = max(0, section.start - block.start)
            end = min(length, section.end - block.start)
            styles.append(self._style(self.typography.face(section.kind), start, end))
        return styles

    def _style(self, face: Face, start: int, end: int) -> Style:
        colour = self._colours.muted if face.colour == "muted" else self._colours.text
        return Style(start, end, self.typography.font(face), colour)

    def _face(self, block: Block) -> Face:
        return _BLANK if block.is_blank else self.typography.face(block.kind)

    def _gap(self, number: int) -> float:
        block = self.blocks[number]
        is_followed = number + 1 < len(self.blocks) and not self.blocks[number + 1].is_blank
        if not block.is_last_piece or not is_followed:
            return 0.0
        return self._face(block).gap * self.typography.text_height

    def _lay(self, number: int, paragraph: Paragraph) -> Generator[None, None, LaidBlock]:
        self.work.laid += 1
        self._changed.pop(number, None)
        return lay_block(
            number,
            paragraph,
            self.index,
            self.wording,
            self._gap(number),
            self._second,
            self._face(self.blocks[number]).leading,
        )

    def _lay_again(self, number: int, before: LaidBlock) -> LaidBlock:
        if before.ties is None:
            return _finish(self._lay(number, before.paragraph))
        self.work.laid += 1
        return lay_again(
            before,
            self._changed.pop(number, ()),
            self.index,
            self.wording,
            self._gap(number),
            self._face(self.blocks[number]).leading,
        )

    # ---- what changes ------------------------------------------------------------------------

    def apply(self, changes: Changes) -> set[int]:
        """Follow changes of spans and relations; return the blocks that look different now.

        They are laid out again when they are looked at, their text shaped as it was.
        """
        touched = self.index.apply(changes)
        self.heights.doubt(touched)
        if self._begun is not None and self._begun[0] in touched:
            self._begun = None
        changed = self._changed_spans(changes)
        for number in self._kept.keys() & touched:
            before = self._changed.get(number)
            self._changed[number] = before | changed if before else changed
        return touched

    def _changed_spans(self, changes: Changes) -> frozenset[str]:
        """Return the spans that changed, and those that a relation to one of them stands on."""
        spans = {one.id for pair in changes.spans for one in pair if one is not None}
        relations = [one for pair in changes.relations for one in pair if one is not None]
        relations += [
            self.index.relations[id] for span in spans for id in self.index.relations_of(span)
        ]
        return frozenset(spans.union(*((one.head, one.tail) for one in relations)))

    def set_label_set(self, label_set: LabelSet) -> None:
        """Show other names; shaped text is kept."""
        self._label_set = label_set
        self.wording = self._new_wording()
        self._doubt_all()

    def show_annotations(self, annotation_set: AnnotationSet) -> None:
        """Show another selection of the spans and relations from now on."""
        version = self.index.version
        self.index = AnnotationIndex(self.blocks, annotation_set)
        self.index.version = version + 1
        self._doubt_all()

    @property
    def second(self) -> AnnotationIndex | None:
        """Another annotator's spans, or None where none are shown."""
        return self._second

    def show_second(self, annotation_set: AnnotationSet | None) -> None:
        """Show another annotator's spans below the text, or none."""
        self._second = None
        if annotation_set is not None and annotation_set.spans:
            known, self._second_ordered = self._second_ordered, None
            if known is not None and known[0] is annotation_set:
                self._second = known[1]
            else:
                self._second = AnnotationIndex(self.blocks, annotation_set)
        self._doubt_all()

    def set_density(self, density: Density) -> None:
        """Draw more or less around the text."""
        self._density = density
        self.wording = self._new_wording()
        self._doubt_all()

    def set_colours(self, colours: TextColours) -> None:
        """Shape the text anew in other colours; heights stay."""
        self._colours = colours
        self.forget_layouts()

    def set_typography(self, typography: Typography) -> None:
        """Set the text in another face or size."""
        self.typography = typography
        self.wording = self._new_wording()
        self._advances = typography.advances(self.text, self.blocks.starts)
        self.set_width(self.width)

    def set_width(self, width: float) -> None:
        """Break the lines anew at a width in pixels."""
        self.width = width
        self.forget_layouts()
        height = self.typography.text_height
        parts = self.index.part_counts()
        self.heights = Heights(estimate_heights(self._advances, width, parts, height, 0.2 * height))

    def _new_wording(self) -> Wording:
        return Wording(self.text, self._label_set, self.typography, self._density)

    def _doubt_all(self) -> None:
        self._begun = None
        self.heights.doubt_all()
        for laid in self._kept.values():
            laid.ties = None  # made in other words: nothing of it is known any more

    # ---- idle work ---------------------------------------------------------------------------

    def forget_layouts(self) -> None:
        """Let go of all laid-out blocks; they are freed a few at a time by `free_some`."""
        self._begun = None
        self._to_free.extend(self._kept.values())
        self._kept.clear()

    def free_some(self, count: int = 40) -> bool:
        """Free some layouts that were let go; return whether more are left.

        Hundreds at once would hold up the window for longer than a frame.
        """
        del self._to_free[-count:]
        return bool(self._to_free)

    def measure_some(self, is_time_up: Callable[[], bool]) -> bool:
        """Put true heights in place of guesses until time is up; return whether some are left."""
        number = self.heights.first_estimated()
        while number is not None and not is_time_up():
            if number in self._kept:
                self.laid(number)
            else:
                laid = _finish(self._lay(number, self._shape(number)))
                self.heights.set_exact(number, laid.height)
            number = self.heights.first_estimated(number + 1)
        return number is not None


def _finish(laying: Generator[None, None, LaidBlock]) -> LaidBlock:
    """Take all steps that are left."""
    while True:
        try:
            next(laying)
        except StopIteration as done:
            laid: LaidBlock = done.value
            return laid
