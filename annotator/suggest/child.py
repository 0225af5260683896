"""Training in a process of its own: native code that may crash, be cancelled or be killed there.

Decision: articles go to the child through a pipe and never into a file; back comes what is known
of the model, and the model lies where the parent said. Whatever happens to the child, the parent
has what it had before.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator.model.errors import Cancelled
from annotator.model.span import Span
from annotator.model.suggest_errors import TrainingFailed
from annotator.suggest.card import Card, card_of, plain_of
from annotator.suggest.training import Learned, train

_LOOK_EVERY = 0.1
"""Seconds between two looks at whether it shall still go on."""
LONGEST = 1800.0
"""Seconds after which it is given up."""


def train_in_child(
    articles: Sequence[Learned],
    path: Path,
    *,
    is_exact: bool,
    is_cancelled: Callable[[], bool] = lambda: False,
    command: Sequence[str] | None = None,
) -> Card:
    """Return what `train` returns, done by a child. Cancelled, TrainingFailed."""
    raw = orjson.dumps(
        {
            "path": str(path),
            "is_exact": is_exact,
            "articles": [
                [one.id, one.text, [[span.label, span.fragments] for span in one.spans]]
                for one in articles
            ],
        }
    )
    try:
        child = subprocess.Popen(
            list(command or _command()),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except OSError as error:
        raise TrainingFailed(str(error)) from error
    out: list[bytes] = []
    talk = threading.Thread(target=lambda: out.append(child.communicate(raw)[0]), daemon=True)
    talk.start()
    waited = 0.0
    try:
        while talk.is_alive():
            talk.join(_LOOK_EVERY)
            waited += _LOOK_EVERY
            if is_cancelled():
                raise Cancelled
            if waited > LONGEST:
                raise TrainingFailed("it took too long")
    finally:
        if child.poll() is None:
            child.kill()
        talk.join()
    if child.returncode:
        raise TrainingFailed(f"the process ended with {child.returncode}")
    try:
        return card_of(orjson.loads(out[0].strip().splitlines()[-1]))
    except (orjson.JSONDecodeError, IndexError, KeyError, TypeError) as error:
        raise TrainingFailed("the process said nothing that is known") from error


def answer(source: BinaryIO, target: BinaryIO) -> None:
    """Train what is asked for through a pipe, and answer: the child's side."""
    asked: dict[str, Any] = orjson.loads(source.read())
    if hasattr(os, "nice"):
        os.nice(10)  # whoever works at the same time comes first
    articles = [
        Learned(id, text, tuple(_span(*one) for one in spans))
        for id, text, spans in asked["articles"]
    ]
    card = train(articles, Path(asked["path"]), is_exact=asked["is_exact"])
    target.write(orjson.dumps(plain_of(card)) + b"\n")
    target.flush()


def _span(label: str, fragments: list[list[int]]) -> Span:
    return Span("", label, tuple((start, end) for start, end in fragments))


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "train-suggestions"]
    return [sys.executable, "-m", "annotator", "train-suggestions"]
