"""Data sets written into a folder and loaded with `datasets`, for tests."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"

from annotator.formats.corpus import CorpusLine
from annotator.formats.format import WriteOptions
from annotator.formats.hugging_face.hugging_face import HuggingFace
from annotator.formats.losses import Lost
from annotator.model.document import Document, Meta
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.model.relation import Relation
from annotator.model.span import Span
from tests.formats.out_folders import MemoryFolder

TEXT = "Ilse Varga leads Norrow. The re-elected board of Norrow met Erik Palm.\nShe left."
LABELS = LabelSet(
    span_labels=(
        SpanLabel("p", "PERSON", "#111111", description="A named | person"),
        SpanLabel("o", "ORG", "#222222"),
        SpanLabel("r", "OLD", "#333333", is_retired=True),
    ),
    relation_labels=(RelationLabel("l", "leads", "#444444"),),
)


def span(id: str, label: str, words: str, nth: int = 0, text: str = TEXT) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(id, label, ((start, start + len(words)),))


def make_line(id: str = "talks", **more: Any) -> CorpusLine:
    parts: dict[str, Any] = {
        "document": Document(id, TEXT, Meta(title="Talks", language="en-GB")),
        "annotator": "Maria",
        "status": "finished",
        "labels": ("politics",),
        "spans": (
            span("v", "PERSON", "Ilse Varga"),
            span("n", "ORG", "Norrow"),
            span("b", "ORG", "board of Norrow"),
            span("m", "ORG", "Norrow", 1),
            span("e", "PERSON", "Erik Palm"),
        ),
        "relations": (Relation("x", "leads", "v", "n"), Relation("y", "leads", "v", "b")),
    }
    return CorpusLine(**(parts | more))


def write(
    parts: Iterable[tuple[str, Iterable[CorpusLine]]], misfit: Any = "flatten", **chosen: str
) -> tuple[dict[str, bytes], list[Lost]]:
    losses: list[Lost] = []
    folder = MemoryFolder()
    options = WriteOptions(
        misfit=misfit, label_set=LABELS, settings=chosen, report_loss=losses.append
    )
    HuggingFace().write_parts(parts, folder, options)
    return folder.files, losses


def put(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def load(files: dict[str, bytes], tmp_path: Path, table: str) -> Any:
    """What `datasets` makes of it, by split."""
    import datasets
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would outlive the test
    datasets.disable_progress_bars()
    folder = put(files, tmp_path / "set")
    return datasets.load_dataset(str(folder), table, cache_dir=str(tmp_path / "cache"))
