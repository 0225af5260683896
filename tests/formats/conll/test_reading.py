"""CoNLL files of every shape become articles; what is bad in one is told and the rest comes in."""

from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.checking import check_line
from annotator.formats.conll import reading
from annotator.formats.conll.conll import Conll
from annotator.formats.conll.schemes import SCHEMES
from annotator.formats.corpus import CorpusLine
from annotator.formats.format import ReadOptions
from annotator.formats.source import file_source
from annotator.model.errors import EncodingGuessed, FileEmpty, FileNotText
from annotator.model.format_errors import FileWrong
from tests.formats.conll.conll_files import covered, read, said

TWO = "Ilse\tB-PER\nVarga\tI-PER\nleft\tO\n\nNorrow\tB-ORG\nslept\tO\n"


def test_sentences_are_lines_and_tags_are_spans() -> None:
    (line,), problems = read(TWO)
    assert line.document.text == "Ilse Varga left\nNorrow slept"
    assert covered(line) == [("PER", "Ilse Varga"), ("ORG", "Norrow")]
    assert {one.origin for one in line.spans} == {"imported"}
    assert (line.document.id, line.is_raw, line.number, line.status) == ("in", True, 1, "finished")
    assert line.document.meta.extra == {"rebuilt_from_tokens": "spaces"}
    assert said(problems, is_skipped=True) == []
    assert [what for _, what in said(problems, is_skipped=False)] == [
        "the text is put together from tokens, with a space between them"
        " and each sentence on its own line",
        "tokens were read from column 1, tags from column 2",
        "the tags are IOB2",
        "nothing says where an article ends, so that the file is one; "
        "the setting documents=sentence makes one of each sentence",
    ]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("a I-X\nb B-X\nc O\n", "the tags are IOB1"),
        ("a B-X\nb O\n", "the tags are IOB2"),
        ("a S-X\nb O\n", "the tags are BIOES"),
        ("a U-X\nb O\n", "the tags are BILOU"),
        ("a B-X\nb M-X\nc E-X\n", "the tags are BMES"),
        (
            "a B-X\nb O\nc I-X\nd O\ne B-X\n",
            "the tags are IOB2 in 2 spans and IOB1 in 1 (the first that begins with I in line 3);"
            " both were read by one rule",
        ),
        ("a O\nb O\n", "no tag is there but O"),
        (
            "a PER\nb PER\nc O\n",
            "the tags are labels without letters before them: spans that touch became one",
        ),
    ],
)
def test_the_scheme_is_told(content: str, what: str) -> None:
    lines, problems = read(content)
    assert what in [one for _, one in said(problems, is_skipped=False)]
    assert len(lines) == 1


def test_what_is_irregular_is_told_with_its_first_line() -> None:
    (line,), problems = read("a S-X\nb O\nc I-X\nd O\ne B-X\nf I-Y\n")
    assert covered(line) == [("X", "a"), ("X", "c"), ("X", "e"), ("Y", "f")]
    assert [what for _, what in said(problems, is_skipped=False)][2:5] == [
        "the tags are BIOES",
        "2 spans begin without the letter that BIOES has for it (the first in line 3);"
        " they were taken as they stand",
        "3 spans end without the letter that BIOES has for it (the first in line 3);"
        " they were taken as they stand",
    ]


def test_a_scheme_that_a_person_names_and_the_file_does_not_have() -> None:
    _, problems = read("a I-X\nb O\nc I-X\n", scheme="iob2")
    whats = [what for _, what in said(problems, is_skipped=False)]
    assert "the tags look like IOB1 and were read as IOB2, as was said" in whats
    (line,), problems = read("a B-X\nb S-X\n" + "c O\n" * 30, scheme="iob1")
    assert covered(line) == [("X", "a")]
    assert said(problems, is_skipped=True) == [(2, "not a tag; its token came in without")]


def test_articles_begin_where_the_file_says() -> None:
    content = "-DOCSTART- -X- O O\n\na NN B-NP B-X\n\n-DOCSTART- -X- O O\n\nb NN B-NP O\n"
    lines, _ = read(content)
    assert [(one.document.id, one.document.text, one.is_raw) for one in lines] == [
        ("in-1", "a", True),
        ("in-2", "b", True),
    ]
    (line,), _ = read(content, documents="file")
    assert line.document.text == "a\nb"


