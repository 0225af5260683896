"""XMI: taken apart first, without entities, so that one wrong annotation does not stop a file.

cassis gives up a whole file for a reference that leads nowhere, as one to a type that is unknown.
What it would stumble over is taken out and told; what is left is read by cassis.
"""

import warnings
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from annotator.formats.uima.complaints import CasWrong, Complaints
from annotator.formats.uima.places import Places, find_unit
from annotator.formats.uima.type_systems import KnownTypes
from annotator.text.offsets import Unit

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_ID = "{http://www.omg.org/XMI}id"
_ROOT = "{http://www.omg.org/XMI}XMI"
_SOFA = "{http:///uima/cas.ecore}Sofa"
_VIEW = "{http:///uima/cas.ecore}View"
_SOFA_ATTRIBUTES = (_ID, "sofaNum", "sofaID", "mimeType", "sofaString", "sofaURI")
_DIGITS = frozenset("0123456789")
_NUMBERS = {"Integer": int, "Long": int, "Short": int, "Byte": int, "Float": float, "Double": float}
_NO_XML = (
    defusedxml.ElementTree.ParseError,
    DefusedXmlException,
    ValueError,
    LookupError,  # an encoding that nobody knows
)


def load_xmi(raw: bytes, types: "TypeSystem", unit: Unit | None, complaints: Complaints) -> "Cas":
    """Return the CAS of an XMI file, its offsets in code points. CasWrong."""
    from cassis import load_cas_from_xmi

    try:
        root = defusedxml.ElementTree.fromstring(raw, forbid_dtd=True)
    except _NO_XML as error:
        raise CasWrong(f"is no XML that can be read ({error})") from error
    if root.tag != _ROOT:
        raise CasWrong("is XML, but no XMI")
    _Cleaning(root, types, complaints).clean(unit)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            clean = defusedxml.ElementTree.tostring(root)
            return load_cas_from_xmi(BytesIO(clean), types, lenient=True, trusted=True)
    except Exception as error:
        raise CasWrong(f"is no CAS that can be read ({error!r:.120})") from error


