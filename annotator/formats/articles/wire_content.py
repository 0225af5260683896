"""What lies inside the envelopes of news agencies: NITF, XHTML, HTML written as text, plain words;
and the head that an envelope has, put before a text that has none of its own."""

from xml.etree.ElementTree import Element

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.markup import has_elements, parts_of_html, parts_of_tree, tidy
from annotator.formats.articles.nitf import NitfArticle, nitf_article
from annotator.formats.articles.paragraphs import parts_of_text
from annotator.formats.articles.xml_files import find_one


def content_of(holder: Element) -> NitfArticle:
    """Return the article in an element: of anything but NITF only the parts are known."""
    nitf = find_one(holder, "nitf")
    if nitf is not None:
        return nitf_article(nitf)
    if len(holder):
        return NitfArticle(parts_of_tree(holder)[0])
    words = "".join(holder.itertext())
    parts = parts_of_html(words)[0] if has_elements(words) else parts_of_text(words)
    return NitfArticle(parts)


def with_head(parts: list[Part], headline: str, summary: str, byline: str) -> list[Part]:
    """Return the parts with what the envelope says before them, where they have none of it."""
    if not parts:
        return parts
    kinds = {part.kind for part in parts}
    head: list[Part] = []
    if headline and "title" not in kinds:
        if tidy(parts[0].text) == headline:
            parts = parts[1:]
        head.append(Part("title", headline))
    whole = " ".join(tidy(part.text) for part in parts)
    # A summary is often the beginning of the text, cut off.
    is_new = bool(summary) and summary[:60] not in whole
    if is_new and "standfirst" not in kinds and "title" not in kinds:
        head.append(Part("standfirst", summary))
    if byline and "byline" not in kinds:
        head.append(Part("byline", byline))
    return [*head, *parts]
