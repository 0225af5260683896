"""Where even the list of tables is broken a new file lends its own: the tables of every file that
was made by the same version begin on the same pages.

The page formats are those of https://www.sqlite.org/fileformat2.html, 1.6 B-tree Pages.
"""

from pathlib import Path

_HEADER = 100
_INTERIOR = 5
"""The kind of a page of a table that leads to others."""


def lend_schema(fresh: Path, damaged: Path) -> None:
    """Write the pages of the list of tables of a new file over those of a damaged one, whose header
    stays where it is one. Whether its tables are found by it is to be seen."""
    content = fresh.read_bytes()
    size = int.from_bytes(content[16:18])
    with damaged.open("rb+") as file:
        head = file.read(_HEADER)
        for number in _schema_pages(content, size):
            page = content[(number - 1) * size : number * size]
            if number == 1:
                page = (head if _is_header(head, size) else page[:_HEADER]) + page[_HEADER:]
            file.seek((number - 1) * size)
            file.write(page)


def _is_header(head: bytes, size: int) -> bool:
    return head.startswith(b"SQLite format 3\x00") and int.from_bytes(head[16:18]) == size


def _schema_pages(content: bytes, size: int) -> list[int]:
    found, waiting = [], [1]
    while waiting:
        number = waiting.pop()
        found.append(number)
        start = (number - 1) * size
        head = start + (_HEADER if number == 1 else 0)
        if content[head] == _INTERIOR:
            waiting.append(int.from_bytes(content[head + 8 : head + 12]))
            for cell in range(int.from_bytes(content[head + 3 : head + 5])):
                at = head + 12 + 2 * cell
                pointer = start + int.from_bytes(content[at : at + 2])
                waiting.append(int.from_bytes(content[pointer : pointer + 4]))
    return found
