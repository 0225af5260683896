"""What is written beside spans and on arcs, as it is shown, and how wide it is."""

from collections.abc import Callable, Iterable

from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.span import Span
from annotator.ui.text_view.density import Density
from annotator.ui.text_view.substitution import shown_text
from annotator.ui.text_view.typography import Typography

_FAR_TEXT = 22
"""Characters of the far end's text that a stub shows."""


class Wording:
    """Names of labels and beginnings of spans for one article and label set."""

    def __init__(
        self,
        text: str,
        label_set: LabelSet,
        typography: Typography,
        density: Density | None = None,
    ) -> None:
        self._text = text
        self.typography = typography
        self.density = density or Density()
        self._span_names = {
            id: name.upper() for id, name in _shown_names(label_set.span_labels).items()
        }
        self._span_name_widths: dict[str, float] = {}
        self._relation_names = _shown_names(label_set.relation_labels)

    def span_name(self, label: str) -> str:
        """Return the name of a span label as it stands above spans."""
        found = self._span_names.get(label)
        return label.upper() if found is None else found

    def relation_name(self, label: str) -> str:
        """Return the name of a relation label as it stands on arcs."""
        return self._relation_names.get(label, label)

    def span_name_width(self, label: str) -> float:
        """Return how wide the name of a span label is, in pixels."""
        found = self._span_name_widths.get(label)
        if found is None:
            found = self._span_name_widths[label] = self.typography.name_width(
                self.span_name(label)
            )
        return found

    def relation_name_width(self, label: str) -> float:
        """Return how wide the name of a relation label is, in pixels."""
        return self.typography.relation_width(self.relation_name(label))

    def beginning(self, span: Span, longest: int = _FAR_TEXT) -> str:
        """Return the first words of a span on one line."""
        start, end = span.fragments[0]
        words = " ".join(shown_text(self._text[start : min(end, start + 4 * longest)]).split())
        if len(words) <= longest and len(span.fragments) == 1:
            return words
        return words[: longest - 1].rstrip() + "…"

    def far_end(self, far: Span, near: Span) -> str:
        """Return how a stub at `near` says where it leads."""
        return ("↓ " if far.start > near.start else "↑ ") + self.beginning(far)


def abbreviation(name: str, width: float, advance: Callable[[str], float]) -> str:
    """Return as many first letters of a name as have room, with a full stop; one at least."""
    for count in range(len(name) - 1, 0, -1):
        shown = name[:count].rstrip() + "."
        if advance(shown) <= width:
            return shown
    return name[:1]


def _shown_names(labels: Iterable[SpanLabel | RelationLabel]) -> dict[str, str]:
    return {one.id: shown_text(one.name) for one in labels}
