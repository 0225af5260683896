"""A hub on a server, as one person of the team sees it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import psycopg
from psycopg import errors as pg

from annotator.hub.article import ArticleKey, decode_article, encode_article
from annotator.hub.hub import HubPerson, Refused
from annotator.hub.revision import Head, Kind, Revision, checked
from annotator.hub.server.connecting import Address, check_shape, open_connection, told
from annotator.model.document import Document
from annotator.model.hub_errors import StreamForked
from annotator.model.server_errors import NotOfTheTeam

T = TypeVar("T")

_TOGETHER = 200
"""Revisions, or articles, that go or come at once."""
_COLUMNS = (
    "stream, seq, person, kind, document, at, act, act_sha256, previous, sha256, payload_sha256,"
    " coalesce(payload::text, '')"
)
_ADD = """
    INSERT INTO annotator.revisions (
        stream, seq, person, kind, document, at, act, act_sha256, previous, sha256,
        payload_sha256, payload, refused
    ) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (stream, seq) DO NOTHING
"""


class ServerHub:
    """One connection to a hub. See `annotator.hub.hub.Hub`; everything may raise HubUnreachable
    and RightMissing."""

    def __init__(self, place: str, password: str = "") -> None:
        """Connect. AddressWrong, HubUnreachable, PasswordWrong, CertificateWrong, HubNotMade,
        HubTooNew, HubTooOld, NotOfTheTeam."""
        self._at = Address(place)
        self.name = self._at.name
        self.address = self._at.plain
        self._connection = open_connection(self._at, password)
        try:
            check_shape(self._connection, self._at)
            self.me: HubPerson | None = self._who()
        except BaseException:
            self._connection.close()
            raise

    def _who(self) -> HubPerson:
        rows = self.ask("SELECT person, name, kind FROM annotator.people WHERE role = session_user")
        if not rows:
            raise NotOfTheTeam(self._at.name, self._at.role)
        return HubPerson(*rows[0])

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def ask(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        with told(self._at):
            return self._connection.execute(statement, parameters).fetchall()

    # ---- streams --------------------------------------------------------------------------------

    def heads(self) -> dict[str, Head]:
        """See `Hub`."""
        rows = self.ask(
            "SELECT streams.stream, person, name, coalesce(last.seq, 0), coalesce(last.sha256, '')"
            " FROM annotator.streams LEFT JOIN LATERAL ("
            "  SELECT seq, sha256 FROM annotator.revisions"
            "  WHERE revisions.stream = streams.stream ORDER BY seq DESC LIMIT 1"
            " ) AS last ON true"
        )
        return {row[0]: Head(*row) for row in rows}

    def revisions(self, head: Head) -> Iterator[Revision]:
        """See `Hub`."""
        return checked(head, self._after(head))

    def _after(self, head: Head) -> Iterator[Revision]:
        last = head.seq
        while True:
            rows = self.ask(
                f"SELECT {_COLUMNS} FROM annotator.revisions WHERE stream = %s AND seq > %s"
                " ORDER BY seq LIMIT %s",
                head.stream,
                last,
                _TOGETHER,
            )
            yield from (Revision(*row) for row in rows)
            if len(rows) < _TOGETHER:
                return
            last = rows[-1][1]

    def loose(self, known: Mapping[tuple[str, Kind, str | None], int]) -> Iterator[Revision]:
        """See `Hub`."""
        if not self.me or self.me.kind != "annotator":
            return
        rows = self.ask(
            "SELECT stream, kind, document, max(seq) FROM annotator.revisions"
            " WHERE author <> session_user AND payload IS NOT NULL AND (kind = 'project'"
            " OR document IN (SELECT annotator.open_documents()))"
            " GROUP BY stream, kind, document"
        )
        new = [
            (stream, seq)
            for stream, kind, document, seq in rows
            if seq > known.get((stream, kind, document), 0)
        ]
        for stream, seq in sorted(new):
            for row in self.ask(
                f"SELECT {_COLUMNS} FROM annotator.revisions WHERE stream = %s AND seq = %s",
                stream,
                seq,
            ):
                one = Revision(*row)
                if one.is_whole:
                    yield one

    def append(self, head: Head, revisions: Iterable[Revision]) -> list[Refused]:
        """See `Hub`. StreamForked."""
        refused: list[Refused] = []
        with told(self._at):
            self._connection.execute(
                "INSERT INTO annotator.streams (stream, person, name) VALUES (%s, %s, %s)"
                " ON CONFLICT (stream) DO NOTHING",
                (head.stream, head.person, head.name),
            )
            for some in _batches(revisions, _TOGETHER):
                try:
                    self._add(some)
                except (psycopg.DataError, psycopg.IntegrityError):
                    for one in some:
                        refused += self._add_alone(head, one)
        return refused

    def _add(self, revisions: Iterable[Revision]) -> None:
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(_ADD, [_row(one, None) for one in revisions])

    def _add_alone(self, head: Head, one: Revision) -> list[Refused]:
        """Store a revision; where it cannot be, its place in the chain, with the reason."""
        try:
            self._add([one])
        except (psycopg.DataError, pg.CheckViolation) as error:
            reason = _why(error)
            with self._connection.transaction():
                self._connection.execute(_ADD, _row(one, reason))
            return [Refused(one.seq, reason)]
        except psycopg.IntegrityError as error:
            raise StreamForked(head.name, head.stream, one.seq) from error
        return []

    # ---- articles -------------------------------------------------------------------------------

    def lacks(self, keys: Collection[ArticleKey]) -> set[ArticleKey]:
        """See `Hub`. Nothing where whoever asks may not add articles."""
        if not self.me or self.me.kind != "coordinator":
            return set()
        lacking = set(keys)
        for some in _batches(sorted(keys), 5_000):
            rows = self.ask(
                "SELECT document FROM annotator.articles WHERE document = ANY(%s)",
                [one.document for one in some],
            )
            there = {document for (document,) in rows}
            lacking -= {one for one in some if one.document in there}
        return lacking

    def put(self, articles: Iterable[Document]) -> int:
        """See `Hub`."""
        count = 0
        for some in _batches(articles, _TOGETHER):
            with (
                told(self._at),
                self._connection.transaction(),
                self._connection.cursor() as cursor,
            ):
                cursor.executemany(
                    "INSERT INTO annotator.articles"
                    " (document, sha256, title, published, source, body)"
                    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (document) DO NOTHING",
                    [article_row(one) for one in some],
                )
            count += len(some)
        return count

    def take(self, keys: Collection[ArticleKey]) -> Iterator[Document]:
        """See `Hub`."""
        for some in _batches(sorted(keys), _TOGETHER):
            rows = self.ask(
                "SELECT body::text FROM annotator.articles WHERE document = ANY(%s)",
                [one.document for one in some],
            )
            for (body,) in rows:
                found = _article(body)
                if found and ArticleKey(found.id, found.sha256) in keys:
                    yield found

    def others(self, known: Collection[ArticleKey]) -> Iterator[Document]:
        """See `Hub`: those that I have claimed. All others stay where they are."""
        rows = self.ask(
            "SELECT articles.document, articles.sha256 FROM annotator.claims"
            " JOIN annotator.articles ON articles.document = claims.document"
            " WHERE claims.role = session_user ORDER BY claimed_at, articles.document"
        )
        here = set(known)
        new = [key for row in rows if (key := ArticleKey(*row)) not in here]
        for some in _batches(new, _TOGETHER):
            found = {ArticleKey(one.id, one.sha256): one for one in self.take(set(some))}
            yield from (found[key] for key in some if key in found)


def article_row(document: Document) -> tuple[str | None, ...]:
    """Return the cells of an article: what is asked for beside it, and all of it as JSON."""
    meta = document.meta
    body = encode_article(document).decode()
    return (document.id, document.sha256, meta.title, meta.published, meta.source, body)


def _article(body: str) -> Document | None:
    try:
        return decode_article(body.encode())
    except ValueError:
        return None


def _row(one: Revision, refused: str | None) -> tuple[Any, ...]:
    payload = None if refused else one.payload or None
    return (*one[:11], payload, refused or (None if payload else "it was refused before"))


def _why(error: psycopg.Error) -> str:
    if isinstance(error, pg.CheckViolation):
        return "it is larger than the 2 MB that the hub takes"
    if isinstance(error, pg.UntranslatableCharacter) or "NUL" in str(error):
        return "it has a character (NUL) that the hub cannot keep"
    return (error.diag.message_primary or str(error))[:200]


def _batches(items: Iterable[T], count: int) -> Iterator[list[T]]:
    ready: list[T] = []
    for one in items:
        ready.append(one)
        if len(ready) == count:
            yield ready
            ready = []
    if ready:
        yield ready
