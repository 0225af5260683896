"""Acts of the history in a few words: labelled “Ilse Varga” PERSON."""

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from annotator.edits import edit as edits
from annotator.edits.carrying import carried_from
from annotator.edits.compose import ACCEPT, CONFIRM
from annotator.edits.edit import Edit
from annotator.edits.history import Step
from annotator.edits.restoring import restored_from
from annotator.messages.quoting import show_text
from annotator.model.labels import LabelSet
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.verdict import Verdict
from annotator.suggest.rejection import KIND

Known: TypeAlias = Mapping[str, Span | Relation]
_QUOTE_LIMIT = 40
_CHOICE_WORDS = {
    "first": "the first is right",
    "second": "the second is right",
    "both": "both are right",
    "neither": "nothing should be here",
    "edited": "put right",
}
_STATUS_WORDS = {"new": "new", "in_progress": "in progress", "finished": "finished"}


def act_words(
    edit: Edit,
    label_set: LabelSet,
    text: str = "",
    known: Known | None = None,
    inverse: Edit | None = None,
) -> str:
    """Return what an edit did, in the past tense, short, without a full stop.

    Words of the article are quoted where `text` is given and the edit, its `inverse` or `known`
    (annotations by id) tell which; labels are named from the label set.
    """
    held = {found.id: found for one in (inverse, edit) for found in _annotations_in(one)}
    annotations = ChainMap(held, known or {})  # type: ignore[arg-type]  # only ever looked into
    return _Teller(label_set, text, annotations).tell(edit)


def step_words(step: Step, words: str) -> str:
    """Return the words of an act with how it came about before them: undid, redid."""
    return {"do": "", "undo": "undid: ", "redo": "redid: "}[step] + words


def _annotations_in(edit: Edit | None) -> Iterator[Span | Relation]:
    """Yield the whole annotations that an edit holds."""
    if isinstance(edit, edits.Together):
        for part in edit.edits:
            yield from _annotations_in(part)
    elif isinstance(edit, edits.ReviewTogether):
        for answer in edit.edits:
            yield from _annotations_in(answer)
    elif isinstance(edit, edits.AnswerVerdict):
        yield from _annotations_in(edit.taken)
    elif isinstance(edit, edits.PutEntities):
        yield from _annotations_in(edit.linked)
    elif isinstance(edit, edits.AddSpan):
        yield edit.span
    elif isinstance(edit, edits.AddRelation):
        yield edit.relation
    elif isinstance(edit, edits.PutBack):
        yield edit.annotation


