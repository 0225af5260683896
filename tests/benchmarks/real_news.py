"""Real labelled text to learn from, where a folder of it is beside: CoNLL-2003, and tweets."""

import os
from collections.abc import Iterator
from pathlib import Path

from annotator.model.span import Span
from annotator.suggest.training import Learned

CONLL_2003 = "ANNOTATOR_CONLL_2003"
"""Names the folder with `eng.train` and `eng.testb` (for one: `corpus/CoNLL-2003` of the repository
synalp/NER); the corpus may not be passed on with this program."""
TWEETS = Path(__file__).parents[3] / "shared/data/formats/conll/btc/BTC/CONLL-format/data/e.conll"
"""The Broad Twitter Corpus, a part of it, beside the checkout."""


def conll_2003() -> tuple[list[Learned], list[Learned]] | None:
    """Return the articles to learn from and those to test on; None where there are none."""
    folder = os.environ.get(CONLL_2003)
    if not folder:
        return None
    every = (list(read(Path(folder) / name)) for name in ("eng.train", "eng.testb"))
    train, test = every
    return train, test


def read(path: Path, sentences: int = 0) -> Iterator[Learned]:
    """Yield articles of a CoNLL file, as `-DOCSTART-` divides them or so many sentences each."""
    lines: list[str] = []
    ended = 0
    number = 0
    for line in [*path.read_text(encoding="utf-8").splitlines(), "-DOCSTART-"]:
        ended += not line.strip() and bool(lines) and bool(lines[-1].strip())
        if line.startswith("-DOCSTART-") or (sentences and ended == sentences):
            if any(one.strip() for one in lines):
                yield _article(f"{path.name}-{number}", lines)
                number += 1
            lines, ended = [], 0
        else:
            lines.append(line)


def _article(id: str, lines: list[str]) -> Learned:
    """Return tokens, by spaces, as a text; tags are IOB1 or IOB2."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    before = "O"
    for line in lines:
        if not line.strip():
            text = f"{text.rstrip()}\n" if text else ""
            before = "O"
            continue
        columns = line.split()
        word, tag = columns[0], columns[-1]
        start, text = len(text), f"{text}{word} "
        kind, _, label = tag.partition("-")
        if kind == "I" and before.partition("-")[2] == label:
            spans[-1] = (spans[-1][0], start + len(word), label)
        elif label:
            spans.append((start, start + len(word), label))
        before = tag
    made = (Span(f"{id}-{at}", one[2], (one[:2],)) for at, one in enumerate(spans))
    return Learned(id, text.rstrip(), tuple(made))
