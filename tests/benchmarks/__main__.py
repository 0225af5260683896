"""How work grows with the articles: `packaging/dev.py growth --sizes 1000,10000,100000`.

Prints a table, writes it as JSON and as a picture beside the last results into build/growth, and
ends with 1 where an act grows faster than the articles do.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import orjson

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from annotator.benchmark.machine import machine
from tests.benchmarks.growth import SIZES, growth_of, lines_of, measure_all, too_fast
from tests.benchmarks.growth_picture import draw

_OUT = Path(__file__).resolve().parents[2] / "build" / "growth"


def main(arguments: list[str]) -> int:
    """Measure; return 1 where an act grows faster than the articles do."""
    parser = argparse.ArgumentParser(prog="dev.py growth", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="articles, by comma")
    parser.add_argument("--out", type=Path, default=_OUT, help="where results go")
    chosen = parser.parse_args(arguments)
    sizes = [int(one) for one in chosen.sizes.split(",")]
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="growth") as place:
        grown = measure_all(Path(place), sizes, lambda words: print(words, file=sys.stderr))
    results = chosen.out / "results.json"
    before = orjson.loads(results.read_bytes())["acts"] if results.exists() else []
    body = {"machine": machine(), "acts": [one.as_json() for one in grown]}
    results.write_bytes(orjson.dumps(body, option=orjson.OPT_INDENT_2))
    draw(chosen.out / "growth.png", grown, [growth_of(one) for one in before])
    print("\n".join(lines_of(grown)))
    fast = too_fast(grown)
    if fast:
        print(f"These grow faster than the articles do: {', '.join(fast)}.")
    return 1 if fast else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
