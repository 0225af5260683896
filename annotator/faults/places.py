"""Where the log and the reports of faults of this user are."""

import hashlib
import os
from pathlib import Path

import platformdirs

LOG_NAME = "annotator.log"


def log_folder() -> Path:
    """Return the folder of the log: where this system keeps logs of programs."""
    return platformdirs.user_log_path("annotator", appauthor=False)


def reports_folder() -> Path:
    """Return the folder of reports that nobody was there to read."""
    return log_folder() / "reports"


def name_of_project(path: Path) -> str:
    """Return eight letters that tell a project file from others, and say nothing else of it."""
    place = os.path.normcase(path.absolute())
    return hashlib.sha256(place.encode(errors="surrogateescape")).hexdigest()[:8]


def without_home(text: str) -> str:
    """Return a text in which the home folder, which has somebody's name, is written as ~."""
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text
