"""The labelling configuration of Label Studio: which controls ask what of which part of a task.

    <View>
      <Relations><Relation value="leads"/></Relations>
      <Labels name="label" toName="text"><Label value="PERSON" background="#ff0000"/></Labels>
      <Choices name="mention" toName="text" perRegion="true"><Choice value="named"/></Choices>
      <Text name="text" value="$text"/>
    </View>

Source: Label Studio's pages on its tags.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from annotator.formats.corpus import LabelsFound
from annotator.formats.source import Source
from annotator.model.attribute import Attribute, AttributeKind
from annotator.model.errors import FileUnreadable
from annotator.model.format_errors import FileWrong
from annotator.model.ids import new_id
from annotator.model.labels import DocumentLabel, LabelSet, RelationLabel, SpanLabel

OF_DOCUMENT = "document:"
"""How the control of a document's attribute begins that we write ourselves."""
BESIDE = "-attribute"
"""How the control of an attribute ends that would else be called like another of ours."""
RESERVED = ("label", "labels", "text")
TRUTH = {"true": True, "false": False}
_SIZE = 4 << 20
_KINDS: dict[str, AttributeKind] = {
    "TextArea": "text",
    "Rating": "number",
    "Number": "number",
    "DateTime": "text",
}
_HEX = re.compile(r"#(?:[0-9a-f]{3}){1,2}")
_COLOURS = {
    "red": "#e6194b",
    "green": "#278453",
    "blue": "#244acf",
    "orange": "#e08214",
    "yellow": "#b59b00",
    "purple": "#72009d",
    "violet": "#8a2be2",
    "pink": "#d6336c",
    "brown": "#8a5a2b",
    "black": "#222222",
    "gray": "#5c6470",
    "grey": "#5c6470",
    "darkgreen": "#0b5d1e",
    "darkblue": "#00306b",
    "darkorange": "#c25112",
    "darkred": "#8b0000",
    "navy": "#000080",
    "teal": "#00796b",
    "maroon": "#800000",
    "olive": "#564e01",
    "magenta": "#a00b51",
    "cyan": "#0f7fa8",
    "lightblue": "#0f7fa8",
    "lightgreen": "#4a6a13",
}
"""Names that stand in configurations, as colours that can be read on white."""


@dataclass(slots=True)
class Config:
    """What a configuration says."""

    texts: dict[str, str] = field(default_factory=dict)
    """Name of each plain text -> the key of its data."""
    others: dict[str, str] = field(default_factory=dict)
    """Name of everything else that is shown (HTML, dialogues, pictures) -> its kind."""
    controls: dict[str, str] = field(default_factory=dict)
    """Name of each control -> its kind, as in "Labels"."""
    is_of_regions: set[str] = field(default_factory=set)
    """Controls that are asked of each region."""
    is_several: set[str] = field(default_factory=set)
    """Choices of which several can be taken."""
    is_truth: set[str] = field(default_factory=set)
    """Choices that are true or false."""
    found: LabelsFound = field(default_factory=lambda: LabelsFound(LabelSet()))

    @property
    def text_key(self) -> str:
        """The key of the text, where there is one text; else empty."""
        return next(iter(self.texts.values())) if len(self.texts) == 1 else ""


