"""What is erased for good, where it goes from, and what stays, in words."""

from collections.abc import Sequence
from pathlib import Path

from annotator.messages.quoting import show_size, show_text
from annotator.model.purge import Erased, Written

Row = tuple[str, str]
"""Where, and how much: two columns."""
NEVER_BACK = "It cannot be undone, and no backup brings it back."
OUTSIDE = (
    "Exports, packets and colleagues’ files that went out, and backups from when the project lay "
    "elsewhere, are not reached: they are for you to deal with."
)
_NAMED = 5
_KINDS = {
    "note": "note",
    "remark": "remark",
    "verdict": "comment of a verdict",
    "entity": "note on an entity",
    "label": "guideline",
    "packet note": "note of a packet",
    "attribute": "attribute",
    "reason": "reason",
}


def article_rows(erased: Erased) -> list[Row]:
    """Return what goes of articles beside what stands on them: entities, quotations, acts."""
    rows = []
    if erased.entities:
        number = _count(len(erased.entities), "entity", "entities")
        names = _named(erased.entities)
        rows.append(("Entities", f"{number} of which nothing else tells: {names}"))
    if erased.quotations:
        lines = _count(erased.quotations, "line")
        rows.append(("Guidelines", f"{lines} quoting it, from the versions from before too"))
    if erased.sources:
        rows.append(("Imports", _count(erased.sources, "name of a file", "names of files")))
    if erased.taken:
        acts = _count(erased.taken, "act")
        rows.append(("From colleagues", f"{acts} that came in with their projects"))
    rows.append(("History", _acts(erased.acts)))
    return rows


def person_rows(erased: Erased) -> list[Row]:
    """Return what is changed where somebody is forgotten, and what is not."""
    rows = [("Labels", "all stay, and so do verdicts and remarks, under the pseudonym")]
    if erased.sources:
        rows.append(("Imports", _count(erased.sources, "name of a file", "names of files")))
    if erased.taken:
        acts = _count(erased.taken, "act")
        rows.append(("From colleagues", f"{acts} that came in with their projects"))
    rows.append(("History", _acts(erased.acts)))
    return rows


def _acts(acts: int) -> str:
    if not acts:
        return "no act tells of it"
    verb = "is" if acts == 1 else "are"
    stay = "it was done and when stays" if acts == 1 else "they were done and when stays"
    return f"{_count(acts, 'act')} {verb} emptied; that {stay}"


def backup_row(backups: int, size: int) -> Row:
    """Return what becomes of backups."""
    if not backups:
        return ("Backups", "there are none; one is made")
    each = "it is" if backups == 1 else "each is"
    return (
        "Backups",
        f"{_count(backups, 'backup')} ({show_size(size)}): a new one is made first, then {each} "
        "rewritten without it and read back, or deleted where that cannot be done; the journal "
        "beside them begins anew",
    )


def staying_rows(
    *,
    twins: Sequence[str] = (),
    related: Sequence[str] = (),
    contested: int = 0,
    beside: Sequence[Path] = (),
    articles: int = 0,
) -> list[Row]:
    """Return what to know besides: what else has the text, what is open, files beside."""
    rows = []
    if twins:
        rows.append(("Stays", f"the very same text in {_named(twins)}"))
    if related:
        rows.append(
            ("Stays", f"nearly the same, or a newer or older text of it, in {_named(related)}")
        )
    if articles:
        rows.append(("Stays", f"the name in {_count(articles, 'article')}: texts are not changed"))
    if contested:
        verb = "is" if contested == 1 else "are"
        rows.append(("Open", f"{_count(contested, 'verdict')} on it {verb} contested"))
    if beside:
        names = ", ".join(show_text(one.name, 80) for one in beside[:_NAMED])
        more = " …" if len(beside) > _NAMED else ""
        rows.append(("Stays", f"files beside the project, which you may delete: {names}{more}"))
    return rows


def written_words(one: Written) -> str:
    """Return a place where somebody's name is written: "note on “ferry”: asked Maria"."""
    kind = _KINDS.get(one.kind, one.kind)
    where = f" on “{show_text(one.document, 40)}”" if one.document else ""
    return f"{kind}{where}: {show_text(one.words.strip(), 120)}"


def cleaned_words(rewritten: int, untouched: int, removed: int) -> str:
    """Return what became of backups: "3 backups rewritten, 1 had nothing of it, 1 deleted"."""
    parts = [f"{_count(rewritten, 'backup')} rewritten"] if rewritten else []
    if untouched:
        parts.append(f"{untouched:,} had nothing of it")
    if removed:
        parts.append(f"{removed:,} deleted, which could not be rewritten")
    return ", ".join(parts) or "there was no older backup"


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{show_text(one, 40)}”" for one in names[:_NAMED])
    return shown + (" …" if len(names) > _NAMED else "")


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
