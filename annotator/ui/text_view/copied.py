"""What copying puts on the clipboard: the words, and for spans their labels as HTML and JSON."""

import json
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from annotator.model.labels import LabelSet
from annotator.model.span import Span

JSON_TYPE = "application/json"


def copied_words(words: str) -> QMimeData:
    """Return words alone."""
    mime = QMimeData()
    mime.setText(words)
    return mime


def copied_spans(
    text: str, spans: Sequence[Span], label_set: LabelSet, *, has_names: bool = False
) -> QMimeData:
    """Return spans of a text: as plain text their words alone (`has_names`: and the names of their
    labels), as HTML with the names of their labels behind them, as JSON as a line of the corpus has
    them."""
    plain = []
    rows = []
    html = []
    for span in spans:
        label = label_set.span_label(span.label)
        name, words = label.name if label else span.label, span.covered_text(text)
        plain.append(f"{words} [{name}]" if has_names else words)
        colour = label.colour if label else "#777777"
        html.append(
            f'<p><span style="border-bottom: 2px solid {escape(colour)}">{escape(words)}</span>'
            f" <b><small>{escape(name)}</small></b></p>"
        )
        rows.append(
            {"id": span.id, "label": name, "start": span.start, "end": span.end}
            | (
                {"fragments": [list(one) for one in span.fragments]}
                if len(span.fragments) > 1
                else {}
            )
            | {"text": words}
        )
    mime = copied_words("\n".join(plain))
    mime.setHtml("".join(html))
    mime.setData(JSON_TYPE, json.dumps(rows, ensure_ascii=False).encode())
    return mime
