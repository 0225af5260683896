"""What is in memory when the start page is painted, and when the article of a project is: what
nobody needs by then is read later, so that the window is there sooner."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.project.sample import make_sample
from annotator.ui.opening import SAMPLE_ANNOTATOR

ROOT = Path(__file__).resolve().parents[2]
START = """
import json, sys
from annotator.ui.benchmark import bare_window
bare_window.tell_answer = lambda: print(json.dumps(sorted(sys.modules)), flush=True)
from annotator.cli.main import run
sys.exit(run(sys.argv[1:]))
"""
"""The very start of a user; where a benchmark would hear that the window answers, it tells what is
in memory."""

NEVER_AT_START = (
    "pyqtgraph",
    "pycrfsuite",
    "psycopg",
    "PIL",
    "lxml",
    "sqlite_utils",
    "scipy",
    "pandas",
    "pyarrow",
    "spacy",
    "jsonschema",
    "trafilatura",
    "hypothesis",
    "annotator.ui.charts",
    "annotator.ui.pages.overview_page",
    "annotator.ui.pages.review_page",
    "annotator.ui.commands",
    "annotator.ui.concordance.dialog",
    "annotator.ui.elsewhere.dialog",
    "annotator.ui.entities.link_dialog",
    "annotator.ui.entities.list_dialog",
    "annotator.ui.history.dialog",
    "annotator.ui.lens.dialog",
    "annotator.ui.not_allowed.dialog",
    "annotator.project.merging.packet",
)
"""Needed neither by the start page nor by the article that is shown first."""
NOT_ON_THE_START_PAGE = (
    "numpy",
    "orjson",
    "zstandard",
    "annotator.edits",
    "annotator.formats",
    "annotator.hub",
    "annotator.messages.acts",
    "annotator.messages.templates",
    "annotator.project",
    "annotator.review",
    "annotator.storage.store",
    "annotator.suggest",
    "annotator.ui.dialogs",
    "annotator.ui.label_set",
    "annotator.ui.session",
    "annotator.ui.text_view",
)


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """Start the program as a user would, without a screen, and return the modules in memory when
    its window has been painted and answers."""
    run = subprocess.run(
        [sys.executable, "-c", START, *arguments],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "ANNOTATOR_TELL_START": "1",
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path),
        },
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[0]))


def early(modules: set[str], *forbidden: str) -> list[str]:
    """Return those in memory that are forbidden, or in a package that is."""
    return sorted(
        one for one in modules if any(one == it or one.startswith(f"{it}.") for it in forbidden)
    )


@pytest.fixture(scope="module")
def at_start_page(tmp_path_factory) -> set[str]:
    return loaded(tmp_path_factory.mktemp("start"))


@pytest.fixture(scope="module")
def at_article(tmp_path_factory) -> set[str]:
    folder = tmp_path_factory.mktemp("project")
    path = folder / "sample.annotator"
    make_sample(path)
    return loaded(folder, "open", str(path), "--annotator", SAMPLE_ANNOTATOR)


def test_the_start_page_is_painted_with_nothing_but_itself(at_start_page):
    assert "annotator.ui.pages.start_page" in at_start_page
    assert early(at_start_page, *NEVER_AT_START, *NOT_ON_THE_START_PAGE) == []


def test_an_article_is_painted_before_what_only_pictures_and_formats_need(at_article):
    assert "annotator.ui.pages.annotate_page" in at_article
    assert early(at_article, *NEVER_AT_START) == []


def test_a_start_reads_few_modules(at_start_page, at_article):
    """A slip is seen also where what is read has a name that nobody thought of."""
    ours = [one for one in at_start_page if one.startswith("annotator")]
    assert len(ours) <= 100, ours
    assert len([one for one in at_article if one.startswith("annotator")]) <= 540
