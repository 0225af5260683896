"""Every format there is, by name, and which of them a file is.

Others add theirs with an entry point of the group `annotator.formats` that names a subclass of
`Format`; one that cannot be loaded, or takes a name that is taken, is left out (`broken_formats`).
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath

from annotator.formats.format import HEAD_SIZE, Format, Sureness
from annotator.formats.source import Source, reason_of
from annotator.model.errors import FormatUnknown
from annotator.model.format_errors import FormatBroken

GROUP = "annotator.formats"
_OURS = (
    "annotator.formats.jsonl:Jsonl",
    "annotator.formats.prodigy.format:Prodigy",
    "annotator.formats.doccano.format:Doccano",
    "annotator.formats.label_studio.format:LabelStudio",
    "annotator.formats.relation_corpora.dygie:Dygie",
    "annotator.formats.relation_corpora.docred:DocRed",
    "annotator.formats.relation_corpora.tacred:Tacred",
    "annotator.formats.relation_corpora.gliner:Gliner",
    "annotator.formats.conll.conll:Conll",
    "annotator.formats.brat.brat:Brat",
    "annotator.formats.uima.formats:UimaXmi",
    "annotator.formats.uima.formats:UimaJson",
    "annotator.formats.webanno.webanno_tsv:WebAnnoTsv",
    "annotator.formats.web_annotation:WebAnnotation",
    "annotator.formats.hugging_face.hugging_face:HuggingFace",
    "annotator.formats.chat.chat:Chat",
    "annotator.formats.spreadsheet:Spreadsheet",
    "annotator.formats.parquet:Parquet",
    "annotator.formats.docbin:DocBinFormat",
    "annotator.formats.spacy_lines:SpacyLines",
    "annotator.formats.articles.html:Html",
    "annotator.formats.articles.docx:Docx",
    "annotator.formats.articles.odt:Odt",
    "annotator.formats.articles.xlsx:Xlsx",
    "annotator.formats.articles.tables:ArticleTable",
    "annotator.formats.articles.pdf:Pdf",
    "annotator.formats.articles.rtf:Rtf",
    "annotator.formats.articles.epub:Epub",
    "annotator.formats.articles.ninjs:Ninjs",
    "annotator.formats.articles.newsml_g2:NewsMlG2",
    "annotator.formats.articles.newsml_1:NewsMl1",
    "annotator.formats.articles.nitf:Nitf",
    "annotator.formats.articles.markdown:Markdown",
    "annotator.formats.articles.mhtml:Mhtml",
    "annotator.formats.articles.crawled:Crawled",
    "annotator.formats.articles.warc:Warc",
    "annotator.formats.articles.feed:FeedFile",
    "annotator.formats.articles.mail:Mail",
    "annotator.formats.mapper.format:Mapper",
    "annotator.formats.articles.plain_text:PlainText",
)
"""In the order in which people read them; of two equally sure the first reads a file."""


@cache
def all_formats() -> tuple[Format, ...]:
    """Return the formats in the order in which people read them; of two equally sure the first."""
    return _loaded()[0]


@cache
def broken_formats() -> tuple[FormatBroken, ...]:
    """Return what other packages bring and cannot be used, with the reason."""
    return _loaded()[1]


@cache
def _loaded() -> tuple[tuple[Format, ...], tuple[FormatBroken, ...]]:
    return load_formats(entry_points(group=GROUP))


def load_formats(
    points: Iterable[EntryPoint],
) -> tuple[tuple[Format, ...], tuple[FormatBroken, ...]]:
    """Return our own formats with those that entry points add, and those that are broken."""
    formats = list(_our_formats())
    broken: list[FormatBroken] = []
    for point in sorted(points, key=lambda one: (one.name, one.value)):
        try:
            formats.append(_made_by(point, formats))
        except Exception as error:  # noqa: BLE001 (whatever somebody else's package does)
            broken.append(FormatBroken(point.name, reason_of(error)))
    return tuple(formats), tuple(broken)


def _our_formats() -> Iterator[Format]:
    for one in _OURS:
        module, _, name = one.partition(":")
        yield getattr(import_module(module), name)()


def _made_by(point: EntryPoint, known: Iterable[Format]) -> Format:
    made = point.load()()
    if not isinstance(made, Format):
        raise TypeError(f"{point.value} is no Format")
    if made.name in {one.name for one in known}:
        raise ValueError(f"the name {made.name} is taken")
    return made


def format_named(name: str, *, to_write: bool = False) -> Format:
    """Return the format of this name. FormatUnknown, also where it cannot read (or write)."""
    able = [one for one in all_formats() if (one.can_write if to_write else one.can_read)]
    for one in able:
        if one.name == name:
            return one
    raise FormatUnknown(name, tuple(one.name for one in able))


def recognise_format(path: PurePath, head: bytes) -> Format | None:
    """Return the reader that is surest of a file, by path (without compression) and beginning."""
    able = [one for one in all_formats() if one.can_read]
    sure, place = max((one.recognises(path, head), -at) for at, one in enumerate(able))
    return None if sure is Sureness.NO else able[-place]


def format_of(source: Source) -> Format:
    """Return the reader for a file. FormatUnknown, FileUnreadable."""
    found = recognise_format(source.plain_path, source.head(HEAD_SIZE))
    if found is None:
        names = tuple(one.name for one in all_formats() if one.can_read)
        raise FormatUnknown(source.plain_path.suffix or source.name, names)
    return found


def without_companions(sources: Iterable[Source]) -> list[Source]:
    """Return the sources in order without those that are read with another (`companions`)."""
    kept = list(sources)
    with_others = [one for one in all_formats() if has_companions(one)]
    taken: set[tuple[PurePath, str]] = set()
    for source in kept:
        for format in with_others:
            if source.stream is None and source.path.suffix.lower() in format.endings:
                folder = source.path.parent
                taken.update((folder, name) for name in format.companions(source))
    return [one for one in kept if one.stream or (one.path.parent, one.path.name) not in taken]


def has_companions(format: Format) -> bool:
    """Tell whether files beside those of a format may belong to them."""
    return type(format).companions is not Format.companions
