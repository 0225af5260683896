"""What was counted with much labour, kept on disk for the next time: columns of numbers and words.

Decision: it lies in the user's cache folder, never in the project, so that nothing there waits for
it and a lost one costs nothing but time. Each file says up to which act it is so, and that act's
hash, which stands for all acts before it too: a project that was put back, or is another one in the
same place, has another, and then nothing of it is used. What has changed since is told by the
history, article by article, as while a project is open. Since spans' words are in it, nobody else
may read it, and purging deletes it.
"""

import contextlib
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from annotator.model.errors import AnnotatorError
from annotator.storage.header import SCHEMA_VERSION
from annotator.storage.overview.cache import cache_file, write_cache, writing
from annotator.storage.overview.corpus import read_relabelled
from annotator.storage.overview.sheets import read_proof
from annotator.storage.readers import Reading

WORTH = 1.0
"""Seconds of counting that are worth keeping."""
_FORMAT = 3
_UNREADABLE = (
    OSError, ValueError, KeyError, EOFError, AttributeError, TypeError, zipfile.BadZipFile
)  # fmt: skip
"""What numpy raises of a file that is not as it was written."""

Column = NDArray[Any]


class Loaded(NamedTuple):
    """A part as it is kept."""

    last: int
    """The act up to which it is so."""
    columns: dict[str, Column]


class Kept:
    """What is kept of one project. Any thread may ask."""

    def __init__(self, project: Path, reading: Reading) -> None:
        self._project, self._reading = project, reading

    def load(self, part: str) -> Loaded | None:
        """Return what was kept of a part, None where there is nothing or it is no longer so."""
        path = cache_file(self._project, part)
        try:
            with path.open("rb") as opened, np.load(opened) as file:
                columns = {name: file[name] for name in file.files}
            about = columns.pop("about").tolist()
            proof = columns.pop("proof").tobytes().decode("ascii")
        except FileNotFoundError:
            return None
        except _UNREADABLE:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            return None
        version, schema, last = about
        with self._reading() as connection:
            is_so = bool(proof) and proof == read_proof(connection, last)
        if not is_so or (version, schema) != (_FORMAT, SCHEMA_VERSION):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return Loaded(last, columns)

    def save(self, part: str, last: int, columns: Mapping[str, Column]) -> None:
        """Keep a part as it was after an act; what cannot be kept is counted again next time."""
        with writing:
            try:
                with self._reading() as connection:
                    proof = read_proof(connection, last)
                    # Nothing is kept of what was there before something was erased.
                    is_whole = read_relabelled(connection, last) is not None
            except (AnnotatorError, RuntimeError):
                return  # the project has been closed meanwhile
            if not proof or not is_whole:
                return
            about = np.array((_FORMAT, SCHEMA_VERSION, last), np.int64)
            whole: dict[str, Any] = {
                **columns,
                "about": about,
                "proof": np.frombuffer(proof.encode(), np.uint8),
            }
            with contextlib.suppress(OSError):
                write_cache(
                    cache_file(self._project, part),
                    lambda file: np.savez(file, **whole),
                )


class Labour:
    """The counting of one part, kept as often as it has taken its time. Not for several threads at
    once."""

    def __init__(self, kept: Kept, part: str) -> None:
        self._kept, self._part = kept, part
        self._is_loaded = False
        self._seconds = 0.0

    def load(self) -> Loaded | None:
        """Return what was kept, when it is first asked for."""
        if self._is_loaded:
            return None
        self._is_loaded = True
        return self._kept.load(self._part)

    @contextlib.contextmanager
    def counting(self, now: Callable[[], Loaded]) -> Iterator[None]:
        """Count inside; afterwards, also where that was cancelled, `now` says what there is."""
        begun = monotonic()
        try:
            yield
        finally:
            self._seconds += monotonic() - begun
            if self._seconds > WORTH:
                self._seconds = 0.0
                self._kept.save(self._part, *now())


# ---- columns ------------------------------------------------------------------------------------


def narrow(column: NDArray[np.integer[Any]]) -> Column:
    """Return whole numbers in as few bytes as hold them."""
    if not len(column):
        return column.astype(np.int8)
    kind = np.result_type(
        np.min_scalar_type(int(column.min())), np.min_scalar_type(int(column.max()))
    )
    return column.astype(kind)


def pack(words: Sequence[str | None]) -> Column:
    """Return words as one column."""
    return np.frombuffer(orjson.dumps(list(words)), np.uint8)


def unpack(column: Column) -> list[Any]:
    """Return what `pack` has packed."""
    words: list[Any] = orjson.loads(column.tobytes())
    return words
