"""Who takes part in a hub: people added to it, and a project begun by one of them."""

from pathlib import Path

from annotator.model.annotator import Annotator, fit_name
from annotator.model.errors import AnnotatorUnknown
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet
from annotator.project.project import Project
from annotator.project.rows import IsCancelled, ReportProgress
from annotator.project.sharing.connecting import address_of, connect, password_for
from annotator.project.sharing.report import SyncReport
from annotator.storage.annotators import add_annotator


def add_to_hub(
    place: str, role: str, name: str, kind: str, password: str, *, project: Project | None = None
) -> Annotator:
    """Let somebody take part in a hub, under a role of the server's with a password of their own;
    return the annotator that they are: of that name in a project, else a new one.

    `kind` is annotator, reviewer or coordinator. NameUnfit, RoleExists, RightMissing, HubNotMade,
    and the errors of connecting.
    """
    name = fit_name(name)
    known = {one.name: one for one in project.annotators()} if project else {}
    person = known.get(name) or Annotator(new_id(), name)
    address = address_of(place)
    from annotator.hub.server.making import add_person

    add_person(
        address,
        password_for(place),
        role=role,
        person=person.id,
        name=person.name,
        kind=kind,
        secret=password,
    )
    return person


def remove_from_hub(place: str, role: str) -> None:
    """Let somebody take part no more; what they have pushed stays. Errors of connecting."""
    address = address_of(place)
    from annotator.hub.server.making import remove_person

    remove_person(address, password_for(place), role)


def join(
    place: str,
    path: Path,
    name: str = "",
    *,
    progress: ReportProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> SyncReport:
    """Begin a project as whoever the hub takes me for, or, in a folder, as the person of that name;
    with the labels, and the articles, that there are for me. ProjectExists, AnnotatorUnknown,
    NameUnfit, and the errors of `Sharing.pull`."""
    hub = connect(place)
    try:
        if hub.me:
            me = Annotator(hub.me.person, fit_name(hub.me.name))
        else:
            named = {head.name: head.person for head in hub.heads().values()}
            if not name:
                raise AnnotatorUnknown("")
            me = Annotator(named.get(name, new_id()), fit_name(name))
    finally:
        hub.close()
    with Project.create(path, label_set=LabelSet()) as project:
        assert project.store.writer is not None
        project.store.writer.run(lambda writing: add_annotator(writing.connection, me))
        project.sign_in(me.name)
        return project.sharing.pull(place, progress=progress, is_cancelled=is_cancelled)
