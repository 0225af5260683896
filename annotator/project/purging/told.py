"""What a purge would do, and what it has done: values to be told."""

from pathlib import Path
from typing import NamedTuple

from annotator.model.annotator import Annotator
from annotator.model.backup import Backup
from annotator.model.purge import Erased, Tombstone, Written
from annotator.project.hiding import OnThem
from annotator.storage.purging.copies import Cleaned


class Copies(NamedTuple):
    """The copies that the program has made of a project."""

    backups: int
    size: int
    """Bytes of all backups."""
    folder: Path
    beside: tuple[Path, ...]
    """Files beside the project, as it was at earlier times. They are only named."""


class ArticlesPurge(NamedTuple):
    """What erasing articles would do."""

    titles: tuple[tuple[str, str], ...]
    """Id and title, or first words, of each."""
    on_them: OnThem
    erased: Erased
    twins: tuple[str, ...]
    """Other articles (ids) with the very same text, which would stay."""
    related: tuple[str, ...]
    """Articles (ids) that are a newer or an older text of one of them, or nearly the same as far as
    near duplicates have been looked for; they would stay."""
    contested: int
    """Verdicts on them that somebody contests."""
    copies: Copies


class PersonPurge(NamedTuple):
    """What forgetting who somebody is would do."""

    person: Annotator
    names: tuple[str, ...]
    """What they were called at any time."""
    erased: Erased
    """With what people wrote."""
    written: tuple[Written, ...]
    """Where people wrote one of the names."""
    articles: int
    """In the texts or details of so many articles one of the names stands, which stay."""
    copies: Copies


class PurgeReport(NamedTuple):
    """What a purge has done."""

    tombstone: Tombstone
    erased: Erased
    backup: Backup
    """The one that was made of the project afterwards."""
    cleaned: Cleaned
