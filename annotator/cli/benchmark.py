"""The command benchmark: the promises of speed, measured on this machine."""

from pathlib import Path

import click

from annotator.benchmark.contract import BY_ID
from annotator.benchmark.ground import FULL, QUICK, Ground
from annotator.benchmark.measured import Measured, Result
from annotator.benchmark.running import encode_measured, run_contract, unknown_acts
from annotator.benchmark.words import HEAD, row_of, sentences
from annotator.cli.output import ProgressLine, json_option, print_json, print_table
from annotator.cli.stopping import Stop


@click.command(
    "benchmark",
    short_help="Measure the promises of speed on this machine.",
    epilog="Example: annotator benchmark --quick import export",
)
@click.argument("acts", nargs=-1, metavar="[ACT...]")
@click.option("--quick", "is_quick", is_flag=True, help="Fewer articles, fewer repetitions.")
@click.option("--list", "is_list", is_flag=True, help="List the acts and what is promised.")
@click.option("--measure", "folder", type=click.Path(path_type=Path), hidden=True)
@json_option
@click.pass_context
def run_benchmark(
    context: click.Context,
    acts: tuple[str, ...],
    is_quick: bool,
    is_list: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Measure what is promised of the speed of each act, beside the least that any program would do
    for it, and tell which promises are kept.

    A full run takes a quarter of an hour and a few gigabytes of disk, which are given back; nothing
    else should run meanwhile. Nothing appears on the screen. Exit status 1 where a promise is not
    kept.
    """
    unknown = unknown_acts(acts)
    if unknown:
        raise click.UsageError(
            f"There is no act “{unknown[0]}”; “annotator benchmark --list” names all"
        )
    if is_list:
        print_table(
            ((one.id, f"{one.times:g} ×", one.floor) for one in BY_ID.values()),
            ("act", "at most", "beside"),
        )
        return
    if folder is not None:
        sizes = QUICK if is_quick else FULL
        click.echo(encode_measured(measure(acts[0], Ground(folder, sizes))))
        return
    with ProgressLine("measuring") as line, Stop() as stop:
        result = run_contract(
            acts, is_quick=is_quick, progress=line.report, is_cancelled=stop.is_asked
        )
    if as_json:
        print_json(result.body())
    else:
        _print(result)
    context.exit(0 if result.is_inside else 1)


def measure(act: str, ground: Ground) -> Measured:
    """Measure one act, here and now."""
    if BY_ID[act].is_in_window:
        from annotator.ui.benchmark.acts import WINDOW_ACTS
        from annotator.ui.picture import quiet_platform

        with quiet_platform():
            return WINDOW_ACTS[act](ground)
    from annotator.benchmark.acts import ACTS

    return ACTS[act](ground)


def _print(result: Result) -> None:
    print_table((row_of(one, is_quick=result.is_quick) for one in result.lines), HEAD)
    click.echo()
    for sentence in sentences(result):
        click.echo(sentence)
