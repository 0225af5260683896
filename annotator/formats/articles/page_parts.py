"""Which blocks of a web page are the article, and what part of it each is, in reading order.

trafilatura says which words are the article's; the blocks of the page that hold them are taken,
with the title, standfirst, byline, date and captions that belong to them and that it leaves out.
Decision: the words come from the page itself, since trafilatura rewrites them (NFC, spaces).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.formats.articles.assembling import Part
from annotator.formats.articles.captions import caption_part, credit_only
from annotator.formats.articles.dates import is_date_line
from annotator.formats.articles.lines import is_byline, is_reading_time
from annotator.formats.articles.markup_blocks import HEADINGS, Block, Element, Hinted
from annotator.formats.articles.markup_hints import Hint, hint_of
from annotator.formats.articles.page_meta import PageMeta
from annotator.model.document import Section, SectionKind

_SURE_KEY = 20
"""A block of fewer letters counts as the article's only where it is a whole block there too."""
_LONGEST_MARKER = 160
_LONGEST_STANDFIRST = 700
_LONGEST_CAPTION = 700
_LONGEST_MENU = 300
_LEAST_LETTERS = 40
"""What is shorter altogether is no article."""
_FEW_LETTERS = 100
"""An article without any paragraph of so many letters is believed only in an <article>."""
_HEAD_REACH = 14
"""How many blocks there may be between the title and the text."""
_BEFORE_TITLE = 3
_ANCESTORS = 3
"""How far up a block looks for a name that says what it is."""
_CONTAINERS = frozenset(
    ("html", "body", "main", "article", "section", "form", "table", "tbody", "tr")
)
_MARKERS: frozenset[Hint] = frozenset({"byline", "date", "reading_time"})
_SEPARATORS = " |·•,–—-/\u00a0\n"


@dataclass(slots=True)
class PageParts:
    """What a page's blocks are: the parts of the article, and what its head shows."""

    parts: list[Part] = field(default_factory=list)
    title: str | None = None
    date_words: list[str] = field(default_factory=list)
    byline_words: str | None = None


def page_parts(
    blocks: Sequence[Block], extracted: Element | None, meta: PageMeta, *, is_vast: bool = False
) -> PageParts | None:
    """Return the parts of the article on a page; None where there is no article.

    `extracted` is the body that trafilatura found, or None where it found none, or was not asked
    because the page is vast.
    """
    blocks = list(_line_by_line(blocks))
    chosen = _chosen(blocks, extracted) or _in_article(blocks)
    if is_vast and not chosen:
        chosen = _in_densest(blocks)
    if sum(len(blocks[at].text) for at in chosen) < _LEAST_LETTERS:
        return None
    return _Page(blocks, chosen, meta).read()


def key_of(text: str) -> str:
    """Return a text as it is compared: without white space, composed."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def _line_by_line(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; lines of the head that share one, as old pages write them, each alone."""
    for block in blocks:
        lines = block.text.split("\n")
        if (
            len(lines) > 1
            and len(block.text) <= _LONGEST_STANDFIRST
            and any(map(_is_marker, lines))
        ):
            yield from (Block(one, block.path, (), 0, 0) for one in map(str.strip, lines) if one)
        else:
            yield block


# ---- which blocks are the article's -----------------------------------------------------------


def _chosen(blocks: Sequence[Block], extracted: Element | None) -> set[int]:
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
            and _block_hint(one) != "aside"
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


# ---- what each of them is ---------------------------------------------------------------------


