"""Hypothesis strategies for model values: spans of every shape, sets, edits, labels, meta."""

from dataclasses import replace

from hypothesis import strategies as st

from annotator.edits import edit as edits
from annotator.model.annotation_set import AnnotationSet, SetState
from annotator.model.assignment import Assignment
from annotator.model.difference import DIFFERENCE_KINDS, Difference
from annotator.model.document import Meta
from annotator.model.entity import Entity
from annotator.model.hidden import Hidden
from annotator.model.labels import LabelSet
from annotator.model.oddity import ODD_KINDS, Dismissal
from annotator.model.relation import Relation
from annotator.model.span import Span, tidy_fragments
from annotator.model.suggested import Suggested
from annotator.model.verdict import CHOICES, Remark, Verdict
from tests.builders import LABEL_SET

LENGTH = 40
"""Code points of the text that generated spans stand on."""

IDS = [f"a{number}" for number in range(12)]
SPAN_LABELS = [label.id for label in LABEL_SET.span_labels]
RELATION_LABELS = [label.id for label in LABEL_SET.relation_labels]
DOCUMENT_LABELS = [label.id for label in LABEL_SET.document_labels]
STATUSES = ["new", "in_progress", "finished"]

ids = st.sampled_from(IDS)
entity_ids = st.sampled_from([None, None, "varga", "lines"])
suggested = st.none() | st.builds(
    Suggested,
    st.sampled_from(["repetition", "sequence model"]),
    st.sampled_from(["", "3"]),
    st.none() | st.floats(0, 1),
    st.sampled_from(["accepted", "changed"]),
    st.sampled_from(["", "2026-01-24T10:00:00+00:00"]),
)
notes = st.none() | st.text(max_size=12)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def fragments(draw: st.DrawFn, length: int = LENGTH) -> tuple[tuple[int, int], ...]:
    """One to three fragments, tidy."""
    count = draw(st.integers(1, 3))
    parts = []
    for _ in range(count):
        start = draw(st.integers(0, length - 1))
        parts.append((start, draw(st.integers(start + 1, length))))
    return tidy_fragments(parts)


def span_attributes(label: str) -> st.SearchStrategy[dict[str, object]]:
    """Attributes that a span so labelled carries."""
    if label == "p":
        return st.sampled_from([{}, {"m": "named"}, {"m": "pronoun"}])
    if label == "c":
        return st.sampled_from([{}, {"x": "certain"}])
    return st.just({})


@st.composite
def spans(draw: st.DrawFn, id: str | None = None) -> Span:
    label = draw(st.sampled_from(SPAN_LABELS))
    return Span(
        draw(ids) if id is None else id,
        label,
        draw(fragments()),
        draw(span_attributes(label)),
        draw(notes.filter(lambda note: note is None or bool(note.strip()))),
        draw(st.sampled_from(["manual", "imported", "suggested", "propagated"])),
        draw(st.booleans()),
        draw(entity_ids),
        draw(suggested),
    )


@st.composite
def annotation_sets(
    draw: st.DrawFn, document: str = "talks", annotator: str | None = "me"
) -> AnnotationSet:
    """A set whose relations have their ends in it, as an import may bring it: any label anywhere."""
    span_ids = draw(st.lists(ids, unique=True, max_size=6))
    made = {id: draw(spans(id)) for id in span_ids}
    relations: dict[str, Relation] = {}
    if made:
        for number in range(draw(st.integers(0, 4))):
            ends = st.sampled_from(sorted(made))
            relations[f"r{number}"] = Relation(
                f"r{number}",
                draw(st.sampled_from(RELATION_LABELS)),
                draw(ends),
                draw(ends),
                draw(st.sampled_from([{}, {"f": True}])),
                draw(notes.filter(lambda note: note is None or bool(note.strip()))),
            )
    status = "curated" if annotator is None else draw(st.sampled_from(STATUSES))
    labels = frozenset(draw(st.lists(st.sampled_from(DOCUMENT_LABELS), max_size=2)))
    return AnnotationSet("set", document, annotator, status, labels, {}, made, relations)


FREE_LABEL_SET = replace(
    LABEL_SET,
    relation_labels=tuple(
        replace(one, heads=frozenset(), tails=frozenset()) for one in LABEL_SET.relation_labels
    ),
)
"""The label set of the builders, in which any span may be related to any other."""


