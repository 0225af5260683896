"""The labelling configuration read: labels, colours, relations, attributes, and what is shown."""

from io import BytesIO
from pathlib import Path

import pytest

from annotator.formats.label_studio.config import Config, config_beside, is_config, read_config
from annotator.formats.source import Source, file_source
from annotator.model.format_errors import FileWrong

CONFIG = """<View>
  <Style>.a { color: red }</Style>
  <Header value="$heading"/>
  <Relations><Relation value="leads" background="#0F0"/><Relation value=""/></Relations>
  <Labels name="kinds" toName="body">
    <Label value="PERSON" background="#FF0000" hotkey="p"/>
    <Label value="ORG" background="orange" hotkey="ctrl+o"/>
    <View><Label value="PLACE"/></View>
    <Label value="PERSON"/><Label/>
  </Labels>
  <Choices name="topic" toName="body"><Choice value="politics"/><Choice value="sea"/></Choices>
  <Choices name="mention" toName="body" perRegion="true" whenTagName="kinds"
           whenLabelValue="PERSON,NOBODY"><Choice value="named"/><Choice value="role"/></Choices>
  <Choices name="roles" toName="body" perRegion="true" choice="multiple">
    <Choice value="head"/></Choices>
  <Choices name="sure" toName="body" perRegion="true"><Choice value="true"/><Choice value="false"/></Choices>
  <TextArea name="why" toName="body" perRegion="true"/>
  <Rating name="quality" toName="body"/>
  <Text name="body" value="$article"/>
</View>"""


def config(text: str | bytes) -> Config:
    raw = text.encode() if isinstance(text, str) else text
    return read_config(Source(Path("config.xml"), "config.xml", BytesIO(raw)))


def test_everything_that_is_asked_is_found() -> None:
    found = config(CONFIG)
    labels = found.found.label_set
    assert [(one.name, one.colour, one.key) for one in labels.span_labels] == [
        ("PERSON", "#ff0000", "p"),
        ("ORG", "#e08214", ""),
        ("PLACE", "", ""),
    ]
    assert [(one.name, one.colour) for one in labels.relation_labels] == [("leads", "#00ff00")]
    assert [(one.name, one.group) for one in labels.document_labels] == [
        ("politics", "topic"),
        ("sea", "topic"),
    ]
    person = labels.span_labels[0].id
    assert [
        (one.name, one.kind, one.applies_to, one.values, one.labels) for one in labels.attributes
    ] == [
        ("mention", "choice", "span", ("named", "role"), {person}),
        ("roles", "several", "span", ("head",), frozenset()),
        ("sure", "flag", "span", (), frozenset()),
        ("why", "text", "span", (), frozenset()),
        ("quality", "number", "document", (), frozenset()),
    ]
    assert found.text_key == "article"
    assert found.is_of_regions == {"mention", "roles", "sure", "why"}


def test_what_is_shown_besides_text_is_known() -> None:
    found = config('<View><HyperText name="page" value="$html"/></View>')
    assert (found.others, found.text_key) == ({"page": "HyperText"}, "")
    two = config('<View><Text name="a" value="$a"/><Text name="b" value="$b"/></View>')
    assert (two.texts, two.text_key) == ({"a": "a", "b": "b"}, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<View><Labels></View>", "is no XML at line 1"),
        ("<View>\n&nbsp;</View>", "is no XML at line 2"),
        (b"<View>\xff</View>", "is no XML at line 1"),
        (
            '<!DOCTYPE View [<!ENTITY a "aaaa">]><View>&a;</View>',
            "declares a document type or entities; none is read",
        ),
        (b'<?xml version="1.0" encoding="klingon"?><View/>', "is no XML"),
    ],
)
def test_what_is_no_configuration_is_told(text: str | bytes, reason: str) -> None:
    with pytest.raises(FileWrong) as caught:
        config(text)
    assert caught.value.reason.startswith(reason)


def test_one_that_is_too_large_is_told() -> None:
    with pytest.raises(FileWrong) as caught:
        config(b"<View>" + b" " * (5 << 20))
    assert caught.value.reason == "is larger than 4 MB"


def test_tags_may_be_nested_deep() -> None:
    assert config("<View>" * 20_000 + "</View>" * 20_000).controls == {}


def test_a_configuration_beside_is_known_by_its_name_and_by_what_is_in_it(tmp_path: Path) -> None:
    tasks = file_source(tmp_path / "talks.json")
    assert config_beside(tasks) is None
    (tmp_path / "config.xml").write_text("<nitf/>")
    (tmp_path / "talks.xml").write_text("<article/>")
    assert config_beside(tasks) is None
    (tmp_path / "label_config.xml").write_text(CONFIG)
    found = config_beside(tasks)
    assert found is not None
    assert found.path.name == "label_config.xml"


def test_it_begins_with_a_view() -> None:
    assert is_config(b"\xef\xbb\xbf\n<View>")
    assert is_config(b'<View style="a">')
    assert not is_config(b"<Viewer>")
    assert not is_config(b"{}")
