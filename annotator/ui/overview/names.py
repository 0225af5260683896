"""What ids are called in pictures: labels with their colours, people."""

from collections.abc import Mapping

from annotator.messages import show_text
from annotator.model.labels import LabelSet
from annotator.project.project import Project

LONGEST = 40
"""Characters of a name."""
CURATED = "curated set"


class LabelNames:
    """Names and colours of the labels of spans and of relations, by id."""

    def __init__(self, label_set: LabelSet) -> None:
        found = {one.id: (one.name, one.colour) for one in label_set.span_labels}
        found |= {one.id: (one.name, one.colour) for one in label_set.relation_labels}
        self._found = found

    def name(self, label: str) -> str:
        """Return what a label (id) is called."""
        return show_text(self._found.get(label, (label, ""))[0], LONGEST)

    def colour(self, label: str) -> str:
        """Return the colour of a label (id)."""
        return self._found.get(label, ("", ""))[1]


def people_names(project: Project) -> dict[str | None, str]:
    """Return what annotators (ids; None: the curated set) are called; any thread."""
    people = project.annotators(with_second_times=True)
    return {None: CURATED, **{one.id: show_text(one.name, LONGEST) for one in people}}


def named(names: Mapping[str | None, str], annotator: str | None) -> str:
    """Return the name of an annotator (id), also of one who has come only now."""
    return names.get(annotator, annotator or "")
