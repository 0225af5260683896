"""Which articles of the list are chosen, for acts on all of them at once."""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.project.project import Project
from annotator.ui.models.article_words import count_words


class Chosen(NamedTuple):
    """Rows that are chosen in the list, or else the open article."""

    keys: Sequence[int] = ()
    """Of those of the list, in its order."""
    document: str | None = None
    """The one article (id) that it is, where it is one and known."""
    title: str = ""
    """What that one is called."""

    @property
    def is_empty(self) -> bool:
        """Whether none is chosen."""
        return not self.keys and self.document is None

    @property
    def has_several(self) -> bool:
        """Whether more than one is chosen."""
        return len(self.keys) > 1

    def documents(self, project: Project) -> list[str]:
        """Return their ids. Not for the thread of the window: there may be very many."""
        if self.document is not None:
            return [self.document]
        return project.document_ids(self.keys)

    def words(self) -> str:
        """Return "“Ferry line opens”" or "3 articles"."""
        if self.document is not None and self.title:
            return f"“{self.title}”"
        return count_words(len(self.keys), "article")
