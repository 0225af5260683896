"""A child of the kill tests: brings a file in, and says when it begins and when it is done."""

import sys
from pathlib import Path

from annotator.project.project import Project

if __name__ == "__main__":
    with Project.open(sys.argv[1], annotator="ilse") as project:
        print("begun", flush=True)
        report = project.import_sources([Path(sys.argv[2])])
        print(report.documents_new, flush=True)
