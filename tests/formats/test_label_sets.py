"""Label set files: read strictly, told with the line, written back."""

import re
from pathlib import Path

import pytest

from annotator.formats.label_sets import (
    parse_label_set,
    plain_label_set,
    read_label_set,
    write_label_set,
)
from annotator.model.errors import FileUnreadable, LabelSetUnreadable
from annotator.model.labels import LabelSet
from annotator.resources import resource_path
from tests.builders import LABEL_SET

PATH = Path("labels.toml")
NEWS = resource_path("label_sets", "news.toml")


def parse(text: str) -> LabelSet:
    return parse_label_set(text, PATH)


def test_the_news_labels_are_read() -> None:
    news = read_label_set(NEWS)
    assert [one.name for one in news.span_labels][:2] == ["PERSON", "ORGANISATION"]
    says = news.relation_label_named("says")
    person, quote = news.span_label_named("PERSON"), news.span_label_named("QUOTE")
    assert says is not None
    assert person is not None
    assert quote is not None
    assert says.allows(person.id, quote.id)
    assert not says.allows(quote.id, person.id)
    same = news.relation_label_named("same as")
    assert same is not None
    assert (same.is_symmetric, same.is_transitive) == (True, True)
    mention = news.attribute_named("mention", "span")
    assert mention is not None
    assert (mention.values[0], mention.applies_to_label(person.id), mention.applies_to_label(quote.id)) == (
        "named", True, False,
    )  # fmt: skip
    assert {one.group for one in news.document_labels} == {"topic"}


def test_ids_are_made_anew_each_time() -> None:
    ids = [read_label_set(NEWS).span_labels[0].id for _ in range(2)]
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    "label_set", [LABEL_SET, read_label_set(NEWS), LabelSet("Empty")], ids=lambda one: one.name
)
def test_what_is_written_is_read_back(label_set: LabelSet) -> None:
    text = write_label_set(label_set)
    assert plain_label_set(parse(text)) == plain_label_set(label_set)
    assert write_label_set(parse(text)) == text


def test_a_retired_attribute_is_written_as_one() -> None:
    text = '[[attributes]]\nname = "sure"\nkind = "flag"\nretired = true\n'
    [attribute] = parse(write_label_set(parse(text))).attributes
    assert attribute.is_retired


def test_difficult_names_come_back() -> None:
    text = write_label_set(
        parse(
            '[[span_labels]]\nname = "R&D \\"x\\" اسم 😀"\ndescription = """a\nb\\\\c"""\nretired = true\n'
        )
    )
    [label] = parse(text).span_labels
    assert (label.name, label.description, label.is_retired) == ('R&D "x" اسم 😀', "a\nb\\c", True)


def test_a_label_without_a_colour_gets_one_of_its_own() -> None:
    colours = [
        one.colour
        for one in parse('[[span_labels]]\nname="A"\n[[span_labels]]\nname="B"\n').span_labels
    ]
    assert len(set(colours)) == 2
    assert all(re.fullmatch("#[0-9a-f]{6}", one) for one in colours)


LABEL = '[[span_labels]]\nname = "A"\n'


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("name = ", "Invalid value", 1),
        ('name = "x"\nname = "y"', "Cannot overwrite a value", 2),
        ("colour = 'x'", "unknown key 'colour'", None),
        ("span_labels = 3", "span_labels is not a list of tables", 1),
        (LABEL + "color = '#000000'", "unknown key 'color'", 1),
        (LABEL + "\n" + LABEL, "name 'A' twice", 4),
        (LABEL + "[[span_labels]]", "no name", 3),
        (LABEL + "[[span_labels]]\nname = ' '", "no name", 3),
        (LABEL + "[[span_labels]]\nname = 3", "name is not a text", 3),
        (LABEL + "[[span_labels]]\nname = 'a\\u0007'", None, None),
        (LABEL + "colour = 'red'", "colour 'red' is not like #2f6fde", 1),
        (LABEL + "key = 'ab'", "key 'ab' is not one character", 1),
        (LABEL + "retired = 1", "retired is neither true nor false", 1),
        (
            LABEL + "[[relation_labels]]\nname='r'\nheads=['B']",
            "heads names 'B', which is no label here",
            3,
        ),
        (LABEL + "[[relation_labels]]\nname='r'\nheads='A'", "heads is not a list of texts", 3),
        (
            "[[attributes]]\nname='a'\nkind='colour'",
            "kind 'colour' is not one of choice, several, flag, text, number",
            1,
        ),
        ("[[attributes]]\nname='a'", "no values to choose from", 1),
        (
            "[[attributes]]\nname='a'\nkind='flag'\nlabels=['B']",
            "labels names 'B', which is no label here",
            1,
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_file_is_told_with_reason_and_line(
    text: str, reason: str | None, line: int | None
) -> None:
    if reason is None:
        assert parse(text)
        return
    with pytest.raises(LabelSetUnreadable) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.line) == (reason, line)


def test_two_labels_may_not_want_one_key() -> None:
    text = LABEL + "key='1'\n[[span_labels]]\nname='B'\nkey='1'"
    with pytest.raises(LabelSetUnreadable) as caught:
        parse(text)
    reason = "the key '1' of 'B' is that of 'A' already"
    line = text[: text.rindex("[[")].count("\n") + 1
    assert (caught.value.reason, caught.value.line) == (reason, line)
    assert parse(text + "\nretired=true"), "a retired label wants no key"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_label_set(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"')
    with pytest.raises(LabelSetUnreadable) as caught:
        read_label_set(tmp_path / "latin.toml")
    assert caught.value.reason == "not UTF-8 at byte 8"


def test_a_file_that_is_nested_too_deep_is_told() -> None:
    with pytest.raises(LabelSetUnreadable) as caught:
        parse("name = " + "[" * 3000)
    assert caught.value.reason == "nested too deep"