def is_config(head: bytes) -> bool:
    """Tell whether a file begins like a configuration."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<View>", b"<View "))


def read_config(source: Source) -> Config:
    """Return what a configuration says. FileUnreadable, FileWrong."""
    with source.open() as stream:
        raw = stream.read(_SIZE + 1)
    if len(raw) > _SIZE:
        raise FileWrong(source.path, f"is larger than {_SIZE >> 20} MB")
    try:
        root = fromstring(raw, forbid_dtd=True)
    except ParseError as error:
        raise FileWrong(source.path, f"is no XML at line {error.position[0]}") from error
    except DefusedXmlException as error:
        raise FileWrong(
            source.path, "declares a document type or entities; none is read"
        ) from error
    except (ValueError, LookupError, RecursionError) as error:
        raise FileWrong(source.path, "is no XML") from error
    return _Building().config(root)


def config_beside(source: Source) -> Source | None:
    """Return the configuration that lies beside a file of tasks, if any does."""
    for name in config_names(source):
        beside = source.beside(name)
        try:
            if beside is not None and is_config(beside.head(1024)):
                return beside
        except FileUnreadable:
            continue
    return None


def config_names(source: Source) -> tuple[str, ...]:
    """Return what the configuration of a file of tasks may be called."""
    stem = source.plain_path.stem
    return (
        f"{stem}.config.xml",
        f"{stem}.xml",
        "config.xml",
        "label_config.xml",
        "labeling_config.xml",
        "labels.xml",
    )


class _Building:
    """Gathers what the tags of a configuration say."""

    def __init__(self) -> None:
        self._config = Config()
        self._spans: dict[str, SpanLabel] = {}
        self._relations: dict[str, RelationLabel] = {}
        self._documents: dict[str, DocumentLabel] = {}
        self._attributes: dict[tuple[str, str], tuple[Attribute, list[str]]] = {}

    def config(self, root: Element) -> Config:
        for tag in root.iter():
            kind = str(tag.tag)
            name = tag.get("name", "")
            if kind == "Relation":
                self._relation(tag)
            elif tag.get("toName") and name:
                self._control(tag, kind, name)
            elif tag.get("value", "").startswith("$") and name:
                if kind == "Text":
                    self._config.texts[name] = tag.get("value", "")[1:]
                else:
                    self._config.others[name] = kind
        self._config.found = LabelsFound(
            LabelSet(
                span_labels=tuple(self._spans.values()),
                relation_labels=tuple(self._relations.values()),
                attributes=tuple(self._finished_attributes()),
                document_labels=tuple(self._documents.values()),
            )
        )
        return self._config

    def _control(self, tag: Element, kind: str, name: str) -> None:
        config = self._config
        config.controls[name] = kind
        is_of_regions = tag.get("perRegion", "").lower() == "true"
        if is_of_regions:
            config.is_of_regions.add(name)
        if kind == "Labels":
            for one in _values(tag, "Label"):
                self._span_label(one)
        elif kind in ("Choices", "Taxonomy"):
            self._choices(tag, kind, name, is_of_regions)
        elif kind in _KINDS:
            self._attribute(tag, name, _KINDS[kind], ())

    def _choices(self, tag: Element, kind: str, name: str, is_of_regions: bool) -> None:
        values = tuple(dict.fromkeys(one.get("value", "") for one in _values(tag, "Choice")))
        if kind == "Taxonomy" or tag.get("choice") == "multiple":
            self._config.is_several.add(name)
        if set(values) == set(TRUTH):
            self._config.is_truth.add(name)
            self._attribute(tag, name, "flag", ())
        elif is_of_regions or name.startswith(OF_DOCUMENT):
            several = name in self._config.is_several
            self._attribute(tag, name, "several" if several else "choice", values)
        else:
            for value in values:
                self._documents.setdefault(value, DocumentLabel(new_id(), value, group=name))

    def _span_label(self, tag: Element) -> None:
        name, key = tag.get("value", ""), tag.get("hotkey", "")
        colour = _colour(tag.get("background", ""))
        label = SpanLabel(new_id(), name, colour, key if len(key) == 1 else "")
        self._spans.setdefault(name, label)

    def _relation(self, tag: Element) -> None:
        name = tag.get("value", "")
        if name.strip():
            colour = _colour(tag.get("background", ""))
            self._relations.setdefault(name, RelationLabel(new_id(), name, colour))

    def _attribute(self, tag: Element, name: str, kind: AttributeKind, values: Any) -> None:
        target, named = attribute_of(name, name in self._config.is_of_regions)
        if not named.strip():
            return
        wanted = tag.get("whenLabelValue", "")
        labels = [one for one in wanted.split(",") if one]
        made = Attribute(new_id(), named, kind, target, values)
        self._attributes.setdefault((named, target), (made, labels))

    def _finished_attributes(self) -> Iterator[Attribute]:
        """Labels may stand behind the attributes that they have."""
        for one, wanted in self._attributes.values():
            ids = frozenset(self._spans[name].id for name in wanted if name in self._spans)
            yield Attribute(one.id, one.name, one.kind, one.applies_to, one.values, ids)


def attribute_of(control: str, is_of_regions: bool) -> tuple[Any, str]:
    """Return what the attribute of a control is of, and what it is called."""
    if is_of_regions:
        return "span", control.removesuffix(BESIDE)
    return "document", control.removeprefix(OF_DOCUMENT)


def _values(tag: Element, kind: str) -> Iterator[Element]:
    return (one for one in tag.iter(kind) if one.get("value", "").strip())


def _colour(said: str) -> str:
    said = said.strip().lower()
    if _HEX.fullmatch(said):
        return said if len(said) == 7 else "#" + "".join(2 * digit for digit in said[1:])
    return _COLOURS.get(said, "")
