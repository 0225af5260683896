"""What a format cannot carry of an export, counted, as lines for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotator.messages.quoting import show_text

_THINGS: Mapping[str, tuple[str, str]] = {
    "span": ("span", "spans"),
    "overlap": ("span that overlaps a longer one", "spans that overlap a longer one"),
    "discontinuous": ("span in several pieces", "spans in several pieces"),
    "relation": ("relation", "relations"),
    "far_relation": ("relation between two sentences", "relations between two sentences"),
    "misaligned": ("span that ends inside a token", "spans that end inside a token"),
    "attribute": ("attribute", "attributes"),
    "note": ("note", "notes"),
    "document_label": ("label of a whole article", "labels of whole articles"),
    "section": ("part of an article", "parts of articles"),
    "meta": ("detail about an article", "details about articles"),
    "annotator": ("further set on the same article", "further sets on the same article"),
    "status": ("status of a set", "statuses of sets"),
    "negative": ("span judged to be nothing", "spans judged to be nothing"),
    "entity": ("link to an entity", "links to entities"),
    "other": ("thing the format has no room for", "things the format has no room for"),
}
"""By the kinds of `formats.losses`: one, and several."""
_NAMES_SHOWN = 4


def loss_lines(losses: Mapping[str, Any]) -> list[str]:
    """Return a line for what is changed and one for what stays out, of each kind that is lost, as
    in "3 relations (leads 2, works for 1) stay out".

    losses: by kind, as `Losses.plain` and the manifest have them.
    """
    return [line for kind in _THINGS if kind in losses for line in _lines(kind, losses[kind])]


def _lines(kind: str, lost: Mapping[str, Any]) -> Iterator[str]:
    one, several = _THINGS[kind]
    names = _names(lost["names"])
    for count, verb, verbs in (
        (lost["bent"], "goes out changed", "go out changed"),
        (lost["left_out"], "stays out", "stay out"),
    ):
        if count:
            what = f"1 {one}" if count == 1 else f"{count:,} {several}"
            yield f"{what}{names} {verb if count == 1 else verbs}"


def _names(names: Mapping[str, int]) -> str:
    """The most frequent names with their counts; of one name alone only the name."""
    if not names:
        return ""
    shown = sorted(names.items(), key=lambda one: (-one[1], one[0]))[:_NAMES_SHOWN]
    if len(names) == 1:
        return f" ({show_text(shown[0][0], 40)})"
    parts = [f"{show_text(name, 40)} {count:,}" for name, count in shown]
    return f" ({', '.join(parts)}{' …' if len(names) > len(shown) else ''})"
