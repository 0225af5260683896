"""Tracebacks without text: where an error happened, and of its words only what is ours.

The last line of a traceback may hold anything: `KeyError('Ilse Varga')`. Here it is shown only as
far as it is known to come from a program: what Python itself says in fixed words, with names that
stand in the code, and the constants of our function that raised it. All else is left out as "…".
"""

import builtins
import linecache
import os
import re
import sys
import sysconfig
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, TracebackType

from annotator.model.errors import AnnotatorError

_OURS = Path(__file__).resolve().parents[2]
"""The folder that `annotator` is imported from."""
_FIRST, _LAST = 8, 24
"""Frames shown of a deep traceback."""
_CHAIN = 5
_GROUP = 5

_NAME = r"([\w.<>]+)"
_REST = r"(?P<rest>.*)"
_SAID = (
    rf"'{_NAME}' object is not (?:callable|iterable|subscriptable|reversible|an iterator)",
    rf"'{_NAME}' object does not support item (?:assignment|deletion)",
    rf"'{_NAME}' object has no attribute '{_NAME}'{_REST}",
    rf"(?:type object|module) '{_NAME}' has no attribute '{_NAME}'{_REST}",
    rf"unsupported operand type\(s\) for \S{{1,3}}(?: or pow\(\))?: '{_NAME}' and '{_NAME}'",
    rf"'(?:[<>]=?)' not supported between instances of '{_NAME}' and '{_NAME}'",
    rf"{_NAME}\(\) missing \d+ required (?:positional|keyword-only) arguments?{_REST}",
    rf"{_NAME}\(\) takes (?:from \d+ to )?\d+ positional arguments? but \d+ (?:was|were) given",
    rf"{_NAME}\(\) got an unexpected keyword argument '{_NAME}'{_REST}",
    rf"cannot unpack non-iterable {_NAME} object",
    rf"(?:un)?hashable type: '{_NAME}'",
    rf"object of type '{_NAME}' has no len\(\)",
    rf"argument of type '{_NAME}' is not iterable",
    rf"(?:list|tuple|string) indices must be integers or slices, not {_NAME}",
    rf"sequence item \d+: expected str instance, {_NAME} found",
    rf"can only concatenate (?:str|list|tuple) \(not \"{_NAME}\"\) to (?:str|list|tuple)",
    rf"name '{_NAME}' is not defined{_REST}",
    rf"cannot access (?:local|free) variable '{_NAME}' where it is not associated with{_REST}",
    rf"No module named '{_NAME}'{_REST}",
    rf"Internal C\+\+ object \({_NAME}\) already deleted\.",
    r"(?:not enough|too many) values to unpack \(expected \d+(?:, got \d+)?\)",
    r"(?:list|tuple|string|bytearray|deque) (?:assignment )?index out of range",
    r"pop from (?:an )?empty \w+",
    r"(?:list\.remove\(x\): x not in list|deque index out of range)",
    r"(?:max|min)\(\) (?:arg|iterable argument) is (?:an )?empty(?: sequence)?",
    r"(?:division|integer division|float division|integer modulo)(?: or modulo)? by zero",
    rf"maximum recursion depth exceeded{_REST}",
    r"(?:dictionary|Set) changed size during iteration",
    r"deque mutated during iteration",
    r"generator (?:already executing|raised StopIteration)",
)
"""What Python says in fixed words. A name in it is shown where the code has that name; the rest is
not shown."""


def trace_without_text(error: BaseException) -> str:
    """Return what happened where, and what led to it, without anything that is not our program."""
    return "\n".join(_one(each, how) for each, how in _chain(error))


def name_of(error: BaseException) -> str:
    """Return the name of an error's class, with its module unless that is Python's own."""
    kind = type(error)
    is_plain = kind.__module__ in ("builtins", "__main__")
    return kind.__qualname__ if is_plain else f"{kind.__module__}.{kind.__qualname__}"


def words_without_text(error: BaseException) -> str:
    """Return of an error's words what comes from a program; empty where nothing does."""
    if isinstance(error, AnnotatorError):
        return ""  # its fields may be titles, names and texts
    if isinstance(error, OSError):
        return os.strerror(error.errno) if isinstance(error.errno, int) else ""
    if isinstance(error, UnicodeError):
        start = getattr(error, "start", None)
        return f"at {start}" if isinstance(start, int) else ""
    code = getattr(error, "sqlite_errorname", None)
    if isinstance(code, str):
        return code
    try:
        words = error.args[0] if len(error.args) == 1 else ""
    except Exception:  # noqa: BLE001  somebody's own class
        return ""
    if not isinstance(words, str) or not words or isinstance(error, KeyError):
        return ""
    codes = [frame.f_code for frame, _ in traceback.walk_tb(error.__traceback__)]
    return _said_by_python(words, codes) or _said_by_us(words, codes)


