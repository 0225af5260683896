"""XML read without harm: no entity is believed, nothing outside is looked up.

A DOCTYPE that only names a grammar is passed over, as the press writes it above every file; one
that declares something of its own is refused.
"""

import re
from collections.abc import Iterator
from html.entities import name2codepoint
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from annotator.formats.articles.markup import local_name
from annotator.model.format_errors import FileWrong

_CHARACTERS = {name: chr(code) for name, code in name2codepoint.items()}
"""What &nbsp; and its kin are in the grammars of XHTML, which are not fetched."""
_DEEPEST = 500
"""How deep elements may lie in each other."""
MOST_ELEMENTS = 1_000_000
"""How many elements a file may have: each takes memory, however short it is written."""
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")


class _Parser(DefusedXMLParser):
    """Refuses a DOCTYPE with declarations, and everything that such declarations could do."""

    def __init__(self, most: int) -> None:
        super().__init__(
            target=_Tree(most), forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
        self.entity.update(_CHARACTERS)

    def defused_start_doctype_decl(
        self, name: str, sysid: str | None, pubid: str | None, has_internal_subset: bool
    ) -> None:
        """Refuse declarations of its own; they are what harm is made with."""
        if has_internal_subset:
            raise DTDForbidden(name, sysid, pubid)


class _Tree(TreeBuilder):
    """Builds the tree, and no deeper than it can be walked."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._depth = self._count = 0
        self._most = most

    def start(self, name: str, attributes: dict[str, str], /) -> Element:
        """Begin an element."""
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST:
            raise _TooDeep
        if self._count > self._most:
            raise _TooMany
        return super().start(name, attributes)

    def end(self, name: str, /) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(name)


class _TooDeep(Exception):
    pass


class _TooMany(Exception):
    pass


def parse_xml(raw: bytes, path: Path, most: int = MOST_ELEMENTS) -> Element:
    """Return the root of an XML file of at most so many elements. FileWrong."""
    try:
        return _parsed(raw, most)
    except DefusedXmlException as error:
        raise FileWrong(path, "its DOCTYPE declares entities or more, which is not read") from error
    except _TooDeep as error:
        raise FileWrong(
            path, f"its elements lie more than {_DEEPEST} deep in each other"
        ) from error
    except _TooMany as error:
        raise FileWrong(path, f"it has more than {most:,} elements") from error
    except ParseError as error:
        line, column = error.position
        raise FileWrong(path, f"it is no XML at line {line}, column {column}") from error
    except (LookupError, ValueError) as error:
        raise FileWrong(path, f"its encoding cannot be read ({error})") from error


def _parsed(raw: bytes, most: int) -> Element:
    """Parse bytes; what the parser cannot decode (Shift-JIS, GBK) is decoded as it is declared."""
    try:
        return _fed(raw, most)
    except DefusedXmlException:
        raise
    except (LookupError, ValueError):
        declared = _DECLARED.search(raw[:400])
        if declared is None:
            raise
        return _fed(raw.decode(declared[1].decode()), most)


def _fed(raw: bytes | str, most: int) -> Element:
    parser = _Parser(most)
    parser.feed(raw)
    return parser.close()


def find_all(root: Element, name: str) -> Iterator[Element]:
    """Yield every element of a local name within another, itself included, in order."""
    return (one for one in root.iter() if local_name(one) == name.lower())


def find_one(root: Element | None, *names: str) -> Element | None:
    """Return the first element within another that lies on a path of local names, of any depth."""
    for name in names:
        if root is None:
            return None
        root = next((one for one in root.iter() if local_name(one) == name.lower()), None)
    return root


_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")


def root_of_head(head: bytes) -> str:
    """Return the name of the first element of a file, in lower case, from its beginning."""
    plain = head.removeprefix(b"\xef\xbb\xbf")
    if plain.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = plain.decode("utf-16", "replace").encode()
    prolog = _PROLOG.match(plain)
    match = _ROOT.match(plain, prolog.end() if prolog else 0)
    return match[1].decode().lower() if match else ""
