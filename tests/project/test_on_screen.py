"""The memory before the file: it forgets what the file has, and nothing else."""

from annotator.model.annotation_set import AnnotationSet
from annotator.model.document import Meta
from annotator.project.on_screen import _SETS_KEPT, OnScreen


def a_set(number: int, annotator: str | None = "me") -> AnnotationSet:
    return AnnotationSet(f"s{number}", f"d{number}", annotator)


def test_only_the_sets_read_lately_stay() -> None:
    memory = OnScreen()
    for number in range(_SETS_KEPT + 10):
        memory.keep_set(a_set(number))
        memory.set_of("d0", "me")
    assert memory.set_of("d0", "me") == a_set(0)
    assert memory.set_of("d1", "me") is None
    assert memory.set_of(f"d{_SETS_KEPT + 9}", "me") is not None


def test_what_is_not_saved_is_never_dropped() -> None:
    memory = OnScreen()
    for number in range(3 * _SETS_KEPT):
        memory.keep_set(a_set(number), seq=number + 1)
    memory.forget_saved()
    assert len(memory.unsaved_sets("me")) == 3 * _SETS_KEPT
    memory.note_saved(2 * _SETS_KEPT)
    assert len(memory.unsaved_sets("me")) == _SETS_KEPT
    assert memory.unsaved_sets("you") == {}
    memory.forget_saved()
    assert memory.set_of("d0", "me") is None
    assert memory.set_of(f"d{3 * _SETS_KEPT - 1}", "me") is not None


def test_unsaved_sets_on_one_document_are_everybodys() -> None:
    memory = OnScreen()
    memory.keep_set(a_set(1, "me"), seq=1)
    memory.keep_set(a_set(1, "you"), seq=2)
    memory.keep_set(a_set(1, None))
    assert {one.annotator for one in memory.unsaved_sets_on("d1")} == {"me", "you"}


def test_meta_is_kept_until_it_is_saved() -> None:
    memory = OnScreen()
    memory.keep_meta("d1", Meta("One"), 1)
    memory.keep_meta("d2", Meta("Two"), 2)
    memory.note_saved(1)
    assert memory.unsaved_metas() == {"d2": Meta("Two")}
