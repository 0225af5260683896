"""Names of attributes as names of features, which are words of letters, digits and `_`."""

import regex

from annotator.formats.brat.names import unescape

_PREFIX = "attr_"
_FEATURE = regex.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_TAKEN = frozenset(("begin", "end", "sofa", "label", "value", "identifier", "note", "id"))
_ALSO_TAKEN = frozenset(("self", "type", "xmiID", "Governor", "Dependent"))
"""What UIMA, cassis and our own layers call something else."""
_UNFIT = regex.compile(r"[^A-Za-z0-9]")


def feature_of(attribute: str) -> str:
    """Return the name of a feature for an attribute; others lead to other ones."""
    is_fit = _FEATURE.fullmatch(attribute) and attribute not in _TAKEN | _ALSO_TAKEN
    if is_fit and not attribute.startswith(_PREFIX):
        return attribute
    return _PREFIX + _UNFIT.sub(lambda match: f"_x{ord(match[0]):02X}_", attribute)


def attribute_of(feature: str) -> str:
    """Return the name of the attribute that a feature was made of, else its own."""
    is_ours = feature.startswith(_PREFIX) and len(feature) > len(_PREFIX)
    return unescape(feature.removeprefix(_PREFIX)) if is_ours else feature
