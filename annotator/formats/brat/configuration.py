"""annotation.conf and visual.conf: what a folder of brat's files declares, as a label set.

Source: brat's page "configuration" and its server. The hierarchy of types is flattened; a type that
is named as an argument allows those below it too. Types with `!` only gather others: they become
no labels. `<OVERLAP>` says where spans may overlap, which they always may here. What brat has no
words for stands in comments that begin with `#: `: they are ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, cast, get_args

import regex

from annotator.formats.allotment import free_colour
from annotator.formats.brat.classes import EQUIV
from annotator.formats.brat.looks import SECTION, Looks, numbered_lines, read_looks
from annotator.formats.brat.names import unescape
from annotator.formats.fields import NAME_LIMIT
from annotator.model.attribute import Attribute, AttributeKind, AttributeTarget
from annotator.model.ids import new_id
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel

OURS = "#: "
"""How our own comments begin."""
_MACRO = regex.compile(r"<([A-Za-z_-]+)>=\s*(.*?)\s*")
_TERM = regex.compile(r"(\s*)(\S+)(?:\s+(.*))?", regex.DOTALL)
_ARGUMENT = regex.compile(r"(\S*?):(\S*)")
_AMOUNT = regex.compile(r"(?:[?*+]|\{\d+(?:-\d*)?\})$")
_RESERVED = ("ANY", "ENTITY", "RELATION", "EVENT", "NONE", "REL-TYPE", "OVL-TYPE", "OVERLAP")
_KNOWN = ("entities", "relations", "events", "attributes")
_MACRO_GROWTH = 20_000
"""How much a macro may add to a line: macros may hold macros."""


class Declared(NamedTuple):
    """What a folder declares, and the lines of its files that say nothing that can be used."""

    label_set: LabelSet = LabelSet()
    kinds: tuple[tuple[str, AttributeKind], ...] = ()
    """Of attributes whose kind is declared."""
    roles: frozenset[str] = frozenset()
    """Of events."""
    annotator: str | None = None
    is_curated: bool = False
    counts_code_points: bool = False
    """Whether it says so, as what we write does."""
    has_equiv: bool = False
    """Whether it says that Equiv is a relation; else it joins mentions of one entity."""
    wrong: tuple[tuple[str, int, str], ...] = ()
    """File, line and reason."""


@dataclass(slots=True, eq=False)
class _Term:
    line: int
    name: str
    shown: str
    is_unused: bool
    arguments: list[tuple[str, list[str]]]
    above: "_Term | None"
    id: str = field(default_factory=new_id)


@lru_cache(maxsize=16)
def read_declared(annotation: str, visual: str) -> Declared:
    """Return what the texts of annotation.conf and visual.conf declare."""
    return _Reading().read(annotation, visual)


class _Reading:
    def __init__(self) -> None:
        self._wrong: list[tuple[str, int, str]] = []
        self._file = "annotation.conf"
        self._kinds: dict[str, AttributeKind] = {}
        self._undeclared: set[str] = set()
        """Types that nothing declares, told once each."""
        self._annotator: str | None = None
        self._is_curated = False
        self._counts_code_points = False
        self._has_equiv = False

    def read(self, annotation: str, visual: str) -> Declared:
        terms = self._terms(annotation)
        self._file = "visual.conf"
        looks = read_looks(visual)
        self._file = "annotation.conf"
        entities = _usable([*terms["entities"], *terms["spans"]])
        events = _usable(terms["events"])
        spans = _span_labels([*entities, *events], looks)
        every = [*terms["entities"], *terms["spans"], *terms["events"]]
        names = _Names(every, entities, events, {one.name: one.id for one in spans})
        kept = [one for one in terms["relations"] if self._has_equiv or not _is_equiv(one)]
        relations = self._relation_labels(_usable(kept), events, names, looks)
        attributes = self._attributes(_usable(terms["attributes"]), names)
        roles = frozenset(role for event in events for role, _ in event.arguments)
        kinds = {one.name: one.kind for one in attributes} | self._kinds
        if self._counts_code_points:
            # We wrote it: brat's sections part what was one list, and the colours keep its order.
            spans, relations = looks.in_order(spans), looks.in_order(relations)
        return Declared(
            LabelSet(span_labels=spans, relation_labels=relations, attributes=attributes),
            tuple(kinds.items()),
            roles,
            self._annotator,
            self._is_curated,
            self._counts_code_points,
            self._has_equiv,
            tuple(self._wrong),
        )

    def _refuse(self, line: int, reason: str) -> None:
        self._wrong.append((self._file, line, reason))

    # ---- lines --------------------------------------------------------------------------------

    def _terms(self, text: str) -> dict[str, list[_Term]]:
        found: dict[str, list[_Term]] = {name: [] for name in (*_KNOWN, "spans")}
        section = ""
        macros: dict[str, str] = {}
        path: list[_Term] = []
        for number, line in numbered_lines(text):
            if line.startswith(OURS):
                self._take_ours(line.removeprefix(OURS))
            elif match := SECTION.fullmatch(line):
                section, macros, path = match[1].strip(), {}, []
                if section not in found:
                    self._refuse(number, f"the section [{section[:40]}] is not known")
            elif not line.strip() or line.lstrip().startswith("#") or not line.strip().strip("-"):
                continue
            elif match := _MACRO.fullmatch(line):
                if match[1] in _RESERVED:
                    self._refuse(number, f"<{match[1]}> has a meaning already")
                else:
                    macros[f"<{match[1]}>"] = _filled(match[2], macros)
            elif section in found and (term := self._term(number, _filled(line, macros), path)):
                found[section].append(term)
        return found

    def _take_ours(self, said: str) -> None:
        word, _, rest = said.strip().partition(" ")
        if word == "annotator" and rest:
            self._annotator = unescape(rest)
        elif word == "curated":
            self._is_curated = True
        elif word == "offsets":
            self._counts_code_points = rest == "codepoint"
        elif word == "relation":
            self._has_equiv = self._has_equiv or unescape(rest) == EQUIV
        elif word == "kind":
            kind, _, name = rest.partition(" ")
            if kind in get_args(AttributeKind) and name:
                self._kinds[unescape(name)] = cast(AttributeKind, kind)

    def _term(self, number: int, line: str, path: list[_Term]) -> _Term | None:
        match = _TERM.fullmatch(line)
        if match is None:
            self._refuse(number, "cannot be read")
            return None
        names = [one.strip() for one in match[2].split("|") if one.strip("! ")]
        written = names[0].lstrip("!") if names else ""
        if written == "<OVERLAP>":
            return None
        name = unescape(written)
        if not _is_name(name) or written.startswith("<"):
            self._refuse(number, "names no type")
            return None
        depth = min(len(match[1]), len(path))
        above = path[depth - 1] if depth else None
        shown = names[-1].lstrip("!") if len(names) > 1 else ""
        arguments = list(self._arguments(number, match[3] or ""))
        term = _Term(number, name, shown, "!" in match[2], arguments, above)
        path[depth:] = [term]
        return term

    def _arguments(self, number: int, written: str) -> Iterator[tuple[str, list[str]]]:
        for part in written.split(","):
            if not part.strip():
                continue
            match = _ARGUMENT.fullmatch(part.strip())
            if match is None:
                self._refuse(number, f"{part.strip()[:40]} is no argument")
                continue
            role = unescape(_AMOUNT.sub("", match[1]))
            if not _is_name(role):
                self._refuse(number, "names no role")
                continue
            yield role, [one for one in match[2].split("|") if one]

    # ---- labels -------------------------------------------------------------------------------

    def _relation_labels(
        self, terms: list[_Term], events: list[_Term], names: "_Names", looks: "Looks"
    ) -> tuple[RelationLabel, ...]:
        found: dict[str, RelationLabel] = {}
        taken: list[str] = []
        pairs = [(one.name, one.arguments[:2], one) for one in terms]
        for event in events:
            pairs += [(role, [("", [""]), (role, to)], event) for role, to in event.arguments]
        for name, ends, term in pairs:
            both = [to for role, to in ends if not role.startswith("<")]
            allowed = [self._allowed(term, to, names) for to in both]
            if term in events:
                allowed[0] = frozenset(names.ids(term.name) or ())
            heads, tails = (*allowed, frozenset[str](), frozenset[str]())[:2]
            kinds = "-".join(
                to for role, one in term.arguments if role == "<REL-TYPE>" for to in one
            )
            colour = looks.colour(name, "color") or free_colour(taken)
            taken.append(colour)
            made = RelationLabel(
                new_id(),
                name,
                colour,
                heads,
                tails,
                description=looks.shown(name, "" if term in events else term.shown),
                is_symmetric="symmetric" in kinds.split("-"),
                is_transitive="transitive" in kinds.split("-"),
            )
            found[name] = _united(found[name], made) if name in found else made
        return tuple(found.values())

    def _allowed(self, term: _Term, types: list[str], names: "_Names") -> frozenset[str]:
        """Ids of span labels; empty means any."""
        if {"<ENTITY>", "<EVENT>"} <= set(types):
            return frozenset()
        ids: set[str] = set()
        for type in types:
            if not type:
                continue
            found = names.ids(type)
            if found is None:
                return frozenset()
            if not found and not type.startswith("<") and type not in self._undeclared:
                self._undeclared.add(type)
                self._refuse(term.line, f"{type[:40]} is declared nowhere")
            ids |= found
        return frozenset(ids)

    def _attributes(self, terms: list[_Term], names: "_Names") -> tuple[Attribute, ...]:
        found: dict[tuple[str, AttributeTarget], Attribute] = {}
        for term in terms:
            given = dict(term.arguments)
            on = next((to for role, to in term.arguments if role.startswith("Arg")), ["<ANY>"])
            values = tuple(dict.fromkeys(unescape(one) for one in given.get("Value", [])))
            kind = self._kinds.get(term.name) or ("choice" if values else "flag")
            targets: list[AttributeTarget] = ["relation"] if "<RELATION>" in on else []
            on = [one for one in on if one != "<RELATION>"]
            targets += ["span"] if on else []
            for target in targets:
                labels = self._allowed(term, on, names) if target == "span" else frozenset[str]()
                made = Attribute(new_id(), term.name, kind, target, values, labels)
                found.setdefault((term.name, target), made)
        return tuple(found.values())


class _Names:
    """Finds the labels that a type in an argument stands for."""

    def __init__(
        self,
        terms: list[_Term],
        entities: list[_Term],
        events: list[_Term],
        label_ids: dict[str, str],
    ) -> None:
        self._below: dict[str, set[str]] = {}
        for term in terms:
            above: _Term | None = term
            while above is not None:
                self._below.setdefault(above.name, set())
                if not term.is_unused:
                    self._below[above.name].add(label_ids[term.name])
                above = above.above
        self._below["<ENTITY>"] = {label_ids[one.name] for one in entities}
        self._below["<EVENT>"] = {label_ids[one.name] for one in events}
        self._has_both = bool(entities) and bool(events)

    def ids(self, type: str) -> set[str] | None:
        """Return the ids of labels; None for any, and for what is none of spans."""
        if type == "<ANY>" or (type == "<ENTITY>" and not self._has_both):
            return None
        return self._below.get(unescape(type), set())


def _is_equiv(term: _Term) -> bool:
    """Whether it only says that mentions of one entity can be joined."""
    return term.name == EQUIV and any(role == "<REL-TYPE>" for role, _ in term.arguments)


def _is_name(name: str) -> bool:
    return bool(name.strip()) and len(name) <= NAME_LIMIT


def _usable(terms: list[_Term]) -> list[_Term]:
    seen: dict[str, _Term] = {}
    for term in terms:
        if not term.is_unused:
            seen.setdefault(term.name, term)
    return list(seen.values())


def _span_labels(terms: list[_Term], looks: "Looks") -> tuple[SpanLabel, ...]:
    found: dict[str, SpanLabel] = {}
    taken: list[str] = []
    for term in terms:
        if term.name in found:
            # One label for what is an entity and an event: both names lead to it.
            term.id = found[term.name].id
            continue
        colour = looks.colour(term.name, "bgColor") or free_colour(taken)
        taken.append(colour)
        description = looks.shown(term.name, term.shown)
        found[term.name] = SpanLabel(term.id, term.name, colour, description=description)
    return tuple(found.values())


def _united(one: RelationLabel, other: RelationLabel) -> RelationLabel:
    """A label that several events have: with every end that one of them allows."""
    heads = one.heads | other.heads if one.heads and other.heads else frozenset[str]()
    tails = one.tails | other.tails if one.tails and other.tails else frozenset[str]()
    symmetric = one.is_symmetric or other.is_symmetric
    transitive = one.is_transitive or other.is_transitive
    kept = (one.id, one.name, one.colour, heads, tails)
    return RelationLabel(
        *kept,
        description=one.description,
        is_symmetric=symmetric,
        is_transitive=transitive,
    )


def _filled(line: str, macros: dict[str, str]) -> str:
    for name, value in macros.items():
        if line.count(name) * len(value) > _MACRO_GROWTH:
            return ""
        line = line.replace(name, value)
    return line


def with_labels(
    declared: LabelSet, relations: Iterable[str], attributes: Iterable[Attribute]
) -> LabelSet:
    """Return a label set with relation labels that are symmetric and transitive, and attributes."""
    held = {one.name for one in declared.relation_labels}
    taken = [one.colour for one in declared.relation_labels]
    made = list(declared.relation_labels)
    for name in sorted(relations):
        if name not in held:
            colour = free_colour(taken)
            taken.append(colour)
            made.append(
                RelationLabel(new_id(), name, colour, is_symmetric=True, is_transitive=True)
            )
    return LabelSet(
        declared.name,
        declared.description,
        declared.span_labels,
        tuple(made),
        (*declared.attributes, *attributes),
    )
