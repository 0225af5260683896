"""The program itself at work: its command line for files, its door for a project for the rest."""

import json
import subprocess
import sys
from pathlib import Path

from annotator import Project, __version__
from annotator.edits.edit import AddSpan
from annotator.model.ids import new_id
from annotator.model.span import Span
from beside.serving import Watch
from beside.work import TIMES, Corpus, Taken, seconds
from shipping.places import Stop


def measure(folder: Path, corpus: Corpus) -> Taken:
    """Give it the work."""
    taken = Taken(f"annotator {__version__}")
    path = folder / "same-work.annotator"
    running: list[int] = []
    watch = Watch(lambda: [*running])
    try:
        _command(running, "new", str(path), "--labels", "news")
        taken.importing = seconds(lambda: _command(running, "import", str(path), str(corpus.jsonl)))
        said = json.loads(_run(running, "-m", "beside.ourselves", str(path)))
        taken.opening, taken.saving = said["opening"], said["saving"]
        out = str(folder / "same-work.jsonl")
        taken.exporting = seconds(lambda: _command(running, "export", str(path), "-o", out))
    finally:
        taken.megabytes = watch.end()
    return taken


def _command(running: list[int], *arguments: str) -> None:
    _run(running, "-m", "annotator", *arguments)


def _run(running: list[int], *arguments: str) -> bytes:
    """Run Python to its end, watched; return what it said."""
    folder = Path(__file__).parents[1]
    started = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
    )
    running.append(started.pid)
    said, _ = started.communicate()
    running.remove(started.pid)
    if started.returncode:
        raise Stop(f"{' '.join(arguments[:3])} failed.")
    return said


def _open_and_save(project: Project, taken: Taken) -> None:
    """What the window asks for an article; and a span, until the disk has it."""
    label = project.label_set.span_labels[0].id
    for document in [one for one, _ in zip(project.documents(), range(TIMES), strict=False)]:

        def read(id: str = document.id) -> None:
            project.document(id)
            list(project.annotation_sets(id))

        taken.opening.append(seconds(read))

        def save(id: str = document.id) -> None:
            project.apply(AddSpan(Span(new_id(), label, ((1, 3),))), id)
            project.flush()

        taken.saving.append(seconds(save))


if __name__ == "__main__":
    held = Taken("")
    with Project.open(Path(sys.argv[1]), annotator="Maria") as opened:
        _open_and_save(opened, held)
    print(json.dumps({"opening": held.opening, "saving": held.saving}))
