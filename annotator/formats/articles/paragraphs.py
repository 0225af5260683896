"""Plain words made parts of an article, as plain text has paragraphs."""

from collections.abc import Iterator

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.lines import lines_of, paragraphs_of


def parts_of_text(text: str) -> list[Part]:
    """Return a part for each paragraph: a line, or several that an editor has wrapped."""
    return list(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    for paragraph in paragraphs_of(text, list(lines_of(text))):
        yield Part("paragraph", paragraph.words)
