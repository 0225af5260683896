"""The graph of the news as GraphML, which Gephi, yEd, Cytoscape and networkx read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from annotator.formats.writing import StagedFiles
from annotator.project.overview.news import NewsGraph

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_KEYS = (
    ("name", "string"),
    ("label", "string"),
    ("entity", "string"),
    ("mentions", "int"),
    ("articles", "int"),
)
_TIE_KEYS = (("relation", "string"), ("times", "int"), ("articles", "int"))


def write_graphml(graph: NewsGraph, names: Mapping[str, str], target: Path) -> None:
    """Write a graph, beside and renamed; `names`: label id -> name. TargetUnwritable: an old file
    stays."""
    with StagedFiles() as staged, staged.open(target) as stream:
        for line in graphml_lines(graph, names):
            stream.write(line.encode())


def graphml_lines(graph: NewsGraph, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of it. What XML cannot hold becomes U+FFFD."""
    yield f'{_HEAD}<graphml xmlns="{_SPACE}">\n'
    for part, prefix, keys in (("node", "n", _NODE_KEYS), ("edge", "e", _TIE_KEYS)):
        for name, kind in keys:
            about = f'attr.name="{name}" attr.type="{kind}"'
            yield f'  <key id="{prefix}_{name}" for="{part}" {about}/>\n'
    yield '  <graph id="news" edgedefault="directed">\n'
    for number, node in enumerate(graph.nodes):
        yield f'    <node id="n{number}">\n'
        label = names.get(node.label, node.label)
        yield from _values("n", _NODE_KEYS, (node.name, label, *node[2:]))
        yield "    </node>\n"
    for number, tie in enumerate(graph.ties):
        yield f'    <edge id="e{number}" source="n{tie.head}" target="n{tie.tail}">\n'
        label = names.get(tie.label, tie.label)
        yield from _values("e", _TIE_KEYS, (label, tie.times, tie.articles))
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _values(
    prefix: str, keys: Iterable[tuple[str, str]], values: Iterable[object]
) -> Iterator[str]:
    for (name, _), value in zip(keys, values, strict=True):
        if value is not None:
            said = escape(_NOT_IN_XML.sub("\ufffd", str(value)), {"\r": "&#13;"})
            yield f"      <data key={quoteattr(f'{prefix}_{name}')}>{said}</data>\n"
