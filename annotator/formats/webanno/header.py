"""The head of a file: which layers it has, and in which columns.

Source: the chapter "WebAnno TSV 3.3 File format" of INCEpTION's user guide.
"""

from typing import Literal, NamedTuple, TypeAlias, cast

import regex

Kind: TypeAlias = Literal["T_SP", "T_CH", "T_RL"]
"""Spans, chains, relations."""
ANY = "uima.tcas.Annotation"
"""The type of the targets of a slot that takes any span."""
_VERSION = regex.compile(r"#FORMAT=WebAnno TSV (\d+)(?:\.(\d+))?.*")
_LAYER = regex.compile(r"#(T_SP|T_CH|T_RL)=([^|]*)\|?(.*)")
_OLD = regex.compile(rb"\s*#\s*(?:webanno\.custom|de\.tudarmstadt)\.[^\n]*\|")


class Feature(NamedTuple):
    """A feature of a layer, in the column that it stands in; a slot takes the next one too."""

    name: str
    column: int
    target: str = ""
    """Of a slot: the type of what it leads to."""


class Layer(NamedTuple):
    """A layer: its type, and its features in the order of their columns."""

    kind: Kind
    type: str
    features: tuple[Feature, ...]
    base: str = ""
    """Of relations: the type of the spans that they join."""
    column: int = 0
    """Of relations: where the sources stand."""

    @property
    def short_name(self) -> str:
        """The name of the type without its package."""
        return self.type.rpartition(".")[2]


class Header(NamedTuple):
    """The version, and the layers."""

    version: tuple[int, int] | None
    layers: tuple[Layer, ...]
    columns: int
    """How many columns they take behind the token."""


def is_version_two(head: bytes) -> bool:
    """Whether a file begins as WebAnno TSV 2 does, which has no line that says so."""
    return _OLD.match(head) is not None


def read_header(lines: list[str]) -> Header:
    """Return what the lines at the beginning declare; others among them are passed over."""
    version: tuple[int, int] | None = None
    layers: list[Layer] = []
    column = 0
    for line in lines:
        if match := _VERSION.fullmatch(line):
            version = (int(match[1][:4]), int((match[2] or "0")[:4]))
        elif match := _LAYER.fullmatch(line):
            layer, column = _layer(cast(Kind, match[1]), match[2].strip(), match[3], column)
            layers.append(layer)
    return Header(version, tuple(layers), column)


def _layer(kind: Kind, type: str, written: str, column: int) -> tuple[Layer, int]:
    features: list[Feature] = []
    base = ""
    names = iter(written.split("|"))
    for name in names:
        if name.startswith("BT_"):
            base = name.removeprefix("BT_")
        elif name.startswith("ROLE_"):
            slot = name.removeprefix("ROLE_").rpartition("_")[0].rpartition(":")[2]
            features.append(Feature(slot, column, next(names, ANY)))
            column += 2
        elif name or kind != "T_RL":
            features.append(Feature(name, column))
            column += 1
    source = column
    return Layer(kind, type, tuple(features), base, source), column + (kind == "T_RL")
