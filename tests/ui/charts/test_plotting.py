"""pyqtgraph is loaded when a picture with axes is wanted, not before: start-up does not pay for it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOOK = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from annotator.ui.picture import PictureSettings, settle, shown_window
from annotator.ui.application import make_application
from annotator.project.sample import make_sample
application = make_application(PictureSettings())
make_sample(Path(sys.argv[1]))
with shown_window(Path(sys.argv[1]), None, PictureSettings(), (1200, 800)) as window:
    print("pyqtgraph" in sys.modules, "annotator.ui.charts" in sys.modules)
    window.show_place("overview")
    settle(application)
    print("pyqtgraph" in sys.modules, "annotator.ui.charts" in sys.modules)
"""


def test_start_up_does_not_load_it_and_the_overview_does(tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", LOOK, str(tmp_path / "sample.annotator")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["False", "False", "True", "True"]
