"""The mentions of an entity as a concordance, ticked where they shall be split off."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject

from annotator.model.labels import LabelSet
from annotator.project.entities.doing import Mention
from annotator.project.entities.rows import MentionRow
from annotator.ui.concordance.model import Concordance
from annotator.ui.models.article_words import one_line


class MentionPlace(NamedTuple):
    """A mention as a row of a concordance has it."""

    row: MentionRow

    @property
    def mention(self) -> Mention:
        return self.row.mention

    @property
    def document(self) -> str:
        return self.row.mention.document

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def left(self) -> str:
        return self.row.left

    @property
    def text(self) -> str:
        return self.row.text

    @property
    def right(self) -> str:
        return self.row.right

    @property
    def labels(self) -> tuple[str, ...]:
        return (self.row.label,)


class MentionModel(Concordance[MentionPlace]):
    """Says of each mention its label and whose it is; nothing is ticked at first."""

    def __init__(
        self,
        label_set: LabelSet,
        names: Mapping[str, str],
        me: str | None,
        parent: QObject | None = None,
    ) -> None:
        """`names` is annotator (id) -> name, `me` my id."""
        super().__init__(label_set, parent)
        self._names, self._me = names, me

    def is_meant(self, hit: MentionPlace) -> bool:
        return False

    def label_words(self, hit: MentionPlace) -> str:
        return f"{super().label_words(hit)} ({self._whose(hit.mention.annotator)})"

    def _whose(self, annotator: str | None) -> str:
        if annotator is None:
            return "curated"
        return "you" if annotator == self._me else one_line(self._names.get(annotator, "?"), 40)
