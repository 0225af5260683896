"""The card: YAML that is read whatever is in it, and words for people."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.hugging_face.card import yaml_text
from tests.formats.hugging_face.sets import make_line, write

ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


def card(**chosen: str) -> tuple[dict[str, object], str]:
    files, _ = write([("train", [make_line(), make_line(annotator="Ilya")])], **chosen)
    _, front, body = files["README.md"].decode().split("---\n", 2)
    return yaml.safe_load(front), body


@given(ANY)
def test_any_text_is_read_back_from_yaml(text: str) -> None:
    assert yaml.safe_load(f"a: {yaml_text(text)}") == {"a": text}


def test_the_front_says_what_programs_want_to_know() -> None:
    front, _ = card(name="Harbour talks", license="cc-by-4.0")
    assert front["pretty_name"] == "Harbour talks"
    assert front["license"] == "cc-by-4.0"
    assert front["language"] == ["en"]
    assert front["task_categories"] == ["token-classification"]
    assert front["size_categories"] == ["n<1K"]
    configs = front["configs"]
    assert isinstance(configs, list)
    assert configs[0] == {
        "config_name": "tokens",
        "default": True,
        "data_files": [{"split": "train", "path": "tokens/train.jsonl"}],
    }


def test_a_licence_is_the_persons_to_state() -> None:
    front, body = card()
    assert "license" not in front
    assert "No licence is stated." in body
    front, body = card(license="https://example.org/terms")
    assert front["license"] == "other"
    assert front["license_link"] == "https://example.org/terms"
    assert "No licence is stated." not in body


def test_people_read_what_it_is_and_how_it_was_made() -> None:
    _, body = card(name="Talks *in* <Norrow>", description="Line one.\n# not a heading")
    assert "# Talks \\*in\\* \\<Norrow\\>" in body
    assert "Line one. \\# not a heading" in body
    assert "1 article, labelled by 2 annotators: 10 spans, 4 relations." in body
    assert "| ORG | 6 |  |" in body
    assert "| PERSON | 4 | A named \\| person |" in body
    assert 'load_dataset("path/to/this/folder", "tokens")' in body
    assert "| `head_start` | the first word of the head |" in body
    assert "A span that ends inside a word takes the whole word. Tags are IOB2;" in body
    assert "For each pair with a relation there are 1 without one" in body
    _, body = card(tables="documents")
    assert body.rstrip().endswith("## How it was made\n\nLabelled in annotator.")


def test_labels_that_nothing_wears_are_listed_only_where_rows_have_numbers() -> None:
    line = make_line(spans=make_line().spans[:1], relations=())
    for tags, names in (
        ("names", ["O", "B-PERSON", "I-PERSON"]),
        ("numbers", ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG"]),
    ):
        files, _ = write([("", [line])], tags=tags)
        front = yaml.safe_load(files["README.md"].decode().split("---\n")[1])
        features = {one["name"]: one for one in front["dataset_info"][0]["features"]}
        listed = features["ner_tags"]["sequence"]["class_label"]["names"]
        assert list(listed.values()) == names
