"""What looks like a slip in somebody's labels, in words: for the window and the command line."""

from collections.abc import Callable, Mapping

from annotator.messages.quoting import show_text
from annotator.model.oddity import Oddity, OddKind

KIND_WORDS: Mapping[OddKind, str] = {
    "labels": "Other label elsewhere",
    "repeats": "Not labelled here",
    "variants": "Other ends elsewhere",
    "ends": "Stray ends",
    "sentences": "Over a sentence's end",
    "relations": "Relation not allowed",
    "duplicates": "Said twice",
    "parts": "Odd parts",
}
"""What a kind of oddity is called."""


def oddity_words(odd: Oddity, names: Mapping[str, str]) -> str:
    """Return what is odd in one line; `names` is label id -> name."""
    return _WORDS[odd.odd](odd, names)


def mend_words(odd: Oddity, names: Mapping[str, str]) -> str:
    """Return what would mend it; empty where that cannot be told."""
    better = _name(odd.better_label, names)
    return {
        "": "",
        "relabel": f"relabel as {better}",
        "label": f"label as {better}",
        "move": "move its ends",
        "delete": "delete one" if odd.kind == "duplicates" else "delete",
        "turn": "turn it round",
    }[odd.mend]


def more_words(odd: Oddity) -> str:
    """Return what else is worth knowing where there is room for it; empty where nothing is."""
    if odd.odd == "tie":
        return "no label is worn by more than any other"
    own = odd.counts[3] if odd.odd == "minority" else 0
    return f"the same annotator has it otherwise {_times(own)}" if own else ""


def _name(label: str, names: Mapping[str, str]) -> str:
    return show_text(names.get(label, label), 40)


def _label(odd: Oddity, names: Mapping[str, str]) -> str:
    return _name(odd.label, names)


def _minority(odd: Oddity, names: Mapping[str, str]) -> str:
    few, most, total, _ = odd.counts
    better = _name(odd.better_label, names)
    return f"{_label(odd, names)} {_times(few)}, {better} {most:,} of {total:,}"


def _tie(odd: Oddity, names: Mapping[str, str]) -> str:
    few, most, total, _ = odd.counts
    better = _name(odd.better_label, names)
    return f"{_label(odd, names)} {few:,} of {total:,}, {better} {most:,}"


def _unlabelled(odd: Oddity, names: Mapping[str, str]) -> str:
    labelled, bare = odd.counts
    return f"labelled {_times(labelled)}, not labelled {_times(bare)}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _end(what: str, *, is_within: bool) -> Callable[[Oddity, Mapping[str, str]], str]:
    def words(odd: Oddity, names: Mapping[str, str]) -> str:
        few, most = odd.counts
        verb, other = ("with", "without") if is_within else ("without", "with")
        return f"{verb} {what} {_times(few)}, {other} {_times(most)}"

    return words


def _plain(words: str) -> Callable[[Oddity, Mapping[str, str]], str]:
    return lambda odd, names: words


_WORDS: dict[str, Callable[[Oddity, Mapping[str, str]], str]] = {
    "minority": _minority,
    "tie": _tie,
    "unlabelled": _unlabelled,
    "article": _end("the article before it", is_within=True),
    "no article": _end("the article before it", is_within=False),
    "possessive": _end("the possessive behind it", is_within=True),
    "no possessive": _end("the possessive behind it", is_within=False),
    "full stop": _end("the full stop behind it", is_within=True),
    "no full stop": _end("the full stop behind it", is_within=False),
    "space": _plain("white space at an end"),
    "punctuation": _plain("punctuation at an end"),
    "half word": _plain("an end amid a word"),
    "half character": _plain("an end amid a character"),
    "only punctuation": _plain("nothing but punctuation"),
    "over sentence": _plain("goes over the end of a sentence"),
    "over paragraph": _plain("goes over the end of a paragraph"),
    "turned": lambda odd, names: f"{_label(odd, names)} is allowed only the other way round",
    "other label": lambda odd, names: (
        f"{_label(odd, names)} is not allowed between these, only {_name(odd.better_label, names)}"
    ),
    "not allowed": lambda odd, names: f"{_label(odd, names)} is not allowed between these",
    "same span": _plain("the same span twice"),
    "same relation": _plain("the same relation twice"),
    "empty part": _plain("a part without a word"),
    "parts touch": _plain("parts with nothing between them"),
    "far part": _plain("a part in another paragraph"),
}
