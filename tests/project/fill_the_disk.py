"""A child of the durability tests: meets the system's limit on file sizes, and gets over it."""

import resource
import sys
from pathlib import Path

from annotator.edits.edit import AddSpan
from annotator.model.errors import SavingFailed
from annotator.model.span import Span
from annotator.project.project import Project


def main(path: Path) -> None:
    project = Project.open(path, annotator="ilse")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 20_000, hard))
    number = 0
    while project.saving_error is None:
        span = Span(f"s{number}", "p", ((0, 5),), note="x" * 2_000)
        project.apply(AddSpan(span), "talks")
        number += 1
        try:
            project.flush()
        except SavingFailed:
            break
    project.apply(AddSpan(Span("last", "p", ((0, 5),))), "talks")
    assert project.saving_error is not None
    assert project.unsaved >= 2, project.unsaved
    assert len(project.annotation_set("talks").spans) == number + 1
    assert project.document_rows(project.document_keys())[0].spans == number + 1
    try:
        project.close()
    except SavingFailed as error:
        print("failed", error.reason, flush=True)
    else:
        raise AssertionError("closed with unsaved edits")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    project.flush()
    assert project.unsaved == 0
    assert project.saving_error is None
    assert project.check() == []
    project.close()
    print("saved", number + 1, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