def place_of(filename: str) -> str:
    """Return the path of a module from the folder that it is imported from; of others the name."""
    path = Path(filename)
    for root in _roots():
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name


def _roots() -> list[Path]:
    """Return the folders that modules are imported from, the deepest first."""
    known = {_OURS, Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("purelib"))}
    known |= {Path(one) for one in sys.path if Path(one).name == "site-packages"}
    return sorted(known, key=lambda one: len(one.parts), reverse=True)


def _chain(error: BaseException) -> Iterator[tuple[BaseException, str]]:
    """Yield the error, what it came from, and so on."""
    seen: set[int] = set()
    how = ""
    now: BaseException | None = error
    while now is not None and id(now) not in seen and len(seen) < _CHAIN:
        seen.add(id(now))
        yield now, how
        if isinstance(now, BaseExceptionGroup):
            for each in now.exceptions[:_GROUP]:
                yield each, "one of them:"
        if now.__cause__ is not None:
            now, how = now.__cause__, "which came from:"
        elif not now.__suppress_context__:
            now, how = now.__context__, "which happened while this was dealt with:"
        else:
            return


def _one(error: BaseException, how: str) -> str:
    lines = [how] if how else []
    lines += _frames(error.__traceback__)
    words = words_without_text(error)
    if not words:
        size = _length(error)
        words = f"(its words, {size:,} characters, are left out)" if size else ""
    lines.append(f"{name_of(error)}: {words}" if words else name_of(error))
    return "\n".join(lines)


def _length(error: BaseException) -> int:
    try:
        return len(str(error))
    except Exception:  # noqa: BLE001  somebody's own __str__
        return 0


def _frames(trace: TracebackType | None) -> Iterator[str]:
    frames = list(traceback.walk_tb(trace))
    for number, (frame, line) in enumerate(frames):
        if _FIRST <= number < len(frames) - _LAST:
            if number == _FIRST:
                yield f"  … {len(frames) - _FIRST - _LAST:,} more"
            continue
        code = frame.f_code
        place = place_of(code.co_filename)
        yield f"  {place}:{line} {code.co_qualname}"
        source = linecache.getline(code.co_filename, line).strip() if "/" in place else ""
        if source:
            yield f"    {source}"


def _said_by_python(words: str, codes: list[CodeType]) -> str:
    """Return words that Python has for what went wrong, names that the code has among them."""
    for said in _SAID:
        pattern = re.compile(said)
        found = pattern.fullmatch(words)
        if found is None:
            continue
        known = _names(codes)
        rest = pattern.groupindex.get("rest", 0)
        shown, last = "", 0
        for group in range(1, pattern.groups + 1):
            if group != rest:
                is_known = all(part in known for part in found[group].split("."))
                shown += words[last : found.start(group)] + (found[group] if is_known else "…")
                last = found.end(group)
        return shown + (words[last : found.start(rest)] if rest else words[last:])
    return ""


def _names(codes: list[CodeType]) -> set[str]:
    """Return names that stand in the code, and those of Python's own and of all known classes."""
    names = {"<locals>", *dir(builtins)}
    for module in list(sys.modules):
        names.update(module.split("."))
    for code in codes:
        names.update(code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
        names.update(code.co_qualname.split("."))
    return names | {one.__name__ for one in _classes()}


def _classes() -> set[type]:
    """Return every class there is."""
    found: set[type] = set()
    waiting: list[type] = [object]
    while waiting:
        below: set[type] = set(type.__subclasses__(waiting.pop())) - found
        found |= below
        waiting += below
    return found


def _said_by_us(words: str, codes: list[CodeType]) -> str:
    """Return of words those that are constants of our function that raised them; the rest is …"""
    ours = [code for code in codes if Path(code.co_filename).is_relative_to(_OURS / "annotator")]
    if not ours or ours[-1] is not codes[-1]:
        return ""
    constants = {one for one in ours[-1].co_consts if isinstance(one, str)}
    if words in constants:
        return words
    # Two words at least: a single one might be anybody's.
    phrases = [one for one in constants if len(one.strip()) >= 5 and " " in one]
    if not phrases:
        return ""
    pattern = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    found = [match[0] for match in re.finditer(pattern, words)]
    if not found:
        return ""
    shown = "…".join(found)
    head = "" if words.startswith(found[0]) else "…"
    return head + shown + ("" if words.endswith(found[-1]) else "…")
