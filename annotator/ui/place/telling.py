"""From opening a project to being told where it lies."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.project.place import Place, place_of
from annotator.ui.tasks import run_task

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.session import Session

_REMEMBERED = 200
"""Paths of which it is remembered that they were told."""


def look_where_it_lies(window: "MainWindow", *, is_asked: bool = False) -> None:
    """Look where the open project lies, and say so: always where one has asked, else where it was
    not said before."""
    session = window.session
    if session is not None:
        run_task(
            place_of,
            session.project.path,
            owner=window,
            on_done=partial(_tell, window, session, is_asked),
            on_failed=_raise,
        )


def _tell(window: "MainWindow", session: "Session", is_asked: bool, place: Place) -> None:
    if session is not window.session:
        return
    path = session.project.path
    known = window.settings.get("known_places")
    news = place._replace(copies=tuple(one for one in place.copies if str(one) not in known))
    if str(path) in known:
        news = news._replace(network="", service="")
    if is_asked:
        news = place
    if not (is_asked or news.is_shared or news.copies):
        return
    from annotator.ui.place.dialog import PlaceDialog

    dialog = PlaceDialog(news, window)
    if place.is_shared:
        _remember(window, [path])
    dialog.put_away.connect(partial(_remember, window, [path, *news.copies]))
    dialog.taking_in_requested.connect(partial(_take_in, window))
    dialog.open()


def _take_in(window: "MainWindow", copy: Path) -> None:
    _remember(window, [copy])
    window.opening.take_in_path(copy)


def _remember(window: "MainWindow", paths: list[Path]) -> None:
    names = [str(one) for one in paths]
    known = [one for one in window.settings.get("known_places") if one not in names]
    window.settings.choose("known_places", (known + names)[-_REMEMBERED:])


def _raise(error: Exception) -> None:
    raise error
