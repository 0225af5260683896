"""Which documents belong together when a corpus is split: the same text, or nearly."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotator.project.rows import IsCancelled, ReportProgress
from annotator.project.splitting import GroupOf, groups_by_document
from annotator.storage.documents import Origin, read_equal_texts, read_origins

if TYPE_CHECKING:
    from annotator.project.project import Project


def group_of_kin(
    project: "Project",
    is_cancelled: IsCancelled | None = None,
    progress: ReportProgress | None = None,
) -> GroupOf:
    """Return the groups of documents that are the same or nearly, directly or through others.

    Takes its time where fingerprints are missing (`near_duplicates`). Cancelled.
    """
    near = project.near_duplicates.groups(
        progress or (lambda progress: None), is_cancelled or (lambda: False)
    )
    groups = [[twin.document for twin in group] for group in near]
    with project.store.reading() as connection:
        # Texts of a word or two have no fingerprint to be known by.
        groups += read_equal_texts(connection)
        origins = read_origins(connection, {id for group in groups for id in group})
    return groups_by_document(joined(groups, origins))


def joined(groups: Iterable[Iterable[str]], origins: Iterable[Origin]) -> list[list[Origin]]:
    """Return groups (of ids) that share a document as one, each in the order of the origins, which
    is that of the project."""
    head: dict[str, str] = {}

    def head_of(id: str) -> str:
        while head.setdefault(id, id) != id:
            head[id] = id = head[head[id]]
        return id

    for first, *others in map(list, groups):
        for other in others:
            head[head_of(other)] = head_of(first)
    found: dict[str, list[Origin]] = {}
    for origin in origins:
        found.setdefault(head_of(origin.document), []).append(origin)
    return list(found.values())
