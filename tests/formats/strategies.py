"""Hypothesis strategies: texts of every script, documents, and corpus lines of every span shape."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from annotator.formats.corpus import CorpusLine
from annotator.formats.sections import sort_sections
from annotator.model.curated import PROVENANCES, Negative, Provenance
from annotator.model.document import SECTION_KINDS, Document, Meta, Section
from annotator.model.relation import Relation
from annotator.model.span import Span, tidy_fragments

PIECES = [
    "Ilse Varga",
    " ",
    "said",
    "“quoted”",
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\u2029",
    "\u00a0",
    "\ufeff",
    "\u202eabc\u202c",
    "محادثات العبّارة",
    "שלום",
    "東京都知事",
    "ゴンドウクジラ",
    "한국어",
    "ᄒ\u1161\u11ab",
    "👩\u200d👩\u200d👧\u200d👦",
    "🏴\u200d☠️",
    "👍🏽",
    "e\u0301",
    "a" + "\u0301" * 5,
    "नमस्ते",
    "ภาษาไทย",
    "𝕏",
    '"\\/',
    "\t",
    "\u0085",
    "\x7f",
    "<b>&amp;",
    "\ufffd",
    "\U0010ffff",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\x00"),
    min_size=1,
    max_size=12,
)
names = words.filter(lambda name: not name.isspace())
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
dates = st.dates().map(lambda date: date.isoformat())
metas = st.builds(
    Meta,
    title=st.none() | words,
    source=st.none() | words,
    published=st.none() | dates,
    url=st.none() | words,
    authors=st.lists(words, max_size=2).map(tuple),
    language=st.none() | st.sampled_from(["en", "ar"]),
    extra=st.dictionaries(
        words.filter(lambda key: key not in Meta.__slots__), json_values, max_size=2
    ),
)
attribute_values = (
    words
    | st.booleans()
    | st.integers(-1000, 1000)
    | st.floats(-5, 5)
    | st.lists(words, max_size=2).map(tuple)
)
attributes = st.dictionaries(names, attribute_values, max_size=2)
notes = st.none() | st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=8
)
origins = st.sampled_from(["manual", "propagated", "suggested", "imported"])


@st.composite
def sections(draw: Callable[..., Any], length: int) -> tuple[Section, ...]:
    made = set()
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, length - 1))
        made.add(
            Section(
                draw(st.sampled_from(SECTION_KINDS)), start, draw(st.integers(start + 1, length))
            )
        )
    return sort_sections(made)[0]


@st.composite
def documents(draw: Callable[..., Any], id: str) -> Document:
    text = draw(texts)
    return Document(id, text, draw(metas), draw(sections(len(text))))


@st.composite
def spans(draw: Callable[..., Any], length: int, id: str) -> Span:
    """One fragment or several, over any characters, also ones that cut a grapheme."""
    offsets = st.integers(0, length - 1)
    fragments = [
        (start, draw(st.integers(start + 1, length)))
        for start in draw(st.lists(offsets, min_size=1, max_size=3))
    ]
    return Span(
        id,
        draw(st.sampled_from(["PERSON", "ORGANISATION", "“weird” & اسم"]) | names),
        tidy_fragments(fragments),
        draw(attributes),
        draw(notes),
        draw(origins),
        draw(st.booleans()),
    )


@st.composite
def lines(
    draw: Callable[..., Any], document: Document, annotator: str | None, prefix: str
) -> CorpusLine:
    length = len(document.text)
    made = [draw(spans(length, f"{prefix}s{at}")) for at in range(draw(st.integers(0, 4)))]
    ends = st.sampled_from(made) if made else st.nothing()
    relations = []
    for at in range(draw(st.integers(0, 3)) if len(made) > 1 else 0):
        head, tail = draw(ends), draw(ends)
        if head != tail:
            relations.append(
                Relation(
                    f"{prefix}r{at}",
                    draw(names),
                    head.id,
                    tail.id,
                    draw(attributes),
                    draw(notes),
                    draw(origins),
                )
            )
    provenance: dict[str, Provenance] = {}
    negatives: list[Negative] = []
    if annotator is None:
        said = st.none() | st.sampled_from(PROVENANCES)
        known = {one.id: draw(said) for one in (*made, *relations)}
        provenance = {id: value for id, value in known.items() if value}
        for span in [draw(spans(length, "")) for _ in range(draw(st.integers(0, 3)))]:
            if (negative := Negative(span.label, span.fragments)) not in negatives:
                negatives.append(negative)
    return CorpusLine(
        document,
        annotator,
        "curated"
        if annotator is None
        else draw(st.sampled_from(["new", "in_progress", "finished"])),
        tuple(sorted(draw(st.sets(names, max_size=2)))),
        draw(attributes) or None,
        tuple(made),
        tuple(relations),
        provenance=provenance or None,
        negatives=tuple(negatives),
    )


annotator_names = st.sampled_from(["Maria", "Ilya", "عمر", "王", "Zoé", "a/b & c"])


@st.composite
def corpora(draw: Callable[..., Any]) -> list[CorpusLine]:
    """Lines of a whole project: documents in order, annotators by name, the curated set last."""
    made: list[CorpusLine] = []
    for number, id in enumerate(draw(st.lists(names, min_size=1, max_size=3, unique=True))):
        document = draw(documents(id))
        people: list[str | None] = sorted(draw(st.sets(annotator_names, max_size=2)))
        people += [None] if draw(st.booleans()) else []
        made += [
            draw(lines(document, name, f"{number}-{at}-")) for at, name in enumerate(people)
        ] or [CorpusLine(document)]
    return made
