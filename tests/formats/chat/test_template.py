"""Templates: the built-in one, a person's own, and what is wrong with one."""

from pathlib import Path

import pytest

from annotator.formats.chat.template import (
    PLACES,
    Message,
    built_in_template,
    read_template,
)
from annotator.model.errors import FileUnreadable
from annotator.model.format_errors import FileWrong
from annotator.resources import resource_path

SAID = dict.fromkeys(PLACES, "-") | {"text": "Use {{answer}} & {{odd}}.", "answer": '{"a":[]}'}
OWN = """
[[messages]]
role = "user"
content = "Read: {{ text }}"
[[messages]]
role = "assistant"
content = "{{answer}}"
"""


def write(folder: Path, content: str | bytes, name: str = "own.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_built_in_template_has_places_for_everything_that_matters() -> None:
    messages = built_in_template()
    assert [one.role for one in messages] == ["system", "user", "assistant"]
    for name in ("span_labels", "relation_labels"):
        assert f"{{{{{name}}}}}" in messages[0].content
    assert messages[1].content == "{{text}}"


def test_a_persons_own_messages_are_filled_once(tmp_path: Path) -> None:
    messages = read_template(write(tmp_path, OWN))
    assert [one.filled(SAID) for one in messages] == [
        {"role": "user", "content": "Read: Use {{answer}} & {{odd}}."},
        {"role": "assistant", "content": '{"a":[]}'},
    ]


def test_a_text_file_is_what_the_system_says(tmp_path: Path) -> None:
    messages = read_template(write(tmp_path, "\ufeffFind {{span_labels}}\r\nnow.\n", "a.txt"))
    assert messages[0] == Message("system", "Find {{span_labels}}\nnow.")
    assert messages[1:] == built_in_template()[1:]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[[messages", "it is not TOML"),
        ("a = 1", "it has no [[messages]]"),
        ("messages = 3", "it has no [[messages]]"),
        ("messages = [3]", "a message has a role"),
        ('[[messages]]\nrole = "boss"\ncontent = "{{answer}}"', "a message has a role"),
        ('[[messages]]\nrole = "user"\ncontent = 3', "a message has a role"),
        ('[[messages]]\nrole = "user"\ncontent = "{{text}}"', "no message has {{answer}}"),
        (OWN + '[[messages]]\nrole = "user"\ncontent = "{{texts}}"', "nothing is called {{texts}}"),
        ("a = " + "[" * 5000, "it is not TOML"),
        (b"\xff\xfe", "it is not UTF-8"),
        (b" " * (1 << 20) + b" ", "no larger than 1 MB"),
    ],
)
def test_what_is_wrong_with_a_template_is_told(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(FileWrong) as wrong:
        read_template(path)
    assert reason in wrong.value.reason
    assert wrong.value.path == path


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_template(tmp_path / "none.toml")


def test_the_help_shows_the_built_in_template() -> None:
    page = resource_path("help", "formats.md").read_text(encoding="utf-8")
    shown = page.split("```toml\n")[1].split("```")[0]
    assert shown == resource_path("templates", "chat.toml").read_text(encoding="utf-8")
