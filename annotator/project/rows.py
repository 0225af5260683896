"""What lists and reports of a project are made of: small values for people to look at."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

from annotator.formats.corpus import Problem
from annotator.formats.format import Misfit
from annotator.formats.losses import Losses
from annotator.model.annotation_set import Status
from annotator.model.errors import Cancelled
from annotator.text.offsets import Unit

DocumentFilter = Literal[
    "all", "new", "in_progress", "finished", "disputed", "mine", "doubtful", "hidden"
]
"""By the status of one's own set; "mine" is what has been assigned to one, "doubtful" what has
spans of one's own that are to be looked at, "hidden" what was set aside or removed, which is in
none of the others."""

ListOrder = Literal["project", "status", "published", "source", "characters", "spans", "last_edit"]
"""What a list is sorted by; "project" is the order in which articles came in."""


class Bounds(NamedTuple):
    """Two ends, both included; None (or "") leaves that end open."""

    least: int | None = None
    most: int | None = None


ANY = Bounds()


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which articles a list shows, and in what order. Empty is all, in project order."""

    search: str = ""
    """Words, all of them in title, source or text."""
    which: DocumentFilter = "all"
    sources: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    """Dates of publication as far as they are said ("2017", "2017-03"), both included."""
    characters: Bounds = ANY
    spans: Bounds = ANY
    """Of one's own set."""
    edited_since: str = ""
    edited_until: str = ""
    """Dates of one's own last act on the article, as above."""
    order: ListOrder = "project"
    is_reversed: bool = False
    among: frozenset[str] | None = None
    """Ids: no others than these; None: all."""
    among_words: str = ""
    """What these are called."""

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anything out."""
        return replace(self, order="project", is_reversed=False) != ListQuery()


class Mine(NamedTuple):
    """Which annotation sets are one's own in lists, and which documents (ids) one is to label."""

    annotator: str | None
    instead: Mapping[str, str] = MappingProxyType({})
    """Document -> the second time (an annotator id) whose set counts there: it is open."""
    assigned: frozenset[str] = frozenset()

    def without(self, documents: Collection[str]) -> "Mine":
        """Return the same but for some documents (ids)."""
        instead = {id: one for id, one in self.instead.items() if id not in documents}
        return Mine(self.annotator, instead, self.assigned.difference(documents))


class DocumentRow(NamedTuple):
    """An article in the list, with the status and counts of one annotator's set on it."""

    key: int
    id: str
    title: str
    """The title, or the first words, or the id."""
    source: str
    published: str
    characters: int
    status: Status
    spans: int
    relations: int
    hidden: Literal["", "set aside", "removed"] = ""
    """How it is out of the lists."""


class Progress(NamedTuple):
    """How far a long job is; `total` 0 means that nobody knows."""

    done: int
    total: int
    what: str = ""


ReportProgress: TypeAlias = Callable[[Progress], None]
IsCancelled: TypeAlias = Callable[[], bool]

CANCEL_AFTER = 64
"""Lines between two looks at whether the user has had enough."""


def stop_if(is_cancelled: IsCancelled | None) -> None:
    """Stop a long job where the user has had enough. Cancelled."""
    if is_cancelled and is_cancelled():
        raise Cancelled


PROBLEMS_KEPT = 5000
"""Of each kind, in the report of an import: a large corpus may have one in every line."""


