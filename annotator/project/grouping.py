"""Which documents belong together when a corpus is split: the same text, or nearly."""

from typing import TYPE_CHECKING

from annotator.project.splitting import GroupOf, groups_by_document
from annotator.storage.documents import read_equal_texts, read_origins

if TYPE_CHECKING:
    from annotator.project.project import Project


def group_of_kin(project: "Project") -> GroupOf:
    """Return the groups of documents with the same text."""
    with project.store.reading() as connection:
        groups = read_equal_texts(connection)
        origins = read_origins(connection, [id for group in groups for id in group])
    by_id = {one.document: one for one in origins}
    return groups_by_document([by_id[id] for id in group if id in by_id] for group in groups)
