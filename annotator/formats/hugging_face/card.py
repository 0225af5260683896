"""README.md of a data set: what programs read in front (YAML), what people read behind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from annotator.formats.hugging_face.columns import Column
from annotator.formats.hugging_face.tables import Table
from annotator.model.labels import LabelSet

_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
_PRINTABLE = regex.compile(
    r"[\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_MARKDOWN = regex.compile(r"[\\`*_{}\[\]<>#|]")


@dataclass(slots=True)
class WrittenTable:
    """A file of a table, as it was written."""

    table: Table
    split: str
    name: str
    rows: int = 0
    size: int = 0
    sha256: str = ""


@dataclass(slots=True)
class Described:
    """What a data set is, gathered while it is written."""

    settings: Mapping[str, str]
    label_set: LabelSet
    files: list[WrittenTable] = field(default_factory=list)
    languages: dict[str, int] = field(default_factory=dict)
    spans: dict[str, int] = field(default_factory=dict)
    relations: dict[str, int] = field(default_factory=dict)
    articles: int = 0
    last: str = ""
    """The article that came last: its lines come one after another."""
    annotators: set[str] = field(default_factory=set)

    @property
    def tables(self) -> list[Table]:
        """The tables that have files, in order."""
        return list(dict.fromkeys(one.table for one in self.files))

    def files_of(self, table: Table) -> list[WrittenTable]:
        """Return the files of a table, split by split."""
        return [one for one in self.files if one.table is table]


def yaml_text(text: str) -> str:
    """Return a string as YAML writes it in double quotes, whatever is in it."""
    return '"' + "".join(map(_yaml_character, text)) + '"'


def _yaml_character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if _PRINTABLE.fullmatch(character):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def card_of(described: Described) -> str:
    """Return the README.md."""
    front = "\n".join(_front(described))
    body = "\n".join(_body(described))
    return f"---\n{front}\n---\n\n{body}\n"


# ---- for programs -----------------------------------------------------------------------------


def _front(described: Described) -> Iterator[str]:
    settings = described.settings
    if settings["name"]:
        yield f"pretty_name: {yaml_text(settings['name'])}"
    languages = sorted(described.languages, key=lambda one: (-described.languages[one], one))
    if languages:
        yield "language:"
        yield from (f"- {yaml_text(one)}" for one in languages)
    yield from _license(settings["license"])
    yield "task_categories:\n- token-classification\ntask_ids:\n- named-entity-recognition"
    rows = max(
        (sum(one.rows for one in described.files_of(t)) for t in described.tables), default=0
    )
    size = next((name for limit, name in _SIZES if rows < limit), "10M<n<100M")
    yield f"size_categories:\n- {size}"
    if not described.tables:
        return
    yield "configs:"
    for number, table in enumerate(described.tables):
        yield f"- config_name: {table.name}"
        if number == 0:
            yield "  default: true"
        yield "  data_files:"
        for file in described.files_of(table):
            yield f"  - split: {file.split}\n    path: {file.name}"
    yield "dataset_info:"
    for table in described.tables:
        yield f"- config_name: {table.name}\n  features:"
        yield from _features(table.columns, table, "  ")
        yield "  splits:"
        for file in described.files_of(table):
            yield f"  - name: {file.split}"
            yield f"    num_bytes: {file.size}\n    num_examples: {file.rows}"


def _license(license: str) -> Iterator[str]:
    if "://" in license:
        yield f"license: other\nlicense_link: {yaml_text(license)}"
    elif license:
        yield f"license: {yaml_text(license)}"


def _features(columns: Iterable[Column], table: Table, indent: str) -> Iterator[str]:
    for column in columns:
        yield f"{indent}- name: {column.name}"
        inner = indent + "  "
        match column.kind:
            case "text":
                yield f"{inner}dtype: string"
            case "number":
                yield f"{inner}dtype: int64"
            case "texts":
                yield f"{inner}sequence: string"
            case "name":
                yield f"{inner}dtype:"
                yield from _names(table.listed_names, inner + "  ")
            case "names":
                yield f"{inner}sequence:"
                yield from _names(table.listed_names, inner + "  ")
            case "records":
                yield f"{inner}list:"
                yield from _features(column.parts, table, inner)


def _names(names: Sequence[str], indent: str) -> Iterator[str]:
    yield f"{indent}class_label:\n{indent}  names:"
    for number, name in enumerate(names):
        yield f"{indent}    '{number}': {yaml_text(name)}"


# ---- for people -------------------------------------------------------------------------------


def _body(described: Described) -> Iterator[str]:
    settings = described.settings
    yield f"# {_plain(settings['name'] or 'A corpus of labelled news articles')}"
    if settings["description"]:
        yield f"\n{_plain(settings['description'])}"
    who = f", labelled by {_count(len(described.annotators), 'annotator')}"
    yield (
        f"\n{_count(described.articles, 'article')}{who if described.annotators else ''}: "
        f"{_count(sum(described.spans.values()), 'span')}, "
        f"{_count(sum(described.relations.values()), 'relation')}."
    )
    if not settings["license"]:
        yield (
            "\nNo licence is stated. Nobody may pass this on before you state one here and at the"
            " top of this file."
        )
    yield "\n## Tables"
    for table in described.tables:
        yield from _table(described, table)
    yield from _load(described)
    yield from _labels(described)
    yield from _making(described)


def _table(described: Described, table: Table) -> Iterator[str]:
    yield f"\n### {table.name}\n\n{table.about}\n"
    yield "| split | rows |\n|---|---|"
    for file in described.files_of(table):
        yield f"| {file.split} | {file.rows:,} |"
    yield "\n| column | what it is |\n|---|---|"
    for column in table.columns:
        inner = ", ".join(f"`{one.name}` ({one.about})" for one in column.parts)
        yield f"| `{column.name}` | {column.about}{': ' + inner if inner else ''} |"


def _load(described: Described) -> Iterator[str]:
    if described.tables:
        name = described.tables[0].name
        yield (
            "\n## Load it\n\n```python\nfrom datasets import load_dataset\n\n"
            f'{name} = load_dataset("path/to/this/folder", "{name}")\n```'
        )


def _labels(described: Described) -> Iterator[str]:
    about = {one.name: one.description for one in described.label_set.span_labels}
    about_relations = {one.name: one.description for one in described.label_set.relation_labels}
    for title, counts, words in (
        ("Labels of spans", described.spans, about),
        ("Labels of relations", described.relations, about_relations),
    ):
        if counts:
            yield f"\n## {title}\n\n| label | how often | what it is |\n|---|---|---|"
            for name in sorted(counts, key=lambda one: (-counts[one], one)):
                yield f"| {_plain(name)} | {counts[name]:,} | {_plain(words.get(name, ''))} |"


_TOKENIZERS = {
    "auto": "Words and sentences are cut by its own rule; what came as tokens keeps them.",
    "words": "Words and sentences are cut by its own rule.",
    "spaces": "Words are what stands between white space, sentences are lines.",
}
_FITS = {
    "expand": "A span that ends inside a word takes the whole word.",
    "contract": "A span that ends inside a word leaves that word out.",
    "drop": "A span that ends inside a word is left out.",
}


def _making(described: Described) -> Iterator[str]:
    settings, tables = described.settings, {one.name for one in described.tables}
    said = ["Labelled in annotator."]
    if tables & {"tokens", "relations"}:
        said += [_TOKENIZERS[settings["tokenizer"]], _FITS[settings["misaligned"]]]
    if "tokens" in tables:
        said.append(
            f"Tags are {settings['scheme'].upper()}; of spans that overlap the longest has them."
        )
    if "relations" in tables:
        said.append(
            f"For each pair with a relation there are {_plain(settings['negatives'])} without one,"
            " as far as sentences have such pairs, chosen by a hash and not at random"
            f" (seed {_plain(settings['seed'])})."
        )
    yield "\n## How it was made\n\n" + " ".join(said)


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it stands, on one line."""
    return _MARKDOWN.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
