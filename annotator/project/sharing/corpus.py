"""A corpus taken into a hub on a server, and out of it, without any project between."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from annotator.formats.article_rows import has_rows, read_line_articles, read_parquet_articles
from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.folders import find_sources
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.registry import format_named, format_of
from annotator.formats.targets import StagedFolder
from annotator.formats.writing import StagedFiles
from annotator.model.document import Document
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.sharing.connecting import address_of, password_for

PARQUET = ".parquet"
_TELL_EVERY = 1000


def load_corpus(
    place: str,
    paths: Iterable[Path],
    *,
    per_article: int = 0,
    priority: int = 0,
    limit: int | None = None,
    report_problem: Callable[[Problem], object] = lambda _: None,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[int, int, int]:
    """Put the articles of files into a hub, at most `limit`, each to be labelled by so many people
    (0: by nobody yet); return how many were read, were new, and can be claimed now. Parquet, and
    all formats of articles. What broke off goes on when it is said again. FormatUnknown,
    FileUnreadable, FileWrong, Cancelled, RightMissing, and errors of connecting."""
    address = address_of(place)
    from annotator.hub.server.copying import Loaded, load

    articles = _followed(_articles(paths, report_problem), progress, is_cancelled)
    steps = load(
        address,
        password_for(place),
        islice(articles, limit),
        per_article=per_article,
        priority=priority,
    )
    (done,) = deque(steps, maxlen=1) or (Loaded(0, 0, 0),)
    return (done.read, done.added, done.offered)


def unload_corpus(
    place: str,
    target: Path,
    *,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> int:
    """Write the articles of a hub to a file of JSON lines (packed by its ending), or, where it ends
    with .parquet, to a folder of Parquet; return how many. TargetUnwritable, FolderNotOurs,
    Cancelled, and errors of connecting."""
    address = address_of(place)
    from annotator.hub.server.copying import unload

    count = 0

    def lines() -> Iterator[CorpusLine]:
        nonlocal count
        found = unload(address, password_for(place))
        for one in _followed(found, progress, is_cancelled):
            count += 1
            yield CorpusLine(one)

    if target.suffix == PARQUET:
        with StagedFolder(target) as folder:
            format_named("parquet", to_write=True).write_folder(lines(), folder, WriteOptions())
    else:
        with StagedFiles() as staged, staged.open(target) as stream:
            format_named("jsonl", to_write=True).write(lines(), stream, WriteOptions())
    return count


def _articles(
    paths: Iterable[Path], report_problem: Callable[[Problem], object]
) -> Iterator[Document]:
    for item in _items(paths):
        if isinstance(item, Problem):
            report_problem(item)
        else:
            yield item


def _items(paths: Iterable[Path]) -> Iterator[Document | Problem]:
    for path in paths:
        if path.suffix == PARQUET:
            yield from read_parquet_articles(path)
            continue
        for source in find_sources([path]):
            if isinstance(source, Problem):
                yield source
                continue
            if has_rows(source):
                yield from read_line_articles(source)
                continue
            for item in format_of(source).read(source, ReadOptions()):
                if isinstance(item, CorpusLine):
                    yield item.document
                elif isinstance(item, Problem):
                    yield item


def _followed(
    articles: Iterable[Document],
    progress: ReportProgress | None,
    is_cancelled: IsCancelled | None,
) -> Iterator[Document]:
    for number, one in enumerate(articles, 1):
        if number % _TELL_EVERY == 1:
            stop_if(is_cancelled)
            if progress:
                progress(Progress(number, 0, "articles"))
        yield one
