"""Makes requirements.txt anew: `python3 packaging/dev.py lock [--upgrade]`.

Every distribution the project needs to run with all its extras, to be tested and to be built is
pinned, with the hash of every file of that version, so that one file serves all platforms and
Pythons. Run it with the oldest Python that is supported: what is chosen for it has wheels for the
newer ones too.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
OLDEST = (3, 11)
HEADER = (
    "# Made by `python3 packaging/dev.py lock`; the ranges behind it stand in pyproject.toml.\n"
)

# What only other platforms need is not seen from the one that locks.
ELSEWHERE = ['colorama ; sys_platform == "win32"']

# A line is a pin with an optional marker, a hash, or a comment: no options, addresses or paths.
LINE = re.compile(
    r"#.*|[a-z0-9.\[\]-]+==[\w.]+( ; [\w \"'.<>=!]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?"
)


def read_wishes() -> list[str]:
    """The requirements of pyproject.toml: program, extras, developers, build."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"].get("optional-dependencies", {})
    wishes: list[str] = [
        *project["project"]["dependencies"],
        *(wish for extra in extras.values() for wish in extra),
        *project["dependency-groups"]["dev"],
        *project["dependency-groups"]["bundle"],
        *project["build-system"]["requires"],
    ]
    return wishes + ELSEWHERE


def find_strange_lines(text: str) -> list[str]:
    """The lines that are not a pin, a hash or a comment."""
    return [line for line in text.splitlines() if not LINE.fullmatch(line)]


def compile_pins(folder: Path, arguments: list[str]) -> str:
    """Resolves the wishes with pip-tools in a virtual environment of its own."""
    wishes, pins = folder / "requirements.in", folder / "requirements.txt"
    wishes.write_text("\n".join(read_wishes()) + "\n", encoding="utf-8")
    if REQUIREMENTS.exists():  # what is pinned already stays, unless --upgrade is said
        pins.write_text(REQUIREMENTS.read_text(encoding="utf-8"), encoding="utf-8")
    venv.create(folder / "venv", with_pip=True, symlinks=os.name != "nt")
    python = str(folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
    options = "--generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --quiet"
    hidden = "--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options"
    command = [python, "-m", "piptools", "compile", *options.split(), *hidden.split()]
    subprocess.run([*command, *arguments, f"--output-file={pins}", str(wishes)], check=True)
    # The comments pip-tools writes tell about itself.
    lines = pins.read_text(encoding="utf-8").splitlines(keepends=True)
    return HEADER + "".join(line for line in lines if line.strip() and not line.startswith("#"))


def main(arguments: list[str]) -> int:
    """Writes requirements.txt; refuses to write a line that names a host, a path or an option."""
    if sys.version_info[:2] != OLDEST:
        print(f"lock: run it with Python {'.'.join(map(str, OLDEST))}, the oldest supported")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        text = compile_pins(Path(folder), arguments)
    if strange := find_strange_lines(text):
        print("lock: nothing written; these lines do not belong in a requirements file:")
        print("\n".join(strange))
        return 1
    REQUIREMENTS.write_text(text, encoding="utf-8", newline="\n")
    print(f"lock: {text.count('==')} pins in {REQUIREMENTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
