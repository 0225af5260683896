"""What the source of the window may not do: let Qt guess whether somebody's words are markup."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[2] / "annotator" / "ui"
RICH = {"markdown_text.py", "paper.py", "copied.py"}
"""Where Markdown of guidelines and help is laid out without anything being fetched, and where all of
others is escaped: the report that is laid out for paper, what is copied for other programs."""
PLAIN = {"plain_text.py"}
"""Where the plain label, the plain box, tooltips and titles are made."""
SAFE = {
    "setToolTip": (-1, "plain_tooltip"),
    "showText": (1, "plain_tooltip"),
    "setWindowTitle": (0, "title_text"),
}
"""What takes words of others: which argument they are, and through what they have to go."""
NEVER = {
    "setHtml", "insertHtml", "appendHtml", "setMarkdown", "QTextBrowser", "QStaticText",
    "drawStaticText", "TextShowMnemonic", "RichText", "AutoText", "QErrorMessage", "setWhatsThis",
    "LabelItem",
}  # fmt: skip


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(UI.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_ours(node: ast.expr, through: str) -> bool:
    """Whether words are written here, or have gone through what makes them plain."""
    if isinstance(node, ast.Constant):
        return not {"<", "&", "[*]"} & set(str(node.value))
    if isinstance(node, ast.IfExp):
        return is_ours(node.body, through) and is_ours(node.orelse, through)
    return isinstance(node, ast.Call) and name_of(node.func) == through


def faults(path: Path, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = name_of(node.func)
            if called in SAFE:
                at, through = SAFE[called]
                if not is_ours(node.args[at], through):
                    yield f"{path.name}:{node.lineno} {called} without {through}"
            if called in ("QLabel", "QMessageBox") and path.name not in PLAIN:
                yield f"{path.name}:{node.lineno} {called}: there is a plain one"
            if called == "setInformativeText" and not isinstance(node.args[0], ast.Constant):
                yield f"{path.name}:{node.lineno} what Qt may read as markup is of others"
        elif isinstance(node, ast.expr) and name_of(node) in NEVER and path.name not in RICH:
            yield f"{path.name}:{node.lineno} {name_of(node)} is for words that are markup"


def test_row_31_no_words_of_others_reach_what_reads_markup() -> None:
    assert [fault for path, tree in sources() for fault in faults(path, tree)] == []


def test_row_31_every_label_says_that_it_is_plain() -> None:
    """A class that is a QLabel sets its format itself."""
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and "QLabel" in map(name_of, node.bases):
                assert "TextFormat.PlainText" in ast.unparse(node), f"{path.name}: {node.name}"


@pytest.mark.parametrize(
    "line",
    [
        "label = QLabel(title)",
        "button.setToolTip(name)",
        "button.setToolTip(f'{name}')",
        "button.setToolTip(name if name else '')",
        "button.setToolTip('<b>bold</b>')",
        "window.setWindowTitle(project.name)",
        "box = QMessageBox(self)",
        "page.setHtml(text)",
        "QToolTip.showText(place, name)",
        "painter.drawText(room, Qt.TextFlag.TextShowMnemonic, name)",
        "box.setInformativeText(name)",
    ],
)
def test_a_careless_line_would_be_found(line: str) -> None:
    assert list(faults(Path("somewhere.py"), ast.parse(line)))
