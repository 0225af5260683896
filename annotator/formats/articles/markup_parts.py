"""Parts of an article from markup that is nothing but the article: an entry of a feed, a mail."""

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.captions import caption_part
from annotator.formats.articles.markup_blocks import HEADINGS, Block, Element, blocks_of


def parts_of_markup(tree: Element) -> list[Part]:
    """Return headings, captions and paragraphs of a tree, in order."""
    return [_part(block) for block in blocks_of(tree)]


def _part(block: Block) -> Part:
    tag = block.element.tag
    if tag == "figcaption" or (
        block.within("figure") is not None and tag in ("figure", "div", "p")
    ):
        return caption_part(block.text, block.hinted)
    return Part("heading" if tag in HEADINGS else "paragraph", block.text)
