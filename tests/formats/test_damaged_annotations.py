"""Readers of annotations hold against damaged files: whatever stands in them, nothing is raised, and
what comes in is whole."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats.brat.brat import Brat
from annotator.formats.corpus import CorpusLine, LabelsFound, Problem
from annotator.formats.format import Format, ReadOptions
from annotator.formats.source import file_source
from annotator.formats.uima.formats import UimaJson, UimaXmi
from annotator.formats.webanno.webanno_tsv import WebAnnoTsv
from tests.formats.brat.test_configuration import ANNOTATION, VISUAL
from tests.formats.brat.test_journey import ANN
from tests.formats.brat.test_reading import TWEET, shifted
from tests.formats.brat.test_writing import TEXT as OTHER_TEXT
from tests.formats.uima.casses import entity, json_of, xmi
from tests.formats.uima.casses import written as written_cas
from tests.formats.uima.test_reading import TYPES
from tests.formats.uima.test_writing import LINE
from tests.formats.webanno.tables import RELATION, SPAN, table

JUNK = [
    b"",
    b"\0",
    b"\xff",
    b"\t",
    b"\n",
    b"\r",
    b"-1",
    b"99999999999",
    b"_x",
    b"[1_2]",
    b"|",
    b"*",
]
JUNK += [
    b'"',
    b"<",
    b"&#0;",
    b"&a;",
    b"{",
    b"%",
    b"\\",
    b"\xf0\x9f\x91\xa7",
    b"T1",
    b"E1",
    b":",
    b" ",
]


def brat_files() -> dict[str, bytes]:
    tweet = "".join(
        f"T{at}\t{shifted(word, is_surface_shifted=True)}\n"
        for at, word in ((7, "Oslo"), (8, "Yes"))
    )
    return {
        "a.ann": (ANN + tweet).encode(),
        "a.txt": (TWEET + OTHER_TEXT * 4).encode(),
        "annotation.conf": ANNOTATION.encode(),
        "visual.conf": VISUAL.encode(),
    }


def xmi_files() -> dict[str, bytes]:
    files = written_cas(LINE)
    return {
        "a.xmi" if name.endswith(".xmi") else "TypeSystem.xml": raw for name, raw in files.items()
    }


def other_xmi_files() -> dict[str, bytes]:
    mark = '<odd:Mark xmi:id="13" sofa="1" begin="3" end="13" count="3" links="20"><words>a</words></odd:Mark>'
    link = '<odd:Link xmi:id="20" role="r" target="13"/>'
    return {"a.xmi": xmi(entity(10, 3, 13), mark, link), "TypeSystem.xml": TYPES.encode()}


def json_files() -> dict[str, bytes]:
    [raw] = written_cas(LINE, is_json=True).values()
    return {"a.json": raw}


def bare_json_files() -> dict[str, bytes]:
    mark = {"%ID": 10, "%TYPE": "uima.tcas.Annotation", "@sofa": 1, "begin": 3, "end": 13}
    return {"a.json": json_of(mark)}


def tsv_files() -> dict[str, bytes]:
    slot = "#T_SP=custom.Host|f|ROLE_custom.Host:links_custom.L|uima.tcas.Annotation"
    chain = "#T_CH=coref.NameLink|referenceType|referenceRelation"
    body = (
        "#Text=I like 😊\n#Text=it\n1-1\t0-1\tI\tA[1]|B[2]\tx\tr;*\t1-2[1];1-3\tpr[1]\tc->1-1\t_\t_\n"
        "1-2\t2-6\tlike\tA[1]\t_\t_\t_\tpr[1]\t*->1-2\tlov\\|es\t1-1[2_1]\n1-2.1\t2-3\tl\tC\t_\t_\t_\t_\t_\t_\t_\n"
        "1-3\t7-9\t😊\tC\t_\t_\t_\t_\t_\t_\t_\n\n#Text=So\n2-1\t13-15\tSo\tZ\t_\t_\t_\t_\t_\tr\t1-3\n"
    )
    return {"a.tsv": table(SPAN, slot, chain, RELATION, body=body)}


MAKERS: list[tuple[Format, Callable[[], dict[str, bytes]]]] = [
    (Brat(), brat_files),
    (UimaXmi(), xmi_files),
    (UimaXmi(), other_xmi_files),
    (UimaJson(), json_files),
    (UimaJson(), bare_json_files),
    (WebAnnoTsv(), tsv_files),
]
IDS = ["brat", "xmi", "xmi-odd", "json", "json-bare", "tsv"]


def damage(raw: bytes, chance: random.Random) -> bytes:
    """Cut, double, swap or overwrite some places."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
        to = min(to, at + chance.choice((1, 1, 4, 40, 4000)))
        piece = chance.choice(
            (chance.choice(JUNK), raw[at:to] * 2, chance.randbytes(3), raw[to:at])
        )
        raw = raw[:at] + piece + raw[to:]
    return raw