@pytest.mark.parametrize(
    ("comment", "id"),
    [
        ("# id = talks 7", "talks 7"),
        ("# id = a = b", "a = b"),
        ("# newdoc id = talks", "talks"),
        ("# hipe2020:document_id = GDL-1798", "GDL-1798"),
        ("#doc 5121", "5121"),
        ("# id 52d9 domain=en", "52d9"),
        ("#begin document (wsj/12); part 003", "wsj/12.3"),
        ("# DOC_ID = x", "x"),
    ],
)
def test_comments_name_articles(comment: str, id: str) -> None:
    lines, _ = read(f"{comment}\na\tB-X\n\nb\tO\n\n# id = last\nc\tO\n")
    assert [(one.document.id, one.is_raw) for one in lines] == [(id, False), ("last", False)]
    assert lines[0].document.text == "a\nb"
    assert lines[1].number == 7


def test_what_else_comments_say_is_kept() -> None:
    content = (
        "# id = talks\n# title = Ferry talks\n# hipe:language = fr\n# date = 1798-01-26\n"
        "# annotator = Maria\n# genre = news\n# a remark\na\tB-X\n\n# sent_id = 2\nb\tO\n"
    )
    (line,), problems = read(content)
    meta = line.document.meta
    assert (meta.title, meta.language, meta.published) == ("Ferry talks", "fr", "1798-01-26")
    assert meta.extra["conll"]["comments"]["genre"] == "news"
    assert line.annotator == "Maria"
    assert "2 comments inside articles were left out" in [
        what for _, what in said(problems, is_skipped=False)
    ]


def test_the_same_article_said_again_goes_on() -> None:
    (line,), _ = read("# id = a\nx\tB-X\n\n# id = a\ny\tO\n")
    assert line.document.text == "x\ny"


def test_two_annotators_of_one_article_are_two_lines() -> None:
    lines, _ = read("# id = a\n# annotator = Ilya\nx\tB-X\n\n# id = a\n# annotator = Maria\nx\tO\n")
    assert [(one.document.id, one.annotator, len(one.spans)) for one in lines] == [
        ("a", "Ilya", 1),
        ("a", "Maria", 0),
    ]


def test_an_article_without_tokens_is_told() -> None:
    lines, problems = read("# id = a\n\n# id = b\nx\tB-X\n\n# id = c\n")
    assert [one.document.id for one in lines] == ["b"]
    assert said(problems, is_skipped=True) == [
        (1, "the article a has no tokens and did not come in"),
        (6, "the article c has no tokens and did not come in"),
    ]


def test_hashtags_are_tokens() -> None:
    (line,), _ = read("#rain\tO\nin\tO\n#Norrow\tB-LOC\n#\tO\n# a comment\nis\tO\n")
    assert line.document.text == "#rain in #Norrow # is"
    (line,), _ = read("#rain O\nin O\n#Norrow B-LOC\n# a b\n")
    assert line.document.text == "#rain in #Norrow"


def test_sentences_can_be_articles() -> None:
    lines, _ = read(TWO, documents="sentence")
    assert [(one.document.id, one.document.text) for one in lines] == [
        ("in-1", "Ilse Varga left"),
        ("in-2", "Norrow slept"),
    ]
    lines, _ = read("# id = a\nx\tB-X\n\ny\tO\n", documents="sentence")
    assert [one.document.id for one in lines] == ["a.1", "a.2"]


def test_a_header_is_no_token_and_names_bare_tags() -> None:
    (line,), _ = read("TOKEN\tQUOTE\nHe\tB\nsaid\tI\nso\tO\n\nTOKEN\tQUOTE\nNo\tB\n")
    assert covered(line) == [("QUOTE", "He said"), ("QUOTE", "No")]
    (line,), _ = read("He B\nsaid I\nso O\n")
    assert covered(line) == [("SPAN", "He said")]


def test_several_columns_nest_spans() -> None:
    (line,), problems = read("Bank\tB-ORG\tO\nof\tI-ORG\tO\nNorrow\tI-ORG\tB-LOC\nis\tO\tO\n")
    assert covered(line) == [("ORG", "Bank of Norrow"), ("LOC", "Norrow")]
    whats = [what for _, what in said(problems, is_skipped=False)]
    assert "tokens were read from column 1, tags from columns 2, 3" in whats
    assert "the tags are IOB2 in column 3" in whats


def test_two_columns_that_say_the_same_make_one_span() -> None:
    (line,), _ = read("Norrow\tB-LOC\tB-LOC\nis\tO\tO\n")
    assert covered(line) == [("LOC", "Norrow")]


