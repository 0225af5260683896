"""The labels of a project: what a change of them would do, and doing it. A door of its own beside
`Project`: `project.labels`."""

from collections.abc import Callable, Iterator, Sequence

from annotator.edits.edit import ReplaceLabelSet
from annotator.model.changes import Changes
from annotator.model.labels import LabelSet, LabelSetVersion
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.project.correcting import correct
from annotator.project.label_changes.afterwards import find_part, label_set_after
from annotator.project.label_changes.change import (
    AllowEnds,
    ChangeKind,
    LabelChange,
    Merge,
    RemoveValue,
    Rename,
    RenameValue,
    Restore,
    Retire,
    Revise,
    Split,
)
from annotator.project.label_changes.counting import Counting, LabelPreview, Worn, sets_of
from annotator.project.label_changes.fixing import Fix, Fixed, fix_places
from annotator.project.label_changes.listing_invalid import InvalidPlace, list_invalid
from annotator.project.label_changes.planning import Planner, labels_of
from annotator.project.label_changes.versions import (
    MadeUnder,
    VersionUse,
    find_version,
    list_versions,
    made_under,
)
from annotator.project.many_sets import ManyChanges, change_many
from annotator.project.pages import pages, read_said
from annotator.project.people import list_annotators
from annotator.project.road import Road
from annotator.project.rows import IsCancelled, Progress, ReportProgress, stop_if
from annotator.project.seeing import is_seen
from annotator.storage.documents import read_all_ids
from annotator.storage.looking_up import Wanted, look_up
from annotator.storage.summaries import count_wearers
from annotator.storage.verdicts import has_reviews, read_judged


