"""What is linked everywhere: the same words, whatever their case and marks."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.project.entities.planning import alike_to, is_alike

WORDS = st.one_of(
    st.text(st.sampled_from("aAéÉsS'’. -ßİ1"), max_size=6),
    st.sampled_from(("Ilse Varga", "ILSE VARGA’S", "ilse varga's", "Édith", "EDITH.", "U.S.", "")),
)


def test_case_accents_and_possessive_endings_make_no_difference() -> None:
    for covered in ("ILSE VARGA", "Ilse Varga’s", "Ílse  Vargá", "ilse varga's"):
        assert is_alike("Ilse Varga", covered), covered
    for covered in ("Varga", "Ilse Varga Otto", "", "Varga Ilse"):
        assert not is_alike("Ilse Varga", covered), covered
    assert is_alike("!", "!")
    assert not is_alike("!", "?")


@given(WORDS, WORDS)
def test_asked_of_many_the_answer_is_the_same(words: str, covered: str) -> None:
    assert alike_to(words)(covered) == is_alike(words, covered)
