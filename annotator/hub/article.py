"""An article as it travels: its text and what is known of it, met by id and hash."""

import hashlib
from typing import NamedTuple

import orjson

from annotator.model.document import SECTION_KINDS, Document, Meta, Section


class ArticleKey(NamedTuple):
    """By what an article is met: its id and the hash of its text."""

    document: str
    sha256: str


def key_of(document: Document) -> ArticleKey:
    """Return by what an article is met."""
    return ArticleKey(document.id, document.sha256)


def encode_article(document: Document) -> bytes:
    """Return an article as JSON."""
    meta = document.meta
    return orjson.dumps(
        {
            "id": document.id,
            "sha256": document.sha256,
            "meta": {
                "title": meta.title,
                "source": meta.source,
                "published": meta.published,
                "url": meta.url,
                "authors": list(meta.authors),
                "language": meta.language,
                "extra": dict(meta.extra),
            },
            "sections": [list(one) for one in document.sections],
            "text": document.text,
        }
    )


def decode_article(body: bytes) -> Document:
    """Return the article that this is. ValueError: it is none, or not what its hash says."""
    try:
        said = orjson.loads(body)
        meta = said["meta"]
        document = Document(
            said["id"],
            said["text"],
            Meta(**{**meta, "authors": tuple(meta["authors"])}),
            tuple(Section(kind, start, end) for kind, start, end in said["sections"]),
        )
        sound = document.sha256 == said["sha256"] and all(
            one.kind in SECTION_KINDS and 0 <= one.start < one.end <= len(document.text)
            for one in document.sections
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error
    if not sound:
        raise ValueError("not what its hash says")
    return document


def name_of(key: ArticleKey) -> str:
    """Return what an article goes by in a file's name: nothing that somebody has made up."""
    return hashlib.sha256(f"{key.document}\0{key.sha256}".encode()).hexdigest()
