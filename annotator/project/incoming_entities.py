"""Entities that an import brings: which of them are here, and which are made."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.formats.corpus import CorpusLine
from annotator.formats.outside_ids import plain_id
from annotator.model.entity import Entity
from annotator.model.entity_errors import EntityDiffers
from annotator.model.errors import AnnotatorError
from annotator.project.naming import NamesToIds
from annotator.storage.intake import Intake


class IncomingEntities:
    """Those of one import. They meet those that are here by id, and what is here stays as it is."""

    def __init__(
        self, intake: Intake, names: NamesToIds, remark: Callable[[AnnotatorError], None]
    ) -> None:
        self._intake = intake
        self._names = names
        self._remark = remark
        self._here: set[str] = set()
        """Those (ids) that are known to be here."""
        self._raw: set[str] = set()
        """Those (ids) that a reader made: what is here may have got another name since."""
        self._identified: dict[str, Entity] | None = None
        """Those that the project had before, by what they are called elsewhere."""

    def meet(self, line: CorpusLine) -> CorpusLine:
        """Return a line whose spans are linked to what is here, where only an identifier says who
        is meant; of two that have it the one that was made first."""
        if not line.has_raw_entities or not line.entities:
            return line
        self._raw.update(one.id for one in line.entities)
        identified = self._read_identified()
        met = {
            one.id: here
            for one in line.entities
            if one.identifier and (here := identified.get(plain_id(one.identifier)))
        }
        if not met:
            return line
        self._here.update(one.id for one in met.values())
        spans = tuple(
            one._replace(entity=met[one.entity].id) if one.entity in met else one
            for one in line.spans
        )
        left = tuple(one for one in line.entities if one.id not in met)
        return replace(line, spans=spans, entities=left)

    def name(self, entities: Sequence[Entity]) -> list[Entity]:
        """Return those that are not known yet, the labels of their kinds made where needed."""
        return [
            one if one.kind is None else replace(one, kind=self._names.span_label(one.kind))
            for one in entities
            if one.id not in self._here
        ]

    def put(self, named: Sequence[Entity]) -> None:
        """Add those that are not here."""
        entities = {one.id: one for one in named}
        if not entities:
            return
        here = self._intake.entities(entities.keys())
        for id, one in here.items():
            is_same = replace(one, is_retired=entities[id].is_retired) == entities[id]
            if not is_same and id not in self._raw:
                self._remark(EntityDiffers(id, one.name, entities[id].name))
        self._intake.put_entities(one for id, one in entities.items() if id not in here)
        self._here |= entities.keys()

    def _read_identified(self) -> dict[str, Entity]:
        if self._identified is None:
            self._identified = {}
            for one in self._intake.identified_entities():
                self._identified.setdefault(plain_id(one.identifier), one)
        return self._identified
