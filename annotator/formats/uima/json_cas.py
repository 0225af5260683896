"""JSON CAS 0.4: what cassis would stumble over is taken out first and told, as in XMI."""

import warnings
from collections.abc import Iterator
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any

import orjson

from annotator.formats.characters import replace_unfit
from annotator.formats.strict_json import JsonWrong, parse_strict
from annotator.formats.uima.complaints import CasWrong, Complaints
from annotator.formats.uima.places import Places, find_unit
from annotator.formats.uima.type_systems import (
    SOFA,
    KnownTypes,
    TypesWrong,
    check_types,
    known_types,
)
from annotator.text.offsets import Unit

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_TYPES = "%TYPES"
_STRUCTURES = "%FEATURE_STRUCTURES"
_VIEWS = "%VIEWS"
_PLAIN: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Boolean": (bool,),
    "Integer": (int,),
    "Long": (int,),
    "Short": (int,),
    "Byte": (int,),
    "Float": (int, float, str),
    "Double": (int, float, str),
}
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity", "Inf", "-Inf")
Structure = dict[str, Any]


def load_json(raw: bytes, unit: Unit | None, complaints: Complaints) -> "Cas":
    """Return the CAS of a JSON file, its offsets in code points. CasWrong."""
    from cassis import load_cas_from_json

    try:
        body = parse_strict(raw.removeprefix(b"\xef\xbb\xbf"))
    except JsonWrong as error:
        raise CasWrong(f"is no JSON that can be read ({error})") from error
    if not isinstance(body, dict) or _STRUCTURES not in body:
        raise CasWrong("is JSON, but no CAS")
    types = _types_of(body.get(_TYPES), complaints)
    structures = list(_structures_of(body[_STRUCTURES], complaints))
    clean = {_STRUCTURES: _Cleaning(structures, types, complaints).clean(unit)}
    kept = {one["%ID"] for one in clean[_STRUCTURES] if one["%TYPE"] != SOFA}
    clean_body = {_TYPES: {}, **clean, _VIEWS: _views_of(body.get(_VIEWS), kept)}
    return _loaded(load_cas_from_json, clean_body, types)


def _loaded(load: Any, body: Structure, types: "TypeSystem") -> "Cas":
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            source = StringIO(orjson.dumps(body).decode())
            return load(source, types, lenient=True, merge_typesystem=False)
    except Exception as error:
        raise CasWrong(f"is no CAS that can be read ({error!r:.120})") from error


def _types_of(declared: Any, complaints: Complaints) -> "TypeSystem":
    if not declared:
        return known_types()
    try:
        return _read_types(orjson.dumps(declared))
    except TypesWrong as error:
        complaints.add(f"its type system {error}")
    except TypeError:
        complaints.add("its type system holds what no JSON can be written with")
    return known_types()


@lru_cache(maxsize=4)
def _read_types(raw: bytes) -> "TypeSystem":
    """Return the type system that many articles share. TypesWrong."""
    from cassis import load_cas_from_json

    body = b'{"%TYPES":' + raw + b',"%FEATURE_STRUCTURES":[],"%VIEWS":{}}'
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = load_cas_from_json(StringIO(body.decode()), lenient=True).typesystem
    except Exception as error:
        raise TypesWrong(f"cannot be read ({error!r:.120})") from error
    check_types(found)
    return found


def _structures_of(found: Any, complaints: Complaints) -> Iterator[Structure]:
    """Feature structures stand in a list, or by their ids."""
    if isinstance(found, dict):
        pairs = [(_number(id), one) for id, one in found.items()]
    elif isinstance(found, list):
        pairs = [(one.get("%ID") if isinstance(one, dict) else None, one) for one in found]
    else:
        raise CasWrong("has no feature structures")
    seen: set[int] = set()
    for id, one in pairs:
        is_good = isinstance(one, dict) and isinstance(one.get("%TYPE"), str)
        if is_good and type(id) is int and id not in seen:
            seen.add(id)
            yield {**one, "%ID": id}
        else:
            complaints.add("a feature structure has no type or no id of its own", str(id)[:20])


def _number(id: str) -> int | None:
    return int(id) if id.isascii() and id.isdigit() and len(id) < 10 else None


def _views_of(found: Any, kept: set[int]) -> Structure:
    views: Structure = {}
    for name, view in found.items() if isinstance(found, dict) else ():
        members = view.get("%MEMBERS") if isinstance(view, dict) else None
        held = members if isinstance(members, list) else ()
        ids = [one for one in held if type(one) is int and one in kept]
        views[name] = {
            "%SOFA": view.get("%SOFA") if isinstance(view, dict) else None,
            "%MEMBERS": ids,
        }
    return views


