"""Is a project whole: every invariant asked of the file, and what is broken named."""

from collections.abc import Iterator

from annotator.model.errors import NotAProject
from annotator.model.labels import LabelSet
from annotator.project.past import read_history
from annotator.project.rows import Fault
from annotator.storage.checks import check_database, check_history, check_rows, check_texts
from annotator.storage.store import Store

_CHECKS = (check_database, check_rows, check_texts, check_history)


def check_project(store: Store, label_set: LabelSet) -> list[Fault]:
    """Return everything that is not whole; each check holds the file only while it runs."""
    faults: list[Fault] = []
    for check in _CHECKS:
        try:
            with store.reading() as connection:
                faults += (Fault(*broken) for broken in check(connection))
        except NotAProject as error:
            faults.append(Fault("database", error.reason))
    faults += _label_faults(label_set)
    faults += _history_faults(store)
    return list(dict.fromkeys(faults))


def _label_faults(label_set: LabelSet) -> Iterator[Fault]:
    """Yield labels that refer to labels which are not in the label set."""
    known = {one.id for one in label_set.span_labels}
    known |= {one.id for one in label_set.relation_labels}
    for relation_label in label_set.relation_labels:
        if not relation_label.heads | relation_label.tails <= known:
            yield Fault("label refers to no label", relation_label.name)
    for attribute in label_set.attributes:
        if not attribute.labels <= known:
            yield Fault("attribute refers to no label", attribute.name)


def _history_faults(store: Store) -> Iterator[Fault]:
    """Yield where the history cannot be read as edits."""
    last = 0
    try:
        for act in read_history(store, None, None):
            last = act.seq
    except (KeyError, TypeError, ValueError):
        yield Fault("history", f"unreadable after {last}")
    except NotAProject as error:
        yield Fault("database", error.reason)
