"""Two formats of little room, for tests of exporting: one writes a file, the other a folder."""

from collections.abc import Iterable
from typing import BinaryIO

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Carries, Format, OutFolder, Setting, WriteOptions
from annotator.formats.losses import Lost, lose


class Rows(Format):
    """A row a span; spans shorter than the setting says stay out."""

    name = "rows"
    title = "Rows"
    endings = (".tsv",)
    carries = Carries(spans=True, annotators=True, statuses=True, sections=True, meta=True)
    write_settings = (
        Setting("least", "Shortest", "0"),
        Setting("case", "Case", "as", ("as", "upper")),
    )

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        for line in lines:
            for row in rows(line, options):
                stream.write(row.encode())


class Cards(Rows):
    """The same, a file for each line, and one for what all have."""

    name = "cards"
    title = "Cards"
    write = Format.write

    def write_folder(
        self, lines: Iterable[CorpusLine], folder: OutFolder, options: WriteOptions
    ) -> None:
        with folder.open("labels.txt") as labels:
            for label in options.label_set.span_labels:
                labels.write(f"{label.name}\n".encode())
            for number, line in enumerate(lines):
                with folder.open(f"cards/{number}.tsv") as stream:
                    stream.write("".join(rows(line, options)).encode())


class Boxes(Cards):
    """The same, with a file for each part of a split, and one behind that counts them all."""

    name = "boxes"
    title = "Boxes"

    def write_parts(
        self,
        parts: Iterable[tuple[str, Iterable[CorpusLine]]],
        folder: OutFolder,
        options: WriteOptions,
    ) -> None:
        count = 0
        for part, lines in parts:
            with folder.open(f"boxes/{part}.tsv") as stream:
                for line in lines:
                    stream.write("".join(rows(line, options)).encode())
                    count += 1
        with folder.open("count.txt") as stream:
            stream.write(str(count).encode())


def rows(line: CorpusLine, options: WriteOptions) -> Iterable[str]:
    least = int(options.settings.get("least", "0"))
    for span in line.spans:
        if span.end - span.start < least:
            lose(Lost("other", line.document.id, span.id), options.misfit, options.report_loss)
            continue
        row = f"{line.document.id}\t{line.annotator}\t{span.label}\t{span.covered_text(line.document.text)!r}\n"
        yield row.upper() if options.settings.get("case") == "upper" else row
