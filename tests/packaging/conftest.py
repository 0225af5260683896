"""The scripts of `packaging/` stand beside the package; tests of this folder find them by name."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
