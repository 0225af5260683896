"""Which column is what: found by content, by the header, or named by a person."""

from pathlib import PurePath

import pytest

from annotator.formats.conll.conll import Conll
from annotator.formats.conll.layout import Layout, NoSuchColumn, find_layout
from annotator.formats.format import HEAD_SIZE, Sureness

PLAIN = ["Ilse\tB-PER", "Varga\tI-PER", "leads\tO", "Norrow\tB-ORG"]


def test_two_columns_with_tabs() -> None:
    layout = find_layout(PLAIN)
    assert (layout.separator, layout.width, layout.token, layout.codes) == ("tab", 2, 0, (1,))


def test_four_columns_with_spaces_and_chunks_that_are_none_of_ours() -> None:
    rows = ["-DOCSTART- -X- -X- O", "Ilse NNP B-NP B-PER ", "leads VBZ B-VP O", ". . O O"]
    layout = find_layout(rows)
    assert (layout.separator, layout.token, layout.codes) == ("space", 0, (3,))
    assert find_layout(rows, tags="3").codes == (2,)


def test_chunks_are_no_tags_where_the_tags_are_all_o_at_first() -> None:
    assert find_layout(["Ilse NNP B-NP O", "leads VBZ B-VP O"]).codes == (3,)


def test_chunks_are_taken_where_there_is_nothing_else() -> None:
    assert find_layout(["Ilse NNP B-NP", "leads VBZ B-VP"]).codes == (2,)


def test_tags_before_tokens_and_running_numbers() -> None:
    assert find_layout(["B-Dish\tsoup", "O\tof", "O\tday"]).token == 1
    layout = find_layout(["1\tIlse\tB-PER\tO", "2\tVarga\tI-PER\tB-X"])
    assert (layout.index, layout.token, layout.codes) == (0, 1, (2, 3))


def test_a_header_names_columns() -> None:
    rows = ["TOKEN\tNE-COARSE\tNE-NESTED\tMISC", "Ilse\tB-pers\tO\t_", "leads\tO\tO\tNoSpaceAfter"]
    layout = find_layout(rows)
    assert layout.header == ("TOKEN", "NE-COARSE", "NE-NESTED", "MISC")
    assert (layout.token, layout.codes, layout.spacing) == (0, (1, 2), 3)
    assert layout.name_of(1) == "NE-COARSE"
    assert find_layout(rows, tags="NE-NESTED, NE-COARSE").codes == (2, 1)
    assert find_layout(PLAIN).name_of(1) == "2"


def test_columns_are_named_by_number_also_from_the_right() -> None:
    rows = ["Ilse NNP B-NP B-PER", "leads VBZ B-VP O"]
    layout = find_layout(rows, token="2", tags="-1,3")
    assert (layout.token, layout.codes) == (1, (3, 2))


@pytest.mark.parametrize("name", ["0", "9", "-5", "TAG", "", "2,9", "99999999"])
def test_a_column_that_is_not_there(name: str) -> None:
    with pytest.raises(NoSuchColumn, match="there is no column"):
        find_layout(["Ilse NNP B-NP B-PER"], tags=name)


def test_tokens_and_tags_are_two_columns() -> None:
    with pytest.raises(NoSuchColumn, match="token_column"):
        find_layout(PLAIN, token="2", tags="2")


def test_labels_without_letters() -> None:
    layout = find_layout(["Ilse PER", "Varga PER", "leads O", "Norrow ORG"])
    assert (layout.codes, layout.letters) == ((1,), "")
    named = find_layout(["Ilse X PER", "leads Y LOC"], tags="3")
    assert (named.codes, named.letters) == ((2,), "")


def test_a_file_of_nothing_but_o_is_still_read_with_letters() -> None:
    layout = find_layout(["It O", "rains O", ". O"])
    assert (layout.codes, bool(layout.letters)) == ((1,), True)


@pytest.mark.parametrize("rows", [["It rains today .", "So it does ."], ["word"], [], ["{}"]])
def test_prose_has_no_tags(rows: list[str]) -> None:
    with pytest.raises(NoSuchColumn, match="tag_column"):
        find_layout(rows)


def test_sentences_with_bars() -> None:
    layout = find_layout(["Ilse|NNP|B-PER leads|VBZ|O |||O", "She|PRP|O left|VBD|O"])
    assert (layout.separator, layout.width, layout.codes) == ("bar", 3, (2,))
    assert layout.rows("a|X|O |||O") == [["a", "X", "O"], ["|", "", "O"]]


def test_relations_of_rows() -> None:
    layout = find_layout(["0\tVarga\tB-Peop\t['Work_For']\t[2]", "1\tat\tO\t['N']\t[1]"])
    assert (layout.relations, layout.index, layout.token) == ((3, 4), 0, 1)


def test_a_hashtag_is_a_token_and_a_comment_is_not() -> None:
    layout: Layout = find_layout(["#rain\tO", "in\tO", "#Norrow\tB-LOC"])
    assert layout.has_row(["#rain", "O"])
    assert not layout.has_row(["# id = 7"])
    assert not layout.has_row(["# of", "something"])


@pytest.mark.parametrize(
    ("name", "head", "sureness"),
    [
        ("a.txt", b"Ilse\tB-PER\nleft\tO\n", Sureness.SURE),
        ("a.txt", b"#rain O\n# id = 7\nIlse B-PER\nleft O", Sureness.SURE),
        ("a.txt", b"\xef\xbb\xbfIlse B-PER\r\n\r\nleft O\r\n", Sureness.SURE),
        ("a.iob", b"Ilse|NNP|B-PER left|VBD|O", Sureness.SURE),
        ("a.conll", b"Ilse\tPER\nleft\tO\n", Sureness.LIKELY),
        ("a.conll", b"", Sureness.LIKELY),
        ("a.txt", b"Ilse left.\n\nShe is in Norrow.", Sureness.NO),
        ("a.csv", b"title,text\nIlse,left\n", Sureness.NO),
        ("a.ann", b"T1\tPER 0 4\tIlse\nT2\tORG 5 9\tleft\n", Sureness.NO),
        ("a.conll", b"#FORMAT=WebAnno TSV 3.3\n\nIlse\tB-PER\nleft\tO\n", Sureness.NO),
        ("a.jsonl", b'{"text": "B-PER O"}\n{"text": "B-PER O"}\n', Sureness.NO),
        ("a.conll", b"Ilse\tB-PER\nleft\tO\n" * 4000 + b"and a part of a", Sureness.SURE),
    ],
)
def test_files_are_recognised_by_their_rows(name: str, head: bytes, sureness: Sureness) -> None:
    assert Conll().recognises(PurePath(name), head[:HEAD_SIZE]) == sureness