@dataclass(frozen=True, slots=True)
class _Teller:
    """What an act can be told from."""

    label_set: LabelSet
    text: str
    known: Known = field(default_factory=dict)

    def tell(self, edit: Edit) -> str:
        return _WORDS[type(edit)](self, edit)

    # ---- names and quotations --------------------------------------------------------

    def label(self, label: str) -> str:
        found = self.label_set.span_label(label) or self.label_set.relation_label(label)
        return show_text(found.name if found else label, _QUOTE_LIMIT)

    def document_label(self, label: str) -> str:
        found = self.label_set.document_label(label)
        return show_text(found.name if found else label, _QUOTE_LIMIT)

    def attribute(self, attribute: str) -> str:
        found = self.label_set.attribute(attribute)
        return show_text(found.name if found else attribute, _QUOTE_LIMIT)

    def annotation(self, annotation: str) -> str:
        found = self.known.get(annotation)
        if isinstance(found, Relation):
            return self.relation(found)
        return self.span(annotation)

    def span(self, span: str) -> str:
        found = self.known.get(span)
        if isinstance(found, Span) and self.text:
            return f"“{show_text(found.covered_text(self.text), _QUOTE_LIMIT)}”"
        return f"a span {self.label(found.label)}" if found else "a span"

    def relation(self, relation: Relation | str) -> str:
        found = self.known.get(relation) if isinstance(relation, str) else relation
        if not isinstance(found, Relation):
            return "a relation"
        if self.text and found.head in self.known and found.tail in self.known:
            return f"{self.span(found.head)} {self.label(found.label)} {self.span(found.tail)}"
        return f"a relation {self.label(found.label)}"

    # ---- edits of a set --------------------------------------------------------------

    def add_span(self, edit: edits.AddSpan) -> str:
        verb = "accepted" if edit.span.suggested is not None else "labelled"
        if not self.text:
            return f"{verb} a span {self.label(edit.span.label)}"
        return f"{verb} {self.span(edit.span.id)} {self.label(edit.span.label)}"

    def remove_span(self, edit: edits.RemoveSpan) -> str:
        return f"deleted {self.span(edit.span)}"

    def relabel_span(self, edit: edits.RelabelSpan) -> str:
        what = self.span(edit.span) if self.text else "a span"
        return f"relabelled {what} {self.label(edit.label)}"

    def move_span(self, edit: edits.MoveSpan) -> str:
        now = " ".join(self.text[start:end] for start, end in edit.fragments)
        if not now.strip():
            return f"moved the ends of {self.span(edit.span)}"
        return f"moved the ends of a span to “{show_text(now, _QUOTE_LIMIT)}”"

    def add_relation(self, edit: edits.AddRelation) -> str:
        return f"related {self.relation(edit.relation)}"

    def remove_relation(self, edit: edits.RemoveRelation) -> str:
        return f"deleted {self.relation(edit.relation)}"

    def relabel_relation(self, edit: edits.RelabelRelation) -> str:
        return f"relabelled a relation {self.label(edit.label)}"

    def turn_relation(self, edit: edits.TurnRelation) -> str:
        return f"turned {self.relation(edit.relation)} round"

    def set_attribute(self, edit: edits.SetAttribute) -> str:
        return self._value(edit.attribute, edit.value) + f" on {self.annotation(edit.annotation)}"

    def set_note(self, edit: edits.SetNote) -> str:
        verb = "wrote a note on" if (edit.note or "").strip() else "removed the note on"
        return f"{verb} {self.annotation(edit.annotation)}"

    def link_span(self, edit: edits.LinkSpan) -> str:
        if edit.entity is None:
            return f"took the link of {self.span(edit.span)} away"
        name = f"“{show_text(edit.name, _QUOTE_LIMIT)}”" if edit.name else "an entity"
        return f"linked {self.span(edit.span)} to {name}"

    def set_status(self, edit: edits.SetStatus) -> str:
        return f"marked the article {_STATUS_WORDS.get(edit.status, edit.status)}"

    def set_document_labels(self, edit: edits.SetDocumentLabels) -> str:
        if not edit.labels:
            return "removed the labels of the article"
        names = sorted(self.document_label(label) for label in edit.labels)
        return "labelled the article " + ", ".join(names)

    def set_document_attribute(self, edit: edits.SetDocumentAttribute) -> str:
        return self._value(edit.attribute, edit.value) + " on the article"

    def put_back(self, edit: edits.PutBack) -> str:
        return f"put back {self.annotation(edit.annotation.id)}"

    def put_back_state(self, edit: edits.PutBackState) -> str:
        return "put back what was said of the article"

    def together(self, edit: edits.Together) -> str:
        # A first mark also says "in progress"; nobody needs to be told.
        parts = [one for one in edit.edits if not isinstance(one, edits.SetStatus)]
        if not parts:
            return self.tell(edit.edits[0]) if edit.edits else "did nothing"
        if (source := carried_from(edit.act)) is not None:
            where = show_text(source, _QUOTE_LIMIT)
            return f"carried {_count(len(parts), 'annotation')} over from “{where}”"
        if restored_from(edit.act) is not None:
            return f"restored what was there before: {_count(len(parts), 'change')}"
        if edit.act == CONFIRM and isinstance(parts[0], edits.PutBack):
            more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
            return f"confirmed {self.annotation(parts[0].annotation.id)}{more}"
        if edit.act == ACCEPT and len(parts) > 1:
            return f"accepted {len(parts)} suggestions"
        if len(parts) == 1:
            return self.tell(parts[0])
        return self._alike(parts) or f"{self.tell(parts[0])} and {len(parts) - 1} more"

    def _alike(self, parts: list[Any]) -> str:
        """Return the words of several edits of one kind, empty where they are of several."""
        if all(isinstance(one, edits.RelabelSpan) for one in parts):
            return f"relabelled {len(parts)} spans {self.label(parts[0].label)}"
        if all(isinstance(one, edits.AddSpan) for one in parts):
            return f"labelled {len(parts)} spans {self.label(parts[0].span.label)}"
        if all(isinstance(one, edits.LinkSpan) for one in parts):
            return self._links(parts)
        if all(isinstance(one, edits.RemoveSpan | edits.RemoveRelation) for one in parts):
            return self._deletion(parts)
        return ""

    # ---- edits of the project --------------------------------------------------------

    def correct_meta(self, edit: edits.CorrectMeta) -> str:
        title = show_text(edit.meta.title or "", _QUOTE_LIMIT)
        return f"corrected what is known about “{title}”" if title else "corrected an article"

    def replace_label_set(self, edit: edits.ReplaceLabelSet) -> str:
        name = show_text(edit.label_set.name, _QUOTE_LIMIT)
        return f"changed the label set “{name}”" if name else "changed the label set"

    def bring_in(self, edit: edits.BringIn) -> str:
        return f"brought in {_counts(edit.documents, edit.sets)}"

    def retire(self, edit: edits.Retire) -> str:
        return f"took out {_counts(edit.documents, edit.sets)}"

    def take_in(self, edit: edits.TakeIn) -> str:
        if edit.act:
            return _act_on_many(edit)
        from_whom = show_text(edit.sources[0], _QUOTE_LIMIT) if edit.sources else ""
        taken = f"took in {from_whom}" if from_whom else "took in a colleague’s project"
        counts = _taken_counts(edit)
        return f"{taken}: {counts}" if counts else taken

    def give_back(self, edit: edits.GiveBack) -> str:
        if edit.act:
            return (
                f"took back: {show_text(edit.act, 120)} ({_count(edit.changed, 'annotation set')})"
            )
        counts = _taken_counts(edit)
        what = "what a colleague’s project had brought"
        return f"took out {what}: {counts}" if counts else f"took out {what}"

    # ---- edits of the review ---------------------------------------------------------

    def settle(self, edit: edits.Settle) -> str:
        if not edit.verdicts:
            return f"withdrew {_count(len(edit.withdrawn), 'verdict')}"
        if len(edit.verdicts) > 1:
            return f"settled {_count(len(edit.verdicts), 'difference')}"
        verdict = edit.verdicts[0]
        if verdict.choice == "added":
            return f"added what both had missed: {self._judged(verdict)}"
        return f"settled {self._judged(verdict)}: {_CHOICE_WORDS[verdict.choice]}"

    def answer_verdict(self, edit: edits.AnswerVerdict) -> str:
        if edit.answer is None:
            return "took back the answer to a verdict"
        words = f"{edit.answer} a verdict"
        return f"{words}: {self.tell(edit.taken)}" if edit.taken is not None else words

    def say(self, edit: edits.Say) -> str:
        if edit.remark.is_closing:
            return "closed a discussion"
        return f"remarked “{show_text(edit.remark.text, _QUOTE_LIMIT)}”"

    def unsay(self, edit: edits.Unsay) -> str:
        return "took back a remark"

    def set_reasons(self, edit: edits.SetReasons) -> str:
        return "changed the list of reasons"

    def review_together(self, edit: edits.ReviewTogether) -> str:
        match edit.edits:
            case ():
                return "did nothing"
            case (one,):
                return self.tell(one)
            case (edits.AnswerVerdict() as answer, edits.Say(remark)):
                return f"{self.tell(answer)}: “{show_text(remark.text, _QUOTE_LIMIT)}”"
        answers = {one.answer for one in edit.edits if isinstance(one, edits.AnswerVerdict)}
        if answers == {"accepted"}:
            return f"accepted {len(edit.edits)} verdicts"
        return f"{self.tell(edit.edits[0])} and {len(edit.edits) - 1} more"

    # ---- edits of assignments --------------------------------------------------------

    def assign(self, edit: edits.Assign) -> str:
        if not edit.assignments:
            return f"withdrew {_count(len(edit.withdrawn), 'assignment')}"
        articles = len({one.document for one in edit.assignments})
        people = len({one.annotator for one in edit.assignments})
        blind = " blind" if all(one.is_blind for one in edit.assignments) else ""
        return f"assigned {_count(articles, 'article')} to {_count(people, 'annotator')}{blind}"

    def look(self, edit: edits.Look) -> str:
        if edit.is_looking:
            return "looked at labels given blind before all had finished"
        return "looked no more at labels given blind"

    # ---- edits of lists --------------------------------------------------------------

    def hide(self, edit: edits.Hide) -> str:
        if not edit.hidden:
            return f"brought {_count(len(edit.shown), 'article')} back into the list"
        articles = _count(len(edit.hidden), "article")
        if all(one.is_removed for one in edit.hidden):
            return f"removed {articles} from the list"
        return f"set {articles} aside"

    def dismiss(self, edit: edits.Dismiss) -> str:
        if all(one.kind == KIND for one in (*edit.dismissed, *edit.brought_back)):
            if not edit.dismissed:
                again = _count(len(edit.brought_back), "rejected suggestion")
                return f"let {again} be made again"
            return f"rejected {_count(len(edit.dismissed), 'suggestion')}"
        if not edit.dismissed:
            return f"let {_count(len(edit.brought_back), 'place')} be looked at again"
        return f"said that {_count(len(edit.dismissed), 'place')} may stay so"

    # ---- edits of entities -----------------------------------------------------------

    def put_entities(self, edit: edits.PutEntities) -> str:
        if not edit.entities:
            what = f"removed {_count(len(edit.withdrawn), 'entity', 'entities')}"
        elif len(edit.entities) > 1:
            what = f"changed {len(edit.entities)} entities"
        else:
            [one] = edit.entities
            verb = "retired" if one.is_retired else "put"
            what = f"{verb} the entity “{show_text(one.name, _QUOTE_LIMIT)}”"
            if one.identifier and not one.is_retired:
                what += f" ({show_text(one.identifier, _QUOTE_LIMIT)})"
        return f"{what}: {self.tell(edit.linked)}" if edit.linked is not None else what

    def _links(self, parts: list[Any]) -> str:
        if all(one.entity is None for one in parts):
            return f"took the links of {len(parts)} spans away"
        name = next((one.name for one in parts if one.name), "")
        to = f"“{show_text(name, _QUOTE_LIMIT)}”" if name else "an entity"
        return f"linked {len(parts)} spans to {to}"

    # ---- erasing for good ------------------------------------------------------------

    def purge(self, edit: edits.Purge) -> str:
        if edit.people:
            return "forgot who an annotator was"
        if not edit.documents:
            return f"emptied {_count(len(edit.emptied), 'act')} more"
        return f"erased {_count(edit.documents, 'article')} for good"

    def purged(self, edit: edits.Purged) -> str:
        return "did something that has been erased"

    # ---- edits of annotators ---------------------------------------------------------

    def rename_annotators(self, edit: edits.RenameAnnotators) -> str:
        name = next((name for _, name in edit.names), "")
        return f"renamed an annotator “{show_text(name, _QUOTE_LIMIT)}”"

    def join_annotators(self, edit: edits.JoinAnnotators) -> str:
        return f"joined two annotators ({_count(len(edit.set_ids), 'annotation set')})"

    def part_annotators(self, edit: edits.PartAnnotators) -> str:
        return f"parted two annotators ({_count(len(edit.set_ids), 'annotation set')})"

    # ---- pieces ----------------------------------------------------------------------

    def _judged(self, verdict: Verdict) -> str:
        """What a verdict is about."""
        difference = verdict.difference
        found = (difference and (difference.first or difference.second)) or next(
            iter(verdict.outcome), None
        )
        if isinstance(found, Span):
            quoted = f"“{show_text(found.covered_text(self.text), _QUOTE_LIMIT)}”"
            return quoted if self.text else f"a span {self.label(found.label)}"
        if isinstance(found, Relation):
            return f"a relation {self.label(found.label)}"
        return "what is said of the article"

    def _value(self, attribute: str, value: object) -> str:
        name = self.attribute(attribute)
        if value is None:
            return f"removed {name}"
        if isinstance(value, bool):
            return f"set {name} to {'yes' if value else 'no'}"
        shown = ", ".join(value) if isinstance(value, tuple) else str(value)
        return f"set {name} to {show_text(shown, _QUOTE_LIMIT)}"

    def _deletion(self, parts: list[Any]) -> str:
        spans = [one for one in parts if isinstance(one, edits.RemoveSpan)]
        relations = [one for one in parts if isinstance(one, edits.RemoveRelation)]
        if len(spans) == 1:
            return f"deleted {self.span(spans[0].span)} and {_count(len(relations), 'relation')}"
        counts = [_count(len(spans), "span")] if spans else []
        counts += [_count(len(relations), "relation")] if relations else []
        return "deleted " + " and ".join(counts)


