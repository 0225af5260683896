"""Makes what one installs: `python3 packaging/dev.py build WHAT...`.

wheel        what pip installs, for every platform
sdist        the sources, with all that a clone has
bundle       a folder with the program, Python and Qt, for the platform one is on
deb          the Debian package, on Debian and Ubuntu
appimage     one file for any Linux; without APPIMAGE_RUNTIME, the folder that would be in it
flatpak      a manifest for flatpak-builder, and the files it takes
installer    the installer for Windows, from a bundle made there, with NSIS
sizes        the bundle's size by part
"""

import sys
from pathlib import Path

from shipping.places import DIST, ROOT, Stop, machine, say, version


def wheel() -> Path:
    """Make the wheel."""
    from shipping.distributions import make_wheel

    return make_wheel()


def sdist() -> Path:
    """Make the sdist."""
    from shipping.distributions import make_sdist

    return make_sdist()


def bundle() -> Path:
    """Make the bundle."""
    from shipping.bundle import make_bundle

    return make_bundle()


def deb() -> Path:
    """Make the Debian package."""
    from shipping.debian import make_package

    return make_package()


def appimage() -> Path:
    """Make the AppImage."""
    from shipping.appimage import make_appimage

    return make_appimage()


def flatpak() -> Path:
    """Make what a Flatpak is built from."""
    from shipping.flatpak import make_flatpak_folder

    return make_flatpak_folder()


def installer() -> Path:
    """Make the installer for Windows."""
    from shipping.installer import make_installer

    return make_installer()


def sizes() -> Path:
    """Print the sizes of the parts of the bundle, which is made where it is not there."""
    from shipping.sizes import count_sizes, lines

    folder = DIST / f"annotator-{version()}-{machine()}"
    if not folder.is_dir():
        bundle()
    for line in lines(count_sizes(folder)):
        print(line)
    return folder


PRODUCTS = {
    one.__name__: one for one in (wheel, sdist, bundle, deb, appimage, flatpak, installer, sizes)
}


def main(arguments: list[str]) -> int:
    """Make each thing named; print where it is. 2 where one cannot be made, with the reason."""
    unknown = [name for name in arguments if name not in PRODUCTS]
    if unknown or not arguments:
        print(__doc__)
        return 2
    try:
        for name in arguments:
            made = PRODUCTS[name]()
            print(made.relative_to(ROOT))
    except Stop as stop:
        say(f"build: {stop}")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
