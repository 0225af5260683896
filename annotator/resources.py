"""Where the files of `resources/` are: beside the package in a wheel, in place in a checkout."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def resources_folder() -> Path:
    """Return the folder that holds icons, fonts, label sets, the sample, help and the schema."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Return the path of a resource, as in `resource_path("label_sets", "news.toml")`."""
    return resources_folder().joinpath(*parts)
