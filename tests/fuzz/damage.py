"""Damage to bytes, each kind drawn by chance from the whole: what disks, networks, editors and
people who mean harm do to files."""

import io
import json
import random
import warnings
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

Damage: TypeAlias = Callable[[bytes, random.Random], bytes]
JUNK = (
    b"", b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xf0\x9f\x91\xa7", b"\r", b"\n", b"\t",
    b"-1", b"9" * 30, b"1e999", b"NaN", b'"', b"'", b"<", b">", b"&#0;", b"&a;", b"<![CDATA[", b"<!--",
    b"{", b"}", b"[", b"]", b"\\", b"\\u0000", b"\\ud800", b"|", b"*", b"%", b"../", b"PK\x03\x04",
    b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"%PDF", b"{\\bin999999", b"=", b"[" * 3000, b"<a>" * 3000,
)  # fmt: skip
HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, 10**40, 0.5, 3.0, "", " ", "3", "a\0b", "\ud800",
    "x" * 5000, [], {}, [[]], [None], {"": None}, {"id": "s1"}, [1, 2], ["a", "b"], "../../x", "/etc/x",
    [[[[[[[[]]]]]]]], "s1", "s2", "\u202eabc", [0, 5], [5, 0], [[0, 5, "X"]],
)  # fmt: skip


def flip_bits(raw: bytes, chance: random.Random) -> bytes:
    """Turn one to eight bits over."""
    made = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        if made:
            made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def cut(raw: bytes, chance: random.Random) -> bytes:
    """End too early, or begin too late."""
    at = chance.randrange(len(raw) + 1)
    return raw[:at] if chance.random() < 0.8 else raw[at:]


def splice(raw: bytes, chance: random.Random) -> bytes:
    """Put pieces of the file where others were, or there twice."""
    for _ in range(chance.randint(1, 4)):
        at, to, place = (chance.randrange(len(raw) + 1) for _ in range(3))
        at, to = min(at, to), min(max(at, to), min(at, to) + chance.choice((1, 4, 60, 4096)))
        piece = raw[at:to]
        raw = raw[:place] + piece + raw[place + (len(piece) if chance.random() < 0.5 else 0) :]
    return raw


def put_junk(raw: bytes, chance: random.Random) -> bytes:
    """Put in what readers stumble over, between or over what is there."""
    for _ in range(chance.randint(1, 5)):
        at, piece = chance.randrange(len(raw) + 1), chance.choice(JUNK)
        raw = raw[:at] + piece + raw[at + chance.choice((0, 1, len(piece))) :]
    return raw


def change_numbers(raw: bytes, chance: random.Random) -> bytes:
    """Put other numbers where numbers are: the shape of the file stays."""
    digits = [at for at, code in enumerate(raw) if 48 <= code < 58]
    for at in sorted(chance.sample(digits, min(len(digits), chance.randint(1, 6))), reverse=True):
        raw = raw[:at] + chance.choice((b"0", b"7", b"99", b"-3", b"4294967296")) + raw[at + 1 :]
    return raw


def shuffle_lines(raw: bytes, chance: random.Random) -> bytes:
    """Repeat, drop and exchange lines, or elements where there are no lines."""
    by = b"\n" if raw.count(b"\n") > 2 else b">"
    lines = raw.split(by)
    for _ in range(chance.randint(1, 4)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(3):
            case 0:
                lines[one] = lines[other]
            case 1:
                lines.insert(other, lines[one])
            case _:
                del lines[one : one + (len(lines) > 1)]
    return by.join(lines)


def change_json(raw: bytes, chance: random.Random) -> bytes:
    """Put hostile values in places of a JSON file, or of one of its lines; else damage bytes."""
    text = raw.decode("utf-8", "replace")
    try:
        return _dumped(_changed(json.loads(text), chance))
    except ValueError:
        pass
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    try:
        lines[at] = _dumped(_changed(json.loads(lines[at]), chance)).decode()
    except ValueError:
        return put_junk(raw, chance)
    return "\n".join(lines).encode()


def _dumped(value: Any) -> bytes:
    return json.dumps(value).encode()


def _changed(value: Any, chance: random.Random) -> Any:
    for _ in range(chance.randint(1, 4)):
        places = list(_places(value))
        if not places:
            return deepcopy(chance.choice(HOSTILE))
        inside, key = chance.choice(places)
        match chance.randrange(4):
            case 0 if isinstance(inside, dict):
                inside[chance.choice((*inside, ""))] = inside.pop(key)
            case 1:
                del inside[key]
            case 2:
                inside[key] = deepcopy(chance.choice(places)[0])
            case _:
                inside[key] = deepcopy(chance.choice(HOSTILE))
    return value


def _places(value: Any, depth: int = 0) -> Any:
    if depth > 30 or not isinstance(value, dict | list):
        return
    keys: Any = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        yield from _places(value[key], depth + 1)


def change_archive(raw: bytes, chance: random.Random) -> bytes:
    """Damage a part within an archive, or its name, and pack it anew; else damage bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = [(one.filename, archive.read(one)) for one in archive.infolist()]
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError):
        return flip_bits(raw, chance)
    at = chance.randrange(len(parts))
    name, content = parts[at]
    match chance.randrange(6):
        case 0:
            parts[at] = (chance.choice(("../up.xml", "/tmp/up.xml", "a" * 300, "C:\\up")), content)
        case 1:
            del parts[at]
        case 2:
            parts.append((name, content))
        case _:
            parts[at] = (name, chance.choice(PLAIN)(content, chance))
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # of two parts with one name
        for name, content in parts:
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


PLAIN: Sequence[Damage] = (
    flip_bits, cut, splice, put_junk, change_numbers, shuffle_lines,
)  # fmt: skip


def hurt(raw: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Damage bytes in a way that suits them; return the name of the way, and them."""
    ways: list[Damage] = list(PLAIN)
    if raw.startswith(b"PK"):
        ways += [change_archive] * 6
    if raw.lstrip()[:1] in (b"{", b"["):
        ways += [change_json] * 6
    way = chance.choice(ways)
    return way.__name__, way(raw, chance)