class _Cleaning:
    def __init__(self, root: Element, types: "TypeSystem", complaints: Complaints) -> None:
        self._root = root
        self._types = types
        self._complaints = complaints
        self._texts: dict[str, str] = {}
        self._known = KnownTypes(types)
        self._gone: set[Element] = set()
        self._kept: dict[str, tuple[Element, str]] = {}
        """Element and type of feature structures by id."""

    def clean(self, unit: Unit | None) -> None:
        """Take out of the tree what cannot be read."""
        for element in list(self._root):
            if element.tag == _SOFA:
                self._take_sofa(element)
            elif element.tag != _VIEW:
                self._take_structure(element)
        self._place(unit)
        for element, type_name in list(self._kept.values()):
            self._clean_features(element, type_name)
        for view in self._root.findall(_VIEW):
            members = view.get("members", "").split()
            view.set("members", " ".join(one for one in members if one in self._kept))
            if view.get("sofa") not in self._texts:
                self._gone.add(view)
        self._root[:] = [one for one in self._root if one not in self._gone]

    def _take_sofa(self, element: Element) -> None:
        id, number = element.get(_ID, ""), element.get("sofaNum", "")
        for name in set(element.attrib) - set(_SOFA_ATTRIBUTES):
            del element.attrib[name]
        if (
            _is_number(id)
            and _is_number(number)
            and element.get("sofaID")
            and id not in self._texts
        ):
            self._texts[id] = element.get("sofaString", "")
        else:
            self._complaints.add("a view cannot be told from others", id)
            self._gone.add(element)

    def _take_structure(self, element: Element) -> None:
        id, type_name = element.get(_ID, ""), _type_of(element.tag)
        if type_name == "uima.cas.NULL":
            self._gone.add(element)
        elif not self._known.has(type_name):
            self._complaints.add(f"the type {type_name} is not in the type system", id)
            self._gone.add(element)
        elif not _is_number(id) or id in self._kept or id in self._texts:
            self._complaints.add(f"an annotation of {type_name} has no id of its own", id)
            self._gone.add(element)
        else:
            self._kept[id] = (element, type_name)

    def _drop(self, id: str, reason: str) -> None:
        self._gone.add(self._kept.pop(id)[0])
        self._complaints.add(reason, id)

    def _place(self, unit: Unit | None) -> None:
        by_sofa: dict[str, list[str]] = {id: [] for id in self._texts}
        for id, (element, type_name) in list(self._kept.items()):
            if "sofa" not in self._known.features(type_name):
                continue
            sofa = element.get("sofa", "")
            if sofa not in by_sofa:
                self._drop(id, f"an annotation of {type_name} is on no text")
            elif self._known.is_annotation(type_name):
                if _is_number(element.get("begin", "")) and _is_number(element.get("end", "")):
                    by_sofa[sofa].append(id)
                else:
                    self._drop(id, f"an annotation of {type_name} has no place")
        for sofa, ids in by_sofa.items():
            self._place_on(self._texts[sofa], ids, unit)

    def _place_on(self, text: str, ids: list[str], unit: Unit | None) -> None:
        pairs = {}
        for id in ids:
            element = self._kept[id][0]
            pairs[id] = int(element.get("begin", "")), int(element.get("end", ""))
        found = find_unit(text, [pair for pair in pairs.values() if pair[0] < pair[1]], unit)
        if found.is_guessed:
            self._complaints.notes.append(found.unit)
        places = Places(text, found.unit)
        for id, pair in pairs.items():
            begin, end = (places.in_utf16(one) for one in pair)
            if begin is None or end is None or begin > end:
                self._drop(id, f"an annotation of {self._kept[id][1]} lies at no characters")
                continue
            element = self._kept[id][0]
            element.set("begin", str(begin))
            element.set("end", str(end))

    def _clean_features(self, element: Element, type_name: str) -> None:
        features = self._known.features(type_name)
        for name, value in list(element.attrib.items()):
            if name in (_ID, "sofa", "begin", "end"):
                continue
            feature = features.get(name) or features.get(f"{name}_")
            if feature is None:
                del element.attrib[name]
                self._complaints.add(f"{type_name} has no feature {name}", element.get(_ID, ""))
            elif self._types.is_primitive(feature.rangeType):
                self._check_plain(element, name, value, feature.rangeType.name)
            elif name == "elements" and self._types.is_primitive_array(type_name):
                continue
            elif not self._types.is_primitive_array(feature.rangeType):
                self._check_references(element, name, value)
        for child in list(element):
            if child.tag not in features:
                element.remove(child)
                self._complaints.add(f"{type_name} has no feature {child.tag}")

    def _check_plain(self, element: Element, name: str, value: str, type_name: str) -> None:
        parse = _NUMBERS.get(type_name.removeprefix("uima.cas."))
        try:
            if parse is not None and len(value) < 40:
                parse(value)
                return
        except ValueError:
            pass
        if parse is not None:
            del element.attrib[name]
            self._complaints.add(f"a feature {name} is no number", element.get(_ID, ""))

    def _check_references(self, element: Element, name: str, value: str) -> None:
        ids = value.split()
        if not all(map(_is_number, ids)):
            left: list[str] = []
        else:
            left = [one for one in ids if one in self._kept]
        if len(left) < len(ids):
            self._complaints.add(f"a feature {name} leads nowhere", element.get(_ID, ""))
        if left:
            element.set(name, " ".join(left))
        else:
            del element.attrib[name]


def _is_number(value: str | None) -> bool:
    return value is not None and 0 < len(value) <= 10 and _DIGITS.issuperset(value)


def _type_of(tag: str) -> str:
    """The name of a type is spread over the namespace and the name of its element."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return name if package == "uima.noNamespace" else f"{package}.{name}"
