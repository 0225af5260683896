"""`annotator train-suggestions`: the process in which a model is trained."""

import sys

import click

from annotator.suggest.child import answer


@click.command("train-suggestions", hidden=True)
def train_suggestions() -> None:
    """Train the model that is asked for on stdin; the program starts this itself.

    Example: annotator train-suggestions < asked.json
    """
    answer(sys.stdin.buffer, sys.stdout.buffer)
