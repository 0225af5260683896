"""A project in which an article has left traces wherever it can, and the hunt for them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import zstandard

from annotator.edits.edit import (
    AddSpan,
    CorrectMeta,
    Dismiss,
    PutEntities,
    RemoveSpan,
    ReplaceLabelSet,
    Say,
    SetNote,
    Settle,
)
from annotator.model.difference import Difference
from annotator.model.document import Document, Meta
from annotator.model.entity import Entity
from annotator.model.oddity import Dismissal
from annotator.model.span import Span
from annotator.model.verdict import Remark, Verdict
from annotator.project.backups import folder_of_backups
from annotator.project.consistency.dismissing import dismiss
from annotator.project.project import Project
from annotator.ui.guideline.examples import span_example, with_example
from tests.builders import LABEL_SET

SECRET = "Quillfeather"
"""A word that stands in the article, in its id and details, and in what was said of it."""
ID = "quillfeather-resigns"
TEXT = f"{SECRET} resigns over the ferry\n\nMayor {SECRET} said on Monday that he was sorry.\n"
OTHER = "The ferry sails again. Ilse Varga welcomed it on Monday.\n"
ARTICLE = Document(
    ID,
    TEXT,
    Meta(
        f"{SECRET} resigns over the ferry",
        "Gazette",
        "2017-01-24",
        f"https://example.org/{ID}",
        (f"Nell {SECRET}",),
        "en",
        {"desk": SECRET},
    ),
)
FERRY = Document("ferry", OTHER, Meta("The ferry sails"))
START = TEXT.index(SECRET)
MAYOR = Span("mayor-quillfeather", "p", ((START, START + len(SECRET)),))
VARGA = Span("varga", "p", ((OTHER.index("Ilse"), OTHER.index("Ilse") + 10),))


def make_world(folder: Path) -> Project:
    """Return an open project of ilse, in which jonas and mara have been too."""
    project = Project.create(folder / "news.annotator", label_set=LABEL_SET, annotator="ilse")
    source = folder / f"{ID}.txt"
    source.write_text(TEXT, encoding="utf-8")
    other = folder / "ferry.txt"
    other.write_text(OTHER, encoding="utf-8")
    assert project.import_sources([source, other]).documents == [ID, "ferry"]
    source.unlink()
    other.unlink()
    project.apply_to_project(CorrectMeta(ID, ARTICLE.meta))
    return project


def leave_traces(project: Project) -> None:
    """Do what leaves the article in every corner; ilse is signed in before and after."""
    project.apply(AddSpan(MAYOR), ID)
    project.apply(SetNote(MAYOR.id, f"Is {SECRET} the mayor?"), ID)
    project.apply(AddSpan(VARGA), "ferry")
    entity = Entity("mayor", f"Mayor {SECRET}", "p", "Q1", f"{SECRET} of Lomera")
    project.entities.put(PutEntities((entity,)))
    project.entities.make(f"{SECRET} the elder", "p", document=ID, spans=[MAYOR.id])
    project.apply(AddSpan(Span("gone-quillfeather", "o", ((0, 5),))), ID)
    project.apply(RemoveSpan("gone-quillfeather"), ID)
    label = project.label_set.span_labels[0]
    guideline = with_example("Names of people.\n", span_example(ARTICLE, MAYOR))
    changed = replace(label, guideline=guideline)
    labels = (changed, *project.label_set.span_labels[1:])
    project.apply_to_project(ReplaceLabelSet(replace(project.label_set, span_labels=labels)))
    project.work_list.hide([ID, "ferry"])
    project.work_list.show([ID, "ferry"])
    places = (Dismissal(ID, "ends", SECRET), Dismissal("ferry", "ends", "3-9 p"))
    project._walk(lambda road: dismiss(road, Dismiss(places)), None)
    project.seen.keep(ID, _me(project), [(0, 20)], is_waited_for=True)
    project.near_duplicates.groups()
    project.search.index()
    _review(project)
    project.sign_in("ilse")
    project.apply(SetNote("varga", "by herself"), "ferry")
    project.flush()


def _review(project: Project) -> None:
    """Jonas has another opinion; mara decides, on both articles at once, and assigns them."""
    project.sign_in("jonas")
    project.apply(AddSpan(MAYOR._replace(id="mayor-2", label="o")), ID)
    project.apply(AddSpan(VARGA._replace(id="varga-2", label="o")), "ferry")
    project.sign_in("mara")
    ilse, jonas = (project.people.named(name).id for name in ("ilse", "jonas"))
    verdicts = tuple(
        Verdict(
            f"verdict-{document}",
            document,
            _me(project),
            "2026-01-24T10:00:00+00:00",
            "first",
            Difference("label", one, one._replace(id=f"{one.id}-2", label="o")),
            ilse,
            jonas,
            comment=f"surely {SECRET}" if document == ID else "surely",
        )
        for document, one in ((ID, MAYOR), ("ferry", VARGA))
    )
    project.review._review(Settle(verdicts), None)
    said = Remark("remark-1", ID, "verdict-x", _me(project), "2026-01-24T10:01:00+00:00", SECRET)
    project.review._review(Say(said), None)
    people = project.assignments
    people.assign(people.divide([ID, "ferry"], [ilse]))


def _me(project: Project) -> str:
    assert project.me is not None
    return project.me.id


def traces(path: Path, root: Path, secret: str = SECRET) -> list[str]:
    """Return where a word is found, byte by byte and folded, in the project file, beside it, and
    in its backups unpacked; and in the index of words."""
    found = [
        str(one.relative_to(folder))
        for folder in (path.parent, folder_of_backups(path, root))
        for one in sorted(folder.rglob("*"))
        if one.is_file() and secret.casefold() in _folded(one)
    ]
    with closing(sqlite3.connect(path)) as connection:
        indexed = connection.execute(
            "SELECT count(*) FROM word_index WHERE word_index MATCH ?", (f'"{secret}"',)
        ).fetchone()[0]
    return [*found, *["word index"] * indexed]


def _folded(path: Path) -> str:
    raw = path.read_bytes()
    if path.suffix == ".zst":
        raw = zstandard.ZstdDecompressor().stream_reader(raw).read()
    return (raw + path.name.encode()).decode("utf-8", "replace").casefold()
