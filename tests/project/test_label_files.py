"""Labels taken over from files: ours, brat's and doccano's, met by name; bad ones change nothing."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from annotator.formats.label_sets import write_label_set
from annotator.model.errors import FileUnreadable, KeyTaken, LabelSetUnreadable
from annotator.model.labels import LabelSet, RelationLabel, SpanLabel
from annotator.project.label_files import read_label_file, take_over, write_label_file
from tests.builders import LABEL_SET

ANNOTATION = """\
[entities]
PERSON
Vehicle
  Ship
!Thing
[relations]
carries  Arg1:Vehicle, Arg2:PERSON
alike  Arg1:<ANY>, Arg2:<ANY>, <REL-TYPE>:symmetric-transitive
[events]
[attributes]
Negated  Arg:<ENTITY>
Sure  Arg:Ship, Value:High|Low
[nonsense]
"""


def written(tmp_path: Path, name: str, text: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_label_set_of_ours_says_how_labels_of_its_names_become(tmp_path):
    text = (
        '[[span_labels]]\nname = "PERSON"\ncolour = "#123456"\nkey = "1"\n'
        '[[span_labels]]\nname = "PLACE"\nkey = "2"\n'
        '[[document_labels]]\nname = "sport"\ngroup = "topic"\n'
    )
    taken = take_over(LABEL_SET, read_label_file(written(tmp_path, "labels.toml", text)))
    assert taken.new == (("span_labels", "PLACE"),)
    assert taken.changed == (("span_labels", "PERSON"),)
    assert taken.same == (("document_labels", "sport"),)
    person = taken.label_set.span_label("p")
    assert (person.colour, person.key) == ("#123456", "1")
    assert taken.label_set.span_label("o") == LABEL_SET.span_label("o")


def test_a_new_label_gives_way_to_one_whose_key_it_wants(tmp_path):
    path = written(tmp_path, "labels.toml", '[[span_labels]]\nname = "PLACE"\nkey = "2"\n')
    taken = take_over(LABEL_SET, read_label_file(path))
    assert taken.label_set.span_label_named("PLACE").key == "5"
    known = written(tmp_path, "two.toml", '[[span_labels]]\nname = "PERSON"\nkey = "2"\n')
    with pytest.raises(KeyTaken) as refused:
        take_over(LABEL_SET, read_label_file(known))
    assert {refused.value.label, refused.value.other} == {"PERSON", "ORGANISATION"}


def test_what_was_written_changes_nothing_when_it_is_taken_over(tmp_path):
    path = written(tmp_path, "labels.toml", write_label_set(LABEL_SET))
    taken = take_over(LABEL_SET, read_label_file(path))
    assert (taken.new, taken.changed, taken.label_set) == ((), (), LABEL_SET)


def test_brats_configuration_brings_what_is_not_here_and_leaves_the_rest(tmp_path):
    path = written(tmp_path, "annotation.conf", ANNOTATION)
    written(tmp_path, "visual.conf", "[drawing]\nShip bgColor:#00aa00\n")
    file = read_label_file(path)
    [problem] = file.problems
    assert (problem.file, problem.line) == ("annotation.conf", 13)
    taken = take_over(LABEL_SET, file)
    here = taken.label_set
    assert ("span_labels", "PERSON") in taken.same
    assert taken.changed == ()
    assert here.span_label("p") == LABEL_SET.span_label("p")
    names = [one.name for one in here.span_labels[4:]]
    assert names == ["Vehicle", "Ship"]
    ship, vehicle = here.span_label_named("Ship"), here.span_label_named("Vehicle")
    assert (ship.colour, ship.key, vehicle.key) == ("#00aa00", "6", "5")
    carries = here.relation_label_named("carries")
    assert carries.heads == {ship.id, vehicle.id}
    assert carries.tails == {"p"}
    sure = here.attribute_named("Sure", "span")
    assert (sure.values, sure.labels) == (("High", "Low"), {ship.id})


def test_a_configuration_of_another_name_is_read_too(tmp_path):
    path = written(tmp_path, "old.conf", ANNOTATION)
    assert [one.name for one in read_label_file(path).label_set.span_labels] == [
        "PERSON", "Vehicle", "Ship",
    ]  # fmt: skip


def test_doccanos_label_types_of_all_kinds(tmp_path):
    types = [
        {"text": "PERSON", "suffix_key": "9", "background_color": "#FF0000", "task_type": "Span"},
        {"text": "Dog", "suffix_key": "a", "background_color": "#FF0000", "task_type": "Span"},
        {"text": "weather", "task_type": "Category"},
        {"text": "owns", "background_color": "#00ff00", "task_type": "Relation"},
        {"suffix_key": "b", "background_color": "#00ff00"},
    ]
    file = read_label_file(written(tmp_path, "label_config.json", orjson.dumps(types)))
    assert len(file.problems) == 1
    taken = take_over(LABEL_SET, file)
    assert {name for _, name in taken.new} == {"Dog", "weather", "owns"}
    assert taken.same == (("span_labels", "PERSON"),)
    assert taken.label_set.span_label("p").colour == LABEL_SET.span_label("p").colour
    dog = taken.label_set.span_label_named("Dog")
    assert (dog.colour, dog.key) == ("#ff0000", "a")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("labels.toml", '[[span_labels]]\nname = "A"\ncolour = "red"\n', 1),
        ("labels.toml", '[[span_labels]]\nname = "A"\n\n[[span_labels]]\nname = "A"\n', 4),
        ("labels.toml", "[[span_labels\n", 1),
        ("labels.json", '{"neither": "labels"}', 1),
        ("annotation.conf", "# nothing\n", None),
        ("visual.conf", "[drawing]\nShip bgColor:#00aa00\n", None),
    ],
)
def test_a_file_that_says_nothing_usable_is_told_with_its_line(tmp_path, name, text, line):
    with pytest.raises(LabelSetUnreadable) as refused:
        read_label_file(written(tmp_path, name, text))
    assert refused.value.line == line
    assert refused.value.reason


def test_a_file_that_is_not_there(tmp_path):
    for name in ("labels.toml", "annotation.conf"):
        with pytest.raises(FileUnreadable):
            read_label_file(tmp_path / name)


def test_bytes_that_are_no_text_harm_nothing(tmp_path):
    path = written(tmp_path, "annotation.conf", b"[entities]\nSh\xff\x00ip\nPort\n")
    assert "Port" in [one.name for one in read_label_file(path).label_set.span_labels]


def test_doccano_gets_a_file_for_each_kind(tmp_path):
    made = write_label_file(LABEL_SET, tmp_path / "span_types.json")
    names = ["span_types.json", "relation_types.json", "category_types.json"]
    assert [one.name for one in made] == names
    here = LabelSet()
    for one in made:
        here = take_over(here, read_label_file(one)).label_set
    assert [one.name for one in here.span_labels] == [one.name for one in LABEL_SET.span_labels]
    assert [one.key for one in here.relation_labels] == ["w", "h", "l", "s"]
    assert [one.name for one in here.document_labels] == ["politics", "sport"]


def test_brat_reads_what_is_written_for_it(tmp_path):
    label_set = replace(
        LABEL_SET,
        span_labels=(*LABEL_SET.span_labels, SpanLabel("g", "gone", "#111111", is_retired=True)),
        relation_labels=(
            RelationLabel("w", "works_for", "#4169a8", frozenset("p"), frozenset("o")),
        ),
    )
    made = write_label_file(label_set, tmp_path / "annotation.conf")
    here = take_over(LabelSet(), read_label_file(made[0])).label_set
    assert [(one.name, one.colour) for one in here.span_labels] == [
        (one.name, one.colour) for one in LABEL_SET.span_labels
    ]
    (works,) = here.relation_labels
    person, firm = here.span_label_named("PERSON"), here.span_label_named("ORGANISATION")
    assert works.allows(person.id, firm.id) and not works.allows(firm.id, person.id)
    assert here.attribute_named("mention", "span").values == ("named", "pronoun")