def test_spaces_as_the_file_says() -> None:
    content = "1\tdo\tB-X\t_\n2\tn't\tI-X\tSpaceAfter=No\n3\t.\tO\t_\n"
    (line,), problems = read(content)
    assert line.document.text == "do n't."
    assert covered(line) == [("X", "do n't")]
    assert line.document.meta.extra["rebuilt_from_tokens"] == "as the file says"
    assert "with spaces where the file says so" in said(problems, is_skipped=False)[0][1]
    (line,), _ = read(content, spacing="none")
    assert line.document.text == "don't."


def test_rows_for_several_words_are_passed_over() -> None:
    (line,), _ = read("1-2\tdel\t_\n1\tde\tO\n2\tel\tO\n2.1\t_\t_\n3\tmar\tB-X\n")
    assert line.document.text == "de el mar"


def test_no_spaces_in_chinese() -> None:
    (line,), _ = read("北\tB-LOC\n京\tE-LOC\n很\tO\n大\tO\n")
    assert line.document.text == "北京很大"
    assert covered(line) == [("LOC", "北京")]


def test_relations_of_rows_have_the_row_as_head() -> None:
    content = (
        "#doc 12\n0\tIlse\tB-Peop\t['N']\t[0]\n1\tVarga\tI-Peop\t['Work_For', 'Live_In']\t[3, 5]\n"
        "2\tof\tO\t['N']\t[2]\n3\tNorrow\tB-Org\t['N']\t[3]\n4\tin\tO\t['Kill']\t[9]\n"
        "5\tUlm\tB-Loc\t['N']\t[5]\n"
    )
    (line,), problems = read(content)
    by_id = {one.id: one.covered_text(line.document.text) for one in line.spans}
    assert [(by_id[one.head], one.label, by_id[one.tail]) for one in line.relations] == [
        ("Ilse Varga", "Work_For", "Norrow"),
        ("Ilse Varga", "Live_In", "Ulm"),
    ]
    assert said(problems, is_skipped=True) == [(6, "no two spans for the relation 'Kill'")]


def test_sentences_with_bars() -> None:
    (line,), _ = read("Ilse|NNP|B-PER left|VBD|O .|.|O\nNorrow|NNP|B-ORG ”|''\n")
    assert line.document.text == "Ilse left .\nNorrow ”"
    assert covered(line) == [("PER", "Ilse"), ("ORG", "Norrow")]


# ---- bad input


def test_rows_without_a_tag_keep_their_token() -> None:
    (line,), problems = read("a\tB-X\nb\nc\tPERSON\n\tO\nd\tO\n" + "e\tO\n" * 60)
    assert line.document.text.startswith("a b c d e")
    assert said(problems, is_skipped=True) == [
        (2, "no tag; its token came in without"),
        (3, "not a tag; its token came in without"),
        (4, "no token in its column"),
    ]


def test_many_bad_rows_are_counted() -> None:
    _, problems = read("a\tB-X\n" * 900 + "b\n" * 52)
    told = said(problems, is_skipped=True)
    assert len(told) == 51
    assert told[-1] == (952, "2 more rows were wrong as above")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b"\n \n\n", FileEmpty),
        (b"only words in here\nand no tags there\n", FileWrong),
        (b"%PDF-1.4 a\n", FileNotText),
        ("a\tB-X\n".encode("utf-16-le"), FileWrong),
        (b"\0\1\2\3\4\5\6\7" * 40, FileNotText),
    ],
)
def test_a_file_that_is_none(content: bytes, error: type[Exception]) -> None:
    lines, (problem,) = read(content)
    assert lines == []
    assert isinstance(problem.error, error)
    assert problem.is_whole


def test_a_column_that_is_not_there_is_told() -> None:
    lines, (problem,) = read(TWO, tag_column="7")
    assert lines == []
    assert isinstance(problem.error, FileWrong)
    assert problem.error.reason == "there is no column 7"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_carriage_returns_and_byte_order_marks_are_not_tokens(mark: bytes) -> None:
    (line,), _ = read(mark + TWO.replace("\n", "\r\n").encode())
    assert line.document.text == "Ilse Varga left\nNorrow slept"
    assert covered(line)[0] == ("PER", "Ilse Varga")


def test_utf_16_with_a_mark_is_read() -> None:
    (line,), _ = read(TWO.encode("utf-16"))
    assert covered(line) == [("PER", "Ilse Varga"), ("ORG", "Norrow")]


def test_old_encodings_are_guessed_and_told() -> None:
    spanish = "La\tO\ncompañía\tO\nespañola\tO\nCoruña\tB-LOC\nmás\tO\nallá\tO\n" * 5
    (line,), problems = read(spanish.encode("latin-1"))
    assert covered(line)[0] == ("LOC", "Coruña")
    assert any(isinstance(one.error, EncodingGuessed) for one in problems)


