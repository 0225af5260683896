"""croissant.json: the description by which catalogues of data sets find and read one.

Source: the Croissant format specification 1.0 (MLCommons). `mlcroissant` checks it in the tests.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from annotator.formats.hugging_face.card import Described, WrittenTable
from annotator.formats.hugging_face.columns import Column

_PREFIXES = {
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
}
_TERMS = (
    "citeAs column equivalentProperty extract field fileProperty fileObject fileSet format includes"
    " isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace"
    " samplingRate separator source subField transform"
)
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{term: f"cr:{term}" for term in _TERMS.split()},
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **_PREFIXES,
}
_TYPES = {"number": "sc:Integer"}
_REPEATED = ("texts", "names", "records")


def croissant_of(described: Described) -> bytes:
    """Return the description."""
    settings = described.settings
    body: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": settings["name"],
        "license": settings["license"],
    }
    for name, key in (
        ("description", "description"),
        ("url", "url"),
        ("published", "datePublished"),
        ("version", "version"),
        ("cite_as", "citeAs"),
    ):
        if settings[name]:
            body[key] = settings[name]
    if settings["creator"]:
        body["creator"] = {"@type": "sc:Person", "name": settings["creator"]}
    if described.languages:
        body["inLanguage"] = sorted(described.languages)
    body["distribution"] = [_file(one) for one in described.files]
    body["recordSet"] = [_record_set(one) for one in described.files]
    return orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _file(file: WrittenTable) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/jsonlines",
        "sha256": file.sha256,
    }


def _record_set(file: WrittenTable) -> dict[str, Any]:
    id = f"{file.table.name}_{file.split}"
    return {
        "@type": "cr:RecordSet",
        "@id": id,
        "name": id,
        "description": file.table.about,
        "field": list(_fields(file.table.columns, id, file)),
    }


def _fields(columns: Iterable[Column], id: str, file: WrittenTable) -> Iterable[dict[str, Any]]:
    for column in columns:
        if column.kind == "records":
            continue  # Objects in lists have no place in version 1.0; the card tells of them.
        body: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": f"{id}/{column.name}",
            "name": column.name,
            "description": column.about,
            "dataType": _TYPES.get(column.kind, "sc:Text"),
            "source": {"fileObject": {"@id": file.name}, "extract": {"column": column.name}},
        }
        if column.kind in _REPEATED:
            body["repeated"] = True
        yield body
