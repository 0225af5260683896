"""Whose labels a file of doccano holds: projects are exported as one file per member, by name.

Decision: the name of a file is a person's only where doccano's own shape is seen: in a ZIP archive
(as it hands them out), or in a folder where another file begins with the same example, since every
member has the same ones. `all` and names that speak of data, not of people, say nothing.
"""

import re
from io import BytesIO

from annotator.formats.corpus import Problem
from annotator.formats.json_records import json_records
from annotator.formats.source import Source, file_source
from annotator.model.errors import FileUnreadable

_NOBODY = re.compile(
    "all|unknown|exports?|data(set)?|corpus|examples?|samples?|texts?|train(ing)?|dev(elopment)?|"
    "valid(ation)?|test|output|annotations|labels|jsonl?|con|prn|aux|nul|com[0-9]|lpt[0-9]",
    re.IGNORECASE,
)
_SIBLINGS = 20
_HEAD = 1 << 16


def is_somebody(name: str) -> bool:
    """Tell whether a file of this name may be called after a person."""
    return bool(name.strip()) and not _NOBODY.fullmatch(name.partition(".")[0])


def annotator_of(source: Source, text_keys: tuple[str, ...]) -> str | None:
    """Return the member of a project by whose name a file is called, or None."""
    name = source.plain_path.stem
    if source.stream is not None or not is_somebody(name):
        return None
    is_zipped = ".zip/" in source.name.lower()
    return name if is_zipped or _has_twin(source, text_keys) else None


def _has_twin(source: Source, text_keys: tuple[str, ...]) -> bool:
    """Whether another file of the folder begins with the same text."""
    first = _first_text(source, text_keys)
    if first is None:
        return False
    try:
        beside = sorted(source.path.parent.glob(f"*{source.path.suffix}"))[: _SIBLINGS + 1]
    except OSError:
        return False
    others = (file_source(one, source.root) for one in beside if one != source.path)
    return any(one.path.is_file() and _first_text(one, text_keys) == first for one in others)


def _first_text(source: Source, text_keys: tuple[str, ...]) -> str | None:
    try:
        head = source.head(_HEAD)
    except FileUnreadable:
        return None
    record = next(json_records(Source(source.path, source.name, BytesIO(head))))
    if isinstance(record, Problem) or not isinstance(record.value, dict):
        return None
    texts = (record.value.get(key) for key in text_keys)
    return next((one for one in texts if isinstance(one, str)), None)
