"""Works in a real window for as long as it is told: `packaging/dev.py soak --minutes 10`.

Memory must stay flat, nothing may be left behind, and what was labelled is what the file says. It
prints the figures; its status is 1 where one of them is not as it must be.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.guards.home import LEADING_HOME
from tests.soak.running import tell_kinds, work


def main(arguments: list[str]) -> int:
    """Work; return 1 where something was lost or left."""
    parser = argparse.ArgumentParser(prog="dev.py soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", action="store_true", help="what grows, by class")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="soak") as place:
        for name in LEADING_HOME:
            os.environ[name] = place
        outcome = work(Path(place), chosen.minutes * 60, chosen.seed, say=print)
    for line in outcome.lines():
        print(line)
    if chosen.kinds:
        tell_kinds(outcome)
    return 1 if outcome.faults() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