def test_bytes_that_are_no_text_behind_the_beginning() -> None:
    (line,), problems = read(b"a\tB-X\n" * 6000 + b"caf\xe9\tO\n")
    assert line.document.text.endswith("a caf\ufffd")
    assert (6001, "bytes that are not utf-8 were replaced") in said(problems, is_skipped=False)


def test_nul_and_very_long_labels() -> None:
    (line,), problems = read(f"a\0b\tB-{'x' * 1001}\nc\tB-Y\nd\tO\n")
    assert line.document.text == "a\ufffdb c d"
    assert covered(line) == [("Y", "c")]
    assert (1, "a label too long, or empty") in said(problems, is_skipped=True)
    assert (1, "1 characters that no text may hold were replaced") in said(
        problems, is_skipped=False
    )


def test_a_line_over_the_limit_is_told_and_passed_over() -> None:
    (line,), problems = read(b"a\tB-X\n" + b"x" * (17 << 20) + b"\nb\tO\n")
    assert line.document.text == "a b"
    assert said(problems, is_skipped=True) == [(2, "longer than 16 MB")]


def test_emoji_and_combining_characters_are_where_they_are() -> None:
    (line,), _ = read("👩\u200d👧\tO\nIlse\tB-PER\ne\u0301te\u0301\tB-X\n𝕏\tB-Y\n")
    assert covered(line) == [("PER", "Ilse"), ("X", "e\u0301te\u0301"), ("Y", "𝕏")]


def test_what_never_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PART_LIMIT", 100)
    lines, problems = read("Ilse\tB-PER\nleft\tO\n\n" * 50)
    assert sum(len(one.spans) for one in lines) == 50
    assert {len(one.document.text) <= 120 for one in lines} == {True}
    assert [one.document.id for one in lines[:2]] == ["in", "in-2"]
    assert "nothing says where an article ends; it was cut where it grew long" in [
        what for _, what in said(problems, is_skipped=False)
    ]


# ---- real files

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "formats"


def read_real(name: str) -> list[CorpusLine]:
    path = FILES / name
    if not path.exists():
        pytest.skip("the real files of other tools are not beside this checkout")
    items = Conll().read(file_source(path), ReadOptions())
    return [one for one in items if isinstance(one, CorpusLine)]


def test_a_real_file_of_tweets_has_all_its_tokens_and_spans() -> None:
    (line,) = read_real("conll/btc/BTC/CONLL-format/data/e.conll")
    assert line.document.text.count("\n") + 1 == 200
    assert len(line.document.text.split()) == 3981
    assert len(line.spans) == 325


def test_a_real_file_of_sentences_with_bars_has_all_its_spans() -> None:
    (line,) = read_real("spacy/ner_example_data/ner-sent-per-line.iob")
    assert line.document.text.count("\n") + 1 == 2
    assert len(line.spans) == 7


# ---- whatever is in a file

CELLS = st.sampled_from(
    [
        *("Ilse", "#rain", "#", "# id = x", "-DOCSTART-", "-X-", "TOKEN", "北", "👩\u200d👧"),
        *("O", "B-PER", "I-PER", "S-", "B", "_", "B-" + "x" * 1200, "a|b|O", ""),
        *("1", "1-2", "['N']", "[3]", "SpaceAfter=No", " ", "\0", "\ufeff", "\x85", "\u2028"),
    ]
)
LINES = st.lists(CELLS, max_size=5).flatmap(
    lambda cells: st.sampled_from(["\t", " ", "|"]).map(lambda gap: gap.join(cells))
)


@settings(max_examples=150)
@given(
    st.lists(LINES, max_size=12).map("\n".join) | st.binary(max_size=200),
    st.sampled_from(["auto", "file", "sentence"]),
    st.sampled_from(["auto", *SCHEMES]),
    st.sampled_from(["auto", "1", "2", "-1", "1,2"]),
)
def test_no_file_makes_it_stumble(
    content: str | bytes, documents: str, scheme: str, column: str
) -> None:
    Conll().recognises(PurePath("a.txt"), content if isinstance(content, bytes) else b"")
    lines, problems = read(content, documents=documents, scheme=scheme, tag_column=column)
    assert lines or problems
    for line in lines:
        check_line(line)
        assert line.document.text.strip()
        assert not any(character in line.document.text for character in "\0\ud800")
        for one in line.spans:
            covered_text = one.covered_text(line.document.text)
            assert covered_text == covered_text.strip("\n")
