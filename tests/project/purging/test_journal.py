"""After something was erased the journal begins anew, and brings nothing of it back."""

from pathlib import Path

from annotator.edits.edit import SetNote
from annotator.model.backup import THE_END
from annotator.project.backups import find_backup, preview_restore, restore
from annotator.project.project import Project
from tests.project.purging.worlds import ID, leave_traces, make_world, traces


def test_row_10_what_was_erased_does_not_come_back(tmp_path: Path) -> None:
    root = tmp_path / "backups"
    (tmp_path / "work").mkdir()
    with make_world(tmp_path / "work") as project:
        project.backups.make(root=root)
        leave_traces(project)
        project.flush()
        assert any(" journal." in one for one in traces(project.path, root))
        project.purging.purge_articles([ID], "asked", root=root)
        project.apply(SetNote("varga", "after it"), "ferry")
        project.flush()
        assert traces(project.path, root) == []
    path = project.path
    for number, acts in ((1, 0), (2, 1)):
        assert preview_restore(path, find_backup(path, number, root)).reach.acts == acts
    path.unlink()
    restore(path, find_backup(path, root=root), THE_END)
    with Project.open(path, annotator="ilse") as project:
        assert project.check() == []
        assert [one.id for one in project.documents()] == ["ferry"]
        assert project.annotation_set("ferry").spans["varga"].note == "after it"
    assert traces(path, root) == []
