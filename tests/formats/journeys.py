"""A journey through a format and back, and what must be the same after it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.fitting import Fitting
from annotator.formats.folders import find_sources
from annotator.formats.format import Carries, Format, Misfit, ReadOptions, WriteOptions
from annotator.formats.losses import Lost
from annotator.formats.registry import recognise_format, without_companions
from annotator.formats.source import Source, file_source
from annotator.model.errors import FileEmpty
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span


@dataclass(frozen=True)
class _Folder:
    place: Path

    @contextmanager
    def open(self, name: str) -> Any:
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            yield stream


class Arrived(NamedTuple):
    """What came back, what went out as the writer was given it, and what the writer lost."""

    lines: list[CorpusLine]
    sent: list[CorpusLine]
    lost: list[Lost]
    problems: list[Problem]


def journey(
    format: Format, lines: Sequence[CorpusLine], place: Path, misfit: Misfit = "flatten"
) -> Arrived:
    """Write lines, made to fit, into a new folder, and read them."""
    lost: list[Lost] = []
    place.mkdir(parents=True)
    sent = list(Fitting(format, misfit).lines(lines))
    options = WriteOptions(misfit=misfit, label_set=_label_set(lines), report_loss=lost.append)
    if format.is_folder:
        format.write_folder(iter(sent), _Folder(place), options)
        found = [one for one in find_sources([place]) if isinstance(one, Source)]
        sources = [
            one
            for one in without_companions(found)
            if recognise_format(one.plain_path, one.head(1 << 16)) is format
        ]
    else:
        path = place / f"corpus{format.endings[0]}"
        with path.open("xb") as stream:
            _write(format, sent, stream, options)
        sources = [file_source(path)]
    came: list[CorpusLine] = []
    problems: list[Problem] = []
    for source in sources:
        for item in format.read(source, ReadOptions()):
            if isinstance(item, CorpusLine):
                came.append(item)
            elif isinstance(item, Problem) and isinstance(item.error, FileEmpty):
                continue  # of an article without relations a format of relations has nothing
            elif isinstance(item, Problem) and item.is_skipped:
                problems.append(item)
            else:
                assert isinstance(item, Problem | LabelsFound)
    return Arrived(came, sent, lost, problems)


def as_imported(lines: Sequence[CorpusLine]) -> Iterator[CorpusLine]:
    """What an import makes of lines before they go out again: labels of nobody are those of whoever
    brings them in, and where that would be two sets on one article there are two articles. The sets
    on an article come one after another."""
    seen: Counter[tuple[str, str | None]] = Counter()
    place = {line.document.id: -at for at, line in reversed(list(enumerate(lines)))}
    for line in sorted(lines, key=lambda one: -place[one.document.id]):
        is_somebodys = line.annotator is not None or line.status == "curated"
        whose = line.annotator if is_somebodys else "Whoever imports"
        seen[line.document.id, whose] += 1
        number = seen[line.document.id, whose]
        id = line.document.id if number == 1 else f"{line.document.id} {number}"
        yield replace(line, annotator=whose, document=replace(line.document, id=id))


def _write(
    format: Format, lines: Sequence[CorpusLine], stream: BinaryIO, options: WriteOptions
) -> None:
    format.write(iter(lines), stream, options)


def _label_set(lines: Iterable[CorpusLine]) -> LabelSet:
    """The labels of the lines, as a project would have them."""
    lines = list(lines)
    spans = sorted({one.label for line in lines for one in line.spans})
    relations = sorted({one.label for line in lines for one in line.relations})
    return LabelSet(
        "Journey",
        span_labels=tuple(SpanLabel(one, one, "#2f6fde") for one in spans),
        relation_labels=tuple(RelationLabel(one, one, "#4169a8") for one in relations),
    )


def agree(arrived: Arrived, carries: Carries) -> None:
    """Hold what arrived against what was sent: what is carried, without what the writer told that
    it lost, in places that white space does not change. Ids are nobody's business.

    Where a format cuts articles into sentences or passages, each span is held against the words it
    covers alone.
    """
    sent = without_lost(arrived.sent, arrived.lost)
    is_whole = carries.text or _texts(arrived.lines) == _texts(sent)
    look = _whole if is_whole else _in_passages
    assert look(arrived.lines, carries) == look(sent, carries)


def without_lost(lines: Iterable[CorpusLine], lost: Iterable[Lost]) -> list[CorpusLine]:
    """Return the lines without what a writer told that it left out."""
    gone, said, unlinked = set(), set(), set()
    for one in lost:
        if one.kind == "entity":
            unlinked.add(one.annotation)
            continue
        assert not one.is_bent, f"nothing here has to be bent: {one}"
        if one.kind == "attribute":
            said.add((one.annotation, one.name))
        elif one.kind == "note":
            said.add((one.annotation, ""))
        else:
            gone.add(one.annotation)

    def left(annotation: Any) -> Any:
        attributes = {
            name: value
            for name, value in annotation.attributes.items()
            if (annotation.id, name) not in said
        }
        note = None if (annotation.id, "") in said else annotation.note
        annotation = annotation._replace(attributes=attributes, note=note)
        return annotation._replace(entity=None) if annotation.id in unlinked else annotation

    return [
        replace(
            line,
            spans=tuple(left(one) for one in line.spans if one.id not in gone),
            relations=tuple(
                left(one)
                for one in line.relations
                if not gone.intersection((one.id, one.head, one.tail))
            ),
        )
        for line in lines
    ]


def _texts(lines: Iterable[CorpusLine]) -> Any:
    return Counter("".join(line.document.text.split()) for line in lines)


def _whole(lines: Iterable[CorpusLine], carries: Carries) -> Any:
    return Counter(_line(line, carries) for line in lines)


def _line(line: CorpusLine, carries: Carries) -> Any:
    text = line.document.text

    def place(offset: int) -> int:
        """How many characters that are no white space stand before."""
        return len("".join(text[:offset].split()))

    spans = {
        one.id: (
            one.label,
            tuple((place(start), place(end)) for start, end in one.fragments),
            *_said(one, carries),
            _linked(one, line, carries),
        )
        for one in line.spans
    }
    relations = Counter(
        (one.label, spans[one.head], spans[one.tail], *_said(one, carries))
        for one in line.relations
    )
    return (
        "".join(text.split()),
        line.annotator if carries.annotators else None,
        frozenset(Counter(spans.values()).items()),
        frozenset(relations.items()),
        frozenset(line.labels) if carries.document_labels else frozenset(),
    )


def _in_passages(lines: Iterable[CorpusLine], carries: Carries) -> Any:
    found: Counter[Any] = Counter()
    for line in lines:
        spans = {
            one.id: (
                one.label,
                "".join(one.covered_text(line.document.text).split()),
                *_said(one, carries),
                _linked(one, line, carries),
            )
            for one in line.spans
        }
        found.update(spans.values())
        found.update(
            (one.label, spans[one.head], spans[one.tail], *_said(one, carries))
            for one in line.relations
        )
    return found


def _linked(span: Span, line: CorpusLine, carries: Carries) -> str | None:
    """What the entity of a span is called elsewhere, which is the same in all files."""
    if not carries.entities or span.entity is None:
        return None
    return next(one.identifier for one in line.entities if one.id == span.entity) or None


def _said(annotation: Span | Relation, carries: Carries) -> Any:
    attributes = annotation.attributes if carries.attributes else {}
    return (
        frozenset((name, str(value)) for name, value in attributes.items()),
        annotation.note if carries.notes else None,
    )


def both(one: Carries, other: Carries) -> Carries:
    """What two formats both carry."""
    names = one.__slots__
    return replace(one, **{name: getattr(one, name) and getattr(other, name) for name in names})
