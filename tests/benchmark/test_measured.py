"""What came out: ratios by the middle, inside or not, and the words and JSON of it."""

import pytest

from annotator.benchmark.contract import BY_ID, CONTRACT, Promise
from annotator.benchmark.measured import Line, Measured, Memory, Result, Spread
from annotator.benchmark.stopwatch import by_turns, memory_of
from annotator.benchmark.words import HEAD, row_of, sentences, show_seconds

PROMISE = Promise("import", "Files", "Import {some} articles", "bare rows", 2.0, "", megabytes=50)
MACHINE = {
    "processor": "Abacus", "cores": 2, "busy": 0.5, "platform": "Desk", "python": "3", "sqlite": "3",
}  # fmt: skip


def line(*ours: float, memory: Memory | None = None) -> Line:
    return Line.of(PROMISE, Measured(list(ours), [1.0, 1.0, 9.0], memory))


def test_the_middle_and_what_one_in_a_hundred_exceeds() -> None:
    assert Spread.of([3.0, 1.0, 2.0]) == Spread(2.0, 3.0)
    assert Spread.of([float(one) for one in range(200)]) == Spread(100.0, 198.0)


@pytest.mark.parametrize(
    ("ours", "memory", "is_inside"),
    [
        ((1.9, 1.9, 50.0), None, True),  # one slow one does not count
        ((2.0,), Memory(100, 150), True),
        ((2.1,), Memory(100, 120), False),
        ((1.0,), Memory(100, 151), False),
    ],
)
def test_a_promise_is_kept_by_time_and_by_memory(
    ours: tuple[float, ...], memory: Memory | None, is_inside: bool
) -> None:
    assert line(*ours, memory=memory).is_inside is is_inside


def test_what_could_not_be_measured_is_not_inside_and_says_why() -> None:
    lost = Line(PROMISE, fault="It could not be measured: no disk")
    result = Result(MACHINE, True, 1.0, [lost])
    assert not result.is_inside
    assert row_of(lost, is_quick=True)[-1] == "not measured"
    assert next(sentences(result)) == "Import 100 articles: It could not be measured: no disk"


def test_words_and_json_say_the_same() -> None:
    kept, over = line(1.5, memory=Memory(100, 120)), line(3.0)
    result = Result(MACHINE, False, 61.04, [kept, over])
    row = row_of(kept, is_quick=False)
    assert len(row) == len(HEAD)
    assert row == (
        "Import 1,000 articles", "2 ×", "1.50 ×", "1.50 s", "1.50 s", "1.00 s", "20 MB of 50", "inside",
    )  # fmt: skip
    said = list(sentences(result))
    assert said[0] == "Import 1,000 articles: It took 3.00 times as long as bare rows."
    assert said[1] == "1 of 2 promises are kept on this machine."
    body = result.body()
    assert (body["inside"], body["seconds"], body["machine"]) == (False, 61.0, MACHINE)
    assert [(one["act"], one["times"], one["inside"]) for one in body["acts"]] == [
        ("import", 1.5, True),
        ("import", 3.0, False),
    ]


def test_times_have_the_unit_that_fits() -> None:
    assert [show_seconds(one) for one in (2, 0.25, 0.0031)] == ["2.00 s", "250 ms", "3.1 ms"]


def test_act_and_floor_are_done_by_turns_after_each_was_done_once() -> None:
    done: list[str] = []
    measured = by_turns(
        lambda: done.append("ours"),
        lambda: done.append("floor"),
        2,
        before=lambda: done.append("before"),
    )
    once = ["floor", "before", "ours"]
    assert done == [*once, "floor", "before", "ours", "floor", "before", "ours"]
    assert (len(measured.ours), len(measured.floor)) == (2, 2)


def test_memory_is_that_of_the_act_alone() -> None:
    memory = memory_of(lambda: bytearray(b"x") * 40_000_000)
    if memory is None:
        pytest.skip("this system does not tell what a process holds")
    assert memory.peak - memory.rest > 30


def test_the_contract_names_each_act_once_and_says_all_of_it() -> None:
    assert len(BY_ID) == len(CONTRACT)
    for promise in CONTRACT:
        assert promise.times > 1
        assert promise.act[0].isupper()
        assert promise.floor
        assert promise.how.endswith(".")
