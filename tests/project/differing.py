"""People who label the same documents, alike or not."""

from annotator.edits.edit import AddRelation, AddSpan, SetStatus
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.project import Project


def say(
    project: Project,
    name: str,
    *annotations: Span | Relation,
    document: str = "talks",
    is_finished: bool = True,
) -> str:
    """Let somebody label a document, with ids of their own; return the annotator's id."""
    annotator = project.sign_in(name).id
    for one in annotations:
        if isinstance(one, Span):
            project.apply(AddSpan(one._replace(id=f"{one.id}-{name}-{document}")), document)
        else:
            ends = {end: f"{getattr(one, end)}-{name}-{document}" for end in ("head", "tail")}
            own = one._replace(id=f"{one.id}-{name}-{document}", **ends)
            project.apply(AddRelation(own), document)
    if is_finished:
        project.apply(SetStatus("finished"), document)
    return annotator
