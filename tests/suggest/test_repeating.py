"""Words labelled before are found again: whole, wherever they stand free, and as sure as they were
labelled so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Span
from annotator.suggest.folding import fold
from annotator.suggest.matching import Matcher
from annotator.suggest.phrases import Phrases, count_bare
from annotator.suggest.repeating import Taken, repeat_in_article, repeat_in_project
from annotator.suggest.suggestion import Suggestion, overlap
from annotator.text.tokens import is_amid_letters

LABELS = {"p", "o", "r"}


def span(text: str, covered: str, label: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(covered, start + 1)
    return Span(f"{label}{start}-{covered}", label, ((start, start + len(covered)),))


def told(text: str, found: list[Suggestion]) -> list[tuple[str, str, int]]:
    return [(text[one.start : one.end], one.label, one.start) for one in found]


def here(text: str, *spans: Span, known: Phrases | None = None) -> list[tuple[str, str, int]]:
    return told(text, repeat_in_article(text, spans, Phrases() if known is None else known, LABELS))


def elsewhere(text: str, known: Phrases, *spans: Span) -> list[tuple[str, str, int]]:
    taken, matcher = Taken(one.fragments for one in spans), Matcher(known.shapes)
    return told(text, repeat_in_project("here", text, taken, known, matcher, LABELS))


def test_offsets_are_code_points_beyond_the_basic_plane() -> None:
    text = "😀 Ilse Varga met 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 𝒳. 😀😀 Ilse Varga left."
    assert here(text, span(text, "Ilse Varga", "p")) == [("Ilse Varga", "p", text.rindex("Ilse"))]


def test_only_whole_words_of_the_projects_tokens() -> None:
    text = "Varga said. Vargas, Varga-Lines, Varga’s and (Varga)."
    assert here(text, span(text, "Varga", "p")) == [
        ("Varga", "p", text.index("Varga-")),
        ("Varga", "p", text.index("Varga’")),
        ("Varga", "p", text.index("Varga)")),
    ]


def test_scripts_without_spaces_end_anywhere() -> None:
    text = "港務局說。港務局長說。"
    assert here(text, span(text, "港務局", "o")) == [("港務局", "o", 5)]


def test_case_counts_unless_it_does_not() -> None:
    text = "Bill May said bills may wait. MAY"
    may = span(text, "May", "p")
    assert here(text, may) == []
    assert here(text, may, known=Phrases(is_case_exact=False)) == [
        ("may", "p", text.index(" may") + 1),
        ("MAY", "p", text.index("MAY")),
    ]


def test_folding_keeps_every_offset() -> None:
    text = "İstanbul – “Straße” \u00a0’n’ ẞ ǅ"
    for is_case_exact in (True, False):
        assert len(fold(text, is_case_exact=is_case_exact)) == len(text)


def test_kinds_of_spaces_and_apostrophes_are_alike() -> None:
    text = "O’Hara Lines. O'Hara\u00a0Lines. O‘Hara\nLines."
    assert [one[2] for one in here(text, span(text, "O’Hara Lines", "o"))] == [14, 28]


def test_the_longest_of_two_that_cross_is_suggested() -> None:
    text = "Norrow Lines. Norrow. Norrow Lines sails."
    spans = (span(text, "Norrow Lines", "o"), span(text, "Norrow", "p", 1))
    assert here(text, *spans) == [("Norrow Lines", "o", 22)]


def test_what_is_nested_is_suggested_within_what_it_was_nested_in() -> None:
    text = "Port of Lomera. Port of Lomera."
    spans = (span(text, "Port of Lomera", "o"), span(text, "Lomera", "p"))
    assert here(text, *spans) == [("Port of Lomera", "o", 16), ("Lomera", "p", 24)]


def test_what_has_gaps_is_repeated_with_them() -> None:
    text = "Ilse and Tom Varga. Ilse and Tom Varga."
    gapped = Span("g", "p", ((0, 4), (13, 18)))
    (found,) = repeat_in_article(text, [gapped], Phrases(), LABELS)
    assert found.place == ((20, 24), (33, 38))


def test_a_place_that_has_any_span_is_not_free() -> None:
    text = "Varga. Varga. Mrs Varga."
    spans = (span(text, "Varga", "p"), span(text, "Varga", "r", 1), span(text, "Mrs Varga", "o"))
    assert here(text, *spans) == []


def test_words_that_are_mostly_not_labelled_are_not_suggested() -> None:
    known = Phrases()
    text = "The council met the council, and the council saw the council."
    spans = [span(text, "council", "o")]
    known.put("d1", text, spans)
    matcher = Matcher(known.shapes)
    assert elsewhere("A council.", known) == [("council", "o", 2)]
    known.bare += count_bare(text, spans, matcher, is_case_exact=True)
    assert known.bare["council"] == 3
    assert elsewhere("A council.", known) == []


def test_the_usual_label_is_suggested_and_only_where_it_is_likely() -> None:
    known = Phrases()
    for number in range(3):
        known.put(f"d{number}", "Quill", [Span("q", "p" if number else "o", ((0, 5),))])
    assert elsewhere("Quill", known) == [("Quill", "p", 0)]
    known.put("d1", "Quill", [Span("q", "r", ((0, 5),))])
    assert elsewhere("Quill", known) == []


def test_an_article_can_be_learned_again_and_forgotten() -> None:
    known = Phrases()
    known.put("d", "Varga", [Span("v", "p", ((0, 5),))])
    known.put("d", "Varga", [Span("v", "o", ((0, 5),))])
    assert elsewhere("Varga", known) == [("Varga", "o", 0)]
    known.take_out("d")
    assert len(known) == 0
    assert elsewhere("Varga", known) == []


def test_labels_not_asked_for_are_not_suggested() -> None:
    text = "Varga. Varga."
    found = repeat_in_article(text, [span(text, "Varga", "p")], Phrases(), {"o"})
    assert found == []


words = st.sampled_from(["Varga", "Ilse", "Port", "of", "Lomera", "港", "—", "’s", "."])


@given(st.lists(words, min_size=1, max_size=30), st.data())
def test_every_suggestion_is_whole_free_and_said_before(
    parts: list[str], data: st.DataObject
) -> None:
    text = " ".join(parts)
    ends = st.integers(0, len(text))
    places = data.draw(
        st.lists(st.tuples(ends, ends).filter(lambda one: one[0] < one[1]), max_size=4)
    )
    spans = [
        Span(f"s{at}", data.draw(st.sampled_from("po")), (place,))
        for at, place in enumerate(places)
    ]
    found = repeat_in_article(text, spans, Phrases(), LABELS)
    labelled = {(text[one.start : one.end], one.label) for one in spans}
    outer = [
        one for one in found if not any(overlap(one.place, other.fragments) for other in spans)
    ]
    for one in found:
        assert (text[one.start : one.end], one.label) in labelled
        assert not is_amid_letters(text, one.start)
        assert not is_amid_letters(text, one.end)
        assert all(one.place != other.fragments for other in spans)
    assert len({one.place for one in outer}) == len(outer)


def test_what_a_model_reads_otherwise_is_not_repeated_from_other_articles() -> None:
    known = Phrases()
    known.put("d", "Lomera", [Span("l", "p", ((0, 6),))])
    text = "Lomera Lines. Lomera. Lomera."

    def asked(*read: tuple[int, int, str]) -> list[int]:
        matcher = Matcher(known.shapes)
        found = repeat_in_project("here", text, Taken([]), known, matcher, LABELS, read)
        return [one.start for one in found]

    assert asked() == [0, 14, 22]
    assert asked((0, 12, "o"), (14, 20, "p")) == [14, 22], "what it says nothing of is repeated"
    assert asked((14, 20, "o")) == [0, 22], "another label is otherwise too"
