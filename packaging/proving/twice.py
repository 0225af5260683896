"""One commit, built in two clones in folders of other names, gives the same files to the byte."""

import hashlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from shipping.places import ROOT, WORK, Stop, run

PLACE = WORK / "proof-twice"
CLONES = ("one", "another-place")
"""Of other lengths, so that a path that gets into what is built is seen."""


def prove_same(products: Sequence[str]) -> None:
    """Build the products from the last commit in both places; Stop where files differ."""
    shutil.rmtree(PLACE, ignore_errors=True)
    first, second = (_build(PLACE / name, products) for name in CLONES)
    differing = sorted(name for name in first | second if first.get(name) != second.get(name))
    if differing or not first:
        raise Stop(f"Not the same in both: {', '.join(differing) or 'nothing was built'}.")
    for name, digest in sorted(first.items()):
        print(f"The same twice: {name} {digest}", flush=True)


def _build(clone: Path, products: Sequence[str]) -> dict[str, str]:
    """Build in a fresh clone, with the Python that runs this; the digest of each file made."""
    run("git", "clone", "--quiet", ROOT, clone)
    print(f"$ build {' '.join(products)} in {clone.name}", flush=True)
    run(sys.executable, clone / "packaging" / "build.py", *products, folder=clone)
    made = [path for path in (clone / "dist").iterdir() if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}
