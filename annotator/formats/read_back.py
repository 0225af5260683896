"""What a reader finds in an export of its format, held against what was written.

The manifest says how many spans and relations of which label went to the writer, and which of them
it could not put in. Covered texts are held together by one number, which does not depend on the
order of spans nor on white space, which formats of tokens do not keep.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import Format, ReadOptions
from annotator.formats.losses import Lost
from annotator.formats.manifest import Tally
from annotator.formats.source import Source
from annotator.model.errors import FileEmpty
from annotator.model.relation import Relation
from annotator.model.span import Span

_SUM = 1 << 64


@dataclass(slots=True)
class Covered:
    """The covered texts of spans, added up: two corpora with the same ones have the same sum."""

    _sum: int = 0

    def add(self, line: CorpusLine) -> None:
        """Add the spans of a line."""
        text = line.document.text
        self._sum = (self._sum + sum(_hash(span, text) for span in line.spans)) % _SUM

    def take_off(self, span: Span, text: str) -> None:
        """Take off a span of an article's text that was added."""
        self._sum = (self._sum - _hash(span, text)) % _SUM

    def plain(self) -> str:
        """Return the sum in hex."""
        return f"{self._sum:016x}"


def _hash(span: Span, text: str) -> int:
    covered = "".join(span.covered_text(text).split())
    said = f"{span.label}\0{covered}".encode()
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big")


@dataclass(slots=True)
class AtWriting:
    """What went to a writer and what of it did not go in, for whoever reads it back."""

    covered: Covered = field(default_factory=Covered)
    _spans: Counter[str] = field(default_factory=Counter)
    _relations: Counter[str] = field(default_factory=Counter)
    _is_bent: bool = False

    def note(self, lost: Lost, annotation: Span | Relation | None, text: str) -> None:
        """Take note of what a writer lost: a span or relation of an article's text, or something
        else (None)."""
        if lost.kind in _HANGS_ON:
            return
        if lost.is_bent:
            self._is_bent = self._is_bent or isinstance(annotation, Span)
        elif isinstance(annotation, Span):
            self._spans[annotation.label] += 1
            self.covered.take_off(annotation, text)
        elif isinstance(annotation, Relation):
            self._relations[annotation.label] += 1

    def plain(self) -> dict[str, Any]:
        """Return it as the manifest has it; `covered` null: spans were moved."""
        return {
            "spans": dict(sorted(self._spans.items())),
            "relations": dict(sorted(self._relations.items())),
            "covered": None if self._is_bent else self.covered.plain(),
        }


_HANGS_ON = ("attribute", "note", "entity")
"""What is lost of a span or relation that itself goes out."""


@dataclass(slots=True)
class ReadBack:
    """What a reader found."""

    tally: Tally = field(default_factory=Tally)
    covered: Covered = field(default_factory=Covered)

    def read(
        self, format: Format, sources: Iterable[Source], settings: Mapping[str, str]
    ) -> Iterator[Problem]:
        """Read files, and yield what stayed out of them."""
        for source in sources:
            for item in format.read(source, ReadOptions(settings=settings)):
                if isinstance(item, Problem):
                    # Of articles without relations a format of relations has nothing; that nothing
                    # was to be there the counts tell.
                    if item.is_skipped and not isinstance(item.error, FileEmpty):
                        yield item
                elif isinstance(item, CorpusLine):
                    self.tally.add(item)
                    self.covered.add(item)

    def differences(
        self, manifest: Mapping[str, Any], otherwise: Collection[str] = ()
    ) -> Iterator[tuple[str, object, object]]:
        """Yield what the manifest says otherwise: what, what it says, what was found.

        `otherwise` are labels of relations that are something else in the files.
        """
        counts, written = manifest["counts"], manifest.get("written") or {}
        found = self.tally.plain()
        for what, labels in (("spans", "labels"), ("relations", "relation_labels")):
            said = Counter(counts.get(labels) or {})
            said.subtract(written.get(what) or {})
            gone = otherwise if what == "relations" else ()
            expected = {
                name: count for name, count in sorted(said.items()) if count and name not in gone
            }
            if found[labels] != expected:
                yield labels, expected, found[labels]
        covered = written.get("covered")
        if covered is not None and covered != self.covered.plain():
            yield "covered", covered, self.covered.plain()
