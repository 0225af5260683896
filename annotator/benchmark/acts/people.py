"""Agreement and differences of two people, beside reading all their rows."""

from time import process_time

from annotator.benchmark.ground import Ground
from annotator.benchmark.measured import Measured
from annotator.benchmark.stopwatch import by_turns
from annotator.project.project import Project
from annotator.project.review import Pairing
from annotator.storage.bare import read_places, read_rows, read_texts
from annotator.text.tokens import words


def measure_agreement(ground: Ground) -> Measured:
    """Measure all there is of two people's agreement."""
    path = ground.project(ground.sizes.some)

    def floor() -> int:
        rows = sum(map(len, read_rows(path).values()))
        return rows + sum(sum(1 for _ in words(text)) for text in read_texts(path))

    with Project.open(path, is_read_only=True) as project:
        return by_turns(project.agreement, floor, ground.sizes.rounds, clock=process_time)


def measure_compare(ground: Ground) -> Measured:
    """Compare two people's sets on every article."""
    path = ground.project(ground.sizes.some)

    def floor() -> int:
        sets = read_places(path)
        pairs = zip(sets[::2], sets[1::2], strict=True)
        return sum(len(first.keys() ^ second.keys()) for first, second in pairs)

    with Project.open(path, is_read_only=True) as project:
        first, second = (one.id for one in project.annotators())
        pairing = Pairing(first, second)

        def ours() -> int:
            return sum(
                len(project.review.compare(document, pairing).differences)
                for document in project.review.labelled(pairing)
            )

        assert ours() > 0
        assert floor() > 0
        return by_turns(ours, floor, ground.sizes.rounds, clock=process_time)
