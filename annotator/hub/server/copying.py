"""A corpus into a hub and out of it by COPY: streamed, however large it is."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

import psycopg

from annotator.hub.article import decode_article
from annotator.hub.server.connecting import Address, check_shape, open_connection, told
from annotator.hub.server.server import article_row
from annotator.model.document import Document

_TOGETHER = 20_000
"""Articles of one transaction: what broke off goes on from there when it is loaded again."""
_COMING = """
    CREATE TEMPORARY TABLE IF NOT EXISTS coming (
        document text, sha256 text, title text, published text, source text, body json
    ) ON COMMIT DELETE ROWS
"""
_COPY = "COPY pg_temp.coming (document, sha256, title, published, source, body) FROM STDIN"
_ADD = """
    INSERT INTO annotator.articles (document, sha256, title, published, source, body)
    SELECT DISTINCT ON (document) document, sha256, title, published, source, body
    FROM pg_temp.coming ORDER BY document ON CONFLICT (document) DO NOTHING
"""
_OFFER = """
    INSERT INTO annotator.tasks (document, slots_left, priority)
    SELECT DISTINCT coming.document, %s::integer, %s::integer FROM pg_temp.coming
    ON CONFLICT (document) DO NOTHING
"""
_NOTE = """
    INSERT INTO annotator.loads (load, articles, slots)
    VALUES (gen_random_uuid()::text, %s, %s)
"""


class Loaded(NamedTuple):
    """How far loading is."""

    read: int
    added: int
    """Articles that the hub did not have."""
    offered: int
    """Articles that nobody was asked to label yet, and that can be claimed now."""


def load(
    address: Address,
    password: str,
    articles: Iterable[Document],
    *,
    per_article: int = 0,
    priority: int = 0,
) -> Iterator[Loaded]:
    """Put articles into a hub, each to be labelled by so many people (0: by nobody yet); yield how
    far it is after each transaction. For coordinators, and whoever looks after the server.
    RightMissing, HubNotMade, and errors of connecting."""
    read = added = offered = 0
    with open_connection(address, password) as connection:
        check_shape(connection, address)
        ones = iter(articles)
        while first := next(ones, None):
            some = chain((first,), islice(ones, _TOGETHER - 1))
            with told(address), connection.transaction():
                connection.execute(_COMING)
                read += _copy(connection, some)
                added += connection.execute(_ADD).rowcount
                if per_article:
                    new = connection.execute(_OFFER, (per_article, priority)).rowcount
                    if new:
                        connection.execute(_NOTE, (new, new * per_article))
                    offered += new
            yield Loaded(read, added, offered)


def _copy(connection: psycopg.Connection[Any], articles: Iterable[Document]) -> int:
    with connection.cursor() as cursor:
        with cursor.copy(_COPY) as copy:
            for one in articles:
                copy.write_row(article_row(one))
        return cursor.rowcount


def unload(address: Address, password: str) -> Iterator[Document]:
    """Yield the articles of a hub that whoever asks may see, in no order. What is damaged there is
    left out. HubNotMade, and errors of connecting."""
    with open_connection(address, password) as connection:
        check_shape(connection, address)
        with (
            told(address),
            connection.cursor() as cursor,
            cursor.copy("COPY (SELECT body::text FROM annotator.articles) TO STDOUT") as copy,
        ):
            for (body,) in copy.rows():
                try:
                    yield decode_article(body.encode())
                except ValueError:
                    continue
