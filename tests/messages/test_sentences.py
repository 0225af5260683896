"""Every error of the user's world has a sentence of its own that says what, where and what to do."""

import inspect
from dataclasses import fields
from pathlib import Path

import pytest

from annotator.messages import has_sentence, problem_words, sentence
from annotator.model import (
    backup_errors,
    errors,
    format_errors,
    history_errors,
    label_errors,
    people_errors,
)
from annotator.model.errors import AnnotatorError

NASTY = "<b>Ilse</b>\n\x1b[31m\u202egnirts & Sons %s {path}"
HERE = Path("corpus") / "talks.txt"

EXAMPLES: list[AnnotatorError] = [
    errors.SpanUnknown("s1"),
    errors.RelationUnknown("r1"),
    errors.IdTaken("s1"),
    errors.LabelUnknown("PERSON"),
    errors.OffsetsOutside(4, 4, 100),
    errors.SpanHasRelations("s1", ("r1",)),
    errors.SpanHasRelations("s1", ("r1", "r2")),
    errors.RelationForbidden("works for", "PLACE", "DATE"),
    errors.RelationToItself("s1"),
    errors.RelationExists("r1"),
    errors.AttributeUnknown("mention"),
    errors.AttributeValueWrong("mention", "loud", ("named", "pronoun")),
    errors.AttributeValueWrong("count", "many", ()),
    errors.LabelSetUnreadable(Path("labels.toml"), "a label has no name", 7),
    errors.LabelSetUnreadable(Path("labels.toml"), "two labels have one name"),
    errors.KeyTaken("1", "PERSON", "PLACE"),
    errors.LabelInUse("PERSON", 1),
    errors.ArticleTwice("talks", HERE),
    errors.LabelInUse("PERSON", 12),
    errors.ProjectMissing(HERE),
    errors.ProjectExists(HERE),
    errors.NotAProject(HERE, "file is not a database"),
    errors.NotAProject(HERE, ""),
    errors.NotAProject(HERE, "empty"),
    errors.NotAProject(HERE, "not a database"),
    errors.NotAProject(HERE, "database disk image is malformed"),
    errors.ProjectLocked(HERE, "process 12 on harbour"),
    errors.ProjectLocked(HERE),
    errors.ProjectReadOnly(HERE, "file"),
    errors.ProjectReadOnly(HERE, "folder"),
    errors.ProjectReadOnly(HERE, "newer version"),
    errors.ProjectReadOnly(HERE, "a strange reason"),
    errors.ProjectReadOnly(HERE),
    errors.ProjectTooNew(HERE, 9, 1),
    errors.MadeWhileOpen(HERE, HERE.with_name("talks.annotator-journal")),
    errors.ForeignShape(HERE, "trigger", "boom"),
    errors.ForeignShape(HERE, "index", "documents_by_id", is_missing=True),
    errors.HistoryBroken(HERE, 12),
    errors.CorpusToImport(HERE, HERE),
    errors.NothingChosen(),
    errors.RowUnfit("spans", "s1", "a text is not UTF-8"),
    errors.SavingFailed(HERE, "disk I/O error"),
    errors.SavingFailed(HERE, "full", is_disk_full=True),
    errors.DocumentUnknown("talks"),
    errors.AnnotatorUnknown("Mara"),
    errors.VerdictUnknown("v1"),
    errors.NameUnfit("", "it is empty"),
    errors.NothingToUndo(),
    errors.NothingToUndo(is_redo=True),
    errors.UndoBlocked(1),
    errors.UndoBlocked(12),
    errors.SourceMissing(HERE),
    errors.FileUnreadable(HERE, "permission denied"),
    errors.LabelsHidden("talks"),
    errors.FileEmpty(HERE),
    errors.FileTooLarge(HERE, 12_000_000, 10_000_000),
    errors.FileNotText(HERE),
    errors.FileNotText(HERE, 17),
    errors.FormatUnknown("brat", ("jsonl", "text")),
    errors.FormatUnknown("brat", ()),
    errors.FormatUnknown("", ("jsonl", "text")),
    errors.LineWrong(HERE, 12, "it is not JSON"),
    errors.LineWrong(HERE, 12, "it is missing", "text"),
    errors.NothingCameIn(2, "talks.txt has no text in it"),
    errors.NothingCameIn(0),
    errors.TargetUnwritable(HERE, "permission denied"),
    errors.SplitWrong("80/30"),
    errors.Cancelled(),
    errors.LabelSetUnwritable("News", "two labels have one name"),
    errors.LinkNotFollowed(HERE),
    errors.ByteOrderMarkDropped("UTF-16"),
    errors.EncodingGuessed("windows-1252"),
    errors.CharactersReplaced(1, 17),
    errors.CharactersReplaced(3, 17),
    errors.KeysUnknown(("mood", "tone")),
    errors.OffsetUnitFound("utf16", "codepoint"),
    errors.SpanDoubtful("s1", "Ilse Varga", "lse Varga,"),
    errors.DocumentConflict("talks"),
    errors.DocumentRenamed("talks", "talks-2"),
    errors.SetConflict("talks", "Maria"),
    errors.SetConflict("talks", None),
    errors.MetaKept("talks"),
    errors.TextTwice("talks", "talks-2"),
    errors.IdsRenewed("talks", 1, "s1"),
    errors.IdsRenewed("talks", 4, "s1"),
    errors.AnnotatorAssumed("talks", "Maria"),
    errors.ManifestUnreadable(HERE, "missing"),
    errors.ManifestUnreadable(HERE, "not JSON"),
    errors.ManifestDiffers(HERE, "sha256", "ab", "cd"),
    errors.ManifestDiffers(HERE, "spans", 12, 11),
    errors.PatternWrong("missing )", 4),
    errors.PatternWrong("missing )"),
    errors.PatternTooHeavy(),
    errors.PatternTooHeavy(10_000, 1000),
    errors.ExtraMissing("Gamma", "scipy", "gamma"),
    people_errors.AnnotatorNameTaken("maria", "Maria"),
    people_errors.JoinRefused("Maria", "M.", "same"),
    people_errors.JoinRefused("Maria", "M.", "me"),
    people_errors.JoinRefused("Maria", "M.", "second times"),
    people_errors.JoinRefused("Maria", "M.", "sets", ("d1", "d2"), 7),
    people_errors.JoinRefused("Maria", "M.", "sets", ("d1",), 1),
    label_errors.NameTaken("PERSON"),
    label_errors.NameEmpty(" "),
    label_errors.LabelKindsDiffer("PERSON", "leads"),
    label_errors.ValueUnknown("mention", "by name"),
    label_errors.VersionUnknown(9, 3),
    backup_errors.BackupUnsound(HERE, "text", "talks"),
    backup_errors.BackupUnsound(HERE, "database", "malformed", is_of_project=False),
    backup_errors.BackupFailed(HERE, "Permission denied"),
    backup_errors.BackupFailed(HERE, "", is_disk_full=True),
    backup_errors.BackupUnknown(HERE, 9, HERE),
    backup_errors.BackupUnknown(HERE, 0, HERE),
    backup_errors.RestoreRefused(HERE, "harbour, process 12"),
    backup_errors.JournalStopped(HERE, "", is_disk_full=True),
    backup_errors.JournalStopped(HERE, "No such file or directory"),
    backup_errors.JournalStopped(HERE, "", is_too_large=True),
    backup_errors.ReplayUnsound(HERE, 3, "span outside text", "talks s1"),
    history_errors.ActUnknown(9, 7),
    history_errors.ActUnknown(9, 0),
    history_errors.NotThereThen("talks", 1),
    history_errors.PastUntold("talks", 1, "maria"),
    history_errors.AnnotationUnknown("talks", "s1"),
    label_errors.NothingToChoose("mention"),
    format_errors.SettingUnknown("colour", ("scheme", "token_column")),
    format_errors.SettingUnknown("colour", ()),
    format_errors.SettingWrong("scheme", "loud", ("iob2", "bioes")),
    format_errors.FormatBroken("papyrus", "No module named reeds"),
    format_errors.ReaderFailed(HERE, "Papyrus rolls", "KeyError: 'reed'"),
    format_errors.DoesNotFit("overlap", "talks", "s1"),
    format_errors.DoesNotFit("far_relation", "talks"),
    format_errors.FileWrong(HERE, "it is not a list of tasks"),
    format_errors.FileNoted(HERE, "it is a teaser only"),
    format_errors.EntryLeftOut(HERE, "../x.txt", "its name leads out of the archive"),
    format_errors.AnnotationDamaged("talks", "s1", "its text is not what it covers"),
    format_errors.AnnotationDamaged("talks", "", "its text is another"),
    format_errors.FolderNotOurs(HERE, "holiday.png"),
    format_errors.FolderNeeded("brat"),
    format_errors.TextNeeded("brat"),
    format_errors.OffsetsFixed("brat", "utf16"),
    format_errors.TextsMissing(1, "talks"),
    format_errors.TextsMissing(1200, "talks"),
    format_errors.LineNoted(HERE, 4, "its date can mean two days"),
    format_errors.TextNewer("talks-2", "talks"),
    format_errors.LabelsFollowed("talks-2", "talks", 12, 2, 3),
    format_errors.LabelsFollowed("talks-2", "talks", 1, 0, 0),
]


