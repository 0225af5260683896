"""One session of an annotator, for a child whose clock is not right: acts named on the command line.

    python -m tests.project.clock_session PROJECT NAME ACT...

An act is +WORD (a span over it, whose id is the word), undo, redo, import or backup.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from annotator.edits.edit import AddSpan
from annotator.project.project import Project
from tests.builders import TEXT, make_span


def main(path: Path, name: str, *acts: str) -> None:
    """Do the acts, each saved before the next, and say what the clock said."""
    with Project.open(path, annotator=name) as project:
        for act in acts:
            if act.startswith("+"):
                project.apply(AddSpan(make_span(TEXT, act[1:])), "talks")
            elif act == "undo":
                project.undo()
            elif act == "redo":
                project.redo()
            elif act == "backup":
                project.backups.make()
            elif act == "import":
                article = path.with_name(f"{len(project.document_keys())}.txt")
                article.write_text(f"Article {article.stem}\n\nOf no year.\n", encoding="utf-8")
                project.import_sources([article])
            project.flush()
    print(json.dumps(str(datetime.now(UTC))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
