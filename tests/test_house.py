"""The rules of the house that no other tool checks: words, room names, nothing of one machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("annotator", "packaging", "resources", "tests", ".ci")
BESIDE = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")

ATTICS = {"utils", "util", "helpers", "helper", "common", "misc"}
NO_NAMES = re.compile(r"(Manager|Handler|Helper|Utils|Data|Info)$")
# A project has documents, spans and relations, and labels on them; other words confuse. (Link and
# edge are not for relations either, but a row that leads somewhere and the end of a line are. An
# entity is what stands behind spans, never a span: `annotator.model.entity`.)
NO_WORDS = {"mark", "tag", "class", "user", "layer"}
OTHER_SENSES = {
    "ByteOrderMarkDropped": "what some files begin with",
    "_utf16_without_mark": "what some files begin with",
    "insertFromMimeData": "an override of Qt's",
    "headerData": "an override of Qt's",
    "setData": "an override of Qt's",
    "Layer": "what INCEpTION's formats call a kind of annotation",
    "_layer": "what INCEpTION's formats call a kind of annotation",
    "layer": "what INCEpTION's formats call a kind of annotation",
}

LOGGING_CALLS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
RUNS_AS_CODE = {
    "pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "code",
    "codeop", "runpy", "eval", "exec", "compile", "__import__", "allow_pickle",
}  # fmt: skip

# Places of one machine or one network, which must not get into a committed file.
PLACES = ("/" + "work/", "/" + "root/", "pypi" + ".org", "python" + "hosted")


def list_texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project."""
    inside = (path for room in ROOMS for path in (ROOT / room).rglob("*"))
    for path in [*(ROOT / name for name in BESIDE), *inside]:
        if path.is_file() and "__pycache__" not in path.parts:
            raw = path.read_bytes()
            if b"\0" not in raw:
                yield path.relative_to(ROOT), raw.decode("utf-8", "replace")


def list_definitions() -> Iterator[tuple[str, str]]:
    """Every class and function of the package, with the file it stands in."""
    for path in sorted((ROOT / "annotator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield path.relative_to(ROOT).as_posix(), node.name


def split_words(name: str) -> set[str]:
    """The words of a name in snake_case or CamelCase, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_there_is_no_attic() -> None:
    modules = [path for path in (ROOT / "annotator").rglob("*") if path.stem in ATTICS]
    assert modules == []


def test_names_use_the_words_of_the_house() -> None:
    strange = [
        f"{where}: {name}"
        for where, name in list_definitions()
        if name not in OTHER_SENSES and (NO_NAMES.search(name) or split_words(name) & NO_WORDS)
    ]
    assert strange == []


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [f"{path}: {place}" for path, text in list_texts() for place in PLACES if place in text]
    assert found == []


def test_row_38_no_module_loads_what_may_run_as_code() -> None:
    """Nothing that is pickled or marshalled, and no text, is made into something that runs."""
    found = []
    for path in sorted((ROOT / "annotator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules: list[str] = []
            if isinstance(node, ast.Import):
                modules = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                modules = [node.func.id]
            elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                modules = [node.arg]
            runs = {one.partition(".")[0] for one in modules} & RUNS_AS_CODE
            found += [f"{path.relative_to(ROOT)}:{node.lineno}: {one}" for one in runs]
    assert found == []


def test_what_is_logged_is_said_in_constants() -> None:
    """The log holds nobody's text: what varies is handed over beside, and can be looked through."""
    found = []
    for path in sorted((ROOT / "annotator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if isinstance(node.func.value, ast.Name) and node.func.value.id in ("_log", "logging"):
                said = node.args[node.func.attr == "log"] if node.args else None
                is_said = node.func.attr in LOGGING_CALLS
                if is_said and not isinstance(said, ast.Constant):
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_words_are_split_as_people_read_them() -> None:
    assert split_words("find_JSONLines") == {"find", "json", "lines"}
    assert split_words("SpanLabel") == {"span", "label"}
