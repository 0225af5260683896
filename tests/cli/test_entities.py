"""The command entities."""

from pathlib import Path

import pytest

from annotator.edits.edit import AddSpan
from annotator.project.project import Project
from tests.builders import LABEL_SET, make_span
from tests.cli.conftest import Command

ARTICLES = {
    "wharf": "Ilse Varga spoke in Lomera. Varga left.",
    "ferry": "Nobody met Ilse Varga.",
    "vote": "The council heard ILSE VARGA.",
}
MENTIONS = {"wharf": ("Ilse Varga", "Varga"), "ferry": ("Ilse Varga",), "vote": ("ILSE VARGA",)}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Three articles on which Maria has marked Ilse Varga, once by her last name alone."""
    path = tmp_path / "news.annotator"
    for id, text in ARTICLES.items():
        (tmp_path / f"{id}.txt").write_text(text, encoding="utf-8")
    with Project.create(path, label_set=LABEL_SET, annotator="Maria") as made:
        made.import_sources([tmp_path / f"{id}.txt" for id in ARTICLES])
        for document in made.documents():
            for words in MENTIONS[document.id]:
                nth = 2 if words == "Varga" else 1
                span = make_span(document.text, words, id=f"{document.id} {words}", nth=nth)
                made.apply(AddSpan(span), document.id)
    return path


def linked(command: Command, news: Path) -> dict[str, list[str]]:
    """Name of entity -> spans that are linked to it."""
    rows = command("entities", news, "list", "--retired", "--json").json["entities"]
    shown = {one["name"]: command("entities", news, "show", one["id"], "--json") for one in rows}
    return {
        name: sorted(each["span"] for each in one.json["mentions"]) for name, one in shown.items()
    }


def link(command: Command, news: Path, *arguments: str) -> str:
    result = command("entities", "--annotator", "Maria", news, "link", *arguments)
    assert (result.status, result.err) == (0, "")
    return result.out


def test_an_empty_list_says_so(command: Command, news: Path) -> None:
    told = command("entities", news, "list")
    assert (told.status, told.out, told.err) == (0, "", "The project has no entities.\n")
    assert command("entities", news, "list", "--json").json == {"entities": []}


def test_spans_are_linked_to_a_new_one_and_shown(command: Command, news: Path) -> None:
    dry = link(command, news, "Ilse Varga", "--new", "--dry-run")
    assert dry.splitlines() == [
        "It would concern 3 spans in 3 articles.",
        "  wharf, Maria:  «Ilse Varga» spoke in Lomera. Varga left.",
        "  ferry, Maria: Nobody met «Ilse Varga» .",
        "  vote, Maria: The council heard «ILSE VARGA» .",
    ]
    assert linked(command, news) == {}
    told = link(command, news, "Ilse Varga", "--new", "--json")
    assert '"spans": 3' in told
    assert linked(command, news) == {
        "Ilse Varga": ["ferry Ilse Varga", "vote ILSE VARGA", "wharf Ilse Varga"]
    }
    (row,) = command("entities", news, "list", "--json").json["entities"]
    assert (row["spans"], row["articles"], row["outside_id"]) == (3, 3, None)
    listed = command("entities", news, "list").out.splitlines()
    assert listed[1].split() == ["Ilse", "Varga", "3", "3", row["id"]]
    shown = command("entities", news, "show", "Ilse Varga").out
    assert shown.splitlines()[:3] == [
        "Ilse Varga",
        f"  id: {row['id']}",
        "  3 mentions in 3 articles",
    ]
    assert "vote, Maria: The council heard «ILSE VARGA» ." in shown
    acts = command("history", news, "--json").json["acts"]
    assert acts[-1]["annotator"] == "Maria"


def test_links_are_narrowed_and_taken_away(command: Command, news: Path) -> None:
    command("entities", news, "make", "Ilse Varga", "--label", "PERSON")
    link(command, news, "Varga", "--to", "Ilse Varga")
    assert linked(command, news) == {"Ilse Varga": ["wharf Varga"]}
    link(command, news, "ilse varga", "--to", "Ilse Varga", "--article", "vote")
    assert linked(command, news) == {"Ilse Varga": ["vote ILSE VARGA", "wharf Varga"]}
    assert "0 spans" in link(command, news, "Varga", "--to", "Ilse Varga", "--label", "ROLE")
    link(command, news, "Varga", "--none")
    assert linked(command, news) == {"Ilse Varga": ["vote ILSE VARGA"]}


def test_named_and_identified(command: Command, news: Path) -> None:
    assert command("entities", news, "make", " I.  Varga ", "--dry-run").out == (
        "Would make I. Varga.\n"
    )
    made = command("entities", news, "make", "I. Varga", "--outside-id", "Q1", "--json").json
    assert (made["entity"]["name"], made["entity"]["outside_id"]) == ("I. Varga", "Q1")
    dry = command("entities", news, "rename", "I. Varga", "Ilse Varga", "--dry-run")
    assert dry.out == "Would rename I. Varga to Ilse Varga.\n"
    assert list(linked(command, news)) == ["I. Varga"]
    assert command("entities", news, "rename", "I. Varga", "Ilse Varga").status == 0
    told = command("entities", news, "set-id", "Ilse Varga", " Q4711 ")
    assert told.out == "Changed the outside id of Ilse Varga: Q1 → Q4711.\n"
    assert command("entities", news, "set-id", "Ilse Varga", "").out.endswith("Q4711 → none.\n")
    twin = command("entities", news, "make", "Ilse Varga")
    assert (twin.status, made["entity"]["id"] in twin.line) == (0, True)
    ambiguous = command("entities", news, "show", "Ilse Varga")
    assert (ambiguous.status, "2 entities are called “Ilse Varga”" in ambiguous.line) == (2, True)
    assert command("check", news).status == 0


def test_split_and_merged_again(command: Command, news: Path) -> None:
    link(command, news, "Ilse Varga", "--new")
    link(command, news, "Varga", "--to", "Ilse Varga")
    arguments = ("split", "Ilse Varga", "--words", "varga", "--name", "Otto Varga")
    dry = command("entities", news, *arguments, "--dry-run")
    assert dry.out.splitlines()[0] == "It would concern 1 span in 1 article."
    assert len(linked(command, news)) == 1
    told = command("entities", news, *arguments, "--json").json
    assert linked(command, news)["Otto Varga"] == ["wharf Varga"]
    command("entities", news, "set-id", told["made"], "Q2")
    merging = ("merge", "Otto Varga", "--into", "Ilse Varga")
    assert command("entities", news, *merging, "--dry-run").out.startswith("It would concern 1 ")
    assert command("entities", news, *merging).out == "It concerned 1 span in 1 article.\n"
    (row,) = command("entities", news, "list", "--json").json["entities"]
    assert (row["name"], row["spans"], row["outside_id"]) == ("Ilse Varga", 4, "Q2")
    split = command("entities", news, "split", "Ilse Varga", "--of", "Maria", "--article", "vote",
                    "--name", "Another")  # fmt: skip
    assert split.status == 0
    assert linked(command, news)["Another"] == ["vote ILSE VARGA"]
    assert command("check", news).status == 0


def test_removed_where_nothing_is_linked(command: Command, news: Path) -> None:
    command("entities", news, "make", "Nobody")
    link(command, news, "Ilse Varga", "--new")
    dry = command("entities", news, "remove", "Nobody", "--dry-run")
    assert dry.out == "Would remove Nobody.\n"
    refused = command("entities", news, "remove", "Nobody", "Ilse Varga")
    assert (refused.status, "3 spans are linked to “Ilse Varga”" in refused.line) == (2, True)
    assert set(linked(command, news)) == {"Nobody", "Ilse Varga"}
    told = command("entities", news, "remove", "Nobody", "--json").json
    assert (told["dry_run"], told["entities"][0]["name"]) == (False, "Nobody")
    assert set(linked(command, news)) == {"Ilse Varga"}
    assert command("check", news).status == 0


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rename", "Nobody", "Somebody"), "“Nobody”"),
        (("rename", "Ilse Varga", "  "), "needs a name"),
        (("make", ""), "needs a name"),
        (("remove", "Ilse Varga"), "take the links away"),
        (("remove", "Nobody"), "“Nobody”"),
        (("make", "X", "--label", "VESSEL"), "VESSEL"),
        (("merge", "Ilse Varga", "--into", "Ilse Varga"), "the same entity"),
        (("merge", "Ilse Varga", "--into", "Nobody"), "“Nobody”"),
        (("split", "Ilse Varga"), "--words"),
        (("split", "Ilse Varga", "--article", "vote"), "--name"),
        (("split", "Ilse Varga", "--words", "Lomera"), "No mention"),
        (("split", "Ilse Varga", "--article", "gone", "--name", "X"), "gone"),
        (("split", "Ilse Varga", "--of", "Kim", "--name", "X"), "Kim"),
        (("link", "Ilse Varga", "--new"), "--annotator"),
        (("link", "Ilse Varga"), "--to"),
        (("link", "Ilse Varga", "--new", "--none"), "--to"),
    ],
)
def test_wrong_use_is_one_line_and_does_nothing(
    command: Command, news: Path, arguments: tuple[str, ...], words: str, dry: list[str]
) -> None:
    link(command, news, "Ilse Varga", "--new")
    before = news.read_bytes()
    result = command("entities", news, *arguments, *dry)
    assert (result.status, result.out, words in result.line) == (2, "", True), result.line
    assert news.read_bytes() == before


def test_a_new_one_needs_something_to_be_linked_to_it(command: Command, news: Path) -> None:
    result = command("entities", "--annotator", "Maria", news, "link", "Lomera", "--new")
    assert (result.status, "None of these spans is “Lomera”" in result.line) == (2, True)
    assert linked(command, news) == {}
