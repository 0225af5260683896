"""What was kept for sharing, gone with what is erased."""

import shutil

from annotator.project.road import Road
from annotator.project.sharing.keeping import usual_root
from annotator.storage.copy_identity import read_copy, renew_copy


def forget_streams(road: Road) -> None:
    """Delete what this machine keeps of a copy's streams, which may say what is erased. The copy
    gets another name, and so streams that begin anew; what is on the hub stays there."""
    with road.store.reading() as connection:
        copy = read_copy(connection)
    if copy and (usual_root() / copy).is_dir():
        road.writer.run(lambda writing: renew_copy(writing.connection))
        shutil.rmtree(usual_root() / copy, ignore_errors=True)