def all_classes() -> list[type[AnnotatorError]]:
    return [
        one
        for module in (errors, format_errors, label_errors, backup_errors, history_errors)
        for _, one in inspect.getmembers(module, inspect.isclass)
        if one.__module__ == module.__name__
        and issubclass(one, AnnotatorError)
        and one is not AnnotatorError
    ]


@pytest.mark.parametrize("kind", all_classes(), ids=lambda kind: kind.__name__)
def test_every_error_has_its_own_sentence_and_an_example_here(kind: type[AnnotatorError]) -> None:
    assert has_sentence(kind)
    assert any(type(example) is kind for example in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_a_sentence_is_one_plain_line(example: AnnotatorError) -> None:
    said = sentence(example)
    assert said.endswith(".")
    assert "  " not in said
    assert "\n" not in said
    assert "{" not in said
    assert type(example).__name__ not in said
    assert 15 < len(said) < 250


@pytest.mark.parametrize("example", EXAMPLES, ids=repr)
def test_a_sentence_says_where(example: AnnotatorError) -> None:
    path = getattr(example, "path", None)
    if path is not None:
        assert str(path) in sentence(example)


def test_examples_differ() -> None:
    said = [sentence(example) for example in EXAMPLES]
    assert len(set(said)) == len(said)


def filled(kind: type[AnnotatorError], text: str) -> AnnotatorError:
    """An error whose every text is this one."""
    values = {
        "Path": Path("in") / text.replace("/", "-").replace("\0", ""),
        "int": 1,
        "bool": False,
        "tuple[str, ...]": (text, text),
        "int | None": None,
    }
    given = {
        field.name: values.get(getattr(field.type, "__name__", str(field.type)), text)
        if str(field.type) not in values
        else values[str(field.type)]
        for field in (fields(kind) if hasattr(kind, "__dataclass_fields__") else ())  # type: ignore[arg-type]
    }
    return kind(**given)


@pytest.mark.parametrize("kind", all_classes(), ids=lambda kind: kind.__name__)
def test_foreign_text_is_made_visible(kind: type[AnnotatorError]) -> None:
    said = sentence(filled(kind, NASTY))
    assert said.isprintable()
    assert "\u202e" not in said


@pytest.mark.parametrize("kind", all_classes(), ids=lambda kind: kind.__name__)
def test_ten_thousand_characters_are_shortened(kind: type[AnnotatorError]) -> None:
    assert len(sentence(filled(kind, "x" * 10_000))) < 450


def test_a_fault_of_ours_is_named_as_ours() -> None:
    said = sentence(ZeroDivisionError("division by zero"))
    assert "fault of annotator" in said
    assert "ZeroDivisionError: division by zero" in said


def test_an_error_of_the_system_says_its_reason_and_file() -> None:
    said = sentence(PermissionError(13, "Permission denied", "corpus/out.jsonl"))
    assert said == "corpus/out.jsonl: Permission denied."
    assert sentence(OSError(28, "No space left on device")) == "No space left on device."


def test_stopping_is_no_fault() -> None:
    assert sentence(KeyboardInterrupt()) == "Stopped."


def test_the_template_is_what_is_translated() -> None:
    seen: list[str] = []

    def translate(template: str) -> str:
        seen.append(template)
        return "Kein Artikel {document:quoted}."

    assert sentence(errors.DocumentUnknown("talks"), translate) == "Kein Artikel “talks”."
    assert seen == ["The project has no article {document:quoted}."]


def test_a_problem_says_where_once() -> None:
    with_path = errors.LineWrong(Path("a.jsonl"), 3, "it is not JSON")
    assert problem_words("a.jsonl", 3, with_path) == "a.jsonl:3: it is not JSON."
    forbidden = errors.RelationForbidden("says", "DATE", "CLAIM")
    assert problem_words("a.jsonl", 4, forbidden).startswith("a.jsonl:4: The label set")
    assert problem_words("a\nb.jsonl", None, forbidden).startswith("a⏎b.jsonl: The label set")
