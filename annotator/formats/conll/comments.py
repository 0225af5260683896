"""What comment lines say of an article: its id, whose tags they are, and whatever else."""

from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from annotator.model.document import Meta

_PAIR = regex.compile(r"([^=]*?)\s*=\s?(.*)", regex.DOTALL)
_ID_KEYS = frozenset(
    ("id", "doc", "newdoc", "newdoc id", "doc_id", "doc id", "docid", "document_id", "document id")
)
_BARE_ID = regex.compile(r"(?:doc|id|newdoc id)\s+([^\s=]+)(?:\s+[^\s=]+=\S*)*")
"""As in `#doc 12` and `# id 7f3a domain=en`."""
_BEGIN = regex.compile(r"begin document \((.*)\)(?:; part 0*(\d+))?.*", regex.DOTALL)
_ISO_DATE = regex.compile(r"\d{4}-\d\d-\d\d")


class Said(NamedTuple):
    """A comment as key and value; the key is "id" where it names the article, "" if it has none."""

    key: str
    value: str


def read_comment(text: str) -> Said:
    """Return what a comment says, given without its # and the space behind it."""
    begin = _BEGIN.fullmatch(text)
    if begin:
        return Said("id", f"{begin[1]}.{begin[2]}" if begin[2] else begin[1])
    bare = _BARE_ID.fullmatch(text)
    if bare:
        return Said("id", bare[1])
    pair = _PAIR.fullmatch(text)
    key = pair[1].strip() if pair else ""
    if pair is None or not key:
        return Said("", text)
    return Said("id" if key.rpartition(":")[2].lower() in _ID_KEYS else key, pair[2])


@dataclass(slots=True)
class Heading:
    """The comments before the first token of an article."""

    line: int = 0
    id: str = ""
    annotator: str | None = None
    said: dict[str, str] = field(default_factory=dict)

    def add(self, said: Said, line: int) -> None:
        """Take in what a comment says."""
        self.line = self.line or line
        if said.key == "id":
            self.id = said.value
        elif said.key == "annotator":
            self.annotator = said.value or None
        else:
            self.said[said.key] = said.value

    @property
    def names(self) -> tuple[str, str | None]:
        """By what one article is told from the next."""
        return (self.id, self.annotator)

    def meta(self, rule: str, key: str) -> Meta:
        """Return what is known of the article; under `key` stands the rule its text was made by."""
        short = {key.rpartition(":")[2].lower(): value for key, value in self.said.items()}
        published = short.get("published") or short.get("date")
        extra: dict[str, object] = {key: rule}
        if self.said:
            extra["conll"] = {"comments": dict(self.said)}
        return Meta(
            short.get("title") or None,
            short.get("source") or None,
            published if published and _ISO_DATE.fullmatch(published) else None,
            short.get("url") or None,
            language=short.get("language") or None,
            extra=extra,
        )
