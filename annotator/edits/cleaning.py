"""Make the free text in an edit such that every file can hold it, before it is applied."""

from dataclasses import replace
from typing import overload

from annotator.edits.edit import (
    CorrectMeta,
    ReplaceLabelSet,
    SetAttribute,
    SetDocumentAttribute,
    SetEdit,
    SetNote,
    Together,
)
from annotator.model.document import Meta
from annotator.text.storable import storable


@overload
def clean_edit(edit: SetEdit) -> SetEdit: ...
@overload
def clean_edit(edit: CorrectMeta | ReplaceLabelSet) -> CorrectMeta | ReplaceLabelSet: ...
def clean_edit(
    edit: SetEdit | CorrectMeta | ReplaceLabelSet,
) -> SetEdit | CorrectMeta | ReplaceLabelSet:
    """Return the edit with NUL and lone surrogates in what people type as U+FFFD."""
    if isinstance(edit, Together):
        return Together(tuple(clean_edit(part) for part in edit.edits), edit.act)
    if isinstance(edit, SetNote) and edit.note is not None:
        return SetNote(edit.annotation, storable(edit.note))
    if isinstance(edit, SetAttribute | SetDocumentAttribute) and isinstance(edit.value, str):
        return replace(edit, value=storable(edit.value))
    if isinstance(edit, CorrectMeta):
        return CorrectMeta(edit.document, _clean_meta(edit.meta))
    return edit


def _clean_meta(meta: Meta) -> Meta:
    def clean(text: str | None) -> str | None:
        return None if text is None else storable(text)

    return replace(
        meta,
        title=clean(meta.title),
        source=clean(meta.source),
        published=clean(meta.published),
        url=clean(meta.url),
        authors=tuple(map(storable, meta.authors)),
        language=clean(meta.language),
    )
