"""What goes into a bundle and what does not: modules, Qt's plugins, libraries of the system."""

import os
import sys
from pathlib import Path, PurePosixPath

EXCLUDED_MODULES = [
    # Extras that are left out for their size; the program says so where a file needs one.
    "scipy", "spacy", "srsly", "pyarrow", "pandas",
    # What libraries would use if it were there, and the program never needs.
    "tkinter", "curses", "dbm", "_gdbm", "_dbm", "readline", "IPython", "matplotlib", "OpenGL",
    "cupy", "numba", "PIL",
    "pytest", "unittest.mock", "setuptools", "pip", "pkg_resources", "pydoc_data", "lib2to3",
    "numpy.f2py", "numpy.testing", "numpy.distutils", "pyqtgraph.examples", "pyqtgraph.opengl",
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtTest", "sqlite_utils.cli",
]  # fmt: skip
"""The modules of Qt named here pyqtgraph would use if they were there."""

ONLY_IF_NAMED = ("QtNetwork",)
"""Modules of Qt that PySide6 names itself, and that are taken where the window does too."""

PLUGINS = {
    "platforms": ("xcb", "wayland", "offscreen", "windows", "cocoa"),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "xcbglintegrations": (),
    "platformthemes": ("xdgdesktopportal",),
    "platforminputcontexts": ("compose", "ibus"),
    "imageformats": ("svg", "ico", "jpeg", "gif", "webp"),
    "iconengines": ("svgicon",),
    "styles": ("modernwindowsstyle", "macstyle"),
    "printsupport": ("cups",),
    "egldeviceintegrations": (),
    "generic": (),
    "networkinformation": (),
    "tls": (),
    "sqldrivers": (),
}
"""By kind, the plugins of Qt that the window uses. Not: screens without a desktop (eglfs, linuxfb,
vnc), GTK (which would bring all of GTK along; the desktop's portal gives its files dialog and
colours too), OpenGL within X11, encryption of networks (nothing opens a connection)."""

UNUSED_QT = ("Qt6Egl", "Qt6VirtualKeyboard", "Qt6Qml", "Qt6Quick", "opengl32sw")
"""Libraries of Qt that only plugins left out would load."""

SYSTEM_LIBRARIES = (
    "libpython3", "libssl.", "libcrypto.", "libsqlite3.", "libffi.", "libbz2.", "liblzma.",
    "libuuid.", "libzstd.", "libexpat.", "libxcb-cursor.", "libxcb-icccm.", "libxcb-image.",
    "libxcb-keysyms.", "libxcb-render-util.", "libxcb-util.", "libxkbcommon-x11.",
    "libwayland-cursor.",
)  # fmt: skip
"""Libraries of the building system that come along on Linux, since a plain desktop may lack them.
None is under the GPL (Python's own readline and gdbm would be). The others are as tied to the
system as its display: GL, X11, Wayland, fontconfig, D-Bus, GLib."""

STRIPPED = ("libpython3*.so*", "zstandard/*.so")
"""What carries much for debuggers, which goes. Not the libraries that wheels bring in folders of
their own: their tables have been moved, and `strip` would break them."""

TRANSLATIONS = ("qtbase_ar", "qtbase_de", "qtbase_en", "qtbase_he")
"""Of Qt's own sentences, those of the modules that are used, in the languages of the window."""

LOCALES = ("root", "en")
"""Of Babel's tables of languages: they are there to guess the language of an address in the web,
which is not asked for. All of them would be 30 MB."""


def excluded_modules(source: Path) -> list[str]:
    """Return the names of modules to leave out, seen from the sources of the program."""
    texts = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    unnamed = [f"PySide6.{name}" for name in ONLY_IF_NAMED if name not in texts]
    return EXCLUDED_MODULES + unnamed


def is_kept(name: str, source: str) -> bool:
    """Tell whether a file belongs in the bundle, by its name there and where it comes from."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if "plugins" in parts:
        return _is_used_plugin(parts[parts.index("plugins") + 1 :])
    if "translations" in parts and path.suffix == ".qm":
        return path.name.startswith(TRANSLATIONS)
    if "locale-data" in parts and parts[0] == "babel":
        return path.stem in LOCALES
    if parts[0].endswith(".dist-info"):
        return path.name == "METADATA"
    if path.name == ".gitattributes":  # only a clone needs it
        return False
    if path.name.removeprefix("lib").startswith(UNUSED_QT):
        return False
    if _is_of_the_system(source) and ".so" in path.name:
        return path.name.startswith(SYSTEM_LIBRARIES)
    return not _is_superfluous(parts)


def _is_used_plugin(parts: tuple[str, ...]) -> bool:
    if len(parts) < 2 or parts[0] not in PLUGINS:
        return False
    stem = parts[1].partition(".")[0].removeprefix("lib")
    return stem.removeprefix("q") in PLUGINS[parts[0]] or stem in PLUGINS[parts[0]]


def _is_of_the_system(source: str) -> bool:
    """Tell whether a library comes neither with Python nor with a package of pip's."""
    if not sys.platform.startswith("linux"):
        return False
    real = os.path.realpath(source)
    return not real.startswith((sys.prefix + os.sep, sys.base_prefix + "/lib/python"))


def _is_superfluous(parts: tuple[str, ...]) -> bool:
    """Tell what libraries bring along for those who build on them."""
    return parts[-1].endswith((".pyi", ".pxd", ".h", ".hpp", ".c", ".pyx")) or "tests" in parts[:-1]
