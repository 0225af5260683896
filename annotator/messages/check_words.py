"""What a check finds in a project, in words, and what one can do then."""

from annotator.messages.quoting import show_text

_WORDS = {
    "text": "the text is not what it was when it came in",
    "length": "the text is not as long as it was when it came in",
    "history": "this act of the history is not as it was written",
    "taken history": "this act from a colleague's file is not as it was written",
    "database": "SQLite finds this damage",
    "reference": "what is referred to is not there",
    "fragments": "the parts of a span are not in order",
    "attributes": "the attributes cannot be read",
}
"""What says too little by itself; the others are told as they are named."""


def fault_line(what: str, where: str) -> str:
    """Return a fault (a word of the check) and where it is, as a line."""
    return f"{show_text(where, 100)}: {_WORDS.get(what) or show_text(what, 200)}"


WAYS_OUT = (
    "“annotator restore PROJECT” goes back to a backup, “annotator salvage PROJECT -o SAVED” saves"
    " what can be read."
)
