"""A rejection is kept by a name, and read back from it; what is none is none."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.oddity import Dismissal
from annotator.suggest.rejection import KIND, Rejection, dismissal_of, rejection_of
from annotator.suggest.suggestion import Suggestion
from tests.strategies import fragments

plain = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)


@given(
    fragments(),
    plain,
    plain,
    st.none() | st.integers(0, 1000),
    st.sampled_from(["", "3", "project"]),
    st.sampled_from(["repetition", "a model of ours"]),
)
def test_there_and_back(place, label, annotator, thousandths, version, model) -> None:
    sure = None if thousandths is None else thousandths / 1000
    one = Rejection("talks", annotator, Suggestion(place, label, model, version, sure))
    assert rejection_of(dismissal_of(one)) == one


def test_what_is_about_something_else_is_none() -> None:
    assert rejection_of(Dismissal("talks", "labels", "0-4 p a 0.5 - repetition")) is None
    for name in ("", "0-4 p", "0-x p a 0.5 - repetition", "0-4 p a sure - repetition"):
        assert rejection_of(Dismissal("talks", KIND, name)) is None
