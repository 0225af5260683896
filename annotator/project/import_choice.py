"""What a person decides before articles and annotations come in, and what it does to their lines.

The same value is what the preview shows, what the window fills in and what the command line's
options say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

from annotator.formats.corpus import CorpusLine
from annotator.text.offsets import Unit

LabelKind: TypeAlias = Literal["span", "relation", "document"]
OtherText: TypeAlias = Literal["skip", "apart", "newer"]
"""What becomes of an article whose id is here with another text: it stays out and is told; it
comes in beside, under an id that is free; or it does so as a newer text of that one, and the labels
go along. A raw article has no id of its own: it is a newer text of one that has its name or its
address and a good part of its words."""


class LabelNamed(NamedTuple):
    """A label as a file has it: what it is given to, and its name."""

    kind: LabelKind
    name: str


LabelMap: TypeAlias = Mapping[LabelNamed, str]
"""A file's label -> the name that it gets here, made new where nobody has it; "" leaves out what
wears it. A label that is not in the map keeps its name."""


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """How sources are to be brought in. Empty means: as the files say."""

    format: str | None = None
    """The name of the format; None: each file is recognised."""
    annotator: str | None = None
    """Whose labels they are where the file does not say."""
    offset_unit: Unit | None = None
    """What offsets count; it is obeyed. None: what the file says, and else by trying."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What was chosen of the formats' `read_settings`, by name."""
    labels: LabelMap = field(default_factory=dict)
    other_text: OtherText = "skip"
    with_purged: bool = False
    """Whether articles that were erased here may come in again."""


class LeftOut(NamedTuple):
    """What a line loses because its labels were not wanted."""

    spans: int = 0
    relations: int = 0


def with_labels(line: CorpusLine, labels: LabelMap) -> tuple[CorpusLine, LeftOut]:
    """Return a line with the labels that were chosen, and how much of it was left out.

    Where a span is left out, relations that stand on it go too.
    """
    if not labels:
        return line, LeftOut()
    spans = tuple(
        one if name == one.label else one._replace(label=name)
        for one in line.spans
        if (name := labels.get(LabelNamed("span", one.label), one.label))
    )
    kept = {one.id for one in spans} if len(spans) < len(line.spans) else None
    relations = tuple(
        one if name == one.label else one._replace(label=name)
        for one in line.relations
        if (name := labels.get(LabelNamed("relation", one.label), one.label))
        and (kept is None or (one.head in kept and one.tail in kept))
    )
    mapped = replace(
        line,
        spans=spans,
        relations=relations,
        labels=_unique(labels.get(LabelNamed("document", one), one) for one in line.labels),
        negatives=tuple(
            one._replace(label=name)
            for one in line.negatives
            if (name := labels.get(LabelNamed("span", one.label), one.label))
        ),
    )
    left = LeftOut(len(line.spans) - len(spans), len(line.relations) - len(relations))
    return mapped, left


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
