"""What a span was suggested as is read strictly: it may come from elsewhere."""

import pytest
from hypothesis import given

from annotator.model.suggested import Suggested, plain_of, suggested_of
from tests.strategies import suggested


@given(suggested.filter(lambda one: one is not None))
def test_there_and_back(one: Suggested) -> None:
    assert suggested_of(plain_of(one)) == one


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ([], ""),
        ({"model": "m", "who": "me"}, ""),
        ({}, "model"),
        ({"model": ""}, "model"),
        ({"model": 3}, "model"),
        ({"model": "m", "version": None}, "version"),
        ({"model": "m", "answer": "rejected"}, "answer"),
        ({"model": "m", "confidence": 1.5}, "confidence"),
        ({"model": "m", "confidence": True}, "confidence"),
        ({"model": "m", "confidence": float("nan")}, "confidence"),
        ({"model": "m", "confidence": "0.5"}, "confidence"),
    ],
)
def test_what_is_none_says_why(body: object, why: str) -> None:
    with pytest.raises(ValueError, match=f"^{why}$"):
        suggested_of(body)
