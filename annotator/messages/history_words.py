"""Words for looking back: what was done to one annotation, and where."""

from annotator.messages.quoting import show_text


def blame_words(where: str, source: str, done: str) -> str:
    """Return what was done to one annotation, in the past tense. `where` and `source` are as in
    blame, `done` says what was done to it here alone.

    A change of many sets is told as what it was, not by what it did to this one.
    """
    if where == "elsewhere":
        return f"{done}, in a colleague’s file" + (f" ({show_text(source, 40)})" if source else "")
    return show_text(source, 120) if where == "many" and source else done
