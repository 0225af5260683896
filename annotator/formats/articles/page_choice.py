"""Which blocks of a web page are the article's: those whose words trafilatura finds to be.

Where it finds nothing the only `<article>` is believed, and on a page too vast to ask it the
element that holds most words.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from annotator.formats.articles.block_kinds import block_hint, is_head_line, is_noise
from annotator.formats.articles.markup_blocks import HEADINGS, Block, Element

_SURE_KEY = 20
"""A block of fewer letters counts as the article's only where it is a whole block there too."""
_LONGEST_HEAD = 700
"""The longest block that may be several lines of a head, in characters."""
_LONGEST_MENU = 300
_LEAST_LETTERS = 40
"""What is shorter altogether is no article."""
_FEW_LETTERS = 100
"""An article without any paragraph of so many letters is believed only in an <article>."""


def chosen_blocks(
    blocks: Sequence[Block], extracted: Element | None, *, is_vast: bool = False
) -> set[int]:
    """Return the places of the article's blocks; empty where there is no article.

    `extracted` is the body that trafilatura found, or None where it found none, or was not asked
    because the page is vast.
    """
    chosen = _extracted(blocks, extracted) or _in_article(blocks)
    if is_vast and not chosen:
        chosen = _in_densest(blocks)
    chosen = {at for at in chosen if not is_noise(blocks[at])}
    chosen |= set(_between(blocks, chosen))
    return chosen if sum(len(blocks[at].text) for at in chosen) >= _LEAST_LETTERS else set()


def key_of(text: str) -> str:
    """Return a text as it is compared: without white space, composed."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def line_by_line(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; lines of the head that share one, as old pages write them, each alone."""
    for block in blocks:
        lines = block.text.split("\n")
        if len(lines) > 1 and len(block.text) <= _LONGEST_HEAD and any(map(is_head_line, lines)):
            yield from (Block(one, block.path, (), 0, 0) for one in map(str.strip, lines) if one)
        else:
            yield block


def _extracted(blocks: Sequence[Block], extracted: Element | None) -> set[int]:
    if extracted is None:
        return set()
    whole = key_of("".join(extracted.itertext()))
    counts = Counter(key_of("".join(one.itertext())) for one in extracted.iter())
    keys = [key_of(block.text) for block in blocks]
    found = [
        at
        for at, key in enumerate(keys)
        if (key in counts or (len(key) >= _SURE_KEY and key in whole)) and not _is_menu(blocks[at])
    ]
    return set(_without_doubles(found, keys, counts))


def _is_menu(block: Block) -> bool:
    """Whether a block is a link and nothing else, as in a menu or a "Read more"."""
    is_link = block.link_size >= 0.9 * len(block.text) and block.element.tag not in HEADINGS
    return is_link and len(block.text) < _LONGEST_MENU


def _without_doubles(found: list[int], keys: list[str], counts: Counter[str]) -> Iterator[int]:
    """Of blocks with the same words yield as many as there are, those nearest to the others."""
    places: dict[str, list[int]] = {}
    for at in found:
        places.setdefault(keys[at], []).append(at)
    single = sorted(group[0] for group in places.values() if len(group) == 1)
    middle = single[len(single) // 2] if single else 0
    for key, group in places.items():
        allowed = max(1, counts[key])
        yield from sorted(group, key=lambda at: abs(at - middle))[:allowed]


def _between(blocks: Sequence[Block], chosen: set[int]) -> Iterator[int]:
    """Yield what was left out amid the text and is of it: a heading above a paragraph that was
    taken, a paragraph between two of its own place."""
    for at in range(min(chosen, default=0) + 1, max(chosen, default=0)):
        block = blocks[at]
        if at in chosen or at + 1 not in chosen or is_noise(block) or _is_menu(block):
            continue
        if block_hint(block) is not None:
            continue
        home = block.element.getparent()
        above, below = (blocks[one].element.getparent() for one in (at - 1, at + 1))
        is_heading = block.element.tag in HEADINGS and block.link_size == 0
        is_amid = at - 1 in chosen and block.element.tag == "p" and above is home
        if below is home and (is_heading or is_amid):
            yield at


def _in_article(blocks: Sequence[Block]) -> set[int]:
    """What trafilatura finds too short: the paragraphs of the only <article>, or of <main>."""
    for tag in ("article", "main"):
        homes = {id(one.within(tag)) for one in blocks if one.within(tag) is not None}
        if len(homes) != 1:
            continue
        found = {
            at
            for at, one in enumerate(blocks)
            if one.within(tag) is not None
            and one.element.tag in ("p", "div", *HEADINGS)
            and block_hint(one) != "aside"
        }
        if sum(len(blocks[at].text) for at in found) >= _FEW_LETTERS:
            return found
    return set()


def _in_densest(blocks: Sequence[Block]) -> set[int]:
    """The blocks in the element that holds most words that are no links."""
    sizes: Counter[int] = Counter()
    for block in blocks:
        for element in block.path[-2:]:
            sizes[id(element)] += len(block.text) - block.link_size
    best, _ = max(sizes.items(), key=lambda one: one[1], default=(0, 0))
    return {at for at, one in enumerate(blocks) if best in map(id, one.path) and not _is_menu(one)}
