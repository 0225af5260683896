"""What each edit of a set does, said once more in the plainest way: facts in, facts out.

It knows no rules: an edit that the program refuses is not asked for here.
"""

from typing import Any

from annotator.edits import edit as edits
from annotator.edits.edit import SetEdit
from annotator.model.labels import LabelSet
from tests.fuzz.facts import Facts, Key, plain


def after_edit(
    facts: Facts, edit: SetEdit, at: tuple[str, str | None], label_set: LabelSet
) -> Facts:
    """Return facts after an edit of the set `at` (document and annotator) that was accepted."""
    made = {
        key: _own(value) if key[0] in ("span", "relation") else value
        for key, value in facts.items()
    }
    was_new = ("status", *at) not in facts
    _do(made, edit, at, label_set)
    if was_new and made != facts and ("status", *at) not in made:
        made["status", *at] = "in_progress"
    return made


def _own(annotation: dict[str, Any]) -> dict[str, Any]:
    return {**annotation, "attributes": dict(annotation["attributes"])}


def _do(facts: Facts, edit: Any, at: tuple[str, str | None], labels: LabelSet) -> None:
    match edit:
        case edits.Together(parts):
            for part in parts:
                _do(facts, part, at, labels)
        case edits.AddSpan(made) | edits.AddRelation(made) | edits.PutBack(made):
            kind = "relation" if hasattr(made, "head") else "span"
            facts[kind, *at, made.id] = plain(made)
        case edits.RemoveSpan(id):
            del facts["span", *at, id]
        case edits.RemoveRelation(id):
            del facts["relation", *at, id]
        case edits.RelabelSpan(id, label):
            _relabel(facts["span", *at, id], label, "span", labels)
        case edits.RelabelRelation(id, label):
            _relabel(facts["relation", *at, id], label, "relation", labels)
        case edits.SetStatus() | edits.SetDocumentLabels() | edits.SetDocumentAttribute():
            _do_to_document(facts, edit, at)
        case _:
            _change(facts, edit, at)


def _change(facts: Facts, edit: Any, at: tuple[str, str | None]) -> None:
    match edit:
        case edits.MoveSpan(id, fragments):
            facts["span", *at, id]["fragments"] = fragments
        case edits.TurnRelation(id):
            held = facts["relation", *at, id]
            held["head"], held["tail"] = held["tail"], held["head"]
        case edits.SetAttribute(id, attribute, value):
            _put(_held(facts, at, id)["attributes"], attribute, value)
        case edits.SetNote(id, note):
            _held(facts, at, id)["note"] = note if note and note.strip() else None
        case edits.LinkSpan(id, entity):
            facts["span", *at, id]["entity"] = entity
        case _:
            raise TypeError(edit)


def _do_to_document(facts: Facts, edit: Any, at: tuple[str, str | None]) -> None:
    match edit:
        case edits.SetStatus(status):
            _put(facts, ("status", *at), None if status == "new" else status)
        case edits.SetDocumentLabels(labels):
            for key in [one for one in facts if one[:3] == ("document label", *at)]:
                del facts[key]
            facts |= {("document label", *at, label): True for label in labels}
        case edits.SetDocumentAttribute(attribute, value):
            _put(facts, ("document attribute", *at, attribute), value)


def _held(facts: Facts, at: tuple[str, str | None], id: str) -> dict[str, Any]:
    found = facts.get(("relation", *at, id))
    held: dict[str, Any] = facts["span", *at, id] if found is None else found
    return held


def _relabel(held: dict[str, Any], label: str, target: str, labels: LabelSet) -> None:
    held["label"] = label
    known = {one.id: one for one in labels.attributes if one.applies_to == target}
    held["attributes"] = {
        name: value
        for name, value in held["attributes"].items()
        if name in known and (not known[name].labels or label in known[name].labels)
    }


def _put(facts: dict[Any, Any], key: Key | str, value: Any) -> None:
    if value is None:
        facts.pop(key, None)
    else:
        facts[key] = value
