"""Published figures come out to the digits given, and those of other programs to all of theirs."""

from typing import Any

import numpy as np
import pytest

from annotator.review.alpha_u import disagree
from tests.review.worked_examples import alpha_of, kappa_of, make_examples, read

CODING = {one["name"]: one for one in read("coding")}
UNITIZING = {one["name"]: one for one in read("unitizing")}
OTHERS = read("other_programs")
EXPECTED = OTHERS["expected"]


def items_of(example: dict[str, Any]) -> list[list[object]]:
    return [labels for count, labels in example["items"] for _ in range(count)]


def fleiss(items: list[list[object]]) -> float:
    """Fleiss' kappa (for two: Scott's pi) is alpha without its allowance for few values."""
    alpha = alpha_of(items)
    values = sum(len(item) for item in items)
    assert alpha is not None
    return 1 - (1 - alpha) * values / (values - 1)


WAYS = {"alpha": alpha_of, "cohen_kappa": kappa_of, "scott_pi": fleiss, "fleiss_kappa": fleiss}
FIGURES = [
    pytest.param(name, measure, id=f"{name}: {measure}")
    for name, example in CODING.items()
    for measure in example["expected"]
]


@pytest.mark.parametrize(("name", "measure"), FIGURES)
def test_coding(name: str, measure: str) -> None:
    example = CODING[name]
    expected = example["expected"][measure]
    found = WAYS[measure](items_of(example))
    if expected["value"] is None:
        assert found is None
    else:
        assert found == pytest.approx(expected["value"], abs=expected["within"])


def test_kappa_tends_to_f1_as_what_neither_marked_grows() -> None:
    """Hripcsak and Rothschild 2005: 60 marked by both, 10 and 15 by one alone."""
    f1 = 2 * 60 / (2 * 60 + 10 + 15)
    for neither, expected in ((100, 0.717), (1000, 0.8153)):
        items = [*[[1, 1]] * 60, *[[1, 0]] * 10, *[[0, 1]] * 15, *[[0, 0]] * neither]
        assert kappa_of(items) == pytest.approx(expected, abs=0.0005)
    assert f1 == pytest.approx(0.827586, abs=1e-6)


@pytest.mark.parametrize("name", UNITIZING)
def test_unitizing_of_1995(name: str) -> None:
    example = UNITIZING[name]
    begin, end = example["continuum"]
    raters = sorted({rater for rater, *_ in example["units"]})
    found = {}
    for label in {label for *_, label in example["units"]}:
        units = [
            np.array(
                sorted([s - begin, e - begin] for r, s, e, of in example["units"] if (r, of) == (rater, label)),
                np.int64,
            ).reshape(-1, 2)
            for rater in raters
        ]  # fmt: skip
        one = disagree(units, end - begin)
        found[f"D_observed:{label}"] = one.observed
        found[f"D_expected:{label}"] = one.expected
        found[f"alpha_U_category:{label}"] = 1 - one.observed / one.expected
    observed = sum(value for name, value in found.items() if name.startswith("D_o"))
    expected = sum(value for name, value in found.items() if name.startswith("D_e"))
    found["alpha_U"] = 1 - observed / expected
    for measure, figure in example["expected"].items():
        assert found[measure] == pytest.approx(figure["value"], abs=figure["within"]), measure


# ---- other programs ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three() -> Any:
    return make_examples(OTHERS["documents"], "abc")


@pytest.mark.parametrize("names", ["ab", "ac", "bc"])
def test_f1_and_kappa_of_pairs(three: Any, names: str) -> None:
    (pair,) = [one for one in three.pairs if f"{one.first}{one.second}" == names]
    said = EXPECTED["pairs"][names]
    assert pair.scores.span_f1.value == pytest.approx(said["seqeval"]["span_f1"], rel=1e-9)
    for label, value in said["seqeval"]["labels"].items():
        assert pair.scores.labels[label].span_f1.value == pytest.approx(value, rel=1e-9)
    assert pair.scores.span_f1.value == pytest.approx(said["nervaluate"]["strict"], rel=1e-9)
    assert pair.scores.boundary_f1.value == pytest.approx(said["nervaluate"]["exact"], rel=1e-9)
    assert pair.token_kappa.value == pytest.approx(said["nltk"]["kappa"], rel=1e-9)
    assert pair.token_kappa_labelled.value == pytest.approx(
        said["nltk"]["kappa_labelled"], rel=1e-9
    )
    two = make_examples(OTHERS["documents"], names)
    assert two.alpha.words.value == pytest.approx(said["nltk"]["alpha"], rel=1e-9)


def test_alpha_of_three_and_with_some_missing(three: Any) -> None:
    said = EXPECTED["krippendorff"]
    assert three.alpha.words.value == pytest.approx(said["alpha"], rel=1e-9)
    some = make_examples(OTHERS["documents"], "abc", is_missing=True)
    assert some.alpha.words.value == pytest.approx(said["alpha_missing"], rel=1e-9)


def test_alpha_of_answers_that_are_sets() -> None:
    said = OTHERS["sets_of_labels"]
    items = [[frozenset(value) for value in item] for item in said["items"]]
    assert alpha_of(items) == pytest.approx(said["alpha"], rel=1e-9)


@pytest.mark.parametrize("names", ["ab", "abc"])
def test_unitizing(names: str) -> None:
    measured = make_examples(OTHERS["documents"], names)
    found, said = measured.u_alpha, EXPECTED["unitized"][names]
    assert found.u.value == pytest.approx(said["u"], rel=1e-9)
    assert found.u.value == pytest.approx(said["u_of_another"], rel=1e-9)
    assert found.u_bar.value == pytest.approx(said["u_bar"], rel=1e-9)
    assert found.cu.value == pytest.approx(said["cu"], rel=1e-9)
    assert found.cu.coverage == pytest.approx(said["cu_coverage"], rel=1e-9)
    assert {label: one.value for label, one in found.ku.items()} == pytest.approx(said["ku"])
    coverage = {label: one.coverage for label, one in found.ku.items()}
    assert coverage == pytest.approx(said["ku_coverage"])
    older, said = measured.alpha_u, EXPECTED["dkpro"][names]
    assert older.all_labels.value == pytest.approx(said.pop("all"), rel=1e-9)
    assert {label: one.value for label, one in older.labels.items()} == pytest.approx(said)


def test_a_pair_alone_and_a_pair_of_three_say_the_same(three: Any) -> None:
    two = make_examples(OTHERS["documents"], "ab")
    assert three.pairs[0] == two.pairs[0]
    assert two.pairs[0].u_alpha == two.u_alpha
