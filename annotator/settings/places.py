"""Where one was in each article: kept for this user, beside the settings, not in the project."""

from pathlib import Path
from typing import NamedTuple

from annotator.settings.store import read_kept, write_kept

PROJECTS_AT_MOST = 20
ARTICLES_AT_MOST = 400


class Place(NamedTuple):
    """Offsets in an article: of the caret, and of the first line on screen."""

    caret: int
    top: int


class Places:
    """Remembers the articles read last, of the projects open last; forgets the others."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._projects = read_kept(path)

    def place_in(self, project: Path, document: str) -> Place | None:
        """Return where one was in an article (id), or None where nobody remembers."""
        articles = self._articles(project)
        found = articles.get(document)
        if not isinstance(found, list) or len(found) != 2:
            return None
        is_place = all(type(one) is int and one >= 0 for one in found)
        return Place(found[0], found[1]) if is_place else None

    def last_in(self, project: Path) -> str | None:
        """Return the article (id) in which one was last, or None where nobody remembers."""
        return next(reversed(self._articles(project)), None)

    def remember(self, project: Path, document: str, place: Place) -> None:
        """Keep where one is in an article."""
        known = self._articles(project)
        if known.get(document) == list(place) and self.last_in(project) == document:
            return
        # Another window may have written meanwhile.
        self._projects = read_kept(self._path) or self._projects
        articles = self._articles(project)
        articles.pop(document, None)
        articles[document] = list(place)
        key = str(project)
        self._projects.pop(key, None)
        self._projects[key] = _newest(articles, ARTICLES_AT_MOST)
        self._projects = _newest(self._projects, PROJECTS_AT_MOST)
        write_kept(self._path, self._projects)

    def _articles(self, project: Path) -> dict[str, object]:
        found = self._projects.get(str(project))
        return found if isinstance(found, dict) else {}


def _newest(kept: dict[str, object], at_most: int) -> dict[str, object]:
    """Return the entries put in last."""
    return dict(list(kept.items())[-at_most:])
