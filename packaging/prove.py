"""Shows that what is made can be installed, used and removed: `packaging/dev.py prove WHAT`.

wheel        the wheel and the sdist with pip, in empty environments
deb          the Debian package on a clean Debian, made for it; needs root and debootstrap
pythons      the tests on every Python from 3.11 on that is here; what follows goes to pytest
twice        what is built from one commit in two folders is the same to the byte
"""

import sys

from shipping.places import DIST, Stop, say


def wheel(_arguments: list[str]) -> None:
    """The wheel and the sdist."""
    from proving.wheel import prove_wheel

    prove_wheel()


def deb(_arguments: list[str]) -> None:
    """The Debian package, which is made where it is not there."""
    from proving.debian import prove_package
    from shipping.debian import make_package

    made = sorted(DIST.glob("annotator_*.deb"))
    prove_package(made[-1] if made else make_package())


def pythons(arguments: list[str]) -> None:
    """The tests, on each Python."""
    from proving.pythons import prove_pythons

    prove_pythons(arguments)


def twice(arguments: list[str]) -> None:
    """The wheel, the sdist and, where that is made here, the Debian package; or what is named."""
    from proving.twice import prove_same

    prove_same(arguments or ["wheel", "sdist", "deb"])


PROOFS = {one.__name__: one for one in (wheel, deb, pythons, twice)}


def main(arguments: list[str]) -> int:
    """Make one proof; 1 where something is not as it should be, with what it is."""
    if not arguments or arguments[0] not in PROOFS:
        print(__doc__)
        return 2
    try:
        PROOFS[arguments[0]](arguments[1:])
    except Stop as stop:
        say(f"prove: {stop}")
        return 1
    print(f"Proved: {arguments[0]}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
