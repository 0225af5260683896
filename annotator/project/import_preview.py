"""What an import would bring, as far as it was looked at: values for the window and `--dry-run`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.formats.corpus import Problem
from annotator.formats.format import Offer, Setting, Sureness
from annotator.formats.unit_guess import UnitGuess
from annotator.project.import_choice import LabelNamed
from annotator.text.offsets import Unit


class FilePreview(NamedTuple):
    """A file, what it is taken for, and what was found in it."""

    name: str
    format: str = ""
    """The name of its format; "" where it has none that is known."""
    format_title: str = ""
    sureness: Sureness = Sureness.NO
    """How sure the format is of the file; NO where a person chose it against what it says."""
    articles: int = 0
    spans: int = 0
    relations: int = 0
    problems: int = 0
    is_whole: bool = True
    """Whether it was read to its end; else the counts are of its beginning."""


class LabelPreview(NamedTuple):
    """A label of the files."""

    label: LabelNamed
    uses: int
    """How many annotations (or articles) wear it; 0: it is declared only."""
    is_new: bool
    """Whether the project has none of this name."""
    suggestion: str = ""
    """A label of the project that it may be, or nothing."""
    is_same: bool = False
    """Whether the suggestion differs only by case, blanks and hyphens."""


class UnitPreview(NamedTuple):
    """What offsets seem to count, and what they are taken for."""

    guess: UnitGuess
    used: Unit | None
    """The unit in which the reader takes them as things are; None: several, or nobody can tell."""
    file: str
    """The file with the example."""


class ExampleSpan(NamedTuple):
    """A span in the opening of an example, in code points of it."""

    start: int
    end: int
    label: str


class ArticleExample(NamedTuple):
    """The opening of an article as it would come in."""

    id: str
    title: str
    opening: str
    spans: tuple[ExampleSpan, ...] = ()
    annotator: str | None = None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What sources would bring; counts are at least so, where `is_sample`."""

    files: tuple[FilePreview, ...] = ()
    """Those that were looked at, in order."""
    file_count: int = 0
    is_sample: bool = False
    """Whether something was not looked at, for want of time or because it is so much."""
    articles: int = 0
    articles_known: int = 0
    """Here already."""
    articles_other: int = 0
    """Their id is here with another text (`ImportChoice.other_text`)."""
    articles_newer: int = 0
    """Raw ones: an article of their name, and much of their text, is here."""
    spans: int = 0
    relations: int = 0
    labels: tuple[LabelPreview, ...] = ()
    """By kind, those new to the project first, the most frequent first."""
    annotators: tuple[tuple[str, int], ...] = ()
    """Names in the files and how many sets each has, by name."""
    unnamed: int = 0
    """Sets of which the files do not say whose they are."""
    unit: UnitPreview | None = None
    """None where there is nothing to choose: all units are alike, or the format leaves no doubt."""
    settings: tuple[tuple[str, tuple[Setting, ...]], ...] = ()
    """Name of a format that was met -> what can be chosen of it, where there is something."""
    offers: Mapping[str, Offer] = field(default_factory=dict)
    """Name of a setting -> what the files offer for it."""
    problems: tuple[Problem, ...] = ()
    """The first."""
    problem_count: int = 0
    examples: tuple[ArticleExample, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing can be asked: articles without labels, and nothing to choose."""
        return not (
            self.labels
            or self.annotators
            or self.unnamed
            or self.settings
            or self.articles_other
            or self.articles_newer
        )

    @property
    def new_labels(self) -> Sequence[LabelPreview]:
        """The labels that the project does not have."""
        return [one for one in self.labels if one.is_new]

    @property
    def formats(self) -> tuple[str, ...]:
        """The titles of the formats that were met, in order."""
        return tuple(dict.fromkeys(one.format_title for one in self.files if one.format))
