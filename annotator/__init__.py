"""annotator: highlight spans in news articles, tie them together, train on the result."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotator.project.project import Project

__all__ = ["Project", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import `Project` when it is first asked for: asking for the version stays cheap."""
    if name == "Project":
        from annotator.project.project import Project

        return Project
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
