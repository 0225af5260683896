"""JSON lines of `messages`, as services and libraries for fine-tuning chat models take them."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import orjson
import regex

from annotator.formats.chat.examples import Example, answer_of, examples_of
from annotator.formats.chat.template import Message, built_in_template, read_template
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import Carries, Format, Setting, WriteOptions, all_settings
from annotator.formats.losses import Lost, lose
from annotator.formats.negatives import SEED, Sampling, sampling_of
from annotator.model.labels import DocumentLabel, RelationLabel, SpanLabel
from annotator.model.relation import Relation

_ALL = "all"
_NOTHING = "(none)"


class Chat(Format):
    """An example a line: what is asked, and what is to be answered."""

    name = "chat"
    title = "Chat fine-tuning (JSON lines)"
    endings = (".jsonl",)
    carries = Carries(spans=True, overlap=True, relations=True, far_relations=True)
    has_proof = False
    write_settings = (
        Setting(
            "template",
            "Template",
            "",
            (),
            "a TOML file of messages, or a text file of what the system says; empty: the built-in",
        ),
        Setting("rows", "An example is", "document", ("document", "sentence")),
        Setting(
            "mentions",
            "Mentions are told by",
            "text",
            ("text", "occurrence", "offsets"),
            "text: their words; occurrence: also which of the same words; offsets: also where",
        ),
        Setting(
            "negatives",
            "Examples of nothing",
            _ALL,
            (),
            "all, or how many in which nothing is labelled for each in which something is",
        ),
        SEED,
    )

    def write(self, lines: Iterable[CorpusLine], stream: BinaryIO, options: WriteOptions) -> None:
        """Write the examples of one article after another.

        SettingWrong; of the template FileUnreadable, FileWrong.
        """
        writer = _Writer(options, all_settings(options.settings, self.write_settings))
        for line in lines:
            stream.write(writer.encoded(line))


class _Writer:
    def __init__(self, options: WriteOptions, chosen: dict[str, str]) -> None:
        self._options = options
        self._chosen = chosen
        self._messages: tuple[Message, ...] = (
            read_template(Path(chosen["template"])) if chosen["template"] else built_in_template()
        )
        self._sampling: Sampling | None = (
            None if chosen["negatives"] == _ALL else sampling_of(chosen)
        )
        labels = options.label_set
        self._schema = {
            "span_labels": _listed(labels.span_labels),
            "relation_labels": _listed(labels.relation_labels),
        }

    def encoded(self, line: CorpusLine) -> bytes:
        """Return the examples of an article, a line each."""

        def lose_relation(relation: Relation) -> None:
            lost = Lost("far_relation", line.document.id, relation.id, name=relation.label)
            lose(lost, self._options.misfit, self._options.report_loss)

        found = list(examples_of(line, self._chosen["rows"], lose_relation))
        return b"".join(self._line(line, one) for one in self._taken(line.document.id, found))

    def _taken(self, document: str, found: list[Example]) -> list[Example]:
        """Leave out what is more than was asked for of examples of nothing."""
        if self._sampling is None:
            return found
        empty = [(str(at),) for at, one in enumerate(found) if one.is_empty]
        taken = set(self._sampling.take(document, len(found) - len(empty), empty))
        return [one for at, one in enumerate(found) if not one.is_empty or (str(at),) in taken]

    def _line(self, line: CorpusLine, example: Example) -> bytes:
        said = {
            **self._schema,
            "text": example.text,
            "title": line.document.meta.title or "",
            "document": line.document.id,
            "answer": answer_of(example, self._chosen["mentions"]),
        }
        body = {"messages": [one.filled(said) for one in self._messages]}
        return orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE)


def _listed(labels: Iterable[SpanLabel | RelationLabel | DocumentLabel]) -> str:
    rows = []
    for label in labels:
        if not label.is_retired:
            about = regex.sub(r"\s+", " ", label.description).strip()
            rows.append(f"- {label.name}: {about}" if about else f"- {label.name}")
    return "\n".join(rows) or _NOTHING
