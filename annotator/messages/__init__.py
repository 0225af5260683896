"""Words for people, without Qt: an error, a problem of an import or an act as plain text.

What is quoted from files and names is made safe first: control characters and bidi overrides are
shown, long text is shortened. Nothing here is markup; the window shows it as plain text.
"""

from typing import TYPE_CHECKING, Any

from annotator.messages.quoting import name_path, shorten, show_size, show_text
from annotator.messages.sentences import has_sentence, problem_words, sentence

if TYPE_CHECKING:
    from annotator.messages.acts import act_words, step_words

__all__ = [
    "act_words",
    "has_sentence",
    "name_path",
    "problem_words",
    "sentence",
    "shorten",
    "show_size",
    "show_text",
    "step_words",
]


def __getattr__(name: str) -> Any:
    """Import the words of acts when the first is to be told: the start page is painted sooner
    without all the edits there are."""
    if name not in ("act_words", "step_words"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from annotator.messages import acts

    return getattr(acts, name)
