"""How large things are, by part: the files of a folder, or of an archive, in megabytes."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_WHOLE = {"PySide6": 3}
"""Folders that are told in more detail: so many names of the path."""


def count_sizes(folder: Path) -> Counter[str]:
    """Return bytes by part of a bundle; what is linked counts once."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[_part(path.relative_to(folder).parts)] += path.stat().st_size
    return sizes


def _part(parts: tuple[str, ...]) -> str:
    inner = parts[1:] if parts[0] == "_internal" else parts
    if not inner[1:]:
        return inner[0] if ".so" in inner[0] else f"{inner[0]} (file)"
    first = inner[0].removesuffix(".libs").partition("-")[0]
    return "/".join([first, *inner[1:-1]][: _WHOLE.get(first, 1)])


def lines(sizes: Counter[str], least: int = 1_000_000) -> Iterator[str]:
    """Yield a line for each part of at least so many bytes, largest first, and the sum."""
    small = {name: size for name, size in sizes.items() if size < least}
    for name, size in sizes.most_common():
        if size >= least:
            yield f"{size / 1e6:8.1f} MB  {name}"
    yield f"{sum(small.values()) / 1e6:8.1f} MB  {len(small)} smaller parts"
    yield f"{sizes.total() / 1e6:8.1f} MB  together"