@st.composite
def sound_sets(draw: st.DrawFn, annotator: str, prefix: str = "") -> AnnotationSet:
    """A set as it can be made in the window with `FREE_LABEL_SET`: no span and no relation is
    there twice, none is related to itself. On a short text, so that two such sets often meet."""
    likeness = st.tuples(st.sampled_from(SPAN_LABELS), fragments(8))
    found = draw(st.lists(likeness, unique=True, max_size=4))
    made = [
        Span(f"{prefix}{number}", label, parts, draw(span_attributes(label)))
        for number, (label, parts) in enumerate(found)
    ]
    relations = []
    if len(made) > 1:
        ends = st.permutations([one.id for one in made])
        drawn = draw(
            st.lists(
                st.tuples(st.sampled_from(RELATION_LABELS), ends),
                max_size=3,
                unique_by=lambda one: (one[0], frozenset(one[1][:2])),
            )
        )
        relations = [
            Relation(
                f"{prefix}r{number}", label, *both[:2], draw(st.sampled_from([{}, {"f": True}]))
            )
            for number, (label, both) in enumerate(drawn)
        ]
    return AnnotationSet(
        f"set-{prefix}{annotator}",
        "talks",
        annotator,
        draw(st.sampled_from(["in_progress", "finished"])),
        frozenset(draw(st.lists(st.sampled_from(DOCUMENT_LABELS), max_size=2))),
        {},
        {one.id: one for one in made},
        {one.id: one for one in relations},
    )


metas = st.builds(
    Meta,
    title=st.none() | st.text(max_size=20),
    source=st.none() | st.text(max_size=10),
    published=st.none() | st.just("2026-01-24"),
    url=st.none() | st.text(max_size=10),
    authors=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    language=st.none() | st.sampled_from(["en", "ar", "zh"]),
    extra=st.dictionaries(st.text(max_size=5), json_values, max_size=3),
)

_values = st.none() | st.sampled_from(["named", "pronoun", "certain", "wrong"]) | st.booleans()

