"""Errors as sentences: what is wrong, where, and what to do about it.

The words stand in `annotator.messages.templates`; here foreign text is put into them safely.
"""

import string
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from annotator.messages.quoting import CLAUSE_LIMIT, UNIT_WORDS, name_path, show_size, show_text

Translate: TypeAlias = Callable[[str], str]


def sentence(error: BaseException, translate: Translate = str) -> str:
    """Return one sentence of plain text for an error; `translate` is given the template.

    An error that is not of the user's world is named as ours, with what a report needs.
    """
    template = _templates().get(type(error))
    if template is None:
        return _fault_of_ours(error, translate)
    if not isinstance(template, str):
        template = template(error)
    return _FORMATTER.vformat(translate(template), (), vars(error))


def has_sentence(kind: type[BaseException]) -> bool:
    """Tell whether errors of exactly this class have a sentence of their own."""
    return kind in _templates()


def problem_words(file: str, line: int | None, error: BaseException) -> str:
    """Return a problem of an import as a line that starts with where: file:line."""
    where = show_text(name_path(Path(file)), 80) + (f":{line}" if line else "")
    said = sentence(error)
    return said if isinstance(getattr(error, "path", None), Path) else f"{where}: {said}"


@cache
def _templates() -> dict[type[BaseException], Any]:
    """Return all of them; read when the first error is told, as a start goes without."""
    from annotator.messages.article_templates import ARTICLE_TEMPLATES
    from annotator.messages.backup_templates import BACKUP_TEMPLATES
    from annotator.messages.entity_templates import ENTITY_TEMPLATES
    from annotator.messages.format_templates import FORMAT_TEMPLATES
    from annotator.messages.history_templates import HISTORY_TEMPLATES
    from annotator.messages.hub_templates import HUB_TEMPLATES
    from annotator.messages.purge_templates import PURGE_TEMPLATES
    from annotator.messages.server_templates import SERVER_TEMPLATES
    from annotator.messages.suggest_templates import SUGGEST_TEMPLATES
    from annotator.messages.templates import TEMPLATES

    return (
        TEMPLATES
        | FORMAT_TEMPLATES
        | ARTICLE_TEMPLATES
        | ENTITY_TEMPLATES
        | BACKUP_TEMPLATES
        | HISTORY_TEMPLATES
        | PURGE_TEMPLATES
        | HUB_TEMPLATES
        | SERVER_TEMPLATES
        | SUGGEST_TEMPLATES
    )


def _fault_of_ours(error: BaseException, translate: Translate) -> str:
    if isinstance(error, KeyboardInterrupt):
        return translate("Stopped.")
    if isinstance(error, OSError) and error.strerror:
        parts: Mapping[str, Any] = {
            "reason": error.strerror,
            "path": Path(str(error.filename)) if error.filename else "",
        }
        template = "{path}: {reason}." if error.filename else "{reason}."
        return _FORMATTER.vformat(translate(template), (), parts)
    parts = {"kind": type(error).__name__, "why": str(error)}
    template = (
        "This is a fault of annotator, not of your work: {kind}{why:colon}. Please report it."
    )
    return _FORMATTER.vformat(translate(template), (), parts)


class _Formatter(string.Formatter):
    """Fields shown safely; the word after the colon says how."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "bytes":
            return show_size(value)
        if format_spec == "unit":
            return str(UNIT_WORDS.get(value) or _show(value))
        if format_spec == "aside":
            return f" ({_show(value)})" if value else ""
        if format_spec == "colon":
            return f": {_show(value)}" if value else ""
        if format_spec == "clause":
            return show_text(str(value), CLAUSE_LIMIT)
        if format_spec == "quoted":
            return f"“{_show(value)}”"
        return _show(value)


def _show(value: Any) -> str:
    if isinstance(value, Path):
        return name_path(value)
    if isinstance(value, str):
        return show_text(value)
    if isinstance(value, Sequence):
        shown = [_show(one) for one in value[:12]]
        return ", ".join(shown) + (" …" if len(value) > len(shown) else "")
    return show_text(str(value))


_FORMATTER = _Formatter()
