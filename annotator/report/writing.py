"""Writing a report: found out, put on a page, put in its place when it is whole."""

from collections.abc import Sequence
from pathlib import Path

from annotator.formats.writing import StagedFiles
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.report.gathering import gather
from annotator.report.page import make_page


def write_report(
    project: Project,
    target: Path,
    annotators: Sequence[str] = (),
    *,
    is_unfinished_counted: bool = False,
    is_for_me: bool = False,
    pace_of: Sequence[str] = (),
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled = lambda: False,
) -> None:
    """Write a report on a project as one HTML file, beside and renamed.

    What the arguments mean: `annotator.report.gathering.gather`. AnnotatorUnknown, Cancelled,
    TargetUnwritable: the old file stays.
    """
    findings = gather(
        project,
        annotators,
        is_unfinished_counted=is_unfinished_counted,
        is_for_me=is_for_me,
        pace_of=pace_of,
        progress=progress,
        is_cancelled=is_cancelled,
    )
    put_bytes(make_page(findings).encode(), target)


def put_bytes(content: bytes, target: Path) -> None:
    """Write a file beside and rename it. TargetUnwritable."""
    with StagedFiles() as staged, staged.open(target) as stream:
        stream.write(content)
