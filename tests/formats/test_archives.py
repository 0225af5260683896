"""Archives are read within limits, and nothing of them is written elsewhere."""

import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.archive_directory import count_entries
from annotator.formats.archives import MEGABYTE, Entry, Limits, open_archive, unpack_into
from annotator.formats.source import Source, file_source
from annotator.messages.sentences import sentence
from annotator.model.errors import (
    AnnotatorError,
    FileTooLarge,
    FileUnreadable,
    TargetUnwritable,
)
from annotator.model.format_errors import EntryLeftOut, FileWrong


def packed(
    *entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content, method)
    return stream.getvalue()


def refusal(raw: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(FileWrong) as caught, open_archive(io.BytesIO(raw), limits or Limits()):
        pass
    return caught.value.reason


def left_out(raw: bytes) -> list[tuple[str, str]]:
    with open_archive(io.BytesIO(raw)) as archive:
        errors = [one.error for one in archive.problems]
        assert all(one.is_whole for one in archive.problems)
    return [(one.entry, one.reason) for one in errors if isinstance(one, EntryLeftOut)]


def everything_in(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}


def test_entries_are_told_in_order_and_read_one_by_one() -> None:
    raw = packed(("b/talks.txt", b"Talks went on."), ("b/", b""), ("a.txt", b"Ferry"))
    with open_archive(io.BytesIO(raw)) as archive:
        assert archive.entries == (Entry("b/talks.txt", 14), Entry("a.txt", 5))
        with archive.open("b/talks.txt") as stream:
            assert stream.read(5) == b"Talks"
            assert stream.read() == b" went on."
        assert archive.read("a.txt") == b"Ferry"
        assert archive.problems == []
        with pytest.raises(KeyError):
            archive.open("gone.txt")


def test_an_archive_is_read_from_a_path_a_pipe_and_through_compression(tmp_path: Path) -> None:
    import gzip

    raw = packed(("a.txt", b"Ferry"))
    plain, twice = tmp_path / "news.zip", tmp_path / "news.zip.gz"
    plain.write_bytes(raw)
    twice.write_bytes(gzip.compress(raw))
    pipe = Source(Path("-"), "-", io.BufferedReader(_Pipe(raw)))
    for source in (file_source(plain), file_source(twice), pipe):
        with open_archive(source) as archive:
            assert archive.read("a.txt") == b"Ferry"


class _Pipe(io.RawIOBase):
    """Bytes that come once and cannot be sought in."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self._raw = io.BytesIO(raw)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._raw.readinto(buffer)


def test_a_pipe_without_end_is_not_kept() -> None:
    raw = packed(("a.txt", b"x" * 4000), method=zipfile.ZIP_STORED)
    pipe = Source(Path("-"), "-", io.BufferedReader(_Pipe(raw)))
    with pytest.raises(FileWrong), open_archive(pipe, Limits(total=3000)):
        pass


# ---- what claims too much is refused before anything is unpacked ---------------------------------


def test_row_34_a_bomb_of_two_hundred_megabytes_is_refused_by_its_ratio() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("bomb.txt", "w") as entry,
    ):
        for _ in range(200):
            entry.write(bytes(MEGABYTE))
    raw = stream.getvalue()
    assert 100_000 < len(raw) < 300_000
    assert refusal(raw) == "the archive unpacks to more than 200 times its size"
    assert "200 times" in refusal(raw, Limits(entry=1 << 30))


def test_row_34_many_small_entries_together_may_not_be_a_bomb_either() -> None:
    part = bytes(MEGABYTE)
    raw = packed(*((f"{number}.txt", part) for number in range(3)))
    assert "200 times" in refusal(raw)
    with open_archive(io.BytesIO(packed(("one.txt", part)))) as archive:
        assert archive.read("one.txt") == part


def test_row_34_a_total_over_the_limit_is_refused_with_both_sizes() -> None:
    raw = packed(("a", b"x" * 2 * MEGABYTE), ("b", b"y" * 2 * MEGABYTE), method=zipfile.ZIP_STORED)
    assert refusal(raw, Limits(total=3 * MEGABYTE)) == "the archive unpacks to 4 MB, 3 MB are read"


def end_of_directory(entries: int, size: int, place: int = 0) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, size, place, 0)


def test_row_34_a_million_entries_are_refused_by_the_claim_alone() -> None:
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**6, 10**6, 46, 0)
    raw = end + place + end_of_directory(0xFFFF, 0xFFFFFFFF)
    assert refusal(raw) == "the archive has 1,000,000 entries, 100,000 are read"


def test_row_34_entries_that_are_not_claimed_are_counted_without_making_objects_of_them() -> None:
    entry = struct.pack("<4s24x3H12x", b"PK\x01\x02", 1, 0, 0) + b"a"
    directory = entry * 500_000
    raw = directory + end_of_directory(1, len(directory))
    tracemalloc.start()
    try:
        assert refusal(raw) == "the archive has 500,000 entries, 100,000 are read"
        assert tracemalloc.get_traced_memory()[1] < 80 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_entries_that_lie_over_each_other_are_refused() -> None:
    content = bytes(range(256)) * 400
    raw = packed(("a.txt", content), method=zipfile.ZIP_STORED)
    start = raw.index(b"PK\x01\x02")
    entry = raw[start : raw.index(b"PK\x05\x06")]
    directory = entry * 30
    raw = raw[:start] + directory + end_of_directory(30, len(directory), start)
    assert refusal(raw) == "the entries of the archive lie over each other"


def test_what_is_no_archive_or_is_cut_off_says_so() -> None:
    whole = packed(*((f"{number}.txt", b"Ferry" * number) for number in range(30)))
    for raw in (b"", b"Ferry sails", b"PK", whole[: len(whole) // 2], whole[:-3], whole[100:-200]):
        assert refusal(raw) == "it is no ZIP archive, or a damaged one"
    assert "damaged" in refusal(end_of_directory(1, 70 << 20))


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 255))
def test_whatever_the_bytes_only_our_errors_come_out(noise: bytes, at: int, byte: int) -> None:
    whole = bytearray(packed(("a.txt", b"Ferry sails"), ("b/c.txt", b"Talks went on.")))
    whole[at % len(whole)] = byte
    said = []
    for raw in (noise, bytes(whole), bytes(whole) + noise, noise + bytes(whole)):
        try:
            with open_archive(io.BytesIO(raw)) as archive:
                for entry in archive.entries:
                    archive.read(entry.name)
        except AnnotatorError as error:
            said.append(sentence(error))
    assert all(one.endswith(".") for one in said)


# ---- names, kinds and headers that lie ----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../up.txt", "its name leads out of the archive"),
        ("a/../../up.txt", "its name leads out of the archive"),
        ("..\\up.txt", "its name leads out of the archive"),
        ("/etc/up.txt", "its name leads out of the archive"),
        ("\\\\host\\up.txt", "its name leads out of the archive"),
        ("C:\\up.txt", "its name leads out of the archive"),
        ("c:up.txt", "its name leads out of the archive"),
        ("up\n.txt", "its name has control characters"),
        (".", "it has no name"),
    ],
)
def test_row_34_a_name_that_leads_elsewhere_stays_out_and_the_rest_comes_in(
    name: str, reason: str, tmp_path: Path
) -> None:
    raw = packed((name, b"harm"), ("good.txt", b"Ferry"))
    assert left_out(raw) == [(name.replace("\\", "/"), reason)]
    folder = tmp_path / "inner" / "deep"
    with open_archive(io.BytesIO(raw)) as archive:
        unpack_into(archive, folder)
    assert everything_in(tmp_path) == {"inner/deep/good.txt"}


def test_a_name_with_nul_stays_out() -> None:
    raw = packed(("goodXbad.txt", b"Ferry")).replace(b"goodXbad", b"good\0bad")
    [(name, reason)] = left_out(raw)
    assert (name, reason) == ("good\0bad.txt", "its name has control characters")


def test_row_34_links_devices_and_encrypted_entries_stay_out() -> None:
    link, device = zipfile.ZipInfo("link.txt"), zipfile.ZipInfo("device.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    device.external_attr = (stat.S_IFIFO | 0o600) << 16
    raw = packed((link, b"/etc/passwd"), (device, b""), ("secret.txt", b"Ferry"))
    at = raw.rindex(b"PK\x01\x02")
    raw = raw[: at + 8] + b"\x01" + raw[at + 9 :]
    assert left_out(raw) == [
        ("link.txt", "it is a link"),
        ("device.txt", "it is no file"),
        ("secret.txt", "it is encrypted"),
    ]


def test_what_unpacks_whole_blocks_at_once_is_not_read() -> None:
    raw = packed(("a.txt", b"Ferry" * 100), method=zipfile.ZIP_LZMA)
    assert left_out(raw) == [("a.txt", "it is compressed in a way that is not read")]


def test_row_34_of_entries_with_one_name_the_first_counts() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        raw = packed(("a.txt", b"first"), ("a.txt", b"second"))
    assert left_out(raw) == [("a.txt", "an entry before it has the same name")]
    with open_archive(io.BytesIO(raw)) as archive:
        assert archive.read("a.txt") == b"first"
    assert left_out(packed(("a.txt", b"first"), ("./a.txt", b"second"))) == [
        ("./a.txt", "an entry before it has the same name")
    ]


def test_what_a_mac_adds_is_passed_over() -> None:
    with open_archive(io.BytesIO(packed(("__MACOSX/._a.txt", b"x"), ("a.txt", b"F")))) as archive:
        assert archive.entries == (Entry("a.txt", 1),)
        assert archive.problems == []


def test_an_entry_over_the_limit_stays_out_and_the_rest_comes_in() -> None:
    raw = packed(("large.txt", b"x" * 200), ("small.txt", b"x" * 50))
    with open_archive(io.BytesIO(raw), Limits(entry=100)) as archive:
        assert [one.name for one in archive.entries] == ["small.txt"]
        [problem] = archive.problems
        assert problem.file == "archive.zip/large.txt"
        assert isinstance(problem.error, FileTooLarge)
        assert (problem.error.size, problem.error.limit) == (200, 100)


def test_row_34_a_size_that_lies_is_not_believed() -> None:
    content = b"x" * 100_000
    raw = packed(("a.txt", content))
    directory = raw.rindex(b"PK\x01\x02")
    small = raw[: directory + 24] + struct.pack("<L", 10) + raw[directory + 28 :]
    with (
        open_archive(io.BytesIO(small), Limits(entry=100)) as archive,
        pytest.raises(FileUnreadable),
    ):
        archive.read("a.txt")


def test_a_stream_stops_at_the_limit_whatever_was_claimed() -> None:
    raw = packed(("a.txt", b"x" * 100_000))
    with open_archive(io.BytesIO(raw)) as archive:
        archive.limits = Limits(entry=1000)
        with archive.open("a.txt") as stream, pytest.raises(FileTooLarge):
            stream.read()


def test_an_entry_that_is_damaged_is_told_and_the_rest_is_unpacked(tmp_path: Path) -> None:
    raw = packed(("a.txt", b"Ferry"), ("b.txt", b"Talks"), method=zipfile.ZIP_STORED)
    raw = raw.replace(b"Ferry", b"Fairy", 1)
    with open_archive(io.BytesIO(raw)) as archive:
        unpacked = unpack_into(archive, tmp_path / "in")
        assert [one.entry for one in unpacked] == ["b.txt"]
        [problem] = archive.problems
        assert isinstance(problem.error, FileUnreadable)
        assert problem.file == "archive.zip/a.txt"
    assert everything_in(tmp_path) == {"in/b.txt"}


# ---- into a folder ------------------------------------------------------------------------------


def test_a_folder_is_private_and_names_stay_as_they_are(tmp_path: Path) -> None:
    raw = packed(("Große Reise/Wörter.txt", b"one"), ("a.txt", b"two"))
    told: list[int] = []
    with open_archive(io.BytesIO(raw)) as archive:
        unpacked = unpack_into(archive, tmp_path / "in", told.append)
    assert stat.S_IMODE((tmp_path / "in").stat().st_mode) == 0o700
    assert [one.path.relative_to(tmp_path / "in").as_posix() for one in unpacked] == [
        "Große Reise/Wörter.txt",
        "a.txt",
    ]
    assert [one.path.read_bytes() for one in unpacked] == [b"one", b"two"]
    assert told == [3, 6]


def test_names_that_some_system_cannot_have_are_written_otherwise(tmp_path: Path) -> None:
    names = ["CON.txt", "a?b.txt", "dot.", "é" * 150 + ".txt", "xy:z/plain.txt"]
    raw = packed(*((name, name.encode()) for name in names))
    with open_archive(io.BytesIO(raw)) as archive:
        unpacked = unpack_into(archive, tmp_path / "in")
        assert archive.problems == []
    assert [one.entry for one in unpacked] == names
    for name, path in unpacked:
        assert path.read_bytes() == name.encode()
        for part in path.relative_to(tmp_path / "in").parts:
            assert len(part.encode()) < 100
            assert not set('<>:"|?*') & set(part)
    assert unpacked[0].path.suffix == ".txt"


def test_a_file_where_another_has_a_folder_is_told(tmp_path: Path) -> None:
    raw = packed(("a", b"one"), ("a/b.txt", b"two"), ("c/d", b"three"), ("c", b"four"))
    with open_archive(io.BytesIO(raw)) as archive:
        unpacked = unpack_into(archive, tmp_path / "in")
        assert [one.entry for one in unpacked] == ["a", "c/d"]
        assert [one.file for one in archive.problems] == ["archive.zip/a/b.txt", "archive.zip/c"]


@pytest.mark.parametrize("name", ["/".join(["deep" * 20] * 90), "/".join(["d"] * 2000)])
def test_a_path_that_is_too_long_or_too_deep_stays_out(name: str, tmp_path: Path) -> None:
    raw = packed((name, b"x"), ("a.txt", b"x"))
    with open_archive(io.BytesIO(raw)) as archive:
        assert [one.entry for one in unpack_into(archive, tmp_path / "in")] == ["a.txt"]
        [problem] = archive.problems
        assert isinstance(problem.error, EntryLeftOut)


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"mine")
    (tmp_path / "out").symlink_to(tmp_path.parent)
    with open_archive(io.BytesIO(packed(("a.txt", b"theirs")))) as archive:
        assert unpack_into(archive, tmp_path) == []
        assert len(archive.problems) == 1
    assert (tmp_path / "a.txt").read_bytes() == b"mine"


def test_a_full_disk_stops_it_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.FileIO):
        def write(self, part: object) -> int:
            raise OSError(28, "No space left on device")

    def open_full(path: Path, mode: str) -> io.BufferedWriter:
        return io.BufferedWriter(Full(path, mode))

    monkeypatch.setattr(Path, "open", open_full)
    with (
        open_archive(io.BytesIO(packed(("a.txt", b"Ferry")))) as archive,
        pytest.raises(TargetUnwritable) as caught,
    ):
        unpack_into(archive, tmp_path / "in")
    assert caught.value.reason == "No space left on device"
    assert everything_in(tmp_path) == set()


@given(st.lists(st.from_regex(r"[^\x00].{0,11}", fullmatch=True), max_size=5))
def test_row_34_whatever_the_names_nothing_lands_outside(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    root = tmp_path_factory.mktemp("out")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive_made:
        # What follows a NUL is no part of a name.
        for number, name in enumerate(dict.fromkeys(one.partition("\0")[0] for one in names)):
            try:
                archive_made.writestr(f"{name}/../{number}" if number % 2 else name, b"x")
            except UnicodeEncodeError:  # a lone surrogate is no name
                continue
    try:
        with open_archive(io.BytesIO(stream.getvalue())) as archive:
            count = len(unpack_into(archive, root / "a" / "in"))
    except FileWrong:
        count = 0
    found = everything_in(root)
    assert len(found) == count
    assert all(one.startswith("a/in/") for one in found)


def test_what_is_said_names_the_archive_and_the_entry() -> None:
    error = EntryLeftOut(Path("in/news.zip"), "../up.txt", "its name leads out of the archive")
    said = "in/news.zip: “../up.txt” stays out, its name leads out of the archive."
    assert sentence(error) == said


def test_counting_agrees_with_the_library() -> None:
    raw = packed(*((f"{number}.txt", b"x") for number in range(37)))
    assert count_entries(io.BytesIO(raw), 100) == 37
    assert count_entries(io.BytesIO(raw), 10) == 37
