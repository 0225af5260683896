"""CAS files made by hand, and what our readers make of files."""

from io import BytesIO
from pathlib import Path
from typing import Any

import orjson

from annotator.formats.corpus import CorpusLine, Problem
from annotator.formats.format import ReadOptions, WriteOptions
from annotator.formats.source import Source, file_source
from annotator.formats.uima.formats import UimaJson, UimaXmi
from annotator.text.offsets import Unit
from tests.formats.out_folders import write_folder

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
NAMED_ENTITY = f"{DKPRO}.ner.type.NamedEntity"
NS = (
    'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:tcas="http:///uima/tcas.ecore" xmlns:custom="http:///custom.ecore" '
    'xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
    'xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" '
    'xmlns:meta="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" '
    'xmlns:api="http:///de/tudarmstadt/ukp/clarin/webanno/api/type.ecore" '
    'xmlns:dep="http:///de/tudarmstadt/ukp/dkpro/core/api/syntax/type/dependency.ecore" '
    'xmlns:odd="http:///odd.ecore"'
)
TEXT = "👧 Ilse Varga leads Norrow Lines"
ILSE = (3, 13)
"""In UTF-16."""
NORROW = (20, 32)


def xmi(*elements: str, text: str = TEXT, more: str = "", members: str = "10 11 12 13") -> bytes:
    """An XMI file with one view."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><xmi:XMI {NS} xmi:version="2.0">'
        '<cas:NULL xmi:id="0"/>'
        + "".join(elements)
        + f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" '
        f'sofaString="{text}"/>{more}<cas:View sofa="1" members="{members}"/></xmi:XMI>'
    ).encode()


def entity(id: int, begin: Any, end: Any, more: str = 'value="PERSON"') -> str:
    return f'<ner:NamedEntity xmi:id="{id}" sofa="1" begin="{begin}" end="{end}" {more}/>'


class Found:
    """What came of reading a CAS."""

    def __init__(
        self,
        raw: bytes | Path,
        *,
        unit: Unit | None = None,
        is_json: bool = False,
        layers: str = "",
    ) -> None:
        format = UimaJson() if is_json else UimaXmi()
        path = raw if isinstance(raw, Path) else Path("talks.json" if is_json else "talks.xmi")
        source = (
            file_source(raw) if isinstance(raw, Path) else Source(path, path.name, BytesIO(raw))
        )
        items = list(format.read(source, ReadOptions(unit, settings={"layers": layers})))
        self.lines = [one for one in items if isinstance(one, CorpusLine)]
        self.problems = [one for one in items if isinstance(one, Problem)]

    @property
    def line(self) -> CorpusLine:
        [line] = self.lines
        return line

    @property
    def spans(self) -> list[tuple[str, str]]:
        text = self.line.document.text
        return sorted((one.label, one.covered_text(text)) for one in self.line.spans)

    @property
    def relations(self) -> list[tuple[str, str, str]]:
        text = self.line.document.text
        at = {one.id: one.covered_text(text) for one in self.line.spans}
        return [(at[one.head], one.label, at[one.tail]) for one in self.line.relations]

    @property
    def reasons(self) -> list[str]:
        return [
            str(getattr(one.error, "reason", type(one.error).__name__)) for one in self.problems
        ]


def json_of(*structures: dict[str, Any], types: dict[str, Any] | None = None, **more: Any) -> bytes:
    """A JSON CAS with one view, whose members are all."""
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView"}
    body = {
        "%TYPES": types or {},
        "%FEATURE_STRUCTURES": [{**sofa, "sofaString": TEXT}, *structures],
        "%VIEWS": {
            "_InitialView": {"%SOFA": 1, "%MEMBERS": [one.get("%ID") for one in structures]}
        },
    }
    return orjson.dumps(body | more)


def written(
    *lines: CorpusLine, is_json: bool = False, options: WriteOptions | None = None
) -> dict[str, bytes]:
    """What is written of lines, by the names of the files."""
    return write_folder(UimaJson() if is_json else UimaXmi(), lines, options)
