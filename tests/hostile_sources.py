"""Files that mean harm or are broken, by the rows of the table of faults that concern import."""

import io
import json
import os
import pickle
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

LINE: dict[str, Any] = {
    "version": 1, "id": "talks", "text": "Ilse Varga leads Norrow Lines.", "annotator": "Maria",
    "status": "finished",
    "spans": [{"id": "s1", "label": "PERSON", "start": 0, "end": 10}], "relations": [],
}  # fmt: skip
GOOD = json.dumps({**LINE, "id": "good", "text": "This one is good."}).encode()
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">
<!ENTITY z "&y;&y;&y;&y;&y;&y;&y;&y;"><!ENTITY w "&z;&z;&z;&z;&z;&z;&z;&z;">]><a>&w;&w;&w;&w;</a>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">
<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]><a>&x;</a>"""
MARKUP = (
    b"<html><head><title>Ferry</title><base href='http://127.0.0.1:9/'>"
    b"<link rel=stylesheet href='http://127.0.0.1:9/a.css'><script src='http://127.0.0.1:9/a.js'>"
    b"</script></head><body><img src='file:///etc/passwd'><iframe src='http://127.0.0.1:9'></iframe>"
    b"<p>Ilse Varga said on Monday that Norrow Lines would pay for all of the ferries.</p></body>"
)


def bodies() -> dict[str, bytes]:
    """Contents that no reader may fall over, whatever the file is called."""
    deep = 100_000
    return {
        "empty": b"",
        "white": b" \n\t\r\n  \n",
        "zeroes": bytes(5000),
        "noise": bytes(range(256)) * 30,
        "deep lists": b"[" * deep,
        "deep objects": b'{"a":' * deep,
        "deep in a line": b'{"version": 1, "id": "a", "text": "b", "spans": ' + b"[" * deep + b"}",
        "deep markup": b"<a>" * 20_000,
        "huge number": b'{"text": "a", "id": ' + b"9" * 5000 + b"}",
        "no number": b'[{"text": "a", "spans": [{"start": NaN, "end": 1e999}]}]',
        "keys twice": b'{"text": "a", "text": "b"}\n' * 3,
        "wrong kinds": b'[1, null, "a", {"text": 5, "spans": {}, "relations": "x"}, [[]]]',
        "not UTF-8": b'{"text": "caf\xe9 \xff\xfe"}\n',
        "surrogates": b'{"version": 1, "id": "a", "text": "a\\ud800b\\u0000c"}\n',
        "UTF-16": '{"text": "Ilse"}\n'.encode("utf-16"),
        "cut": GOOD[: len(GOOD) // 2],
        "mixed lines": b"a\rb\r\nc\nd\r\r\n\n",
        "tabs": b"\t".join(b"x" * 40 for _ in range(400)) + b"\n",
        "quotes": b'"' * 3001,
        "entities": ENTITIES,
        "entity outside": OUTSIDE,
        "markup": MARKUP,
        "unknown encoding": b"<?xml version='1.0' encoding='tf-8'?><a>b</a>",
        "encoding of many bytes": b"<?xml version='1.0' encoding='utf-7'?><a>b</a>",
        "half a ZIP": b"PK\x03\x04" + bytes(100),
        "pickle": b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94",
        "half a PDF": b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 1 0 R>> endobj\nxref\n0 99999999\n",
        "half an RTF": b"{\\rtf1" + b"{" * 3000 + b"\\bin99999999 ",
    }


def packed(*entries: tuple[str, bytes]) -> bytes:
    """A ZIP archive of these entries, by whatever names they have."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of two entries with one name
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def linked(name: str, target: str) -> bytes:
    """A ZIP archive with a symbolic link in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = (0o120777) << 16
        archive.writestr(entry, target)
        archive.writestr("good.txt", b"This one is good.")
    return stream.getvalue()


ZIPS: dict[str, Callable[[], bytes]] = {
    "a name that leads up": lambda: packed(("../../up.txt", b"x"), ("good.txt", b"Good.")),
    "a name from the root": lambda: packed(("/tmp/root.txt", b"x"), ("good.txt", b"Good.")),
    "a name of Windows": lambda: packed(("..\\up.txt", b"x"), ("C:\\x.txt", b"x"), ("g.txt", b"g")),
    "a link": lambda: linked("passwd.txt", "/etc/passwd"),
    "a bomb": lambda: packed(("a.txt", bytes(60_000_000))),
    "a name twice": lambda: packed(("a.txt", b"One."), ("a.txt", b"Two.")),
    "cut": lambda: packed(("a.txt", b"One." * 1000))[:-40],
}


def brat_folder(folder: Path) -> None:
    """A folder with a circle of links, links that lead out, and halves of pairs."""
    (folder / "in").mkdir(parents=True)
    (folder / "talks.txt").write_text("Ilse Varga spoke.")
    (folder / "talks.ann").write_text("T1\tPERSON 0 10\tIlse Varga\n")
    (folder / "alone.ann").write_text("T1\tPERSON 0 10\tIlse Varga\n")
    (folder / "up.ann").write_text("T1\tPERSON 0 999999\tnothing\nR1\tbad Arg1:T9 Arg2:T1\n\x00\n")
    (folder / "up.txt").write_text("Ilse Varga left.")
    os.symlink(folder, folder / "in" / "circle")
    os.symlink("/etc", folder / "in" / "etc")
    os.symlink("/etc/passwd", folder / "passwd.txt")
    os.symlink(folder / "gone", folder / "gone.txt")


LINES: dict[str, tuple[bytes, str]] = {
    "deep": (b'{"version": 1, "a": ' + b"[" * 100_000, "nested too deep"),
    "NaN": (json.dumps({**LINE, "meta": {"x": float("nan")}}).encode(), "NaN"),
    "1e999": (GOOD.replace(b'"status"', b'"x": 1e999, "status"'), "number too large"),
    "5,000 digits": (
        GOOD.replace(b'"status"', b'"x": ' + b"9" * 5000 + b', "status"'), "number too large"
    ),
    "a key twice": (GOOD.replace(b'"status"', b'"id": "b", "status"'), "twice"),
    "not UTF-8": (GOOD.replace(b"good.", b"caf\xe9."), "not UTF-8 at byte"),
}  # fmt: skip
"""Lines that stay out as a whole, and what is said of each."""


def with_span(**more: Any) -> bytes:
    """A line whose span is so."""
    return json.dumps({**LINE, "spans": [{**LINE["spans"][0], **more}]}).encode()


SPANS: dict[str, tuple[bytes, str]] = {
    "start 3.0": (with_span(start=3.0), "spans[0].start"),
    "start of text": (with_span(start="3"), "spans[0].start"),
    "start true": (with_span(start=True), "spans[0].start"),
    "before the text": (with_span(start=-1), "outside the text"),
    "behind the text": (with_span(end=999), "outside the text"),
    "no characters": (with_span(end=0), "no characters"),
    "a name of 10,000 characters": (with_span(label="x" * 10_000), "too long"),
    "a name of spaces": (with_span(label="  "), "empty"),
}
"""Lines that come in without their span, and what is said of it."""

_ROWS = {
    21: ("deep lists", "deep objects", "deep in a line", "deep markup", "deep"),
    23: ("huge number", "no number", "wrong kinds", "NaN", "1e999", "5,000 digits", "start 3.0",
         "start of text", "start true"),
    24: ("keys twice", "a key twice"),
    25: ("before the text", "behind the text", "no characters"),
    27: ("not UTF-8", "UTF-16", "mixed lines", "unknown encoding", "encoding of many bytes"),
    28: ("surrogates", "zeroes"),
    31: ("markup", "entities", "entity outside"),
    32: ("a name of 10,000 characters", "a name of spaces"),
    38: ("pickle",),
}  # fmt: skip
"""The rows of the table of faults that contents, lines and spans are about; the others are broken
files that the table does not name."""


def by_row(names: Iterable[str]) -> list[Any]:
    """Return parameters for a test, each with the row it shows."""
    row_of = {name: row for row, names in _ROWS.items() for name in names}
    return [
        pytest.param(one, marks=pytest.mark.trust(row_of[one]) if one in row_of else ())
        for one in names
    ]


class _Making:
    """Makes a file as soon as it is loaded."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._path,)


def evil_pickle(path: Path) -> tuple[bytes, Path]:
    """A pickle that makes this file wherever it is loaded, and the file."""
    return pickle.dumps(_Making(path)), path
