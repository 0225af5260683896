"""Saving one span, and labelling a phrase in all articles, beside bare rows."""

from itertools import count
from time import process_time

from annotator.benchmark.corpus import USUAL
from annotator.benchmark.ground import Ground
from annotator.benchmark.measured import Measured
from annotator.benchmark.stopwatch import by_turns
from annotator.edits.edit import AddSpan
from annotator.model.ids import new_id
from annotator.model.span import Span
from annotator.storage.bare import bare_connection, label_phrase, put_span

_PHRASE = "farmers"
"""In some of the articles, and of each in some places; nobody has labelled it alone."""


def measure_save(ground: Ground) -> Measured:
    """Apply an edit and wait until it is on the disk."""
    whole = ground.project(ground.sizes.some)
    path, beside = ground.copy(whole, "save"), ground.copy(whole, "bare-save")
    numbers = count()
    with ground.open(path) as project, bare_connection(beside) as connection:
        label = project.label_set.span_labels[0].id
        documents = project.document_ids(project.document_keys())

        def ours() -> None:
            at = next(numbers)
            span = Span(new_id(), label, ((0, 6),))
            project.apply(AddSpan(span), documents[at % len(documents)])
            project.flush()

        return by_turns(
            ours, lambda: put_span(connection, f"b{next(numbers)}"), ground.sizes.strokes
        )


def measure_label_all(ground: Ground) -> Measured:
    """Label each place of a phrase, as one act, which is taken back outside the time."""
    whole = ground.project(ground.sizes.some, USUAL)
    path, beside = ground.copy(whole, "label-all"), ground.copy(whole, "bare-label-all")
    with ground.open(path) as project:
        label = next(one.id for one in project.label_set.span_labels if one.name == "GROUP")
        places = [place for page in project.elsewhere.places(_PHRASE) for place in page]

        is_labelled = False

        def take_back() -> None:
            if is_labelled:
                project.undo()

        def ours() -> None:
            nonlocal is_labelled
            found = [place for page in project.elsewhere.places(_PHRASE) for place in page]
            done, _ = project.elsewhere.change(found, "label", label, _PHRASE)
            assert done.added == len(places), done
            project.flush()
            is_labelled = True

        def floor() -> None:
            assert label_phrase(beside, _PHRASE) >= len(places)

        return by_turns(ours, floor, ground.sizes.rounds, clock=process_time, before=take_back)