class _Cleaning:
    def __init__(
        self, structures: list[Structure], types: "TypeSystem", complaints: Complaints
    ) -> None:
        self._structures = structures
        self._types = types
        self._complaints = complaints
        self._sofas: dict[int, Structure] = {}
        self._known = KnownTypes(types)
        self._kept: dict[int, Structure] = {}

    def clean(self, unit: Unit | None) -> list[Structure]:
        """Return the feature structures that can be read, sofas first."""
        for one in self._structures:
            self._take(one)
        self._place(unit)
        for one in self._kept.values():
            self._clean_features(one)
        return [*self._sofas.values(), *self._kept.values()]

    def _take(self, one: Structure) -> None:
        type_name = one["%TYPE"]
        bare = type_name.removesuffix("[]")
        if type_name == SOFA:
            text, name = one.get("sofaString"), one.get("sofaID")
            if not isinstance(name, str) or not isinstance(text, str | None):
                self._complaints.add("a view cannot be told from others", str(one["%ID"]))
                return
            number = one.get("sofaNum")
            sofa = {"%ID": one["%ID"], "%TYPE": SOFA, "sofaID": name, "mimeType": "text"}
            sofa["sofaNum"] = number if type(number) is int else len(self._sofas) + 1
            if text is not None:
                sofa["sofaString"] = replace_unfit(text)[0]
            self._sofas[one["%ID"]] = sofa
        elif self._known.has(bare):
            self._kept[one["%ID"]] = one
        else:
            self._drop(one, f"the type {type_name[:200]} is not in the type system")

    def _drop(self, one: Structure, reason: str) -> None:
        self._kept.pop(one["%ID"], None)
        self._complaints.add(reason, str(one["%ID"]))

    def _place(self, unit: Unit | None) -> None:
        by_sofa: dict[int, list[Structure]] = {id: [] for id in self._sofas}
        for one in list(self._kept.values()):
            type_name = one["%TYPE"]
            if not self._known.is_annotation(type_name.removesuffix("[]")):
                continue
            sofa = one.get("@sofa")
            if type(sofa) is not int or sofa not in by_sofa:
                self._drop(one, f"an annotation of {type_name} is on no text")
            elif type(one.get("begin")) is int and type(one.get("end")) is int:
                by_sofa[sofa].append(one)
            else:
                self._drop(one, f"an annotation of {type_name} has no place")
        for id, found in by_sofa.items():
            self._place_on(self._sofas[id].get("sofaString", ""), found, unit)

    def _place_on(self, text: str, found: list[Structure], unit: Unit | None) -> None:
        pairs = [(one["begin"], one["end"]) for one in found]
        counted = find_unit(text, [pair for pair in pairs if pair[0] < pair[1]], unit)
        if counted.is_guessed:
            self._complaints.notes.append(counted.unit)
        places = Places(text, counted.unit)
        for one in found:
            begin, end = places.in_utf16(one["begin"]), places.in_utf16(one["end"])
            if begin is None or end is None or begin > end:
                self._drop(one, f"an annotation of {one['%TYPE']} lies at no characters")
            else:
                one["begin"], one["end"] = begin, end

    def _clean_features(self, one: Structure) -> None:
        type_name = one["%TYPE"].removesuffix("[]")
        features = self._known.features(type_name)
        for key in list(one):
            if key.startswith("%") or key in ("@sofa", "begin", "end"):
                continue
            name = key.lstrip("@#") if key.startswith(("@", "#")) else key
            feature = features.get(name) or features.get(f"{name}_")
            if feature is None:
                del one[key]
                self._complaints.add(f"{type_name} has no feature {name[:200]}", str(one["%ID"]))
            elif key.startswith("@"):
                if type(one[key]) is not int or one[key] not in self._kept:
                    del one[key]
                    self._complaints.add(f"a feature {name} leads nowhere", str(one["%ID"]))
            elif not self._is_plain(one[key], feature.rangeType.name):
                del one[key]
                self._complaints.add(f"a feature {name} has a wrong value", str(one["%ID"]))
        if type_name != one["%TYPE"] or self._types.is_array(type_name):
            self._clean_elements(one)

    def _clean_elements(self, one: Structure) -> None:
        """References to what is kept; the elements of other arrays must be alike."""
        elements = one.get("%ELEMENTS")
        is_bytes = one["%TYPE"] in ("uima.cas.ByteArray", "uima.cas.Byte[]")
        if is_bytes or not isinstance(elements, list):
            one["%ELEMENTS"] = []
        elif one["%TYPE"] in ("uima.cas.StringArray", "uima.cas.String[]"):
            one["%ELEMENTS"] = [each for each in elements if isinstance(each, str)]
        elif not self._types.is_primitive_array(one["%TYPE"].replace("[]", "Array")):
            one["%ELEMENTS"] = [
                each for each in elements if type(each) is int and each in self._kept
            ]

    def _is_plain(self, value: Any, type_name: str) -> bool:
        expected = _PLAIN.get(type_name.removeprefix("uima.cas."))
        if expected is None:
            return isinstance(value, str)  # a type of strings with certain values
        if isinstance(value, str) and expected != (str,):
            return value in _NO_NUMBERS
        return isinstance(value, expected) and (isinstance(value, bool) == (expected == (bool,)))