def damage_numbers(raw: bytes, chance: random.Random) -> bytes:
    """Other numbers, where numbers stand: the shape of the file stays."""
    digits = [at for at, code in enumerate(raw) if 48 <= code < 58]
    for at in chance.sample(digits, min(len(digits), chance.randint(1, 8))):
        raw = raw[:at] + chance.choice((b"0", b"1", b"7", b"99", b"3")) + raw[at + 1 :]
    return raw


def damage_lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n") if raw.count(b"\n") > 2 else raw.replace(b"><", b">\n<").split(b"\n")
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.choice(("overwrite", "insert", "drop")):
            case "overwrite":
                lines[one] = lines[other]
            case "insert":
                lines.insert(other, lines[one])
            case _:
                del lines[one : one + (len(lines) > 1)]
    return b"\n".join(lines)


def check(items: list[object]) -> None:
    for item in items:
        if isinstance(item, LabelsFound):
            labels = item.label_set
            for names in (
                [one.name for one in labels.span_labels],
                [one.name for one in labels.relation_labels],
            ):
                assert len(set(names)) == len(names) and all(name.strip() for name in names)
            ids = {one.id for one in labels.span_labels}
            assert all(one.heads | one.tails <= ids for one in labels.relation_labels)
        if not isinstance(item, CorpusLine):
            assert isinstance(item, LabelsFound | Problem)
            continue
        length = len(item.document.text)
        assert item.document.text.strip() and "\0" not in item.document.text
        ids = {one.id for one in item.spans}
        assert len(ids) == len(item.spans)
        for span in item.spans:
            assert span.label.strip() and span.fragments
            ends = [offset for fragment in span.fragments for offset in fragment]
            assert ends == sorted(ends) and ends[0] >= 0 and ends[-1] <= length
            assert all(start < end for start, end in span.fragments)
        for relation in item.relations:
            assert relation.label.strip() and relation.head != relation.tail
            assert {relation.head, relation.tail} <= ids
        for one in (*item.spans, *item.relations):
            assert all(name.strip() for name in one.attributes)
            "".join((repr(one.attributes), one.note or "", one.label)).encode()


each = pytest.mark.parametrize(("format", "make"), MAKERS, ids=IDS)
by_each_way = pytest.mark.parametrize("how", [damage, damage_numbers, damage_lines])
Make = Callable[[], dict[str, bytes]]
How = Callable[[bytes, random.Random], bytes]


@each
def test_the_whole_files_come_in(format: Format, make: Make, tmp_path: Path) -> None:
    for name, raw in make().items():
        (tmp_path / name).write_bytes(raw)
    items = read(format, tmp_path, next(iter(make())))
    [line] = [one for one in items if isinstance(one, CorpusLine)]
    assert line.spans
    check(items)


def read(format: Format, folder: Path, name: str) -> list[object]:
    return list(format.read(file_source(folder / name), ReadOptions()))


def hurt_and_read(format: Format, make: Make, how: How, folder: Path, rounds: range) -> None:
    files = make()
    names = list(files)
    for number in rounds:
        chance = random.Random(f"{number} {format.name} {how.__name__}")
        hurt = dict(files)
        for name in chance.sample(names, chance.randint(1, len(names))):
            hurt[name] = how(files[name], chance)
        for name, raw in hurt.items():
            (folder / name).write_bytes(raw)
        check(read(format, folder, names[0]))


@each
@by_each_way
def test_nothing_is_raised_by_a_damaged_file(
    format: Format, make: Make, how: How, tmp_path: Path
) -> None:
    hurt_and_read(format, make, how, tmp_path, range(25))


@pytest.mark.fuzz
@each
@by_each_way
def test_nothing_is_raised_by_thousands_of_damaged_files(
    format: Format, make: Make, how: How, tmp_path: Path
) -> None:
    hurt_and_read(format, make, how, tmp_path, range(25, 3000))


@given(st.binary(max_size=200), st.sampled_from(range(len(MAKERS))))
@settings(max_examples=60, deadline=None)
def test_nothing_is_raised_by_any_bytes(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, at: int
) -> None:
    format, make = MAKERS[at]
    folder = tmp_path_factory.mktemp("bytes")
    for name in make():
        (folder / name).write_bytes(raw)
    check(read(format, folder, next(iter(make()))))
