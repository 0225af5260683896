"""A hub without a server: a folder on a shared drive, with a sync service, or on a stick.

Decision: each stream has a folder of its own to which only its one writer adds files, so no two
machines ever write the same file, whatever carries the folder between them. A file that arrives
late, twice or torn is found by numbers and hashes.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import orjson
import zstandard

from annotator.hub.article import (
    ArticleKey,
    decode_article,
    encode_article,
    key_of,
    name_of,
)
from annotator.hub.bundles import Bundle, list_bundles, read_bundle, write_bundles, write_whole
from annotator.hub.hub import HubPerson, Refused
from annotator.hub.revision import FIRST, Head, Kind, Revision, checked
from annotator.model.document import Document
from annotator.model.hub_errors import (
    HubExists,
    HubMissing,
    HubTooNew,
    HubUnreadable,
    StreamBroken,
)

VERSION = 1
"""Of how things are laid out in the folder."""
_ABOUT, _STREAMS, _ARTICLES, _STREAM = "annotator-hub.json", "streams", "articles", "stream.json"
_ENDING = ".json.zst"
_LARGEST_ARTICLE = 64_000_000
"""Bytes that are read of one article."""


class FolderHub:
    """One shared folder. See `annotator.hub.hub.Hub`."""

    @classmethod
    def make(cls, path: Path) -> "FolderHub":
        """Make a folder a hub; it may be there and hold other things. HubExists, HubUnreadable."""
        about = path / _ABOUT
        if about.exists():
            raise HubExists(path)
        with _readable(path):
            write_whole(about, orjson.dumps({"version": VERSION}))
        return cls(path)

    def __init__(self, path: Path) -> None:
        """HubMissing, HubTooNew, HubUnreadable."""
        self.path = path.absolute()
        self.name = self.path.name
        self.address = str(self.path)
        self.me: HubPerson | None = None
        try:
            version = orjson.loads((path / _ABOUT).read_bytes())["version"]
        except FileNotFoundError:
            raise HubMissing(path) from None
        except OSError as error:
            raise HubUnreadable(path, error.strerror or "") from error
        except (ValueError, KeyError, TypeError):
            raise HubUnreadable(path, f"{_ABOUT} is damaged") from None
        if version != VERSION:
            raise HubTooNew(self.name, version if isinstance(version, int) else 0, VERSION)

    def close(self) -> None:
        """Nothing is held open."""

    # ---- streams --------------------------------------------------------------------------------

    def heads(self) -> dict[str, Head]:
        """See `Hub`. Of a stream whose last files are torn it is the last whole one."""
        with _readable(self.path):
            try:
                folders = sorted((self.path / _STREAMS).iterdir())
            except FileNotFoundError:
                return {}
        heads = (self._head(one) for one in folders if one.is_dir())
        return {one.stream: one for one in heads if one}

    def _head(self, folder: Path) -> Head | None:
        try:
            said = orjson.loads((folder / _STREAM).read_bytes())
            stream, person, name = said["stream"], said["person"], said["name"]
            if not all(isinstance(one, str) for one in (stream, person, name)):
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None  # It has not arrived yet.
        if folder != self._folder(stream):
            return None  # What a sync service has put beside it.
        for bundle in reversed(list_bundles(folder)):
            try:
                *_, last = read_bundle(bundle)
                return Head(stream, person, name, last.seq, last.sha256)
            except (OSError, ValueError):
                continue
        return Head(stream, person, name, 0, FIRST)

    def _folder(self, stream: str) -> Path:
        # The name of a folder is never what somebody else has written into a file.
        return self.path / _STREAMS / hashlib.sha256(stream.encode()).hexdigest()[:26]

    def last(self, head: Head) -> Revision | None:
        """Return the last whole revision of a stream, None where there is none."""
        for bundle in reversed(list_bundles(self._folder(head.stream))):
            try:
                *_, last = read_bundle(bundle)
            except (OSError, ValueError):
                continue
            return last
        return None

    def revisions(self, head: Head) -> Iterator[Revision]:
        """See `Hub`."""
        return checked(head, self._after(head))

    def _after(self, head: Head) -> Iterator[Revision]:
        last = head.seq
        for bundle in list_bundles(self._folder(head.stream)):
            if bundle.last <= last:
                continue
            try:
                for one in read_bundle(bundle):
                    if one.seq > last:
                        yield one
                        last = one.seq
            except (OSError, ValueError):
                raise StreamBroken(head.name, head.stream, last + 1) from None

    def loose(self, known: Mapping[tuple[str, Kind, str | None], int]) -> Iterator[Revision]:
        """See `Hub`. In a folder all streams are seen whole."""
        return iter(())

    def append(self, head: Head, revisions: Iterable[Revision]) -> list[Refused]:
        """See `Hub`. A folder refuses nothing. HubUnreadable."""
        folder = self._folder(head.stream)
        about = {"stream": head.stream, "person": head.person, "name": head.name}
        with _readable(self.path):
            if not (folder / _STREAM).exists():
                write_whole(folder / _STREAM, orjson.dumps(about))
            ordered = iter(revisions)
            if first := next(ordered, None):
                there = self._whole_after(folder, first.seq)
                write_bundles(
                    folder,
                    (
                        one
                        for one in chain((first,), ordered)
                        if not any(bundle.first <= one.seq <= bundle.last for bundle in there)
                    ),
                )
        return []

    def _whole_after(self, folder: Path, first: int) -> list[Bundle]:
        """Return the bundles of one's own stream that reach to a number or beyond; those that are
        torn go, so that they are written again."""
        whole = []
        for bundle in list_bundles(folder):
            if bundle.last >= first:
                try:
                    for _ in read_bundle(bundle):
                        pass
                except (OSError, ValueError):
                    bundle.path.unlink(missing_ok=True)
                else:
                    whole.append(bundle)
        return whole

    # ---- articles -------------------------------------------------------------------------------

    def lacks(self, keys: Collection[ArticleKey]) -> set[ArticleKey]:
        """See `Hub`."""
        there = self._articles()
        return {one for one in keys if name_of(one) not in there}

    def put(self, articles: Iterable[Document]) -> int:
        """See `Hub`. HubUnreadable."""
        number = 0
        packer = zstandard.ZstdCompressor(level=9, write_checksum=True)
        # Names in order of when they came, so that everybody gets them in that order.
        now = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        folder = self.path / _ARTICLES / f"{now}-{secrets.token_hex(4)}"
        with _readable(self.path):
            for number, one in enumerate(articles, 1):
                path = folder / f"{number:07}-{name_of(key_of(one))}{_ENDING}"
                write_whole(path, packer.compress(encode_article(one)))
        return number

    def take(self, keys: Collection[ArticleKey]) -> Iterator[Document]:
        """See `Hub`."""
        names = {name_of(one) for one in keys}
        for name, path in self._articles().items():
            if name in names and (found := self._read(path, name)):
                yield found

    def others(self, known: Collection[ArticleKey]) -> Iterator[Document]:
        """See `Hub`."""
        names = {name_of(one) for one in known}
        for name, path in self._articles().items():
            if name not in names and (found := self._read(path, name)):
                yield found

    def _articles(self) -> dict[str, Path]:
        """Return name -> file, in the order in which articles came."""
        found = sorted((self.path / _ARTICLES).glob(f"*/*-*{_ENDING}"), reverse=True)
        paths = {one.name.removesuffix(_ENDING).partition("-")[2]: one for one in found}
        return dict(reversed(paths.items()))

    @staticmethod
    def _read(path: Path, name: str) -> Document | None:
        """Return an article; None where it is torn, or not what its name says: it comes again."""
        try:
            packed = path.read_bytes()
            with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
                found = decode_article(reader.read(_LARGEST_ARTICLE))
        except (OSError, ValueError, zstandard.ZstdError):
            return None
        return found if name_of(key_of(found)) == name else None


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HubUnreadable(path, error.strerror or "") from error
