"""What hinders a Debian package is told with its remedy."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from shipping.debian import what_is_missing


def test_a_library_that_is_not_installed_is_told_with_its_package():
    said = (
        "dpkg-shlibdeps: error: cannot find library libwayland-cursor.so.0 needed by a.so (ELF)\n"
        "dpkg-shlibdeps: error: cannot find library libwayland-egl.so.1 needed by b.so (ELF)\n"
        "dpkg-shlibdeps: error: cannot find library libwayland-egl.so.1 needed by c.so (ELF)\n"
    )
    assert what_is_missing(said) == (
        "This system lacks libwayland-cursor.so.0, libwayland-egl.so.1, which Qt loads; install"
        " what has them, so that the package can depend on it: apt-get install"
        " libwayland-cursor0 libwayland-egl1"
    )
    other = "cannot find library libnone.so.3 needed by a.so"
    assert what_is_missing(other).endswith("the package can depend on it.")
    assert what_is_missing("something else") == ""
