"""Names of files made from ids."""

import hypothesis.strategies as st
from hypothesis import given

from annotator.formats.file_names import file_name_of


def test_a_plain_id_is_its_own_name() -> None:
    assert file_name_of("harbour-strike_2") == "harbour-strike_2"


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
def test_rows_32_and_35_a_name_is_safe_everywhere(id: str) -> None:
    name = file_name_of(id)
    assert name and len(name) <= 80
    assert all(one.isascii() and (one.isalnum() or one in "-_") for one in name)
    assert name == name.lower()
    assert name not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_row_35_ids_that_would_meet_in_one_file_have_names_of_their_own() -> None:
    ids = [
        "../../x",
        "/etc/x",
        "x",
        "X",
        "CON",
        "con",
        "a\x00b",
        "a b",
        "a/b",
        "Ä",
        "ä",
        "",
        "x" * 300,
    ]
    names = [file_name_of(one) for one in ids]
    assert len(set(names)) == len(ids)
    # The name of one id is not the name of another id.
    assert len({*names, *map(file_name_of, names)}) == len({*names})