class Labels:
    """What can be asked of the labels of a project and done with them."""

    def __init__(
        self, road: Road, walk: Callable[[Callable[[Road], Changes], object], Changes]
    ) -> None:
        self._road = road
        self._walk = walk

    # ---- changing ---------------------------------------------------------------------------

    def preview(
        self,
        change: LabelChange,
        *,
        is_for_me: bool = False,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> LabelPreview:
        """Return what a change would do; nothing is done. It belongs off the GUI thread.

        `is_for_me`: labels that I may not see yet are counted, and not among the examples.

        LabelUnknown, NameTaken, NameEmpty, LabelKindsDiffer, ValueUnknown, NothingToChoose,
        PatternWrong, PatternTooHeavy; Cancelled.
        """
        road = self._road
        before = road.label_set
        after = label_set_after(before, change)
        planner = Planner(change, after)
        names = {one.id: one.name for one in list_annotators(road, with_second_times=True)}
        counting = Counting(
            planner, before, after, names, lambda one: not is_for_me or is_seen(road, one)
        )
        documents = self._documents(change, before)
        summed = self._sum(change, before)
        if summed is not None:
            counting.put_worn(
                worn._replace(annotator=names.get(worn.annotator) if worn.annotator else None)
                for worn in summed
            )
        done = 0
        for page in pages(documents):
            stop_if(is_cancelled)
            progress(Progress(done, len(documents)))
            done += len(page)
            for said in read_said(road, page):
                if summed is None:
                    counting.add(said)
                    continue
                for one in sets_of(said):
                    counting.add_examples(said, one)
            if summed is not None and counting.has_sample:
                break
        found = counting.done()
        if summed is not None and isinstance(change, Retire):
            found.invalid["retired"] = found.spans + found.relations
        return found

    def change(
        self,
        change: LabelChange,
        *,
        origin: object = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Changes:
        """Change labels, and what wears them with them, as one act of mine. The errors of
        `preview`; SavingFailed, ProjectReadOnly, ProjectLocked."""
        road = self._road
        before = road.label_set
        after = label_set_after(before, change)
        if _is_of_label_set(change):
            return self._walk(lambda road: correct(road, ReplaceLabelSet(after)), origin)
        planner = Planner(change, after)
        many = ManyChanges(
            _act_words(change, before),
            self._documents(change, before),
            planner.edit_of,
            planner.verdict_of,
            after,
            is_decision=False,
        )
        changes = change_many(road, many, progress=progress, is_cancelled=is_cancelled)
        return road.tell(changes, origin)

    # ---- what is not allowed ----------------------------------------------------------------

    def invalid(
        self,
        *,
        is_for_me: bool = False,
        documents: Sequence[str] | None = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Iterator[list[InvalidPlace]]:
        """Yield what the label set does not allow, a page of documents (ids; all) at a time, in
        project order: relations whose ends do not fit, values that fit no more, attributes that
        are required and missing, labels that are retired and worn.

        `is_for_me`: without labels that I may not see yet. It belongs off the GUI thread.
        Cancelled.
        """
        return list_invalid(
            self._road,
            documents,
            is_for_me=is_for_me,
            progress=progress,
            is_cancelled=is_cancelled,
        )

    def fix(
        self,
        places: Sequence[InvalidPlace],
        fix: Fix,
        *,
        origin: object = None,
        progress: ReportProgress = lambda progress: None,
        is_cancelled: IsCancelled = lambda: False,
    ) -> Fixed:
        """Mend places of `invalid` in my sets, those for which the fix does, as one act of mine.
        AnnotatorUnknown, and the errors of `change`."""
        fixed, changes = fix_places(
            self._road, places, fix, progress=progress, is_cancelled=is_cancelled
        )
        self._road.tell(changes, origin)
        return fixed

    # ---- versions ---------------------------------------------------------------------------

    def versions(self) -> list[VersionUse]:
        """Return all versions of the label set and its guidelines in order, and how much was made
        under each; first what nobody knows of, where there is any. It counts all annotations, and
        belongs off the GUI thread."""
        self._flush()
        return list_versions(self._road)

    def version(self, number: int) -> LabelSetVersion:
        """Return the version with this number. VersionUnknown."""
        self._flush()
        return find_version(self._road, number)

    def made_under(self, annotation: Span | Relation) -> MadeUnder | None:
        """Return the version under which an annotation was made, as far as it is saved, and what
        its label says otherwise since; None where nobody knows."""
        return made_under(self._road, annotation)

    # ---- inside -----------------------------------------------------------------------------

    def _sum(self, change: LabelChange, label_set: LabelSet) -> list[Worn] | None:
        """Return how much of whom (by id) a change concerns, where the summaries of the file tell;
        None where all must be looked at."""
        if not isinstance(change, Rename | Retire | Restore):
            return None
        kind = find_part(label_set, change.label)[0]
        if kind not in ("span_labels", "relation_labels"):
            return None
        self._flush()
        with self._road.store.reading() as connection:
            if kind == "span_labels":
                counts = count_wearers(connection, "span", change.label)
                return [Worn(who, articles, spans) for who, articles, spans in counts]
            counts = count_wearers(connection, "relation", change.label)
            return [Worn(who, articles, 0, relations) for who, articles, relations in counts]

    def _documents(self, change: LabelChange, label_set: LabelSet) -> list[str]:
        """Return the documents (ids) on which a change may do anything, in project order."""
        labels = labels_of(change)
        kinds = {find_part(label_set, label)[0] for label in labels}
        kind = kinds.pop() if len(kinds) == 1 else "attributes"
        self._flush()
        with self._road.store.reading() as connection:
            if kind == "span_labels":
                wanted = Wanted(labels=labels, with_hidden=True)
            elif kind == "relation_labels":
                wanted = Wanted(relation_labels=labels, with_hidden=True)
            else:
                return read_all_ids(connection, with_hidden=True)
            found = [id for _, id in look_up(connection, wanted)]
            judged = set(read_judged(connection)) if has_reviews(connection) else set()
            if isinstance(change, Merge | Split) and not judged <= set(found):
                judged |= set(found)
                everything = read_all_ids(connection, with_hidden=True)
                return [id for id in everything if id in judged]
            return found

    def _flush(self) -> None:
        writer = self._road.store.writer
        if writer is not None:
            writer.flush()


def _is_of_label_set(change: LabelChange) -> bool:
    """Tell whether a change touches the label set alone."""
    if isinstance(change, RemoveValue):
        return not change.instead
    if isinstance(change, Revise):
        return not (change.value_names or change.converted)
    return isinstance(change, Rename | Retire | Restore | AllowEnds)


def _act_words(change: LabelChange, label_set: LabelSet) -> str:
    def name(id: str) -> str:
        return find_part(label_set, id)[1].name

    match change:
        case Merge(labels, into):
            return f"merged {', '.join(map(name, labels))} into {name(into)}"
        case Split(label, into):
            return f"split {name(into)} off {name(label)}"
        case RenameValue(attribute, value, new):
            return f"renamed “{value}” of {name(attribute)} “{new}”"
        case RemoveValue(attribute, value, instead):
            return f"made “{value}” of {name(attribute)} “{instead}”"
        case ChangeKind(attribute, kind):
            return f"made {name(attribute)} {KIND_WORDS[kind]}"
        case Revise():
            return "changed the label set"
    raise TypeError(change)


KIND_WORDS = {
    "choice": "a choice of one",
    "several": "a choice of several",
    "flag": "a flag",
    "text": "a text",
    "number": "a number",
}
"""What attributes of a kind are."""