@dataclass(slots=True)
class ImportReport:
    """What came in, what was there already, what stayed out and why."""

    documents_new: int = 0
    documents_known: int = 0
    documents_skipped: int = 0
    spans: int = 0
    relations: int = 0
    new_labels: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    """Ids of documents new or met, the first thousand."""
    import_id: str = ""
    spans_left_out: int = 0
    """Their labels were not wanted (`ImportChoice.labels`)."""
    relations_left_out: int = 0
    problems_left_out: int = 0
    """How many more there were than are kept."""
    _kept: dict[bool, int] = field(default_factory=dict, repr=False)
    """`is_skipped` -> how many such problems are kept."""

    def note(self, problem: Problem) -> None:
        """Add a problem; of those that kept something out, and of remarks, the first are kept."""
        if problem.is_whole:
            self.documents_skipped += 1
        kept = self._kept.get(problem.is_skipped, 0)
        if kept < PROBLEMS_KEPT:
            self._kept[problem.is_skipped] = kept + 1
            self.problems.append(problem)
        else:
            self.problems_left_out += 1

    def plain(self, sentence: Callable[[BaseException], str]) -> dict[str, Any]:
        """Return the report in the shape that `import --json` promises."""
        return {
            "documents": {
                "new": self.documents_new,
                "known": self.documents_known,
                "skipped": self.documents_skipped,
            },
            "spans": self.spans,
            "relations": self.relations,
            "left_out": {"spans": self.spans_left_out, "relations": self.relations_left_out},
            "labels": {"new": self.new_labels},
            "problems": [
                {
                    "file": problem.file,
                    "line": problem.line,
                    "why": sentence(problem.error),
                    "skipped": problem.is_skipped,
                }
                for problem in self.problems
            ],
            "problems_left_out": self.problems_left_out,
        }


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """Which annotation sets go out, and how. Empty means all: every annotator's sets, and the
    curated set where one was imported or a verdict has been given. What annotators agree on
    without any is in their sets already."""

    format: str = "jsonl"
    annotators: tuple[str, ...] = ()
    """Names."""
    is_curated_only: bool = False
    """Only the curated sets, of all documents that have one: an imported one, or a verdict, or two
    annotators who have finished."""
    has_negatives: bool = True
    """Whether curated sets tell what was judged to be nothing."""
    statuses: tuple[Status, ...] = ()
    labels: tuple[str, ...] = ()
    """Names of span labels to keep; relations stay where both ends do."""
    documents: tuple[str, ...] = ()
    """Ids of the articles that go out; empty is all."""
    words: str = ""
    """Only articles whose title, source or text has all of these words, as the list finds them."""
    split: tuple[int, ...] = ()
    """Shares in per cent of train, dev and test, or empty for one file."""
    seed: int | None = None
    """Draws the parts anew; with the same seed an article stays in its part."""
    split_at: tuple[str, ...] = ()
    """Dates: articles before the first are train, from the last on test, between two dev."""
    is_split_by_source: bool = False
    """Whether the shares are of whole sources."""
    offsets: Unit = "codepoint"
    has_second_times: bool = False
    """Whether what somebody said a second time goes out with everybody's sets; it does where it is
    named among the annotators."""
    misfit: Misfit = "flatten"
    """What becomes of what the format cannot carry."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What was chosen of the format's `write_settings`, by name."""
    has_pseudonyms: bool = False
    """Whether annotators are called A1, A2 and so on, in the order of their names."""
    has_text: bool = True
    """Whether the articles' texts go out; else their hashes do (`Project.fill_in`)."""


@dataclass(frozen=True, slots=True)
class PacketChoice:
    """Which articles and sets go into a packet."""

    documents: tuple[str, ...] | None = None
    """Ids; None is all."""
    annotators: tuple[str, ...] | None = None
    """Names of those whose sets go along; None is everybody, empty nobody. They are known in the
    packet also where they have no set yet."""
    statuses: tuple[Status, ...] = ()
    """Only articles on which one of them has a set of such a status (none yet is "new")."""
    is_assigned_only: bool = False
    """Only articles that one of them is to label (`Project.assignments`)."""
    with_review: bool = False
    """Whether verdicts and remarks on the articles go along."""
    note: str = ""
    """What whoever opens it is told."""


class CorpusPreview(NamedTuple):
    """What an export would write: its first lines, and how much it would be."""

    first: list[str]
    lines: int
    documents: int
    """How many of `all_documents` have a line."""
    all_documents: int
    curated: dict[str, Any]
    """What the curated sets among them hold, as the manifest tells it."""
    losses: Losses
    """What the format cannot carry of it, as it would be written."""
    parts: dict[str, int]
    """Of a split: part -> documents."""
    hidden: int = 0
    """How many documents stay out since they were set aside or removed."""


class Statistics(NamedTuple):
    """Counts, shaped as INTERFACES says for `stats --json`."""

    documents: int
    characters: int
    annotators: dict[str, dict[str, Any]]
    labels: dict[str, int]
    relations: dict[str, int]
    second_times: dict[str, dict[str, Any]]
    """As `annotators`, of those that stand for somebody's second time: not counted elsewhere."""
    hidden: int = 0
    """Documents that were set aside or removed: not counted elsewhere either."""


class Fault(NamedTuple):
    """Something that is not whole, and where."""

    what: str
    where: str
