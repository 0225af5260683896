"""A report on a project of hostile words, as a page and on paper."""

import sys
from html import escape

import pytest

from annotator.project.project import Project
from annotator.report.gathering import gather
from annotator.report.page import make_page
from annotator.ui.paper import pdf_of
from tests.ui.hostile.fetching import watched
from tests.ui.hostile.project import ME, make_hostile


@pytest.mark.skipif(
    sys.platform != "linux", reason="openings of a file are told otherwise elsewhere"
)
def test_row_31_a_report_shows_them_as_they_are_and_fetches_nothing(qapp, tmp_path):
    with watched(tmp_path) as watch:
        path = make_hostile(tmp_path, watch.traps)
        with Project.open(path, annotator=ME) as project:
            page = make_page(gather(project))
        assert escape(ME) in page
        assert ME not in page
        assert "<img" not in page
        assert pdf_of(page).startswith(b"%PDF")
        assert watch.fetched() == []