def _counts(documents: int, sets: int) -> str:
    counts = [_count(documents, "article")] if documents or not sets else []
    counts += [_count(sets, "annotation set")] if sets else []
    return " and ".join(counts)


def _taken_counts(edit: edits.TakeIn | edits.GiveBack) -> str:
    counts = [_counts(edit.documents, edit.sets)] if edit.documents or edit.sets else []
    if edit.changed:
        counts.append(f"changes in {_count(edit.changed, 'annotation set')}")
    return ", ".join(counts)


def _act_on_many(edit: edits.TakeIn | edits.GiveBack) -> str:
    return f"{show_text(edit.act, 120)} ({_count(edit.changed, 'annotation set')})"


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} " + (noun if number == 1 else plural or noun + "s")


_WORDS: dict[type, Callable[[_Teller, Any], str]] = {
    edits.AddSpan: _Teller.add_span,
    edits.RemoveSpan: _Teller.remove_span,
    edits.RelabelSpan: _Teller.relabel_span,
    edits.MoveSpan: _Teller.move_span,
    edits.AddRelation: _Teller.add_relation,
    edits.RemoveRelation: _Teller.remove_relation,
    edits.RelabelRelation: _Teller.relabel_relation,
    edits.TurnRelation: _Teller.turn_relation,
    edits.SetAttribute: _Teller.set_attribute,
    edits.SetNote: _Teller.set_note,
    edits.LinkSpan: _Teller.link_span,
    edits.SetStatus: _Teller.set_status,
    edits.SetDocumentLabels: _Teller.set_document_labels,
    edits.SetDocumentAttribute: _Teller.set_document_attribute,
    edits.PutBack: _Teller.put_back,
    edits.PutBackState: _Teller.put_back_state,
    edits.Together: _Teller.together,
    edits.CorrectMeta: _Teller.correct_meta,
    edits.ReplaceLabelSet: _Teller.replace_label_set,
    edits.BringIn: _Teller.bring_in,
    edits.Retire: _Teller.retire,
    edits.TakeIn: _Teller.take_in,
    edits.GiveBack: _Teller.give_back,
    edits.Settle: _Teller.settle,
    edits.AnswerVerdict: _Teller.answer_verdict,
    edits.Say: _Teller.say,
    edits.Unsay: _Teller.unsay,
    edits.SetReasons: _Teller.set_reasons,
    edits.ReviewTogether: _Teller.review_together,
    edits.Assign: _Teller.assign,
    edits.Look: _Teller.look,
    edits.Hide: _Teller.hide,
    edits.Dismiss: _Teller.dismiss,
    edits.PutEntities: _Teller.put_entities,
    edits.RenameAnnotators: _Teller.rename_annotators,
    edits.JoinAnnotators: _Teller.join_annotators,
    edits.PartAnnotators: _Teller.part_annotators,
    edits.Purge: _Teller.purge,
    edits.Purged: _Teller.purged,
}
