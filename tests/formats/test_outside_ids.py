"""One thing's identifiers in the ways of several formats."""

import pytest

from annotator.formats.outside_ids import address_of, plain_id, prefixed


@pytest.mark.parametrize(
    "said",
    [
        "Q90",
        "Wikidata:Q90",
        "wd:Q90",
        "http://www.wikidata.org/entity/Q90",
        "https://www.wikidata.org/wiki/Q90",
        "https://m.wikidata.org/wiki/Q90",
        " Q90 ",
    ],
)
def test_wikidata_is_one_however_it_is_written(said: str) -> None:
    assert plain_id(said) == "Q90"
    assert address_of(said) == "http://www.wikidata.org/entity/Q90"
    assert prefixed(said) == "Wikidata:Q90"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://d-nb.info/gnd/7#x", "https://d-nb.info/gnd/7#x"),
        ("urn:nbn:de:7", "urn:nbn:de:7"),
        ("GND:7", None),
        ("q90", None),
        ("Q090", None),
        ("Q90 or Q64", None),
        ("https://a b", None),
        (
            "https://evil.example/wikidata.org/entity/Q90",
            "https://evil.example/wikidata.org/entity/Q90",
        ),
    ],
)
def test_all_others_are_the_text_that_they_are(said: str, address: str | None) -> None:
    assert plain_id(said) == prefixed(said) == said
    assert address_of(said) == address