simple_edits: st.SearchStrategy[edits.SetEdit] = st.one_of(
    st.builds(edits.AddSpan, spans()),
    st.builds(edits.AddSpan, spans()),
    st.builds(edits.RemoveSpan, ids),
    st.builds(edits.RelabelSpan, ids, st.sampled_from([*SPAN_LABELS, "gone"])),
    st.builds(edits.MoveSpan, ids, fragments(LENGTH + 2)),
    st.builds(
        edits.AddRelation,
        st.builds(
            Relation,
            st.sampled_from(["r0", "r1", "r2", "r3"]),
            st.sampled_from(RELATION_LABELS),
            ids,
            ids,
            st.sampled_from([{}, {"f": True}]),
            st.none() | st.just("noted"),
            st.sampled_from(["manual", "suggested"]),
        ),
    ),
    st.builds(edits.RemoveRelation, st.sampled_from(["r0", "r1", "r2", "r3"])),
    st.builds(
        edits.RelabelRelation,
        st.sampled_from(["r0", "r1", "r2", "r3"]),
        st.sampled_from(RELATION_LABELS),
    ),
    st.builds(edits.TurnRelation, st.sampled_from(["r0", "r1", "r2", "r3"])),
    st.builds(
        edits.SetAttribute, st.sampled_from([*IDS, "r0", "r1"]), st.sampled_from("mxf"), _values
    ),
    st.builds(edits.SetNote, st.sampled_from([*IDS, "r0", "r1"]), notes),
    st.builds(edits.LinkSpan, ids, entity_ids, st.sampled_from(["", "Varga"])),
    st.builds(edits.SetStatus, st.sampled_from(STATUSES)),
    st.builds(edits.SetDocumentLabels, st.frozensets(st.sampled_from([*DOCUMENT_LABELS, "gone"]))),
    st.builds(edits.SetDocumentAttribute, st.sampled_from(["m", "t"]), st.none() | st.just("x")),
    st.builds(edits.PutBack, spans()),
    st.builds(
        edits.PutBackState,
        st.builds(
            SetState,
            st.sampled_from(STATUSES),
            st.frozensets(st.sampled_from(DOCUMENT_LABELS)),
            st.sampled_from([{}, {"t": ("one", "two")}]),
        ),
    ),
)
set_edits = simple_edits | st.builds(
    edits.Together,
    st.lists(simple_edits, max_size=4).map(tuple),
    st.sampled_from(["", "delete", "relabel"]),
)
entity_edits: st.SearchStrategy[edits.PutEntities] = st.builds(
    edits.PutEntities,
    st.lists(
        st.builds(
            Entity,
            ids,
            st.text(min_size=1, max_size=8),
            st.none() | st.sampled_from(SPAN_LABELS),
            st.sampled_from(["", "Q1"]),
            st.text(max_size=8),
            st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    st.sampled_from([(), ("varga",)]),
    st.none() | set_edits,
)
project_edits: st.SearchStrategy[edits.ProjectEdit] = st.one_of(
    st.builds(edits.CorrectMeta, st.just("talks"), metas),
    st.just(edits.ReplaceLabelSet(LABEL_SET)),
    st.just(edits.ReplaceLabelSet(LabelSet())),
    st.builds(
        edits.BringIn, st.just("i1"), st.just(("a.txt",)), st.integers(0, 9), st.integers(0, 9)
    ),
    st.builds(edits.Retire, st.just("i1"), st.integers(0, 9), st.integers(0, 9)),
    st.builds(edits.TakeIn, st.just("i1"), st.just(("a.annotator",)), st.integers(0, 9)),
    st.builds(edits.GiveBack, st.just("i1"), st.integers(0, 9), st.integers(0, 9)),
)

_texts = st.text(max_size=8)
_ends = st.none() | st.tuples(spans(), spans())


@st.composite
def differences(draw: st.DrawFn) -> Difference:
    """Any difference that can be written down, whether or not two sets could ever have it."""
    relations = st.builds(
        Relation, st.just("r0"), st.sampled_from(RELATION_LABELS), ids, ids, st.just({"f": True})
    )
    side = st.none() | spans() | relations
    values = st.none() | st.just(True) | st.just("named") | st.just(("a", "b"))
    return Difference(
        draw(st.sampled_from(DIFFERENCE_KINDS)),
        draw(side),
        draw(side),
        draw(_ends),
        draw(_ends),
        draw(st.none() | st.sampled_from(["type", "ends"])),
        draw(st.none() | st.just("m")),
        draw(st.none() | st.just("d1")),
        draw(values),
        draw(values),
    )


verdicts: st.SearchStrategy[Verdict] = st.builds(
    Verdict,
    id=ids,
    document=st.just("talks"),
    reviewer=st.just("mara"),
    at=st.just("2026-01-24T00:00:00Z"),
    choice=st.sampled_from(CHOICES),
    difference=st.none() | differences(),
    first=st.none() | st.just("ilse"),
    second=st.none() | st.just("jon"),
    outcome=st.lists(spans(), max_size=2).map(tuple),
    value=st.none() | st.booleans() | st.just(("a",)),
    reason=st.none() | _texts,
    comment=_texts,
    needs_guideline=st.booleans(),
    guideline=_texts,
    answers=st.sampled_from([(), (("ilse", "accepted"),), (("i", "contested"), ("j", "accepted"))]),
    answered_before=st.sampled_from([(), (("ilse", "contested"),)]),
)
_simple_review_edits: st.SearchStrategy[edits.ReviewEdit] = st.one_of(
    st.builds(
        edits.Settle, st.lists(verdicts, max_size=2).map(tuple), st.sampled_from([(), ("v",)])
    ),
    st.builds(
        edits.AnswerVerdict,
        ids,
        st.sampled_from([None, "accepted", "contested"]),
        st.none() | set_edits,
    ),
    st.builds(
        edits.Say,
        st.builds(
            Remark, ids, st.just("talks"), ids, st.just("mara"), _texts, _texts, st.booleans()
        ),
    ),
    st.builds(edits.Unsay, ids),
    st.builds(edits.SetReasons, st.lists(_texts, max_size=3).map(tuple)),
)
review_edits = _simple_review_edits | st.builds(
    edits.ReviewTogether, st.lists(_simple_review_edits, max_size=3).map(tuple)
)
_assignments: st.SearchStrategy[Assignment] = st.builds(
    Assignment,
    document=ids,
    annotator=st.sampled_from(["ilse", "jon"]),
    at=st.just("2026-01-24T00:00:00Z"),
    by=st.none() | st.just("mara"),
    is_blind=st.booleans(),
)
assigning_edits: st.SearchStrategy[edits.AssigningEdit] = st.one_of(
    st.builds(
        edits.Assign,
        st.lists(_assignments, max_size=3).map(tuple),
        st.lists(st.tuples(ids, st.just("jon")), max_size=2).map(tuple),
    ),
    st.builds(edits.Look, ids, st.booleans()),
)
_hidden: st.SearchStrategy[Hidden] = st.builds(
    Hidden, ids, st.just("2026-01-24T00:00:00Z"), st.none() | st.just("mara"), st.booleans()
)
_dismissals = st.lists(
    st.builds(Dismissal, ids, st.sampled_from(ODD_KINDS), st.just("3-9 p")), max_size=3
).map(tuple)
list_edits: st.SearchStrategy[edits.Hide | edits.Dismiss] = st.builds(
    edits.Hide, st.lists(_hidden, max_size=3).map(tuple), st.lists(ids, max_size=2).map(tuple)
) | st.builds(edits.Dismiss, _dismissals, _dismissals)
_pairs = st.lists(st.tuples(ids, st.just("jon")), max_size=2).map(tuple)
people_edits: st.SearchStrategy[edits.PeopleEdit] = st.builds(edits.RenameAnnotators, _pairs) | (
    st.sampled_from([edits.JoinAnnotators, edits.PartAnnotators]).flatmap(
        lambda kind: st.builds(
            kind,
            st.just("mara"),
            st.just("jon"),
            st.lists(ids, max_size=2).map(tuple),
            st.lists(ids, max_size=2).map(tuple),
            st.lists(verdicts, max_size=2).map(tuple),
            st.lists(_assignments, max_size=2).map(tuple),
            _pairs,
        )
    )
)
