"""References to knowledge bases (N lines), which say in brat what an entity is called elsewhere.

`N1<TAB>Reference T1 Wikidata:Q90<TAB>Paris`. brat wants the name of a knowledge base before the
colon; what has none in a project goes out under `id`, and comes back without it. Source of the
format: brat's page "standoff format", section on normalization annotations.
"""

import regex

from annotator.formats.brat.names import unescape
from annotator.formats.outside_ids import prefixed

_WITHOUT = "id:"
_FIT = regex.compile(r"[^\s:]+:\S+")
_UNFIT = regex.compile(r"[\s\x00-\x1f\x7f]|_(?=x)")


def reference_of(identifier: str) -> str:
    """Return what stands in an N line for an identifier."""
    said = _UNFIT.sub(lambda one: f"_x{ord(one[0]):02X}_", prefixed(identifier))
    is_fit = _FIT.fullmatch(said) and not said.startswith(_WITHOUT)
    return said if is_fit else _WITHOUT + said


def identifier_of(reference: str) -> str:
    """Return the identifier that a reference stands for; empty where it says none."""
    return unescape(reference.removeprefix(_WITHOUT)).strip()
