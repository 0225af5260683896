"""A file read by its format, whatever that does: a reader that fails does not stop a folder."""

from collections.abc import Generator

from annotator.formats.corpus import Problem
from annotator.formats.format import Format, Item, ReadOptions
from annotator.formats.source import Source, reason_of
from annotator.model.errors import AnnotatorError, Cancelled
from annotator.model.format_errors import ReaderFailed


class Enough(Exception):
    """Raised by whoever is told of bytes, to end the reading of a file."""


def read_items(format: Format, source: Source, options: ReadOptions) -> Generator[Item]:
    """Yield what a format reads in a file, and a problem where it fails on the way.

    Raises `Cancelled` and `Enough`, as `options.report_bytes` does, and nothing else.
    """
    try:
        yield from format.read(source, options)
    except (Cancelled, Enough):
        raise
    except AnnotatorError as error:
        yield Problem(source.name, None, error, is_whole=True)
    except Exception as error:  # noqa: BLE001 (whatever a format of ours or of others does)
        what = f"{type(error).__name__}: {reason_of(error)}"
        failed = ReaderFailed(source.path, format.title, what)
        yield Problem(source.name, None, failed, is_whole=True)