@dataclass(slots=True)
class _Page:
    """A page whose article is known; says what each block of it is."""

    blocks: Sequence[Block]
    chosen: set[int]
    meta: PageMeta
    found: PageParts = field(default_factory=PageParts)
    title_at: int | None = None
    has_standfirst: bool = False
    captions: set[str] = field(default_factory=set)

    def read(self) -> PageParts:
        """Return the parts in order."""
        self.title_at = self._find_title()
        body = self._body_start()
        parts = self.found.parts
        if self.title_at is None:
            self._add_title_of_meta()
        begin = self.title_at - _BEFORE_TITLE if self.title_at is not None else body - _HEAD_REACH
        for at in range(max(0, begin), body):
            parts.extend(self._head_part(at, body))
        end = max(self.chosen) + 1
        for at in range(body, end):
            parts.extend(self._body_part(at, is_early=at < body + 3))
        if end < len(self.blocks) and self._is_caption_beside(end):
            parts.extend(self._caption(end))
        self.found.parts = list(_joined_captions(parts))
        return self.found

    def _find_title(self) -> int | None:
        """The block that says what the head of the page says, or the heading of the first rank."""
        body = min(self.chosen)
        last = max(self.chosen)
        wanted = {key_of(one) for one in (self.meta.likely_title, self.meta.page_title) if one}
        ranked = []
        for at, block in enumerate(self.blocks[: last + 1]):
            is_first = block.element.tag == "h1"
            is_named = is_first or block.element.tag in HEADINGS or _block_hint(block) == "title"
            if len(block.text) > _LONGEST_STANDFIRST:
                continue
            key = key_of(block.text)
            is_like = len(key) > 15 and any(key in one or one in key for one in wanted)
            is_said = key in wanted or (is_named and is_like)
            if is_said or (is_first and at <= body + 1):
                ranked.append((is_said, is_first, is_named, -abs(body - at), at))
        return max(ranked)[-1] if ranked else None

    def _body_start(self) -> int:
        """The first block of the article that is neither title nor a line of its head."""
        after = -1 if self.title_at is None else self.title_at
        for at in sorted(self.chosen):
            if at > after and _kind(self.blocks[at]) in (None, "title", "aside"):
                return at
        return max(self.chosen) + 1

    def _add_title_of_meta(self) -> None:
        title = self.meta.likely_title
        if title:
            self.found.title = title
            self.found.parts.append(Part("title", title))

    def _head_part(self, at: int, body: int) -> Iterator[Part]:
        block = self.blocks[at]
        if at == self.title_at:
            self.found.title = block.text
            yield Part("title", block.text)
            return
        kind = _kind(block)
        is_before = self.title_at is not None and at < self.title_at
        if is_before and not (kind in _MARKERS and (at in self.chosen or _is_marker(block.text))):
            return
        if kind == "caption":
            yield from self._caption(at)
        elif kind in _MARKERS:
            yield from self._marker(block, kind)
        elif self._is_standfirst(at, kind, body):
            self.has_standfirst = True
            yield Part("standfirst", block.text)
        elif at in self.chosen and kind != "aside":
            yield from self._body_part(at, is_early=True)

    def _body_part(self, at: int, *, is_early: bool) -> Iterator[Part]:
        block = self.blocks[at]
        kind = _kind(block)
        if kind == "caption":
            yield from self._caption(at)
            return
        if at not in self.chosen:
            if is_early and kind in _MARKERS and _is_marker(block.text):
                yield from self._marker(block, kind)
            return
        if is_early and kind in _MARKERS:
            yield from self._marker(block, kind)
        elif is_early and self._is_standfirst(at, kind, at):
            self.has_standfirst = True
            yield Part("standfirst", block.text)
        elif block.element.tag in HEADINGS or _is_bold_heading(block):
            yield Part("heading", block.text)
        else:
            yield Part("paragraph", block.text)

    def _is_standfirst(self, at: int, kind: Hint | None, body: int) -> bool:
        block = self.blocks[at]
        if self.has_standfirst or len(block.text) > _LONGEST_STANDFIRST or not self.found.title:
            return False
        if kind == "standfirst":
            return True
        is_said = bool(self.meta.description) and key_of(block.text) == key_of(
            self.meta.description or ""
        )
        if at >= body:
            return is_said and (self._is_apart(at) or _is_bold(block))
        return is_said or (block.element.tag == "h2" and at == (self.title_at or 0) + 1)

    def _is_apart(self, at: int) -> bool:
        """Whether a line of the head or a picture comes between this block and the next text."""
        following = self.blocks[at + 1 : at + 2]
        return bool(following) and _kind(following[0]) in (
            "byline",
            "date",
            "reading_time",
            "caption",
        )

    def _marker(self, block: Block, hint: Hint) -> Iterator[Part]:
        part = _marker_part(block, hint)
        for kind, start, end in part.inner or (Section(part.kind or "date", 0, len(part.text)),):
            words = part.text[start:end]
            if kind == "date":
                self.found.date_words.append(words)
            elif kind == "byline" and self.found.byline_words is None:
                self.found.byline_words = words
        yield part

    def _caption(self, at: int) -> Iterator[Part]:
        block = self.blocks[at]
        if len(block.text) > _LONGEST_CAPTION or block.text in self.captions:
            return
        if any(hint_of(one) == "aside" or one.tag == "aside" for one in block.path[-6:]):
            return
        self.captions.add(block.text)
        yield caption_part(block.text, _credit_hinted(block))

    def _is_caption_beside(self, at: int) -> bool:
        """Whether a picture stands right behind the text, in the same place."""
        figure, last = self.blocks[at].within("figure"), self.blocks[max(self.chosen)]
        if figure is None or _kind(self.blocks[at]) != "caption":
            return False
        return figure.getparent() is last.element.getparent()


