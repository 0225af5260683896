"""How well letters fit one language."""

import pytest

from annotator.formats.articles.alphabets import alphabet_share


@pytest.mark.parametrize("letters", ["dit-on éèàç œ’«»", "Ą Ćę „”", "Češi ěš ř", "Ö ő ű", "İş ğı"])
def test_letters_of_one_language_fit_wholly(letters: str) -> None:
    assert alphabet_share(letters) == 1.0


def test_letters_that_no_language_has_together_fit_in_part() -> None:
    assert alphabet_share("ťŗťť") == 0.75
    assert alphabet_share("щж") == 0.0


def test_a_capital_inside_a_word_fits_none() -> None:
    assert alphabet_share("dŽclar") == 0.0
    assert alphabet_share("Žena ŽENA") == 1.0


def test_nothing_but_ascii_fits() -> None:
    assert alphabet_share("") == 1.0
