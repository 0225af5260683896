"""The rows of faults and inputs, and which of them a test says it shows."""

import re
from collections.abc import Iterator

ROWS = {
    1: "power cut at any I/O",
    2: "kill -9 at random",
    3: "kill -9 during migration, import, backup",
    4: "disk full while saving",
    5: "disk full while exporting",
    6: "read-only file, folder, share",
    7: "locked by another process",
    8: "second instance on the same project",
    9: "project on a network drive, in a synced folder",
    10: "file copied while open; restored from backup",
    11: "single bit flip in a document or revision",
    12: "page zeroed, cut to half, 0 bytes, a text, header only",
    13: "crafted hot journal beside a foreign file",
    14: "foreign view, trigger, generated column, virtual table",
    15: "endless view, 400 MB cell, 30 MB text",
    16: "foreign rows of wrong type, invalid UTF-8, NUL",
    17: "newer, too new and every old version",
    18: "same article id, different text",
    19: "same file twice, older copy after newer",
    20: "forged author, rewritten history",
    21: "JSONL line 100,000 levels deep",
    22: "JSONL line of 500 MB",
    23: "NaN, Infinity, 1e999, 5,000 digits, odd offsets",
    24: "duplicate keys, duplicate ids, id already there",
    25: "spans outside the text, relations to nowhere",
    26: "offsets in UTF-16 or bytes",
    27: "BOM, UTF-16, Latin-1, mixed newlines",
    28: "surrogates, NUL, U+2028, NBSP, bidi, combining marks",
    29: "emoji, Jamo, ZWJ, accents around span edges",
    30: "1 M character line, 10 MB article, 20,000 spans",
    31: "markup in titles, labels, names, everywhere",
    32: "names: R&D, 10,000 characters, spaces, CON, a/b",
    33: "brat folder with links, ../ and 100,000 files",
    34: "hostile archives",
    35: "export ids ../../x, /etc/x, NUL, 300 characters",
    36: "CSV cells that a spreadsheet runs",
    37: "search patterns that never end",
    38: "pickle, joblib, .crf offered as import",
    39: "clock set back, time zone changed",
    40: "sync broken off, sent twice, out of order, put back",
    41: "a revision that the hub, or the receiver, refuses",
    42: "server newer, role revoked, password or certificate wrong",
    43: "many writers with open transactions, one who pulls",
    44: "update, delete, forged author, others' rows, SET ROLE",
    45: "agreement of nothing, of one, of all the same",
}
"""What is promised now. 46 comes with suggestions."""

_NAME = re.compile(r"test_rows?_(?P<numbers>\d+(?:_(?:to|and)_\d+|_\d+)*)(?:_|$)")


def rows_in_name(name: str) -> tuple[int, ...]:
    """Return the rows in a test's name: test_rows_18_to_20_and_25_… has four; most have none."""
    found = _NAME.match(name)
    return tuple(_numbers(found["numbers"].split("_"))) if found else ()


def _numbers(words: list[str]) -> Iterator[int]:
    latest = 0
    is_range = False
    for word in words:
        if word.isdigit():
            yield from range(latest + 1, int(word)) if is_range else ()
            latest, is_range = int(word), False
            yield latest
        else:
            is_range = word == "to"