def _kind(block: Block) -> Hint | None:
    """What a block is by its markup, or for lines of the head by its words."""
    if block.within("figure") is not None and block.element.tag not in ("td", "th", "li"):
        return "caption"
    hint = _block_hint(block)
    if hint == "credit":
        return "caption" if len(block.text) <= _LONGEST_MARKER else None
    if hint in _MARKERS:
        return hint if len(block.text) <= _LONGEST_MARKER else None
    if hint in ("caption", "standfirst", "aside", "title"):
        return hint
    return _kind_by_words(block)


def _kind_by_words(block: Block) -> Hint | None:
    words = block.text.strip()
    if len(words) > _LONGEST_MARKER or block.element.tag in HEADINGS:
        return None
    for hint, is_so in (
        ("reading_time", is_reading_time), ("date", is_date_line), ("byline", is_byline),
    ):  # fmt: skip
        if is_so(words):
            return hint  # type: ignore[return-value]
    named = {one.hint for one in block.hinted if one.hint in _MARKERS}
    covered = sum(one.end - one.start for one in block.hinted if one.hint in _MARKERS)
    if named and covered * 2 >= len(words):
        return "byline" if "byline" in named else min(named)
    return None


def _block_hint(block: Block) -> Hint | None:
    """The nearest name that says something, of the block itself or of what is close around it."""
    for element in block.path[: -_ANCESTORS - 1 : -1]:
        if element.tag in _CONTAINERS:
            return None
        hint = hint_of(element)
        if hint is not None:
            return hint
    return None


def _is_marker(words: str) -> bool:
    return is_date_line(words) or is_byline(words) or is_reading_time(words)


def _is_bold(block: Block) -> bool:
    return block.bold_size >= len(block.text) - 1


def _is_bold_heading(block: Block) -> bool:
    """A short bold paragraph that ends without a full stop, as older pages write headings."""
    words = block.text
    return (
        _is_bold(block) and len(words) < 90 and words[-1] not in '.:;,!?…"”»' and "\n" not in words
    )


def _marker_part(block: Block, hint: Hint) -> Part:
    """A line of the head; where it holds several (name and date) each is told apart."""
    hinted = [one for one in block.hinted if one.hint in _MARKERS]
    whole = Part(_section_kind(hint), block.text)
    if hint == "byline" and not any(one.hint != "byline" for one in hinted):
        return whole
    others = [one for one in hinted if one.hint != hint]
    if not others:
        return whole
    inner = [Section(_section_kind(one.hint), one.start, one.end) for one in others]
    own = _longest_gap(block.text, others)
    if own:
        inner.append(Section(_section_kind(hint), *own))
    return Part(None, block.text, tuple(sorted(inner, key=lambda one: one.place)))


def _longest_gap(text: str, hinted: Sequence[Hinted]) -> tuple[int, int] | None:
    """The longest run of words between hinted ranges, without what separates it from them."""
    best: tuple[int, int] | None = None
    at = 0
    for start, end in [*((one.start, one.end) for one in hinted), (len(text), len(text))]:
        words = text[at:start]
        first = at + len(words) - len(words.lstrip(_SEPARATORS))
        last = start - len(words) + len(words.rstrip(_SEPARATORS))
        if last - first > 2 and (best is None or last - first > best[1] - best[0]):
            best = (first, last)
        at = max(at, end)
    return best


def _section_kind(hint: Hint) -> SectionKind:
    return "paragraph" if hint == "aside" else hint


def _credit_hinted(block: Block) -> tuple[Hinted, ...]:
    """The hinted ranges of a caption; the whole of it where the block itself is called a credit."""
    if hint_of(block.element) == "credit":
        return (Hinted("credit", 0, len(block.text)),)
    return block.hinted


def _joined_captions(parts: Sequence[Part]) -> Iterator[Part]:
    """Put a credit that stands by itself behind the caption before it: it lies inside one."""
    before: Part | None = None
    for part in parts:
        is_credit = part.kind == "caption" and (
            credit_only(part.text)
            or any(one.start == 0 and one.end == len(part.text) for one in part.inner)
        )
        if is_credit and before is not None and before.kind == "caption" and not before.inner:
            at = len(before.text) + 1
            credit = Section("credit", at, at + len(part.text))
            before = Part("caption", f"{before.text} {part.text}", (credit,))
            continue
        if before is not None:
            yield before
        before = part
    if before is not None:
        yield before
