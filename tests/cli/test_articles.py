"""The command articles: listed as the window lists them, taken out of the lists and brought back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

LINE = (
    '{"version": 1, "id": "%s", "text": "Ilse Varga spoke in Lomera%s", "meta": {"title": "%s", '
    '"source": "%s", "published": "%s"}, "annotator": "%s", "status": "%s", "labels": [], '
    '"spans": [{"id": "s-%s", "label": "PERSON", "start": 0, "end": 10, "text": "Ilse Varga"}], '
    '"relations": []}\n'
)


@pytest.fixture
def news(command: Command, tmp_path: Path) -> Path:
    """Three articles of two sources, labelled by Jo but the ferry, which is Kim's."""
    assert command("new", "news.annotator").status == 0
    lines = [
        LINE % (id, "." * length, title, source, day, who, status, id)
        for id, length, title, source, day, who, status in (
            ("wharf", 9, "Wharf", "Norrow Post", "2017-03-24", "Jo", "finished"),
            ("ferry", 1, "Ferry", "Gazette", "2016-12-01", "Kim", "finished"),
            ("vote", 5, "Vote", "Gazette", "2017-01-02", "Jo", "in_progress"),
        )
    ]
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    assert command("import", "news.annotator", "in.jsonl").status == 0
    return tmp_path / "news.annotator"


def listed(command: Command, news: Path, *more: str, who: str = "Jo") -> list[str]:
    told = command("articles", "--annotator", who, news, "show", "--json", *more).json
    return [one["id"] for one in told["articles"]]


def test_show(command: Command, news: Path) -> None:
    lines = command("articles", "--annotator", "Jo", news, "show").out.splitlines()
    assert [line.split() for line in lines] == [
        ["article", "status", "date", "source", "characters", "spans", "title"],
        ["wharf", "finished", "2017-03-24", "Norrow", "Post", "35", "1", "Wharf"],
        ["ferry", "new", "2016-12-01", "Gazette", "27", "0", "Ferry"],
        ["vote", "in", "progress", "2017-01-02", "Gazette", "31", "1", "Vote"],
    ]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (("--sort", "published"), ["ferry", "vote", "wharf"]),
        (("--sort", "characters", "--reverse"), ["wharf", "vote", "ferry"]),
        (("--which", "finished"), ["wharf"]),
        (("--source", "Gazette"), ["ferry", "vote"]),
        (("--source", "Gazette", "--source", "Norrow Post"), ["wharf", "ferry", "vote"]),
        (("--since", "2017", "--until", "2017-02"), ["vote"]),
        (("--words", "ILSE whar"), ["wharf"]),
        (("--least-spans", "1"), ["wharf", "vote"]),
        (("--most-spans", "0"), ["ferry"]),
        (("--least-characters", "30", "--most-characters", "32"), ["vote"]),
        (("--edited-since", "2020"), []),  # what was brought in, nobody has edited here
        (("--which", "hidden"), []),
    ],
)
def test_narrowed_and_sorted(
    command: Command, news: Path, asked: tuple[str, ...], ids: list[str]
) -> None:
    assert listed(command, news, *asked) == ids


def test_set_aside_and_brought_back(command: Command, news: Path) -> None:
    dry = command("articles", news, "set-aside", "wharf", "ferry", "--dry-run")
    assert dry.out.splitlines() == [
        "Would set 2 articles aside.",
        "  Jo: 1 article, finished, 1 span",
        "  Kim: 1 article, finished, 1 span",
    ]
    assert len(listed(command, news)) == 3
    told = command("articles", "--annotator", "Kim", news, "set-aside", "wharf", "ferry", "--json")
    assert told.json["articles"] == 2
    assert [one["annotator"] for one in told.json["sets"]] == ["Jo", "Kim"]
    assert listed(command, news) == ["vote"]
    assert listed(command, news, "--which", "hidden") == ["wharf", "ferry"]
    assert "2 articles set aside or removed" in command("stats", news).out
    assert command("articles", news, "remove", "ferry").out.splitlines()[0] == (
        "Removed 1 article from the list."
    )
    lines = command("articles", news, "show", "--which", "hidden").out.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [["wharf", "set"], ["ferry", "removed"]]
    dry = command("articles", news, "bring-back", "ferry", "vote", "--dry-run")
    assert dry.out == "Would bring 1 article back into the list.\n"
    assert command("articles", news, "bring-back", "ferry", "wharf").out == (
        "Brought 2 articles back into the list.\n"
    )
    assert len(listed(command, news)) == 3
    assert command("check", news).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "--since", "2017-13"), "“2017-13” is no date; write 2017, 2017-03 or 2017-03-24"),
        (("show", "--least-spans", "-1"), "-1 is not in the range"),
        (("show", "--which", "gone"), "gone"),
        (("set-aside", "wharf", "nowhere"), "nowhere"),
        (("bring-back", "nowhere"), "nowhere"),
        (("remove",), "ARTICLE"),
        (("--annotator", "Nobody", "show"), "Nobody"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(
    command: Command, news: Path, arguments: tuple[str, ...], said: str
) -> None:
    whose = arguments[:2] if arguments[0] == "--annotator" else ()
    result = command("articles", *whose, news, *arguments[len(whose) :])
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert len(listed(command, news)) == 3
