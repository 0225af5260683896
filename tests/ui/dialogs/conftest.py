"""A session on a real project, with the talks annotated and open, for tests of dialogs."""

import pytest

from annotator.ui.session import Session
from tests.ui.projects import annotate_talks, make_project, make_talks


@pytest.fixture
def session(qtbot, tmp_path):
    """The talks are open; spans varga, master, lines and relations holds, works stand on them."""
    project = make_project(tmp_path, [make_talks()])
    annotate_talks(project)
    session = Session(project)
    session.open_document("talks")
    yield session
    session.close()
    session.deleteLater()
