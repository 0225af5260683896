"""What came out in words: the rows of a table, and sentences below it."""

from collections.abc import Iterator

from annotator.benchmark.measured import Line, Result
from annotator.benchmark.running import words_of

HEAD = ("", "promised", "measured", "median", "p99", "floor", "memory", "")


def row_of(line: Line, *, is_quick: bool) -> tuple[str, ...]:
    """Return a line as the cells of a table."""
    promise = line.promise
    if line.ours is None or line.floor is None or line.ratio is None:
        return (
            words_of(promise, is_quick=is_quick),
            f"{promise.times:g} ×",
            *[""] * 5,
            "not measured",
        )
    return (
        words_of(promise, is_quick=is_quick),
        f"{promise.times:g} ×",
        f"{line.ratio:.2f} ×",
        show_seconds(line.ours.median),
        show_seconds(line.ours.p99),
        show_seconds(line.floor.median),
        _memory(line),
        "inside" if line.is_inside else "OVER",
    )


def show_seconds(seconds: float) -> str:
    """Return a time with the unit that fits."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.1 else f"{seconds * 1000:.1f} ms"


def _memory(line: Line) -> str:
    if line.megabytes is None:
        return ""
    limit = line.promise.megabytes
    return f"{line.megabytes:.0f} MB" + (f" of {limit}" if limit is not None else "")


def sentences(result: Result) -> Iterator[str]:
    """Yield what is to be said below the table."""
    for line in result.lines:
        if line.is_inside:
            continue
        words = words_of(line.promise, is_quick=result.is_quick)
        yield f"{words}: {line.why or _how_far(line)}"
    kept = sum(one.is_inside for one in result.lines)
    yield f"{kept} of {len(result.lines)} promises are kept on this machine."
    if result.is_quick:
        yield "This was the quick run: fewer articles, and fewer repetitions; numbers vary more."
    facts = result.machine
    busy = f", {facts['busy']} processes busy before" if facts["busy"] is not None else ""
    yield (
        f"{facts['processor']}, {facts['cores']} cores{busy}; {facts['platform']},"
        f" Python {facts['python']}, SQLite {facts['sqlite']}."
    )


def _how_far(line: Line) -> str:
    if not line.is_in_time:
        return f"It took {line.ratio:.2f} times as long as {line.promise.floor}."
    return f"It held {line.megabytes:.0f} MB more than at rest."
